// Compares names of persons in Latin letters, whole or in part; other scripts pass as they are spelt in Latin letters.
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isOneEdit, shareOne, similarity } from './edits.ts';
import { areOtherGenerations, prepareLatinName, type PreparedLatinName } from './latin-name-form.ts';
import { compareWordLists, compareWords, WORD, type Word } from './latin-words.ts';

const EQUAL = 0;
const OTHER_ORDER = 1;
const NICKNAME = 2;
const ONE_EDIT = 3;
const SOUND = 4;
const NEAR = 5;
const SAME_GIVEN = 6;
const ONE_WORD = 7;
const OTHER_GENERATION = 8;
const DIFFERENT = 9;

/** Level of names of as many words by the worst of them. */
const LEVEL_OF_WORST = { [WORD.equal]: NICKNAME, [WORD.shortForm]: NICKNAME, [WORD.oneEdit]: ONE_EDIT, [WORD.sameSound]: SOUND, [WORD.near]: NEAR } as const;
const NEAR_SIMILARITY = 0.8;

export const latinName: Comparator<PreparedLatinName> = {
  code: 'latin_name',
  levels: [
    level('equal', '外文姓名相同', 'names are equal'),
    level('other_order', '外文姓名用词相同，顺序或间隔不同', 'same words in another order or spacing'),
    level('nickname', '外文姓名为简称、首字母或缺词', 'one name has short forms or initials of the other, or lacks words of it'),
    level('one_edit', '外文姓名差一个字母', 'names differ by one letter'),
    level('same_sound', '外文姓名读音相近', 'names sound alike'),
    level('near', '外文姓名拼写相近', 'names are spelt nearly the same'),
    level('same_given_name', '外文姓名的名相同或相近，姓不同', 'same given name, other family name'),
    level('one_word', '外文姓名有一个词相同或相近', 'one word of the names is the same or nearly so'),
    level('other_generation', '外文姓名相近而辈分不同（Jr、Sr、III）', 'alike names of another generation (Jr, Sr, III)'),
    level('different', '外文姓名不同', 'names are different'),
  ],
  prepare: prepareLatinName,
  compare,
  term: ({ sorted }) => sorted,
  frequencyLevels: 2,
};

function compare(a: PreparedLatinName, b: PreparedLatinName): number {
  const found = compareNames(a, b);
  return found <= NEAR && areOtherGenerations(a, b) ? OTHER_GENERATION : found;
}

function compareNames(a: PreparedLatinName, b: PreparedLatinName): number {
  if (a.orders[0] === b.orders[0] && a.words.length === b.words.length) return EQUAL;
  if (a.sorted === b.sorted || shareOne(a.orders, b.orders)) return OTHER_ORDER;
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  // A family name alone may be anyone's of the family.
  const worst = short.words.length === 1 && long.words.length > 1 ? WORD.other : compareWordLists(short.words, long.words);
  if (worst !== WORD.other) return LEVEL_OF_WORST[worst as keyof typeof LEVEL_OF_WORST];
  return compareRest(a, b);
}

/** Names of which not each word finds its own. */
function compareRest(a: PreparedLatinName, b: PreparedLatinName): number {
  if (isDividedOtherwise(a, b)) return NEAR;
  // The given name stands first; who changes a name changes the family's, by marriage mostly.
  if (a.words.length > 1 && b.words.length > 1 && areAlike(a.words[0]!, b.words[0]!, WORD.oneEdit)) return SAME_GIVEN;
  return a.words.some((word) => b.words.some((other) => areAlike(word, other, WORD.near))) ? ONE_WORD : DIFFERENT;
}

/** An initial is no word. */
function areAlike(a: Word, b: Word, worst: number): boolean {
  return a.text.length > 1 && b.text.length > 1 && compareWords(a, b) <= worst;
}

/** Kim Cheol-su and Kimm Chulsu: the letters agree, the blanks do not. */
function isDividedOtherwise(a: PreparedLatinName, b: PreparedLatinName): boolean {
  return a.words.length !== b.words.length && a.words.length > 1 && b.words.length > 1
    && a.orders.some((one) => b.orders.some((other) => isOneEdit(one, other) || similarity(one, other) >= NEAR_SIMILARITY));
}
