// Compares addresses in Latin letters, in whatever order a country writes them: by their words, kinds of road and directions shortened,
// and by the door: a number with the word beside it.
import { isNullText } from '../../standards/null-text.ts';
import { toLatin } from '../latin-letters.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isOneEdit } from './edits.ts';
import { foldWords } from './text.ts';

/** An address as a set of words. */
export interface PreparedLatinAddress {
  readonly form: string;
  readonly words: readonly string[];
  /** Each number with the nearest word that names something, before or behind it. */
  readonly doors: readonly { readonly number: string; readonly place: string }[];
  readonly letters: number;
}

const EQUAL = 0;
const PART = 1;
const SAME_DOOR = 2;
const HALF = 3;
const DIFFERENT = 4;

/** Words of a kind, each group led by its short form. */
const KINDS = (
  'ST STREET STR STRASSE SAINT;RD ROAD;AVE AVENUE AV;LN LANE;DR DRIVE;BLVD BOULEVARD;CT COURT;PL PLACE;SQ SQUARE;HWY HIGHWAY;PKWY PARKWAY;TER TERRACE;CIR CIRCLE;CRES CRESCENT;'
  + 'TRL TRAIL;WAY WY;BLDG BUILDING BLD;APT APARTMENT APARTMENTS APPT APTS FLAT UNIT;STE SUITE;RM ROOM;FL FLOOR;N NORTH;S SOUTH;E EAST;W WEST;NE NORTHEAST;NW NORTHWEST;SE SOUTHEAST;SW SOUTHWEST;'
  + 'MT MOUNT;FT FORT;UL ULITSA ULICA;PZA PLAZA;CTR CENTER CENTRE'
).split(';').map((group) => group.split(' '));
const SHORT = new Map(KINDS.flatMap(([short, ...others]) => others.map((other): [string, string] => [other, short!])));
const KIND_WORDS = new Set(KINDS.map(([short]) => short!));
/** They only say that a number follows. */
const IDLE = new Set(['NO', 'NR', 'NUM', 'NUMBER', 'HOUSE']);
/** Hardenbergstrasse and Hardenberg Str. are one. */
const ROAD_END = /(?<=[A-Z]{3})STR(?:ASSE)?$/;
const DOOR_NUMBER = /^\d+[A-Z]?$/;
const POSTCODE_LENGTH = 5;

export const latinAddress: Comparator<PreparedLatinAddress> = {
  code: 'latin_address',
  levels: [
    level('equal', '外文地址相同', 'addresses are equal'),
    level('part', '外文地址一方缺少部分内容，其余相同', 'one address is part of the other'),
    level('same_door', '外文地址门牌与街道相同', 'same house number and road'),
    level('half_the_words', '外文地址一半以上文字相同', 'half of the address is in words that both have'),
    level('different', '外文地址不同', 'addresses are different'),
  ],
  prepare,
  compare,
  term: ({ form }) => form,
  frequencyLevels: 1,
};

function prepare(value: string): PreparedLatinAddress | null {
  if (isNullText(value)) return null;
  const list = foldWords(toLatin(value).replace(/\bP\.?\s?O\.?\s?Box\b/gi, 'POBOX')).filter((word) => !IDLE.has(word)).flatMap(shorten);
  const words = [...new Set(list)].sort();
  return words.length === 0 ? null : { form: words.join(' '), words, doors: doorsOf(list), letters: words.join('').length };
}

function shorten(word: string): string[] {
  const known = SHORT.get(word);
  if (known !== undefined) return [known];
  return ROAD_END.test(word) ? [word.replace(ROAD_END, ''), 'ST'] : [word];
}

/** The last of several numbers, and a lone one as long as a postcode, are no door's. Ordinals name roads: 32nd St. */
function doorsOf(list: readonly string[]): PreparedLatinAddress['doors'] {
  const numbers = list.flatMap((word, at) => (DOOR_NUMBER.test(word) ? [at] : []));
  const isName = (word: string): boolean => word.length > 1 && !DOOR_NUMBER.test(word) && !KIND_WORDS.has(word);
  return (numbers.length > 1 ? numbers.slice(0, -1) : numbers.filter((at) => list[at]!.length < POSTCODE_LENGTH)).flatMap((at) =>
    [list.slice(at + 1).find(isName), list.slice(0, at).findLast(isName)].flatMap((place) => (place === undefined ? [] : [{ number: list[at]!, place }])));
}

function compare(a: PreparedLatinAddress, b: PreparedLatinAddress): number {
  if (a.form === b.form) return EQUAL;
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (short.words.length > 2 && short.words.every((word) => long.words.includes(word))) return PART;
  const isDoor = a.doors.some((one) => b.doors.some((other) => one.number === other.number && isSamePlace(one.place, other.place)));
  if (isDoor) return SAME_DOOR;
  return countSharedLetters(a, b) * 2 >= Math.max(a.letters, b.letters) ? HALF : DIFFERENT;
}

function isSamePlace(a: string, b: string): boolean {
  return a === b || (a.length > 4 && isOneEdit(a, b));
}

function countSharedLetters(a: PreparedLatinAddress, b: PreparedLatinAddress): number {
  return a.words.filter((word) => b.words.includes(word)).reduce((sum, word) => sum + word.length, 0);
}
