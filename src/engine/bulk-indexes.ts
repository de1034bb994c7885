// The first rows of a library come at once: the indexes over its source records are built when these are there, at a fifth of the cost
// of taking rows in one by one. Nobody has anything to read there meanwhile; the other tables stay open to readers.
import type { PoolClient } from 'pg';
import { sql } from '../store/sql.ts';
import type { LibrarySql } from './library-sql.ts';

/**
 * Suspends the indexes over all source records where the library holds none. True: restoreIndexes() must run before the transaction ends.
 * False as well when somebody reads the table at this moment.
 */
export async function suspendIndexes(client: PoolClient, lib: LibrarySql): Promise<boolean> {
  const { rows: [answer] } = await client.query<{ is_suspended: boolean }>(sql`select hub.suspend_indexes(${tableName(lib)}::regclass) as is_suspended`);
  return answer!.is_suspended;
}

export async function restoreIndexes(client: PoolClient, lib: LibrarySql): Promise<void> {
  await client.query(sql`select hub.restore_indexes(${tableName(lib)}::regclass)`);
}

const tableName = (lib: LibrarySql): string => lib.table('source_record').text;
