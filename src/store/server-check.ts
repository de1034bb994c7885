// What the hub asks of a PostgreSQL before it touches it: reachable, a version it is tested with, UTF-8, and trigrams of Chinese.
import type { ClientBase, Pool, PoolClient } from 'pg';
import { HubError } from '../kernel/errors.ts';
import { sql } from './sql.ts';

const oldest = 15;
const newest = 18;

/** A connection, or DATABASE_UNREACHABLE instead of the driver's error. Release it. */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new HubError('DATABASE_UNREACHABLE', 'the database refuses or does not answer', {}, { cause: error });
  }
}

/** Refuses a server outside PostgreSQL 15–18 or a database that is not UTF-8. */
export async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    sql`select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
  );
  const { version, encoding } = rows[0] ?? { version: 0, encoding: '' };
  if (version < oldest || version > newest) {
    throw new HubError('DATABASE_VERSION', `PostgreSQL ${version}; the hub runs on ${oldest} to ${newest}`, { version, oldest, newest });
  }
  if (encoding !== 'UTF8') throw new HubError('DATABASE_ENCODING', `the database is in ${encoding}`, { encoding });
}

/** Adds pg_trgm where missing (the owner of a database may), and refuses a ctype under which Chinese has no trigrams: ctype C. */
export async function checkChineseSearch(client: ClientBase): Promise<void> {
  try {
    await client.query('create extension if not exists pg_trgm');
  } catch (error) {
    throw new HubError('DATABASE_EXTENSION', 'the extension pg_trgm cannot be created', {}, { cause: error });
  }
  const { rows } = await client.query<{ found: number; ctype: string }>(sql`
    select cardinality(show_trgm('人')) as found, datctype as ctype from pg_database where datname = current_database()`);
  const { found = 0, ctype } = rows[0] ?? {};
  if (found === 0) throw new HubError('DATABASE_LOCALE', `under ctype ${ctype} Chinese has no trigrams: search would find nothing`, { ctype });
}
