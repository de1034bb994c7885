// What stood at a past instant can be read at any later one: golden rows and their history, without exception; and what the id policy
// promises holds over any deliveries: an id is never reused, and an old one leads to the living in one step.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ident, sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { deliverAll, deliveries, type FeedShape } from '../../support/deliveries.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';
import { peopleFeeds } from '../../support/people.ts';
import { shipFeeds } from '../../support/ships.ts';

const runs = Number(process.env.JIKU_TEST_RUNS ?? 5);

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

type Row = Record<string, unknown>;

async function goldens(library: string): Promise<Row[]> {
  return (await database.pool.query<Row>(sql`select * from ${ident(library, 'golden_record')} order by golden_id`)).rows;
}

/** The rows that stood at an instant, by the former versions and those that stand now. */
async function goldensAsOf(library: string, at: Date): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(sql`
    select * from (
      select g.*, null::timestamptz as replaced_at, null::text as replaced_by from ${ident(library, 'golden_record')} g
      union all
      select * from ${ident(library, 'golden_history')}
    ) version
    where recorded_at <= ${at} and (replaced_at is null or replaced_at > ${at}) order by golden_id`);
  return rows.map(({ replaced_at: _at, replaced_by: _by, ...row }) => row);
}

test.each<[string, readonly FeedShape[]]>([['vessel', shipFeeds], ['population', peopleFeeds]])('%s: every past instant can be read again', { timeout: 600_000 }, async (library, feeds) => {
  await fc.assert(
    fc.asyncProperty(deliveries(feeds), async (list) => {
      await emptyLibraries(database.ownerPool);
      const pictures: { at: Date; rows: Row[] }[] = [];
      for (const delivery of list) {
        await deliverAll(hub, [delivery]);
        pictures.push({ at: hub.deps.clock.now(), rows: await goldens(library) });
      }
      for (const { at, rows } of pictures) expect(await goldensAsOf(library, at)).toEqual(rows);
      const now = await goldens(library);
      const alive = new Set(now.filter((row) => row.state === 'active').map((row) => row.golden_id));
      for (const row of now) if (row.state === 'redirected') expect(alive.has(row.redirect_to), `${JSON.stringify(row)} leads to the living`).toBe(true);
      for (const { rows } of pictures) for (const row of rows) expect(now.some(({ golden_id }) => golden_id === row.golden_id)).toBe(true);
    }),
    { numRuns: runs, seed: Number(process.env.JIKU_TEST_SEED ?? 20_261) },
  );
});
