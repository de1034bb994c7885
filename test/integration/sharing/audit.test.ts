// The audit trail: durable when write() resolves, refused when it cannot be, and readable through merges.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { type AuditEvent, BatchedAuditWriter } from '../../../src/sharing/audit.ts';
import { findAuditEvents, type AuditQuery } from '../../../src/sharing/audit-query.ts';
import { evaluateFeeds } from '../../../src/sharing/evaluation.ts';
import { RefusalCounter } from '../../../src/sharing/refusal-counter.ts';
import { rowFilterSql } from '../../../src/sharing/row-filter.sql.ts';
import { syncLibraryTables } from '../../../src/store/library-schema.ts';
import { createPool } from '../../../src/store/pool.ts';
import { sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { townLibrary } from '../../unit/sharing/town-library.ts';

let database: TestDatabase;
const newId = createIdSource();

function event(fields: Partial<AuditEvent> = {}): AuditEvent {
  return { eventId: newId(), at: new Date(), operationId: 'lookupTowns', outcome: 'answered', status: 200, requestId: 'r1', ...fields };
}

async function countEvents(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ count: number }>('select count(*) as count from hub.audit_event');
  return rows[0]?.count ?? -1;
}

beforeAll(async () => {
  database = await testDatabase();
  await syncLibraryTables(database.ownerPool, [townLibrary]);
  await database.ownerPool.query(`grant usage on schema town to ${database.appRole}`);
  await database.ownerPool.query(`grant select, insert on all tables in schema town to ${database.appRole}`);
});
beforeEach(() => database.ownerPool.query('truncate hub.audit_event, town.golden_record'));
afterAll(() => database.drop());

describe('writing', () => {
  it('an event is there for others, whole, when write() resolves', async () => {
    const whole = event({
      at: new Date('2026-06-01T08:00:00.123Z'), clientId: 'c1', agencyCode: 'window', agreementId: randomUUID(), operatorId: 'op,1"',
      purpose: 'benefit',
      matterCode: 'M-1', library: 'town', goldenIds: [randomUUID(), randomUUID()], subjectCount: 2, attributes: ['full_name', 'number'],
      details: { a: [1] },
    });
    const writer = new BatchedAuditWriter(database.pool);
    await writer.write(whole);
    await writer.write(event({ goldenId: randomUUID() }));
    const { events } = await findAuditEvents(database.ownerPool, ['town'], { clientId: 'c1', from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-06-02T00:00:00Z'), limit: 10 });
    expect(events).toEqual([{ ...whole, goldenId: null }]);
    expect((await database.ownerPool.query('select subject_count from hub.audit_event where golden_id is not null')).rows)
      .toEqual([{ subject_count: 1 }]);
  });

  it('thousands at once commit in few statements, none lost', async () => {
    const statements: string[] = [];
    const pool = createPool(database.url, { max: 4 });
    const counting = new Proxy(pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name);
        return (query: { name: string }) => {
          statements.push(query.name);
          return target.query(query as never);
        };
      },
    });
    const writer = new BatchedAuditWriter(counting);
    await Promise.all(Array.from({ length: 5_000 }, () => writer.write(event())));
    expect(await countEvents()).toBe(5_000);
    expect(statements.length).toBe(10);
    await pool.end();
  });

  it('a connection killed under the INSERT refuses every event of it, and the next ones are written', async () => {
    const pool = createPool(database.url, { max: 1, applicationName: 'doomed writer' });
    const writer = new BatchedAuditWriter(pool);
    const blocker = await database.ownerPool.connect();
    await blocker.query('begin; lock table hub.audit_event in exclusive mode');
    const written = Array.from({ length: 20 }, () => writer.write(event()));
    const outcomes = Promise.allSettled(written);
    await waitForLock();
    await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed writer'`);
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'AUDIT_UNAVAILABLE' } });
    await blocker.query('commit');
    blocker.release();
    await writer.write(event());
    expect(await countEvents()).toBe(1);
    await pool.end();
  });

  it('an event that the table refuses is refused to its caller', async () => {
    const writer = new BatchedAuditWriter(database.pool);
    const held = event();
    await writer.write(held);
    await expect(writer.write(held)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });

  it('beyond the queue nothing is promised', async () => {
    const writer = new BatchedAuditWriter(database.pool, { batch: 2, queue: 3 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => writer.write(event())));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(outcomes[4]).toMatchObject({ reason: { code: 'AUDIT_UNAVAILABLE' } });
  });

  it('what was written cannot be changed or deleted by the hub', async () => {
    await new BatchedAuditWriter(database.pool).write(event());
    await expect(database.pool.query(`update hub.audit_event set outcome = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(database.pool.query('delete from hub.audit_event')).rejects.toMatchObject({ code: '42501' });
  });
});

async function waitForLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.ownerPool.query(`select from pg_locks where not granted and relation = 'hub.audit_event'::regclass`);
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('reading', () => {
  const [kept, merged, older, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  beforeEach(async () => {
    const golden = (id: string, to: string | null) =>
      database.pool.query(sql`insert into town.golden_record (golden_id, state, redirect_to, created_at, recorded_at, cause)
        values (${id}, ${to ? 'redirected' : 'active'}, ${to}, now(), now(), 'test')`);
    await golden(kept, null);
    await golden(merged, kept);
    await golden(older, merged);
    await golden(other, null);
    const writer = new BatchedAuditWriter(database.pool);
    const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
    await writer.write(event({ library: 'town', goldenId: older, clientId: 'c1', at: at(1) }));
    await writer.write(event({ library: 'town', goldenIds: [other, merged], clientId: 'c2', at: at(2) }));
    await writer.write(event({ library: 'town', goldenId: kept, clientId: 'c1', at: at(3) }));
    await writer.write(event({ library: 'town', goldenId: other, clientId: 'c1', at: at(4) }));
    await writer.write(event({ library: 'city', goldenId: kept, clientId: 'c3', at: at(5) }));
  });

  const minutes = (events: readonly AuditEvent[]): number[] => events.map((each) => each.at.getUTCMinutes());

  const familyIds = [['the survivor', kept], ['a merged id', merged], ['an id merged twice', older]];
  it.each(familyIds)('%s shows everything seen under any of its ids', async (_, id) => {
    const { events, next } = await findAuditEvents(database.pool, ['town'], { goldenId: id, library: 'town', limit: 10 });
    expect(minutes(events)).toEqual([3, 2, 1]);
    expect(next).toBeNull();
  });

  it('pages by key, whatever is written meanwhile', async () => {
    const query = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T00:05:00Z'), limit: 3 };
    const first = await findAuditEvents(database.pool, ['town'], query);
    await new BatchedAuditWriter(database.pool).write(event({ at: new Date('2026-01-01T00:04:30Z') }));
    const second = await findAuditEvents(database.pool, ['town'], { ...query, after: first.next ?? '' });
    expect([minutes(first.events), minutes(second.events), second.next]).toEqual([[4, 3, 2], [1], null]);
  });

  it('is narrowed by each of what an event says, and by all of it at once', async () => {
    const writer = new BatchedAuditWriter(database.pool);
    const whole = { agencyCode: 'window', clientId: 'c9', operatorId: 'clerk-7', purpose: 'benefit', matterCode: 'M-1', operationId: 'verifyTowns', outcome: 'NOT_GRANTED', library: 'city' };
    await writer.write(event({ ...whole, status: 403, at: new Date('2026-01-01T00:30:00Z') }));
    await writer.write(event({ agencyCode: 'window', operatorId: 'clerk-8', at: new Date('2026-01-01T00:31:00Z') }));
    const period = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z'), limit: 10 };
    const asked = async (query: Partial<AuditQuery>): Promise<number[]> => minutes((await findAuditEvents(database.pool, ['town', 'city'], { ...period, ...query })).events);
    expect(await asked(whole)).toEqual([30]);
    expect(await asked({ agencyCode: 'window' })).toEqual([31, 30]);
    for (const [name, value] of Object.entries(whole)) {
      const found = await asked({ [name]: value });
      expect(found, name).toContain(30);
      expect(found, name).not.toContain(1);
      expect(await asked({ ...whole, [name]: name === 'library' ? 'town' : 'other' }), name).toEqual([]);
    }
    expect(await asked({ outcome: 'refused' })).toEqual([30]);
    expect(await asked({ outcome: 'answered' })).toEqual([31, 5, 4, 3, 2, 1]);
    expect(await asked({ goldenId: kept, library: 'town', clientId: 'c1' })).toEqual([3, 1]);
  });

  const someDay = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') };
  it.each([
    [{ limit: 10 }], [{ from: new Date(0), limit: 10 }], [{ clientId: 'c1', limit: 10 }], [{ ...someDay, limit: 0 }], [{ ...someDay, limit: 501 }],
    [{ from: new Date('2026-01-01'), to: new Date('2026-04-04'), limit: 10 }], [{ from: someDay.to, to: someDay.from, limit: 10 }], [{ ...someDay, library: 'pg_catalog', limit: 10 }],
    [{ goldenId: kept, limit: 1 }], [{ goldenId: kept, library: 'pg_catalog', limit: 1 }], [{ goldenId: 'x', library: 'town', limit: 1 }],
    [{ ...someDay, limit: 1, after: 'x' }],
  ])('refuses %j', async (query) => {
    await expect(findAuditEvents(database.pool, ['town'], query)).rejects.toMatchObject({ code: 'AUDIT_QUERY_INVALID' });
  });
});

it('counts refusals by minute, adding to what other processes counted, and keeps them while the database is away', async () => {
  const clock = fixedClock('2026-06-01T08:00:59Z');
  const log = createLog('silent');
  const one = new RefusalCounter({ pool: database.pool, log, clock });
  const broken = createPool(database.url, { max: 1 });
  const two = new RefusalCounter({ pool: broken, log, clock });
  for (let i = 0; i < 3; i++) one.countRefusal('lookupTowns', 'UNAUTHENTICATED');
  one.countRefusal('lookupTowns', 'TOKEN_EXPIRED');
  two.countRefusal('lookupTowns', 'UNAUTHENTICATED');
  await broken.end();
  await expect(two.flush()).rejects.toThrow();
  await one.stop();
  one.countRefusal('lookupTowns', 'UNAUTHENTICATED');
  await one.stop();
  const { rows } = await database.pool.query('select minute, operation_id, code, count from hub.refusal_count order by code');
  expect(rows).toEqual([
    { minute: new Date('2026-06-01T08:00:00Z'), operation_id: 'lookupTowns', code: 'TOKEN_EXPIRED', count: 1 },
    { minute: new Date('2026-06-01T08:00:00Z'), operation_id: 'lookupTowns', code: 'UNAUTHENTICATED', count: 4 },
  ]);
});

it('a row filter lets through what fits every condition, and nothing without a value', async () => {
  const add = (code: string | null, name: string) =>
    database.pool.query(sql`insert into town.golden_record (golden_id, created_at, recorded_at, cause, division_code, full_name)
      values (gen_random_uuid(), now(), now(), 'test', ${code}, ${name})`);
  for (const [code, name] of [['340111', 'a'], ['340202', 'b'], ['34%', 'c'], [null, 'd'], ['110108', 'a']] as const) await add(code, name);
  const names = async (filter: Parameters<typeof rowFilterSql>[0]): Promise<string> => {
    const { rows } = await database.pool.query<{ full_name: string }>(
      sql`select g.full_name from town.golden_record g where ${rowFilterSql(filter, 'g')} order by 1`,
    );
    return rows.map((row) => row.full_name).join('');
  };
  expect(await names([])).toBe('aabcd');
  expect(await names([{ attribute: 'division_code', op: 'prefix', values: ['3401', '3402'] }])).toBe('ab');
  expect(await names([{ attribute: 'division_code', op: 'prefix', values: ['34%'] }])).toBe('c');
  const both = [
    { attribute: 'full_name', op: 'in', values: ['a', 'd'] },
    { attribute: 'division_code', op: 'prefix', values: ['34'] },
  ] as const;
  expect(await names(both)).toBe('a');
  expect(await names([{ attribute: 'full_name', op: 'eq', values: ["a' or true --"] }])).toBe('');
});

it('evaluates feeds by what was loaded and when', async () => {
  const load = (state: string, at: { declared: string; created: string }, counts: object) =>
    database.pool.query(sql`insert into hub.load (library, feed, file_name, sha256, bytes, spool_path, declared_date, state,
      counts, origin, created_by, created_at)
      values ('town', 'register', 'f', 's', 1, 'p', ${at.declared}, ${state}, ${JSON.stringify(counts)}, 'cli', 't', ${at.created})`);
  await load('done', { declared: '2026-05-20', created: '2026-05-20T00:00:00Z' }, { rows: 100, rejected: 50, issues: { DATE_FORM: 9 } });
  await load('done', { declared: '2026-05-24', created: '2026-06-01T00:00:00Z' }, { rows: 90, rejected: 6, issues: { DATE_FORM: 1, CODE_MAPPED: 1 } });
  await load('failed', { declared: '2026-06-02', created: '2026-06-02T00:00:00Z' }, { rows: 10, rejected: 4 });
  const month = { from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-07-01T00:00:00Z') };
  const onTime = await evaluateFeeds(database.pool, townLibrary, { ...month, clock: fixedClock('2026-05-31T04:00:00Z') });
  expect(onTime[0])
    .toMatchObject({ feed: 'register', department: 'police', loads: 2, failedLoads: 1, rows: 100, rejected: 10, rejectShare: 0.1,
      issues: 2 });
  expect(onTime[0]).toMatchObject({ lastDeclaredDate: '2026-05-24', daysSinceLast: 7, isWithinCycle: true });
  expect(onTime[1]).toMatchObject({ feed: 'births', loads: 0, rejectShare: null, lastDeclaredDate: null, isWithinCycle: null });
  const late = await evaluateFeeds(database.pool, townLibrary, { ...month, clock: fixedClock('2026-05-31T16:00:00Z') });
  expect(late[0]).toMatchObject({ daysSinceLast: 8, isWithinCycle: false });
});
