// Whatever is delivered and decided, in whatever order: entries kept up to date are those computed from nothing, the change log folded is
// what is in force and published, and no record without a certain subject has an entry.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceDue, deriveEntries } from '../../../src/credit/entries/derive.ts';
import { fixedClock, type Clock } from '../../../src/kernel/clock.ts';
import { sql, type Query } from '../../../src/store/sql.ts';
import { withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { deliverAll, rowDate, deliveries, type Delivery, type FeedShape } from '../../support/deliveries.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

const runs = Number(process.env.JIKU_TEST_RUNS ?? 5);
let now = '2026-10-01T00:00:00Z';
let seconds = 0;
/** Moves on by a second at each reading; the test moves it by years. */
const clock: Clock = { now: () => new Date(Date.parse(now) + (seconds += 1) * 1000), today: () => fixedClock(now).today() };

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database, { clock });
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const codes = ['91110000FAKE00013H', '91340100FAKE0003X3'] as const;
const name = fc.constantFrom('北京甲有限公司', '上海丙有限公司');
const operation = fc.constantFrom('', '', '', 'D');
const feeds: readonly FeedShape[] = [
  { feed: 'market_registry', mode: 'delta', weight: 2, row: fc.record({ rec_id: fc.constantFrom('M1', 'M2'), uscc: fc.constantFrom(...codes), name, updated: rowDate, operation }) },
  {
    feed: 'penalties_2019', mode: 'delta', weight: 3,
    row: fc.record({
      document_no: fc.constantFrom('罚1号', '罚2号'), subject_name: name, subject_uscc: fc.constantFrom(...codes, ''), decided_by: fc.constant('北京市某局'),
      decided_on: fc.constantFrom('2026-02-01', '2026-05-01'), penalty_class: fc.constantFrom('罚款', '警告', '吊销执照'), operation,
    }),
  },
];

type Step =
  | { readonly kind: 'deliver'; readonly deliveries: readonly Delivery[] }
  | { readonly kind: 'effect'; readonly effect: string; readonly at: number }
  | { readonly kind: 'undo'; readonly at: number }
  | { readonly kind: 'day'; readonly year: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: deliveries(feeds, 3).map((list): Step => ({ kind: 'deliver', deliveries: list })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('effect' as const), effect: fc.constantFrom('repaired', 'corrected', 'disputed', 'suspended'), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('day' as const), year: fc.constantFrom(2026, 2027, 2029) }) },
);

const read = async (query: Query): Promise<Record<string, unknown>[]> => (await database.pool.query<Record<string, unknown>>(query)).rows;

const entryRows = (): Promise<Record<string, unknown>[]> => read(sql`
  select golden_id, subject_golden_id, list_code, edition, begins_on, ends_on::text, end_cause, published_from, published_until::text, is_disputed, is_suspended from hub.credit_entry order by golden_id`);

async function take(one: Step): Promise<void> {
  if (one.kind === 'deliver') return void (await deliverAll(hub, one.deliveries));
  if (one.kind === 'day') {
    const next = `${one.year}-10-01T00:00:00Z`;
    if (next > now) now = next;
    return void (await announceDue(database.pool, clock));
  }
  await withTransaction(database.pool, async (client) => {
    const chosen = one.kind === 'effect'
      ? await client.query<{ golden_id: string }>(sql`
        insert into hub.credit_effect (effect_id, golden_id, list_code, document_no, subject_golden_id, kind, from_on, reason, made_at, made_client, made_operator)
        select gen_random_uuid(), e.golden_id, e.list_code, g.document_no, e.subject_golden_id, ${one.effect}, ${clock.today()}::date, 'test', now(), 'test', 'test'
        from hub.credit_entry e join credit.golden_record g using (golden_id) order by g.document_no, e.golden_id offset ${one.at % 3} limit 1 returning golden_id`)
      : await client.query<{ golden_id: string }>(sql`
        update hub.credit_effect set ended_at = now(), ended_reason = 'test'
        where effect_id = (select effect_id from hub.credit_effect where ended_at is null order by made_at offset ${one.at % 2} limit 1) returning golden_id`);
    await deriveEntries(client, { now: clock.now(), cause: 'case:test', which: chosen.rows.map((row) => row.golden_id) });
  });
}

test('entries kept up to date are those computed from nothing, and the log folded is what they say', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      now = '2026-10-01T00:00:00Z';
      await emptyLibraries(database.ownerPool);
      for (const one of steps) await take(one);
      await announceDue(database.pool, clock);
      const kept = await entryRows();
      const today = clock.today();
      const told = await read(sql`
        select golden_id, (array_agg(effect order by timepoint desc) filter (where effect is not null))[1] as effect,
          (array_agg(publication order by timepoint desc) filter (where publication is not null))[1] as publication
        from hub.credit_change group by golden_id order by golden_id`);
      const inForce = await read(sql`select golden_id from hub.credit_entry where begins_on <= ${today}::date and ends_on > ${today}::date order by golden_id`);
      const published = await read(sql`select golden_id from hub.credit_entry where published_from <= ${today}::date and published_until > ${today}::date order by golden_id`);
      const ids = (rows: readonly Record<string, unknown>[]): unknown[] => rows.map((row) => row['golden_id']);
      expect(ids(told.filter(({ effect }) => effect !== null && effect !== 'ended'))).toEqual(ids(inForce));
      expect(ids(told.filter(({ publication }) => publication !== null && publication !== 'remove'))).toEqual(ids(published));
      expect(await read(sql`
        select from hub.credit_entry e left join credit.golden_record g using (golden_id)
        where g.state is distinct from 'active' or g.subject_state <> 'linked' or g.subject_golden_id <> e.subject_golden_id`)).toEqual([]);
      await database.ownerPool.query('truncate hub.credit_entry');
      await withTransaction(database.pool, (client) => deriveEntries(client, { now: clock.now(), cause: 'rebuild', which: null }));
      expect(await entryRows()).toEqual(kept);
    }),
    { numRuns: runs * 2, seed: Number(process.env.JIKU_TEST_SEED ?? 20_261) },
  );
});
