// The staging tables of one load: unlogged, without indexes, dropped when the load is done.
import { recordColumns } from '../../definition/library-tables.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, quoteIdent, sql, trustedSql, type Query } from '../../store/sql.ts';

export const stagingTable = (loadId: number): string => `load_${loadId}`;
/** Rows of the file that are held word for word: they were not read, and only which records they are travels. */
export const knownTable = (loadId: number): string => `known_${loadId}`;
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

export const knownColumns = ['record_id'] as const;

export function createStaging(library: LibraryDefinition, loadId: number): Query[] {
  const columns = [...leading, ...recordColumns(library)].map((column) => sql`${ident(column.name)} ${trustedSql(column.type)}`);
  return [
    ...dropStaging(loadId),
    sql`create unlogged table ${ident('staging', stagingTable(loadId))} (${join(columns)}) with (autovacuum_enabled = false)`,
    sql`create unlogged table ${ident('staging', stagedRejectTable(loadId))}
      (reject_id uuid, line integer, record_id uuid, rule text, field text, cause text, header text[], cells text[])`,
    sql`create unlogged table ${ident('staging', knownTable(loadId))} (record_id uuid not null) with (autovacuum_enabled = false)`,
  ];
}

/** Digest and record id of the rows of a feed that are held without findings, as text for COPY; `limit` bounds the answer. */
export function heldRows(library: string, feed: string, limit: number): string {
  return `select row_hash, record_id from ${quoteIdent(library, 'source_record')}
    where feed = '${feed}' and row_hash is not null and not is_withdrawn limit ${limit}`;
}

/** The sources of the records that were staged as known. */
export function findKnownSources(library: string, loadId: number): Query {
  return sql`select distinct r.source from ${ident(library, 'source_record')} r where r.record_id in (select record_id from ${ident('staging', knownTable(loadId))})`;
}

/** Whether looking through all the library's records costs less than reading so many bytes of rows: about 1 to 40 (measured). */
export function isScanWorthwhile(library: string, bytes: number): Query {
  return sql`select c.reltuples <= ${bytes}::float8 / 4 as is_worthwhile from pg_class c where c.oid = ${quoteIdent(library, 'source_record')}::regclass`;
}

/** Loads of the feed that are done. Where there are more of them when a load is applied than when it was staged, what was known may have changed. */
export function countDone(library: string, feed: string): Query {
  return sql`select count(*) as done from hub.load where library = ${library} and feed = ${feed} and state = 'done'`;
}

export function dropStaging(loadId: number): Query[] {
  return [
    sql`drop table if exists ${ident('staging', stagingTable(loadId))}`,
    sql`drop table if exists ${ident('staging', stagedRejectTable(loadId))}`,
    sql`drop table if exists ${ident('staging', knownTable(loadId))}`,
  ];
}
