// What began, changed or ended in force, as a department is told: rows of the change log with what the entry is now. Of a change that a later
// one has overtaken nothing of the subject is read, so that who reads late is not told what holds no longer.
import { ident, join, sql, type Query } from '../../store/sql.ts';

export interface EventReach {
  /** Granted attributes of credit records that tell who the subject is. */
  readonly columns: readonly string[];
  /** Condition on the credit record, called `g`. */
  readonly filter: Query;
  readonly organisations: readonly string[];
  /** Lists of which any measure is the department's. */
  readonly lists: readonly string[];
}

export interface EventRow {
  readonly timepoint: number;
  readonly at: Date;
  readonly golden_id: string;
  readonly list_code: string;
  readonly edition: string;
  readonly polarity: string;
  readonly effect: 'began' | 'changed' | 'ended';
  readonly begins_on: string;
  readonly ends_on: string;
  readonly cause: string;
  readonly judged_on: string;
  readonly is_organisation: boolean;
  /** No later change of being in force, and still about this subject. */
  readonly is_latest: boolean;
  readonly [attribute: `@${string}`]: unknown;
}

export interface EventRange {
  readonly after: number;
  /** Null: up to the end. */
  readonly upTo: number | null;
  readonly limit: number;
}

/** In the order of timepoints. */
export function eventsSql(reach: EventReach, { after, upTo, limit }: EventRange): Query {
  const isLatest = sql`(e.subject_golden_id is not distinct from c.subject_golden_id and not exists (
    select from hub.credit_change later where later.golden_id = c.golden_id and later.timepoint > c.timepoint and later.effect is not null))`;
  const attributes = join(reach.columns.map((code) => sql`, case when ${isLatest} then g.${ident(code)} end as ${ident(`@${code}`)}`), '\n');
  return sql`
    select c.timepoint, c.at, c.golden_id, c.list_code, c.edition, c.polarity, c.effect, c.begins_on, c.ends_on, c.cause,
      coalesce(e.decided_on, g.decided_on, c.begins_on) as judged_on, c.subject_library = any(${reach.organisations}::text[]) as is_organisation,
      ${isLatest} as is_latest ${attributes}
    from hub.credit_change c
    join ${ident('credit', 'golden_record')} g on g.golden_id = c.golden_id and (${reach.filter})
    left join hub.credit_entry e on e.golden_id = c.golden_id
    where c.timepoint > ${after}::bigint and c.effect is not null and c.list_code = any(${reach.lists}::text[])
      ${upTo === null ? sql`` : sql`and c.timepoint <= ${upTo}::bigint`}
    order by c.timepoint limit ${limit}::integer`;
}
