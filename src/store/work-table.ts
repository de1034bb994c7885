// Work tables: temporary tables of one transaction, made empty at its beginning and gone at its end. A standing session keeps them instead
// (standing-client.ts), which is why their making is a kind of statement of its own and not plain text.
import { sql, trustedSql, type Query } from './sql.ts';

const work: unique symbol = Symbol('work table');

/** `make`: the table is there and empty. `analyze`: the planner learns what it holds. */
export interface WorkStep {
  readonly kind: 'make' | 'analyze';
  readonly table: string;
  /** What follows the table's name where it is made: its columns, or a query that is their pattern. */
  readonly shape: Query;
}

type WorkQuery = Query & { readonly [work]?: WorkStep };

/** A work table of these columns, called by a plain constant name; `isShared`: whoever needs it first makes it. */
export function makeWork(table: string, columns: Query, { isShared = false } = {}): Query {
  const made = sql`create temporary table ${isShared ? sql`if not exists ` : sql``}${trustedSql(table)} (${columns}) on commit drop`;
  return marked(made, { kind: 'make', table, shape: sql`(${columns})` });
}

/** A work table with the columns of a query, without its rows. */
export function makeWorkLike(table: string, pattern: Query): Query {
  return marked(sql`create temporary table ${trustedSql(table)} on commit drop as ${pattern} with no data`, { kind: 'make', table, shape: sql`as ${pattern} with no data` });
}

/** Tells the planner what the work table holds. */
export function analyzeWork(table: string): Query {
  return marked(sql`analyze ${trustedSql(table)}`, { kind: 'analyze', table, shape: sql`` });
}

/** What the statement does to a work table, if it is of that kind. */
export function workStepOf(statement: unknown): WorkStep | undefined {
  return typeof statement === 'object' && statement !== null ? (statement as WorkQuery)[work] : undefined;
}

function marked(query: Query, step: WorkStep): Query {
  return { ...query, [work]: step } as Query;
}
