// Keeps the entries what the records, rules and effects make of them, in the transaction that changed one of these; and tells the change
// log of every beginning and end. Whatever happens by date alone is true at once for whoever asks, and announced by announceDue().
import type { Pool, PoolClient } from 'pg';
import { civilDate, type Clock } from '../../kernel/clock.ts';
import { sql, type Query } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { announce, computeEntries, createEntryTables, dropUnwanted, fillScope, widenScope, writeEntries } from './entries.sql.ts';
import { lockTimepoints } from './timepoints.ts';

export const creditLibrary = 'credit';

export interface DeriveScope {
  readonly now: Date;
  /** What made the change: `load:12`, `case:…`, `rules:3`, `rebuild`. */
  readonly cause: string;
  /** Golden ids of credit records, or a query of them; null: all. */
  readonly which: readonly string[] | Query | null;
}

/**
 * Inside a transaction that already holds the locks of the libraries it changed. Computes the entries again, keeps former versions, and
 * writes the change log. Running it twice changes nothing. Returns how many entries are new or changed.
 */
export async function deriveEntries(client: PoolClient, { now, cause, which }: DeriveScope): Promise<number> {
  for (const statement of createEntryTables()) await client.query(statement);
  await client.query(fillScope(isList(which) ? sql`select unnest(${which}::uuid[])` : which));
  await client.query(widenScope());
  await client.query(sql`analyze entry_scope`);
  const { rows: [scope] } = await client.query<{ any: boolean }>(sql`select exists (select from entry_scope) as any`);
  if (scope?.any !== true) return 0;
  // Before anything is computed: two transactions must not overwrite each other with what they saw before the other committed.
  await lockTimepoints(client);
  await client.query(computeEntries());
  await client.query(sql`analyze entry_wanted`);
  for (const statement of dropUnwanted({ now, cause })) await client.query(statement);
  const [collect, ...write] = writeEntries({ now, cause });
  const changed = (await client.query(collect!)).rowCount ?? 0;
  if (changed === 0) return 0;
  await client.query(sql`analyze entry_news`);
  for (const statement of write) await client.query(statement);
  await client.query(announce({ now, cause }, civilDate(now), 'news'));
  return changed;
}

const isList = (which: DeriveScope['which']): which is readonly string[] => Array.isArray(which);

/** Beginnings and ends by date, up to today: said once, however often it runs. Returns how many changes were announced. */
export async function announceDue(pool: Pool, clock: Clock): Promise<number> {
  const today = clock.today();
  return withTransaction(pool, async (client) => {
    await lockTimepoints(client);
    const { rowCount } = await client.query(announce({ now: clock.now(), cause: 'date' }, today, 'due'));
    return rowCount ?? 0;
  });
}
