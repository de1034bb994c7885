// Numbers and check codes of reports: of 30 characters that nobody mistakes for one another. A code is 15 random characters (73 bits) and
// one that catches a slip of the pen: ISO/IEC 7064, hybrid system, here MOD 31,30.
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

export const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const { length: size } = alphabet;
const codeLength = 15;
const numberLength = 10;

const draw = (count: number): string => Array.from({ length: count }, () => alphabet[randomInt(size)]).join('');

/** ABCD-EFGH-JKMN-PQRS. */
export function makeCheckCode(): string {
  const drawn = draw(codeLength);
  return (drawn + checkCharacter(drawn)).replace(/(.{4})(?=.)/g, '$1-');
}

/** CR, the day, and ten characters. It is no secret, and tells nothing of the subject. */
export function makeReportNo(day: string): string {
  return `CR${day.replaceAll('-', '')}${draw(numberLength)}`;
}

/** ISO/IEC 7064: the sum of the whole, check character included, is 1 modulo 30. */
export function checkCharacter(text: string): string {
  let product = size;
  for (const character of text) {
    const sum = (product + alphabet.indexOf(character)) % size || size;
    product = (sum * 2) % (size + 1);
  }
  return alphabet[(size + 1 - product) % size]!;
}

/** The code as it was made, however it was typed (case, blanks, dashes); null where it cannot be one. */
export function readCheckCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const isCode = code.length === codeLength + 1 && [...code].every((character) => alphabet.includes(character)) && checkCharacter(code.slice(0, -1)) === code.at(-1);
  return isCode ? code : null;
}

export function digestOf(code: string): Buffer {
  return createHash('sha256').update(code.replaceAll('-', '')).digest();
}

/** In constant time. Without a digest (no such report) the work is the same, and the answer no. */
export function isCodeOf(code: string | null, digest: Buffer | null): boolean {
  const isEqual = timingSafeEqual(digestOf(code ?? ''), digest ?? digestOf('no such report'));
  return isEqual && code !== null && digest !== null;
}
