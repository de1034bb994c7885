// One worksheet to rows. Streams: memory holds the shared strings and one batch. A formula, or a cell merged over several rows, refuses
// the file before any row.
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileError } from '../file-error.ts';
import { openFile } from '../open-file.ts';
import { BatchBuilder } from '../row-batch.ts';
import type { RowBatch } from '../row-batch.ts';
import { SheetScanner } from './sheet-scanner.ts';
import { WorkbookPackage } from './workbook-package.ts';
import { readWorkbookParts } from './workbook-parts.ts';
import { XmlEvents } from './xml-events.ts';

/** A workbook on disk. `size` counts bytes of the file as sent. */
export interface WorkbookFile {
  readonly path: string;
  readonly name: string;
  readonly isGzip: boolean;
  readonly size: number;
}

export interface WorkbookLimits {
  readonly maxLineLength: number;
  readonly batchRows: number;
  readonly sheet?: string;
}

/** A gzipped workbook may unpack to this; a zip gains nothing from gzip, so more is no workbook of ours. */
const maxUnpacked = 1024 * 1024 * 1024;

/** `<mergeCell ref="A2:A4"/>` */
const MERGED = /<(?:\w{1,32}:)?mergeCell\s[^>]{0,32}?ref="([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7}))"/g;

/** Rows of the named or first visible worksheet; its first row with text is the header. A packed workbook is unpacked beside first. */
export async function* readWorkbookFile(file: WorkbookFile, limits: WorkbookLimits): AsyncGenerator<RowBatch> {
  if (!file.isGzip) {
    yield* readWorkbook(file, limits);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'jiku-'));
  try {
    const path = join(folder, 'workbook.xlsx');
    await unpack(file, path);
    yield* readWorkbook({ ...file, path }, limits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(file: WorkbookFile, target: string): Promise<void> {
  const source = await openFile(file.path, file.name);
  let bytes = 0;
  try {
    await pipeline(
      source.blocks(),
      async function* limitSize(blocks: AsyncIterable<Buffer>) {
        for await (const block of blocks) {
          bytes += block.length;
          if (bytes > maxUnpacked) throw fileError('FILE_OVER_LIMIT', file.name, { limit: maxUnpacked });
          yield block;
        }
      },
      createWriteStream(target, { mode: 0o600 }),
    );
  } finally {
    await source.close();
  }
}

async function* readWorkbook(file: WorkbookFile, limits: WorkbookLimits): AsyncGenerator<RowBatch> {
  const book = await WorkbookPackage.open(file.path, file.name);
  try {
    const parts = await readWorkbookParts(book, limits.sheet);
    await refuseWhatIsNoTable(book, parts.sheet);
    const batch = new BatchBuilder(limits.batchRows);
    const scanner = new SheetScanner(parts, { batch, name: file.name, maxLineLength: limits.maxLineLength });
    const xml = new XmlEvents(scanner, limits.maxLineLength);
    const unpackedSize = Math.max(1, book.sizeOf(parts.sheet));
    let unpacked = 0;
    for await (const bytes of book.read(parts.sheet)) {
      book.parse(parts.sheet, () => xml.write(bytes));
      unpacked += bytes.length;
      if (batch.isFull) yield batch.take(scanner.header ?? [], Math.round((file.size * unpacked) / unpackedSize));
    }
    book.parse(parts.sheet, () => xml.end());
    if (!batch.isEmpty) yield batch.take(scanner.header ?? [], file.size);
  } finally {
    book.close();
  }
}

/**
 * A pass over the bytes alone (unpacking is most of its cost), so that no row of such a file is ever given out. Of a cell merged over
 * rows the file keeps the value in the first of them: the others would be read as blank. One merged along a row (a title) takes nothing away.
 */
async function refuseWhatIsNoTable(book: WorkbookPackage, part: string): Promise<void> {
  const overlap = 96;
  let tail = '';
  for await (const bytes of book.read(part)) {
    const text = tail + bytes.toString('latin1');
    const found = /<(?:\w{1,32}:)?f[\s>/]/.exec(text);
    if (found) {
      const cell = / r="([A-Z]{1,3}\d{1,7})"[^<]*$/.exec(text.slice(Math.max(0, found.index - 200), found.index))?.[1];
      throw fileError('FILE_ACTIVE_CONTENT', book.name, { cell, hint: 'a formula' });
    }
    for (const [, range, first, last] of text.matchAll(MERGED)) {
      if (first !== last) throw fileError('FILE_MERGED_CELLS', book.name, { cells: range, hint: 'cells merged over rows' });
    }
    tail = text.slice(-overlap);
  }
}
