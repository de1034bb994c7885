// Who saw whom: the statements behind audit-query.ts.
import { ident, join, type Query, sql } from '../store/sql.ts';

export interface AuditQuery {
  /** With `library`: events about this golden record, and about every id that redirects to the same one. */
  readonly goldenId?: string;
  readonly library?: string;
  readonly agencyCode?: string;
  readonly clientId?: string;
  readonly operatorId?: string;
  readonly purpose?: string;
  readonly matterCode?: string;
  readonly operationId?: string;
  /** `answered`, the code of a refusal, or `refused` for all of those. */
  readonly outcome?: string;
  /** From this instant, up to but without that one. Both are needed without a golden record. */
  readonly from?: Date;
  readonly to?: Date;
  /** 1 to 500 events a page. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** The golden id that an id leads to, and all ids that lead there: what was said under any of them was said of this subject. */
export function redirectFamilySql(library: string, goldenId: string): Query {
  const table = ident(library, 'golden_record');
  return sql`
with recursive
-- from the id asked for to the record that answers now
onward as (
  select g.golden_id, g.redirect_to from ${table} g where g.golden_id = ${goldenId}::uuid
  union select g.golden_id, g.redirect_to from onward o join ${table} g on g.golden_id = o.redirect_to
),
-- every id that was merged into it, however often
family as (
  select golden_id from onward
  union select g.golden_id from family f join ${table} g on g.redirect_to = f.golden_id
)
select golden_id as "goldenId" from family`;
}

/** One page, newest first, from behind `after`. */
export function auditPageSql(
  query: AuditQuery,
  page: { readonly goldenIds: readonly string[] | null; readonly after: { readonly at: Date; readonly eventId: string } | null },
): Query {
  const { goldenIds, after } = page;
  const conditions = [
    ...(goldenIds ? [sql`(e.golden_id = any(${goldenIds}::uuid[]) or e.golden_ids && ${goldenIds}::uuid[])`] : []),
    // An event about records of several libraries names none; golden ids are no other library's.
    ...(goldenIds ? [sql`(e.library = ${query.library} or e.library is null)`] : query.library !== undefined ? [sql`e.library = ${query.library}`] : []),
    ...(query.agencyCode !== undefined ? [sql`e.agency_code = ${query.agencyCode}`] : []),
    ...(query.clientId !== undefined ? [sql`e.client_id = ${query.clientId}`] : []),
    ...(query.operatorId !== undefined ? [sql`e.operator_id = ${query.operatorId}`] : []),
    ...(query.purpose !== undefined ? [sql`e.purpose = ${query.purpose}`] : []),
    ...(query.matterCode !== undefined ? [sql`e.matter_code = ${query.matterCode}`] : []),
    ...(query.operationId !== undefined ? [sql`e.operation_id = ${query.operationId}`] : []),
    ...(query.outcome === 'refused' ? [sql`e.outcome <> 'answered'`] : query.outcome !== undefined ? [sql`e.outcome = ${query.outcome}`] : []),
    ...(query.from !== undefined ? [sql`e.at >= ${query.from}`] : []),
    ...(query.to !== undefined ? [sql`e.at < ${query.to}`] : []),
    ...(after ? [sql`(e.at, e.event_id) < (${after.at}::timestamptz, ${after.eventId}::uuid)`] : []),
  ];
  return sql`
select e.event_id as "eventId", e.at, e.operation_id as "operationId", e.client_id as "clientId", e.agency_code as "agencyCode",
  e.agreement_id as "agreementId", e.operator_id as "operatorId", e.purpose, e.matter_code as "matterCode", e.library, e.outcome, e.status,
  e.golden_id as "goldenId", e.golden_ids as "goldenIds", e.subject_count as "subjectCount", e.attributes,
  e.request_id as "requestId", e.details
from hub.audit_event e
where ${join(conditions, ' and ')}
order by e.at desc, e.event_id desc
limit ${query.limit + 1}`;
}
