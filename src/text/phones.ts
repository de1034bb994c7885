// Telephone numbers of the mainland: mobile numbers as 11 digits, landlines with their area code as 0571-88888888.
import { isNullText } from '../standards/null-text.ts';
import type { Note, Rule } from '../standards/rule.ts';

export const PHONE_FORM: Rule = {
  code: 'PHONE_FORM',
  effect: 'fixed',
  label: { zh: '电话号码格式已规范', en: 'Telephone number normalised' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const PHONE_NULL: Rule = {
  code: 'PHONE_NULL',
  effect: 'missing',
  label: { zh: '电话为占位内容，视为空值', en: 'Placeholder instead of a telephone number, taken as blank' },
  remedy: { zh: '没有电话时请留空', en: 'Leave the cell blank when there is no number' },
};
export const PHONE_SHAPE: Rule = {
  code: 'PHONE_SHAPE',
  effect: 'issue',
  label: { zh: '电话号码格式不符', en: 'Not the shape of a telephone number' },
  remedy: { zh: '请填 11 位手机号或“区号-号码”，每格一个', en: 'Send one number: 11 digits, or area code and number' },
};
/** Every rule that the telephone reader can note. */
export const phoneRules: readonly Rule[] = [PHONE_FORM, PHONE_NULL, PHONE_SHAPE];

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/;
const SERVICE = /^[48]00\d{7}$/;
const SAME_DIGIT = /^(\d)\1+$/;

/** Reads a telephone number: width, blanks, hyphens and +86 removed. Another shape is kept as sent, with an issue. */
export function cleanPhone(raw: string, note: Note): string | null {
  if (MOBILE.test(raw)) return raw;
  const text = raw.normalize('NFKC').replace(/[\u200b-\u200d\ufeff]/g, '').replace(/^['\s]+/, '').trimEnd();
  if (text === '') return null;
  const digits = text.replace(/[\s().\-‐–—−]/g, '').replace(/^(?:\+|00)?86(?=(?:1[3-9]\d{9}|0?\d{9,11})$)/, '');
  if (isNullText(text) || SAME_DIGIT.test(digits)) {
    note(PHONE_NULL);
    return null;
  }
  const landline = LANDLINE.exec(digits);
  const phone = MOBILE.test(digits) || SERVICE.test(digits) ? digits : landline ? `${landline[1]}-${landline[2]}` : null;
  if (phone === null) {
    note(PHONE_SHAPE);
    return text;
  }
  if (phone !== raw) note(PHONE_FORM);
  return phone;
}
