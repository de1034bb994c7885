// vitest's global set-up of the console's tests: the console as it would be served, built when it is older than its sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['src/console', 'src/generated/openapi.ts', 'vite.config.ts', 'package-lock.json'];

export default function setup(): void {
  if (findChromium() === null) return;
  const page = join(root, 'dist/console/index.html');
  if (existsSync(page) && sources.every((source) => newestIn(join(root, source)) <= statSync(page).mtimeMs)) return;
  const run = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) throw new Error('the console does not build');
}

/** When the path, or anything in it, was last written. */
function newestIn(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
