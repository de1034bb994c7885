// Claim, next, release, skip, close, resolve, bulk and its preview: what a steward does with tasks.
import { nameAttribute } from '../../definition/columns.ts';
import { comparingReach, type GoldenRow } from '../../engine/query/reach.ts';
import { readOthers } from '../../engine/query/relations.ts';
import { labelTask, proposedRelation, readTask } from '../../engine/query/tasks.ts';
import { forEachTask, type BulkOutcome } from '../../engine/steward/bulk-tasks.ts';
import { previewDecision } from '../../engine/steward/decide.ts';
import type { DecidedRelation, FirstRequest, Seen } from '../../engine/steward/decision.ts';
import type { TaskClosing, TaskSort } from '../../engine/steward/task-queue.sql.ts';
import { claimNext, claimTask as claim, closeTask as close, noteDecision, refuseTaken, releaseTask as release, viewOf, type TaskRow } from '../../engine/steward/task-queue.ts';
import { errorLabels, HubError, type ErrorCode } from '../../kernel/errors.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, DecisionRequest, Outcome } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';
import { reachOf } from '../record-view.ts';
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
  const { decision } = body as { readonly decision: DecisionRequest };
  if (!('decisionId' in decision)) requireSeen(decision as unknown as FirstRequest);
  const named = decision.kind === 'same' || decision.kind === 'not_same';
  const { task, decisionId, state } = await decideTask(deps, call, String(parameters['taskId']), async ({ goldenIds }) =>
    (named ? { goldens: goldenIds, ...decision } : decision));
  const answer = { task: labelTask(deps.libraries, task), decisionId, decisionState: state };
  return { ...told(deps, task), body: withoutSubjectData(answer), details: { taskId: task.taskId, decisionId } };
};

/**
 * Claimed first, so that nobody comes between; the decision ends the task in its own transaction. One that waits for a second person
 * leaves it open. What is about an earlier decision names that alone; all else is of the task's library unless it says so.
 */
async function decideTask(
  deps: ApiDeps, call: ClientCall, taskId: string, decisionOf: (task: TaskRow) => Promise<DecisionRequest>,
): Promise<{ task: TaskRow; decisionId: string; state: string }> {
  const { decisions } = deps;
  if (decisions === undefined) throw new HubError('DECISIONS_UNAVAILABLE', 'no decision service is built in');
  const me = workerOf(call);
  const claimed = await claim(deps, taskId, me);
  const decision = await decisionOf(claimed);
  const request = 'decisionId' in decision ? decision : { library: claimed.library, ...decision, taskId };
  const { decisionId, state } = await decisions.decide(request, { ...me, agencyCode: call.caller.agencyCode });
  return { task: await noteDecision(deps, taskId, { me, decisionId }), decisionId, state };
}

/** One decision for many tasks; `expect` of all their golden records. */
interface BulkDecision {
  readonly kind: 'same' | 'not_same' | 'relate' | 'not_related';
  readonly reason: string;
  readonly expect?: readonly Seen[];
}

export const actOnTasks: ClientHandler = async (deps, call, { body }) => {
  const { taskIds, action, decision, outcome, reason } = body as TaskClosing & {
    readonly taskIds: readonly string[]; readonly action: 'close' | 'decide'; readonly decision?: BulkDecision;
  };
  const me = workerOf(call);
  const results = await forEachTask(taskIds, async (taskId): Promise<'done' | 'proposed'> => {
    if (action === 'close') await close(deps, taskId, { outcome, reason, me });
    else if ((await decideTask(deps, call, taskId, (task) => decisionOn(deps, call, task, decision!))).state === 'proposed') return 'proposed';
    return 'done';
  });
  const ended = results.filter(({ result }) => result === 'done').map(({ taskId }) => taskId);
  const proposed = results.filter(({ result }) => result === 'proposed').length;
  const done = ended.length;
  const refused = results.length - done - proposed;
  const details = { action, outcome: outcome ?? null, kind: decision?.kind ?? null, done, proposed, refused, taskIds: ended };
  return { body: withoutSubjectData({ done, proposed, refused, results: results.map((result) => inWords(call, result)) }), details };
};

/** The decision as it is about this task. Whoever states versions states all of them. */
async function decisionOn(deps: ApiDeps, call: ClientCall, task: TaskRow, { kind, reason, expect }: BulkDecision): Promise<DecisionRequest> {
  const seen = expect?.filter(({ goldenId }) => task.goldenIds.includes(goldenId));
  const request = { kind, reason, ...(seen === undefined || seen.length === 0 ? {} : { expect: seen }), ...(await subjectsOf(deps, call, task, kind)) };
  if (expect !== undefined) requireSeen(request as unknown as FirstRequest);
  return request;
}

/** The golden records that the task names, as the kind of decision names them. */
async function subjectsOf(deps: ApiDeps, call: ClientCall, task: TaskRow, kind: BulkDecision['kind']): Promise<object> {
  if (kind === 'same' || kind === 'not_same') return { goldens: task.goldenIds };
  const relation = proposedRelation(task.evidence === undefined ? await requireTask(deps, call, task.taskId) : task);
  if (relation === null) throw new HubError('DECISION_INVALID', 'the task proposes no relation', { why: 'relation' });
  return { relation: relation.type, golden: relation.from, to: relation.to };
}

/** The task with its evidence, or NOT_FOUND. */
async function requireTask(deps: ApiDeps, call: ClientCall, taskId: string): Promise<TaskRow> {
  const task = await readTask(deps.pool, deps.libraries, { taskId, view: viewOf(deps, workerOf(call)) });
  if (task === null) throw new HubError('NOT_FOUND', 'no such task');
  return task;
}

interface ShownGolden extends Seen {
  readonly name: unknown;
}

interface ShownTask {
  readonly library: string;
  readonly goldens: readonly ShownGolden[];
  readonly relation?: DecidedRelation;
  readonly needsSecond?: boolean;
}

export const previewTasks: ClientHandler = async (deps, call, { body }) => {
  const { taskIds, kind } = body as { readonly taskIds: readonly string[]; readonly kind: BulkDecision['kind'] };
  const me = workerOf(call);
  const shown = new Map<string, ShownTask>();
  const results = await forEachTask(taskIds, async (taskId): Promise<'ready'> => {
    const task = await requireTask(deps, call, taskId);
    const { library } = task;
    const goldens = await goldensOf(deps, call, task);
    shown.set(taskId, { library, goldens });
    refuseTaken(task, { me });
    const expect = goldens.map(({ goldenId, version }) => ({ goldenId, version }));
    const request = { library, taskId, ...(await decisionOn(deps, call, task, { kind, reason: 'preview', expect })) } as unknown as FirstRequest;
    const { needsSecondPerson: needsSecond } = await previewDecision(deps, request, me, null);
    shown.set(taskId, { library, goldens, relation: relationOf(request), needsSecond });
    return 'ready';
  });
  const all = [...shown.values()];
  const goldenIds = [...new Set(all.flatMap(({ goldens }) => goldens.map(({ goldenId }) => goldenId)))];
  const libraries = new Set(all.map(({ library }) => library));
  const ready = results.filter(({ result }) => result === 'ready').length;
  const items = results.map((result) => {
    const { goldens = [], relation } = shown.get(result.taskId) ?? {};
    return { ...inWords(call, result), goldens, ...(relation === undefined ? {} : { relation }) };
  });
  const refused = items.length - ready;
  const needsSecondPerson = all.some(({ needsSecond }) => needsSecond === true);
  return {
    body: withoutSubjectData({ ready, refused, needsSecondPerson, results: items }),
    library: libraries.size === 1 ? [...libraries][0]! : null, goldenIds, subjectCount: goldenIds.length, details: { kind, ready, refused },
  };
};

function relationOf(request: FirstRequest): DecidedRelation | undefined {
  return request.kind === 'relate' || request.kind === 'not_related' ? { type: request.relation, from: request.golden, to: request.to } : undefined;
}

/** The golden records that the task names, with the versions to decide on and the names that an agreement shows. */
async function goldensOf(deps: ApiDeps, { caller, matter }: ClientCall, task: TaskRow): Promise<ShownGolden[]> {
  const { goldenIds } = task;
  const library = requireLibrary(task.library, deps.libraries);
  const grant = deps.access.grant(caller, { library: library.code, operation: 'read', purpose: matter?.purpose ?? '' });
  const alive = await readOthers(deps.pool, library, { reach: comparingReach(library, []), goldenIds });
  const named = grant === null ? new Map<string, GoldenRow>() : await readOthers(deps.pool, library, { reach: reachOf(library, grant), goldenIds });
  return [...alive.values()].map(({ '@golden_id': goldenId, '@version': version }) => {
    const row = named.get(goldenId);
    const name = row === undefined || grant === null ? null : maskValues(library, grant, row)[nameAttribute(library) ?? ''] ?? null;
    return { goldenId, version, name };
  });
}

/** The outcome with what its refusal means. */
function inWords({ language }: ClientCall, { code, ...outcome }: BulkOutcome<string>): object {
  return code === undefined ? outcome : { ...outcome, code, title: errorLabels[code as ErrorCode].title[language] };
}

function told(deps: ApiDeps, task: TaskRow): Outcome {
  const { taskId, library, goldenIds, state, closedReason } = task;
  return { body: withoutSubjectData(labelTask(deps.libraries, task)), library, goldenIds, subjectCount: goldenIds.length, details: { taskId, state, closedReason } };
}
