// Compares identifiers: ID numbers, credit codes and the like, also those that a reader refused. 15 and 18 digits of one number are equal.
import { distance } from 'fastest-levenshtein';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { countDifferentPlaces, isNeighbourSwap, isOneEdit } from './edits.ts';
import { LEAST_VISIBLE, prepareIdentifier, upgradeIdentifier } from './identifier-form.ts';
import type { PreparedIdentifier } from './identifier-form.ts';

const EQUAL = 0;
const CONTAINED = 1;
const MASKED = 2;
const ONE_PLACE = 3;
const SWAPPED = 4;
const CUT = 5;
const SAME_BIRTH = 6;
const TWO_PLACES = 7;
const DIFFERENT = 8;

/** From four places on, two numbers have hardly more in common than their region. */
const FEW_PLACES = 3;
/** Shorter codes that differ in one place are two codes. */
const LEAST_FOR_EDITS = 6;

export const identifier: Comparator<PreparedIdentifier> = {
  code: 'identifier',
  levels: [
    level('equal', '号码相同', 'numbers are equal'),
    level('contained', '号码的主体代码相同', 'one number holds the core of the other'),
    level('masked', '号码可见部分相同', 'the visible parts of the numbers agree'),
    level('one_place', '号码差一位', 'numbers differ in one place'),
    level('swapped', '号码相邻两位颠倒', 'two neighbouring places of the number are swapped'),
    level('cut', '号码缺一位或被截断', 'a place of the number is missing, or it was cut'),
    level('same_birth_and_region', '号码的地区和出生日期相同，顺序码不同', 'same region and birth date in the number, other sequence'),
    level('two_places', '号码差两三处', 'numbers differ in two or three places'),
    level('different', '号码不同', 'numbers are different'),
  ],
  prepare: prepareIdentifier,
  compare,
  term: ({ text }) => upgradeIdentifier(text),
  frequencyLevels: 1,
};

function compare(a: PreparedIdentifier, b: PreparedIdentifier): number {
  if (a.state === 'cut' || b.state === 'cut') return compareCut(a, b);
  if (a.state === 'masked' || b.state === 'masked') return compareMasked(a, b);
  if (a.text === b.text) return EQUAL;
  if (a.length === b.length) return comparePlaces(a, b);
  if (a.length === 15 && b.length === 18) return compareShort(a, b);
  if (b.length === 15 && a.length === 18) return compareShort(b, a);
  return compareLengths(a.length < b.length ? a : b, a.length < b.length ? b : a);
}

function comparePlaces(a: PreparedIdentifier, b: PreparedIdentifier): number {
  if (a.length < LEAST_FOR_EDITS) return DIFFERENT;
  const count = countDifferentPlaces(a.text, b.text);
  if (count === 1) return ONE_PLACE;
  if (count === 2 && isNeighbourSwap(a.text, b.text)) return SWAPPED;
  if (a.hasBirth && b.hasBirth) {
    if (a.text.startsWith(b.text.slice(0, 14))) return SAME_BIRTH;
  } else if (count > 2 && a.length === 18 && a.text.startsWith(b.text.slice(8, 17), 8)) return CONTAINED;
  return isFew(a, b, count) ? TWO_PLACES : DIFFERENT;
}

/** Two valid numbers are two, however few places differ: neighbours in a register. */
function isFew(a: PreparedIdentifier, b: PreparedIdentifier, count: number): boolean {
  if (a.length <= LEAST_FOR_EDITS || (a.isChecked && b.isChecked)) return false;
  return count <= (a.length > LEAST_VISIBLE ? FEW_PLACES : 2) || distance(a.text, b.text) <= 2;
}

/** 15 digits beside 18: the century and the check digit are the only places that the older form lacks. */
function compareShort(old: PreparedIdentifier, full: PreparedIdentifier): number {
  if (full.short === '' || old.short === '') return compareLengths(old, full);
  const count = countDifferentPlaces(old.short, full.short);
  if (count === 0) return full.text.startsWith('19', 6) || /99[6-9].$/.test(full.text) ? EQUAL : ONE_PLACE;
  if (count === 1) return ONE_PLACE;
  if (count === 2 && isNeighbourSwap(old.short, full.short)) return SWAPPED;
  if (old.short.startsWith(full.short.slice(0, 12))) return SAME_BIRTH;
  return count <= FEW_PLACES || distance(old.short, full.short) <= 2 ? TWO_PLACES : compareLengths(old, full);
}

function compareLengths(short: PreparedIdentifier, long: PreparedIdentifier): number {
  if (isContained(short.text, long.text)) return CONTAINED;
  if (short.length < LEAST_FOR_EDITS) return DIFFERENT;
  if (long.text.startsWith(short.text)) return CUT;
  const isNear = long.length - short.length <= 2 && short.length >= LEAST_FOR_EDITS + 2;
  const edits = isNear ? distance(short.text, long.text) : isOneEdit(short.text, long.text) ? 1 : FEW_PLACES;
  if (edits === 1) return CUT;
  return edits === 2 || isNearlyContained(short.text, long.text) ? TWO_PLACES : DIFFERENT;
}

/** An organisation code beside the credit code that holds it, one of them with a slip. */
function isNearlyContained(short: string, long: string): boolean {
  return long.length === 18 && short.length === 9 && (isOneEdit(short, long.slice(8, 17)) || isNeighbourSwap(short, long.slice(8, 17)));
}

/** An organisation code (9) or the older tax number (region and organisation code, 15) in a credit code; a number in a tax number of 20. */
function isContained(short: string, long: string): boolean {
  if (long.length === 18) return (short.length === 9 || short.length === 15) && long.startsWith(short.slice(-9), 8);
  return (long.length === 20 && short.length === 18 && long.startsWith(short)) || (long.length === 15 && short.length === 9 && long.endsWith(short));
}

function compareCut(a: PreparedIdentifier, b: PreparedIdentifier): number {
  if (a.length !== b.length) return DIFFERENT;
  const shown = Math.min(a.text.length, b.text.length);
  const one = a.text.slice(0, shown);
  const other = b.text.slice(0, shown);
  if (one === other) return CUT;
  // Excel rounds the last digit that it shows.
  if (!/^\d+$/.test(one + other) || shown === 15) return DIFFERENT;
  return Math.abs(Number(one) - Number(other)) === 1 && a.text.length !== b.text.length && isRounded(a, b, shown) ? CUT : DIFFERENT;
}

function isRounded(a: PreparedIdentifier, b: PreparedIdentifier, shown: number): boolean {
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a];
  return Number(short.text) > Number(long.text.slice(0, shown)) && long.text[shown]! >= '5';
}

function compareMasked(a: PreparedIdentifier, b: PreparedIdentifier): number {
  if (a.text.length === b.text.length) return compareVisible(a.text, b.text);
  // 15 digits beside a masked 18: both have a form of 15 places.
  if (a.short !== '' && b.short !== '') return compareVisible(a.short, b.short);
  return compareEnds(a, b);
}

function compareVisible(a: string, b: string): number {
  let agreeing = 0;
  let other = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === '*' || b[i] === '*') continue;
    if (a[i] === b[i]) agreeing++;
    else other++;
  }
  if (other === 0) return agreeing >= LEAST_VISIBLE ? MASKED : DIFFERENT;
  return other <= 2 && agreeing >= LEAST_VISIBLE ? TWO_PLACES : DIFFERENT;
}

/** Masks of another length than what they hide: the front before them and the end behind them must agree. */
function compareEnds(a: PreparedIdentifier, b: PreparedIdentifier): number {
  const front = Math.min(visibleFront(a), visibleFront(b));
  const back = Math.min(visibleBack(a), visibleBack(b));
  if (front + back < LEAST_VISIBLE || front + back > Math.min(a.text.length, b.text.length)) return DIFFERENT;
  const isSame = a.text.startsWith(b.text.slice(0, front)) && (back === 0 || a.text.endsWith(b.text.slice(-back)));
  return isSame ? MASKED : DIFFERENT;
}

function visibleFront({ text }: PreparedIdentifier): number {
  const at = text.indexOf('*');
  return at < 0 ? text.length : at;
}

function visibleBack({ text }: PreparedIdentifier): number {
  return text.length - 1 - text.lastIndexOf('*');
}
