// Migrations, library tables and grants on a real server, as the owner and the runtime role see them.
import { cp, mkdtemp, rm, appendFile, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { tinyLibrary } from '../../unit/store/tiny-library.ts';

const own = join(import.meta.dirname, '../../../prisma/migrations');

describe('migrate', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
    folder = await mkdtemp(join(tmpdir(), 'jiku-migrations-'));
    await cp(own, folder, { recursive: true });
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('runs each migration once, also when several processes start together', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.ownerPool, [], { folder })));
    const names = runs.flatMap((run) => run.migrations);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toMatch(/_create_hub$/);
    expect((await migrate(database.ownerPool, [], { folder })).migrations).toEqual([]);
  });

  it('leaves nothing of a migration that fails', async () => {
    const failing = join(folder, '20990101000000_fail');
    await mkdir(failing);
    await writeFile(join(failing, 'migration.sql'), 'create table hub.half_done (a int);\nselect 1 / 0;\n');
    await expect(migrate(database.ownerPool, [], { folder })).rejects.toMatchObject({ code: '22012' });
    const { rows } = await database.ownerPool.query(`select to_regclass('hub.half_done') as half, count(*)::int as recorded
      from hub.migration where name like '%_fail'`);
    expect(rows).toEqual([{ half: null, recorded: 0 }]);
    await rm(failing, { recursive: true });
  });

  it('refuses an edited migration, and a database newer than the program', async () => {
    await appendFile(join(folder, '20261122000000_create_hub', 'migration.sql'), '-- edited\n');
    await expect(migrate(database.ownerPool, [], { folder })).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
    await rm(join(folder, '20261122000000_create_hub'), { recursive: true });
    await expect(migrate(database.ownerPool, [], { folder })).rejects.toMatchObject({
      code: 'MIGRATION_UNKNOWN',
      details: { unknown: ['20261122000000_create_hub'] },
    });
  });
});

describe('alias_periods', () => {
  it('gives the aliases of an older database all days and keeps them, so that the sync finds nothing to refuse', async () => {
    const database = await testDatabase({ empty: true });
    const folder = await mkdtemp(join(tmpdir(), 'jiku-migrations-'));
    await cp(own, folder, { recursive: true, filter: (source) => !/_alias_periods|_shared_numbers/.test(source) });
    await migrate(database.ownerPool, [], { folder });
    await database.ownerPool.query(`create schema tiny;
      create table tiny.key_alias (old_key text not null, new_key text not null, changed_on date not null, reason text, record_id uuid not null, reissued_on date,
        constraint key_alias_pkey primary key (old_key));
      insert into tiny.key_alias values ('A1', 'A2', '2026-03-01', null, gen_random_uuid(), '2026-03-02');
      create schema beside;
      create table beside.key_alias (name text primary key)`);
    const { migrations } = await migrate(database.ownerPool, [tinyLibrary]);
    expect(migrations).toEqual([expect.stringMatching(/_alias_periods$/), expect.stringMatching(/_shared_numbers$/)]);
    await database.ownerPool.query(`insert into tiny.key_alias (old_key, held_from, new_key, changed_on, record_id) values ('A1', '2026-03-02', 'A3', '2026-03-03', gen_random_uuid())`);
    const { rows } = await database.ownerPool.query('select old_key, held_from::text, new_key, reissued_on::text, names from tiny.key_alias order by held_from');
    expect(rows).toEqual([
      { old_key: 'A1', held_from: '-infinity', new_key: 'A2', reissued_on: '2026-03-02', names: null },
      { old_key: 'A1', held_from: '2026-03-02', new_key: 'A3', reissued_on: null, names: null },
    ]);
    expect((await migrate(database.ownerPool, [tinyLibrary])).statements).toEqual([]);
    await database.drop();
    await rm(folder, { recursive: true });
  });
});
