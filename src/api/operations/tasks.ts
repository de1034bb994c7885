// GET /v1/tasks and /v1/tasks/{taskId}: for stewards and operators (their scope).
import { listTasks as queryTasks, readTask as queryTask } from '../../engine/query/tasks.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';

export const listTasks: ClientHandler = async (deps, _call, { parameters }) => {
  const page = await queryTasks(deps.pool, {
    library: parameters['library'] as string | undefined,
    kind: parameters['kind'] as string | undefined,
    state: String(parameters['state']),
    limit: Number(parameters['limit']),
    after: parameters['after'] as string | undefined,
  });
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
  return { body: withoutSubjectData({ items: page.tasks, ...(page.next === null ? {} : { next: page.next }) }) };
};

export const readTask: ClientHandler = async (deps, _call, { parameters }) => {
  const task = await queryTask(deps.pool, deps.libraries, String(parameters['taskId']));
  if (task === null) throw new HubError('NOT_FOUND', 'no such task');
  return {
    // Evidence holds sources, rules and counts; what a steward needs to see of a subject comes from its own operations.
    body: withoutSubjectData(task),
    library: task.library,
    goldenIds: task.goldenIds,
    subjectCount: task.goldenIds.length,
    details: { taskId: task.taskId },
  };
};
