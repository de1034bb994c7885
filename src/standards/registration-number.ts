// Business registration numbers, GS 15-2006: six digits of the first authority, eight of sequence, one check. Numbers from
// before 2007 have other forms and no check; they are still in use and pass as they are, with a remark.
import { identifierReader, isClean } from './identifier-reader.ts';
import { letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import type { CellReader, Rule } from './rule.ts';

export const regNoCheck: Rule = {
  code: 'REG_NO_CHECK',
  effect: 'unusable',
  label: { zh: '15 位工商注册号校验码不符', en: 'The check digit of the registration number does not fit' },
  remedy: { zh: '号码中有录入错误，请对照营业执照更正。', en: 'A digit is wrong; correct it from the licence.' },
};
export const regNoOld: Rule = {
  code: 'REG_NO_OLD',
  effect: 'issue',
  label: { zh: '旧式注册号（非 15 位数字），无法校验', en: 'An old registration number, which cannot be checked' },
  remedy: { zh: '号码照常使用；企业已换照的，请补充统一社会信用代码。', en: 'Used as it is; add the unified social credit code if there is one.' },
};
export const regNoForm: Rule = {
  code: 'REG_NO_FORM',
  effect: 'unusable',
  label: { zh: '注册号中没有数字', en: 'A registration number without any digit' },
  remedy: { zh: '请对照营业执照填写注册号。', en: 'Give the number from the licence.' },
};

export const registrationNumberRules: readonly Rule[] = [...sharedIdentifierRules, letterForDigit, regNoCheck, regNoOld, regNoForm];

/** ISO 7064 MOD 11,10 check digit over 14 digits (GS 15-2006). */
export function registrationNumberCheckDigit(first14: string): string {
  let product = 10;
  for (let i = 0; i < 14; i++) {
    const sum = (product + first14.charCodeAt(i) - 48) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return String((11 - product) % 10);
}

const FIFTEEN_DIGITS = /^\d{15}$/;

/** Reader of the column 注册号. */
export const readRegistrationNumber: CellReader = identifierReader((text, note) => {
  if (FIFTEEN_DIGITS.test(text)) return registrationNumberCheckDigit(text) === text[14] ? text : regNoCheck;
  const digits = text.length === 15 ? text.replaceAll('O', '0').replaceAll('I', '1') : text;
  if (digits !== text && FIFTEEN_DIGITS.test(digits) && registrationNumberCheckDigit(digits) === digits[14]) {
    note(letterForDigit);
    return digits;
  }
  if (!isClean(text) || !/\d/.test(text) || !/^[\p{L}\p{N}()/]+$/u.test(text)) return regNoForm;
  note(regNoOld);
  return text;
}, []);
