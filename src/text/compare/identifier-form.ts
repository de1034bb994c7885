// An identifier as it is compared and blocked: width, case, blanks and look-alike letters folded, whole or partly visible. It takes
// what readers refused (wrong check, masked, Excel's notation), so nothing here asks whether a number is valid.
import { isCalendarDate } from '../../standards/calendar.ts';
import { cleanIdentifier, isPlain } from '../../standards/identifier-reader.ts';
import { isNullText } from '../../standards/null-text.ts';
import { residentIdCheckDigit, upgradeResidentId } from '../../standards/resident-id.ts';
import { usccCheckChar } from '../../standards/uscc.ts';

/** An identifier ready to be compared. */
export interface PreparedIdentifier {
  /** The folded text; of a masked one with `*` for each hidden place, of Excel's notation the leading digits only. */
  readonly text: string;
  /** `whole`: every place is visible. `masked`: some are hidden. `cut`: only the leading `text` survived. */
  readonly state: 'whole' | 'masked' | 'cut';
  /** How many places the number had before it was cut; otherwise the length of `text`. */
  readonly length: number;
  /** The 15-digit form of an 18-digit number shaped like a resident ID, or the text itself where it has 15 digits; else empty. */
  readonly short: string;
  /** Whether its check character fits: two such numbers that differ are two numbers, not one typed wrong. */
  readonly isChecked: boolean;
  /** Whether the places 7-14 of 18 digits are a date, as in resident IDs. */
  readonly hasBirth: boolean;
}

const MASK_MARKS = /[*●•#?□〇○]/g;
const LETTER_MASK = /X{4,}|(?<=^\d{4,})X{3,}/g;
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/;
const DIGITS_15 = /^\d{15}$/;
const ID_SHAPE = /^\d{17}[\dX]$/;
const MASKED_ID_SHAPE = /^[\d*]{17}[\dX*]$/;
/** With fewer visible places, masked numbers agree by chance. */
export const LEAST_VISIBLE = 8;
/** Excel shows five decimals and drops the zeros at their end. */
const SHOWN_DIGITS = 6;
/** Excel keeps as many digits of a number. */
const EXCEL_DIGITS = 15;
const EARLIEST = 1800_0101;
const LATEST = 2100_0101;

/** Folds an identifier; null when it is blank, a null word, a placeholder (one character repeated, 1 to 9 counted up) or all but hidden. */
export function prepareIdentifier(value: string): PreparedIdentifier | null {
  const clean = cleanIdentifier(value);
  if (clean === '' || isNullText(clean) || isPlaceholder(clean)) return null;
  const scientific = SCIENTIFIC.exec(clean);
  if (scientific !== null) return cutByExcel(scientific);
  const masked = isPlain(clean) && !clean.includes('XXX') ? clean : clean.replace(MASK_MARKS, '*').replace(LETTER_MASK, (run) => '*'.repeat(run.length));
  if (masked.includes('*')) return masked.replaceAll('*', '').length >= LEAST_VISIBLE ? whole(masked, 'masked') : null;
  const text = clean.length >= 15 ? clean.replaceAll('O', '0').replaceAll('I', '1') : clean;
  // No sequence is 000: Excel kept 15 digits, and every person born that day in that county has the same rest.
  if (ID_SHAPE.test(text) && text.endsWith('000')) return { text: text.slice(0, EXCEL_DIGITS), state: 'cut', length: 18, short: '', isChecked: false, hasBirth: false };
  return whole(text, 'whole');
}

/** The 18-digit form of an identifier that has 15 digits and holds a date in the places 7-12; other texts as they are. */
export function upgradeIdentifier(text: string): string {
  return DIGITS_15.test(text) && isBirthDate(`19${text.slice(6, 12)}`) ? upgradeResidentId(text) : text;
}

/** Whether eight digits are a day on which a person in a register can be born. */
export function isBirthDate(digits: string): boolean {
  const day = Number(digits);
  return day >= EARLIEST && day < LATEST && isCalendarDate(day);
}

function whole(text: string, state: 'whole' | 'masked'): PreparedIdentifier {
  const isIdShape = ID_SHAPE.test(text);
  const short = isIdShape || (state === 'masked' && MASKED_ID_SHAPE.test(text)) ? text.slice(0, 6) + text.slice(8, 17) : /^[\d*]{15}$/.test(text) ? text : '';
  const isChecked = text.length === 18 && (isIdShape && residentIdCheckDigit(text) === text[17] || usccCheckChar(text) === text[17]);
  return { text, state, length: text.length, short, isChecked, hasBirth: isIdShape && isBirthDate(text.slice(6, 14)) };
}

function cutByExcel(scientific: RegExpExecArray): PreparedIdentifier | null {
  const length = Number(scientific[3]) + 1;
  const text = (scientific[1]! + (scientific[2] ?? '')).padEnd(SHOWN_DIGITS, '0').slice(0, Math.min(length, EXCEL_DIGITS));
  return length < SHOWN_DIGITS ? null : { text, state: 'cut', length, short: '', isChecked: false, hasBirth: false };
}

function isPlaceholder(text: string): boolean {
  return /^(.)\1*$/.test(text) || '123456789012345678'.startsWith(text) && text.length >= 8;
}
