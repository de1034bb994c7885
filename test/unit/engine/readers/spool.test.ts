import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { spoolFile, type SpooledFile } from '../../../../src/engine/readers/spool.ts';
import { folder, useFolder, writeFile } from './read-file.ts';

useFolder();

const content = 'a,b\n1,2\n'.repeat(50_000);
const sha256 = createHash('sha256').update(content).digest('hex');

async function keep(file: SpooledFile, place: () => Promise<void>): Promise<SpooledFile> {
  await place();
  return file;
}

describe('spoolFile', () => {
  it('keeps a file or a stream under its digest, once', async () => {
    const spool = join(mkdtempSync(join(folder, 'spool-')), 'made', 'on demand');
    const first = await spoolFile(writeFile(content), spool, { keep });
    const again = await spoolFile(Readable.from([content.slice(0, 7), content.slice(7)]), spool, { keep });
    expect(first).toEqual({ path: join(spool, sha256), sha256, bytes: content.length });
    expect(again).toEqual(first);
    expect(readFileSync(first.path, 'utf8')).toBe(content);
    expect(readdirSync(spool)).toEqual([sha256]);
  });

  it('leaves nothing behind when the source fails or is too large', async () => {
    const spool = mkdtempSync(join(folder, 'spool-'));
    const failing = Readable.from((function* () {
      yield 'a,b\n';
      throw new Error('connection lost');
    })());
    await expect(spoolFile(failing, spool, { keep })).rejects.toThrow('connection lost');
    await expect(spoolFile(Readable.from([content]), spool, { maxBytes: 1000, keep })).rejects.toMatchObject({ code: 'FILE_OVER_LIMIT' });
    await expect(spoolFile(Readable.from([content]), spool, { keep: () => Promise.reject(new Error('no row')) })).rejects.toThrow('no row');
    expect(readdirSync(spool)).toEqual([]);
  });
});
