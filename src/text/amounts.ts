// Amounts of money to exact decimal strings: shifts of the decimal point on text, never floating point.
import { isNullText } from '../standards/null-text.ts';
import type { Note, Rule } from '../standards/rule.ts';
import { readChineseNumeral } from './chinese-numerals.ts';

/** The unit of a bare number, which the feed declares. */
export type AmountUnit = '元' | '万元' | '亿元';

/** An amount in whole units of its currency (yuan, dollars), as a decimal string, and the ISO 4217 code of the currency. */
export interface Capital {
  readonly amount: string;
  readonly currency: string;
}

export const AMOUNT_FORM: Rule = {
  code: 'AMOUNT_FORM',
  effect: 'fixed',
  label: { zh: '金额的单位、分隔符或全角数字已规范', en: 'Unit, separators or width of the amount normalised' },
  remedy: { zh: '请按约定单位只报数字', en: 'Send the bare number in the agreed unit' },
};
export const AMOUNT_NULL: Rule = {
  code: 'AMOUNT_NULL',
  effect: 'missing',
  label: { zh: '金额为占位文字，视为空值', en: 'Placeholder text instead of an amount, taken as blank' },
  remedy: { zh: '没有金额时请留空', en: 'Leave the cell blank when there is no amount' },
};
export const AMOUNT_UNREADABLE: Rule = {
  code: 'AMOUNT_UNREADABLE',
  effect: 'unusable',
  label: { zh: '金额无法识别', en: 'Amount unreadable' },
  remedy: { zh: '请按约定单位只报数字', en: 'Send the bare number in the agreed unit' },
};
export const AMOUNT_FOREIGN: Rule = {
  code: 'AMOUNT_FOREIGN',
  effect: 'unusable',
  label: { zh: '金额不是人民币', en: 'Amount in a foreign currency' },
  remedy: { zh: '该字段只收人民币金额，请折算后报送', en: 'This field takes renminbi only: convert and resend' },
};
/** Every rule that the amount readers can note. */
export const amountRules: readonly Rule[] = [AMOUNT_FORM, AMOUNT_NULL, AMOUNT_UNREADABLE, AMOUNT_FOREIGN];

const POWER: Readonly<Record<string, number>> = { '': 0, 元: 0, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 万元: 4, 亿: 8, 亿元: 8 };
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3,4})+)?(?:\.(\d+))?(?:E\+?(\d{1,2}))?$/i;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;
const IN_WORDS = /^([〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+)(?:元|圆)?整?$/;
const UNIT_AT_END = /(千万|百万|十万|亿|万|千)?(?:元|圆)?整?$/;
/** Words for currencies; longer words first where one holds another. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/新加坡元|新元|SGD/i, 'SGD'], [/新台币|台币|TWD/i, 'TWD'], [/澳门(?:元|币)|MOP/i, 'MOP'], [/澳大利亚元|澳元|AUD/i, 'AUD'], [/加拿大元|加元|CAD/i, 'CAD'],
  [/港元|港币|HKD|HK\$/i, 'HKD'], [/美元|美金|USD|US\$|\$/i, 'USD'], [/欧元|EUR|€/i, 'EUR'], [/日元|日圆|JPY/i, 'JPY'], [/英镑|GBP|£/i, 'GBP'],
  [/韩元|韩圆|KRW/i, 'KRW'], [/瑞士法郎|CHF/i, 'CHF'], [/人民币|RMB|CNY|¥/i, 'CNY'],
];

/**
 * Reads an amount of renminbi into yuan: thousand separators, full width, 元/万元/亿元, amounts in words. A bare number counts in `unit`.
 * Returns a canonical decimal string, null when missing, or the text as sent when unreadable or foreign.
 */
export function readAmount(raw: string, note: Note, options: { readonly unit: AmountUnit }): string | null {
  if (options.unit === '元' && isCanonicalInteger(raw)) return raw;
  const text = tidy(raw, note);
  if (text === null) return null;
  const capital = parseCapital(text, options.unit);
  if (capital === null || capital.currency !== 'CNY') {
    note(capital === null ? AMOUNT_UNREADABLE : AMOUNT_FOREIGN);
    return raw.trim();
  }
  if (!PLAIN_NUMBER.test(raw)) note(AMOUNT_FORM);
  return capital.amount;
}

/**
 * As `readAmount`, with the currency that the text names (renminbi when it names none): `50(万元人民币)`, `100万美元`. Null when
 * missing, and when unreadable, which the note then tells.
 */
export function readCapital(raw: string, note: Note, options: { readonly unit: AmountUnit }): Capital | null {
  const text = tidy(raw, note);
  if (text === null) return null;
  const capital = parseCapital(text, options.unit);
  if (capital === null) note(AMOUNT_UNREADABLE);
  else if (!PLAIN_NUMBER.test(raw)) note(AMOUNT_FORM);
  return capital;
}

/** The text without width, blanks and apostrophe; null when missing. */
function tidy(raw: string, note: Note): string | null {
  const text = raw.normalize('NFKC').replace(/[\s\u200b\ufeff]/g, '').replace(/^'/, '');
  if (text !== '' && !isNullText(text)) return text;
  if (text !== '') note(AMOUNT_NULL);
  return null;
}

function parseCapital(text: string, unit: AmountUnit): Capital | null {
  const found = CURRENCIES.find(([word]) => word.test(text));
  const bare = (found ? text.replace(found[0], '元') : text).replace(/[()]/g, '').replace(/元+/g, '元').replace(/^元/, '');
  // A currency without a unit of its own says nothing about the unit: 100美元 is dollars, 人民币100 counts as declared.
  const amount = readNumber(bare, unit);
  return amount === null ? null : { amount, currency: found?.[1] ?? 'CNY' };
}

function readNumber(text: string, unit: AmountUnit): string | null {
  const words = IN_WORDS.exec(text);
  if (words) {
    const value = readChineseNumeral(words[1]!);
    const power = /[元圆万亿]/.test(text) ? 0 : POWER[unit]!;
    return value === null ? null : shift({ sign: '', whole: String(value), fraction: '', power });
  }
  const ending = UNIT_AT_END.exec(text)!;
  const parts = NUMBER.exec(text.slice(0, ending.index));
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return null;
  const stated = ending[0] === '' ? unit : ending[1] ?? '';
  return shift({ sign: parts[1]!, whole: parts[2] ?? '', fraction: parts[3] ?? '', power: POWER[stated]! + Number(parts[4] ?? 0) });
}

/** Moves the decimal point `power` places to the right and drops idle zeros. */
function shift(number: { sign: string; whole: string; fraction: string; power: number }): string {
  const fraction = number.fraction.padEnd(number.power, '0');
  const whole = (number.whole.replaceAll(',', '') + fraction.slice(0, number.power)).replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.slice(number.power).replace(/0+$/, '');
  const amount = rest === '' ? whole : `${whole}.${rest}`;
  return number.sign === '-' && amount !== '0' ? `-${amount}` : amount;
}

function isCanonicalInteger(raw: string): boolean {
  if (raw.length === 0 || (raw.charCodeAt(0) === 0x30 && raw.length > 1)) return false;
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}
