// Keeps a delivery before anything is promised about it: bytes under their SHA-256, on disk for good when this returns.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileError } from './file-error.ts';

export interface SpooledFile {
  readonly path: string;
  /** Lower-case hexadecimal; also the file's name. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface SpoolOptions<T> {
  readonly maxBytes?: number;
  /** Moves the whole file to its path by `place`, and does with it what must not part from that: a lock, a row that names it. */
  readonly keep: (file: SpooledFile, place: () => Promise<void>) => Promise<T>;
}

/**
 * Streams `source` (a path or a stream) into `folder` under the SHA-256 of its bytes. Written beside, synced, then renamed: a
 * file of that name is always whole. The same bytes again give the same path. Past `maxBytes` it refuses with FILE_OVER_LIMIT.
 */
export async function spoolFile<T>(source: Readable | string, folder: string, { maxBytes = Infinity, keep }: SpoolOptions<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    const { sha256, bytes } = await writePart(source, part, maxBytes);
    const path = join(folder, sha256);
    return await keep({ path, sha256, bytes }, async () => {
      const isHeld = await stat(path).then((held) => held.size === bytes, () => false);
      if (isHeld) await rm(part);
      else await rename(part, path);
      await syncFolder(folder);
    });
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}

async function writePart(source: Readable | string, part: string, maxBytes: number): Promise<{ sha256: string; bytes: number }> {
  const stream = typeof source === 'string' ? createReadStream(source) : source;
  const hash = createHash('sha256');
  const file = await open(part, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      const block = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      bytes += block.length;
      if (bytes > maxBytes) throw fileError('FILE_OVER_LIMIT', typeof source === 'string' ? source : 'upload', { limit: maxBytes });
      hash.update(block);
      await file.writeFile(block);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** A rename is durable only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
