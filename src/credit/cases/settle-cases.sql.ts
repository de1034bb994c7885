// What later data do to open cases, as statements: a record that was merged is followed, a case whose record was corrected or is gone ends.
import { caseTasks } from '../../engine/steward/task-kinds.ts';
import { civilDate } from '../../kernel/clock.ts';
import { ident, sql, type Query } from '../../store/sql.ts';
import { isShown, recordDigest } from './cases.sql.ts';

const golden = ident('credit', 'golden_record');

/** One hop along redirects of credit records: open cases, and what was decided of the record that went. Rows moved. */
export function followRecords(): Query {
  return sql`
    with gone as (
      select g.golden_id, g.redirect_to from ${golden} g
      where g.state = 'redirected' and (exists (select from hub.credit_case c where c.golden_id = g.golden_id)
        or exists (select from hub.credit_effect e where e.golden_id = g.golden_id and e.ended_at is null))
    ),
    effects as (update hub.credit_effect e set golden_id = gone.redirect_to from gone where e.golden_id = gone.golden_id and e.ended_at is null returning 1),
    cases as (
      update hub.credit_case c set golden_id = gone.redirect_to from gone where c.golden_id = gone.golden_id
        and (c.state not in ('open', 'accepted') or not exists (select from hub.credit_case o where o.golden_id = gone.redirect_to and o.kind = c.kind and o.state in ('open', 'accepted')))
      returning 1
    )
    select (select count(*) from effects) + (select count(*) from cases) as moved`;
}

/** One hop along redirects of subjects. Rows moved. */
export function followSubjects(library: string): Query {
  const subject = ident(library, 'golden_record');
  return sql`
    with gone as (
      select g.golden_id, g.redirect_to from ${subject} g
      where g.state = 'redirected' and (exists (select from hub.credit_case c where c.subject_golden_id = g.golden_id)
        or exists (select from hub.credit_effect e where e.subject_golden_id = g.golden_id and e.ended_at is null))
    ),
    effects as (
      update hub.credit_effect e set subject_golden_id = gone.redirect_to from gone where e.subject_golden_id = gone.golden_id and e.ended_at is null returning 1
    ),
    cases as (update hub.credit_case c set subject_golden_id = gone.redirect_to from gone where c.subject_golden_id = gone.golden_id returning 1)
    select (select count(*) from effects) + (select count(*) from cases) as moved`;
}

/**
 * Open cases whose record is another: `record_gone` where it was withdrawn or is not about the subject any more, `record_changed` where the
 * department has corrected what it said it would correct, `entry_ended` where there is nothing left to repair. Ends them, what rested on
 * them, and their tasks.
 */
export function settleCasesSql(now: Date): Query {
  const isEntryShown = sql`exists (select from hub.credit_entry e where e.golden_id = c.golden_id and ${isShown(civilDate(now))})`;
  return sql`
    with judged as (
      select c.case_id, c.kind, c.state, case
        when g.golden_id is null or g.state <> 'active' or g.subject_state is distinct from 'linked' or g.subject_golden_id is distinct from c.subject_golden_id then 'record_gone'
        when c.state = 'accepted' and ${recordDigest} <> c.accepted_digest then 'record_changed'
        when c.kind = 'repair' and not ${isEntryShown} then 'entry_ended' end as why
      from hub.credit_case c left join ${golden} g on g.golden_id = c.golden_id where c.state in ('open', 'accepted')
    ),
    ended as (
      update hub.credit_case c set state = case when c.kind = 'objection' then 'corrected' else 'lapsed' end, is_suspended = false, ended_at = ${now}::timestamptz,
        ended_reason = judged.why
      from judged where judged.case_id = c.case_id and judged.why is not null
      returning c.case_id, c.state, c.ended_reason
    ),
    effects as (
      update hub.credit_effect e set ended_at = ${now}::timestamptz, ended_reason = ended.ended_reason
      from ended where e.case_id = ended.case_id and e.kind in ('disputed', 'suspended') and e.ended_at is null
    ),
    tasks as (
      update hub.task t set state = 'closed', closed_reason = 'reason_gone', closed_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
      from ended where t.kind = any (${Object.values(caseTasks)}::text[]) and t.subject_key = 'case:' || ended.case_id and t.state in ('open', 'claimed')
    )
    insert into hub.credit_case_step (case_id, step, at, action, state, by_side)
    select case_id, (select max(s.step) + 1 from hub.credit_case_step s where s.case_id = ended.case_id), ${now}::timestamptz, ended_reason, state, 'hub' from ended`;
}

/** Any live case or effect: without one there is nothing to settle. */
export function hasCases(): Query {
  return sql`select exists (select from hub.credit_case) or exists (select from hub.credit_effect) as "hasCases"`;
}

/** Records whose effects ended at this instant: their entries follow. */
export function endedAt(now: Date): Query {
  return sql`select golden_id from hub.credit_effect where ended_at = ${now}::timestamptz`;
}
