// What a command prints: results on stdout, everything about the run on stderr. Columns line up although Han characters are wide.
import type { Label } from '../kernel/labels.ts';
import { errorLabels, HubError } from '../kernel/errors.ts';
import { DefinitionError } from '../definition/define-library.ts';
import { messages, tell, type Language, type MessageCode } from './messages.ts';

export class Terminal {
  language: Language = 'zh';

  constructor(
    readonly out: NodeJS.WritableStream,
    readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean },
  ) {}

  print(text = ''): void {
    this.out.write(`${text}\n`);
  }

  say(code: MessageCode, facts?: Readonly<Record<string, string | number>>): void {
    this.print(this.text(code, facts));
  }

  /** On stderr: about the run, not its result. */
  note(code: MessageCode, facts?: Readonly<Record<string, string | number>>): void {
    this.err.write(`${this.text(code, facts)}\n`);
  }

  text(code: MessageCode, facts?: Readonly<Record<string, string | number>>): string {
    return tell(this.language, code, facts);
  }

  label(label: Label): string {
    return label[this.language];
  }

  /** A table with headings from the messages; `（无）` when it has no rows. */
  table(headings: readonly MessageCode[], rows: readonly (readonly (string | number)[])[]): void {
    if (rows.length === 0) return this.say('none');
    for (const line of alignColumns([headings.map((code) => this.text(code)), ...rows])) this.print(line);
  }

  /** An error in both languages, the chosen one first: code, what happened, what to do, the facts. */
  fail(error: unknown): void {
    if (error instanceof HubError) {
      const { title, remedy } = errorLabels[error.code];
      const other: Language = this.language === 'zh' ? 'en' : 'zh';
      const inLanguage = (language: Language): string => `${title[language]}${language === 'zh' ? '。' : '. '}${remedy[language]}`;
      this.err.write(`✗ ${error.code} ${inLanguage(this.language)}\n  ${inLanguage(other)}\n`);
      for (const [name, value] of Object.entries(error.details ?? {})) this.err.write(`  ${name}: ${factText(value)}\n`);
    } else if (error instanceof DefinitionError) {
      const facts = { library: error.library, count: error.faults.length };
      const other: Language = this.language === 'zh' ? 'en' : 'zh';
      this.err.write(`✗ ${tell(this.language, 'definitionFaults', facts)}\n  ${tell(other, 'definitionFaults', facts)}\n`);
      for (const { code, path, message } of error.faults) this.err.write(`  ${code} ${path}: ${message}\n`);
    } else {
      const both = `${messages.fault.zh} / ${messages.fault.en}`;
      this.err.write(`✗ FAULT ${both}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
  }
}

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).join('\n    ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Pads every cell to its column; numbers to the right. */
export function alignColumns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, widthOf(String(cell)))));
  return rows.map((row) => row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ').trimEnd());
}

function pad(cell: string | number, width: number): string {
  const text = typeof cell === 'number' ? cell.toLocaleString('en') : cell;
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return typeof cell === 'number' ? gap + text : text + gap;
}

/** Columns of a terminal that the text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]/u.test(character) ? 2 : 1;
  return width;
}
