// Birth certificate numbers: a letter and nine digits. Older editions differ, so other forms are kept as they are.
import { identifierReader, isPlain } from './identifier-reader.ts';
import { sharedIdentifierRules } from './identifier-rules.ts';
import { documentForm } from './travel-document.ts';
import type { CellReader, Rule } from './rule.ts';

export const birthCertificateForm: Rule = {
  code: 'BIRTH_CERTIFICATE_FORM',
  effect: 'issue',
  label: { zh: '出生医学证明编号不是“1 位字母加 9 位数字”', en: 'Not a letter and nine digits' },
  remedy: { zh: '编号照常使用；请对照证件核对。', en: 'The number is used as it is; check it against the certificate.' },
};

export const birthCertificateRules: readonly Rule[] = [...sharedIdentifierRules, birthCertificateForm, documentForm];

/** Reader of birth certificate numbers; refuses only what has no digit. */
export const readBirthCertificate: CellReader = identifierReader((text, note) => {
  if (/^[A-Z]\d{9}$/.test(text)) return text;
  if (!isPlain(text) || !/\d/.test(text)) return documentForm;
  note(birthCertificateForm);
  return text;
}, []);
