// File to rows: the first step of a load. Finds out what the file is, refuses what cannot be read safely and whole, and streams
// the rest in batches with bounded memory, whatever the file's size.
import { CsvScanner, detectLayout } from './csv-scanner.ts';
import { BadBytes, Decoder, detectEncoding, firstBadUtf8 } from './encoding.ts';
import type { Encoding } from './encoding.ts';
import type { FilePart } from './file-halves.ts';
import { fileError } from './file-error.ts';
import { JsonLinesScanner } from './jsonl-scanner.ts';
import { openFile } from './open-file.ts';
import type { OpenFile } from './open-file.ts';
import { BatchBuilder } from './row-batch.ts';
import type { RowBatch } from './row-batch.ts';
import { BadHeader, LineTooLong, maxColumns } from './row-scanner.ts';
import type { RowScanner } from './row-scanner.ts';
import { readWorkbookFile } from './xlsx/read-workbook.ts';

/** Overrides; what is left out is detected. */
export interface FileFormat {
  readonly kind?: 'csv' | 'jsonl' | 'xlsx';
  readonly encoding?: Encoding;
  /** One character. */
  readonly delimiter?: string;
  /** Name of the worksheet; the first visible one by default. */
  readonly sheet?: string;
}

export interface ReadOptions {
  /** What the sender called the file, for messages; the path's last part by default. */
  readonly name?: string;
  readonly format?: FileFormat;
  /** UTF-16 units that one record may have (1 Mi by default). Longer lines refuse the file, longer quoted records are rejected. */
  readonly maxLineLength?: number;
  /** Rows, good and bad, in a batch (250 by default): few enough to be gone before the next collection of garbage. */
  readonly batchRows?: number;
  /** Reads these rows alone. Refusals then name no place in the file. */
  readonly part?: FilePart;
}

const sampleBytes = 64 * 1024;

/**
 * Reads CSV, JSON Lines or XLSX, plain or gzipped. Every row comes out once, in file order, in `rows` or `bad`; rows blank in
 * every cell and blank lines are skipped. Throws a HubError FILE_* when the file as a whole cannot be read; batches before that
 * may have been given out, so nothing may be recorded before the end is reached.
 */
export async function* readRows(path: string, options: ReadOptions = {}): AsyncGenerator<RowBatch> {
  const name = options.name ?? path;
  const file = await openFile(path, name, options.part);
  const blocks = file.blocks();
  try {
    const head = await readHead(blocks);
    if (head.length === 0) throw fileError('FILE_EMPTY', name);
    const batches = isWorkbook(head, name, options.format)
      ? readWorkbookFile({ path, name, isGzip: file.isGzip, size: file.size }, readLimits(options))
      : readText({ file, name, head, blocks }, options);
    let isEmpty = true;
    for await (const batch of batches) {
      isEmpty = false;
      yield batch;
    }
    if (isEmpty) throw fileError('FILE_EMPTY', name);
  } finally {
    await blocks.return(undefined);
    await file.close();
  }
}

function readLimits(options: ReadOptions): { maxLineLength: number; batchRows: number; sheet?: string } {
  return { maxLineLength: options.maxLineLength ?? 1024 * 1024, batchRows: options.batchRows ?? 250, sheet: options.format?.sheet };
}

/** The first blocks, as many as detection needs. */
async function readHead(blocks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const head: Buffer[] = [];
  for (let length = 0; length < sampleBytes; ) {
    const next = await blocks.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(head);
}

function isWorkbook(head: Buffer, name: string, format: FileFormat | undefined): boolean {
  const magic = head.subarray(0, 4).toString('hex');
  if (magic === 'd0cf11e0') throw fileError('FILE_KIND', name, { hint: 'an old .xls, or a workbook with a password' });
  const isZip = magic === '504b0304';
  if (format?.kind === 'xlsx' && !isZip) throw fileError('FILE_KIND', name, { hint: 'not an .xlsx workbook' });
  return isZip && (format?.kind ?? 'xlsx') === 'xlsx';
}

interface TextInput {
  readonly file: OpenFile;
  readonly name: string;
  readonly head: Buffer;
  readonly blocks: AsyncGenerator<Buffer>;
}

async function* readText(input: TextInput, options: ReadOptions): AsyncGenerator<RowBatch> {
  const { file, name, head, blocks } = input;
  const { maxLineLength, batchRows } = readLimits(options);
  const decoder = new Decoder(options.part?.encoding ?? options.format?.encoding ?? detectOrRefuse(head, name));
  const batch = new BatchBuilder(batchRows);
  let scanner: RowScanner | null = null;
  try {
    for await (const { bytes, isLast } of withLast(head, blocks)) {
      const text = decoder.decode(bytes, isLast);
      scanner ??= createScanner(text, { name, maxLineLength, format: options.format, firstLine: options.part?.line });
      if (decoder.pendingBytes > maxLineLength) throw new LineTooLong(scanner.lineAfter(text));
      // Searched in the bytes: in text of two-byte units every second byte is a false hit. UTF-16 pays for it cell by cell.
      batch.mayHoldNul ||= bytes.includes(0) || (scanner instanceof JsonLinesScanner && text.includes('\\u0000'));
      scanner.push(text, isLast);
      while (scanner.fill(batch)) yield batch.take(scanner.header ?? [], file.bytesRead());
    }
  } catch (cause) {
    throw toRefusal(cause, name, scanner);
  }
  if (!batch.isEmpty) yield batch.take(scanner?.header ?? [], file.size);
}

function detectOrRefuse(head: Buffer, name: string): Encoding {
  const isWhole = head.length < sampleBytes;
  const sample = head.subarray(0, sampleBytes);
  const encoding = detectEncoding(sample, isWhole);
  if (encoding) return encoding;
  const offset = firstBadUtf8(sample);
  const line = sample.subarray(0, offset).toString('latin1').split('\n').length;
  throw fileError('FILE_ENCODING', name, { line, offset, hint: 'neither UTF-8 nor UTF-16 nor GB18030' });
}

/** The head, the other blocks, and an empty last one: only the end of the stream tells which was last. */
async function* withLast(head: Buffer, blocks: AsyncGenerator<Buffer>): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  yield { bytes: head, isLast: false };
  for await (const bytes of blocks) yield { bytes, isLast: false };
  yield { bytes: Buffer.alloc(0), isLast: true };
}

interface ScannerOptions {
  readonly name: string;
  readonly maxLineLength: number;
  readonly format: FileFormat | undefined;
  readonly firstLine: number | undefined;
}

function createScanner(text: string, { name, maxLineLength, format, firstLine }: ScannerOptions): RowScanner {
  const isJsonArray = format?.kind === undefined && /^\s*\[\s*[[{]/.test(text);
  if (isJsonArray) throw fileError('FILE_KIND', name, { hint: 'a JSON array, not JSON Lines' });
  const isJson = format?.kind === undefined ? /^\s*\{/.test(text) : format.kind === 'jsonl';
  return isJson ? new JsonLinesScanner(maxLineLength) : new CsvScanner(detectLayout(text, format?.delimiter), maxLineLength, firstLine);
}

function toRefusal(cause: unknown, name: string, scanner: RowScanner | null): unknown {
  if (cause instanceof BadBytes) {
    const line = scanner?.lineAfter(cause.before) ?? cause.before.split('\n').length;
    const hint = cause.isGb18030 ? { suggestedEncoding: 'gb18030', hint: 'looks like gb18030; name that encoding' } : {};
    return fileError('FILE_ENCODING', name, { line, offset: cause.offset, ...hint }, cause);
  }
  if (cause instanceof LineTooLong) return fileError('FILE_LINE_TOO_LONG', name, { line: cause.line }, cause);
  if (cause instanceof BadHeader) {
    if (cause.reason === 'columns') return fileError('FILE_OVER_LIMIT', name, { limit: maxColumns, hint: 'columns' }, cause);
    return fileError('FILE_CORRUPT', name, { line: 1, hint: 'a quote in the header is not closed' }, cause);
  }
  return cause;
}
