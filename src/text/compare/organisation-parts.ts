// Compares two names of organisations, neither of which is a branch of the other.
import { distance } from 'fastest-levenshtein';
import { CHINESE_NUMERAL, readChineseNumeral } from '../chinese-numerals.ts';
import { isNeighbourSwap } from './edits.ts';
import { areLookAlike } from './look-alikes.ts';
import type { OrganisationParts } from './organisation-form.ts';
import { soundAlike } from './readings.ts';

/** Indexes into `organisationName.levels`. */
export const ORGANISATION = {
  equal: 0, sameParts: 1, oneCharacter: 2, sameTradeName: 3, similar: 4, bracketPosition: 5, otherNumber: 6, parentBranch: 7,
  siblingBranches: 8, otherDivision: 9, different: 10,
} as const;
const LEVEL = ORGANISATION;

const NUMERAL = new RegExp(`^第?(?:\\d+|[${CHINESE_NUMERAL}]+)$`);
/** Share of the longer name that may differ in names that are most alike. */
const SIMILAR_EDITS = 0.25;
/** A shorter text says too little to be the short form of a name. */
const LEAST_SHORT = 4;

type Agreement = 'equal' | 'missing' | 'different';

/** The level of two names whose match forms differ. Symmetric. */
export function compareWholeNames(a: OrganisationParts, b: OrganisationParts): number {
  if (a.bare === b.bare) return LEVEL.sameParts;
  const number = compareNumbers(a.bare, b.bare);
  if (number !== null) return number;
  if (haveMovedBrackets(a, b)) return LEVEL.bracketPosition;
  const division = compareDivisions(a, b);
  if (a.tradeName === b.tradeName && a.tradeName !== '') return compareSameTradeNames(a, b, division);
  const edits = distance(a.bare, b.bare);
  if (division !== 'different' && isSlip(a, b, edits)) return LEVEL.oneCharacter;
  if (isShort(a, b) || isShort(b, a)) return LEVEL.similar;
  const longer = Math.max(a.bare.length, b.bare.length);
  return edits === 1 || edits <= longer * SIMILAR_EDITS && division !== 'different' ? LEVEL.similar : LEVEL.different;
}

/** How what two branches add to one parent's name agrees: a slip of one character, one a shorter form of the other, or neither. */
export function areBranchesAlike(a: string, b: string): 'slip' | 'short' | 'other' {
  if (a.length === b.length) return countSlips(a, b) === 1 ? 'slip' : 'other';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= LEAST_SHORT && (long.endsWith(short) || long.startsWith(short)) ? 'short' : 'other';
}

/** Names that differ in a number only. 一 and 1 are one number; another number, or one on one side, means another party. */
function compareNumbers(a: string, b: string): number | null {
  const [one, other] = differingMiddles(a, b);
  const isNumber = (text: string): boolean => NUMERAL.test(text);
  if (isNumber(one) && isNumber(other)) return valueOf(one) === valueOf(other) ? LEVEL.sameParts : LEVEL.otherNumber;
  return (one === '' && isOrdinal(other)) || (other === '' && isOrdinal(one)) ? LEVEL.otherNumber : null;
}

function isOrdinal(text: string): boolean {
  return NUMERAL.test(text) && (text.startsWith('第') || /\d/.test(text));
}

function valueOf(numeral: string): number | null {
  const bare = numeral.replace('第', '');
  return /^\d+$/.test(bare) ? Number(bare) : readChineseNumeral(bare);
}

/** What is left of both texts without their common front and end, numerals kept whole. */
function differingMiddles(a: string, b: string): readonly [string, string] {
  const least = Math.min(a.length, b.length);
  let front = 0;
  while (front < least && a[front] === b[front]) front++;
  while (front > 0 && isDigit(a[front - 1]!)) front--;
  let back = 0;
  while (back < least - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back++;
  while (back > 0 && isDigit(a[a.length - back]!)) back--;
  return [a.slice(front, a.length - back), b.slice(front, b.length - back)];
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

/** 甲（北京）有限公司 and 北京甲有限公司: the same characters, of which brackets hold some in another place. */
function haveMovedBrackets(a: OrganisationParts, b: OrganisationParts): boolean {
  if (a.bare.length !== b.bare.length || a.brackets === b.brackets) return false;
  return [...a.bare].sort().join('') === [...b.bare].sort().join('');
}

function compareDivisions(a: OrganisationParts, b: OrganisationParts): Agreement {
  if (a.division === b.division) return 'equal';
  if (a.division === '' || b.division === '') return 'missing';
  return a.divisionCodes.some((one) => b.divisionCodes.some((other) => isWithinDivision(one, other) || isWithinDivision(other, one))) ? 'equal' : 'different';
}

function isWithinDivision(inner: string, outer: string): boolean {
  return inner.startsWith(outer.replace(/(?:00){1,2}$/, ''));
}

function compareSameTradeNames(a: OrganisationParts, b: OrganisationParts, division: Agreement): number {
  if (division === 'different') return LEVEL.otherDivision;
  const rest = [compareText(a.industry, b.industry), compareText(a.kind, b.kind), compareText(a.asides, b.asides)];
  if (!rest.includes('different') && isOneSided(a, b)) return LEVEL.sameParts;
  return distance(a.bare, b.bare) === 1 && division === 'equal' ? LEVEL.oneCharacter : LEVEL.sameTradeName;
}

function compareText(a: string, b: string): Agreement {
  return a === b ? 'equal' : a === '' || b === '' ? 'missing' : 'different';
}

/** Whether the trade name does not stand all alone on one side: 青禾 by itself is the trade name of many. */
function isOneSided(a: OrganisationParts, b: OrganisationParts): boolean {
  const says = (name: OrganisationParts): number => (name.division === '' ? 0 : 1) + (name.industry === '' ? 0 : 1) + (name.kind === '' ? 0 : 1);
  return Math.min(says(a), says(b)) >= 1 || a.tradeName.length >= LEAST_SHORT;
}

/** One character replaced, dropped, added or swapped, or characters replaced by others that look or sound alike. */
function isSlip(a: OrganisationParts, b: OrganisationParts, edits: number): boolean {
  if (edits === 1) return Math.min(a.bare.length, b.bare.length) >= LEAST_SHORT;
  if (edits === 2 && isNeighbourSwap(a.bare, b.bare)) return true;
  if (a.bare.length === b.bare.length && edits <= 3 && countSlips(a.bare, b.bare) > 0) return true;
  const isRestEqual = compareText(a.industry, b.industry) !== 'different' && compareText(a.kind, b.kind) !== 'different' && a.asides === b.asides;
  return isRestEqual && Math.min(a.tradeName.length, b.tradeName.length) >= 2 && distance(a.tradeName, b.tradeName) === 1 && a.tradeName.length + b.tradeName.length >= 5;
}

/** How many places differ when all of them differ by look-alikes or homophones; otherwise 0. */
function countSlips(a: string, b: string): number {
  let slips = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    if (!areLookAlike(a[i]!, b[i]!) && !soundAlike(a[i]!, b[i]!)) return 0;
    slips++;
  }
  return slips;
}

/** Whether one name is the front or the end of the other (cut, or a habitual short name), division left aside. */
function isShort(short: OrganisationParts, long: OrganisationParts): boolean {
  if (short.bare.length >= long.bare.length || short.bare.length < LEAST_SHORT) return false;
  if (long.bare.startsWith(short.bare) || long.bare.endsWith(short.bare)) return true;
  const core = long.bare.slice(long.bare.startsWith(long.division) ? long.division.length : 0);
  return core.startsWith(short.bare);
}
