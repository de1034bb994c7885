// Compares two names of organisations, neither of which is a branch of the other.
import { distance } from 'fastest-levenshtein';
import { isNeighbourSwap, isOneEdit } from './edits.ts';
import type { OrganisationParts } from './organisation-form.ts';
import { compareNumerals } from './numerals.ts';
import { countSlips } from './readings.ts';

/** Indexes into `organisationName.levels`. */
export const ORGANISATION = {
  equal: 0, sameParts: 1, slip: 2, oneCharacter: 3, sameTradeName: 4, similar: 5, bracketPosition: 6, otherNumber: 7, parentBranch: 8,
  siblingBranches: 9, otherDivision: 10, different: 11,
} as const;
const LEVEL = ORGANISATION;

/** Share of the longer name that may differ in names that are most alike. */
const SIMILAR_EDITS = 0.25;
/** A shorter text says too little to be the short form of a name. */
const LEAST_SHORT = 4;
/** So many look-alikes and homophones in one name are still slips. */
const MOST_SLIPS = 3;
const LONGEST_ABBREVIATION = 6;

type Agreement = 'equal' | 'missing' | 'nested' | 'different';

/** The level of two names whose match forms differ. Symmetric. */
export function compareWholeNames(a: OrganisationParts, b: OrganisationParts): number {
  if (a.bare === b.bare) return a.form.length === b.form.length && a.brackets === b.brackets ? LEVEL.slip : LEVEL.sameParts;
  if (addsDivision(a, b) || addsDivision(b, a)) return LEVEL.sameParts;
  const numerals = compareNumerals(a.bare, b.bare);
  if (numerals !== null) return numerals === 'same' ? LEVEL.sameParts : LEVEL.otherNumber;
  if (haveMovedBrackets(a, b)) return LEVEL.bracketPosition;
  const division = compareDivisions(a, b);
  const isSameTradeName = a.tradeName !== '' && (a.tradeName === b.tradeName || holdsDivision(a, b) || holdsDivision(b, a));
  return isSameTradeName ? compareSameTradeNames(a, b, division) : compareTexts(a, b, division);
}

/** Names with different trade names: a slip in one of them, one short or cut, or hardly anything in common. */
function compareTexts(a: OrganisationParts, b: OrganisationParts, division: Agreement): number {
  const edits = distance(a.bare, b.bare);
  const isDivisionOther = division === 'different';
  if (!isDivisionOther) {
    const small = compareClosely(a, b, edits);
    if (small !== null) return small;
  }
  const [short, long] = a.bare.length < b.bare.length ? [a, b] : [b, a];
  if (isFormless(short, long)) return LEVEL.sameParts;
  if (isNamedAfter(short, long)) return LEVEL.parentBranch;
  if (isShort(short, long)) return LEVEL.similar;
  return edits === 1 || (edits <= long.bare.length * SIMILAR_EDITS && !isDivisionOther) ? LEVEL.similar : LEVEL.different;
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
  return division === 'equal' && isOneEdit(a.bare, b.bare) ? gradeEdit(a.bare, b.bare) : LEVEL.sameTradeName;
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

/** One character replaced, dropped, added or swapped, or a few replaced by others that look or sound alike; null when more differs. */
function compareClosely(a: OrganisationParts, b: OrganisationParts, edits: number): number | null {
  if (edits === 1) return Math.min(a.bare.length, b.bare.length) >= LEAST_SHORT ? gradeEdit(a.bare, b.bare) : null;
  if (edits === 2 && isNeighbourSwap(a.bare, b.bare)) return LEVEL.slip;
  if (a.bare.length === b.bare.length && edits <= MOST_SLIPS && countSlips(a.bare, b.bare) > 0) return LEVEL.slip;
  const isRestEqual = compareText(a.industry, b.industry) !== 'different' && compareText(a.kind, b.kind) !== 'different' && a.asides === b.asides;
  const isLong = Math.min(a.tradeName.length, b.tradeName.length) >= 2 && a.tradeName.length + b.tradeName.length >= 5;
  return isRestEqual && isLong && isOneEdit(a.tradeName, b.tradeName) ? gradeEdit(a.tradeName, b.tradeName) : null;
}

/**
 * What one edit means. Registered names one character apart are as a rule two parties whose characters have nothing in common; of
 * 100,000 real names 965 pairs differ so, and only two by a character more that is no number.
 */
function gradeEdit(a: string, b: string): number {
  return a.length !== b.length || countSlips(a, b) > 0 ? LEVEL.slip : LEVEL.oneCharacter;
}

/** 青禾小学附属幼儿园 names 青禾小学, which is a whole name. */
function isNamedAfter(short: OrganisationParts, long: OrganisationParts): boolean {
  return short.kind !== '' && short.bare.length >= LEAST_SHORT && long.bare.length - short.bare.length >= 3 && long.bare.startsWith(short.bare);
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
