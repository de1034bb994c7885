// What every identifier's reader has in common: the clean value passes after one look; all else is cleaned, then blanks, null
// words, placeholders, masks and Excel's notation are settled, and the type's own judge decides on the rest.
import {
  identifierCleaned, letterForDigit, lowerCase, maskedIdentifier, nullText, placeholderIdentifier, scientificNotation,
} from './identifier-rules.ts';
import { isNullText } from './null-text.ts';
import type { CellReader, Note, Rule } from './rule.ts';

/**
 * Decides on a text of one identifier type: the normalised value when it is accepted (issues and fixes noted), else the rule of
 * effect `unusable` that it breaks, with nothing noted. It sees the raw text first and must accept it only if it `isClean`.
 */
export type IdentifierJudge = (text: string, note: Note) => string | Rule;

const DASHES_BLANKS_AND_MARKS = /[\s\u200B-\u200F\u2060\uFEFF\u00AD\u2010-\u2015\u2212\uFE58\uFE63'\u2018\u2019`"-]/g;
const MASK = /[*●•#]|X{3,}/;
const SCIENTIFIC = /^\d(\.\d+)?E\+\d{1,3}$|^\d\.\d+E\d{1,3}$/;

/**
 * Normalises an identifier's characters: NFKC (full width, Roman Ⅹ), Cyrillic Х → X, upper case, and no blanks, zero-width
 * characters, hyphens, quotes or apostrophes. A text of 0-9 and A-Z is returned as it is.
 */
export function cleanIdentifier(text: string): string {
  if (isPlain(text)) return text;
  return text.normalize('NFKC').replace(DASHES_BLANKS_AND_MARKS, '').replace(/[\u0425\u0445]/g, 'X').toUpperCase();
}

/** Whether cleaning would leave the text as it is. */
export function isClean(text: string): boolean {
  return isPlain(text) || cleanIdentifier(text) === text;
}

/** Whether the text is made of 0-9 and A-Z only. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 90 || (c > 57 && c < 65)) return false;
  }
  return true;
}

/**
 * Makes the reader of an identifier type from its judge. `checkedLengths` are the lengths whose forms carry a check character:
 * only there may O and I be read as 0 and 1, and only if the judge then accepts.
 */
export function identifierReader(judge: IdentifierJudge, checkedLengths: readonly number[]): CellReader {
  return (raw, note) => {
    const repeated = isRepeated(raw);
    const first = repeated ? null : judge(raw, note);
    if (typeof first === 'string') return first;
    const text = cleanIdentifier(raw);
    if (text === '' || isNullText(text)) {
      if (raw.trim() !== '') note(nullText);
      return null;
    }
    if (isPlaceholder(text)) {
      note(placeholderIdentifier);
      return null;
    }
    const verdict = text === raw && first !== null ? first : judge(text, note);
    if (typeof verdict === 'string') {
      if (text !== raw) note(text === raw.toUpperCase() ? lowerCase : identifierCleaned);
      return verdict;
    }
    if (checkedLengths.includes(text.length) && /[OI]/.test(text)) {
      const repaired = judge(text.replaceAll('O', '0').replaceAll('I', '1'), note);
      if (typeof repaired === 'string') {
        note(letterForDigit);
        return repaired;
      }
    }
    note(reasonOfForm(text) ?? verdict);
    return raw.trim();
  };
}

/** Why a refused text looks as it does, when its form says so. Not asked before the judge: a genuine code may hold XXX. */
function reasonOfForm(text: string): Rule | null {
  if (MASK.test(text)) return maskedIdentifier;
  return SCIENTIFIC.test(text) ? scientificNotation : null;
}

function isRepeated(text: string): boolean {
  if (text.length === 0) return true;
  const c = text.charCodeAt(0);
  for (let i = 1; i < text.length; i++) if (text.charCodeAt(i) !== c) return false;
  return true;
}

/** 000000000000000000, 1111, XXXX, 123456789012345678: typed to get past a required field. */
function isPlaceholder(text: string): boolean {
  return (isRepeated(text) && text.charCodeAt(0) !== 42) || text === '123456789012345678' || text === '123456789012345';
}
