// What the date reader can say about a cell.
import type { Rule } from '../standards/rule.ts';

const SEND_ISO = { zh: '请按“年-月-日”（如 2017-09-06）填报', en: 'Send the date as YYYY-MM-DD' };

export const DATE_FORM: Rule = {
  code: 'DATE_FORM',
  effect: 'fixed',
  label: { zh: '日期格式已规范', en: 'Date form normalised' },
  remedy: SEND_ISO,
};
export const DATE_OPEN_ENDED: Rule = {
  code: 'DATE_OPEN_ENDED',
  effect: 'fixed',
  label: { zh: '“长期”已识别为无截止日期', en: 'Long-term validity read as open-ended' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const DATE_NULL: Rule = {
  code: 'DATE_NULL',
  effect: 'missing',
  label: { zh: '日期为占位文字，视为空值', en: 'Placeholder text instead of a date, taken as blank' },
  remedy: { zh: '没有日期时请留空', en: 'Leave the cell blank when there is no date' },
};
export const DATE_PLACEHOLDER: Rule = {
  code: 'DATE_PLACEHOLDER',
  effect: 'missing',
  label: { zh: '系统默认日期，视为空值', en: 'Default date of a system, taken as blank' },
  remedy: { zh: '请填真实日期；没有时请留空，不要用 1900-01-01、9999-12-31 等代替', en: 'Send the true date or leave it blank' },
};
export const DATE_IMPOSSIBLE: Rule = {
  code: 'DATE_IMPOSSIBLE',
  effect: 'unusable',
  label: { zh: '日期不存在', en: 'No such date' },
  remedy: { zh: '请核对证件或登记档案后更正', en: 'Check the document and correct the date' },
};
export const DATE_FUTURE: Rule = {
  code: 'DATE_FUTURE',
  effect: 'unusable',
  label: { zh: '日期晚于今天', en: 'Date lies in the future' },
  remedy: { zh: '请核对后更正', en: 'Check and correct the date' },
};
export const DATE_UNREADABLE: Rule = {
  code: 'DATE_UNREADABLE',
  effect: 'unusable',
  label: { zh: '日期格式无法识别或不完整', en: 'Date unreadable or incomplete' },
  remedy: SEND_ISO,
};
export const DATE_SHIFTED: Rule = {
  code: 'DATE_SHIFTED',
  effect: 'issue',
  label: { zh: '时间按其他时区导出，已按北京时间取日期', en: 'Timestamp of another zone: the day was taken in Beijing time' },
  remedy: { zh: '请在导出时使用北京时间，只报日期', en: 'Export dates in Beijing time, without the time of day' },
};

/** Every rule that the date reader can note. */
export const dateRules: readonly Rule[] = [
  DATE_FORM, DATE_OPEN_ENDED, DATE_NULL, DATE_PLACEHOLDER, DATE_IMPOSSIBLE, DATE_FUTURE, DATE_UNREADABLE, DATE_SHIFTED,
];
