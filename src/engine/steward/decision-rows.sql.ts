// Rows of hub.decision: the append-only truth about what persons decided.
import { confirmationTask } from '../../definition/match-labels.ts';
import { join, sql, type Query } from '../../store/sql.ts';
import type { DecisionKind, DecisionState, Effects, GoldenMark } from './decision.ts';

/** The settled task and its matter. */
export interface Matter {
  readonly taskId: string;
  readonly kind: string;
  readonly key: string;
  readonly digest: string;
}

export interface NewDecision {
  readonly decisionId: string;
  readonly library: string;
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly payload: { readonly request: object; readonly effects?: Effects };
  readonly before: readonly GoldenMark[];
  readonly after: readonly GoldenMark[];
  readonly clientId: string;
  readonly operatorId: string;
  readonly decidedAt: Date;
  readonly matter: Matter | null;
  readonly undoes?: string;
  readonly confirms?: string;
  readonly needsConfirmation?: boolean;
}

export function insertDecision(row: NewDecision): Query {
  const goldenIds = [...new Set([...row.before, ...row.after].map(({ goldenId }) => goldenId))].sort();
  return sql`
    insert into hub.decision (decision_id, library, kind, reason, payload, ids, golden_ids, decided_by, operator_id, decided_at,
      task_id, matter_kind, matter_key, matter_digest, undoes, confirms, needs_confirmation)
    values (${row.decisionId}, ${row.library}, ${row.kind}, ${row.reason}, ${JSON.stringify(row.payload)},
      ${JSON.stringify({ before: row.before, after: row.after })}, ${goldenIds}, ${row.clientId}, ${row.operatorId}, ${row.decidedAt},
      ${row.matter?.taskId ?? null}, ${row.matter?.kind ?? null}, ${row.matter?.key ?? null}, ${row.matter?.digest ?? null},
      ${row.undoes ?? null}, ${row.confirms ?? null}, ${row.needsConfirmation ?? false})`;
}

/** A decision with its state. `ids` and `effects` are the confirmation's where it was confirmed. */
export interface DecisionRow {
  readonly decisionId: string;
  readonly library: string;
  readonly kind: DecisionKind;
  readonly state: DecisionState;
  readonly reason: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly hasEffects: boolean;
  readonly ids: { readonly before: readonly GoldenMark[]; readonly after: readonly GoldenMark[] };
  readonly decidedBy: string;
  readonly operatorId: string;
  readonly decidedAt: Date;
  readonly taskId: string | null;
  readonly undoes: string | null;
  readonly confirms: string | null;
}

const columns = sql`
  d.decision_id as "decisionId", d.library, d.kind, d.reason, d.payload->'request' as request, d.payload ? 'effects' or c.payload ? 'effects' as "hasEffects",
  coalesce(c.ids, d.ids) as ids, d.decided_by as "decidedBy", d.operator_id as "operatorId", d.decided_at as "decidedAt", d.task_id as "taskId",
  d.undoes, d.confirms,
  case
    when d.kind in ('confirm', 'decline') then 'done'
    when hub.is_in_force(d.decision_id) then 'in_force'
    when d.needs_confirmation and c.decision_id is null then 'proposed'
    when c.kind = 'decline' then 'declined'
    else 'undone'
  end as state`;
const source = sql`hub.decision d left join hub.decision c on c.confirms = d.decision_id`;

export function readDecisionSql(decisionId: string): Query {
  return sql`select ${columns} from ${source} where d.decision_id = ${decisionId}::uuid`;
}

export interface DecisionFilter {
  readonly library?: string;
  readonly goldenId?: string;
  readonly kind?: string;
  readonly isInForce?: boolean;
  /** Operator who decided. */
  readonly by?: string;
  readonly limit: number;
  /** Decision id of the last one of the page before. */
  readonly after?: string;
}

/** Newest first, one more than the limit. A golden record is found under every id that it had before or after. */
export function listDecisionsSql(filter: DecisionFilter): Query {
  const conditions = [
    ...(filter.library === undefined ? [] : [sql`d.library = ${filter.library}`]),
    ...(filter.goldenId === undefined ? [] : [sql`(d.golden_ids @> array[${filter.goldenId}]::uuid[] or c.golden_ids @> array[${filter.goldenId}]::uuid[])`]),
    ...(filter.kind === undefined ? [] : [sql`d.kind = ${filter.kind}`]),
    ...(filter.by === undefined ? [] : [sql`d.operator_id = ${filter.by}`]),
    ...(filter.after === undefined ? [] : [sql`d.decision_id < ${filter.after}::uuid`]),
    ...(filter.isInForce === undefined ? [] : [sql`coalesce(hub.is_in_force(d.decision_id), false) = ${filter.isInForce}`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${join(conditions, ' and ')}`;
  return sql`select ${columns} from ${source} ${where} order by d.decision_id desc limit ${filter.limit + 1}`;
}

export function needsSecondPerson(library: string, kind: string): Query {
  return sql`select from hub.four_eyes where library = ${library} and kind = ${kind}`;
}

/** An open task as a matter; its library is checked. */
export function findMatter(taskId: string): Query {
  return sql`
    select task_id as "taskId", library, kind, subject_key as key, md5(evidence::text) as digest, state, golden_ids as "goldenIds"
    from hub.task where task_id = ${taskId}::uuid for update`;
}

export function closeTask(taskId: string, now: Date): Query {
  return sql`update hub.task set state = 'done', closed_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, closed_reason = 'decided'
    where task_id = ${taskId}::uuid and state in ('open', 'claimed')`;
}

/** The task of a decision that waits for a second person; its matter is the decision. */
export function openConfirmation(about: { library: string; decisionId: string; kind: string; goldenIds: readonly string[] }, now: Date): Query {
  return sql`
    insert into hub.task (library, kind, rule, subject_key, golden_ids, evidence, priority, created_at, updated_at)
    values (${about.library}, ${confirmationTask}, ${about.kind}, ${about.decisionId}, ${about.goldenIds}::uuid[],
      jsonb_build_object('decisionId', ${about.decisionId}::text), 2, ${now}::timestamptz, ${now}::timestamptz)`;
}

export function closeConfirmation(library: string, decisionId: string, now: Date): Query {
  return sql`update hub.task set state = 'done', closed_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, closed_reason = 'decided'
    where library = ${library} and kind = ${confirmationTask} and subject_key = ${decisionId} and state in ('open', 'claimed')`;
}
