// Runs `hub <command>` as an operator does, on the database of a test.
import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../src/app/run-command.ts';
import { Terminal } from '../../src/app/terminal.ts';
import type { TestDatabase } from './database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as the program runs it, without a process of its own: that takes seconds. `environment` is all that it sees of settings. */
export async function runHub(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<CliResult> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const read = Promise.all([buffer(out), buffer(err)]);
  const code = await runCommand(args, new Terminal(out, err), environment);
  out.end();
  err.end();
  const [written, told] = await read;
  return { code, out: written.toString(), err: told.toString() };
}

/** The same as a process: for what only the whole program shows. `environment` is all that the process sees of JIKU_ settings. */
export function runHubProcess(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<CliResult> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('JIKU_') && !name.startsWith('DATABASE_'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/app/cli.ts', ...args], { cwd: root, env: { ...Object.fromEntries(own), ...environment } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Settings that put a hub on a test's database; `dataDir` takes its spool and key. The toy library's schema lies there unused. */
export function hubEnvironment(database: TestDatabase, dataDir: string): Record<string, string> {
  return { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, JIKU_DATA_DIR: dataDir };
}
