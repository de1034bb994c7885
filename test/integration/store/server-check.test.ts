// The refusals of a database that would not do, each on a database made that way.
import { inject, describe, expect, it } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { createPool } from '../../../src/store/pool.ts';
import { checkServer } from '../../../src/store/server-check.ts';

async function migrateDatabase(properties: string): Promise<unknown> {
  const { superuserUrl } = inject('database');
  const name = `jiku_test_check_${process.pid}`;
  const superuser = createPool(superuserUrl, { max: 1 });
  await superuser.query(`create database ${name} template template0 ${properties}`);
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  const pool = createPool(url.href, { max: 2 });
  try {
    return await migrate(pool, []);
  } finally {
    await pool.end();
    await superuser.query(`drop database ${name} with (force)`);
    await superuser.end();
  }
}

describe('a database that would not do', () => {
  it('is refused under ctype C, where Chinese search finds nothing', async () => {
    await expect(migrateDatabase(`encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)).rejects.toMatchObject({
      code: 'DATABASE_LOCALE',
      details: { ctype: 'C' },
    });
  });

  it('is refused in another encoding', async () => {
    await expect(migrateDatabase(`encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'`)).rejects.toMatchObject({ code: 'DATABASE_ENCODING' });
  });

  it.each([14, 19])('is refused in PostgreSQL %i', async (version) => {
    const server = { query: () => Promise.resolve({ rows: [{ version, encoding: 'UTF8' }] }) };
    await expect(checkServer(server as never)).rejects.toMatchObject({ code: 'DATABASE_VERSION', details: { version } });
  });

  it('is reported as unreachable, the cause kept for the log', async () => {
    const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
    await expect(migrate(pool, [])).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE', cause: { code: 'ECONNREFUSED' } });
    await pool.end();
  });
});
