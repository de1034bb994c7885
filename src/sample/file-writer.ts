// Writes one delivered file, row by row, in whatever form a department uses: CSV, JSON Lines or XLSX, plain or gzipped, in UTF-8
// (with or without BOM), UTF-16 or GB18030. Memory is bounded by one buffer.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { gb18030Encoder } from './gb18030.ts';
import { openXlsx, xlsxRow } from './xlsx-file.ts';

export interface FileForm {
  readonly kind: 'csv' | 'jsonl' | 'xlsx';
  readonly encoding?: 'utf-8' | 'utf-16le' | 'gb18030';
  readonly bom?: boolean;
  readonly lineEnd?: '\n' | '\r\n';
  readonly gzip?: boolean;
}

export interface FileWriter {
  /** Appends a row and returns its line: 1-based, the header being line 1 where the form has one. Awaits `flush` now and then. */
  add(cells: readonly string[]): number;
  /** Whether enough is buffered that the caller should await `flush`. */
  readonly isFull: boolean;
  flush(): Promise<void>;
  close(): Promise<void>;
}

const BUFFER = 256 * 1024;

/** Extension of a form, such as `csv.gz`. */
export function extensionOf(form: FileForm): string {
  return form.kind + (form.gzip ? '.gz' : '');
}

/** Opens a file for writing, its folder made where needed. The header is written at once. */
export async function openFile(path: string, header: readonly string[], form: FileForm): Promise<FileWriter> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  const target: Writable = form.gzip ? createGzip({ level: 1 }) : file;
  if (target !== file) target.pipe(file);
  const sink = form.kind === 'xlsx' ? await xlsxSink(target) : textSink(target, form);
  const lineOf = rowFormatter(header, form);
  let buffer = form.kind === 'jsonl' ? '' : lineOf(header);
  let line = form.kind === 'jsonl' ? 0 : 1;
  const flush = async (): Promise<void> => {
    const text = buffer;
    buffer = '';
    if (text !== '') await sink.write(text);
  };
  return {
    add: (cells) => {
      buffer += lineOf(cells);
      return ++line;
    },
    get isFull() {
      return buffer.length > BUFFER;
    },
    flush,
    close: async () => {
      await flush();
      await sink.finish();
      target.end();
      await finished(file);
    },
  };
}

interface Sink {
  write(text: string): Promise<void>;
  finish(): Promise<void>;
}

const xlsxSink: (target: Writable) => Promise<Sink> = openXlsx;

function textSink(target: Writable, form: FileForm): Sink {
  const encode = form.encoding === 'gb18030' ? gb18030Encoder() : (text: string) => Buffer.from(text, form.encoding === 'utf-16le' ? 'utf16le' : 'utf8');
  if (form.bom) target.write(encode('\ufeff'));
  return {
    write: async (text) => {
      if (!target.write(encode(text))) await once(target, 'drain');
    },
    finish: async () => {},
  };
}

function rowFormatter(header: readonly string[], form: FileForm): (cells: readonly string[]) => string {
  if (form.kind === 'xlsx') return xlsxRow;
  const end = form.lineEnd ?? '\n';
  if (form.kind === 'csv') return (cells) => csvLine(cells) + end;
  const keys = header.map((name) => `${JSON.stringify(name)}:`);
  // A JSON source leaves out what it does not have.
  return (cells) => `{${cells.flatMap((cell, place) => (cell === '' ? [] : [keys[place] + JSON.stringify(cell)])).join(',')}}${end}`;
}

/** One CSV record (RFC 4180) without its line end. */
export function csvLine(cells: readonly string[]): string {
  const line = cells.join(',');
  // The usual record holds nothing that needs quotes: looked for once in the line, not in every cell.
  return !SPECIAL.test(line) && countCommas(line) === cells.length - 1 ? line : cells.map(quoteCell).join(',');
}

const SPECIAL = /["\r\n]/;

function quoteCell(cell: string): string {
  return SPECIAL.test(cell) || cell.includes(',') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function countCommas(line: string): number {
  let count = 0;
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) count += 1;
  return count;
}
