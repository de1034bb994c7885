// What departments did with a check: rows that are only added; what a duty has been given is counted from those that nothing supersedes.
import { sql, type Query } from '../../store/sql.ts';
import type { CheckFacts } from './check-queries.ts';
import type { NewFeedback } from './feedback.ts';

export interface FeedbackBy {
  readonly agencyCode: string;
  readonly clientId: string;
  readonly operatorId: string;
}

export const feedbackColumns = sql`f.feedback_id as "feedbackId", f.item, f.entry_id as "entryId", f.target_role as "targetRole", f.measure_code as "measureCode", f.outcome, f.reason, f.result,
  f.amount::float8 as amount, f.basis, f.acted_on as "actedOn", f.supersedes, f.made_at as "madeAt", f.client_id as "clientId", f.operator_id as "operatorId",
  exists (select from hub.credit_feedback later where later.supersedes = f.feedback_id) as "isSuperseded"`;

export function lockDutySql(checkId: string, item: number): Query {
  return sql`select agency_code as "agencyCode", due_on as "dueOn", measure_count as "measureCount" from hub.credit_feedback_duty
    where check_id = ${checkId}::uuid and item = ${item} for update`;
}

/** Feedback on a file is not owed; once it is given it counts, without a due date. */
export function openDutySql(check: CheckFacts, { checkId, item, measures }: { checkId: string; item: number; measures: number }): Query {
  return sql`insert into hub.credit_feedback_duty (check_id, item, agency_code, department, matter_code, at, measure_count)
    select check_id, ${item}, agency_code, department, matter_code, ${check.at}::timestamptz, ${measures} from hub.credit_check where check_id = ${checkId}::uuid and ${measures}::integer > 0
    on conflict do nothing`;
}

export function insertFeedbackSql(feedback: NewFeedback & { readonly feedbackId: string }, on: { checkId: string; item: number; by: FeedbackBy; now: Date }): Query {
  return sql`insert into hub.credit_feedback (feedback_id, check_id, item, entry_id, target_role, measure_code, outcome, reason, result, amount, basis, acted_on,
      supersedes, made_at, agency_code, client_id, operator_id)
    values (${feedback.feedbackId}::uuid, ${on.checkId}::uuid, ${on.item}, ${feedback.entryId}::uuid, ${feedback.targetRole ?? 'subject'}, ${feedback.measureCode ?? null},
      ${feedback.outcome}, ${feedback.reason ?? null}, ${feedback.result ?? null}, ${feedback.amount ?? null}, ${feedback.basis ?? null}, ${feedback.actedOn ?? null}::date,
      ${feedback.supersedes ?? null}::uuid, ${on.now}::timestamptz, ${on.by.agencyCode}, ${on.by.clientId}, ${on.by.operatorId})`;
}

/** When the last measure was answered first counts, whatever is corrected later. */
export function countFedSql(duty: { checkId: string; item: number }, { fed, taken, now }: { fed: number; taken: number; now: Date }): Query {
  return sql`update hub.credit_feedback_duty set fed_count = ${fed}, taken_count = ${taken},
      fed_at = coalesce(fed_at, case when ${fed}::integer >= measure_count then ${now}::timestamptz end)
    where check_id = ${duty.checkId}::uuid and item = ${duty.item}`;
}

export interface DutyFilter {
  /** Null: every agency's. */
  readonly agencyCode: string | null;
  readonly department?: string;
  readonly isOverdue?: boolean;
}

export interface DutyCursor {
  readonly dueOn: string;
  readonly checkId: string;
  readonly item: number;
}

/** What is owed, the oldest due date first. */
export function listDutiesSql(filter: DutyFilter, { after, limit, today }: { after: DutyCursor | null; limit: number; today: string }): Query {
  const own = filter.agencyCode === null ? sql`` : sql` and d.agency_code = ${filter.agencyCode}`;
  const department = filter.department === undefined ? sql`` : sql` and d.department = ${filter.department}`;
  const overdue = filter.isOverdue === undefined ? sql`` : filter.isOverdue ? sql` and d.due_on < ${today}::date` : sql` and coalesce(d.due_on, 'infinity') >= ${today}::date`;
  const behind = after === null ? sql`` : sql` and (coalesce(d.due_on, 'infinity'), d.check_id, d.item) > (${after.dueOn}::date, ${after.checkId}::uuid, ${after.item}::integer)`;
  return sql`
    select c.kind, d.check_id as "checkId", d.item, d.agency_code as "agencyCode", d.department, d.matter_code as "matterCode", d.at, d.due_on as "dueOn",
      d.measure_count as measures, d.fed_count as fed, coalesce(d.due_on < ${today}::date, false) as "isOverdue", d.reminded_on as "remindedOn", c.operator_id as "operatorId"
    from hub.credit_feedback_duty d join hub.credit_check c using (check_id)
    where d.fed_at is null${own}${department}${overdue}${behind}
    order by coalesce(d.due_on, 'infinity'), d.check_id, d.item limit ${limit + 1}`;
}

/** By department; days of the check, from and to inclusive. */
export function feedbackRatesSql({ agencyCode, from, to, today }: { agencyCode: string | null; from: string; to: string; today: string }): Query {
  const own = agencyCode === null ? sql`` : sql` and agency_code = ${agencyCode}`;
  return sql`
    select department, count(*) as checks,
      count(*) filter (where fed_at is not null and (due_on is null or (fed_at at time zone 'Asia/Shanghai')::date <= due_on)) as "inTime",
      count(*) filter (where fed_at is not null and (fed_at at time zone 'Asia/Shanghai')::date > due_on) as late,
      count(*) filter (where fed_at is null and due_on < ${today}::date) as missing,
      count(*) filter (where fed_at is null and coalesce(due_on, 'infinity') >= ${today}::date) as open,
      sum(measure_count)::bigint as measures, sum(taken_count)::bigint as taken, sum(fed_count - taken_count)::bigint as "notTaken"
    from hub.credit_feedback_duty
    where at >= (${from}::date::timestamp at time zone 'Asia/Shanghai') and at < ((${to}::date + 1)::timestamp at time zone 'Asia/Shanghai')${own}
    group by department order by department`;
}

/** Marks what became overdue: each is told once. Returns how many by agency. */
export function remindOverdueSql(today: string): Query {
  return sql`
    with told as (
      update hub.credit_feedback_duty set reminded_on = ${today}::date where fed_at is null and due_on < ${today}::date and reminded_on is null
      returning agency_code
    ),
    new as (select agency_code, count(*) as reminded from told group by agency_code)
    select d.agency_code as "agencyCode", count(*) as overdue, coalesce(max(new.reminded), 0) as reminded
    from hub.credit_feedback_duty d left join new using (agency_code)
    where d.fed_at is null and d.due_on < ${today}::date group by d.agency_code order by 2 desc, 1`;
}
