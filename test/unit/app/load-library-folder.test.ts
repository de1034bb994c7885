// A folder of definitions: what counts as one, in which order, and which file is blamed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadLibraryFolder } from '../../../src/app/load-library-folder.ts';
import { scaffoldLibrary } from '../../../src/definition/scaffold-library.ts';
import { soundDefinition } from '../definition/sound-definition.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'libraries-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads JSON and YAML by name, and nothing else', () => {
  writeFileSync(join(folder, 'b.json'), JSON.stringify(soundDefinition()));
  writeFileSync(join(folder, 'a.YAML'), scaffoldLibrary('safety_permit'));
  writeFileSync(join(folder, 'readme.md'), '# no definition');
  mkdirSync(join(folder, 'c.json'));
  expect(loadLibraryFolder(folder).map(({ code }) => code)).toEqual(['safety_permit', 'vessel']);
});

it('names the file whose form is wrong', () => {
  writeFileSync(join(folder, 'broken.yml'), 'code: vessel');
  expect(() => loadLibraryFolder(folder)).toThrow(/broken\.yml/);
});
