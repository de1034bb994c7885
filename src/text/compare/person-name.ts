// Compares names of persons: Han names by character and sound, long dotted names by their parts, Latin names without regard to order.
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isNeighbourSwap, isOneEdit, shareOne } from './edits.ts';
import { compareAcrossScripts, compareLatinNames } from './person-name-latin.ts';
import { NAME, preparePersonName } from './person-name-form.ts';
import type { PreparedName } from './person-name-form.ts';
import { comparePlaces } from './person-name-places.ts';

/** From this length on, a name without dots is no ordinary Han name. */
const LONG_NAME = 5;

export const personName: Comparator<PreparedName> = {
  code: 'person_name',
  levels: [
    level('equal', '姓名相同', 'names are equal'),
    level('same_sound', '姓名读音相同', 'names sound the same'),
    level('look_alike', '姓名中有形近字', 'names differ by characters that look alike'),
    level('unreadable_character', '姓名有无法识别的字，其余相同', 'names agree except for unreadable characters'),
    level('fuzzy_sound', '姓名读音相近', 'names sound nearly the same'),
    level('one_character', '姓名差一个字或字序不同', 'names differ by one character or in order'),
    level('surname_and_one_given', '姓相同，名有一字相同', 'same surname and one of two given characters'),
    level('same_given_name', '名相同，姓不同', 'same given name, other surname'),
    level('same_surname', '仅姓相同', 'only the surname is the same'),
    level('different', '姓名不同', 'names are different'),
  ],
  prepare: preparePersonName,
  compare,
  term: (name) => name.form,
  frequencyLevels: 2,
};

function compare(a: PreparedName, b: PreparedName): number {
  if (a.form === b.form) return a.unreadable === 0 ? NAME.equal : NAME.unreadable;
  if (a.words.length > 0) return b.words.length > 0 ? compareLatinNames(a, b) : compareAcrossScripts(b, a);
  if (b.words.length > 0) return compareAcrossScripts(a, b);
  const hasUnreadable = a.unreadable + b.unreadable > 0;
  if (!hasUnreadable && shareOne(a.keys, b.keys)) return NAME.sameSound;
  const byPlace = a.chars.length === b.chars.length ? comparePlaces(a, b) : NAME.different;
  if (byPlace < NAME.fuzzySound) return byPlace;
  if (!hasUnreadable && shareOne(a.fuzzyKeys, b.fuzzyKeys)) return NAME.fuzzySound;
  if (byPlace === NAME.oneCharacter || isOneCharacterOff(a, b)) return NAME.oneCharacter;
  return Math.min(byPlace, compareParts(a, b));
}

function isOneCharacterOff(a: PreparedName, b: PreparedName): boolean {
  const longer = Math.max(a.chars.length, b.chars.length);
  if (a.chars.length !== b.chars.length && longer >= 3 && isOneEdit(a.form, b.form)) return true;
  if (a.turned === b.form || b.turned === a.form || isNeighbourSwap(a.chars, b.chars)) return true;
  return isCut(a, b) || isCut(b, a);
}

/** Whether `short` is the front of a long name: a field too short, or a father's name left out. */
function isCut(short: PreparedName, long: PreparedName): boolean {
  const isLong = long.parts.length > 1 || long.chars.length >= LONG_NAME;
  return isLong && short.chars.length >= 3 && long.form.startsWith(short.form);
}

function compareParts(a: PreparedName, b: PreparedName): number {
  if (isLongName(a) || isLongName(b)) return compareLongNames(a, b);
  if (a.given === b.given && a.given.length >= 2) return NAME.sameGiven;
  return a.surname === b.surname && a.surname !== '' ? NAME.sameSurname : NAME.different;
}

function isLongName(name: PreparedName): boolean {
  return name.parts.length > 1 || name.chars.length >= LONG_NAME;
}

/** Of long names the first part is the own name, the last the father's or the family's. Dots may be missing on one side. */
function compareLongNames(a: PreparedName, b: PreparedName): number {
  if (beginsAs(a, b) || beginsAs(b, a)) return NAME.sameGiven;
  return endsAs(a, b) || endsAs(b, a) ? NAME.sameSurname : NAME.different;
}

function beginsAs(name: PreparedName, other: PreparedName): boolean {
  const own = name.parts[0] ?? name.form.slice(0, 3);
  return own.length >= 2 && other.form.startsWith(own);
}

function endsAs(name: PreparedName, other: PreparedName): boolean {
  const family = name.parts.at(-1);
  return family !== undefined && family.length >= 2 && other.form.endsWith(family);
}
