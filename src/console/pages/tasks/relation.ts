// Which of two golden records stands in the proposed relation to the other: as the comparison tells it, or turned round by the steward.
import { evidenceOf, type Task } from './queue.ts';

export interface Direction {
  readonly from: string;
  readonly to: string;
}

export function directionOf(task: Task, isTurned: boolean): Direction | null {
  const { relation, pair } = evidenceOf(task);
  const [one, other] = task.goldenIds;
  if (relation === undefined || one === undefined || other === undefined) return null;
  const part = pair?.records.find(({ record }) => record === pair.relationFrom)?.goldenId ?? one;
  const [from, to] = part === other ? [other, one] : [one, other];
  return isTurned ? { from: to, to: from } : { from, to };
}
