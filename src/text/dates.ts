// Civil dates in every form that departments send, to ISO YYYY-MM-DD in Asia/Shanghai. Nothing is guessed: a two-digit year or
// a bare month is unusable.
import { isCalendarDate } from '../standards/calendar.ts';
import { isNullText } from '../standards/null-text.ts';
import type { Note } from '../standards/rule.ts';
import { CHINESE_NUMERAL, readChineseNumeral } from './chinese-numerals.ts';
import {
  DATE_FORM, DATE_FUTURE, DATE_IMPOSSIBLE, DATE_NULL, DATE_OPEN_ENDED, DATE_PLACEHOLDER, DATE_SHIFTED, DATE_UNREADABLE,
} from './date-rules.ts';

export interface DateOptions {
  /** Today in Asia/Shanghai, YYYY-MM-DD. */
  readonly today: string;
  /** The date cannot lie after today (births, registrations): a later one is unusable. */
  readonly past?: boolean;
  /** The end of a validity: 长期 and 9999-12-31 read as `infinity`. */
  readonly openEnded?: boolean;
  /** Keep 1900-01-01, which is otherwise a placeholder: for the person whose valid number says the same. */
  readonly keep1900?: boolean;
}

/** What systems write for a birth date they do not have. It is a date only for the person whose number says the same. */
export const placeholderBirthDate = '1900-01-01';
/** No living person and no register is older; an earlier year is a typing error. */
const FIRST_YEAR = 1800;
const OPEN_ENDED = /^(?:长期(?:有效)?|永久(?:有效)?|无(?:固定)?期限?|长久)$/;
const PLACEHOLDERS = new Set(['1899-12-30', '1899-12-31', '9999-12-31', '0000-00-00', '0001-01-01']);
const SEPARATED = /^(\d{4})(?:[-/.年 ])(\d{1,2})(?:[-/.月 ])(\d{1,2})日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const WITH_TIME = /^(.{8,11}?)(?:T| )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?$/;
const COMPACT_TIME = /^(\d{8})(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})$/i;
const EPOCH_MS = /^-?\d{12,13}$/;
const EXCEL_SERIAL = /^(\d{5})(?:\.\d+)?$/;
const CHINESE_DATE = new RegExp(`^([${CHINESE_NUMERAL}]{4})年([${CHINESE_NUMERAL}]{1,3})月([${CHINESE_NUMERAL}]{1,3})日?$`);
const SHANGHAI_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
const DAY_MS = 86_400_000;
/** Excel counts days from here; 10000 is 1927-05-18 and 73050 is 2099-12-31. Smaller numbers could be years. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const EXCEL_MIN = 10_000;
const EXCEL_MAX = 73_050;

/**
 * Reads a date: ISO (fast), YYYYMMDD, separated, 2017年9月6日, 二〇一七年九月六日, Excel serials, epoch milliseconds and timestamps, whose
 * day is taken in Asia/Shanghai. Returns YYYY-MM-DD, `infinity`, null when missing, or the text as sent when unusable.
 */
export function readDate(raw: string, note: Note, options: DateOptions): string | null {
  if (isIsoShape(raw)) {
    if (isOrdinary(raw) && !(options.past && raw > options.today)) return raw;
    return judge(raw, { raw, note, options });
  }
  const text = raw.normalize('NFKC').replace(/[\u200b-\u200d\ufeff]/g, '').replace(/\s+/g, ' ').trim().replace(/^'/, '');
  if (text === '') return null;
  if (isNullText(text)) {
    note(DATE_NULL);
    return null;
  }
  if (OPEN_ENDED.test(text)) {
    note(options.openEnded ? DATE_OPEN_ENDED : DATE_UNREADABLE);
    return options.openEnded ? 'infinity' : raw.trim();
  }
  if (/^0{1,8}$/.test(text)) {
    note(DATE_PLACEHOLDER);
    return null;
  }
  const found = toDay(text);
  if (found === null) {
    note(DATE_UNREADABLE);
    return raw.trim();
  }
  const value = judge(found.day, { raw, note, options });
  // One finding a cell: a form or zone is worth telling only where the date itself is good.
  if (value === found.day) note(found.isShifted ? DATE_SHIFTED : DATE_FORM);
  return value;
}

/** A date in ISO shape that needs no look-up: it exists in every year and lies between the placeholders. Allocates nothing. */
function isOrdinary(iso: string): boolean {
  const year = digitsAt(iso, 0, 4);
  const month = digitsAt(iso, 5, 7);
  const day = digitsAt(iso, 8, 10);
  return year > 1900 && year < 9999 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || (day <= 30 && month !== 2));
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** Decides what a date in ISO shape means here. */
function judge(iso: string, context: { raw: string; note: Note; options: DateOptions }): string | null {
  const { raw, note, options } = context;
  if (iso === '9999-12-31' && options.openEnded) {
    note(DATE_OPEN_ENDED);
    return 'infinity';
  }
  if (PLACEHOLDERS.has(iso) || (iso === placeholderBirthDate && !options.keep1900)) {
    note(DATE_PLACEHOLDER);
    return null;
  }
  const year = Number(iso.slice(0, 4));
  if (year < FIRST_YEAR || !isCalendarDate(year * 10_000 + Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8)))) {
    note(DATE_IMPOSSIBLE);
    return raw.trim();
  }
  if (options.past && iso > options.today) {
    note(DATE_FUTURE);
    return raw.trim();
  }
  return iso;
}

/** The day in ISO shape, not yet checked against the calendar; null when the form is unknown. */
function toDay(text: string): { day: string; isShifted: boolean } | null {
  const instant = INSTANT.exec(text);
  if (instant) {
    const stated = instant[1]!;
    const day = localDay(Date.parse(`${stated}T${instant[2]}${offset(instant[3]!)}`)) ?? stated;
    return { day, isShifted: day !== stated };
  }
  const day = plainDay(text);
  return day === null ? null : { day, isShifted: false };
}

function plainDay(text: string): string | null {
  const compact = text.length === 14 || !isMidnightEpoch(text) ? COMPACT_TIME.exec(text)?.[1] : undefined;
  const date = WITH_TIME.exec(text)?.[1] ?? compact ?? text;
  const parts = SEPARATED.exec(date) ?? COMPACT.exec(date);
  if (parts) return toIso(parts[1]!, parts[2]!, parts[3]!);
  if (EPOCH_MS.test(date)) return localDay(Number(date));
  const serial = Number(EXCEL_SERIAL.exec(date)?.[1]);
  if (serial >= EXCEL_MIN && serial <= EXCEL_MAX) return new Date(EXCEL_EPOCH + serial * DAY_MS).toISOString().slice(0, 10);
  return fromChineseDate(date);
}

function localDay(instant: number): string | null {
  return Number.isNaN(instant) ? null : SHANGHAI_DAY.format(instant);
}

function toIso(year: number | string, month: number | string, day: number | string): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function offset(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
}

/** Twelve digits can be YYYYMMDDHHMM or epoch milliseconds; a date sent as milliseconds falls on a local midnight. */
function isMidnightEpoch(text: string): boolean {
  return (Number(text) + DAY_MS / 3) % DAY_MS === 0;
}

function fromChineseDate(text: string): string | null {
  const parts = CHINESE_DATE.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map((part) => readChineseNumeral(part!));
  if (year == null || month == null || day == null) return null;
  return toIso(year, month, day);
}

function isIsoShape(raw: string): boolean {
  if (raw.length !== 10 || raw.charCodeAt(4) !== 0x2d || raw.charCodeAt(7) !== 0x2d) return false;
  for (let i = 0; i < 10; i++) {
    const unit = raw.charCodeAt(i);
    if (i !== 4 && i !== 7 && (unit < 0x30 || unit > 0x39)) return false;
  }
  return true;
}
