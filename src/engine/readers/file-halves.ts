// A large file of plain lines in two halves, so that two threads can read it. Only what is surely one row a line is cut: CSV without a quote
// in an encoding whose line ends are never part of a character. Whatever looks like anything else is read as a whole.
import { open, type FileHandle } from 'node:fs/promises';
import { CsvScanner, detectLayout } from './csv-scanner.ts';
import { Decoder, detectEncoding, type Encoding } from './encoding.ts';
import type { FileFormat } from './read-rows.ts';
import { BatchBuilder } from './row-batch.ts';

/** The rows in the bytes `from` to `to` (exclusive), read under the header that the file's first `headerBytes` hold. */
export interface FilePart {
  readonly encoding: Encoding;
  readonly headerBytes: number;
  readonly from: number;
  readonly to: number;
  /** 1-based line at which `from` lies. */
  readonly line: number;
}

const headBytes = 64 * 1024;
const blockBytes = 1024 * 1024;
const [lineFeed, quote] = [0x0a, 0x22];

/** The two halves, or none where the file is not to be cut. Looks through the file once. */
export async function cutInHalves(path: string, format: FileFormat = {}): Promise<FilePart[]> {
  if ((format.kind ?? 'csv') !== 'csv') return [];
  const file = await open(path);
  try {
    const header = await readHeader(file, format);
    const cut = header && (await findCut(file, (await file.stat()).size));
    if (!header || !cut || cut.from <= header.headerBytes) return [];
    return [{ ...header, from: header.headerBytes, to: cut.from, line: 2 }, { ...header, ...cut }];
  } finally {
    await file.close();
  }
}

/** The encoding, and the length of the first line where this is a header of CSV. */
async function readHeader(file: FileHandle, format: FileFormat): Promise<Pick<FilePart, 'encoding' | 'headerBytes'> | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  const encoding = format.encoding ?? detectEncoding(head, false);
  const headerBytes = head.indexOf(lineFeed) + 1;
  if (headerBytes === 0 || (encoding !== 'utf-8' && encoding !== 'gb18030')) return null;
  const text = new Decoder(encoding).decode(head.subarray(0, headerBytes), true);
  // Packed files and workbooks hold bytes that no text does; JSON begins with its bracket.
  if (/^\s*[[{]|[\0-\x08\x0e-\x1f]/.test(text)) return null;
  const scanner = new CsvScanner(detectLayout(text, format.delimiter), headBytes);
  scanner.push(text, true);
  scanner.fill(new BatchBuilder(1));
  return scanner.header === null ? null : { encoding, headerBytes };
}

/** The first line that begins in the second half; null where a quote stands anywhere, or there is no such line. */
async function findCut(file: FileHandle, size: number): Promise<Pick<FilePart, 'from' | 'to' | 'line'> | null> {
  const middle = Math.floor(size / 2);
  let [offset, line, from] = [0, 1, -1];
  for await (const block of file.createReadStream({ start: 0, highWaterMark: blockBytes, autoClose: false }) as AsyncIterable<Buffer>) {
    if (block.includes(quote)) return null;
    for (let at = from < 0 ? block.indexOf(lineFeed) : -1; at >= 0; at = block.indexOf(lineFeed, at + 1)) {
      line += 1;
      if (offset + at >= middle) {
        from = offset + at + 1;
        break;
      }
    }
    offset += block.length;
  }
  return from < 0 || from >= offset ? null : { from, to: offset, line };
}
