// Claim, next, release, skip, close, resolve and bulk: what a steward does with tasks.
import { labelTask, readTask } from '../../engine/query/tasks.ts';
import { forEachTask } from '../../engine/steward/bulk-tasks.ts';
import type { FirstRequest } from '../../engine/steward/decision.ts';
import type { TaskClosing, TaskSort } from '../../engine/steward/task-queue.sql.ts';
import { claimNext, claimTask as claim, closeTask as close, noteDecision, releaseTask as release, viewOf, type TaskRow } from '../../engine/steward/task-queue.ts';
import { errorLabels, HubError, type ErrorCode } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, DecisionRequest, Outcome } from '../deps.ts';
import { workerOf } from '../worker.ts';
import { requireSeen } from './decisions.ts';
import { filterOf, showTask } from './tasks.ts';

export const claimTask: ClientHandler = async (deps, call, { parameters }) =>
  told(deps, await claim(deps, String(parameters['taskId']), workerOf(call)));

export const releaseTask: ClientHandler = async (deps, call, { parameters }) =>
  told(deps, await release(deps, String(parameters['taskId']), { me: workerOf(call), isSkipped: false }));

export const skipTask: ClientHandler = async (deps, call, { parameters }) =>
  told(deps, await release(deps, String(parameters['taskId']), { me: workerOf(call), isSkipped: true }));

export const closeTask: ClientHandler = async (deps, call, { parameters, body }) =>
  told(deps, await close(deps, String(parameters['taskId']), { ...(body as TaskClosing), me: workerOf(call) }));

export const claimNextTask: ClientHandler = async (deps, call, { body }) => {
  const { sort = 'priority', withSkipped = false, ...given } = body as { readonly sort?: TaskSort; readonly withSkipped?: boolean };
  const me = workerOf(call);
  const task = await claimNext(deps, { filter: await filterOf(deps, given), sort, withSkipped }, me);
  if (task === null) return { body: withoutSubjectData({ task: null }), details: { taskId: null } };
  // With its evidence: a steward who takes the next one needs no second call to see what it is about.
  const whole = (await readTask(deps.pool, deps.libraries, { taskId: task.taskId, view: viewOf(deps, me) })) ?? task;
  const shown = await showTask(deps, call, whole);
  return { ...told(deps, task), ...shown, body: withoutSubjectData({ task: shown.body }) };
};

export const resolveTask: ClientHandler = async (deps, call, { parameters, body }) => {
  const { decision } = body as Decided;
  if (!('decisionId' in decision)) requireSeen(decision as unknown as FirstRequest);
  const { task, decisionId, state } = await decideTask(deps, call, { taskId: String(parameters['taskId']), decision });
  const answer = { task: labelTask(deps.libraries, task), decisionId, decisionState: state };
  return { ...told(deps, task), body: withoutSubjectData(answer), details: { taskId: task.taskId, decisionId } };
};

interface Decided {
  readonly decision: DecisionRequest;
}

/**
 * Claimed first, so that nobody comes between; the decision ends the task in its own transaction. One that waits for a second person
 * leaves it open. What is about an earlier decision names that alone; all else is of the task's library unless it says so.
 */
async function decideTask(deps: ApiDeps, call: ClientCall, ask: Decided & { readonly taskId: string }): Promise<{ task: TaskRow; decisionId: string; state: string }> {
  const { decisions } = deps;
  if (decisions === undefined) throw new HubError('DECISIONS_UNAVAILABLE', 'no decision service is built in');
  const me = workerOf(call);
  const { library, goldenIds } = await claim(deps, ask.taskId, me);
  const named = ask.decision.kind === 'same' || ask.decision.kind === 'not_same' ? { goldens: goldenIds } : {};
  const request = 'decisionId' in ask.decision ? ask.decision : { library, ...named, ...ask.decision, taskId: ask.taskId };
  const { decisionId, state } = await decisions.decide(request, { ...me, agencyCode: call.caller.agencyCode });
  return { task: await noteDecision(deps, ask.taskId, { me, decisionId }), decisionId, state };
}

export const actOnTasks: ClientHandler = async (deps, call, { body }) => {
  const { taskIds, action, decision, outcome, reason } = body as TaskClosing & Partial<Decided> & { readonly taskIds: readonly string[]; readonly action: 'close' | 'decide' };
  const me = workerOf(call);
  const results = await forEachTask(taskIds, (taskId) =>
    action === 'close' ? close(deps, taskId, { outcome, reason, me }) : decideTask(deps, call, { taskId, decision: decision! }));
  const ended = results.filter(({ result }) => result === 'done').map(({ taskId }) => taskId);
  const done = ended.length;
  const items = results.map(({ code, ...result }) => (code === undefined ? result : { ...result, code, title: errorLabels[code as ErrorCode].title[call.language] }));
  const refused = results.length - done;
  return { body: withoutSubjectData({ done, refused, results: items }), details: { action, outcome: outcome ?? null, done, refused, taskIds: ended } };
};

function told(deps: ApiDeps, task: TaskRow): Outcome {
  const { taskId, library, goldenIds, state, closedReason } = task;
  return { body: withoutSubjectData(labelTask(deps.libraries, task)), library, goldenIds, subjectCount: goldenIds.length, details: { taskId, state, closedReason } };
}
