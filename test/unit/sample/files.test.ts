import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRows } from '../../../src/engine/readers/read-rows.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { gb18030Encoder } from '../../../src/sample/gb18030.ts';
import { generateTown } from '../../../src/sample/generate-town.ts';
import type { TownManifest } from '../../../src/sample/truth.ts';
import { daysBefore } from '../../../src/sample/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiku-files-'));
let town: TownManifest;

beforeAll(async () => {
  town = await generateTown({ libraries, people: 1000, firms: 200, seed: 5, folder });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function countRows(file: string): Promise<{ rows: number; bad: number }> {
  const total = { rows: 0, bad: 0 };
  for await (const batch of readRows(join(folder, file))) {
    total.rows += batch.rows.length;
    total.bad += batch.bad.length;
  }
  return total;
}

describe('the files of a town', () => {
  it('are read by the hub’s readers, in every form, with the rows that the manifest counts', async () => {
    const forms = new Set<string>();
    for (const { file, form, state, counts } of town.files) {
      if (state === 'refused') continue;
      forms.add(`${form.kind} ${form.encoding ?? ''} ${form.bom ?? ''} ${form.gzip ?? ''}`);
      expect(await countRows(file), file).toEqual({ rows: counts.rows, bad: 0 });
    }
    expect(forms.size).toBeGreaterThanOrEqual(6);
  });

  it('are refused where they are broken as files', async () => {
    const broken = town.files.filter(({ problem }) => problem?.startsWith('FILE_') && problem !== 'FILE_HEADER');
    expect(broken.map(({ problem }) => problem).sort()).toEqual(['FILE_ENCODING', 'FILE_TRUNCATED']);
    for (const { file, problem } of broken) await expect(countRows(file), file).rejects.toMatchObject({ code: problem });
  });
});

describe('gb18030Encoder', () => {
  it('inverts the decoder for two-byte, four-byte and supplementary characters', () => {
    const text = 'A中文，·㐀\u00e4\u200b\ufffd𠮷𬭎é';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(gb18030Encoder()(text))).toBe(text);
  });
});

describe('daysBefore', () => {
  it('agrees with the calendar over leap years and centuries', () => {
    for (let back = -3000; back < 60_000; back += 37) {
      expect(daysBefore('2025-06-30', back)).toBe(new Date(Date.UTC(2025, 5, 30 - back)).toISOString().slice(0, 10));
    }
  });
});
