// Uuids out of a binary COPY: nothing is decoded, only the framing is taken off.
import type { Readable } from 'node:stream';

/** Signature, flags and the length of an empty header extension. */
const headerBytes = 19;
const uuidBytes = 16;

/**
 * The uuids of all rows, one after the other; every column must be a uuid that is not null. Null when they are more than `limit` bytes:
 * the rest is read off, so that the connection is free again.
 */
export async function readBinaryUuids(stream: Readable, limit: number): Promise<Buffer | null> {
  let kept: Buffer = Buffer.alloc(Math.min(limit, 64 * 1024));
  let used = 0;
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  let isOver = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (isOver) continue;
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    if (!isStarted && data.length >= headerBytes) {
      at = headerBytes;
      isStarted = true;
    }
    while (isStarted && at + 2 <= data.length) {
      const columns = data.readInt16BE(at);
      const rowBytes = 2 + columns * (4 + uuidBytes);
      if (columns < 0 || at + rowBytes > data.length) break;
      if (used + columns * uuidBytes > limit) {
        isOver = true;
        break;
      }
      if (used + columns * uuidBytes > kept.length) kept = Buffer.concat([kept], Math.min(limit, kept.length * 2));
      for (let column = 0; column < columns; column++) {
        const from = at + 2 + column * (4 + uuidBytes) + 4;
        used += data.copy(kept, used, from, from + uuidBytes);
      }
      at += rowBytes;
    }
    rest = data.subarray(at);
  }
  return isOver ? null : kept.subarray(0, used);
}
