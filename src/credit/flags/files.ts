// Full files and deltas of the flags that one agreement lets a bureau hold: written from one snapshot, through a cursor, in bounded memory.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import { HubError } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sql } from '../../store/sql.ts';
import { tryAdvisoryLock, withSnapshot } from '../../store/transaction.ts';
import { readBounds, timepointAt } from './bounds.ts';
import { allChanges } from './changes.ts';
import { dropOldFilesSql, insertFileSql, listFilesSql, readFileSql } from './files.sql.ts';
import { allFlagsSql, type BureauReach, type ChangeRow, type FlagRow } from './flags.sql.ts';

export const fileKinds = ['full', 'hours8', 'day', 'week', 'month'] as const;
export type FileKind = (typeof fileKinds)[number];

const hours: Readonly<Record<Exclude<FileKind, 'full'>, number>> = { hours8: 8, day: 24, week: 7 * 24, month: 31 * 24 };

export interface BuiltFile {
  readonly fileId: string;
  readonly agreementId: string;
  readonly kind: FileKind;
  /** Null: full. A delta brings every full file from this timepoint on to `to`. */
  readonly from: number | null;
  readonly to: number;
  readonly rows: number;
  readonly bytes: number;
  /** Of the file as it is sent, hexadecimal. */
  readonly sha256: string;
  readonly path: string;
  readonly builtAt: Date;
}

export interface FileDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Folder of the files; all processes must see the same. */
  readonly dir: string;
}

export interface FileOrder {
  readonly agreementId: string;
  readonly reach: BureauReach;
  /** What the bureau is told of a row, masked; one line of the file. */
  readonly view: (row: ChangeRow) => unknown;
}

/** Builds the full file and every delta at one timepoint. FILES_BUSY when another process builds those of this agreement. */
export async function buildFiles(deps: FileDeps, order: FileOrder): Promise<BuiltFile[]> {
  const outcome = await tryAdvisoryLock(deps.pool, `flag files ${order.agreementId}`, async () => {
    const folder = join(deps.dir, order.agreementId);
    await mkdir(folder, { recursive: true });
    const files = await withSnapshot(deps.pool, (client) => writeFiles(client, deps, { ...order, folder }));
    for (const file of files) await deps.pool.query(insertFileSql(file, order.reach.agencyCode));
    return files;
  });
  if (!outcome.isHeld) throw new HubError('FILES_BUSY', 'the files of this agreement are being built');
  return outcome.result;
}

async function writeFiles(client: PoolClient, deps: FileDeps, order: FileOrder & { folder: string }): Promise<BuiltFile[]> {
  const { head } = await readBounds(client);
  const builtAt = deps.clock.now();
  const files: BuiltFile[] = [];
  for (const kind of fileKinds) {
    const from = kind === 'full' ? null : await timepointAt(client, new Date(builtAt.getTime() - hours[kind] * 3_600_000));
    const fileId = deps.newId();
    const path = join(order.folder, `${fileId}.jsonl.gz`);
    const rows = from === null ? allFlags(client, order.reach, head) : allChanges(client, order.reach, { since: from, head });
    files.push({ fileId, agreementId: order.agreementId, kind, from, to: head, path, builtAt, ...(await writeFile(path, rows, order.view)) });
  }
  return files;
}

const rowsAtOnce = 1_000;

/** As additions at the head. The cursor belongs to the transaction; the next rows are read when those before are on their way. */
async function* allFlags(client: PoolClient, reach: BureauReach, head: number): AsyncGenerator<ChangeRow[]> {
  await client.query('set local cursor_tuple_fraction = 1');
  await client.query(sql`declare flags no scroll cursor for ${allFlagsSql(reach)}`);
  for (;;) {
    const { rows } = await client.query<FlagRow>(`fetch ${rowsAtOnce} from flags`);
    if (rows.length === 0) break;
    yield rows.map((row) => ({ ...row, timepoint: head, is_visible: true, is_new: true }));
  }
  await client.query('close flags');
}

/** One line a row; under its name only when it is whole. */
async function writeFile(path: string, source: AsyncIterable<readonly ChangeRow[]>, view: FileOrder['view']): Promise<{ rows: number; bytes: number; sha256: string }> {
  const unfinished = `${path}.part`;
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  const text = async function* (): AsyncGenerator<string> {
    for await (const some of source) {
      rows += some.length;
      yield some.map((row) => `${JSON.stringify(view(row))}\n`).join('');
    }
  };
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(text()), createGzip({ level: 6 }), measure, createWriteStream(unfinished, { flush: true }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { rows, bytes, sha256: hash.digest('hex') };
}

export async function listFiles(pool: Pool, agreementId: string): Promise<BuiltFile[]> {
  const { rows } = await pool.query<BuiltFile>(listFilesSql(agreementId));
  return rows;
}

/** The file of this agreement and its bytes; null when there is none. */
export async function openFile(pool: Pool, fileId: string, agreementId: string): Promise<{ file: BuiltFile; body: Readable } | null> {
  const { rows: [file] } = await pool.query<BuiltFile>(readFileSql(fileId, agreementId));
  const isThere = file !== undefined && (await stat(file.path).then((found) => found.size === file.bytes, () => false));
  return isThere ? { file, body: createReadStream(file.path) } : null;
}

/** Removes files built before an instant, but for the newest, and those of agreements that have ended. */
export async function removeOldFlagFiles(pool: Pool, before: Date): Promise<number> {
  const { rows } = await pool.query<{ path: string }>(dropOldFilesSql(before));
  for (const { path } of rows) await rm(path, { force: true });
  return rows.length;
}
