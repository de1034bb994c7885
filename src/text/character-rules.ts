// What the character normaliser can say about a text cell. Outcomes follow the fault catalogue; clerks read label and remedy.
import type { Rule } from '../standards/rule.ts';

const RESEND_UTF8 = {
  zh: '请按 UTF-8 或 GB18030 重新导出该条数据后再报送',
  en: 'Export the row again in UTF-8 or GB18030 and resend it',
};
const NOTHING_TO_DO = { zh: '已自动规范，无需处理；建议在源系统中更正', en: 'Normalised; correct the source system when convenient' };

export const WIDTH_FOLDED: Rule = {
  code: 'WIDTH_FOLDED',
  effect: 'fixed',
  label: { zh: '全角或兼容字符已转换', en: 'Full-width or compatibility characters folded' },
  remedy: NOTHING_TO_DO,
};
export const COMPATIBILITY_IDEOGRAPH: Rule = {
  code: 'COMPATIBILITY_IDEOGRAPH',
  effect: 'fixed',
  label: { zh: '部首或兼容汉字已转为标准汉字', en: 'Radical or compatibility ideograph replaced by the standard character' },
  remedy: NOTHING_TO_DO,
};
export const INVISIBLE_REMOVED: Rule = {
  code: 'INVISIBLE_REMOVED',
  effect: 'fixed',
  label: { zh: '不可见字符已删除', en: 'Invisible characters removed' },
  remedy: NOTHING_TO_DO,
};
export const BLANKS_NORMALISED: Rule = {
  code: 'BLANKS_NORMALISED',
  effect: 'fixed',
  label: { zh: '多余空格已删除', en: 'Superfluous blanks removed' },
  remedy: NOTHING_TO_DO,
};
export const ENTITY_DECODED: Rule = {
  code: 'ENTITY_DECODED',
  effect: 'fixed',
  label: { zh: '网页转义字符已还原', en: 'HTML entities decoded' },
  remedy: NOTHING_TO_DO,
};
export const APOSTROPHE_REMOVED: Rule = {
  code: 'APOSTROPHE_REMOVED',
  effect: 'fixed',
  label: { zh: '前置单引号已删除', en: 'Leading apostrophe removed' },
  remedy: NOTHING_TO_DO,
};
export const RARE_CHARACTER_MAPPED: Rule = {
  code: 'RARE_CHARACTER_MAPPED',
  effect: 'fixed',
  label: { zh: '旧编码生僻字已转为标准编码', en: 'Legacy code point of a rare character replaced by its standard one' },
  remedy: NOTHING_TO_DO,
};
export const NULL_STRING: Rule = {
  code: 'NULL_STRING',
  effect: 'missing',
  label: { zh: '占位文字视为空值', en: 'Placeholder text taken as blank' },
  remedy: { zh: '没有数据时请留空，不要填写“无”“-”“NULL”等', en: 'Leave the cell blank instead of a placeholder' },
};
export const MOJIBAKE: Rule = {
  code: 'MOJIBAKE',
  effect: 'issue',
  label: { zh: '疑似乱码', en: 'Garbled text' },
  remedy: RESEND_UTF8,
};
export const RARE_CHARACTER: Rule = {
  code: 'RARE_CHARACTER',
  effect: 'issue',
  label: { zh: '含无法识别的生僻字', en: 'Unidentified rare character' },
  remedy: {
    zh: '请核对证件原件，用标准编码（GB 18030-2022）补正“?”“□”或自造字',
    en: 'Check the document and replace "?", the empty box or the private character by its GB 18030-2022 code',
  },
};
export const TRUNCATED: Rule = {
  code: 'TRUNCATED',
  effect: 'issue',
  label: { zh: '文字被截断', en: 'Text cut off' },
  remedy: { zh: '源字段长度不足，请按完整内容补报', en: 'The source field is too short: send the whole text' },
};
export const TRADITIONAL: Rule = {
  code: 'TRADITIONAL',
  effect: 'issue',
  label: { zh: '含繁体字或台湾用语', en: 'Traditional characters or Taiwan wording' },
  remedy: { zh: '请按登记证照上的规范汉字核对', en: 'Check against the standard characters of the certificate' },
};

/** Every rule that the character normaliser can note. */
export const characterRules: readonly Rule[] = [
  WIDTH_FOLDED, COMPATIBILITY_IDEOGRAPH, INVISIBLE_REMOVED, BLANKS_NORMALISED, ENTITY_DECODED, APOSTROPHE_REMOVED,
  RARE_CHARACTER_MAPPED, NULL_STRING, MOJIBAKE, RARE_CHARACTER, TRUNCATED, TRADITIONAL,
];
