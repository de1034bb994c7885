// Single characters beside one another: unreadable ones, and those that sound or look the same.
import { readingsOf } from '../match-forms.ts';
import { areLookAlike } from './look-alikes.ts';

/** A character that stands for an unknown one: `?`, boxes, a mask, the replacement character, any private-use point. */
const UNREADABLE = /^[?？□▯〓*＊●\ufffd\ue000-\uf8ff\u{f0000}-\u{10fffd}]$/u;

const ANY_UNREADABLE = new RegExp(UNREADABLE.source.replace(/^\^|\$$/g, ''), 'u');

/** Whether a character is a stand-in for one that could not be encoded, read or shown. */
export function isUnreadable(char: string): boolean {
  return UNREADABLE.test(char);
}

/** How many characters of a text are stand-ins; `chars` are its characters. */
export function countUnreadable(text: string, chars: readonly string[]): number {
  return ANY_UNREADABLE.test(text) ? chars.filter(isUnreadable).length : 0;
}

/** Whether two characters have a toneless reading in common. */
export function soundAlike(a: string, b: string): boolean {
  const others = readingsOf(b.codePointAt(0)!);
  for (const reading of readingsOf(a.codePointAt(0)!)) if (others.includes(reading)) return true;
  return false;
}

/** How many places differ when all of them differ by look-alikes or homophones; otherwise 0. The texts have one length. */
export function countSlips(a: string, b: string): number {
  let slips = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    if (!areLookAlike(a[i]!, b[i]!) && !soundAlike(a[i]!, b[i]!)) return 0;
    slips++;
  }
  return slips;
}
