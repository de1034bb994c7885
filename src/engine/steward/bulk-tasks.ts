// One act on many tasks, each with its own outcome: what is refused for one stops no other.
import { HubError } from '../../kernel/errors.ts';

export interface BulkOutcome {
  readonly taskId: string;
  readonly result: 'done' | 'refused';
  /** Code and facts of the refusal. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * One task after the other, each in a transaction of its own: a statement over a thousand rows would hold their locks together and
 * could deadlock with a load that settles them. A fault is thrown; what was done until then stays done.
 */
export async function forEachTask(taskIds: readonly string[], act: (taskId: string) => Promise<unknown>): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const taskId of taskIds) outcomes.push(await outcomeOf(taskId, act));
  return outcomes;
}

async function outcomeOf(taskId: string, act: (taskId: string) => Promise<unknown>): Promise<BulkOutcome> {
  try {
    await act(taskId);
    return { taskId, result: 'done' };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const { taskId: _id, ...details } = error.details ?? {};
    return { taskId, result: 'refused', code: error.code, ...(Object.keys(details).length > 0 ? { details } : {}) };
  }
}
