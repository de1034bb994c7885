// Identifiers of the hub's own things. Time-ordered so that they append to an index; the rest is random.
import { randomFillSync } from 'node:crypto';

/** Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, 12 of a counter, 62 random. */
export function createIdSource(now: () => number = Date.now): () => string {
  const pool = Buffer.alloc(8 * 1024);
  let used = pool.length;
  let millisecond = 0;
  let counter = 0;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const current = now();
    if (current > millisecond) {
      millisecond = current;
      counter = 0;
    } else if (++counter > 0xfff) {
      millisecond += 1;
      counter = 0;
    }
    const time = millisecond.toString(16).padStart(12, '0');
    const random = pool.toString('hex', used, (used += 8));
    const variant = (8 + (parseInt(random[0] ?? '0', 16) & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  };
}
