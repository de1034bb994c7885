// COPY in and out: how rows enter staging and leave for export. Text format; big chunks, back-pressure honoured.
import type { Readable } from 'node:stream';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo, type CopyStreamQuery } from 'pg-copy-streams';
import { quoteIdent } from './sql.ts';

const chunkLength = 64 * 1024;
const bufferedBytes = 1024 * 1024;

export interface CopyIn {
  /** Complete lines or parts of lines, each line ending in '\n'. A promise comes back only when the server is behind: await it. */
  write(chunk: string | Buffer): Promise<void> | void;
  /** Ends the COPY; the number of rows taken. Rejects with the server's error if it refused a row. */
  end(): Promise<number>;
  /** Makes the COPY fail, so that the transaction takes nothing; resolves when the connection is free again. */
  abort(reason: Error): Promise<void>;
}

/** Opens `COPY table (columns) FROM STDIN`. `table` is 'schema.table' or a bare name; the client is busy until end() or abort(). */
export function copyIn(client: ClientBase, table: string, columns: readonly string[]): CopyIn {
  const list = columns.map((column) => quoteIdent(column)).join(', ');
  const statement = `copy ${quoteIdent(...table.split('.'))} (${list}) from stdin`;
  const stream = client.query(copyFrom(statement, { highWaterMark: bufferedBytes }));
  let pending = '';
  let failure: Error | null = null;
  const closed = new Promise<void>((resolve) => {
    stream.once('finish', resolve);
    stream.once('error', (error: Error) => {
      failure = error;
      dropUnsent(stream);
      resolve();
    });
  });

  const drained = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        stream.off('drain', settle);
        if (failure) reject(failure);
        else resolve();
      };
      stream.once('drain', settle);
      void closed.then(settle);
    });

  const send = (chunk: string | Buffer): Promise<void> | void => {
    if (failure) return Promise.reject(failure);
    if (!stream.write(chunk)) return drained();
  };

  const flush = (): Promise<void> | void => {
    if (pending === '') return;
    const text = pending;
    pending = '';
    return send(text);
  };

  return {
    write(chunk) {
      if (typeof chunk !== 'string') {
        const behind = flush();
        return behind ? behind.then(() => send(chunk)) : send(chunk);
      }
      pending += chunk;
      if (pending.length >= chunkLength) return flush();
    },
    async end() {
      await flush();
      if (!failure) stream.end();
      await closed;
      if (failure) throw failure;
      return stream.rowCount;
    },
    async abort(reason) {
      if (!failure) stream.destroy(reason);
      await closed;
    },
  };
}

/**
 * After an error the driver's stream gives its connection back and still flushes what waits when the socket next drains: into nothing,
 * which would end the process. What waits is dropped, and what else it sends goes nowhere.
 */
function dropUnsent(stream: CopyStreamQuery): void {
  const inner = stream as unknown as { chunks: unknown[]; connection: unknown };
  inner.chunks = [];
  // It takes the connection away once it has told the error.
  queueMicrotask(() => (inner.connection ??= { stream: { write: () => true } }));
}

/** The rows of a statement in COPY text format. The statement takes no parameters; build it from constants and quoted names only. */
export function copyOut(client: ClientBase, statement: string): Readable {
  return client.query(copyTo(`copy (${statement}) to stdout`));
}

/** As copyOut, in COPY's binary format. */
export function copyOutBinary(client: ClientBase, statement: string): Readable {
  return client.query(copyTo(`copy (${statement}) to stdout with (format binary)`));
}

/** One field of COPY's text format. Clean text comes back as it is, after one scan. */
export function copyField(value: string | null): string {
  if (value === null) return '\\N';
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === 0x5c || (code <= 0x0d && (code === 0x09 || code === 0x0a || code === 0x0d))) return escapeFrom(value, index);
  }
  return value;
}

function escapeFrom(value: string, start: number): string {
  return value.slice(0, start) + value.slice(start).replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const quotedInArray = /["\\]/;

/** A one-dimensional array as a field of COPY's text format; null is NULL, an empty list the empty array. */
export function copyArray(values: readonly (string | null)[] | null): string {
  if (values === null) return '\\N';
  let literal = '{';
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) literal += ',';
    literal += value === null || value === undefined ? 'NULL' : `"${quotedInArray.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
  }
  return copyField(`${literal}}`);
}
