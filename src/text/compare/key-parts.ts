// Pieces of block keys that need more than one line.
import { foldWords } from './text.ts';
import { searchForms } from '../organisation-name.ts';

/** The name's keys with one syllable left out: of three and more syllables the rest, of two each alone; of one none. */
export function withoutOneSyllable(key: string): readonly string[] {
  const syllables = key.split('.');
  if (syllables.length < 2) return [];
  return syllables.map((_syllable, at) => [...syllables.slice(0, at), ...syllables.slice(at + 1)].join('.'));
}

/** The digits of a text in any width, in order. */
export function digitsOf(value: string): string {
  return value.normalize('NFKC').replace(/[^0-9]+/g, '');
}

/** Pinyin initials of a Chinese text, first letters of the words of a Latin one. */
export function initialsOf(value: string): string {
  return /\p{Script=Han}/u.test(value) ? searchForms(value).initials : foldWords(value).map((word) => word[0]!).join('').toLowerCase();
}
