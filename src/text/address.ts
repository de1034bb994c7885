// Addresses: how they are stored, taken apart (levels of GA/T 2000.32 and GB/T 39609) and compared. An ordinary address parses
// whole; what a level does not claim stays in `rest`, so nothing is lost. Addresses score conflicts, they never merge.
import { matchDivisionPrefix } from '../standards/division-names.ts';
import type { DivisionMatch } from '../standards/division-names.ts';
import { findDivision, isFillerName } from '../standards/divisions.ts';
import type { Note, Rule } from '../standards/rule.ts';
import { cleanText, isSettled } from './characters.ts';
import { CHINESE_NUMERAL, readChineseNumeral } from './chinese-numerals.ts';
import { simplify } from './match-forms.ts';
import { remember } from './memo.ts';

export const ADDRESS_BLANKS_REMOVED: Rule = {
  code: 'ADDRESS_BLANKS_REMOVED',
  effect: 'fixed',
  label: { zh: '地址中的空格已删除', en: 'Blanks inside the address removed' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
/** Every rule that the address reader adds to those of `characterRules`. */
export const addressRules: readonly Rule[] = [ADDRESS_BLANKS_REMOVED];

/** An address by level; empty where it says nothing. Numbers stand without their word: building `18` for 18幢. */
export interface Address {
  /** GB/T 2260 code of the deepest division known, null when none or ambiguous. */
  readonly divisionCode: string | null;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  /** Community or village, with its group (育才新村6组). */
  readonly community: string;
  readonly road: string;
  readonly number: string;
  readonly building: string;
  readonly unit: string;
  readonly floor: string;
  readonly room: string;
  /** Estates, landmarks, development zones and whatever no level claims. */
  readonly rest: string;
}

const BLANK_BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu;
const HAN = /\p{Script=Han}/u;
const NUMERAL_BEFORE_WORD = new RegExp(`[${CHINESE_NUMERAL}]+(?=号|栋|幢|座|单元|层|楼|室|组|弄|社|队)`, 'g');
/** What makes a road of the short name before it: 南京东路, 中山八路, 延安大道, 杭州新村. */
const ROAD_WORD = /^[东西南北中新老一二三四五六七八九十\d]{0,2}(?:路|街(?!道)|大道|大街|巷|胡同|里弄|道(?!县|外|里)|新村|小区|花园|大厦|广场)/;
const PUNCTUATION = /[,，、。.;；:：()（）·]/g;
const DIVISION_WORD = /(?:[省市县区盟旗]|自治州)$/;
const ZONE = /^[^\d]{2,12}?(?:开发区|高新区|产业园区|工业园区|工业区|保税区|新区)/;
const TOWN = /^[^\d]{1,8}?(?:街道办事处|办事处|街道|镇乡|镇|乡|苏木)(?![路街巷村])/;
const COMMUNITY = /^[^\d号]{1,12}?(?:社区居委会|居委会|村委会|行政村|社区|村)(?![路街巷大])(?:\d+(?:组|社|队)|[^\d路街]{0,4}(?:小组|组))?|^\d+(?:组|社|队)/;
const ROAD = /^[^\d号]{1,12}?(?:大道|大街|公路|路|街|巷|胡同|弄|道|里)(?![村庄])(?:[东南西北中一二三四五六七八九十]{1,2}[段路街])?/;
const NUMBER = /^((?:\d+弄)?[甲乙丙丁]?\d+(?:[-之]\d+)*)号(?!楼|房|院)(?:附(\d+)号?)?/;
const BUILDING = /([A-Z]?\d+[A-Z]?|[A-Z])(?:号楼|栋|幢|座|楼(?=[A-Z\d]+单元))/;
const UNIT = /([A-Z\d]+)单元/;
const FLOOR = /(\d+)(?:层|楼)/;
const ROOM = /([A-Z]?\d+[A-Z]?(?:-\d+)?)(?:室|号房|房|户|号)?$/;
const DASHED = /(\d+)-(?:(\d+)-)?(\d{3,4})(?:室|号)?$/;

/** Reads an address: `cleanText`, blanks beside Han characters removed. Wording stays as the department sent it. */
export function cleanAddress(raw: string, note: Note): string | null {
  const text = cleanText(raw, note);
  if (text === null || !text.includes(' ') || !HAN.test(text)) return text;
  const closed = text.replace(BLANK_BESIDE_HAN, '');
  if (closed !== text) note(ADDRESS_BLANKS_REMOVED);
  return closed;
}

/**
 * The divisions at the front of an address. 南京路 and 中山大道 are roads: a short name with a road's word behind it is none, unless
 * another division stands before it.
 */
export function matchAddressFront(text: string): DivisionMatch | null {
  const found = matchDivisionPrefix(text);
  if (found === null || !ROAD_WORD.test(text.slice(found.length)) || DIVISION_WORD.test(text.slice(0, found.length))) return found;
  return matchDivisionPrefix(text.slice(0, found.length - 1));
}

/**
 * Takes an address apart. Divisions above the first one named come from the table; `divisionCode` (six digits) fills them when the
 * text names none, or decides between divisions of one name. Chinese numerals and 3-2-501 count as numbers of their level.
 */
export function parseAddress(text: string, divisionCode?: string): Address {
  return parseFolded(foldAddress(text), divisionCode);
}

/** As parseAddress, of a text that foldAddress would leave as it is. */
export function parseFolded(normal: string, divisionCode?: string): Address {
  const found = matchAddressFront(normal);
  const code = chooseDivision(found?.codes ?? [], divisionCode);
  const named = code === null ? ['', '', found === null ? '' : normal.slice(0, found.length)] : divisionNames(code);
  const cursor = { text: normal.slice(found?.length ?? 0) };
  const zone = take(cursor, ZONE);
  const town = take(cursor, TOWN);
  const community = take(cursor, COMMUNITY);
  const road = take(cursor, ROAD);
  const number = take(cursor, NUMBER).replace(/号$/, '');
  return {
    divisionCode: code, province: named[0]!, city: named[1]!, county: named[2]!, town, community, road, number, ...takeHouse(cursor),
    rest: zone + cursor.text,
  };
}

/**
 * The form in which two addresses are the same text: divisions at the front as their code, simplified, width, case, blanks and
 * punctuation ignored, 幢 and 号楼 as 栋, numerals as digits. Idempotent.
 */
export function addressMatchForm(text: string): string {
  return matchFormOf(foldNumerals(foldCharacters(text).replace(PUNCTUATION, '')));
}

/** As addressMatchForm, of a text that foldAddress would leave as it is. */
export function matchFormOfFolded(text: string): string {
  const bare = text.replace(PUNCTUATION, '');
  return matchFormOf(bare === text ? text : foldNumerals(bare));
}

function matchFormOf(bare: string): string {
  const normal = bare.replace(/号楼|幢/g, '栋').replace(/号房|(?<=\d)房$/g, '室');
  const found = matchAddressFront(normal);
  return found !== null && found.codes.length === 1 ? `${found.codes[0]}/${normal.slice(found.length)}` : normal;
}

/** The text simplified, in one width and case, without blanks, numerals before a word of address as digits. Idempotent. */
export function foldAddress(text: string): string {
  return foldNumerals(foldCharacters(text));
}

function foldCharacters(text: string): string {
  const simple = simplify(text);
  return isSettled(simple) ? simple : simple.normalize('NFKC').toUpperCase().replace(/[‐–—−~]/g, '-').replace(/\s+/g, '');
}

function foldNumerals(text: string): string {
  return text.replace(NUMERAL_BEFORE_WORD, (numeral) => String(readChineseNumeral(numeral) ?? numeral));
}

function chooseDivision(codes: readonly string[], stated: string | undefined): string | null {
  if (stated === undefined || findDivision(stated) === null) return codes.length === 1 ? codes[0]! : null;
  // The stated code wins when it lies within what the text names, or the text names nothing.
  const within = codes.length === 0 || codes.some((code) => stated.startsWith(code.replace(/(?:00){1,2}$/, '')));
  return within ? stated : codes.length === 1 ? codes[0]! : null;
}

const divisionNames = remember(10_000, (code: string): readonly [province: string, city: string, county: string] => {
  const name = (ancestor: string, isDistinct: boolean): string => {
    const known = isDistinct ? findDivision(ancestor)?.name ?? '' : '';
    return isFillerName(known) ? '' : known;
  };
  const province = name(`${code.slice(0, 2)}0000`, true);
  return [province, name(`${code.slice(0, 4)}00`, code.slice(2, 4) !== '00'), name(code, !code.endsWith('00'))];
});

/** Takes what matches at the front of the cursor's text off it. */
function take(cursor: { text: string }, pattern: RegExp): string {
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.text = cursor.text.slice(found.length);
  return found;
}

/** Cuts the first match out of the cursor's text and returns its groups. */
function cut(cursor: { text: string }, pattern: RegExp): readonly (string | undefined)[] {
  const found = pattern.exec(cursor.text);
  if (found === null) return [];
  cursor.text = cursor.text.slice(0, found.index) + cursor.text.slice(found.index + found[0].length);
  return found.slice(1);
}

function takeHouse(cursor: { text: string }): Pick<Address, 'building' | 'unit' | 'floor' | 'room'> {
  const [dashedBuilding, dashedUnit, dashedRoom] = cut(cursor, DASHED);
  const building = dashedBuilding ?? cut(cursor, BUILDING)[0] ?? '';
  const unit = dashedUnit ?? cut(cursor, UNIT)[0] ?? '';
  const floor = cut(cursor, FLOOR)[0] ?? '';
  return { building, unit, floor, room: dashedRoom ?? cut(cursor, ROOM)[0] ?? '' };
}
