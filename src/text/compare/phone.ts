// Compares telephone numbers, of the mainland and of abroad; a cell may hold several, and the best pair counts.
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { countDifferentPlaces, isNeighbourSwap, isOneEdit } from './edits.ts';

/** The numbers of a cell: digits, `*` for a hidden one, without country code; the area code of a landline apart. */
export type PreparedPhone = readonly { readonly area: string; readonly number: string }[];

const EQUAL = 0;
const PARTLY = 1;
const ONE_DIGIT = 2;
const DIFFERENT = 3;

const BETWEEN_NUMBERS = /[,;、/|，；]|\s{2,}|\s(?=1[3-9]\d{9})/;
const EXTENSION = /(?:转|分机|EXT\.?|X)\d+$|(?<=\d{7})-\d{1,5}$/i;
/** As nearly every number is sent. */
const MOBILE = /^1\d{10}$/;
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))([\d*]{7,8})$/;
const LEAST_DIGITS = 7;
/** Of the countries whose code is 1 or 7. */
const NATIONAL_DIGITS = 10;
/** Of a number partly hidden. */
const LEAST_VISIBLE = 6;

export const phone: Comparator<PreparedPhone> = {
  code: 'phone',
  levels: [
    level('equal', '电话相同', 'telephone numbers are equal'),
    level('partly_visible', '电话已知部分相同（缺区号或有遮盖）', 'telephone numbers agree without area code or where visible'),
    level('one_digit', '电话差一位或相邻两位颠倒', 'telephone numbers differ in one digit, or two are swapped'),
    level('different', '电话不同', 'telephone numbers are different'),
  ],
  prepare: preparePhone,
  compare,
  term: (numbers) => numbers.map(({ area, number }) => area + number).sort().join(' '),
  frequencyLevels: 1,
};

/** Reads the numbers of a cell; null when none has seven digits. */
export function preparePhone(value: string): PreparedPhone | null {
  if (MOBILE.test(value)) return /^(\d)\1*$/.test(value) ? null : [{ area: '', number: value }];
  const numbers = value.normalize('NFKC').split(BETWEEN_NUMBERS).flatMap((part) => {
    const digits = part.trim().replace(EXTENSION, '').replace(/[^\d*]/g, '').replace(/^(?:00)?86(?=1[3-9]\d{9}$|0?\d{9,11}$)/, '');
    const [, area = '', number = digits] = LANDLINE.exec(digits) ?? [];
    const isVisible = number.length >= LEAST_DIGITS && number.replaceAll('*', '').length >= LEAST_VISIBLE;
    return isVisible && !/^(\d)\1*$/.test(digits) ? [{ area, number }] : [];
  });
  return numbers.length === 0 ? null : numbers;
}

function compare(a: PreparedPhone, b: PreparedPhone): number {
  let best = DIFFERENT;
  for (const one of a) for (const other of b) best = Math.min(best, compareNumbers(one, other));
  return best;
}

function compareNumbers(a: PreparedPhone[number], b: PreparedPhone[number]): number {
  const isAreaMissing = a.area !== b.area && (a.area === '' || b.area === '');
  if (a.area !== b.area && !isAreaMissing) return DIFFERENT;
  if (isTail(a, b) || isTail(b, a)) return PARTLY;
  if (a.number === b.number && !a.number.includes('*')) return isAreaMissing ? PARTLY : EQUAL;
  if (a.number.includes('*') || b.number.includes('*')) return agreesWhereVisible(a.number, b.number) ? PARTLY : DIFFERENT;
  return isSlip(a.number, b.number) ? ONE_DIGIT : DIFFERENT;
}

/** Whether one is the other without its area or country code. */
function isTail(whole: PreparedPhone[number], short: PreparedPhone[number]): boolean {
  const [long, tail] = [whole.area + whole.number, short.area.replace(/^0/, '') + short.number];
  if (tail.length < LEAST_DIGITS || tail.includes('*') || !long.endsWith(tail)) return false;
  // A single digit in front may be one that was dropped, unless it is a country's: those of one digit are 1 and 7.
  return long.length > tail.length + 1 || (long.length === tail.length + 1 && tail.length === NATIONAL_DIGITS && /^[17]/.test(long));
}

function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length) return Math.min(a.length, b.length) > LEAST_DIGITS && isOneEdit(a, b);
  const count = countDifferentPlaces(a, b);
  return count === 1 || (count === 2 && isNeighbourSwap(a, b));
}

function agreesWhereVisible(a: string, b: string): boolean {
  let agreeing = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === '*' || b[i] === '*') continue;
    if (a[i] !== b[i]) return false;
    agreeing++;
  }
  return a.length === b.length && agreeing >= LEAST_VISIBLE;
}
