// Identifiers of the hub's own things. Time-ordered so that they append to an index; the rest is random.
import { randomBytes } from 'node:crypto';

const poolBytes = 16 * 1024;

/** Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, 12 of a counter, 62 random. Runs ahead of the clock when a millisecond needs more. */
export function createIdSource(now: () => number = Date.now): () => string {
  let pool = '';
  let used = 0;
  let millisecond = 0;
  let counter = 0x1000;
  let prefix = '';
  return () => {
    if (used === pool.length) {
      pool = randomBytes(poolBytes).toString('hex');
      used = 0;
    }
    if (counter === 0x1000) {
      millisecond = Math.max(now(), millisecond + 1);
      const time = millisecond.toString(16).padStart(12, '0');
      prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
      counter = 0;
    }
    const at = used;
    used += 16;
    return `${prefix}${hex3(counter++)}-${variants[pool.charCodeAt(at) & 3]}${pool.slice(at + 1, at + 4)}-${pool.slice(at + 4, at + 16)}`;
  };
}

const variants = ['8', '9', 'a', 'b'] as const;

function hex3(value: number): string {
  return (value < 0x10 ? '00' : value < 0x100 ? '0' : '') + value.toString(16);
}
