// What a comparator is: it grades the agreement of two values of one kind in levels. A scoring engine learns from the data what each
// level is worth; the levels themselves are fixed here, pure, total and symmetric.

/** A text in Chinese and English. */
export interface LevelLabel {
  readonly zh: string;
  readonly en: string;
}

/** One grade of agreement, best first in a comparator's list. The label reads as a sentence part: 姓名读音相同 / names sound the same. */
export interface Level {
  readonly code: string;
  readonly label: LevelLabel;
}

/** The kinds of value that can be compared. */
export type ComparatorCode =
  | 'person_name' | 'organisation_name' | 'identifier' | 'date' | 'address' | 'phone' | 'code' | 'text' | 'latin_name' | 'latin_organisation'
  | 'latin_address' | 'email' | 'number';

/**
 * Compares two values of one kind in levels. `prepare` parses once per value; `compare` is symmetric, total and light. Two equal
 * values reach level 0, unless the value itself is incomplete (masked, cut by Excel, with an unreadable character): it then
 * reaches the level of such values against itself.
 */
export interface Comparator<Prepared = unknown> {
  readonly code: ComparatorCode;
  /** Best first; the last one is `different`. */
  readonly levels: readonly Level[];
  /** Null: the value says nothing and counts as missing. */
  prepare(value: string): Prepared | null;
  /** Index into `levels`. */
  compare(a: Prepared, b: Prepared): number;
  /** Of two values at a level that tells them apart as part and whole (a branch and its parent), whether the first is the part. */
  isPart?(a: Prepared, b: Prepared): boolean;
  /** The form under which a value's frequency is counted. Where two terms differ, the commoner one tells how much agreement is worth. */
  term(prepared: Prepared): string;
  /** How many of the best levels are worth less where the value is common. */
  readonly frequencyLevels: number;
}

/** A level from its code and labels. */
export function level(code: string, zh: string, en: string): Level {
  return { code, label: { zh, en } };
}
