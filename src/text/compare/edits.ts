// Slips of typing between two short texts. Edit distance is fastest-levenshtein's; what it does not know (swaps, places) is here.
import { distance } from 'fastest-levenshtein';

/** Whether one text becomes the other by one character replaced, dropped or added. */
export function isOneEdit(a: string, b: string): boolean {
  const difference = a.length - b.length;
  return difference >= -1 && difference <= 1 && distance(a, b) === 1;
}

/** Whether the texts differ by two neighbouring characters changing places. */
export function isNeighbourSwap(a: ArrayLike<string>, b: ArrayLike<string>): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i + 1 >= a.length || a[i] !== b[i + 1] || a[i + 1] !== b[i]) return false;
  for (let k = i + 2; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** How many places differ; texts of different length differ in all. */
export function countDifferentPlaces(a: string, b: string): number {
  if (a.length !== b.length) return Math.max(a.length, b.length);
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) count++;
  return count;
}

/** 1 for equal texts, 0 for texts without anything in common: one less the edit distance over the longer length. */
export function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - distance(a, b) / longer;
}

/** Whether two lists have an element in common. Both are short. */
export function shareOne(a: readonly string[], b: readonly string[]): boolean {
  for (const one of a) if (b.includes(one)) return true;
  return false;
}
