// What drives either text format, CSV and JSON Lines. Scanners know text only; read-rows.ts turns their refusals into the file's.
import type { BatchBuilder } from './row-batch.ts';

/** What drives either text format: text goes in block by block, rows come out batch by batch. */
export interface RowScanner {
  /** Null until the first record has been read (CSV) or a key has been seen (JSON Lines). */
  readonly header: readonly string[] | null;
  /** Appends text. After `isLast` the rest of the file ends where the text ends. */
  push(text: string, isLast: boolean): void;
  /** Reads rows until the batch is full (true: call again) or the text is used up (false). */
  fill(batch: BatchBuilder): boolean;
  /** 1-based line reached once `text` follows what was pushed, for naming the place of a fault in it. */
  lineAfter(text: string): number;
}

/** A line that is longer than the limit. */
export class LineTooLong extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is too long`);
  }
}

/** More columns than any feed has; keeps a hostile header from multiplying the memory of each row. */
export const maxColumns = 2000;

/** A header in which a quote is broken, or more columns than the hub reads. */
export class BadHeader extends Error {
  constructor(readonly reason: 'quote' | 'columns') {
    super(`header: ${reason}`);
  }
}
