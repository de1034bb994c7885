// What a reader can say about a row before any cell is looked at. Rows that cannot be lined up with the header are rejected;
// rows that can are kept with an issue.
import type { Rule } from '../../standards/rule.ts';

export const rowRules = {
  ROW_SHORT: {
    code: 'ROW_SHORT',
    effect: 'issue',
    label: { zh: '行尾缺少单元格，按空值处理', en: 'cells are missing at the end of the row; read as blank' },
    remedy: { zh: '请补齐与表头一致的列数。', en: 'Write as many cells as the header has.' },
  },
  ROW_LONG: {
    code: 'ROW_LONG',
    effect: 'reject',
    label: { zh: '单元格多于表头，无法对应列', en: 'the row has more cells than the header, so they cannot be told apart' },
    remedy: {
      zh: '请检查是否有未加引号的分隔符，含分隔符的内容须用双引号括起。',
      en: 'Look for a delimiter inside a value; put such a value in double quotes.',
    },
  },
  QUOTE_BROKEN: {
    code: 'QUOTE_BROKEN',
    effect: 'reject',
    label: { zh: '引号不成对', en: 'a quote is not closed, or text follows the closing quote' },
    remedy: {
      zh: '请将内容中的双引号写成两个双引号，并检查引号是否成对。',
      en: 'Double every quote inside a value and close every value that was opened with a quote.',
    },
  },
  JSON_BROKEN: {
    code: 'JSON_BROKEN',
    effect: 'reject',
    label: { zh: '该行不是一个完整的 JSON 对象', en: 'the line is not one JSON object' },
    remedy: { zh: '每行写一个完整的 JSON 对象。', en: 'Write one whole JSON object on each line.' },
  },
  JSON_UNSAFE_NUMBER: {
    code: 'JSON_UNSAFE_NUMBER',
    effect: 'issue',
    label: {
      zh: '号码以 JSON 数字报送，超出安全整数范围；已按原文保留',
      en: 'a number too long for a JSON number; its digits were kept as written',
    },
    remedy: { zh: '请以字符串报送证件号码等长数字。', en: 'Send ID numbers and other long numbers as strings.' },
  },
  TEXT_NUL: {
    code: 'TEXT_NUL',
    effect: 'fixed',
    label: { zh: '含空字符（NUL），已去除', en: 'a NUL character was removed' },
    remedy: {
      zh: '请检查导出程序是否以空字符填充定长字段。',
      en: 'Check whether the export pads fixed-width fields with NUL.',
    },
  },
} as const satisfies Record<string, Rule>;
