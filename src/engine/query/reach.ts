// What one question may see of a library: the columns it selects and the rows it finds. A grant becomes a reach before any query.
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

export interface Reach {
  /** Questions of equal id select the same columns of the same rows, and may share one query. */
  readonly id: string;
  /** Attribute codes, all of the library's definition. */
  readonly columns: readonly string[];
  /** Condition on the golden row called `g`. */
  readonly filter: Query;
}

/** A golden record as read: attributes under their codes, the rest under names that no attribute can have. */
export interface GoldenRow {
  readonly '@golden_id': string;
  readonly '@version': number;
  readonly '@state': string;
  readonly '@redirect_to': string | null;
  readonly '@recorded_at': Date;
  readonly '@conflicts': readonly string[] | null;
  readonly [attribute: string]: unknown;
}

const envelope = trustedSql(
  'g.golden_id as "@golden_id", g.version as "@version", g.state as "@state", g.redirect_to as "@redirect_to", ' +
    'g.recorded_at as "@recorded_at", g.conflicts as "@conflicts"',
);

/** Envelope and granted attributes of the golden row called `g`; nothing else of it is ever selected. */
export function goldenColumns(reach: Reach): Query {
  return join([envelope, ...reach.columns.map((column) => sql`g.${ident(column)}`)]);
}

/** Active rows within the reach, and redirects, which hold no attributes and are followed. */
export function withinReach(reach: Reach): Query {
  return sql`(g.state = 'redirected' or (g.state = 'active' and ${reach.filter}))`;
}

/** A table of the library's schema. */
export function table(library: LibraryDefinition, name: string): Query {
  return ident(library.code, name);
}

/** Every row, for comparing what a caller states (subject of a credit record) rather than showing it. */
export function comparingReach(library: LibraryDefinition, columns: readonly string[]): Reach {
  return { id: `compare:${library.code}`, columns, filter: sql`true` };
}
