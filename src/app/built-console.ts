// The console's build beside its sources: is it there, and is it as new as they are? A release brings the build alone, which is then served as it is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['src/console', 'src/generated/openapi.ts', 'vite.config.ts', 'package-lock.json'];

/** Builds it when it is missing or older than its sources; where there is no Vite (an install for production) nothing is done. True: it was built. */
export async function buildConsole(onStart: () => void = () => undefined): Promise<boolean> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite) || !existsSync(join(root, 'src/generated/openapi.ts')) || (await isCurrent())) return false;
  onStart();
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve) => build.once('exit', resolve));
  if (code !== 0) throw new Error('the console does not build: npm run build:console');
  return true;
}

async function isCurrent(): Promise<boolean> {
  const page = join(root, 'dist/console/index.html');
  if (!existsSync(page)) return false;
  const { mtimeMs } = await stat(page);
  const written = await Promise.all(sources.map((source) => newestIn(join(root, source))));
  return written.every((at) => at <= mtimeMs);
}

/** When the path, or anything in it, was last written. */
async function newestIn(path: string): Promise<number> {
  const stats = await stat(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const within = await Promise.all((await readdir(path)).map((name) => newestIn(join(path, name))));
  return Math.max(stats.mtimeMs, ...within);
}
