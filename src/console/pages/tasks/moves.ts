// What “same” and “not same” mean for a task, by what it is about; pure.
import type { Library } from '../../parts/library.ts';
import { evidenceOf, type Task, type TaskDecision } from './queue.ts';
import { uniqueAttributeOf } from '../../parts/library.ts';
import type { Direction } from './relation.ts';
import type { Golden, Shape } from './sides.ts';
import { heldRecords } from './use-preview.ts';

export type Verdict = 'same' | 'not_same';

export interface Facts {
  readonly task: Task;
  readonly shape: Shape;
  readonly library: Library;
  readonly goldens: readonly Golden[];
  readonly picked: ReadonlySet<string>;
  /** Which golden record stands in the proposed relation to which. */
  readonly direction: Direction | null;
}

/** A decision to send; `close`: the verdict changes nothing; `pick`: first say which records; null: the task has no such verdict. */
export type Move = { readonly decision: TaskDecision } | 'close' | 'pick' | null;

export function moveOf(verdict: Verdict, { task, shape, library, goldens, picked, direction }: Facts, reason: string): Move {
  const expect = goldens.map(({ goldenId, version }) => ({ goldenId, version }));
  const golden = task.goldenIds[0] ?? '';
  if (shape !== 'confirm' && expect.length < task.goldenIds.length) return null;
  if (shape === 'goldens') {
    const accepts = verdict === 'same' && haveDifferentNumbers(library, goldens) ? { acceptsNumbers: true } : {};
    return { decision: { kind: verdict, reason, expect, goldens: [...task.goldenIds], ...accepts } };
  }
  if (shape === 'relation') {
    return direction === null ? null : { decision: { kind: verdict === 'same' ? 'relate' : 'not_related', reason, expect, relation: evidenceOf(task).relation!, golden: direction.from, to: direction.to } };
  }
  if (shape === 'held') {
    const records = heldRecords(task);
    return verdict === 'same' ? { decision: { kind: 'move', reason, records, to: golden, expect } } : { decision: { kind: 'split', reason, records } };
  }
  if (shape === 'within') {
    if (verdict === 'same') return 'close';
    return picked.size === 0 ? 'pick' : { decision: { kind: 'split', reason, records: [...picked], golden, expect } };
  }
  if (shape === 'confirm') {
    const decisionId = decisionToConfirm(task);
    return decisionId === undefined ? null : { decision: { kind: verdict === 'same' ? 'confirm' : 'decline', reason, decisionId } };
  }
  if (shape === 'challenge') return { decision: { kind: verdict === 'same' ? 'accept_challenge' : 'refuse_challenge', reason, challengeId: task.challengeId!, golden, expect } };
  return null;
}

export function decisionToConfirm(task: Task): string | undefined {
  const evidence = evidenceOf(task);
  return evidence.decisionId ?? evidence.decision?.decisionId ?? (task.decisionId ?? undefined);
}

/** Both sides have the unique number, and not the same one. */
export function haveDifferentNumbers(library: Library, goldens: readonly Golden[]): boolean {
  const attribute = uniqueAttributeOf(library);
  if (attribute === undefined) return false;
  const numbers = goldens.map(({ provenance }) => provenance.attributes[attribute]?.value).filter((value) => value != null && value !== '');
  return new Set(numbers.map(String)).size > 1;
}
