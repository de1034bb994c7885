// Libraries that an operator keeps outside the source tree: every JSON or YAML file of one folder is a definition.
import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { loadDefinition } from '../definition/load-definition.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';

const formats: Readonly<Record<string, 'json' | 'yaml'>> = { '.json': 'json', '.yaml': 'yaml', '.yml': 'yaml' };

/**
 * Reads the definitions in a folder (not below it), by file name. Runs once, at start.
 * @throws DefinitionError for the first file with faults, listing all of that file's; CONFIG_INVALID where there is no such folder
 */
export function loadLibraryFolder(folder: string): LibraryDefinition[] {
  return filesOf(folder)
    .filter((entry) => entry.isFile() && formats[extname(entry.name).toLowerCase()] !== undefined)
    .map(({ name }) => name)
    .sort()
    .map((name) =>
      loadDefinition({ name, format: formats[extname(name).toLowerCase()] ?? 'json', text: readFileSync(join(folder, name), 'utf8') }),
    );
}

function filesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new HubError('CONFIG_INVALID', 'the folder of libraries cannot be read', { faults: [`JIKU_LIBRARIES_DIR: ${folder} (${code})`] }, { cause: error });
  }
}
