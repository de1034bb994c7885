// Faults of dates, amounts and codes.
import { codeMapped, codeUnmapped } from '../standards/code-list.ts';
import { penaltyClass } from '../standards/code-lists/penalty-class.ts';
import { permitClass } from '../standards/code-lists/permit-class.ts';
import { AMOUNT_FORM, AMOUNT_NULL, AMOUNT_UNREADABLE } from '../text/amounts.ts';
import {
  DATE_FORM, DATE_FUTURE, DATE_IMPOSSIBLE, DATE_NULL, DATE_OPEN_ENDED, DATE_PLACEHOLDER, DATE_SHIFTED, DATE_UNREADABLE,
} from '../text/date-rules.ts';
import { both, cellFault, isOptional, isType, type CellFault } from './fault.ts';
import type { ColumnLayout } from './layout.ts';
import { daysBefore } from './world.ts';

const DAY_MS = 86_400_000;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const HAN_DIGITS = '〇一二三四五六七八九';
const ISO = /^\d{4}-\d{2}-\d{2}$/;

const isDate = isType('date');
const isLosableDate = both(isDate, isOptional);
const isOpenEnded = ({ attribute }: ColumnLayout) => attribute?.type === 'date' && attribute.options?.openEnded === true;
const onDate = (change: (iso: string) => string | null): CellFault['apply'] => (value) => (ISO.test(value) ? change(value) : null);
const stamp = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

function inHan(value: number): string {
  if (value < 10) return HAN_DIGITS[value]!;
  const tens = Math.floor(value / 10);
  return `${tens === 1 ? '' : HAN_DIGITS[tens]}十${value % 10 === 0 ? '' : HAN_DIGITS[value % 10]}`;
}

function inChineseNumerals(iso: string): string {
  const [year, month, day] = iso.split('-') as [string, string, string];
  return `${[...year].map((digit) => HAN_DIGITS[Number(digit)]).join('')}年${inHan(Number(month))}月${inHan(Number(day))}日`;
}

const plainParts = (iso: string, join: (year: number, month: number, day: number) => string) => {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  return join(year, month, day);
};

const dates: readonly CellFault[] = [
  cellFault('date_chinese', '2017年9月6日 写法|Date in Chinese words and digits', DATE_FORM, {
    isAt: isDate,
    apply: onDate((iso) => plainParts(iso, (y, m, d) => `${y}年${m}月${d}日`)),
  }),
  cellFault('date_han_numerals', '汉字数字日期|Date in Chinese numerals', DATE_FORM, { isAt: isDate, apply: onDate(inChineseNumerals) }),
  cellFault('date_compact', '20170906 写法|Date without separators', DATE_FORM, {
    isAt: isDate,
    apply: onDate((iso) => iso.replaceAll('-', '')),
  }),
  cellFault('date_slashes', '2017/9/6 写法|Date with slashes', DATE_FORM, {
    isAt: isDate,
    apply: onDate((iso) => plainParts(iso, (y, m, d) => `${y}/${m}/${d}`)),
  }),
  cellFault('date_excel_serial', 'Excel 日期序列号|Excel serial number', DATE_FORM, {
    isAt: isDate, apply: onDate((iso) => (iso > '1928' ? String((stamp(iso) - EXCEL_EPOCH) / DAY_MS) : null)),
  }),
  cellFault('date_epoch_ms', '毫秒时间戳|Epoch milliseconds', DATE_FORM, {
    isAt: isDate,
    apply: onDate((iso) => (iso > '1980' ? String(stamp(iso) - 8 * 3_600_000) : null)),
  }),
  cellFault('date_utc_stamp', '时间戳为 UTC，相差一天|Timestamp in UTC, a day off', DATE_SHIFTED, {
    isAt: isDate,
    apply: onDate((iso) => (iso > '1992' ? `${daysBefore(iso, 1)}T16:00:00Z` : null)),
  }),
  cellFault('date_one_day_shift', '出生日期差一天|Birth date one day off', { kind: 'issue', rule: 'KEY_CONTRADICTS' }, {
    isAt: both(isLosableDate, ({ attributeCode }) => attributeCode === 'birth_date'),
    apply: (value, _random, { valueOf }) => (ISO.test(value) && /^\d{17}[\dX]$/.test(valueOf('id_number')) ? daysBefore(value, 1) : null),
  }),
  cellFault('date_19000101', '占位日期 1900-01-01|Placeholder 1900-01-01', DATE_PLACEHOLDER, {
    isAt: isLosableDate,
    apply: onDate(() => '19000101'),
  }),
  cellFault('date_excel_zero', 'Excel 零值 1899-12-30|Excel’s zero date', DATE_PLACEHOLDER, {
    isAt: isLosableDate,
    apply: onDate(() => '1899-12-30'),
  }),
  cellFault('date_99991231', '占位日期 9999-12-31|Placeholder 9999-12-31', DATE_PLACEHOLDER, {
    isAt: both(isLosableDate, (column) => !isOpenEnded(column)), apply: onDate(() => '99991231'),
  }),
  cellFault('date_zeros', '占位日期全 0|Placeholder of zeros', DATE_PLACEHOLDER, { isAt: isLosableDate, apply: onDate(() => '00000000') }),
  cellFault('date_null_word', '日期栏填“不详”|The word for unknown', DATE_NULL, { isAt: isLosableDate, apply: onDate(() => '不详') }),
  cellFault('date_impossible', '不存在的日期|Date that does not exist', DATE_IMPOSSIBLE, {
    isAt: isLosableDate,
    apply: onDate((iso) => `${iso.slice(0, 4)}-02-30`),
  }),
  cellFault('date_future', '日期在未来|Date in the future', DATE_FUTURE, {
    isAt: both(isLosableDate, ({ attribute }) => attribute?.options?.past === true), apply: onDate((iso) => `2099${iso.slice(4)}`),
  }),
  cellFault('date_unreadable', '日期不全|Only a year and a month', DATE_UNREADABLE, {
    isAt: isLosableDate,
    apply: onDate((iso) => iso.slice(0, 7)),
  }),
  cellFault('date_long_term', '有效期为“长期”|Open-ended validity', DATE_OPEN_ENDED, { isAt: isOpenEnded, apply: () => '长期' }),
];

const isAmount = isType('amount');
const onAmount = (change: (amount: number, column: ColumnLayout) => string | null): CellFault['apply'] =>
  (value, _random, { column }) => (/^\d+(\.\d+)?$/.test(value) ? change(Number(value), column) : null);
const inYuan = (amount: number, column: ColumnLayout) => (column.column.unit === 'wan' ? amount * 10_000 : amount);

const amounts: readonly CellFault[] = [
  cellFault('amount_with_unit', '数字带单位|Amount with its unit', AMOUNT_FORM, {
    isAt: isAmount,
    apply: onAmount((amount, column) => `${inYuan(amount, column) / 10_000}万元`),
  }),
  cellFault('amount_in_yuan', '以元报万元|Yuan instead of ten thousands', AMOUNT_FORM, {
    isAt: isAmount,
    apply: onAmount((amount, column) => `${inYuan(amount, column)}元`),
  }),
  cellFault('amount_separators', '千分位分隔符|Thousand separators', AMOUNT_FORM, {
    isAt: isAmount, apply: onAmount((amount) => (amount >= 1000 ? amount.toLocaleString('en-US', { maximumFractionDigits: 2 }) : null)),
  }),
  cellFault('amount_full_width', '全角数字|Full-width digits', AMOUNT_FORM, {
    isAt: isAmount, apply: onAmount((amount) => String(amount).replace(/[\d.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))),
  }),
  cellFault('amount_currency', '币种写在金额里|Currency inside the amount', AMOUNT_FORM, {
    isAt: isAmount,
    apply: onAmount((amount, column) => `人民币${inYuan(amount, column) / 10_000}万元`),
  }),
  cellFault('amount_null_word', '金额栏填“无”|The word for none', AMOUNT_NULL, { isAt: both(isAmount, isOptional), apply: onAmount(() => '无') }),
  cellFault('amount_unreadable', '金额无法识别|Amount in vague words', AMOUNT_UNREADABLE, {
    isAt: both(isAmount, isOptional),
    apply: onAmount(() => '约一百多'),
  }),
];

/** Lists on whose codes the faults are tried; the words are in the lists' own synonyms. */
const isCodeOf = (list: string) => ({ attribute, column }: ColumnLayout) => attribute?.list === list && column.codes === undefined;
const replace = (from: Readonly<Record<string, string>>): CellFault['apply'] => (value) => from[value] ?? null;

const codes: readonly CellFault[] = [
  cellFault('code_sex_text', '性别为文字|Sex in words', codeMapped, { isAt: isCodeOf('sex'), apply: replace({ 1: '男', 2: '女' }) }),
  cellFault('code_sex_letters', '性别为 M/F|Sex as M and F', codeMapped, { isAt: isCodeOf('sex'), apply: replace({ 1: 'M', 2: 'F' }) }),
  cellFault('code_ethnic_text', '民族为文字|Ethnic group in words', codeMapped, {
    isAt: isCodeOf('ethnic_group'),
    apply: replace({ '01': '汉族', '03': '回族', '04': '藏族', '11': '满族' }),
  }),
  cellFault('code_zero_lost', '代码丢失前导零|Leading zero lost', codeMapped, {
    isAt: isCodeOf('ethnic_group'),
    apply: (value) => (/^0\d$/.test(value) ? value.slice(1) : null),
  }),
  cellFault('code_marital_text', '婚姻状况为文字|Marital status in words', codeMapped, {
    isAt: isCodeOf('marital_status'),
    apply: replace({ 10: '未婚', 20: '已婚', 30: '丧偶', 40: '离婚' }),
  }),
  cellFault('code_for_text', '文字栏填代码|Code where the department writes words', { kind: 'fixed', rule: '' }, {
    isAt: both(isType('code'), ({ attribute }) => attribute?.list === 'permit_class' || attribute?.list === 'penalty_class'),
    apply: (value, _random, { column }) => {
      const list = column.attribute?.list === 'permit_class' ? permitClass : penaltyClass;
      return list.entries.find(({ label }) => label.zh === value)?.code ?? null;
    },
  }),
  cellFault('code_other_edition', '婚姻状况用另一版代码 1/2/3/4|Marital status in the coding 1/2/3/4', codeMapped, {
    isAt: isCodeOf('marital_status'),
    apply: replace({ 10: '1', 20: '2', 30: '3', 40: '4' }),
  }),
  cellFault('code_older_edition', '户口性质用旧版一位代码|Household type of the older list, which contradicts the present one', codeUnmapped, {
    isAt: both(isCodeOf('household_type'), isOptional),
    apply: replace({ 10: '1', 11: '1', 12: '2', 20: '3', 21: '3', 22: '4' }),
  }),
  cellFault('code_unmapped', '代码不在表内|Code that no list has', codeUnmapped, {
    isAt: both(isType('code'), isOptional, ({ attribute }) => attribute?.list !== 'document_type'), 
    apply: (value) => (value === '' ? null : 'ZZ9'),
  }),
];

/** Every fault of a date, an amount or a code. */
export const valueFaults: readonly CellFault[] = [...dates, ...amounts, ...codes];
