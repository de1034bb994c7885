// Taxpayer numbers: 15 = division and organisation code (or an old ID number), 17 = old ID and two digits, 18 = USCC or ID number,
// 20 = ID number and two digits. Temporary and other numbers have no rule that could be checked and pass as they are.
import { identifierReader, isPlain } from './identifier-reader.ts';
import type { IdentifierJudge } from './identifier-reader.ts';
import { excelTruncated, letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import { orgCodeCheckChar } from './organisation-code.ts';
import { judgeResidentId } from './resident-id.ts';
import type { ResidentIdOptions } from './resident-id.ts';
import type { CellReader, Note, Rule } from './rule.ts';
import { judgeUscc } from './uscc.ts';

export const taxNoCheck: Rule = {
  code: 'TAX_NO_CHECK',
  effect: 'unusable',
  label: { zh: '纳税人识别号校验不符', en: 'The check character inside the taxpayer number does not fit' },
  remedy: { zh: '号码中有录入错误，请对照税务登记信息更正。', en: 'A character is wrong; correct it from the tax registration.' },
};
export const taxNoOpaque: Rule = {
  code: 'TAX_NO_OPAQUE',
  effect: 'issue',
  label: { zh: '纳税人识别号为非常规形式，无法校验', en: 'An unusual taxpayer number, which cannot be checked' },
  remedy: { zh: '号码照常使用；如为临时登记号，请在取得正式号码后更新。', en: 'Used as it is; update it once a permanent number is given.' },
};
export const taxNoForm: Rule = {
  code: 'TAX_NO_FORM',
  effect: 'unusable',
  label: { zh: '纳税人识别号含有不允许的字符', en: 'A taxpayer number has only letters and digits' },
  remedy: { zh: '请对照税务登记信息更正。', en: 'Correct it from the tax registration.' },
};

export const taxpayerNumberRules: readonly Rule[] = [
  ...sharedIdentifierRules, letterForDigit, excelTruncated, taxNoCheck, taxNoOpaque, taxNoForm,
];

const silent: Note = () => {};

/** Reader of the column 纳税人识别号. */
export function taxpayerNumberReader(options: ResidentIdOptions): CellReader {
  const judgeId = judgeResidentId(options);
  const judgeCode = judgeUscc(options.divisions);
  const accepts = (judge: IdentifierJudge, text: string) => typeof judge(text, silent) === 'string';
  const isChecked = (text: string): boolean => {
    switch (text.length) {
      case 15: return (/^\d{6}/.test(text) && orgCodeCheckChar(text, 6) === text[14]) || accepts(judgeId, text);
      case 17: return /^\d{17}$/.test(text) && accepts(judgeId, text.slice(0, 15));
      case 18: return accepts(judgeCode, text) || accepts(judgeId, text);
      default: return /\d{2}$/.test(text) && accepts(judgeId, text.slice(0, 18));
    }
  };
  return identifierReader((text, note) => {
    if (!isPlain(text) || !/\d/.test(text)) return taxNoForm;
    if ([15, 17, 18, 20].includes(text.length) && !text.startsWith('L')) {
      if (isChecked(text)) return text;
      return /^\d{15}000$/.test(text) ? excelTruncated : taxNoCheck;
    }
    note(taxNoOpaque);
    return text;
  }, [18, 20]);
}
