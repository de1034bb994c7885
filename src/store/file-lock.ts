// A lock between processes of one machine, as a file: for what must be settled before there is a database to lock in.
import { readFileSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';

/** Runs `work` while holding the lock file; waits for another live holder. What a dead process left behind is taken over. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether a process of this number runs. One of another account counts; one that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** In a container whose first process collects no orphans, an ended daemon keeps its number for good. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // No /proc on this system, or the process went in between: signal 0 has answered well enough.
    return false;
  }
}

async function acquire(path: string): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isLeftOver(path)) await rm(path, { force: true });
    else if (Date.now() > deadline) throw new Error(`${path} is held by another process; remove it if none runs`);
    else await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Our own number in a file older than this process: a container that was restarted gives the same numbers again. */
async function isLeftOver(path: string): Promise<boolean> {
  try {
    const holder = Number(await readFile(path, 'utf8'));
    const { mtimeMs } = await stat(path);
    if (holder === process.pid) return mtimeMs < Date.now() - process.uptime() * 1000;
    const isJustBeingWritten = holder === 0 && Date.now() - mtimeMs < 1000;
    return !isJustBeingWritten && !isAlive(holder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
