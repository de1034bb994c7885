// Compares civil dates. A date on 1 January, or a bare year, says just its year where the other date lies in the same year.
import { isNullText } from '../../standards/null-text.ts';
import { isSettled } from '../characters.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { countDifferentPlaces, isNeighbourSwap } from './edits.ts';
import { readForeignDate } from './foreign-date.ts';

/** A date as digits; month and day are 0 where it does not say them. Not necessarily a day of the calendar. */
export interface PreparedDate {
  readonly digits: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** The other reading of a date whose day and month may stand either way. */
  readonly turned: PreparedDate | null;
}

const EQUAL = 0;
const SWAPPED = 1;
const ONE_DIGIT = 2;
const YEAR_ONLY = 3;
const TWO_PARTS = 4;
const SAME_YEAR = 5;
const DIFFERENT = 6;

const SEPARATED = /^(\d{4})[-/.年 ](\d{1,2})(?:[-/.月 ](\d{1,2})日?)?(?:[T ].*)?月?$/;
const COMPACT = /^(\d{4})(\d{2})?(\d{2})?年?$/;
/** A year typed wrong by more than this is not the same year typed wrong. */
const NEAR_YEARS = 10;

export const date: Comparator<PreparedDate> = {
  code: 'date',
  levels: [
    level('equal', '日期相同', 'dates are equal'),
    level('swapped', '日期的月日颠倒或相邻两位颠倒', 'day and month, or two neighbouring digits of the date, are swapped'),
    level('one_digit', '日期差一位数字或一天', 'dates differ by one digit or one day'),
    level('year_only', '年份相同，其中一个日期只有年份', 'same year, one date says only its year'),
    level('two_parts', '日期的年月或月日相同', 'same year and month, or same month and day'),
    level('same_year', '仅年份相同', 'only the year is the same'),
    level('different', '日期不同', 'dates are different'),
  ],
  prepare: prepareDate,
  compare,
  term: ({ digits }) => digits,
  frequencyLevels: 1,
};

/** Reads a date in ISO, compact or separated form, or as other countries write it; null for anything else, and for a year outside 1000-2999. */
export function prepareDate(value: string): PreparedDate | null {
  const text = isSettled(value) ? value : value.normalize('NFKC').trim();
  if (isNullText(text)) return null;
  const found = SEPARATED.exec(text) ?? COMPACT.exec(text);
  if (found) return createDate(Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0));
  const foreign = readForeignDate(text);
  if (foreign === null) return null;
  const { year, month, day, isOrderOpen } = foreign;
  return createDate(year, month, day, isOrderOpen ? createDate(year, day, month) : null);
}

function createDate(year: number, month: number, day: number, turned: PreparedDate | null = null): PreparedDate | null {
  return year >= 1000 && year < 3000 ? { digits: String(year * 10_000 + month * 100 + day), year, month, day, turned } : null;
}

/** A date that can be read in two ways agrees in the better one, no better than one whose day and month are swapped. */
function compare(a: PreparedDate, b: PreparedDate): number {
  const plain = compareReadings(a, b);
  const other = Math.min(a.turned === null ? DIFFERENT : compareReadings(a.turned, b), b.turned === null ? DIFFERENT : compareReadings(a, b.turned));
  return Math.min(plain, Math.max(SWAPPED, other));
}

function compareReadings(a: PreparedDate, b: PreparedDate): number {
  if (a.digits === b.digits) return EQUAL;
  if (a.year === b.year && (isYearOnly(a) || isYearOnly(b))) return YEAR_ONLY;
  const count = countDifferentPlaces(a.digits, b.digits);
  if (count === 1) return ONE_DIGIT;
  if (isSwapped(a, b) || (count === 2 && isNeighbourSwap(a.digits, b.digits))) return SWAPPED;
  if (isOtherCentury(a, b) || isOneDay(a, b)) return ONE_DIGIT;
  if (hasTwoParts(a, b)) return TWO_PARTS;
  return a.year === b.year ? SAME_YEAR : DIFFERENT;
}

function isSwapped(a: PreparedDate, b: PreparedDate): boolean {
  return a.year === b.year && a.month === b.day && a.day === b.month;
}

function hasTwoParts(a: PreparedDate, b: PreparedDate): boolean {
  return a.month === b.month && (a.year === b.year || (a.day === b.day && Math.abs(a.year - b.year) <= NEAR_YEARS));
}

function isYearOnly(date: PreparedDate): boolean {
  return date.month === 0 || (date.month === 1 && date.day === 1);
}

function isOtherCentury(a: PreparedDate, b: PreparedDate): boolean {
  return Math.abs(a.year - b.year) === 100 && a.month === b.month && a.day === b.day;
}

function isOneDay(a: PreparedDate, b: PreparedDate): boolean {
  if (Math.abs(a.year - b.year) > 1) return false;
  return Math.abs(Date.UTC(a.year, a.month - 1, a.day) - Date.UTC(b.year, b.month - 1, b.day)) === 86_400_000;
}
