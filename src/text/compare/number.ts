// Compares amounts and other numbers.
import { readCapital } from '../amounts.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';

/** A number, with the significant digits of its decimal form (12 of 1200 and of 0.12). */
export interface PreparedNumber {
  readonly value: number;
  readonly significant: string;
}

const EQUAL = 0;
const ONE_PERCENT = 1;
const UNIT_SLIP = 2;
const TEN_PERCENT = 3;
const DIFFERENT = 4;

export const number: Comparator<PreparedNumber> = {
  code: 'number',
  levels: [
    level('equal', '数值相同', 'numbers are equal'),
    level('one_percent', '数值相差不超过 1%', 'numbers are within one per cent'),
    level('unit_slip', '数字相同而小数点或单位不同', 'same digits, other unit or decimal point'),
    level('ten_percent', '数值相差不超过 10%', 'numbers are within ten per cent'),
    level('different', '数值不同', 'numbers are different'),
  ],
  prepare: prepareNumber,
  compare,
  term: ({ value }) => String(value),
  frequencyLevels: 1,
};

/** Reads a plain number, or an amount in any form that the reader of amounts knows; null when there is none. */
export function prepareNumber(value: string): PreparedNumber | null {
  const amount = readCapital(value, () => undefined, { unit: '元' })?.amount;
  if (amount === undefined || amount === '') return null;
  const parsed = Number(amount);
  return Number.isFinite(parsed) ? { value: parsed, significant: amount.replace(/[-.]/g, '').replace(/^0+/, '').replace(amount.includes('.') ? '' : /0+$/, '') } : null;
}

function compare(a: PreparedNumber, b: PreparedNumber): number {
  if (a.value === b.value) return EQUAL;
  const larger = Math.max(Math.abs(a.value), Math.abs(b.value));
  const gap = Math.abs(a.value - b.value) / larger;
  if (gap <= 0.01) return ONE_PERCENT;
  if (a.significant === b.significant && a.significant !== '' && a.value * b.value > 0) return UNIT_SLIP;
  return gap <= 0.1 ? TEN_PERCENT : DIFFERENT;
}
