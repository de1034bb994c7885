// The planner's knowledge of tables that a load has just filled. Without it, joins inside the load's own transaction are guessed.
import type { PoolClient } from 'pg';
import type { LibrarySql } from './library-sql.ts';
import { sql } from '../store/sql.ts';

/** Share of a table that must be new before its statistics are worth taking again. */
const staleShare = 0.2;

/** Takes statistics of the library's tables where `added` rows are a large part of what the planner believes is there. */
export async function refreshStatistics(client: PoolClient, lib: LibrarySql, added: number, tables: readonly string[]): Promise<void> {
  await client.query(sql`
    select hub.analyze_table(c.oid::regclass)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${lib.library.code} and c.relname = any (${tables}) and c.relkind = 'r' and ${added} > ${staleShare} * greatest(c.reltuples, 0)`);
}
