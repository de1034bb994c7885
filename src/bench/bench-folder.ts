// A folder for one run: the hub's data and its input. Gone afterwards, whatever happened.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Config } from '../app/config.ts';

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jiku-bench-'));
  try {
    // The embedded server runs as another user when the bench runs as root.
    await chmod(folder, 0o755);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The settings of a hub as it comes, on its own database in this folder and any free port; `librariesDir`: with libraries from outside. */
export function benchConfig(dataDir: string, librariesDir?: string): Config {
  return { ...readConfig({ JIKU_DATA_DIR: dataDir, JIKU_LOG_LEVEL: 'warn', ...(librariesDir ? { JIKU_LIBRARIES_DIR: librariesDir } : {}) }), port: 0 };
}
