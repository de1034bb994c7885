// Digests by which rows and records are told apart.
import { createHash, hash } from 'node:crypto';

const unit = '\u001f';

const hashHex: (text: string) => string =
  typeof hash === 'function' ? (text) => hash('sha256', text, 'hex') : (text) => createHash('sha256').update(text).digest('hex');

/** 128 bits of SHA-256 in hexadecimal, accepted by PostgreSQL as a uuid. */
export function digest128(text: string): string {
  return hashHex(text).slice(0, 32);
}

/** Identity of a row in its source: the same for every delivery, order and process. */
export function recordIdOf(library: string, source: string, feed: string, sourceKey: string): string {
  return digest128(library + unit + source + unit + feed + unit + sourceKey);
}
