// Worksheet XML to rows (ECMA-376 Part 1, 18.3). Keeps cells at their column, whatever cells the file leaves out.
import type { ErrorCode } from '../../../kernel/errors.ts';
import { csvLine } from '../csv-line.ts';
import { fileError } from '../file-error.ts';
import type { FileErrorDetails } from '../file-error.ts';
import type { BatchBuilder } from '../row-batch.ts';
import { maxColumns } from '../row-scanner.ts';
import { dateText, numberText } from './cell-text.ts';
import type { WorkbookParts } from './workbook-parts.ts';
import { unescapeCell } from './xml-events.ts';
import type { XmlHandlers } from './xml-events.ts';

interface ScannerOptions {
  readonly batch: BatchBuilder;
  readonly name: string;
  readonly maxLineLength: number;
}

type Attributes = Readonly<Record<string, string>>;

export class SheetScanner implements XmlHandlers {
  header: string[] | null = null;
  private row = 0;
  private cells: string[] = [];
  private rowLength = 0;
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private isValue = false;
  private phonetic = 0;

  constructor(
    private readonly parts: WorkbookParts,
    private readonly options: ScannerOptions,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.isValue = this.phonetic === 0;
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'rPh') this.phonetic++;
    else if (name === 'f') this.refuse('FILE_ACTIVE_CONTENT', { hint: 'a formula' });
  }

  // Bound, because the parser calls it alone.
  readonly text = (piece: string): void => {
    if (!this.isValue) return;
    this.value += piece;
    if (this.value.length > this.options.maxLineLength) this.refuse('FILE_LINE_TOO_LONG');
  };

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'rPh') this.phonetic--;
  }

  private refuse(code: ErrorCode, details: FileErrorDetails = {}): never {
    throw fileError(code, this.options.name, { line: this.row, ...details });
  }

  private openRow({ r }: Attributes): void {
    this.row = r === undefined ? this.row + 1 : Number(r);
    this.cells = [];
    this.rowLength = 0;
    this.column = -1;
  }

  private openCell({ r, t, s }: Attributes): void {
    this.column = r === undefined ? this.column + 1 : columnIndex(r);
    this.type = t ?? 'n';
    this.style = s === undefined ? 0 : Number(s);
    this.value = '';
  }

  private closeCell(): void {
    const text = this.value === '' ? '' : this.readValue();
    if (text === '') return;
    if (this.column >= maxColumns) this.refuse('FILE_OVER_LIMIT', { limit: maxColumns, hint: 'columns' });
    this.rowLength += text.length;
    if (this.rowLength > this.options.maxLineLength) this.refuse('FILE_LINE_TOO_LONG');
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private readValue(): string {
    const { parts, value } = this;
    switch (this.type) {
      case 's': {
        const text = parts.sharedStrings.at(Number(value));
        return text ?? this.refuse('FILE_CORRUPT', { hint: 'a shared string is missing' });
      }
      case 'n':
        return parts.isDateStyle[this.style] === true ? dateText(value, parts.is1904) : numberText(value);
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      default:
        return unescapeCell(value);
    }
  }

  private closeRow(): void {
    const { cells, header, row } = this;
    if (cells.length === 0) return;
    if (header === null) {
      this.header = cells;
    } else {
      this.options.batch.addRagged(cells, { line: row, width: header.length, notesShort: false, original: () => csvLine(cells) });
    }
  }
}

/** 0-based column of a reference such as `AB12`. */
function columnIndex(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
