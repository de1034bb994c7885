// Compares free text in Latin letters (titles, products, foreign firms and places); Chinese text passes as well, by its characters.
import { distance } from 'fastest-levenshtein';
import { isNullText } from '../../standards/null-text.ts';
import { simplify } from '../match-forms.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { similarity } from './edits.ts';

/** A text in folded form, with its words in order and its initials. */
export interface PreparedText {
  readonly form: string;
  readonly words: readonly string[];
  readonly distinct: readonly string[];
  /** Letters of the distinct words. */
  readonly letters: number;
  readonly sorted: string;
  readonly initials: string;
}

const EQUAL = 0;
const SIMILAR = 1;
const SAME_WORDS = 2;
const NEAR = 3;
const HALF = 4;
const DIFFERENT = 5;

const LONG = 8;
const NEAR_SIMILARITY = 0.8;
const MARKS = /\p{M}+/gu;
const BREAK = /[^\p{L}\p{N}]+/u;

export const text: Comparator<PreparedText> = {
  code: 'text',
  levels: [
    level('equal', '文字相同', 'texts are equal'),
    level('similar', '文字差一两个字母', 'texts differ by a letter or two'),
    level('same_words', '词语相同而顺序不同，或一方包含另一方', 'same words in another order, one text within the other, or its initials'),
    level('near', '文字相近', 'texts are close'),
    level('half_the_words', '一半以上文字在相同的词中', 'half of the text is in words that both have'),
    level('different', '文字不同', 'texts are different'),
  ],
  prepare: prepareText,
  compare,
  term: ({ form }) => form,
  frequencyLevels: 1,
};

/** The words of a text in upper case without accents and punctuation. */
export function foldWords(value: string): string[] {
  const plain = simplify(value).normalize('NFKD').replace(MARKS, '').normalize('NFKC').toUpperCase();
  return plain.replace(/[’'`]/g, '').split(BREAK).filter((word) => word !== '');
}

function prepareText(value: string): PreparedText | null {
  if (isNullText(value)) return null;
  const words = foldWords(value);
  if (words.length === 0) return null;
  const initials = words.map((word) => word[0]).join('');
  const distinct = [...new Set(words)];
  return { form: words.join(' '), words, distinct, letters: distinct.join('').length, sorted: [...words].sort().join(' '), initials };
}

function compare(a: PreparedText, b: PreparedText): number {
  if (a.form === b.form) return EQUAL;
  const edits = distance(a.form, b.form);
  const longer = Math.max(a.form.length, b.form.length);
  if (edits <= (longer > LONG ? 2 : 1) && longer > 3 && !differsInNumber(a, b)) return SIMILAR;
  if (a.sorted === b.sorted || isWithin(a, b) || isWithin(b, a)) return SAME_WORDS;
  if (1 - edits / longer >= NEAR_SIMILARITY || similarity(a.sorted, b.sorted) >= NEAR_SIMILARITY) return NEAR;
  return countSharedLetters(a, b) * 2 >= Math.max(a.letters, b.letters) ? HALF : DIFFERENT;
}

/** Letters of the words that both texts have: a long word says more than STREET or OF. */
function countSharedLetters(a: PreparedText, b: PreparedText): number {
  let letters = 0;
  for (const word of a.distinct) if (b.distinct.includes(word)) letters += word.length;
  return letters;
}

/** Whether the short text stands in the long one as whole words, or is its initials. */
function isWithin(short: PreparedText, long: PreparedText): boolean {
  if (short.words.length >= long.words.length) return false;
  if (short.words.length === 1 && short.form.length >= 2 && short.form === long.initials) return true;
  return short.form.length >= 4 && ` ${long.form} `.includes(` ${short.form} `);
}

/** Model 4 and model 5 are two models, though one letter apart. */
function differsInNumber(a: PreparedText, b: PreparedText): boolean {
  const digitsOf = ({ form }: PreparedText): string => form.replace(/\D+/g, ' ').trim();
  return digitsOf(a) !== digitsOf(b);
}
