// Compares coded values and other short texts that are equal or not.
import { isNullText } from '../../standards/null-text.ts';
import { isSettled } from '../characters.ts';
import { simplify } from '../match-forms.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';

export const code: Comparator<string> = {
  code: 'code',
  levels: [level('equal', '相同', 'values are equal'), level('different', '不同', 'values are different')],
  prepare: (value) => (isNullText(value) ? null : plainMatchForm(value) || null),
  compare: (a, b) => (a === b ? 0 : 1),
  term: (value) => value,
  frequencyLevels: 1,
};

/** The form in which two plain texts are equal: simplified, width and case folded, blanks dropped. */
export function plainMatchForm(value: string): string {
  const simple = simplify(value);
  return isSettled(simple) ? simple : simple.normalize('NFKC').toUpperCase().replace(/[\s\u200b-\u200f\ufeff]+/g, '');
}
