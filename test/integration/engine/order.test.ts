// The same deliveries in any order and split, one by one or applied together, as few rows or as if they were many, give the same clusters, values, provenance, conflicts,
// identifiers, relations and open tasks; and a rebuild gives them once more. Every run prints its seed when it fails; JIKU_TEST_RUNS
// sets how many runs are made.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadCounts } from '../../../src/engine/load.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { deliverAll, deliverTogether, deliveries, rearrange, type FeedShape } from '../../support/deliveries.ts';
import { emptyLibraries, testHub, type LibraryState, type Rows, type TestHub } from '../../support/hub.ts';
import { firmFeeds } from '../../support/firms.ts';
import { numberChangeFeeds, peopleFeeds } from '../../support/people.ts';
import { shipFeeds } from '../../support/ships.ts';

const runs = Number(process.env.JIKU_TEST_RUNS ?? 8);
/** Always the same runs, unless other ones are looked for. */
const seed = Number(process.env.JIKU_TEST_SEED ?? 20_261);

let database: TestDatabase;
let hub: TestHub;
/** Prepares for many rows whatever comes. */
let bulk: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  bulk = await testHub(database, { bulkRows: 1, cutBytes: 1 });
});
afterAll(async () => {
  await Promise.all([hub.close(), bulk.close()]);
  await database.drop();
});

const outcomes = (counts: LoadCounts): number =>
  (['new', 'changed', 'unchanged', 'stale', 'duplicate', 'rejected'] as const).reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

test.each<[string, string, readonly FeedShape[]]>([
  ['vessel', 'files of every kind', shipFeeds],
  ['population', 'files of every kind', peopleFeeds],
  ['population', 'numbers that change hands', numberChangeFeeds],
  ['legal_person credit', 'files of every kind', firmFeeds],
])('%s, %s: order and split of deliveries do not matter', { timeout: 600_000 }, async (codes, _, feeds) => {
  const libraries = codes.split(' ');
  const states = (): Promise<LibraryState[]> => Promise.all(libraries.map((library) => hub.state(library)));
  await fc.assert(
    fc.asyncProperty(deliveries(feeds), fc.integer(), async (list, shuffle) => {
      await emptyLibraries(database.ownerPool);
      const views = await deliverAll(hub, list);
      for (const { counts } of views) expect(outcomes(counts)).toBe(counts.rows);
      const first = await states();
      for (const library of libraries) await rebuildLibrary(hub.deps, library);
      expect(await states(), 'after a rebuild').toEqual(first);
      await emptyLibraries(database.ownerPool);
      const other = rearrange(list, shuffle);
      await deliverAll(hub, other);
      expect(await states(), `in the order ${JSON.stringify(other)}`).toEqual(first);
      await emptyLibraries(database.ownerPool);
      for (const { counts } of await deliverTogether(bulk, database, other)) expect(outcomes(counts)).toBe(counts.rows);
      expect(await states(), `together ${JSON.stringify(other)}`).toEqual(first);
    }),
    { numRuns: runs, seed },
  );
});

const states = ['good', 'absent', 'rejected'] as const;
const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;

/** What three snapshots say of one berth, in every combination; berths that they all hold keep the rejects under the feed's limit. */
function snapshotRows(index: number): Rows {
  const berth = (name: string, state: (typeof states)[number]): Rows =>
    state === 'absent' ? [] : [{ berth: name, certificate_no: '', name: state === 'good' ? '海星' : '', tonnage: String(index), updated: '' }];
  const kept = Array.from({ length: 30 }, (_, place) => berth(`K${place}`, 'good'));
  return [...kept, ...states.flatMap((a) => states.flatMap((b) => states.map((c) => berth(`${a}-${b}-${c}`, [a, b, c][index]!))))].flat();
}

test.each([
  ['each newer than the one before', ['2026-03-01', '2026-03-02', '2026-03-03']],
  ['the last two of one day', ['2026-03-01', '2026-03-02', '2026-03-02']],
  ['the first two of one day', ['2026-03-01', '2026-03-01', '2026-03-02']],
])('snapshots that hold, lack and garble a record, %s, end alike in every order', async (_, dates) => {
  const ends: LibraryState[] = [];
  for (const order of orders) {
    await emptyLibraries(database.ownerPool);
    await deliverAll(hub, order.map((index) => ({ feed: 'berth_list', mode: 'snapshot', rows: snapshotRows(index), declaredDate: dates[index]! })));
    ends.push(await hub.state('vessel'));
  }
  for (const [index, end] of ends.entries()) expect(end.records, `in the order ${orders[index]!.join()}`).toEqual(ends[0]!.records);
  for (const end of ends) expect(end).toEqual(ends[0]);
  // A row that cannot be read is still there: the record keeps what it said last.
  expect(ends[0]!.records['berth_list/good-absent-rejected']).toMatch(/ALONE$/);
});

/** Whether the record was held before, what the correction says of it, and the day for which the correction speaks; the other snapshots are of 1 and 4 March. */
const corrections = fc.record({ wasHeld: fc.boolean(), isSame: fc.boolean(), day: fc.integer({ min: 2, max: 6 }) });

test('a correction stands beside a snapshot that lacks its record by the days for which they speak, whichever comes first', { timeout: 600_000 }, async () => {
  const kept = Array.from({ length: 30 }, (_, place) => ({ berth: `K${place}`, certificate_no: '', name: '海星', updated: '' }));
  const berth = (name: string, tonnage = '1'): Rows[number] => ({ berth: 'B1', certificate_no: '', name, tonnage, updated: '' });
  await fc.assert(
    fc.asyncProperty(corrections, async ({ wasHeld, isSame, day }) => {
      const ends: LibraryState[] = [];
      for (const isCorrectedFirst of [true, false]) {
        await emptyLibraries(database.ownerPool);
        const deliver = (rows: Rows, of: number) => deliverAll(hub, [{ feed: 'berth_list', mode: 'snapshot', rows, declaredDate: `2026-03-0${of}` }]);
        if (wasHeld) await deliver([...kept, berth('海星')], 1);
        await deliver([...kept, berth('')], 1);
        const { rows: [reject] } = await database.pool.query<{ reject_id: string }>('select reject_id from vessel.reject');
        const correct = () => deliver([{ ...berth('海星', isSame ? '1' : '2'), reject_id: reject!.reject_id }], day);
        if (isCorrectedFirst) await correct();
        await deliver(kept, 4);
        if (!isCorrectedFirst) await correct();
        ends.push(await hub.state('vessel'));
      }
      expect(ends[0]).toEqual(ends[1]);
      expect(ends[0]!.records['berth_list/B1']).toMatch(day < 4 ? /withdrawn/ : /ALONE$/);
    }),
    { numRuns: 2 * runs, seed },
  );
});
