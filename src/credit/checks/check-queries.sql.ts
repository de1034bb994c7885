// Kept checks as they are listed and replayed: the answer as it was given, and beside it what stands now.
import { join, sql, type Query } from '../../store/sql.ts';

export type FeedbackState = 'due' | 'overdue' | 'done' | 'none';

export interface CheckFilter {
  /** Null: every agency's. */
  readonly agencyCode: string | null;
  readonly from?: Date;
  readonly to?: Date;
  /** Checks of which at least one subject had this result. */
  readonly result?: string;
  /** Checks of which at least one subject's feedback is in this state; `none`: nothing is owed. */
  readonly feedback?: FeedbackState;
}

export interface CheckCursor {
  readonly at: string;
  readonly checkId: string;
}

const facts = sql`c.check_id as "checkId", c.kind, c.at, c.agency_code as "agencyCode", c.client_id as "clientId", c.operator_id as "operatorId", c.purpose,
  c.matter_code as "matterCode", c.department, c.subject_count as "subjectCount", c.results, c.rules_epoch as "rulesEpoch", c.file_check_id as "fileCheckId"`;

const duties = (today: string): Query => sql`
  (select json_build_object('due', count(*) filter (where d.fed_at is null and coalesce(d.due_on, 'infinity') >= ${today}::date),
    'overdue', count(*) filter (where d.fed_at is null and d.due_on < ${today}::date), 'done', count(*) filter (where d.fed_at is not null))
    from hub.credit_feedback_duty d where d.check_id = c.check_id) as "feedbackStates"`;

/** Newest first. */
export function listChecksSql(filter: CheckFilter, page: { readonly after: CheckCursor | null; readonly limit: number; readonly today: string }): Query {
  const owed = (condition: Query): Query => sql`exists (select from hub.credit_feedback_duty d where d.check_id = c.check_id${condition})`;
  const state: Readonly<Record<FeedbackState, Query>> = {
    due: owed(sql` and d.fed_at is null and coalesce(d.due_on, 'infinity') >= ${page.today}::date`),
    overdue: owed(sql` and d.fed_at is null and d.due_on < ${page.today}::date`),
    done: owed(sql` and d.fed_at is not null`),
    none: sql`not ${owed(sql``)}`,
  };
  const conditions = [
    sql`true`,
    ...(filter.agencyCode === null ? [] : [sql`c.agency_code = ${filter.agencyCode}`]),
    ...(filter.from === undefined ? [] : [sql`c.at >= ${filter.from}::timestamptz`]),
    ...(filter.to === undefined ? [] : [sql`c.at < ${filter.to}::timestamptz`]),
    ...(filter.result === undefined ? [] : [sql`${filter.result} = any (c.results)`]),
    ...(filter.feedback === undefined ? [] : [state[filter.feedback]]),
    ...(page.after === null ? [] : [sql`(c.at, c.check_id) < (${page.after.at}::timestamptz, ${page.after.checkId}::uuid)`]),
  ];
  return sql`select ${facts}, ${duties(page.today)} from hub.credit_check c where ${join(conditions, ' and ')} order by c.at desc, c.check_id desc limit ${page.limit + 1}`;
}

/** `item`: one subject of it; null: the whole. The answer comes as the text that was sent; of a file as its part was kept (part-answers.ts). */
export function readCheckSql(checkId: string, item: number | null, today: string): Query {
  const answer = item === null ? sql`c.answer::text` : sql`case c.kind when 'single' then case when ${item}::integer = 0 then c.answer::text end
    when 'batch' then (c.answer -> 'results' -> ${item}::integer)::text else c.answer::text end`;
  const place = item === null ? sql`` : sql` and d.item = ${item}`;
  return sql`
    select ${facts}, ${answer} as answer, c.subject_ids as "subjectIds",
      (select json_agg(json_build_object('item', d.item, 'dueOn', d.due_on, 'measures', d.measure_count, 'fed', d.fed_count, 'taken', d.taken_count, 'fedAt', d.fed_at,
        'state', case when d.fed_at is not null then 'done' when d.due_on < ${today}::date then 'overdue' else 'due' end) order by d.item)
        from hub.credit_feedback_duty d where d.check_id = c.check_id${place}) as duties
    from hub.credit_check c where c.check_id = ${checkId}::uuid`;
}

/** Each entry as it was in the version that was shown, and as it is now. Ids and versions pair up by place. */
export function entriesThenAndNowSql(shown: { readonly ids: readonly string[]; readonly versions: readonly number[] }, today: string): Query {
  return sql`
    select shown.id as "entryId", shown.version,
      case when h.golden_id is not null then json_build_object('beginsOn', h.begins_on, 'until', nullif(h.ends_on, 'infinity') - 1, 'disputed', h.is_disputed, 'recordedAt', h.recorded_at)
        when e.version = shown.version then json_build_object('beginsOn', e.begins_on, 'until', nullif(e.ends_on, 'infinity') - 1, 'disputed', e.is_disputed, 'recordedAt', e.recorded_at)
        end as "asShown",
      case when e.golden_id is not null then json_build_object('version', e.version, 'beginsOn', e.begins_on, 'until', nullif(e.ends_on, 'infinity') - 1,
        'disputed', e.is_disputed, 'endCause', case when e.ends_on <= ${today}::date then e.end_cause end, 'recordedAt', e.recorded_at,
        'state', case when e.ends_on <= ${today}::date then 'ended' when e.begins_on > ${today}::date then 'not_yet' when e.is_suspended then 'suspended' else 'in_force' end)
        end as now, e.subject_golden_id as "subjectId"
    from unnest(${shown.ids}::uuid[], ${shown.versions}::integer[]) with ordinality as shown (id, version, place)
    left join hub.credit_entry e on e.golden_id = shown.id
    left join hub.credit_entry_history h on h.golden_id = shown.id and h.version = shown.version
    order by shown.place`;
}
