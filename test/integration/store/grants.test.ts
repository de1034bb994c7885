// The runtime role: rows but no tables, and nothing that rewrites what was said or seen.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyGrants } from '../../../src/store/grants.ts';
import { syncLibraryTables } from '../../../src/store/library-schema.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { tinyLibrary } from '../../unit/store/tiny-library.ts';

const denied = { code: '42501' };

describe('the runtime role', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await syncLibraryTables(database.ownerPool, [tinyLibrary]);
    await applyGrants(database.ownerPool, database.appRole, [tinyLibrary]);
  });
  afterAll(() => database.drop());

  it.each([
    'select * from hub.audit_event',
    `insert into hub.audit_event (event_id, at, operation_id, outcome, status, request_id) values (gen_random_uuid(), now(), 'x', 'answered', 200, 'r')`,
    `insert into hub.agency (code, name_zh, name_en, kind) values ('a', '甲', 'A', 'department')`,
    `insert into hub.load (library, feed, file_name, sha256, bytes, spool_path, declared_date, state, origin, created_by)
      values ('tiny', 'f', 'f.csv', 'x', 1, 'x', '2026-01-01', 'received', 'cli', 'test')`,
    'create unlogged table staging.load_1 (a int)',
    'drop table staging.load_1',
    'update tiny.source_record set golden_id = null',
    'truncate tiny.golden_record, tiny.identifier, tiny.pointing_key, tiny.key_alias, tiny.relation',
    `insert into tiny.golden_history select *, now(), 'x' from tiny.golden_record`,
    'truncate tiny.decided, tiny.pin',
    `insert into hub.decision (decision_id, library, kind, reason, payload, ids, golden_ids, decided_by, operator_id, decided_at)
      values (gen_random_uuid(), 'tiny', 'same', 'r', '{}', '{}', '{}', 'c', 'o', now())`,
    'select hub.is_in_force(decision_id) from hub.decision',
    `insert into hub.four_eyes (library, kind) values ('tiny', 'same')`,
    `select hub.analyze_table('tiny.source_record', '{record_id}')`,
    `select hub.suspend_indexes('tiny.source_version'), hub.restore_indexes('tiny.source_version')`,
  ])('may %s', async (statement) => {
    await expect(database.pool.query(statement)).resolves.toBeDefined();
  });

  it.each([
    `update hub.audit_event set outcome = 'x'`,
    'delete from hub.audit_event',
    'truncate hub.audit_event',
    `update hub.decision set reason = 'x'`,
    'delete from hub.decision',
    'truncate hub.decision',
    'delete from hub.migration',
    `insert into hub.suspended_index (target, name, definition) values (1, 'x', 'drop table hub.load')`,
    `update tiny.golden_history set cause = 'x'`,
    'delete from tiny.golden_history',
    'truncate tiny.source_record',
    'create table hub.mine (a int)',
    'create table tiny.mine (a int)',
  ])('may not %s', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject(denied);
  });

  it('may not alter or drop what the owner made', async () => {
    await expect(database.pool.query('alter table tiny.source_record add column x int')).rejects.toMatchObject(denied);
    await expect(database.pool.query('drop index tiny.source_record_golden')).rejects.toMatchObject(denied);
  });
});
