// What a password must be (GB/T 22239-2019, 8.1.4.1: hard to guess and changed from time to time), and passwords made for others.
import { randomInt } from 'node:crypto';

const shortest = 12;
const longest = 200;
/** From here on length alone is enough. */
const longEnough = 20;
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u, /\p{Lo}/u];
const fewestClasses = 3;
/** What people put in front of a year or a number sign. */
const overused = ['password', 'passw0rd', 'qwerty', '12345', '54321', 'abcde', 'admin', 'welcome', 'letmein', '1q2w3e', 'jiku', '11111', '00000'];
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The same characters however they were typed: compositions and full-width forms are one (NFKC). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** The rules that it breaks, by code; empty for a good one. `names` are what everybody knows of the person. */
export function passwordFaults(password: string, names: readonly string[]): string[] {
  const normal = normalisePassword(password);
  const small = normal.toLowerCase();
  const faults: string[] = [];
  const length = [...normal].length;
  if (length < shortest) faults.push('too_short');
  if (length > longest) faults.push('too_long');
  if (length < longEnough && classes.filter((one) => one.test(normal)).length < fewestClasses) faults.push('too_plain');
  if (new Set(normal).size < 6) faults.push('too_uniform');
  if (overused.some((word) => small.includes(word))) faults.push('overused');
  if (names.some((name) => [...name].length > 1 && small.includes(name.toLowerCase()))) faults.push('names_owner');
  return faults;
}

/** 16 random characters without look-alikes (79 bits), in groups for reading aloud. */
export function createPassword(): string {
  const random = (): string => letters[randomInt(letters.length)] ?? '';
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, random).join('')).join('-');
}
