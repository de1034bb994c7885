// The row filter of a grant as SQL over golden rows. An empty filter lets every row through; a null value passes no condition.
import { ident, join, type Query, sql } from '../store/sql.ts';
import type { RowFilter } from './grant.ts';

/** A boolean expression over the golden row called `alias`; conditions are joined by `and`. */
export function rowFilterSql(filter: readonly RowFilter[], alias: string): Query {
  if (filter.length === 0) return sql`true`;
  return join(filter.map((condition) => conditionSql(condition, alias)), ' and ');
}

function conditionSql({ attribute, op, values }: RowFilter, alias: string): Query {
  const column = ident(alias, attribute);
  if (op === 'prefix') return sql`(${join(values.map((value) => sql`starts_with(${column}, ${value})`), ' or ')})`;
  return sql`${column} = any(${[...values]}::text[])`;
}
