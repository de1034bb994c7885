// GET /v1/tasks, /v1/tasks/counts, /v1/tasks/{taskId}, /v1/task-kinds: what waits for a steward.
import { countTasks as queryCounts, followGolden, labelTask, listTasks as queryTasks, readEvidenceValues, readTask as queryTask, type TaskCount, type TaskRow } from '../../engine/query/tasks.ts';
import { claimTask, viewOf } from '../../engine/steward/task-queue.ts';
import type { TaskFilter, TaskSort } from '../../engine/steward/task-queue.sql.ts';
import { kindLabel, taskKinds } from '../../engine/steward/task-kinds.ts';
import { readDueDates } from '../../engine/steward/terms.ts';
import { HubError } from '../../kernel/errors.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, Outcome } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { workerOf } from '../worker.ts';

export const listTasks: ClientHandler = async (deps, call, { parameters }) => {
  const page = await queryTasks(deps.pool, {
    filter: await filterOf(deps, parameters),
    sort: parameters['sort'] as TaskSort,
    limit: Number(parameters['limit']),
    after: parameters['after'] as string | undefined,
  }, viewOf(deps, workerOf(call)));
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
  const items = page.tasks.map((task) => labelTask(deps.libraries, task));
  return { body: withoutSubjectData({ items, ...(page.next === null ? {} : { next: page.next }) }) };
};

export const countTasks: ClientHandler = async (deps, call, { parameters }) => {
  const counts = await queryCounts(deps.pool, await filterOf(deps, parameters), viewOf(deps, workerOf(call)));
  const group = (name: 'kind' | 'priority' | 'department') => (count: TaskCount): object => ({
    ...(name === 'kind' ? { library: count.library, kindLabel: kindLabel(deps.libraries, count.library ?? '', count.kind ?? '') } : {}),
    [name]: count[name],
    ...sumsOf(count),
  });
  return {
    body: withoutSubjectData({
      total: sumsOf(counts.total),
      byKind: counts.byKind.map(group('kind')),
      byPriority: counts.byPriority.map(group('priority')),
      byDepartment: counts.byDepartment.map(group('department')),
      doneToday: counts.doneToday,
      doneTodayByMe: counts.doneTodayByMe,
    }),
  };
};

function sumsOf(count: TaskCount | undefined): object {
  const { waiting = 0, claimed = 0, mine = 0, overdue = 0, dueToday = 0 } = count ?? {};
  return { waiting, open: waiting - claimed, claimed, mine, overdue, dueToday };
}

export const readTask: ClientHandler = async (deps, call, { parameters }) => {
  const view = viewOf(deps, workerOf(call));
  const ask = { taskId: String(parameters['taskId']), view };
  const task = await queryTask(deps.pool, deps.libraries, ask);
  if (task === null) throw new HubError('NOT_FOUND', 'no such task');
  const { clientId, operatorId } = task.claimedBy ?? {};
  const isMine = clientId === view.me.clientId && operatorId === view.me.operatorId;
  // Reading is work: the claim goes on.
  const now = isMine ? { ...task, claimedUntil: (await claimTask(deps, task.taskId, view.me)).claimedUntil } : task;
  return { ...(await showTask(deps, call, now)), details: { taskId: task.taskId } };
};

/**
 * The task with what its records say, as the agreement for the stated purpose shows it: without one, sources, rules and counts alone.
 * Records that wait outside every golden record are seen here and nowhere else.
 */
export async function showTask(deps: ApiDeps, { caller, matter }: ClientCall, task: TaskRow): Promise<Outcome> {
  const library = deps.libraries.find(({ code }) => code === task.library);
  const grant = library && deps.access.grant(caller, { library: library.code, operation: 'read', purpose: matter?.purpose ?? '' });
  const told = (task.evidence as { readonly records?: readonly { readonly record: string }[] } | undefined)?.records ?? [];
  const shown = { library: task.library, goldenIds: task.goldenIds, subjectCount: task.goldenIds.length };
  if (!library || !grant || told.length === 0) return { ...shown, body: withoutSubjectData(labelTask(deps.libraries, task)) };
  const reach = reachOf(library, grant);
  const values = await readEvidenceValues(deps.pool, library, task.taskId, reach);
  const records = told.map((record) => {
    const row = values.get(record.record);
    return row === undefined ? record : { ...record, attributes: maskValues(library, grant, row) };
  });
  const seen = { ...task, evidence: { ...task.evidence, records } };
  return { ...shown, body: withoutSubjectData(labelTask(deps.libraries, seen)), attributes: reach.columns };
}

export const listTaskKinds: ClientHandler = async (deps) => {
  const dates = await readDueDates(deps.pool, deps.clock.today());
  const items = deps.libraries.flatMap((library) => taskKinds(library).map((kind) => {
    const term = dates.termOf(`task:${kind.code}`);
    const { days, unit, validFrom, legalBasis, isConfirmed } = term ?? {};
    return { library: library.code, ...kind, term: term && { days, unit, validFrom, legalBasis, isConfirmed } };
  }));
  return { body: withoutSubjectData({ items }) };
};

/** The filter that parameters or a body state. */
export async function filterOf(deps: Pick<ApiDeps, 'pool' | 'libraries'>, given: Readonly<Record<string, unknown>>): Promise<TaskFilter> {
  const goldenId = given['goldenId'] as string | undefined;
  return {
    library: given['library'] as string | undefined,
    kind: given['kind'] as string | undefined,
    rule: given['rule'] as string | undefined,
    state: given['state'] as TaskFilter['state'],
    claimedBy: given['claimedBy'] as string | undefined,
    mine: given['mine'] as boolean | undefined,
    isOverdue: given['overdue'] as boolean | undefined,
    dueBefore: given['dueBefore'] as string | undefined,
    priority: given['priority'] as number | undefined,
    department: given['department'] as string | undefined,
    ...(goldenId === undefined ? {} : { goldenIds: await followGolden(deps.pool, deps.libraries, goldenId) }),
  };
}
