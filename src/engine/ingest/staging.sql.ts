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

/** Names of the staging table's columns, in the order in which the row pass writes them. */
export function stagingColumns(library: LibraryDefinition): string[] {
  return [...leading, ...recordColumns(library)].map((column) => column.name);
}

export const stagedRejectColumns = ['reject_id', 'line', 'record_id', 'rule', 'field', 'header', 'cells'] as const;

export function createStaging(library: LibraryDefinition, loadId: number): Query[] {
  const columns = [...leading, ...recordColumns(library)].map((column) => sql`${ident(column.name)} ${trustedSql(column.type)}`);
  return [
    ...dropStaging(loadId),
    sql`create unlogged table ${ident('staging', stagingTable(loadId))} (${join(columns)}) with (autovacuum_enabled = false)`,
    sql`create unlogged table ${ident('staging', stagedRejectTable(loadId))}
      (reject_id uuid, line integer, record_id uuid, rule text, field text, header text[], cells text[])`,
  ];
}

export function dropStaging(loadId: number): Query[] {
  return [
    sql`drop table if exists ${ident('staging', stagingTable(loadId))}`,
    sql`drop table if exists ${ident('staging', stagedRejectTable(loadId))}`,
  ];
}
