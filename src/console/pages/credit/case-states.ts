// A case as the contract has it, and what its states are called.
import type { components } from '../../../generated/openapi.ts';
import { useWords } from '../../parts/words.ts';
import { words } from './words.ts';

export type CreditCase = components['schemas']['CreditCase'];

export function useCaseStates(): Record<CreditCase['state'], string> {
  const text = useWords(words);
  return {
    open: text.stateOpen, accepted: text.accepted, approved: text.approved, corrected: text.corrected, refused: text.refused, withdrawn: text.withdrawn,
    lapsed: text.lapsed, undo_proposed: text.undo_proposed, undone: text.undone,
  };
}
