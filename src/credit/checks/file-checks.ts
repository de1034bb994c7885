// The file check: a file of up to a million subjects, spooled before the 202, worked off as a job by whatever process is free, resumed
// where it stood. Its files are removed after a term; what was answered stays in the checks.
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { spoolFile } from '../../engine/readers/spool.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { quoteIdent } from '../../store/sql.ts';
import type { Asker } from './check-row.ts';
import { answerFile, type AnswerDeps } from './file/answer-file.ts';
import {
  findOldFileChecks, findOpenFileChecks, holdsFileLease, insertFileCheckSql, keepFileLease, leaseFileCheck, listFileCheckRows, markFileCheck, noteFilesRemoved, readFileCheckRow,
  type FileCheckView, type FileCheckWork,
} from './file/file-store.ts';
import { stageSubjects, subjectTable } from './file/stage-subjects.ts';
import type { CheckReach } from './find-subjects.sql.ts';

export type { FileCheckView } from './file/file-store.ts';

export interface FileChecksDeps extends AnswerDeps {
  readonly pool: Pool;
  readonly log: Log;
  /** Holds a folder for each file check. */
  readonly folder: string;
  /** Names this process in leases. */
  readonly owner: string;
  /** What an agreement's row filter lets through. */
  readonly reachOf: (rowFilter: readonly unknown[]) => CheckReach;
}

export interface FileCheckRequest {
  readonly asker: Omit<Asker, 'checkId'>;
  readonly rowFilter: readonly unknown[];
  readonly fileName: string;
  readonly encoding: string | null;
  readonly body: Readable | string;
}

const leaseSeconds = 30;
const heartbeatMs = 5_000;
/** A million rows with names, numbers and some columns of the department's own. */
const mostBytes = 1024 * 1024 * 1024;

export class FileChecks {
  readonly #deps: FileChecksDeps;

  constructor(deps: FileChecksDeps) {
    this.#deps = deps;
  }

  /** File and row are durable when it resolves. */
  async receive({ asker, rowFilter, fileName, encoding, body }: FileCheckRequest): Promise<FileCheckView> {
    const { pool, newId, checks } = this.#deps;
    const fileCheckId = newId();
    const folder = this.#folderOf(fileCheckId);
    try {
      return await spoolFile(body, folder, {
        maxBytes: mostBytes,
        keep: async ({ path, sha256, bytes }, place) => {
          await place();
          const insert = insertFileCheckSql({ fileCheckId, asker, rowFilter, fileName, encoding, sha256, bytes, spoolPath: path, now: checks.clock.now() });
          return (await pool.query<FileCheckView>(insert)).rows[0]!;
        },
      });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  read(fileCheckId: string): Promise<FileCheckView | null> {
    return readFileCheckRow(this.#deps.pool, fileCheckId);
  }

  list(filter: { readonly agencyCode: string | null; readonly limit: number }): Promise<FileCheckView[]> {
    return listFileCheckRows(this.#deps.pool, filter);
  }

  /** The result of one that is done. FILE_CHECK_UNFINISHED: there is none, or not any more. */
  async openResult({ fileCheckId, state, filesRemovedAt }: FileCheckView): Promise<Readable> {
    if (state !== 'done' || filesRemovedAt !== null) throw new HubError('FILE_CHECK_UNFINISHED', 'no result to fetch', { state, filesRemovedAt });
    return (await open(this.#resultOf(fileCheckId))).createReadStream();
  }

  /** Works off what waits, those of dead processes too. A fault of one stops none. Returns how many ended. */
  async processOpen(): Promise<number> {
    let ended = 0;
    for (const id of await findOpenFileChecks(this.#deps.pool)) {
      try {
        if (await this.process(id)) ended += 1;
      } catch (error) {
        this.#deps.log.error({ fileCheckId: id, err: error }, 'a file check failed');
      }
    }
    return ended;
  }

  /** Null: it is not to be worked on now. A refusal is its outcome; a fault marks it `failed` and is thrown. */
  async process(fileCheckId: string): Promise<FileCheckView | null> {
    const { pool, log, checks, newId } = this.#deps;
    // A lease of this call alone: two calls of one process are as strange to each other as two processes.
    const owner = `${this.#deps.owner} ${newId()}`;
    const work = await leaseFileCheck(pool, fileCheckId, owner, leaseSeconds);
    if (work === null) return null;
    const heartbeat = setInterval(() => {
      keepFileLease(pool, fileCheckId, owner, leaseSeconds).catch((error: unknown) => log.warn({ fileCheckId, err: error }, 'heartbeat missed'));
    }, heartbeatMs);
    try {
      await this.#answer(work, owner);
      await markFileCheck(pool, fileCheckId, { state: 'done', finishedAt: checks.clock.now() }, owner);
    } catch (error) {
      const isRefusal = error instanceof HubError && error.code !== 'AUDIT_UNAVAILABLE';
      const problem = isRefusal ? { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) } : { code: 'FAULT' };
      await markFileCheck(pool, fileCheckId, { state: isRefusal ? 'refused' : 'failed', problem, finishedAt: checks.clock.now() }, owner);
      if (!isRefusal) throw error;
    } finally {
      clearInterval(heartbeat);
    }
    await pool.query(`drop table if exists ${quoteIdent('staging', subjectTable(fileCheckId))}`);
    return this.read(fileCheckId);
  }

  /** The file is read anew whatever was staged before: that costs seconds, and an unlogged table may have lost its rows. */
  async #answer(work: FileCheckWork, owner: string): Promise<void> {
    const { fileCheckId } = work;
    const { pool, checks } = this.#deps;
    const client = await pool.connect();
    let result: FileHandle | null = null;
    let isBroken = true;
    try {
      await this.#mark(fileCheckId, { state: 'reading' }, owner);
      const { rows, columns } = await stageSubjects(client, checks.keys, {
        fileCheckId, path: work.spoolPath, fileName: work.fileName, encoding: work.encoding, onProgress: () => undefined,
      });
      await this.#mark(fileCheckId, { state: 'answering', rows }, owner);
      result = await openAt(this.#folderOf(fileCheckId), this.#resultOf(fileCheckId), work.resultBytes);
      await answerFile(this.#deps, client, {
        fileCheckId, asker: work.asker, reach: this.#deps.reachOf(work.rowFilter), columns, result, resultBytes: work.resultBytes, answered: work.answered, counts: work.counts,
        isMine: () => holdsFileLease(pool, fileCheckId, owner),
      });
      isBroken = false;
    } finally {
      await result?.close();
      // A connection whose COPY broke off is closed: nothing else can be asked on it.
      client.release(isBroken);
    }
  }

  async #mark(fileCheckId: string, mark: Parameters<typeof markFileCheck>[2], owner: string): Promise<void> {
    if (!(await markFileCheck(this.#deps.pool, fileCheckId, mark, owner))) throw new Error(`file check ${fileCheckId} was taken over`);
  }

  /** Removes the files of those that ended more than `days` days ago. Returns of how many. */
  async removeOldFiles(days: number): Promise<number> {
    const ids = await findOldFileChecks(this.#deps.pool, days);
    for (const id of ids) {
      await rm(this.#folderOf(id), { recursive: true, force: true });
      await noteFilesRemoved(this.#deps.pool, id, this.#deps.checks.clock.now());
    }
    return ids.length;
  }

  #folderOf(fileCheckId: string): string {
    return join(this.#deps.folder, fileCheckId);
  }

  #resultOf(fileCheckId: string): string {
    return join(this.#folderOf(fileCheckId), 'result.csv');
  }
}

/** The result, cut back to what is known to be answered. */
async function openAt(folder: string, path: string, bytes: number): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const file = await open(path, bytes === 0 ? 'w' : 'r+', 0o600);
  const { size } = await file.stat();
  if (size < bytes) {
    await file.close();
    throw new Error('the result of a file check has lost rows');
  }
  await file.truncate(bytes);
  return file;
}
