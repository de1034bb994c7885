// Indexes of an empty table that are built after it was filled: they come back as they were, or nothing is kept at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyGrants } from '../../../src/store/grants.ts';
import { planLibrarySync, syncLibraryTables } from '../../../src/store/library-schema.ts';
import { readExistingSchema } from '../../../src/store/library-catalog.ts';
import { withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { tinyLibrary } from '../../unit/store/tiny-library.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await syncLibraryTables(database.ownerPool, [tinyLibrary]);
  await applyGrants(database.ownerPool, database.appRole, [tinyLibrary]);
});
afterAll(() => database.drop());

const suspend = `select hub.suspend_indexes('tiny.source_record') as is_suspended`;
const restore = `select hub.restore_indexes('tiny.source_record')`;
const add = `insert into tiny.source_record (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line, recorded_at, definition_version)
  values (gen_random_uuid(), 's', 'f', 'k', '2026-01-01', gen_random_uuid(), gen_random_uuid(), 1, 1, now(), 1)`;

interface IndexRow {
  readonly indexdef: string;
  readonly comment: string | null;
}

async function indexes(connection: { query: TestDatabase['pool']['query'] } = database.pool): Promise<IndexRow[]> {
  const { rows } = await connection.query<IndexRow>(`select indexdef, obj_description(format('tiny.%I', indexname)::regclass, 'pg_class') as comment
    from pg_indexes where schemaname = 'tiny' and tablename = 'source_record' order by 1`);
  return rows;
}

test('of an empty table are suspended and restored as they were; partial ones stay', async () => {
  const before = await indexes();
  await withTransaction(database.pool, async (client) => {
    expect((await client.query(suspend)).rows).toEqual([{ is_suspended: true }]);
    const left = await indexes(client);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ indexdef }) => indexdef.includes(' WHERE '))).toBe(true);
    await client.query(restore);
  });
  expect(await indexes()).toEqual(before);
  const client = await database.ownerPool.connect();
  const existing = await readExistingSchema(client, 'tiny');
  client.release();
  expect(planLibrarySync(tinyLibrary, existing)).toEqual({ statements: [], drift: [] });
});

test('that were not restored keep the transaction from being committed', async () => {
  const before = await indexes();
  await expect(withTransaction(database.pool, (client) => client.query(suspend))).rejects.toThrow('was not restored');
  expect(await indexes()).toEqual(before);
});

test('of a table that is in use stay', async () => {
  await withTransaction(database.pool, async (reader) => {
    await reader.query('select from tiny.source_record');
    expect((await database.pool.query(suspend)).rows).toEqual([{ is_suspended: false }]);
  });
});

test('of a table that holds rows stay', async () => {
  await database.pool.query(add);
  const before = await indexes();
  expect((await database.pool.query(suspend)).rows).toEqual([{ is_suspended: false }]);
  expect(await indexes()).toEqual(before);
});
