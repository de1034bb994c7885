// Libraries that an operator keeps outside the source tree: every JSON or YAML file of one folder is a definition.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { loadDefinition } from '../definition/load-definition.ts';
import type { LibraryDefinition } from '../definition/types.ts';

const formats: Readonly<Record<string, 'json' | 'yaml'>> = { '.json': 'json', '.yaml': 'yaml', '.yml': 'yaml' };

/**
 * Reads the definitions in a folder (not below it), by file name. Runs once, at start.
 * @throws DefinitionError for the first file with faults, listing all of that file's
 */
export function loadLibraryFolder(folder: string): LibraryDefinition[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && formats[extname(entry.name).toLowerCase()] !== undefined)
    .map(({ name }) => name)
    .sort()
    .map((name) =>
      loadDefinition({ name, format: formats[extname(name).toLowerCase()] ?? 'json', text: readFileSync(join(folder, name), 'utf8') }),
    );
}
