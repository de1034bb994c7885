// How long deliveries stay on disk after their loads have ended. What a load still needs is never touched.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { sql } from '../store/sql.ts';
import { withAdvisoryLock } from '../store/transaction.ts';
import { findNeededFiles, markFilesRemoved } from './load-store.ts';

/** Held while a file goes to its place with the row that needs it, and while files without such a row are removed. */
export const spoolLock = 'spool';

const batch = 500;

/**
 * Removes spooled files whose newest load ended more than `days` days ago, and what a dead process left half-written. The rows stay
 * and say when their file went. Returns how many were removed.
 */
export async function removeOldFiles({ pool, spoolDir }: { readonly pool: Pool; readonly spoolDir: string }, days: number): Promise<number> {
  const { rows } = await pool.query<{ before: Date }>(sql`select now() - make_interval(days => ${days}) as before`);
  const { before } = rows[0]!;
  const names = await oldFilesIn(spoolDir, before);
  let removed = 0;
  for (let from = 0; from < names.length; from += batch) {
    removed += await withAdvisoryLock(pool, spoolLock, async (client) => {
      const some = names.slice(from, from + batch);
      const needed = new Set((await client.query<{ sha256: string }>(findNeededFiles(some, before))).rows.map(({ sha256 }) => sha256));
      const gone = some.filter((name) => !needed.has(name));
      // The rows first: a process that dies in between leaves files that the next one removes.
      await client.query(markFilesRemoved(gone));
      for (const name of gone) await rm(join(spoolDir, name), { force: true });
      return gone.length;
    });
  }
  return removed;
}

/** A file is no younger than its first load, so most are passed over without asking the database. */
async function oldFilesIn(folder: string, before: Date): Promise<string[]> {
  const old: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(nothing)) {
    if (entry.isFile() && (await stat(join(folder, entry.name))).mtime < before) old.push(entry.name);
  }
  return old;
}

/** Before the first delivery there is no folder. */
function nothing(error: NodeJS.ErrnoException): [] {
  if (error.code !== 'ENOENT') throw error;
  return [];
}
