// What the runtime role may do: rows, not tables; and only append to what must never change.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import { quoteIdent, sql } from './sql.ts';
import { lockInTransaction, withTransaction } from './transaction.ts';

/** Tables of schema hub that the runtime role may only read and append to. */
const appendOnly = ['audit_event', 'decision', 'credit_entry_history', 'credit_check', 'credit_feedback', 'credit_case_step', 'credit_report'];
const readOnly = ['migration', 'suspended_index'];
/** Derived tables of a library: may be emptied at once, to be rebuilt. */
const derived = ['golden_record', 'identifier', 'pointing_key', 'key_alias', 'relation', 'block_key', 'candidate', 'decided', 'pin', 'decided_relation'];

/** The grants as SQL; `hubTables` are the tables that schema hub holds. Each statement states the whole, so running them again is harmless. */
export function planGrants(role: string, libraries: readonly LibraryDefinition[], hubTables: readonly string[]): string[] {
  const to = quoteIdent(role);
  const hub = hubTables.map((table) => {
    const privileges = readOnly.includes(table) ? 'select' : appendOnly.includes(table) ? 'select, insert' : 'select, insert, update, delete';
    return grantTable(privileges, quoteIdent('hub', table), to);
  });
  const library = libraries.flatMap(({ code }) => [
    `grant usage on schema ${quoteIdent(code)} to ${to}`,
    `grant select, insert, update, delete on all tables in schema ${quoteIdent(code)} to ${to}`,
    ...derived.map((table) => `grant truncate on ${quoteIdent(code, table)} to ${to}`),
    ...grantTable('select, insert', quoteIdent(code, 'golden_history'), to),
  ]);
  return [
    `grant usage on schema hub to ${to}`,
    `grant usage on all sequences in schema hub to ${to}`,
    `grant usage, create on schema staging to ${to}`,
    `grant execute on function hub.analyze_table(regclass, text[]) to ${to}`,
    `grant execute on function hub.suspend_indexes(regclass), hub.restore_indexes(regclass) to ${to}`,
    ...hub.flat(),
    ...library,
  ];
}

function grantTable(privileges: string, table: string, to: string): string[] {
  return [`revoke all on ${table} from ${to}`, `grant ${privileges} on ${table} to ${to}`];
}

/** Gives the runtime role its rights on everything that exists now. Run by the owner after migrations. */
export async function applyGrants(ownerPool: Pool, role: string, libraries: readonly LibraryDefinition[]): Promise<void> {
  await withTransaction(ownerPool, async (client) => {
    await lockInTransaction(client, 'jiku grants');
    const { rows } = await client.query<{ tablename: string }>(sql`select tablename from pg_tables where schemaname = 'hub' order by 1`);
    await client.query(planGrants(role, libraries, rows.map((row) => row.tablename)).join(';\n'));
  });
}
