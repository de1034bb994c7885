// Generates what is never edited by hand: the Prisma client of the control tables, the contract and its types. Runs on `npm ci`
// (postinstall) and `npm run codegen`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** The contract's code needs the Prisma client, so it is loaded after that. An install writes no committed file: it would hide drift. */
async function generateContract(): Promise<void> {
  const isInstall = process.env['npm_lifecycle_event'] === 'postinstall';
  const { writeContract, writeContractTypes } = await import('../src/app/write-contract.ts');
  if (!isInstall) await writeContract(root);
  // An install for production has no openapi-typescript, and nothing there needs the types.
  if (existsSync(join(root, 'node_modules/openapi-typescript'))) await writeContractTypes(root);
}

generatePrismaClient();
await generateContract();
