// Lists of loads and their rejects. Pages go by id or line, which no later write changes.
import type { LibraryDefinition } from '../../definition/types.ts';
import { join, sql, type Query } from '../../store/sql.ts';
import { table } from './reach.ts';

export interface LoadFilter {
  readonly library?: string;
  readonly feed?: string;
  readonly state?: string;
  /** `library feed` pairs that the caller may see; null: all. */
  readonly feeds: readonly string[] | null;
  readonly limit: number;
  /** Loads older than this one. */
  readonly after?: number;
}

/** Newest first, one more than the limit. */
export function listLoadsSql(filter: LoadFilter): Query {
  const conditions = [
    sql`true`,
    ...(filter.library === undefined ? [] : [sql`library = ${filter.library}`]),
    ...(filter.feed === undefined ? [] : [sql`feed = ${filter.feed}`]),
    ...(filter.state === undefined ? [] : [sql`state = ${filter.state}`]),
    ...(filter.feeds === null ? [] : [sql`library || ' ' || feed = any(${filter.feeds}::text[])`]),
    ...(filter.after === undefined ? [] : [sql`load_id < ${filter.after}::bigint`]),
  ];
  return sql`select load_id as "loadId" from hub.load where ${join(conditions, ' and ')} order by load_id desc limit ${filter.limit + 1}`;
}

/** Rejected rows behind a line, in the file's order; `isOpen`: only those that no good row has closed. */
export function rejectsSql(library: LibraryDefinition, loadId: number, page: { after: number; limit: number; isOpen?: boolean }): Query {
  return sql`
select reject_id as "rejectId", line, rule, field, cause, header, cells, closed_at as "closedAt"
from ${table(library, 'reject')}
where load_id = ${loadId}::bigint and line > ${page.after}::int${page.isOpen ? sql` and closed_at is null` : sql``}
order by line, reject_id limit ${page.limit}`;
}

/** The header of the last rejected row: a header that grows within its file (JSON Lines) only gains columns behind. */
export function rejectHeaderSql(library: LibraryDefinition, loadId: number): Query {
  return sql`select header from ${table(library, 'reject')} where load_id = ${loadId}::bigint order by line desc limit 1`;
}

/** Rejects of a load by rule and field. */
export function rejectCountsSql(library: LibraryDefinition, loadId: number): Query {
  return sql`
select rule, field, count(*) as rows, count(*) filter (where closed_at is null) as open
from ${table(library, 'reject')} where load_id = ${loadId}::bigint
group by rule, field order by count(*) desc, rule, field`;
}
