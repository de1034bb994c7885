// Code lists as data, and the one reader of a coded cell. A value that no list knows is kept as sent and remarked, never
// rejected: departments use other editions of the same standard.
import { nullText } from './identifier-rules.ts';
import { isNullText } from './null-text.ts';
import type { CellReader, Rule } from './rule.ts';

export interface CodeEntry {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** Code of the broader entry. */
  readonly parent?: string;
  /** Last day (YYYY-MM-DD) on which the code was valid. */
  readonly validTo?: string;
  /** The code or its meaning has not been confirmed against the standard. */
  readonly unverified?: true;
}

/** A versioned list. Plain data: it survives a JSON round trip. */
export interface CodeList {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly version: string;
  /** The standard or register the list follows. */
  readonly source: string;
  readonly entries: readonly CodeEntry[];
  /** Other spellings → code. Compared after NFKC, without blanks, upper-cased. */
  readonly synonyms: Readonly<Record<string, string>>;
}

export const codeMapped: Rule = {
  code: 'CODE_MAPPED',
  effect: 'fixed',
  label: { zh: '代码写法已统一', en: 'Code given as text or in another form, mapped to the standard code' },
  remedy: { zh: '已自动转换为标准代码，无需处理；建议系统直接报送标准代码。', en: 'Nothing to do; sending the standard code is better.' },
};

export const codeUnmapped: Rule = {
  code: 'CODE_UNMAPPED',
  effect: 'issue',
  label: { zh: '代码不在标准代码表中', en: 'Value is not in the code list' },
  remedy: {
    zh: '请核对该值；如属本部门自用代码，请提供与标准代码的对照表，以便在数据源中配置映射。',
    en: 'Check the value; if it is a code of your own, send the table that maps it to the standard code.',
  },
};

export const codeListRules: readonly Rule[] = [codeMapped, codeUnmapped, nullText];

/**
 * Reader of a cell that holds a code of `list`. `mapping` (value as sent → code) is the feed's own and comes before the list:
 * it settles codings that contradict the standard, such as sex 0/1.
 * @throws Error when a mapping leads to a code that the list does not have.
 */
export function codeReader(list: CodeList, options: { readonly mapping?: Readonly<Record<string, string>> } = {}): CellReader {
  const mapping = options.mapping ?? {};
  const codes = new Set(list.entries.map(({ code }) => code));
  const strangers = Object.entries(mapping).filter(([, code]) => !codes.has(code));
  if (strangers.length > 0) throw new Error(`${list.code}: no such code: ${strangers.map((pair) => pair.join(' → ')).join(', ')}`);
  // What is silent: the standard code itself and what the feed declared.
  const exact = new Map([...codes].map((code) => [code, code]));
  for (const [sent, code] of Object.entries(mapping)) exact.set(sent, code);
  const spellings = spellingsOf(list, mapping);
  return (raw, note) => {
    const code = exact.get(raw);
    if (code !== undefined) return code;
    const spelling = spellCode(raw);
    if (spelling === '') return null;
    const mapped = spellings.get(spelling);
    if (mapped !== undefined) {
      note(codeMapped);
      return mapped;
    }
    if (isNullText(raw)) {
      note(nullText);
      return null;
    }
    note(codeUnmapped);
    return raw.trim();
  };
}

/** All spellings of a list; what comes first wins: the feed's mapping, codes, synonyms, labels, codes without leading zeros. */
function spellingsOf(list: CodeList, mapping: Readonly<Record<string, string>>): Map<string, string> {
  const spellings = new Map<string, string>();
  const add = (text: string, code: string) => {
    const spelling = spellCode(text);
    if (spelling !== '' && !spellings.has(spelling)) spellings.set(spelling, code);
  };
  for (const [text, code] of Object.entries(mapping)) add(text, code);
  for (const { code } of list.entries) add(code, code);
  for (const [text, code] of Object.entries(list.synonyms)) add(text, code);
  for (const { code, label } of list.entries) {
    add(label.zh, code);
    add(label.en, code);
  }
  for (const { code } of list.entries) if (/^0+[1-9]/.test(code)) add(code.replace(/^0+/, ''), code);
  return spellings;
}

function spellCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200B-\u200D\u2060\uFEFF']/g, '').toUpperCase();
}

/** Label of a code in a list, or null when the list does not have it. */
export function codeLabel(list: CodeList, code: string): CodeEntry['label'] | null {
  return list.entries.find((entry) => entry.code === code)?.label ?? null;
}

/** Entries from rows of code, Chinese and English label; `more` goes to each of them. */
export function entriesOf(
  rows: readonly (readonly [code: string, zh: string, en: string])[],
  more: Omit<CodeEntry, 'code' | 'label'> = {},
): CodeEntry[] {
  return rows.map(([code, zh, en]) => ({ code, label: { zh, en }, ...more }));
}
