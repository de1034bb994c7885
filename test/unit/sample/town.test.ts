import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraries } from '../../../src/libraries/index.ts';
import { catalogue, fileFaults } from '../../../src/sample/faults.ts';
import { generateTown } from '../../../src/sample/generate-town.ts';
import type { TownManifest } from '../../../src/sample/truth.ts';

const root = mkdtempSync(join(tmpdir(), 'jiku-town-'));
const options = { libraries, people: 2000, firms: 300, seed: 11 } as const;
let town: TownManifest;

beforeAll(async () => {
  town = await generateTown({ ...options, folder: join(root, 'a') });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

function digests(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')] as const;
  }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const cellsOf = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!.replace(/^"|"$/g, '').replaceAll('""', '"'));
const linesOf = (file: string) => readFileSync(join(root, 'a', file), 'utf8').trimEnd().split('\n');

describe('generateTown', () => {
  it('writes the same bytes for the same seed and others for another', async () => {
    await generateTown({ ...options, folder: join(root, 'b') });
    await generateTown({ ...options, seed: 12, folder: join(root, 'c') });
    const first = digests(join(root, 'a'));
    expect(digests(join(root, 'b'))).toEqual(first);
    expect(digests(join(root, 'c')).get('/files/population/police_household-1.csv')).not.toBe(first.get('/files/population/police_household-1.csv'));
  }, 60_000);

  it('has a file for every feed and three of every fault of a cell or row', () => {
    const feeds = libraries.flatMap((library) => Object.keys(library.feeds));
    expect(new Set(town.files.map((file) => file.feed))).toEqual(new Set(feeds));
    const fileCodes = new Set<string>(Object.values(fileFaults).map((fault) => fault.code));
    for (const code of catalogue.keys()) expect(town.faults[code] ?? 0, code).toBeGreaterThanOrEqual(fileCodes.has(code) ? 1 : 3);
  });

  it('counts endings that add up to the rows, and stays under the limits of the feeds', () => {
    for (const { file, feed, library, state, counts } of town.files) {
      const definition = libraries.find(({ code }) => code === library)!.feeds[feed]!;
      if (state !== 'done') continue;
      const { rows = 0, rejected = 0, withdrawn = 0 } = counts;
      expect(rejected / Math.max(rows, 1), file).toBeLessThan(definition.rejectLimit ?? 0.2);
      if (counts.new === undefined) continue;
      const sum = counts.new + (counts.changed ?? 0) + (counts.unchanged ?? 0) + (counts.stale ?? 0) + (counts.duplicate ?? 0) + rejected;
      expect(sum, file).toBe(rows);
      if (definition.mode === 'snapshot') expect(withdrawn / Math.max(rows, 1), file).toBeLessThan(definition.guard ?? 0.05);
    }
  });

  it('names in the truth the line where the key stands', () => {
    const truth = linesOf('truth/records.csv').slice(1).map(cellsOf);
    const texts = new Map<string, string[]>();
    const plain = town.files.filter(({ file, form, state }) => state !== 'refused' && form.kind !== 'xlsx' && (form.encoding ?? 'utf-8') === 'utf-8' && file !== '');
    for (const { file, form } of plain) {
      const bytes = readFileSync(join(root, 'a', file));
      texts.set(file, (form.gzip ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/));
    }
    let checked = 0;
    for (const [, , key, file, line] of truth) {
      const text = texts.get(file!)?.[Number(line) - 1];
      if (text === undefined) continue;
      checked += 1;
      for (const part of key!.split('|')) expect(text, `${file}:${line}`).toContain(part.replaceAll('"', '""'));
    }
    expect(checked).toBeGreaterThan(5000);
    for (const { file, state, counts } of plain) {
      if (state === 'done') expect(truth.filter((row) => row[3] === file).length, file).toBe(counts.rows);
    }
  });

  it('refuses a library whose feed it cannot fill', async () => {
    const population = libraries[0]!;
    const stranger = { ...population, feeds: { ...population.feeds, unheard_of: population.feeds.education! } };
    await expect(generateTown({ ...options, libraries: [stranger], folder: join(root, 'd') })).rejects.toThrow('unheard_of');
  });
});
