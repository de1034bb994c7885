// What readers hand to the stage after them: rows as arrays aligned to the header, with what was found on the way.
// Every row of a file comes out once, in `rows` or in `bad`.
import type { Rule } from '../../standards/rule.ts';
import { rowRules } from './row-rules.ts';

/** A finding about a row that is kept. `row` indexes `RowBatch.rows`; `column` indexes the header, -1 means the whole row. */
export interface RowIssue {
  readonly row: number;
  readonly column: number;
  readonly rule: Rule;
}

/** A row that cannot be lined up with the header. `cells` is the best reading of it, for the CSV of rejects; `original` its text. */
export interface BadRow {
  readonly line: number;
  readonly rule: Rule;
  readonly cells: readonly string[];
  readonly original: string;
}

/**
 * Rows in file order. Every row has exactly `header.length` cells, blank as ''. A later batch's header may be longer (JSON Lines
 * only) but always starts with the earlier one. Cells may be views into their block of text: copy what outlives the batch.
 */
export interface RowBatch {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** 1-based physical line where each row starts; the row number in a workbook. Parallel to `rows`. */
  readonly lines: readonly number[];
  readonly issues: readonly RowIssue[];
  readonly bad: readonly BadRow[];
  /** Bytes of the file (packed, if it is packed) consumed so far, for progress. */
  readonly bytes: number;
}

/** Collects rows until the batch is full. Rows blank in every cell are no rows: spreadsheets leave them behind the data. */
export class BatchBuilder {
  /** Set by a reader whose block of text holds NUL, so that clean files never pay for the search. */
  mayHoldNul = false;
  private rows: string[][] = [];
  private lines: number[] = [];
  private issues: RowIssue[] = [];
  private bad: BadRow[] = [];

  constructor(private readonly limit: number) {}

  get isFull(): boolean {
    return this.rows.length + this.bad.length >= this.limit;
  }

  get isEmpty(): boolean {
    return this.rows.length + this.bad.length === 0;
  }

  /** Adds a row that has as many cells as the header. */
  add(cells: string[], line: number): void {
    if (this.mayHoldNul) this.removeNul(cells);
    this.rows.push(cells);
    this.lines.push(line);
  }

  /** Adds a row of any width: extra blank cells are dropped, missing ones filled (with an issue if the format writes every cell). */
  addRagged(cells: string[], row: { line: number; width: number; notesShort: boolean; original: () => string }): void {
    while (cells.length > row.width && cells[cells.length - 1] === '') cells.pop();
    if (cells.length > row.width) {
      this.reject({ line: row.line, rule: rowRules.ROW_LONG, cells, original: row.original() });
      return;
    }
    if (cells.every((cell) => cell === '')) return;
    if (cells.length < row.width && row.notesShort) this.note(rowRules.ROW_SHORT, -1);
    while (cells.length < row.width) cells.push('');
    this.add(cells, row.line);
  }

  /** Notes a finding about the row that is added next. */
  note(rule: Rule, column: number): void {
    this.issues.push({ row: this.rows.length, column, rule });
  }

  reject(bad: BadRow): void {
    this.bad.push(bad);
  }

  /** Hands over what was collected and starts anew. Rows from before the header grew are padded to it. */
  take(header: readonly string[], bytes: number): RowBatch {
    const { rows, lines, issues, bad } = this;
    for (const cells of rows) while (cells.length < header.length) cells.push('');
    [this.rows, this.lines, this.issues, this.bad] = [[], [], [], []];
    return { header, rows, lines, issues, bad, bytes };
  }

  private removeNul(cells: string[]): void {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]!;
      if (!cell.includes('\0')) continue;
      cells[column] = cell.replaceAll('\0', '');
      this.note(rowRules.TEXT_NUL, column);
    }
  }
}
