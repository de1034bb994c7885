// What may be done in a case, by whom, and what it does to the entry. Pure: the whole course of a case can be read here.
import { HubError } from '../../kernel/errors.ts';
import type { CaseAction, CaseRow, CaseSide, CaseState } from './types.ts';

type EffectKind = 'repaired' | 'corrected' | 'suspended' | 'disputed';

export interface CasePlan {
  readonly state: CaseState;
  readonly isSuspended: boolean;
  readonly adds: readonly EffectKind[];
  readonly ends: readonly EffectKind[];
  /** Whether the case has ended with it. */
  readonly isEnd: boolean;
  /** Matter of the term that runs from here on; null: nothing new is due. */
  readonly term: string | null;
}

export const liveStates: readonly CaseState[] = ['open', 'accepted'];
/** What rests on a case being open. */
const ofOpenCase: readonly EffectKind[] = ['disputed', 'suspended'];

/** What the side may do now. A department or steward decides; who filed the case takes it back; a mistake is undone by a decider. */
export function possibleActions({ kind, state, isSuspended }: Pick<CaseRow, 'kind' | 'state' | 'isSuspended'>, side: CaseSide): CaseAction[] {
  const isLive = liveStates.includes(state);
  if (side === 'filer') return isLive ? ['withdraw'] : [];
  if (state === 'approved' || state === 'corrected') return ['undo'];
  if (state === 'undo_proposed') return ['confirm', 'decline'];
  if (!isLive) return [];
  const decide: CaseAction[] = kind === 'repair' ? ['approve'] : state === 'open' ? ['correct', 'accept'] : ['correct'];
  return [...decide, 'refuse', isSuspended ? 'resume' : 'suspend'];
}

/**
 * What the action makes of the case. CREDIT_CASE_STEP when the side may not take it in this state. `hasEffect`: whether the case itself
 * ended the entry, which is what can be undone; `isFourEyes`: undoing waits for a second person.
 */
export function planAction(
  row: Pick<CaseRow, 'caseId' | 'kind' | 'state' | 'isSuspended'>,
  action: CaseAction,
  { side, hasEffect, isFourEyes }: { readonly side: CaseSide; readonly hasEffect: boolean; readonly isFourEyes: boolean },
): CasePlan {
  const possible = possibleActions(row, side).filter((each) => each !== 'undo' || hasEffect);
  if (!possible.includes(action)) {
    throw new HubError('CREDIT_CASE_STEP', `${action} is not possible in a ${row.kind} that is ${row.state}`, { caseId: row.caseId, state: row.state, possible });
  }
  const stay = { state: row.state, isSuspended: row.isSuspended, adds: [], ends: [], isEnd: false, term: null };
  const end = { ...stay, isSuspended: false, ends: ofOpenCase, isEnd: true };
  const endedBy: EffectKind = row.kind === 'repair' ? 'repaired' : 'corrected';
  const ended: CaseState = row.kind === 'repair' ? 'approved' : 'corrected';
  switch (action) {
    case 'approve':
    case 'correct':
      return { ...end, state: ended, adds: [endedBy] };
    case 'accept':
      return { ...stay, state: 'accepted', term: 'objection:correct' };
    case 'refuse':
      return { ...end, state: 'refused' };
    case 'withdraw':
      return { ...end, state: 'withdrawn' };
    case 'suspend':
      return { ...stay, isSuspended: true, adds: ['suspended'] };
    case 'resume':
      return { ...stay, isSuspended: false, ends: ['suspended'] };
    case 'undo':
      return isFourEyes ? { ...stay, state: 'undo_proposed' } : { ...stay, state: 'undone', ends: [endedBy] };
    case 'confirm':
      return { ...stay, state: 'undone', ends: [endedBy] };
    case 'decline':
      return { ...stay, state: ended };
  }
}
