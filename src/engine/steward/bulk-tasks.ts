// One act on many tasks, each with its own outcome: what is refused for one stops no other.
import { HubError } from '../../kernel/errors.ts';

export interface BulkOutcome<Result extends string> {
  readonly taskId: string;
  readonly result: Result | 'refused';
  /** Code and facts of the refusal. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * One task after the other, each in a transaction of its own: a statement over a thousand rows would hold their locks together and
 * could deadlock with a load that settles them. A fault is thrown; what was done until then stays done. Who waited in vain for the library
 * does not wait again for each further task.
 */
export async function forEachTask<Result extends string>(taskIds: readonly string[], act: (taskId: string) => Promise<Result>): Promise<BulkOutcome<Result>[]> {
  const outcomes: BulkOutcome<Result>[] = [];
  for (const taskId of taskIds) {
    const busy = outcomes.at(-1)?.code === 'LIBRARY_BUSY' ? outcomes.at(-1) : undefined;
    outcomes.push(busy === undefined ? await outcomeOf(taskId, act) : { ...busy, taskId });
  }
  return outcomes;
}

async function outcomeOf<Result extends string>(taskId: string, act: (taskId: string) => Promise<Result>): Promise<BulkOutcome<Result>> {
  try {
    return { taskId, result: await act(taskId) };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const { taskId: _id, ...details } = error.details ?? {};
    return { taskId, result: 'refused', code: error.code, ...(Object.keys(details).length > 0 ? { details } : {}) };
  }
}
