// From the file on disk to the result beside it: staged, answered in parts, all of it while the lease is held.
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { CheckReach } from '../find-subjects.sql.ts';
import { answerFile, type AnswerDeps } from './answer-file.ts';
import { holdsFileLease, markFileCheck, type FileCheckWork } from './file-store.ts';
import { stageSubjects } from './stage-subjects.ts';

export interface WorkOffDeps extends AnswerDeps {
  readonly pool: Pool;
  /** Holds a folder for each file check. */
  readonly folder: string;
  /** What an agreement's row filter lets through. */
  readonly reachOf: (rowFilter: readonly unknown[]) => CheckReach;
}

export const resultIn = (folder: string): string => join(folder, 'result.csv');

/** The file is read anew whatever was staged before: that costs seconds, and an unlogged table may have lost its rows. */
export async function workOffFile(deps: WorkOffDeps, work: FileCheckWork, owner: string): Promise<void> {
  const { fileCheckId } = work;
  const { pool, checks } = deps;
  const mark = async (facts: Parameters<typeof markFileCheck>[2]): Promise<void> => {
    if (!(await markFileCheck(pool, fileCheckId, facts, owner))) throw new Error(`file check ${fileCheckId} was taken over`);
  };
  const client = await pool.connect();
  let result: FileHandle | null = null;
  let isBroken = true;
  try {
    await mark({ state: 'reading' });
    const { rows, columns } = await stageSubjects(client, checks.keys, {
      fileCheckId, path: work.spoolPath, fileName: work.fileName, encoding: work.encoding, onProgress: () => undefined,
    });
    await mark({ state: 'answering', rows });
    result = await openAt(join(deps.folder, fileCheckId), work.resultBytes);
    await answerFile(deps, client, {
      fileCheckId, asker: work.asker, reach: deps.reachOf(work.rowFilter), columns, result, resultBytes: work.resultBytes, answered: work.answered, counts: work.counts,
      isMine: () => holdsFileLease(pool, fileCheckId, owner),
    });
    isBroken = false;
  } finally {
    await result?.close();
    // A connection whose COPY broke off is closed: nothing else can be asked on it.
    client.release(isBroken);
  }
}

/** The result, cut back to what is known to be answered. */
async function openAt(folder: string, bytes: number): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const file = await open(resultIn(folder), bytes === 0 ? 'w' : 'r+', 0o600);
  const { size } = await file.stat();
  if (size < bytes) {
    await file.close();
    throw new Error('the result of a file check has lost rows');
  }
  await file.truncate(bytes);
  return file;
}
