// Works the queue: each call is one row and one short transaction, so that no steward's click can wait for another's or deadlock
// with a load that settles tasks. Who comes too late is told why: held by whom and until when, or how the task ended.
import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Query } from '../../store/sql.ts';
import { boundKinds } from './task-kinds.ts';
import {
  claimNextSql, claimTaskSql, closeTaskSql, noteDecisionSql, readTaskSql, releaseTaskSql, type QueueView, type TaskClosing, type TaskFilter,
  type TaskSort, type TaskState, type Worker,
} from './task-queue.sql.ts';

export interface QueueDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

export interface TaskRow {
  readonly taskId: string;
  readonly library: string;
  readonly kind: string;
  readonly rule: string;
  readonly state: TaskState;
  /** 1 is the most urgent. */
  readonly priority: number;
  readonly goldenIds: readonly string[];
  readonly departments: readonly string[];
  /** The held load or the challenge that the task stands for. */
  readonly loadId: number | null;
  readonly challengeId: string | null;
  readonly claimedBy: Worker | null;
  readonly claimedUntil: Date | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  /** How many workers have passed it over. */
  readonly skips: number;
  readonly evidenceDigest: string | null;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  readonly doneNote: string | null;
  readonly decisionId: string | null;
  readonly doneBy: { readonly clientId: string | null; readonly operatorId: string | null } | null;
}

/** A claim lapses after this time without work on the task. */
export const claimMinutes = 30;

export function viewOf({ clock }: QueueDeps, me: Worker): QueueView {
  return { now: clock.now(), today: clock.today(), me };
}

const untilOf = (view: QueueView): Date => new Date(view.now.getTime() + claimMinutes * 60_000);

/** Takes the task, or prolongs one's own claim. Throws NOT_FOUND, TASK_CLAIMED, TASK_CLOSED. */
export function claimTask(deps: QueueDeps, taskId: string, me: Worker): Promise<TaskRow> {
  const view = viewOf(deps, me);
  return change(deps, taskId, { view, statement: claimTaskSql(taskId, view, untilOf(view)) });
}

/** The first free task that fits, claimed; null when there is none. */
export async function claimNext(
  deps: QueueDeps,
  want: { readonly filter: TaskFilter; readonly sort: TaskSort; readonly withSkipped: boolean },
  me: Worker,
): Promise<TaskRow | null> {
  const view = viewOf(deps, me);
  const { rows } = await deps.pool.query<TaskRow>(claimNextSql(want.filter, view, { ...want, until: untilOf(view) }));
  return rows[0] ?? null;
}

/** Gives the task back; one that nobody holds stays as it is. Throws NOT_FOUND, TASK_CLAIMED, TASK_CLOSED. */
export function releaseTask(deps: QueueDeps, taskId: string, how: { readonly me: Worker; readonly isSkipped: boolean }): Promise<TaskRow> {
  const view = viewOf(deps, how.me);
  return change(deps, taskId, { view, statement: releaseTaskSql(taskId, view, how.isSkipped) });
}

/** Throws NOT_FOUND, TASK_CLAIMED, TASK_CLOSED, TASK_CHANGED (the evidence is not what was seen), TASK_BOUND. */
export function closeTask(deps: QueueDeps, taskId: string, closing: TaskClosing & { readonly me: Worker }): Promise<TaskRow> {
  const view = viewOf(deps, closing.me);
  const statement = closeTaskSql(taskId, view, { ...closing, boundKinds: Object.keys(boundKinds) });
  return change(deps, taskId, { view, statement, seen: closing.evidenceDigest, ends: true });
}


/** The task after its decision, with who decided it; as it is when the decision left it open. */
export async function noteDecision(deps: QueueDeps, taskId: string, done: { readonly me: Worker; readonly decisionId: string }): Promise<TaskRow> {
  const view = viewOf(deps, done.me);
  const { rows } = await deps.pool.query<TaskRow>(noteDecisionSql(taskId, view, done.decisionId));
  return rows[0] ?? (await readTask(deps, taskId, view));
}

interface Change {
  readonly view: QueueView;
  readonly statement: Query;
  /** Digest of the evidence that the steward saw. */
  readonly seen?: string;
  /** The change ends the task. */
  readonly ends?: boolean;
}

async function change(deps: QueueDeps, taskId: string, { view, statement, seen, ends }: Change): Promise<TaskRow> {
  const { rows } = await deps.pool.query<TaskRow>(statement);
  return rows[0] ?? refuse(await readTask(deps, taskId, view), { view, seen, ends: ends === true });
}

async function readTask({ pool }: QueueDeps, taskId: string, view: QueueView): Promise<TaskRow> {
  const { rows } = await pool.query<TaskRow>(readTaskSql(taskId, view));
  if (rows[0] === undefined) throw new HubError('NOT_FOUND', 'no such task');
  return rows[0];
}

/** TASK_CLOSED where it has ended, TASK_CLAIMED where another holds it. */
export function refuseTaken(task: TaskRow, { me }: Pick<QueueView, 'me'>): void {
  const { taskId, state, closedReason, closedAt, claimedBy, claimedUntil } = task;
  if (state === 'done' || state === 'closed') {
    throw new HubError('TASK_CLOSED', `task ${taskId} has ended`, { taskId, state, closedReason, closedAt, doneBy: task.doneBy?.operatorId ?? task.doneBy?.clientId ?? null });
  }
  if (claimedBy !== null && (claimedBy.clientId !== me.clientId || claimedBy.operatorId !== me.operatorId)) {
    throw new HubError('TASK_CLAIMED', `task ${taskId} is held by another`, { taskId, claimedBy: claimedBy.operatorId, claimedUntil });
  }
}

/** Why nothing was changed. */
function refuse(task: TaskRow, about: { view: QueueView; seen: string | undefined; ends: boolean }): never {
  refuseTaken(task, about.view);
  const { taskId } = task;
  const endedBy = boundKinds[task.kind];
  if (about.ends && endedBy !== undefined) throw new HubError('TASK_BOUND', `task ${taskId} ends with its ${endedBy}`, { taskId, kind: task.kind, endedBy });
  // Left over: the evidence is another, or the task changed hands between the two statements.
  throw new HubError('TASK_CHANGED', `task ${taskId} has changed`, { taskId, evidenceDigest: task.evidenceDigest, updatedAt: task.updatedAt });
}
