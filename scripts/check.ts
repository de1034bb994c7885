// npm run check: what can be said of the sources without running them. The parts know nothing of each other, so as many run at once as
// there are cores; each tells what it found when it ends, and a part that fails leaves the others to be heard.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The longest first. */
const parts = ['lint', 'typecheck:hub', 'typecheck:console', 'imports', 'drift', 'scan'];

interface Outcome {
  readonly isSound: boolean;
  readonly said: string;
}

function run(part: string): Promise<Outcome> {
  const child = spawn('npm', ['run', '--silent', part], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ isSound: code === 0, said: Buffer.concat(said).toString() }));
  });
}

const failed: string[] = [];

/** Takes part after part until none is left. */
async function work(): Promise<void> {
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const { isSound, said } = await run(part);
    process.stdout.write(`--- ${part}${isSound ? '' : ': FAILED'}\n${said}`);
    if (!isSound) failed.push(part);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) process.stdout.write(`failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
