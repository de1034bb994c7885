// Numbers in names: 一中 and 二中 are two schools, whatever else is equal.
import { CHINESE_NUMERAL, readChineseNumeral } from '../chinese-numerals.ts';

const NUMERAL = new RegExp(`^第?(?:\\d+|[${CHINESE_NUMERAL}]+)$`);
const LONGEST_NUMERAL = 8;

/** Whether two texts differ in a number only, which is the same (一 and 1) or another (第一 and 第二, or a number on one side); null where more differs. */
export function compareNumerals(a: string, b: string): 'same' | 'other' | null {
  const [one, other] = differingMiddles(a, b);
  if (one.length > LONGEST_NUMERAL || other.length > LONGEST_NUMERAL) return null;
  if (isNumeral(one) && isNumeral(other)) return valueOf(one) === valueOf(other) ? 'same' : 'other';
  return (one === '' && isOrdinal(other)) || (other === '' && isOrdinal(one)) ? 'other' : null;
}

/** Whether a text is a numeral and nothing else, with or without 第. */
export function isNumeral(text: string): boolean {
  return NUMERAL.test(text);
}

function isOrdinal(text: string): boolean {
  return isNumeral(text) && (text.startsWith('第') || /\d/.test(text));
}

function valueOf(numeral: string): number | null {
  const bare = numeral.replace('第', '');
  return /^\d+$/.test(bare) ? Number(bare) : readChineseNumeral(bare);
}

/** What is left of both texts without their common front and end, numerals kept whole. */
export function differingMiddles(a: string, b: string): readonly [string, string] {
  const least = Math.min(a.length, b.length);
  let front = 0;
  while (front < least && a[front] === b[front]) front++;
  while (front > 0 && isDigit(a[front - 1]!)) front--;
  let back = 0;
  while (back < least - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back++;
  while (back > 0 && isDigit(a[a.length - back]!)) back--;
  return [a.slice(front, a.length - back), b.slice(front, b.length - back)];
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}
