// Whatever is loaded and decided: once every decision is undone, in any order, everything is as if none had been made, golden ids
// included; a rebuild changes nothing while decisions hold; and loads that come after a decision may come in any order.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { HubError } from '../../../src/kernel/errors.ts';
import { ident, sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { deliverAll, deliveries, rearrange, type FeedShape } from '../../support/deliveries.ts';
import { emptyLibraries, testHub, type LibraryState, type TestHub } from '../../support/hub.ts';
import { firmFeeds } from '../../support/firms.ts';
import { peopleFeeds } from '../../support/people.ts';
import { shipFeeds } from '../../support/ships.ts';
import { stewardOf, type TestSteward } from '../../support/steward.ts';

const runs = Number(process.env.JIKU_TEST_RUNS ?? 6);
/** Always the same runs, unless other ones are looked for. */
const seed = Number(process.env.JIKU_TEST_SEED ?? 20_261);

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

/** Numbers that choose: the kind, and records by their place among those in golden records. */
interface Choice {
  readonly kind: 'same' | 'not_same' | 'split' | 'move' | 'withdraw' | 'pin' | 'undo';
  readonly one: number;
  readonly other: number;
}
const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom('same', 'same', 'not_same', 'split', 'split', 'move', 'withdraw', 'pin', 'undo'), one: fc.nat(50), other: fc.nat(50),
});

/** An attribute of each library and a value that no record states. */
const pinned: Readonly<Record<string, { attribute: string; value: string }>> = {
  vessel: { attribute: 'tonnage', value: '777' },
  population: { attribute: 'birth_date', value: '1955-05-05' },
  legal_person: { attribute: 'name', value: '北京钉有限公司' },
  credit: { attribute: 'subject_name', value: '北京钉有限公司' },
};

interface Placed {
  readonly record: string;
  readonly goldenId: string;
}

/** Makes the decision if it makes sense; null when it was refused as a steward's mistake. */
async function make(steward: TestSteward, library: string, { kind, one, other }: Choice, made: string[]): Promise<string | null> {
  const { rows } = await database.pool.query<Placed>(sql`select home_id as record, golden_id as "goldenId" from ${ident(library, 'source_record')}
    where golden_id is not null and not is_withdrawn order by feed, source, source_key`);
  if (rows.length === 0) return null;
  const [a, b] = [rows[one % rows.length]!, rows[other % rows.length]!];
  try {
    switch (kind) {
      case 'undo': return made.length === 0 ? null : (await steward.undo(made[one % made.length]!)).decisionId;
      case 'same': return (await steward.decide({ kind, goldens: [a.goldenId, b.goldenId], acceptsNumbers: true })).decisionId;
      case 'not_same': return (await steward.decide({ kind, goldens: [a.goldenId, b.goldenId] })).decisionId;
      case 'split':
      case 'withdraw': return (await steward.decide({ kind, golden: a.goldenId, records: [a.record] })).decisionId;
      case 'move': return (await steward.decide({ kind, golden: a.goldenId, records: [a.record], to: b.goldenId })).decisionId;
      case 'pin': return (await steward.decide({ kind, golden: a.goldenId, ...pinned[library]!, until: '2027-12-31' })).decisionId;
    }
  } catch (error) {
    if (error instanceof HubError && error.code.startsWith('DECISION_')) return null;
    throw error;
  }
}

/** Undoes what is in force until nothing is: the newest first, or in an order that the seed decides. */
async function undoAll(steward: TestSteward, shuffle: number): Promise<void> {
  for (let step = 0; ; step++) {
    const { rows } = await database.pool.query<{ id: string }>(`select decision_id as id from hub.decision where kind <> 'undo' and hub.is_in_force(decision_id) order by decision_id`);
    if (rows.length === 0) return;
    await steward.undo(rows[isNewestFirst(shuffle) ? rows.length - 1 : Math.abs(shuffle + step * 7919) % rows.length]!.id);
  }
}

const isNewestFirst = (shuffle: number): boolean => shuffle % 2 === 0;

/** Undone newest first, every record is back under its golden id; in another order under one to which its former id leads. */
async function expectIds(library: string, former: Record<string, string | null>, shuffle: number): Promise<void> {
  const now = await goldenIds(library);
  if (isNewestFirst(shuffle)) return expect(now, 'ids').toEqual(former);
  const { rows } = await database.pool.query<{ from: string; to: string }>(sql`
    select golden_id as from, redirect_to as to from ${ident(library, 'golden_record')} where state = 'redirected'`);
  const leads = new Map(rows.map(({ from, to }) => [from, to]));
  for (const [record, id] of Object.entries(former)) {
    const bears = now[record] ?? null;
    expect(id === null ? bears : bears === id || leads.get(id) === bears || Object.values(now).includes(id), `id of ${record}`).toBe(id === null ? null : true);
  }
}

async function goldenIds(library: string): Promise<Record<string, string | null>> {
  const { rows } = await database.pool.query<{ key: string; id: string | null }>(sql`select concat_ws('/', feed, source, source_key) as key, golden_id as id from ${ident(library, 'source_record')} order by 1`);
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}

/** Decision ids are random: tasks about decisions are told by their number. */
function withoutIds(state: LibraryState): LibraryState {
  return { ...state, tasks: state.tasks.map((task) => task.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#')).sort() };
}

describe_('vessel', shipFeeds);
describe_('population', peopleFeeds);
describe_('legal_person', firmFeeds);
describe_('credit', firmFeeds);

function describe_(library: string, feeds: readonly FeedShape[]): void {
  test(`${library}: undone, decisions leave no trace; a rebuild keeps them`, { timeout: 600_000 }, async () => {
    const steward = stewardOf(hub, database.pool, library);
    await fc.assert(fc.asyncProperty(deliveries(feeds, 4), fc.array(choice, { minLength: 1, maxLength: 6 }), deliveries(feeds, 3), fc.nat(), async (first, choices, later, shuffle) => {
      await emptyLibraries(database.ownerPool);
      await deliverAll(hub, first);
      const [before, ids] = [await hub.state(library), await goldenIds(library)];
      const made: string[] = [];
      for (const each of choices) {
        const id = await make(steward, library, each, made);
        if (id !== null) made.push(id);
      }
      const decided = withoutIds(await hub.state(library));
      await rebuildLibrary(hub.deps, library);
      expect(withoutIds(await hub.state(library)), 'after a rebuild').toEqual(decided);
      await undoAll(steward, shuffle);
      expect(await hub.state(library), 'undone').toEqual(before);
      await expectIds(library, ids, shuffle);
      // The same with loads between deciding and undoing.
      for (const each of choices) await make(steward, library, each, []);
      await deliverAll(hub, later);
      await undoAll(steward, shuffle);
      const undone = await hub.state(library);
      await emptyLibraries(database.ownerPool);
      await deliverAll(hub, [...first, ...later]);
      expect(undone, 'undone after loads').toEqual(await hub.state(library));
    }), { numRuns: runs, endOnFailure: process.env.JIKU_TEST_SHRINK === undefined, seed, path: process.env.JIKU_TEST_PATH });
  });

  test(`${library}: what is loaded after a decision may come in any order`, { timeout: 600_000 }, async () => {
    const steward = stewardOf(hub, database.pool, library);
    await fc.assert(fc.asyncProperty(deliveries(feeds, 3), fc.array(choice, { minLength: 1, maxLength: 4 }), deliveries(feeds, 4), fc.integer(), async (first, choices, later, shuffle) => {
      const run = async (list: typeof later): Promise<LibraryState> => {
        await emptyLibraries(database.ownerPool);
        await deliverAll(hub, first);
        for (const each of choices) await make(steward, library, each, []);
        await deliverAll(hub, list);
        return withoutIds(await hub.state(library));
      };
      const state = await run(later);
      await rebuildLibrary(hub.deps, library);
      expect(withoutIds(await hub.state(library)), 'after a rebuild').toEqual(state);
      const other = rearrange(later, shuffle);
      expect(await run(other), `in the order ${JSON.stringify(other)}`).toEqual(state);
    }), { numRuns: runs, endOnFailure: process.env.JIKU_TEST_SHRINK === undefined, seed, path: process.env.JIKU_TEST_PATH });
  });
}
