// Organisation codes, GB 11714-1997: eight characters and a check character, printed 8-1; characters 9-17 of the USCC.
import { identifierReader } from './identifier-reader.ts';
import { letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import type { CellReader, Rule } from './rule.ts';

const WEIGHTS = Uint8Array.of(3, 7, 9, 10, 5, 8, 4, 2);
const CHECK_CHARS = '0X987654321';

export const orgCodeForm: Rule = {
  code: 'ORG_CODE_FORM',
  effect: 'unusable',
  label: { zh: '组织机构代码位数或字符不对', en: 'Not nine digits or letters' },
  remedy: { zh: '请核对：应为 8 位数字或字母加 1 位校验码。', en: 'Eight digits or letters and a check character are expected.' },
};
export const orgCodeInvalid: Rule = {
  code: 'ORG_CODE_INVALID',
  effect: 'unusable',
  label: { zh: '组织机构代码校验码不符', en: 'The check character of the organisation code does not fit' },
  remedy: { zh: '代码中有录入错误，请对照证书更正。', en: 'A character is wrong; correct it from the certificate.' },
};

export const orgCodeRules: readonly Rule[] = [...sharedIdentifierRules, letterForDigit, orgCodeForm, orgCodeInvalid];

/** GB 11714 check character (0-9 or X) over the eight characters of `text` from `at`; null when one is not 0-9 or A-Z. */
export function orgCodeCheckChar(text: string, at = 0): string | null {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const c = text.charCodeAt(at + i);
    const value = c >= 48 && c <= 57 ? c - 48 : c >= 65 && c <= 90 ? c - 55 : -1;
    if (value < 0) return null;
    sum += value * WEIGHTS[i]!;
  }
  return CHECK_CHARS[sum % 11]!;
}

/** Reader of organisation codes. The value has no hyphen. */
export const readOrganisationCode: CellReader = identifierReader((text) => {
  const check = text.length === 9 ? orgCodeCheckChar(text) : null;
  if (check === null || !/[\dX]/.test(text[8]!)) return orgCodeForm;
  return check === text[8] ? text : orgCodeInvalid;
}, [9]);
