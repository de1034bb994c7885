// The staging tables of one load: unlogged, without indexes, dropped when the load is done.
import { recordColumns } from '../../definition/library-tables.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

export const stagingTable = (loadId: number): string => `load_${loadId}`;
export const stagedRejectTable = (loadId: number): string => `reject_${loadId}`;

const leading = [
  { name: 'line', type: 'integer' },
  { name: 'is_delete', type: 'boolean' },
  { name: 'reject_id', type: 'uuid' },
];

/** Columns that a file's rows fill, in the order in which the row pass writes them: the hub's own, then the supplied attributes. */
export function stagingColumns(library: LibraryDefinition, supplied: readonly string[]): string[] {
  const own = [...leading, ...recordColumns(library)].map((column) => column.name).filter((name) => !(name in library.attributes));
  return [...own, ...supplied];
}

export const stagedRejectColumns = ['reject_id', 'line', 'record_id', 'rule', 'field', 'cause', 'header', 'cells'] as const;

export function createStaging(library: LibraryDefinition, loadId: number): Query[] {
  const columns = [...leading, ...recordColumns(library)].map((column) => sql`${ident(column.name)} ${trustedSql(column.type)}`);
  return [
    ...dropStaging(loadId),
    sql`create unlogged table ${ident('staging', stagingTable(loadId))} (${join(columns)}) with (autovacuum_enabled = false)`,
    sql`create unlogged table ${ident('staging', stagedRejectTable(loadId))}
      (reject_id uuid, line integer, record_id uuid, rule text, field text, cause text, header text[], cells text[])`,
  ];
}

export function dropStaging(loadId: number): Query[] {
  return [
    sql`drop table if exists ${ident('staging', stagingTable(loadId))}`,
    sql`drop table if exists ${ident('staging', stagedRejectTable(loadId))}`,
  ];
}
