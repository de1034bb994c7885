// Finds the optional data folder: real registers and codes that may be read by tests but are no part of the project.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Absolute path of a file in the folder `JIKU_TEST_DATA` (default `../shared/data` beside the repository), or null when absent. */
export function testData(path: string): string | null {
  const file = resolve(repository, process.env['JIKU_TEST_DATA'] ?? '../shared/data', path);
  return existsSync(file) ? file : null;
}
