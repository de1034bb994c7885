// JSON Lines to rows: one object a line, keys become columns in the order in which they first appear.
// The header grows as keys appear and never changes otherwise; a number too long for a JSON number keeps its digits.
import type { BatchBuilder } from './row-batch.ts';
import { rowRules } from './row-rules.ts';
import { BadHeader, LineTooLong, maxColumns } from './row-scanner.ts';
import type { RowScanner } from './row-scanner.ts';

type JsonObject = Record<string, unknown>;

export class JsonLinesScanner implements RowScanner {
  private readonly columns = new Map<string, number>();
  private readonly keys: string[] = [];
  private text = '';
  private isLast = false;
  private pos = 0;
  private line = 1;

  constructor(private readonly maxLineLength: number) {}

  /** A copy: what a batch was given must not grow with later lines. */
  get header(): string[] | null {
    return this.keys.length > 0 ? [...this.keys] : null;
  }

  push(text: string, isLast: boolean): void {
    this.text = this.pos < this.text.length ? this.text.slice(this.pos) + text : text;
    this.isLast = isLast;
    this.pos = 0;
  }

  lineAfter(text: string): number {
    return this.line + text.split('\n').length - 1;
  }

  fill(batch: BatchBuilder): boolean {
    while (!batch.isFull) {
      const { text, pos } = this;
      if (pos >= text.length) return false;
      const found = text.indexOf('\n', pos);
      const end = found < 0 ? text.length : found;
      if (end - pos > this.maxLineLength) throw new LineTooLong(this.line);
      if (found < 0 && !this.isLast) return false;
      const line = text.slice(pos, end);
      if (line.trim() !== '') this.readLine(line, batch);
      this.pos = end + 1;
      this.line++;
    }
    return true;
  }

  private readLine(source: string, batch: BatchBuilder): void {
    const parsed = parseObject(source);
    if (parsed === null) {
      const original = source.endsWith('\r') ? source.slice(0, -1) : source;
      batch.reject({ line: this.line, rule: rowRules.JSON_BROKEN, cells: [original], original });
      return;
    }
    const exact = needsExactNumbers(parsed, source) ? (parseObject(quoteLongNumbers(source)) ?? parsed) : parsed;
    const cells: string[] = new Array<string>(this.keys.length).fill('');
    for (const key of Object.keys(exact)) {
      const column = this.columnOf(key);
      while (cells.length <= column) cells.push('');
      const cell = cellText(exact[key]);
      if (exact !== parsed && cell !== cellText(parsed[key])) batch.note(rowRules.JSON_UNSAFE_NUMBER, column);
      cells[column] = cell;
    }
    batch.addRagged(cells, { line: this.line, width: this.keys.length, notesShort: false, original: () => source });
  }

  private columnOf(key: string): number {
    const known = this.columns.get(key);
    if (known !== undefined) return known;
    if (this.keys.length >= maxColumns) throw new BadHeader('columns');
    this.columns.set(key, this.keys.length);
    this.keys.push(key);
    return this.keys.length - 1;
  }
}

function parseObject(source: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** True if a top-level number is beyond the safe integers, or a nested value may hold one. */
function needsExactNumbers(parsed: JsonObject, source: string): boolean {
  for (const key of Object.keys(parsed)) {
    const value = parsed[key];
    if (typeof value === 'number' && isUnsafe(value)) return true;
    if (typeof value === 'object' && value !== null && /\d{16}|[eE]\+?\d/.test(source)) return true;
  }
  return false;
}

function isUnsafe(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/** The same JSON with every unsafe number as a string of its source text; strings are stepped over. */
function quoteLongNumbers(source: string): string {
  let result = '';
  let copied = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === '"') {
      while (source[++at] !== '"') if (source[at] === '\\') at++;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      let end = at + 1;
      while (/[0-9.eE+-]/.test(source[end] ?? '')) end++;
      const literal = source.slice(at, end);
      if (isUnsafe(Number(literal))) {
        result += `${source.slice(copied, at)}"${literal}"`;
        copied = end;
      }
      at = end - 1;
    }
  }
  return result + source.slice(copied);
}
