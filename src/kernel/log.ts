// The log: structured lines of ids, codes and counts, never attribute values.
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Writes JSON lines to stderr so that a command's output on stdout stays clean. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: { paths: ['req.headers', '*.authorization', '*.token', '*.secret'], remove: true } }, pino.destination(2));
}
