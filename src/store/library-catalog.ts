// What a library's schema really holds now, read from pg_catalog, to be compared with what its definition plans.
import type { ClientBase } from 'pg';
import { sql } from './sql.ts';

export interface ExistingTable {
  readonly comment: string | null;
  /** By column name; `type` is PostgreSQL's own spelling (format_type). */
  readonly columns: ReadonlyMap<string, { readonly type: string; readonly notNull: boolean; readonly comment: string | null }>;
  readonly primaryKey: readonly string[];
  /** Index name → its comment, in which the sync keeps the planned definition. The primary key's index is left out. */
  readonly indexes: ReadonlyMap<string, string | null>;
}

/** Tables by name; empty when the schema does not exist yet. */
export type ExistingSchema = ReadonlyMap<string, ExistingTable>;

interface TableRow {
  name: string;
  comment: string | null;
  columns: { name: string; type: string; notNull: boolean; comment: string | null }[];
  primary_key: string[];
  indexes: { name: string; comment: string | null }[];
}

export async function readExistingSchema(client: ClientBase, schema: string): Promise<ExistingSchema> {
  const { rows } = await client.query<TableRow>(sql`
    select t.relname as name, obj_description(t.oid, 'pg_class') as comment,
      (select coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'notNull', a.attnotnull, 'comment', col_description(t.oid, a.attnum)) order by a.attnum), '[]')
        from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(jsonb_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)), '[]')
        from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)
        where i.indrelid = t.oid and i.indisprimary) as primary_key,
      (select coalesce(jsonb_agg(jsonb_build_object('name', c.relname, 'comment', obj_description(c.oid, 'pg_class'))), '[]')
        from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = t.oid and not i.indisprimary) as indexes
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${schema} and t.relkind in ('r', 'p')`);
  return new Map(rows.map((row) => [row.name, existingTable(row)]));
}

function existingTable(row: TableRow): ExistingTable {
  return {
    comment: row.comment,
    columns: new Map(row.columns.map((column) => [column.name, column])),
    primaryKey: row.primary_key,
    indexes: new Map(row.indexes.map((index) => [index.name, index.comment])),
  };
}
