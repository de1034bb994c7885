// Two names in Latin letters word by word: how alike two words are, and how well the words of one name find theirs in the other.
import { isNeighbourSwap, isOneEdit, similarity } from './edits.ts';
import { areNicknames, isKnownName } from './nicknames.ts';
import { phoneticKey } from './phonetic.ts';

/** A word in capitals with its sound. */
export interface Word {
  readonly text: string;
  readonly sound: string;
  /** In alphabetical order: what is left of a word typed in disorder. */
  readonly letters: string;
}

/** How alike two words are, best first. */
export const WORD = { equal: 0, shortForm: 1, oneEdit: 2, sameSound: 3, near: 4, other: 5 } as const;

const NEAR_SIMILARITY = 0.7;
/** Shorter words that differ by a letter are two words. */
const LEAST_FOR_EDITS = 4;
const LEAST_FOR_DISORDER = 5;
const VOWEL = /[AEIOUY]/;
/** Two consonants, or more letters of which the first alone may be a vowel. */
const CONTRACTION = /^(?:[A-Z][^\WAEIOUY\d]{2,}|[^\WAEIOUY\d]{2})$/;

export function createWord(text: string): Word {
  return { text, sound: phoneticKey(text), letters: [...text].sort().join('') };
}

/** One of `WORD`. */
export function compareWords(a: Word, b: Word): number {
  if (a.text === b.text) return WORD.equal;
  if (areNicknames(a.text, b.text)) return WORD.shortForm;
  // Two names that the list of names knows and does not join are two names, however alike: MARK and MARY, ANNA and ANNABELLE.
  const areOther = isKnownName(a.text) && isKnownName(b.text);
  if (!areOther && isShortForm(a.text, b.text)) return WORD.shortForm;
  const [shorter, longer] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text];
  if (!areOther && longer.length >= LEAST_FOR_EDITS && (isOneEdit(shorter, longer) || isNeighbourSwap(shorter, longer))) return WORD.oneEdit;
  if (soundAlike(a, b)) return WORD.sameSound;
  return !areOther && (similarity(a.text, b.text) >= NEAR_SIMILARITY || areDisordered(a, b)) ? WORD.near : WORD.other;
}

function areDisordered(a: Word, b: Word): boolean {
  return Math.max(a.text.length, b.text.length) >= LEAST_FOR_DISORDER && (a.letters === b.letters || isOneEdit(a.letters, b.letters));
}

/** An initial; the front of the other, three letters at least; or a contraction without vowels: MHD of MOHAMED, WM of WILLIAM, INTL. */
function isShortForm(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === long.length) return false;
  if (long.startsWith(short) && short.length !== 2) return true;
  return CONTRACTION.test(short) && short[0] === long[0] && short.at(-1) === long.at(-1) && isSpread(short, long);
}

/** Whether all letters of `short` stand in `long`, in order. */
function isSpread(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** One consonant is too little to tell words by: then their first vowels must agree too (LEE and LEIGH, not LOU). */
function soundAlike(a: Word, b: Word): boolean {
  return a.sound !== '' && a.sound === b.sound && (a.sound.length > 1 || VOWEL.exec(a.text)?.[0] === VOWEL.exec(b.text)?.[0]);
}

/**
 * The worst likeness in the best way to give each word of `short` a word of its own among those of `long`, which has as many at least.
 * A word must agree by more than its initial, unless `long` is a single word.
 */
export function compareWordLists(short: readonly Word[], long: readonly Word[]): number {
  // BOB J SMITH is no JOHN SMITH: an initial stands for no word while there are full words enough.
  const areInitialsIdle = long.filter(({ text }) => text.length > 1).length >= short.length;
  const grades = short.map((word) => long.map((other) => (
    areInitialsIdle && other.text.length === 1 && word.text.length > 1 ? WORD.other : compareWords(word, other))));
  for (let worst: number = WORD.equal; worst < WORD.other; worst++) {
    if (canAssign(grades, worst, long.length) && (long.length === 1 || hasAnchor(grades, { short, long, worst }))) return worst;
  }
  return WORD.other;
}

/** Whether each row can have a column of its own with no grade worse than `worst` (augmenting paths). */
function canAssign(grades: readonly (readonly number[])[], worst: number, columns: number): boolean {
  const owner = new Array<number>(columns).fill(-1);
  const take = (row: number, seen: Set<number>): boolean => grades[row]!.some((grade, column) => {
    if (grade > worst || seen.has(column)) return false;
    seen.add(column);
    if (owner[column]! >= 0 && !take(owner[column]!, seen)) return false;
    owner[column] = row;
    return true;
  });
  return grades.every((_, row) => take(row, new Set()));
}

function hasAnchor(
  grades: readonly (readonly number[])[], { short, long, worst }: { readonly short: readonly Word[]; readonly long: readonly Word[]; readonly worst: number },
): boolean {
  return short.some(({ text }, row) => text.length > 1 && long.some((other, column) => other.text.length > 1 && grades[row]![column]! <= worst));
}
