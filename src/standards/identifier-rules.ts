// The rules that identifiers of several types share. Each type's own rules stand in its file.
import type { Rule } from './rule.ts';

export const identifierCleaned: Rule = {
  code: 'IDENTIFIER_CLEANED',
  effect: 'fixed',
  label: { zh: '号码中的全角字符、空格、横线等已清理', en: 'Full-width characters, blanks, hyphens or look-alike letters were cleaned' },
  remedy: { zh: '已自动清理，无需处理；建议录入时使用半角字符且不加空格。', en: 'Nothing to do; enter half-width characters without blanks.' },
};

export const lowerCase: Rule = {
  code: 'LOWER_CASE',
  effect: 'fixed',
  label: { zh: '小写字母已转为大写', en: 'Lower-case letters were changed to upper case' },
  remedy: { zh: '已自动转换，无需处理；证件上的字母均为大写。', en: 'Nothing to do; letters in identifiers are upper case.' },
};

export const letterForDigit: Rule = {
  code: 'LETTER_FOR_DIGIT',
  effect: 'fixed',
  label: { zh: '字母 O、I 已按校验码改为数字 0、1', en: 'Letters O and I were read as 0 and 1, as the check character confirms' },
  remedy: { zh: '校验码相符，已自动更正；请同时更正源系统中的号码。', en: 'Corrected automatically; please correct the number at its source.' },
};

export const nullText: Rule = {
  code: 'NULL_TEXT',
  effect: 'missing',
  label: { zh: '以“无”“NULL”等文字表示空值', en: 'A word such as 无 or NULL stands for no value' },
  remedy: { zh: '已按空值处理；没有数据时请留空。', en: 'Read as blank; leave the cell empty when there is no value.' },
};

export const placeholderIdentifier: Rule = {
  code: 'PLACEHOLDER_ID',
  effect: 'missing',
  label: { zh: '占位号码，不是真实号码', en: 'A placeholder, not a real number' },
  remedy: { zh: '已按空值处理；请补录真实号码，没有号码时请留空。', en: 'Read as blank; supply the real number or leave the cell empty.' },
};

export const maskedIdentifier: Rule = {
  code: 'MASKED',
  effect: 'unusable',
  label: { zh: '号码已脱敏（含 * 号），无法用于关联', en: 'The number is masked and cannot link records' },
  remedy: { zh: '请报送未脱敏的完整号码。', en: 'Send the complete number.' },
};

export const scientificNotation: Rule = {
  code: 'SCIENTIFIC_NOTATION',
  effect: 'unusable',
  label: { zh: '号码被 Excel 存成科学计数法', en: 'Excel turned the number into scientific notation' },
  remedy: { zh: '原号码已丢失，请从源系统重新导出，并把该列设为“文本”格式。', en: 'The number is lost: export again with the column formatted as text.' },
};

export const excelTruncated: Rule = {
  code: 'EXCEL_TRUNCATED',
  effect: 'unusable',
  label: { zh: '号码末三位为 000，疑被 Excel 截断（只保留 15 位有效数字）', en: 'Ends in 000: Excel kept only 15 digits' },
  remedy: { zh: '请从源系统重新导出，并把该列设为“文本”格式；不要手工补改末三位。', en: 'Export again with the column formatted as text.' },
};

export const divisionUnknown: Rule = {
  code: 'DIVISION_UNKNOWN',
  effect: 'issue',
  label: { zh: '号码中的行政区划代码未收录', en: 'The division code in the number is not in any edition of GB/T 2260' },
  remedy: { zh: '号码照常使用；如经核对确为录入错误，请更正。', en: 'The number is used as it is; correct it only if it proves to be mistyped.' },
};

/** What `identifierReader` itself may note, whatever the type. */
export const sharedIdentifierRules: readonly Rule[] = [
  identifierCleaned, lowerCase, nullText, placeholderIdentifier, maskedIdentifier, scientificNotation,
];
