// Foreign permanent resident cards: the 2017 edition (15 characters, ICAO 9303 check) and the 2023 edition (18 digits, MOD 11-2).
// Old cards stay valid until they expire, so both are read; a person's two numbers are two identifiers.
import { dayNumber, isCalendarDate } from './calendar.ts';
import { identifierReader } from './identifier-reader.ts';
import type { IdentifierJudge } from './identifier-reader.ts';
import { excelTruncated, letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import { brokenMod112Rule, idCheck, idDate, idDateFuture, idDateTooOld, idForm } from './resident-id.ts';
import type { CellReader, Rule } from './rule.ts';

export const prCardForm: Rule = {
  code: 'PR_CARD_FORM',
  effect: 'unusable',
  label: { zh: '永久居留证号码格式不对', en: 'Not the form of a permanent resident card number' },
  remedy: { zh: '请对照证件：2017 版为 3 位字母加 12 位数字，2023 版为 9 开头的 18 位。', en: '2017: 3 letters and 12 digits; 2023: 18 digits starting with 9.' },
};
export const prCardCheck: Rule = {
  code: 'PR_CARD_CHECK',
  effect: 'unusable',
  label: { zh: '永久居留证号码校验码不符', en: 'The check digit of the permanent resident card does not fit' },
  remedy: { zh: '号码中有录入错误，请对照证件更正。', en: 'A character is wrong; correct it from the card.' },
};
export const prCardDate: Rule = {
  code: 'PR_CARD_DATE',
  effect: 'unusable',
  label: { zh: '永久居留证号码中的出生日期不存在', en: 'The birth date in the card number does not exist' },
  remedy: { zh: '请对照证件更正第 8 至 13 位。', en: 'Correct characters 8 to 13 from the card.' },
};

export const prCardRules: readonly Rule[] = [
  ...sharedIdentifierRules, letterForDigit, excelTruncated, prCardForm, prCardCheck, prCardDate, idForm, idCheck, idDate, idDateFuture,
  idDateTooOld,
];

/** ICAO 9303 check digit: weights 7-3-1, digits by value, A=10 .. Z=35, modulo 10. */
export function icaoCheckDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += parseInt(text[i]!, 36) * [7, 3, 1][i % 3]!;
  return String(sum % 10);
}

/** Judge of both editions. `today` is YYYY-MM-DD. */
export function judgePrCard(options: { readonly today: string }): IdentifierJudge {
  const today = dayNumber(options.today);
  return (text) => {
    if (text.length === 15) return brokenRule2017(text) ?? text;
    if (text.length === 18 && text.startsWith('9')) return brokenMod112Rule(text, today) ?? text;
    return prCardForm;
  };
}

function brokenRule2017(text: string): Rule | null {
  if (!/^[A-Z]{3}\d{12}$/.test(text)) return prCardForm;
  if (icaoCheckDigit(text.slice(0, 14)) !== text[14]) return prCardCheck;
  // The century is not in the number: 29 February passes when either century has it.
  const yymmdd = Number(text.slice(7, 13));
  return isCalendarDate(19_000_000 + yymmdd) || isCalendarDate(20_000_000 + yymmdd) ? null : prCardDate;
}

/** Reader of permanent resident card numbers of either edition. */
export function prCardReader(options: { readonly today: string }): CellReader {
  return identifierReader(judgePrCard(options), [18]);
}
