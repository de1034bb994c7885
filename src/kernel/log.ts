// The log: structured lines of ids, codes and counts, never attribute values.
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Writes JSON lines to stderr so that a command's output on stdout stays clean. An error is logged under `err`. */
export function createLog(level: string): Log {
  return pino(
    {
      level, base: null, serializers: { err: withoutValues },
      redact: { paths: ['req.headers', '*.authorization', '*.token', '*.secret'], remove: true },
    },
    pino.destination(2),
  );
}

/**
 * What of an error may be logged: its name, code and stack. The message of a database's error quotes the value it complains about,
 * and so do its detail and context: they stay out.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, severity, routine } = error as Error & { code?: unknown; severity?: unknown; routine?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).join('\n');
  const isDatabase = severity !== undefined;
  return { name: error.name, code, ...(isDatabase ? { routine } : { message: error.message }), stack: frames };
}
