// Connections to PostgreSQL, and how its types arrive in TypeScript: nothing that loses a digit or shifts a date.
import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import { StandingClient, standingOptions } from './standing-client.ts';

export interface PoolOptions {
  readonly max?: number;
  /** Shown in pg_stat_activity, so that a DBA sees which part of the hub holds a connection. */
  readonly applicationName?: string;
  /** Milliseconds after which the server gives a statement up; 0 or absent: never. */
  readonly statementTimeout?: number;
  /** Connections keep work tables and plans between transactions; see StandingClient. They stay open for minutes of quiet. */
  readonly isStanding?: boolean;
  /** Told of lost connections; the pool replaces them by itself. */
  readonly log?: Log;
}

/**
 * Civil dates are Shanghai's and ISO whatever the server's settings; JIT costs more than it gains on the hub's statements. The work
 * tables of a load are temporary: they must fit in temp_buffers, which a session takes only as far as it uses them.
 */
const sessionOptions = '-c timezone=Asia/Shanghai -c datestyle=ISO,YMD -c jit=off -c temp_buffers=128MB';

/** Milliseconds of quiet after which a standing connection is closed. */
const standingIdle = 600_000;

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;

/** int8 as a number. Counts and load ids stay far below 2^53; anything above is refused rather than rounded. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 value beyond the safe integers of JavaScript');
  return value;
}

const textArray = pg.types.getTypeParser(1009 as number) as Parser;
const int8Array: Parser = (text) => (textArray(text) as (string | null)[]).map((item) => (item === null ? null : parseInt8(item)));

const anyTimestamp = pg.types.getTypeParser(1184) as Parser;

/** timestamptz as our sessions have it written, 2026-01-02 03:04:05.678+08; pg's own parser, ten times as slow, reads what is otherwise (infinity, offsets with minutes). */
function parseTimestamp(text: string): unknown {
  const sign = text.at(-3);
  const isPlain = text[10] === ' ' && (sign === '+' || sign === '-');
  return isPlain ? new Date(`${text.slice(0, 10)}T${text.slice(11)}:00`) : anyTimestamp(text);
}

/** By type oid: int8, int8[], date, timestamptz, date[], numeric, numeric[]. All else as pg has it (json → value, arrays → arrays). */
const parsers: ReadonlyMap<number, Parser> = new Map([
  [20, parseInt8],
  [1016, int8Array],
  [1082, asText],
  [1184, parseTimestamp],
  [1182, textArray],
  [1700, asText],
  [1231, textArray],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text'),
};

/**
 * A pool whose rows carry: date → 'YYYY-MM-DD' or 'infinity', numeric → string, int8 → number (a RangeError when unsafe),
 * timestamptz → Date, arrays → arrays of the same.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'jiku',
    statement_timeout: options.statementTimeout || undefined,
    connectionTimeoutMillis: 15_000,
    options: options.isStanding ? `${sessionOptions} ${standingOptions}` : sessionOptions,
    ...(options.isStanding ? { Client: StandingClient, idleTimeoutMillis: standingIdle, pipeline: true } : {}),
    types,
  });
  const tell = (error: Error & { code?: string }): void => options.log?.warn({ code: error.code ?? error.name }, 'database connection lost');
  // The pool hears of idle connections. One that is lost between two statements of its holder fails the next of them; unheard, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', tell));
  return pool;
}
