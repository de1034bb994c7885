// Tasks that stand for something of the control plane: a held load, a challenge, a subject's case. They end when that ends, whoever ended it.
import { sql, type Query } from '../../store/sql.ts';
import { caseTasks, challengeTask, guardTask, overdueChallengePriority, priorities } from './task-kinds.ts';

export interface BoundTask {
  readonly library: string;
  readonly kind: string;
  readonly rule: string;
  readonly subjectKey: string;
  readonly goldenIds: readonly string[];
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly priority: number;
  readonly departments: readonly string[];
  readonly dueOn: string | null;
  readonly now: Date;
}

/** Kinds that wait for somebody's answer. */
const answered: readonly string[] = [challengeTask, ...Object.values(caseTasks)];

export const loadKey = (loadId: number): string => `load:${loadId}`;
export const caseKey = (caseId: string): string => `case:${caseId}`;
export const challengeKey = (challengeId: string): string => `challenge:${challengeId}`;

/** The task of a load that its snapshot guard holds. */
export function guardTaskOf(load: { library: string; loadId: number; feed: string; department: string; facts: Readonly<Record<string, unknown>> },
  at: { dueOn: string | null; now: Date }): BoundTask {
  return {
    library: load.library, kind: guardTask, rule: 'SNAPSHOT_GUARD', subjectKey: loadKey(load.loadId), goldenIds: [],
    evidence: { loadId: load.loadId, feed: load.feed, ...load.facts }, priority: priorities.guard, departments: [load.department], ...at,
  };
}

/** Opens it, or renews what is said of it while it is open. */
export function openBoundTask(task: BoundTask): Query {
  return sql`
    insert into hub.task as t (library, kind, rule, subject_key, golden_ids, evidence, priority, departments, due_on, created_at, updated_at)
    values (${task.library}, ${task.kind}, ${task.rule}, ${task.subjectKey}, ${task.goldenIds}::uuid[], ${task.evidence}::jsonb, ${task.priority}::smallint,
      ${task.departments}::text[], ${task.dueOn}::date, ${task.now}::timestamptz, ${task.now}::timestamptz)
    on conflict (library, kind, subject_key) where state in ('open', 'claimed')
    do update set golden_ids = excluded.golden_ids, evidence = excluded.evidence, priority = excluded.priority, departments = excluded.departments,
      due_on = excluded.due_on, updated_at = excluded.updated_at`;
}

/** Ends the task of what has ended. `by` is who ended that; null when it ended by itself. */
export function endBoundTask(subjectKey: string, end: { reason: string; by: { client: string; operator: string | null } | null; now: Date }): Query {
  return sql`
    update hub.task set state = case when ${end.by !== null} then 'done' else 'closed' end, closed_reason = ${end.reason}, closed_at = ${end.now}::timestamptz,
      updated_at = ${end.now}::timestamptz, done_client = ${end.by?.client ?? null}, done_operator = ${end.by?.operator ?? null}
    where kind = any (${[guardTask, ...answered]}) and subject_key = ${subjectKey} and state in ('open', 'claimed')`;
}

/** Challenges and cases whose answer is overdue come first from now on. Returns one row a task that moved. */
export function raiseOverdueChallenges(today: string, now: Date): Query {
  return sql`
    update hub.task set priority = ${overdueChallengePriority}, updated_at = ${now}::timestamptz
    where kind = any (${answered}) and state in ('open', 'claimed') and due_on < ${today}::date and priority > ${overdueChallengePriority}
    returning departments`;
}
