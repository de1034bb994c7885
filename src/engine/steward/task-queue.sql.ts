// The queue as statements: which tasks wait, in which order, and who takes which. A claim counts while `claimed_until` lies ahead.
import { join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** Who works: a client and the operator it names. */
export interface Worker {
  readonly clientId: string;
  readonly operatorId: string;
}

export type TaskState = 'open' | 'claimed' | 'done' | 'closed';
export type TaskSort = 'priority' | 'due';

export interface TaskFilter {
  readonly library?: string;
  readonly kind?: string;
  readonly rule?: string;
  /** `waiting`: open or claimed. */
  readonly state?: TaskState | 'waiting';
  /** Operator who holds it now; of ended tasks, who ended it. */
  readonly claimedBy?: string;
  readonly mine?: boolean;
  readonly isOverdue?: boolean;
  /** Due on this day or before. */
  readonly dueBefore?: string;
  /** The golden record and those it was merged into. */
  readonly goldenIds?: readonly string[];
  readonly priority?: number;
  /** Department whose data it concerns. */
  readonly department?: string;
}

/** When and for whom a statement is asked. */
export interface QueueView {
  readonly now: Date;
  readonly today: string;
  readonly me: Worker;
}

/** As the partial indexes say it. */
export const waiting = trustedSql(`t.state in ('open', 'claimed')`);
const hasEndedSql = trustedSql(`t.state in ('done', 'closed')`);

const isHeld = ({ now }: Pick<QueueView, 'now'>): Query => sql`coalesce(t.claimed_until > ${now}::timestamptz, false)`;
const isMine = ({ me }: Pick<QueueView, 'me'>): Query => sql`(t.claimed_client = ${me.clientId} and t.claimed_operator = ${me.operatorId})`;

export function taskColumns(view: Pick<QueueView, 'now' | 'today'>): Query {
  return sql`t.task_id as "taskId", t.library, t.kind, t.rule, t.priority, t.golden_ids as "goldenIds", t.departments,
    (t.evidence ->> 'loadId')::bigint as "loadId", t.evidence ->> 'challengeId' as "challengeId",
    case when ${waiting} then case when ${isHeld(view)} then 'claimed' else 'open' end else t.state end as state,
    case when ${waiting} and ${isHeld(view)} then jsonb_build_object('clientId', t.claimed_client, 'operatorId', t.claimed_operator) end as "claimedBy",
    case when ${waiting} and ${isHeld(view)} then t.claimed_until end as "claimedUntil",
    t.due_on as "dueOn", ${waiting} and coalesce(t.due_on < ${view.today}::date, false) as "isOverdue", cardinality(t.skipped_by) as skips,
    t.evidence_digest as "evidenceDigest", t.created_at as "createdAt", t.updated_at as "updatedAt", t.closed_at as "closedAt",
    t.closed_reason as "closedReason", t.done_note as "doneNote", t.decision_id as "decisionId",
    case when t.done_operator is not null or t.done_client is not null
      then jsonb_build_object('clientId', t.done_client, 'operatorId', t.done_operator) end as "doneBy"`;
}

function stateCondition(state: TaskFilter['state'], view: QueueView): Query {
  if (state === 'waiting') return waiting;
  if (state === 'open') return sql`${waiting} and not ${isHeld(view)}`;
  if (state === 'claimed') return sql`${waiting} and t.claimed_until is not null and ${isHeld(view)}`;
  return sql`${hasEndedSql} and t.state = ${state}`;
}

/** Conditions of a filter on the task called `t`. Without a state: what I or one operator hold, else what nobody does. */
export function filterConditions(filter: TaskFilter, view: QueueView): Query[] {
  const state = filter.state ?? (filter.mine === true || filter.claimedBy !== undefined ? 'claimed' : 'open');
  const hasEnded = state === 'done' || state === 'closed';
  const doneByMe = sql`(t.done_operator is not null and t.done_client = ${view.me.clientId} and t.done_operator = ${view.me.operatorId})`;
  const holder = hasEnded ? trustedSql('t.done_operator') : trustedSql('t.claimed_operator');
  const given = <T>(value: T | undefined, condition: (value: T) => Query): Query[] => (value === undefined ? [] : [condition(value)]);
  return [
    stateCondition(state, view),
    ...given(filter.library, (library) => sql`t.library = ${library}`),
    ...given(filter.kind, (kind) => sql`t.kind = ${kind}`),
    ...given(filter.rule, (rule) => sql`t.rule = ${rule}`),
    ...given(filter.claimedBy, (operator) => sql`${holder} = ${operator}`),
    ...given(filter.mine, (mine) => (mine ? (hasEnded ? doneByMe : isMine(view)) : sql`not coalesce(${hasEnded ? doneByMe : isMine(view)}, false)`)),
    ...given(filter.isOverdue, (overdue) => (overdue ? sql`t.due_on < ${view.today}::date` : sql`coalesce(t.due_on >= ${view.today}::date, true)`)),
    ...given(filter.dueBefore, (day) => sql`t.due_on <= ${day}::date`),
    ...given(filter.goldenIds, (ids) => sql`t.golden_ids && ${ids}::uuid[]`),
    ...given(filter.priority, (priority) => sql`t.priority = ${priority}::smallint`),
    ...given(filter.department, (department) => sql`t.departments @> array[${department}::text]`),
  ];
}

const orders: Readonly<Record<TaskSort, Query>> = {
  priority: trustedSql('t.priority, t.created_at, t.task_id'),
  due: trustedSql(`coalesce(t.due_on, 'infinity'::date), t.priority, t.created_at, t.task_id`),
};

/** Where a page ended. The instant stays in the database: its microseconds would not survive a JavaScript date. */
export interface TaskCursor {
  readonly taskId: string;
  readonly priority: number;
  readonly dueOn: string | null;
}

function behind(after: TaskCursor, sort: TaskSort): Query {
  const rest = sql`${after.priority}::smallint, (select created_at from hub.task where task_id = ${after.taskId}::uuid), ${after.taskId}::uuid`;
  if (sort === 'priority') return sql`(${orders.priority}) > (${rest})`;
  return sql`(${orders.due}) > (${after.dueOn ?? 'infinity'}::date, ${rest})`;
}

/** One row more than the limit when there are more. */
export function listTasksSql(filter: TaskFilter, view: QueueView, page: { sort: TaskSort; limit: number; after: TaskCursor | null }): Query {
  const conditions = [...filterConditions(filter, view), ...(page.after === null ? [] : [behind(page.after, page.sort)])];
  return sql`select ${taskColumns(view)} from hub.task t where ${join(conditions, ' and ')} order by ${orders[page.sort]} limit ${page.limit + 1}`;
}

/** Waiting, claimed and overdue tasks that fit, by kind, priority and department, and in all: one pass over what waits, then few rows. */
export function countTasksSql(filter: TaskFilter, view: QueueView): Query {
  const sum = (condition: string): Query => trustedSql(`coalesce(sum(n) filter (where ${condition}), 0)::bigint`);
  const sums = sql`${sum('true')} as waiting, ${sum('is_held')} as claimed, ${sum('is_mine')} as mine, ${sum('is_overdue')} as overdue, ${sum('is_due_today')} as "dueToday"`;
  return sql`
    with fitting as materialized (
      select t.library, t.kind, t.priority, t.departments, ${isHeld(view)} as is_held, ${isHeld(view)} and ${isMine(view)} as is_mine,
        coalesce(t.due_on < ${view.today}::date, false) as is_overdue, coalesce(t.due_on = ${view.today}::date, false) as is_due_today, count(*) as n
      from hub.task t where ${join(filterConditions({ ...filter, state: filter.state ?? 'waiting' }, view), ' and ')}
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ),
    grouped as (
      select library, kind, priority, null::text as department, ${sums} from fitting group by grouping sets ((), (library, kind), (priority))
      union all
      select null, null, null, department, ${sums} from fitting cross join unnest(departments) as department group by department
    )
    select * from grouped order by library nulls first, kind nulls first, priority nulls first, department nulls first`;
}

/** How many tasks were ended since an instant: by this worker, and by everyone. */
export function countDoneSql(view: QueueView, since: string): Query {
  return sql`
    select count(*) filter (where t.done_operator is not null) as "doneToday", count(*) filter (where t.done_client = ${view.me.clientId} and t.done_operator = ${view.me.operatorId}) as "doneTodayByMe"
    from hub.task t where ${hasEndedSql} and t.closed_at >= ${since}::timestamptz`;
}

const free = (view: QueueView): Query => sql`(not ${isHeld(view)} or ${isMine(view)})`;

function claimTo(view: QueueView, until: Date): Query {
  return sql`claimed_client = ${view.me.clientId}, claimed_operator = ${view.me.operatorId}, claimed_until = ${until}::timestamptz`;
}

/** Claims one task, or prolongs the claim that the worker holds on it. No row: it is not there, has ended, or another holds it. */
export function claimTaskSql(taskId: string, view: QueueView, until: Date): Query {
  return sql`update hub.task t set ${claimTo(view, until)} where t.task_id = ${taskId}::uuid and ${waiting} and ${free(view)} returning ${taskColumns({ ...view })}`;
}

export const skipper = ({ clientId, operatorId }: Worker): string => `${clientId}/${operatorId}`;

/** Claims the first task in the order that fits, is free, and that this worker has not skipped. Two at once never get the same. */
export function claimNextSql(filter: TaskFilter, view: QueueView, how: { sort: TaskSort; until: Date; withSkipped: boolean }): Query {
  const conditions = [
    ...filterConditions({ ...filter, state: 'open' }, view),
    ...(how.withSkipped ? [] : [sql`not t.skipped_by @> array[${skipper(view.me)}::text]`]),
    // A department that is in time to answer: nothing for a steward to do yet, unless one asks for that kind.
    ...(filter.kind === undefined ? [sql`not (t.evidence @> '{"waitsFor": "department"}' and coalesce(t.due_on >= ${view.today}::date, true))`] : []),
  ];
  return sql`
    with first as (
      select t.task_id from hub.task t where ${join(conditions, ' and ')} order by ${orders[how.sort]} limit 1 for update skip locked
    )
    update hub.task t set ${claimTo(view, how.until)} from first where t.task_id = first.task_id returning ${taskColumns(view)}`;
}

/** Gives it back; skipped, it is not given to this worker again by itself. */
export function releaseTaskSql(taskId: string, view: QueueView, isSkipped: boolean): Query {
  const skipped = isSkipped ? sql`, skipped_by = array_append(array_remove(t.skipped_by, ${skipper(view.me)}), ${skipper(view.me)})` : sql``;
  return sql`
    update hub.task t set claimed_client = null, claimed_operator = null, claimed_until = null${skipped}
    where t.task_id = ${taskId}::uuid and ${waiting} and ${free(view)} returning ${taskColumns(view)}`;
}

export interface TaskClosing {
  /** `no_action`: the task stays closed while its evidence is the same. `handled_elsewhere`: it comes back while its reason stays. */
  readonly outcome: 'no_action' | 'handled_elsewhere';
  readonly reason: string;
  /** What the steward saw; absent: whatever it is now. */
  readonly evidenceDigest?: string;
}

/** Closes one task by a person's word. `boundKinds` end with what they stand for. */
export function closeTaskSql(taskId: string, view: QueueView, closing: TaskClosing & { readonly boundKinds: readonly string[] }): Query {
  const seen = closing.evidenceDigest === undefined ? sql`` : sql` and t.evidence_digest is not distinct from ${closing.evidenceDigest}`;
  return sql`
    update hub.task t set state = 'closed', closed_reason = ${closing.outcome}, done_note = ${closing.reason}, closed_at = ${view.now}::timestamptz,
      updated_at = ${view.now}::timestamptz, done_client = ${view.me.clientId}, done_operator = ${view.me.operatorId},
      claimed_client = null, claimed_operator = null, claimed_until = null
    where t.task_id = ${taskId}::uuid and ${waiting} and ${free(view)} and t.kind <> all (${closing.boundKinds})${seen}
    returning ${taskColumns(view)}`;
}

/** What the decision's own transaction left unsaid of a task that it ended. */
export function noteDecisionSql(taskId: string, view: QueueView, decisionId: string): Query {
  return sql`
    update hub.task t set decision_id = coalesce(t.decision_id, ${decisionId}::uuid), done_client = coalesce(t.done_client, ${view.me.clientId}),
      done_operator = coalesce(t.done_operator, ${view.me.operatorId})
    where t.task_id = ${taskId}::uuid and t.state in ('done', 'closed') returning ${taskColumns(view)}`;
}

export function readTaskSql(taskId: string, view: Pick<QueueView, 'now' | 'today'>): Query {
  return sql`select ${taskColumns(view)}, t.evidence from hub.task t where t.task_id = ${taskId}::uuid`;
}
