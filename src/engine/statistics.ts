// The planner's knowledge of tables that a load or a run of matching has just filled. Without it, joins inside the same transaction are
// guessed, and so are those of whoever comes next, until the server looks at the tables by itself.
import type { PoolClient } from 'pg';
import type { LibrarySql } from './library-sql.ts';
import { sql } from '../store/sql.ts';

/** Share of a table that must be new before its statistics are worth taking again. */
const staleShare = 0.2;

/** The columns that statements join and filter by. */
const joined = {
  source_record: ['record_id', 'key', 'golden_id', 'load_id', 'feed', 'source', 'is_withdrawn', 'is_contradicting'],
  golden_record: ['golden_id', 'key', 'state', 'redirect_to'],
  identifier: ['type', 'value', 'golden_id', 'status'],
  pointing_key: ['key', 'record_id'],
  key_alias: ['old_key', 'new_key'],
  decided: ['record_id', 'other_id', 'kind'],
  pin: ['record_id', 'decision_id'],
  relation: ['record_id', 'type', 'golden_id', 'target_library', 'target_type', 'target_value', 'target_golden_id', 'decision_id'],
  block_key: ['key', 'record_id', 'is_numbered'],
  candidate: ['record_id', 'other_id', 'outcome'],
} as const;

/**
 * Takes statistics of the library's tables where `added` rows are a large part of what the planner believes is there, and of those that
 * nobody has looked at yet: of an empty one the planner believes otherwise that it holds hundreds of rows.
 */
export async function refreshStatistics(client: PoolClient, lib: LibrarySql, added: number, tables: readonly (keyof typeof joined)[]): Promise<void> {
  for (const table of tables) {
    await client.query(sql`
      select hub.analyze_table(c.oid::regclass, ${joined[table]}::text[])
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${lib.library.code} and c.relname = ${table} and c.relkind = 'r' and (c.reltuples < 0 or ${added} > ${staleShare} * c.reltuples)`);
  }
}
