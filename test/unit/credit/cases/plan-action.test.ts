// The course of a case: who may do what in which state, and that every way ends what the case began.
import { describe, expect, it } from 'vitest';
import { planAction, possibleActions } from '../../../../src/credit/cases/plan-action.ts';
import type { CaseAction, CaseKind, CaseState } from '../../../../src/credit/cases/types.ts';

const states: CaseState[] = ['open', 'accepted', 'approved', 'corrected', 'refused', 'withdrawn', 'lapsed', 'undo_proposed', 'undone'];
const row = (kind: CaseKind, state: CaseState, isSuspended = false) => ({ caseId: 'c', kind, state, isSuspended });
const by = { side: 'department', hasEffect: true, isFourEyes: false } as const;

describe('a case', () => {
  it('may be acted on so', () => {
    const table = (kind: CaseKind): Record<string, string> => Object.fromEntries(states.map((state) => [state, possibleActions(row(kind, state), 'department').join(' ')]));
    expect(table('repair')).toEqual({
      open: 'approve refuse suspend', accepted: 'approve refuse suspend', approved: 'undo', corrected: 'undo', refused: '', withdrawn: '', lapsed: '', undo_proposed: 'confirm decline', undone: '',
    });
    expect(table('objection')).toMatchObject({ open: 'correct accept refuse suspend', accepted: 'correct refuse suspend' });
    expect(states.map((state) => possibleActions(row('objection', state), 'filer').join(' '))).toEqual(['withdraw', 'withdraw', '', '', '', '', '', '', '']);
    expect(possibleActions(row('repair', 'open', true), 'steward')).toEqual(['approve', 'refuse', 'resume']);
  });

  it('leaves no mark behind when it ends', () => {
    for (const action of ['approve', 'refuse'] as CaseAction[]) expect(planAction(row('repair', 'open', true), action, by)).toMatchObject({ isEnd: true, isSuspended: false, ends: ['disputed', 'suspended'] });
    for (const action of ['correct', 'refuse'] as CaseAction[]) expect(planAction(row('objection', 'accepted'), action, by)).toMatchObject({ isEnd: true, ends: ['disputed', 'suspended'] });
    expect(planAction(row('objection', 'open'), 'withdraw', { ...by, side: 'filer' })).toMatchObject({ isEnd: true, state: 'withdrawn', adds: [] });
  });

  it('undoes only what it did itself, at once or by two', () => {
    expect(planAction(row('repair', 'approved'), 'undo', by)).toMatchObject({ state: 'undone', ends: ['repaired'] });
    expect(planAction(row('repair', 'approved'), 'undo', { ...by, isFourEyes: true })).toMatchObject({ state: 'undo_proposed', ends: [] });
    expect(planAction(row('objection', 'undo_proposed'), 'confirm', by)).toMatchObject({ state: 'undone', ends: ['corrected'] });
    expect(planAction(row('objection', 'undo_proposed'), 'decline', by)).toMatchObject({ state: 'corrected', ends: [] });
    // Corrected by the data: there is nothing of ours to undo.
    expect(() => planAction(row('objection', 'corrected'), 'undo', { ...by, hasEffect: false })).toThrow(expect.objectContaining({ code: 'CREDIT_CASE_STEP' }));
    expect(() => planAction(row('repair', 'refused'), 'approve', by)).toThrow(expect.objectContaining({ code: 'CREDIT_CASE_STEP', details: { caseId: 'c', state: 'refused', possible: [] } }));
  });
});
