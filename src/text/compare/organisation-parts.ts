// Compares two names of organisations, neither of which is a branch of the other.
import { distance } from 'fastest-levenshtein';
import { CHINESE_NUMERAL, readChineseNumeral } from '../chinese-numerals.ts';
import { BRANCH_WORD } from '../organisation-words.ts';
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
const LONGEST_ABBREVIATION = 6;
const LONGEST_NUMERAL = 8;
/** A field too short cuts about so much of the word that ends a branch's name. */
const CUT_BRANCH = 3;

type Agreement = 'equal' | 'missing' | 'nested' | 'different';

/** The level of two names whose match forms differ. Symmetric. */
export function compareWholeNames(a: OrganisationParts, b: OrganisationParts): number {
  if (a.bare === b.bare) return a.form.length === b.form.length && a.brackets === b.brackets ? LEVEL.oneCharacter : LEVEL.sameParts;
  if (addsDivision(a, b) || addsDivision(b, a)) return LEVEL.sameParts;
  const number = compareNumbers(a.bare, b.bare);
  if (number !== null) return number;
  if (haveMovedBrackets(a, b)) return LEVEL.bracketPosition;
  const division = compareDivisions(a, b);
  if (a.tradeName !== '' && (a.tradeName === b.tradeName || holdsDivision(a, b) || holdsDivision(b, a))) return compareSameTradeNames(a, b, division);
  const edits = distance(a.bare, b.bare);
  if (division !== 'different' && isSlip(a, b, edits)) return LEVEL.oneCharacter;
  if (isFormless(a, b) || isFormless(b, a)) return LEVEL.sameParts;
  if (isShort(a, b) || isShort(b, a)) return LEVEL.similar;
  const longer = Math.max(a.bare.length, b.bare.length);
  return edits === 1 || (edits <= longer * SIMILAR_EDITS && division !== 'different') ? LEVEL.similar : LEVEL.different;
}

/** Whether the one name is the other with a division in front. */
function addsDivision(long: OrganisationParts, short: OrganisationParts): boolean {
  return long.division !== '' && long.bare.length === long.division.length + short.bare.length && long.bare === long.division + short.bare;
}

/** 宁波市鄞州青禾 and 鄞州青禾: the county's short name counts as a division only behind its city. */
function holdsDivision(a: OrganisationParts, b: OrganisationParts): boolean {
  const { length } = b.tradeName;
  return a.division === '' && length >= 2 && a.tradeName.length > length && a.tradeName.endsWith(b.tradeName) && b.division.endsWith(a.tradeName.slice(0, -length));
}

/** Whether the long name only adds its form: 青禾银行 and 青禾银行股份有限公司. */
function isFormless(short: OrganisationParts, long: OrganisationParts): boolean {
  return short.bare.length >= LEAST_SHORT && short.bare + long.kind === long.bare && short.asides === long.asides;
}

/** How what two branches add to one parent's name agrees: a slip of one character, one a shorter form of the other, or neither. */
export function areBranchesAlike(a: string, b: string): 'slip' | 'short' | 'other' {
  if (a.length === b.length) return countSlips(a, b) === 1 || isWordMisspelt(a, b) ? 'slip' : 'other';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (!/\d/.test(a + b) && short.length >= LEAST_SHORT && distance(a, b) === 1 && !NUMERAL.test(differingMiddles(short, long)[1])) return 'slip';
  if (long.startsWith(short)) return long.length - short.length <= CUT_BRANCH && !BRANCH_WORD.test(short) ? 'short' : 'other';
  return short.length >= LEAST_SHORT && long.endsWith(short) && BRANCH_WORD.exec(short)?.index !== 0 ? 'short' : 'other';
}

/** One character wrong in the word that ends a branch's name: 经悄部 for 经销部. */
function isWordMisspelt(a: string, b: string): boolean {
  const word = BRANCH_WORD.exec(a) ?? BRANCH_WORD.exec(b);
  return word !== null && word.index > 0 && a.slice(0, word.index) === b.slice(0, word.index) && distance(a, b) === 1 && !(BRANCH_WORD.test(a) && BRANCH_WORD.test(b));
}

/** Names that differ in a number only. 一 and 1 are one number; another number, or one on one side, means another party. */
function compareNumbers(a: string, b: string): number | null {
  const [one, other] = differingMiddles(a, b);
  if (one.length > LONGEST_NUMERAL || other.length > LONGEST_NUMERAL) return null;
  if (NUMERAL.test(one) && NUMERAL.test(other)) return valueOf(one) === valueOf(other) ? LEVEL.sameParts : LEVEL.otherNumber;
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
  if (a.divisionCodes.some((code) => b.divisionCodes.includes(code))) return 'equal';
  const isNested = a.divisionCodes.some((one) => b.divisionCodes.some((other) => isWithinDivision(one, other) || isWithinDivision(other, one)));
  return isNested ? 'nested' : 'different';
}

function isWithinDivision(inner: string, outer: string): boolean {
  return inner.startsWith(outer.replace(/(?:00){1,2}$/, ''));
}

function compareSameTradeNames(a: OrganisationParts, b: OrganisationParts, division: Agreement): number {
  if (division === 'different') return LEVEL.otherDivision;
  // 贵州省青禾公司 and 贵州省凯里市青禾公司 are two registrations: a division of another rank is no missing one.
  const rest = [compareText(a.industry, b.industry), compareText(a.kind, b.kind), a.asides === b.asides ? 'equal' : 'different'];
  if (isFormless(a, b) || isFormless(b, a)) return LEVEL.sameParts;
  if (division !== 'nested' && !rest.includes('different') && isOneSided(a, b)) return LEVEL.sameParts;
  return distance(a.bare, b.bare) === 1 && division === 'equal' ? LEVEL.oneCharacter : LEVEL.sameTradeName;
}

function compareText(a: string, b: string): Agreement {
  return a === b ? 'equal' : a === '' || b === '' ? 'missing' : 'different';
}

/** Whether the trade name does not stand all alone on one side: 青禾 by itself is the trade name of many. */
function isOneSided(a: OrganisationParts, b: OrganisationParts): boolean {
  return a.tradeName.length >= LEAST_SHORT || (saysMore(a) && saysMore(b));
}

function saysMore({ division, industry, kind }: OrganisationParts): boolean {
  return division !== '' || industry !== '' || kind !== '';
}

/** One character replaced, dropped, added or swapped, or characters replaced by others that look or sound alike. */
function isSlip(a: OrganisationParts, b: OrganisationParts, edits: number): boolean {
  if (edits === 1) return Math.min(a.bare.length, b.bare.length) >= LEAST_SHORT;
  if (edits === 2 && isNeighbourSwap(a.bare, b.bare)) return true;
  if (a.bare.length === b.bare.length && edits <= 3 && countSlips(a.bare, b.bare) > 0) return true;
  const isRestEqual = compareText(a.industry, b.industry) !== 'different' && compareText(a.kind, b.kind) !== 'different' && a.asides === b.asides;
  const isLong = Math.min(a.tradeName.length, b.tradeName.length) >= 2 && a.tradeName.length + b.tradeName.length >= 5;
  return isRestEqual && isLong && distance(a.tradeName, b.tradeName) === 1;
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

/** Whether one name stands whole in the other (cut at an end, or a habitual short name), or abbreviates it (青禾发展 for 青禾农业发展集团). */
function isShort(short: OrganisationParts, long: OrganisationParts): boolean {
  const { length } = short.bare;
  if (length >= long.bare.length || length < LEAST_SHORT) return false;
  if (long.bare.startsWith(short.bare) || long.bare.endsWith(short.bare) || (length > LEAST_SHORT && long.bare.includes(short.bare))) return true;
  return length <= LONGEST_ABBREVIATION && long.bare.length >= length + 3 && long.bare.includes(short.bare.slice(0, 2)) && isSubsequence(short.bare, long.bare);
}

function isSubsequence(short: string, long: string): boolean {
  let at = long.indexOf(short.slice(0, 2)) + 1;
  for (let i = 2; i < short.length; i++) {
    at = long.indexOf(short[i]!, at + 1);
    if (at < 0) return false;
  }
  return true;
}
