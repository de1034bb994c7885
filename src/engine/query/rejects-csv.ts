// Rejects of a load as the CSV that a department corrects and sends back: its own columns as sent, then what was wrong.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { eachReject, readRejectHeader, type RejectRow } from './loads.ts';

const addedColumns: readonly string[] = ['reject_id', 'rule', 'field', 'reason'];

export interface RejectsOf {
  readonly library: LibraryDefinition;
  readonly loadId: number;
  /** Those that a good row has closed are left out. */
  readonly isOpen?: boolean;
  /** What people read about a rule, by its code. */
  readonly ruleOf: (rule: string) => RuleWords | undefined;
}

interface RuleWords {
  readonly label: Label;
  readonly remedy: Label;
}

/**
 * UTF-8 with a BOM, so that a spreadsheet shows Chinese; in bounded memory. The columns that an earlier download added are replaced.
 * Only the header when nothing was rejected.
 */
export async function* rejectsCsv(pool: Pool, { library, loadId, isOpen, ruleOf }: RejectsOf): AsyncGenerator<string> {
  const header = (await readRejectHeader(pool, library, loadId)).filter((name) => !addedColumns.includes(name));
  yield `\ufeff${csvLine([...header, ...addedColumns])}`;
  for await (const reject of eachReject(pool, library, { loadId, isOpen })) {
    yield csvLine([...originalCells(reject, header.length), reject.rejectId, reject.rule, reject.field, reasonOf(reject, ruleOf)]);
  }
}

/** In both languages: the row's rule, what is wrong with the cell where that is a rule of its own, and what to do about the last of them. */
function reasonOf({ rule, cause }: RejectRow, ruleOf: RejectsOf['ruleOf']): string {
  const rules = [rule, ...(cause === null ? [] : [cause])].map((code) => ruleOf(code) ?? { label: { zh: code, en: code }, remedy: null });
  const remedy = rules.at(-1)?.remedy;
  const zh = rules.map(({ label }) => label.zh).join('：') + (remedy ? `；${remedy.zh}` : '');
  const en = rules.map(({ label }) => label.en).join(': ') + (remedy ? `. ${remedy.en}` : '');
  return zh === en ? zh : `${zh} / ${en}`;
}

/** The cells as sent, padded to a header that grew later in the file. */
function originalCells(reject: RejectRow, width: number): string[] {
  const cells = reject.header.flatMap((name, index) => (addedColumns.includes(name) ? [] : [reject.cells[index] ?? '']));
  while (cells.length < width) cells.push('');
  return cells;
}

/**
 * Cells joined by commas, quoted where needed, with CRLF (RFC 4180). Cells that a spreadsheet would run as a formula stay as they
 * are: the file goes back to a loader.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quote(cell ?? '')).join(',')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
