// Residence permits of Hong Kong, Macao and Taiwan residents: numbered like resident IDs under 810000, 820000 and 830000.
import { identifierReader } from './identifier-reader.ts';
import { excelTruncated, letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import { idCheck, idDate, idDateFuture, idDateTooOld, idForm, judgeResidentId } from './resident-id.ts';
import type { ResidentIdOptions } from './resident-id.ts';
import type { CellReader, Rule } from './rule.ts';

export const permitPrefix: Rule = {
  code: 'RESIDENCE_PERMIT_PREFIX',
  effect: 'unusable',
  label: { zh: '不是港澳台居民居住证号码（应以 810000、820000 或 830000 开头）', en: 'Not a residence permit number (810000, 820000, 830000)' },
  remedy: { zh: '请核对证件类型与号码；如为居民身份证，请改报证件类型。', en: 'Check type and number; a resident ID belongs to its own document type.' },
};

export const residencePermitRules: readonly Rule[] = [
  ...sharedIdentifierRules, letterForDigit, excelTruncated, idForm, idCheck, idDate, idDateFuture, idDateTooOld, permitPrefix,
];

/** Reader of residence permit numbers (18 digits under 810000, 820000 or 830000). */
export function residencePermitReader(options: ResidentIdOptions): CellReader {
  const judge = judgeResidentId(options);
  return identifierReader((text, note) => {
    if (text.length !== 18) return idForm;
    return /^\d/.test(text) && !/^8[123]0000/.test(text) ? permitPrefix : judge(text, note);
  }, [18]);
}
