// The file check: a file of up to a million subjects, spooled before the 202, worked off as a job by whatever process is free, resumed
// where it stood. Its files are removed after a term; what was answered stays in the checks.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { spoolFile } from '../../engine/readers/spool.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { quoteIdent } from '../../store/sql.ts';
import type { Asker } from './check-row.ts';
import {
  findOldFileChecks, findOpenFileChecks, insertFileCheckSql, keepFileLease, leaseFileCheck, listFileCheckRows, markFileCheck, noteFilesRemoved, readFileCheckRow,
  type FileCheckView, type FileCheckWork,
} from './file/file-store.ts';
import { subjectTable } from './file/stage-subjects.ts';
import { resultIn } from './file/work-off.ts';

export type { FileCheckView } from './file/file-store.ts';

export interface FileChecksDeps {
  readonly pool: Pool;
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Holds a folder for each file check. */
  readonly folder: string;
  /** Names this process in leases. */
  readonly owner: string;
  /** Reads and answers a file of which the owner holds the lease, here or in a thread. */
  readonly workOff: (work: FileCheckWork, owner: string) => Promise<void>;
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
    const { pool, newId, clock } = this.#deps;
    const fileCheckId = newId();
    const folder = this.#folderOf(fileCheckId);
    try {
      return await spoolFile(body, folder, {
        maxBytes: mostBytes,
        keep: async ({ path, sha256, bytes }, place) => {
          await place();
          const insert = insertFileCheckSql({ fileCheckId, asker, rowFilter, fileName, encoding, sha256, bytes, spoolPath: path, now: clock.now() });
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
    const { pool, log, clock, newId, workOff } = this.#deps;
    // A lease of this call alone: two calls of one process are as strange to each other as two processes.
    const owner = `${this.#deps.owner} ${newId()}`;
    const work = await leaseFileCheck(pool, fileCheckId, owner, leaseSeconds);
    if (work === null) return null;
    const heartbeat = setInterval(() => {
      keepFileLease(pool, fileCheckId, owner, leaseSeconds).catch((error: unknown) => log.warn({ fileCheckId, err: error }, 'heartbeat missed'));
    }, heartbeatMs);
    try {
      await workOff(work, owner);
      await markFileCheck(pool, fileCheckId, { state: 'done', finishedAt: clock.now() }, owner);
    } catch (error) {
      const isRefusal = error instanceof HubError && error.code !== 'AUDIT_UNAVAILABLE';
      const problem = isRefusal ? { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) } : { code: 'FAULT' };
      await markFileCheck(pool, fileCheckId, { state: isRefusal ? 'refused' : 'failed', problem, finishedAt: clock.now() }, owner);
      if (!isRefusal) throw error;
    } finally {
      clearInterval(heartbeat);
    }
    await pool.query(`drop table if exists ${quoteIdent('staging', subjectTable(fileCheckId))}`);
    return this.read(fileCheckId);
  }

  /** Removes the files of those that ended more than `days` days ago. Returns of how many. */
  async removeOldFiles(days: number): Promise<number> {
    const ids = await findOldFileChecks(this.#deps.pool, days);
    for (const id of ids) {
      await rm(this.#folderOf(id), { recursive: true, force: true });
      await noteFilesRemoved(this.#deps.pool, id, this.#deps.clock.now());
    }
    return ids.length;
  }

  #folderOf(fileCheckId: string): string {
    return join(this.#deps.folder, fileCheckId);
  }

  #resultOf(fileCheckId: string): string {
    return resultIn(this.#folderOf(fileCheckId));
  }
}
