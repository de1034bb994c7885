// Values, numbers, days and sizes as people read them.
import type { Attribute, Library, Scalar } from './library.ts';
import { defineWords, inLanguage, type Language } from './words.ts';

const words = defineWords({
  forever: { zh: '长期', en: 'no end' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
});

const zone = 'Asia/Shanghai';

/** A value of an attribute: codes by their label, amounts grouped, the open end of a term in words. Empty: no value. */
export function formatValue(library: Library | undefined, code: string, value: Scalar | undefined, language: Language): string {
  if (value === null || value === undefined || value === '') return '';
  const attribute = library?.attributes[code];
  if (attribute === undefined) return String(value);
  return formatAs(library, attribute, value, language);
}

function formatAs(library: Library | undefined, attribute: Attribute, value: string | number | boolean, language: Language): string {
  const text = inLanguage(words, language);
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (attribute.type === 'code') return codeLabel(library, attribute.list, String(value), language);
  if (attribute.type === 'amount' && !Number.isNaN(Number(value))) return Number(value).toLocaleString('en', { maximumFractionDigits: 2 });
  if (attribute.type === 'date' && value === 'infinity') return text.forever;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function codeLabel(library: Library | undefined, list: string | undefined, code: string, language: Language): string {
  const entry = list === undefined ? undefined : entryOf(library, list, code);
  return entry?.[language] ?? code;
}

const entries = new WeakMap<Library, Map<string, Map<string, { zh: string; en: string }>>>();

function entryOf(library: Library | undefined, list: string, code: string): { zh: string; en: string } | undefined {
  if (library === undefined) return undefined;
  let lists = entries.get(library);
  if (lists === undefined) {
    lists = new Map(Object.entries(library.codeLists).map(([name, { entries: all }]) => [name, new Map(all.map((entry) => [entry.code, entry.label]))]));
    entries.set(library, lists);
  }
  return lists.get(list)?.get(code);
}

/** Day and time in Shanghai, written alike in both languages. */
export function formatInstant(at: string | null | undefined, { withSeconds = false } = {}): string {
  if (at == null) return '';
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', ...(withSeconds ? { second: '2-digit' } : {}),
  }).format(new Date(at));
}

/** The civil day in Shanghai, YYYY-MM-DD. */
export function dayOf(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

export const formatCount = (count: number | null | undefined): string => (count == null ? '–' : count.toLocaleString('en'));

export const formatShare = (share: number | null | undefined): string => (share == null ? '–' : `${(share * 100).toFixed(share < 0.1 && share > 0 ? 2 : 1)}%`);

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

export const shortId = (id: string): string => id.slice(-8);
