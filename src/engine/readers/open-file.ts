// A file as a stream of unpacked bytes. Knows gzip by its magic number and turns what zlib and the file system say into refusals.
import type { ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HubError } from '../../kernel/errors.ts';
import { fileError } from './file-error.ts';
import type { FilePart } from './file-halves.ts';

const blockBytes = 256 * 1024;

/** Unpacked bytes of one file, read once. `bytesRead` counts bytes of the file itself. */
export interface OpenFile {
  readonly isGzip: boolean;
  readonly size: number;
  bytesRead(): number;
  blocks(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** Opens a regular file for reading, or a part of it below its header. Refuses with FILE_UNREADABLE what is not there, not readable or not a file. */
export async function openFile(path: string, name: string, part?: FilePart): Promise<OpenFile> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (cause) {
    throw fileError('FILE_UNREADABLE', name, { hint: systemCode(cause) }, cause);
  }
  try {
    return await describe(handle, name, part);
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

async function describe(handle: FileHandle, name: string, part?: FilePart): Promise<OpenFile> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw fileError('FILE_UNREADABLE', name, { hint: 'not a regular file' });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  const isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  const read = (start: number, end?: number): ReadStream => handle.createReadStream({ start, end, highWaterMark: blockBytes, autoClose: false });
  const source = part ? read(part.from, part.to - 1) : read(0);
  return {
    isGzip,
    size: part ? part.to - part.from : stat.size,
    bytesRead: () => source.bytesRead,
    blocks: () => (part ? afterHeader(readBlocks(read(0, part.headerBytes - 1), name), readBlocks(source, name)) : readBlocks(isGzip ? gunzip(source) : source, name)),
    close: () => handle.close(),
  };
}

async function* afterHeader(header: AsyncGenerator<Buffer>, rows: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* header;
  yield* rows;
}

/** A source that fails ends the unpacked stream with its error, and the reverse. */
function gunzip(source: Readable): Readable {
  const unpacked = createGunzip({ chunkSize: blockBytes });
  pipeline(source, unpacked, () => undefined);
  return unpacked;
}

async function* readBlocks(stream: Readable, name: string): AsyncGenerator<Buffer> {
  let offset = 0;
  try {
    for await (const block of stream as AsyncIterable<Buffer>) {
      offset += block.length;
      yield block;
    }
  } catch (cause) {
    throw cause instanceof HubError ? cause : streamError(name, offset, cause);
  }
}

function streamError(name: string, offset: number, cause: unknown): HubError {
  const code = systemCode(cause);
  if (code === 'Z_BUF_ERROR') return fileError('FILE_TRUNCATED', name, { offset, hint: 'the gzip stream ends too early' }, cause);
  if (code.startsWith('Z_')) return fileError('FILE_CORRUPT', name, { offset, hint: 'the gzip data is damaged' }, cause);
  return fileError('FILE_UNREADABLE', name, { offset, hint: code }, cause);
}

function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown cause';
}
