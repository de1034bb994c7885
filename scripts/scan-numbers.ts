// npm run scan: fails when a tracked file holds a number that could be a real person's or firm's, or a secret.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { scanText } from '../src/app/checks/scan-numbers.ts';

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
let found = 0;
for (const file of files) {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue; // deleted, not yet committed
    throw error;
  }
  for (const { line, kind, text } of scanText(content.toString('utf8'))) {
    found += 1;
    process.stdout.write(`${file}:${line}: ${kind} ${text}\n`);
  }
}
process.stdout.write(`${files.length} files scanned, ${found} findings\n`);
process.exitCode = found === 0 ? 0 : 1;
