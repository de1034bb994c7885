// Compares names in Latin letters with one another, and with the pinyin of a Han name (ZHANG WEI and 张伟).
import { isOneEdit } from './edits.ts';
import { NAME } from './person-name-form.ts';
import type { PreparedName } from './person-name-form.ts';

/** Two Latin names that are not equal. Their surname stands first, as in passports. */
export function compareLatinNames(a: PreparedName, b: PreparedName): number {
  if (a.orders.some((order) => b.orders.includes(order))) return NAME.sameSound;
  const shorter = Math.min(a.words.length, b.words.length);
  const shared = a.words.filter((word) => b.words.includes(word)).length;
  if (a.form.length >= 5 && isOneEdit(a.form, b.form)) return NAME.oneCharacter;
  if (shared >= 2 && shared === shorter) return NAME.oneCharacter;
  if (a.words[0] === b.words[0]) return NAME.sameSurname;
  return shared > 0 ? NAME.sameGiven : NAME.different;
}

/** A Han name and a Latin one: the same when the Latin words spell the pinyin. */
export function compareAcrossScripts(han: PreparedName, latin: PreparedName): number {
  if (han.keys.some((key) => latin.orders.includes(key.replaceAll('.', '')))) return NAME.sameSound;
  const spelt = latin.orders.map(foldLetters);
  if (han.keys.some((key) => spelt.includes(foldLetters(key)))) return NAME.fuzzySound;
  const surname = latin.words[0]!.toLowerCase();
  return han.keys.some((key) => key.split('.', 1)[0] === surname) ? NAME.sameSurname : NAME.different;
}

/** Without syllable borders `foldFuzzyPinyin` cannot work, so the same confusions are folded on the bare letters. */
function foldLetters(letters: string): string {
  return letters.replaceAll('.', '').replace(/([zcs])h/g, '$1').replace(/n(?=[aeiouv])/g, 'l').replace(/ng/g, 'n').replaceAll('v', 'u');
}
