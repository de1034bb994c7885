// Generates what is never edited by hand: the Prisma client of the control tables. Runs on `npm ci` (postinstall) and `npm run codegen`.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * `prisma generate` asks for the path of an engine that it never runs; any executable will do, so that nothing is downloaded
 * (networks that reach an npm registry alone).
 */
function generatePrismaClient(): void {
  const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'));
  const environment = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const run = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], { cwd: root, env: environment, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`prisma generate failed\n${run.stdout}\n${run.stderr}`);
}

generatePrismaClient();
