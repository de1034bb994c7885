// Library tables on a real server: made from nothing, found complete, extended, and refused where data would be at stake.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LibraryDefinition } from '../../../src/definition/types.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { printSchema, syncLibraryTables } from '../../../src/store/library-schema.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { tinyLibrary } from '../../unit/store/tiny-library.ts';

describe('syncLibraryTables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('is idempotent and safe for processes that start together', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => syncLibraryTables(database.ownerPool, [tinyLibrary])));
    expect(runs.map((statements) => statements.length > 0).sort()).toEqual([false, false, true]);
    expect(await syncLibraryTables(database.ownerPool, [tinyLibrary])).toEqual([]);
  });

  it('adds the column of a new attribute and keeps the rows', async () => {
    await database.ownerPool.query(`insert into tiny.golden_record (golden_id, created_at, recorded_at, cause, full_name)
      values (gen_random_uuid(), now(), now(), 'test', '欧阳修')`);
    const label = { zh: '备注', en: 'Note' };
    const grown: LibraryDefinition = {
      ...tinyLibrary,
      attributes: { ...tinyLibrary.attributes, note: { type: 'text', label, sensitivity: 'internal' } },
    };
    await syncLibraryTables(database.ownerPool, [grown]);
    const { rows } = await database.ownerPool.query(`select full_name, note, state, version from tiny.golden_record where lower(full_name) like '%阳修%'`);
    expect(rows).toEqual([{ full_name: '欧阳修', note: null, state: 'active', version: 1 }]);
    await expect(syncLibraryTables(database.ownerPool, [tinyLibrary])).rejects.toMatchObject({
      code: 'LIBRARY_DRIFT',
      details: { drift: expect.arrayContaining(['tiny.golden_record.note: the column is not in the definition']) as unknown },
    });
    await database.ownerPool.query('alter table tiny.golden_record drop column note; alter table tiny.source_record drop column note');
    await database.ownerPool.query('alter table tiny.golden_history drop column note; alter table tiny.source_version drop column note');
  });

  it('changes nothing when it refuses', async () => {
    await database.ownerPool.query('alter table tiny.golden_record alter column born type text; alter table tiny.identifier drop column reason');
    await expect(syncLibraryTables(database.ownerPool, [tinyLibrary])).rejects.toMatchObject({
      details: { drift: ['tiny.golden_record.born: type is text, planned date'] },
    });
    const { rows } = await database.ownerPool.query(`select count(*)::int as found from information_schema.columns
      where table_schema = 'tiny' and table_name = 'identifier' and column_name = 'reason'`);
    expect(rows).toEqual([{ found: 0 }]);
  });

  it('prints SQL that a DBA can run instead', async () => {
    const bare = await testDatabase({ empty: true });
    await bare.ownerPool.query('create extension pg_trgm');
    await bare.ownerPool.query(printSchema([tinyLibrary]));
    expect(await syncLibraryTables(bare.ownerPool, [tinyLibrary])).toEqual([]);
    await bare.drop();
  });

  it('is part of migrate, after which the runtime role can work', async () => {
    const fresh = await testDatabase({ empty: true });
    const { statements } = await migrate(fresh.ownerPool, [tinyLibrary], { appRole: fresh.appRole });
    expect(statements.length).toBeGreaterThan(0);
    expect((await fresh.pool.query('select * from tiny.source_record')).rows).toEqual([]);
    await fresh.drop();
  });
});
