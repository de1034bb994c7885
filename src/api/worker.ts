// Who works on tasks and challenges: the client and the operator that it names in X-Operator-Id.
import type { Worker } from '../engine/steward/task-queue.sql.ts';
import type { ClientCall } from './deps.ts';

export function workerOf({ caller, matter }: ClientCall): Worker {
  if (matter === null) throw new Error('the operation names no operator: x-purpose is missing in the contract');
  return { clientId: caller.clientId, operatorId: matter.operatorId };
}
