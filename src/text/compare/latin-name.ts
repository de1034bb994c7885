// Compares given and family names in Latin letters, alone or together.
import { isNullText } from '../../standards/null-text.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isNeighbourSwap, isOneEdit, similarity } from './edits.ts';
import { areNicknames } from './nicknames.ts';
import { phoneticKey } from './phonetic.ts';
import { foldWords } from './text.ts';

/** A name's words in capitals, with their sound. */
export interface PreparedLatinName {
  readonly form: string;
  readonly words: readonly string[];
  readonly sorted: string;
  readonly sound: string;
  /** All letters in alphabetical order: what is left of a name typed in disorder. */
  readonly letters: string;
}

const EQUAL = 0;
const OTHER_ORDER = 1;
const NICKNAME = 2;
const ONE_EDIT = 3;
const SOUND = 4;
const NEAR = 5;
const ONE_WORD = 6;
const DIFFERENT = 7;

const NEAR_SIMILARITY = 0.7;
const LONG = 5;

export const latinName: Comparator<PreparedLatinName> = {
  code: 'latin_name',
  levels: [
    level('equal', '外文姓名相同', 'names are equal'),
    level('other_order', '外文姓名用词相同，顺序或间隔不同', 'same words in another order or spacing'),
    level('nickname', '外文姓名为简称或首字母', 'one name is a short form or initial of the other'),
    level('one_edit', '外文姓名差一个字母', 'names differ by one letter'),
    level('same_sound', '外文姓名读音相近', 'names sound alike'),
    level('near', '外文姓名拼写相近', 'names are spelt nearly the same'),
    level('one_word', '外文姓名有一个词相同', 'one word of the names is the same'),
    level('different', '外文姓名不同', 'names are different'),
  ],
  prepare,
  compare,
  term: ({ sorted }) => sorted,
  frequencyLevels: 2,
};

function prepare(value: string): PreparedLatinName | null {
  if (isNullText(value)) return null;
  const words = foldWords(value);
  if (words.length === 0) return null;
  const sorted = [...words].sort();
  return { form: words.join(''), words, sorted: sorted.join(' '), sound: words.map(phoneticKey).sort().join(' ').trim(), letters: [...words.join('')].sort().join('') };
}

function compare(a: PreparedLatinName, b: PreparedLatinName): number {
  if (a.form === b.form) return a.words.length === b.words.length ? EQUAL : OTHER_ORDER;
  if (a.sorted === b.sorted) return OTHER_ORDER;
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (areShortForms(short.words, long.words)) return NICKNAME;
  const longer = Math.max(a.form.length, b.form.length);
  if (longer >= 4 && (isOneEdit(a.form, b.form) || isNeighbourSwap(a.form, b.form))) return ONE_EDIT;
  if (a.sound !== '' && a.sound === b.sound) return SOUND;
  if (similarity(a.form, b.form) >= NEAR_SIMILARITY || (longer >= LONG && isOneEditOrNone(a.letters, b.letters))) return NEAR;
  return a.words.some((word) => word.length > 1 && b.words.includes(word)) ? ONE_WORD : DIFFERENT;
}

function isOneEditOrNone(a: string, b: string): boolean {
  return a === b || isOneEdit(a, b);
}

/** Whether each word of the one is equal to, or a short form of, its own word of the other, in order; words may be missing. */
function areShortForms(short: readonly string[], long: readonly string[]): boolean {
  let from = 0;
  let equal = 0;
  let initials = 0;
  for (const word of short) {
    let at = from;
    while (at < long.length && !isShortForm(word, long[at]!)) at++;
    if (at === long.length) return false;
    if (word === long[at]) equal++;
    else if (word.length === 1 || long[at]!.length === 1) initials++;
    from = at + 1;
  }
  // Of several words one at least must be equal: J S is not JOHN SMITH.
  return long.length === 1 || equal > 0 || (short.length > 1 && initials === 0);
}

function isShortForm(a: string, b: string): boolean {
  if (a === b || areNicknames(a, b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length !== 2 && short.length < long.length && long.startsWith(short);
}
