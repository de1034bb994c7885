// The name of a person as it is compared, and the levels by name.
import { isNullText } from '../../standards/null-text.ts';
import { foldFuzzyPinyin, simplify } from '../match-forms.ts';
import { remember } from '../memo.ts';
import { personNameKeys, personNameMatchForm } from '../person-name.ts';
import { countUnreadable } from './readings.ts';
import { surnameLength } from './surnames.ts';

/** The levels by name; the numbers are indexes into `personName.levels`. */
export const NAME = {
  equal: 0, sameSound: 1, lookAlike: 2, unreadable: 3, fuzzySound: 4, oneCharacter: 5, surnameAndOneGiven: 6, sameGiven: 7,
  sameSurname: 8, different: 9,
} as const;

/** Names that are not read again: those of the records that are compared meanwhile. */
const remembered = 5_000;

/** A name ready to be compared. */
export interface PreparedName {
  /** Equal forms are equal names. */
  readonly form: string;
  readonly chars: readonly string[];
  readonly keys: readonly string[];
  readonly fuzzyKeys: readonly string[];
  readonly surname: string;
  readonly given: string;
  /** The parts of a dotted name; empty for others. */
  readonly parts: readonly string[];
  /** The name with its parts, or given name and surname, in the other order. */
  readonly turned: string;
  readonly unreadable: number;
  /** Latin words, in upper case and as written; empty for a name with Han characters. */
  readonly words: readonly string[];
  /** The orders in which a Latin name's words may stand for a name in pinyin, joined. */
  readonly orders: readonly string[];
}

const HAN_OR_UNREADABLE = /[\p{Script=Han}□▯〓\ufffd\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u;
const WORD_BREAK = /[^\p{L}\p{N}?*]+/u;
const PART_BREAK = /[·•‧⋅∙・.。]+/;

/** Prepares a name; null when no character of it can be read. */
export const preparePersonName: (value: string) => PreparedName | null = remember(remembered, readName);

function readName(value: string): PreparedName | null {
  const isLatin = !HAN_OR_UNREADABLE.test(value);
  const words = isLatin ? value.normalize('NFKC').toUpperCase().split(WORD_BREAK).filter((word) => word !== '') : [];
  const form = isLatin ? [...words].sort().join(' ') : personNameMatchForm(value).replace(/\s+/g, '');
  const chars = [...form];
  const unreadable = countUnreadable(form, chars);
  if (unreadable === chars.length || isNullText(form)) return null;
  const keys = personNameKeys(value);
  const parts = isLatin ? [] : simplify(value).split(PART_BREAK).filter((part) => part !== '');
  const size = surnameLength(form);
  const surname = chars.slice(0, size).join('');
  const given = chars.slice(size).join('');
  return {
    form, chars, keys, fuzzyKeys: [...new Set(keys.map(foldFuzzyPinyin))], surname, given, parts: parts.length > 1 ? parts : [],
    turned: parts.length > 1 ? [...parts].reverse().join('') : given + surname, unreadable, words, orders: latinOrders(words),
  };
}

/** The words joined in the orders that occur: as written, surname moved to the front, surname moved to the end. In lower case. */
function latinOrders(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const rest = words.slice(1);
  const orders = [words, [words.at(-1)!, ...words.slice(0, -1)], [...rest, words[0]!]];
  return [...new Set(orders.map((order) => order.join('').toLowerCase()))];
}
