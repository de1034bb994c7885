import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutInHalves } from '../../../../src/engine/readers/file-halves.ts';
import type { FileFormat } from '../../../../src/engine/readers/read-rows.ts';
import { readAll, useFolder, writeFile, type ReadFile } from './read-file.ts';

useFolder();

async function readHalves(path: string, format?: FileFormat): Promise<Pick<ReadFile, 'rows' | 'lines' | 'issues' | 'bad'> | null> {
  const parts = await cutInHalves(path, format);
  if (parts.length === 0) return null;
  const [one, other] = await Promise.all(parts.map((part) => readAll(path, { part, format }).catch((error: { code?: string }) => {
    if (error.code !== 'FILE_EMPTY') throw error;
    return { rows: [], lines: [], issues: [], bad: [] };
  })));
  const both = <K extends 'rows' | 'lines' | 'issues' | 'bad'>(what: K): ReadFile[K] => [...one![what], ...other![what]] as ReadFile[K];
  return { rows: both('rows'), lines: both('lines'), issues: both('issues'), bad: both('bad') };
}

const cell = fc.stringMatching(/^[a-z0-9 张伟\u{20000}-]{0,6}$/u);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(cell, cell, cell).map((cells) => cells.join(',')) },
  fc.constantFrom('', ',,', 'too,many,cells,here', 'short'),
);

describe('a file in halves', () => {
  it.each([['LF', '\n', ''], ['CRLF', '\r\n', ''], ['a byte order mark', '\n', '\uFEFF']])('holds the rows and lines of the whole: %s', async (_, lineEnd, mark) => {
    await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), fc.boolean(), async (lines, isEnded) => {
      const path = writeFile(mark + ['name,number,day', ...lines].join(lineEnd) + (isEnded ? lineEnd : ''));
      const halves = await readHalves(path);
      if (halves === null) return;
      const { rows, lines: at, issues, bad } = await readAll(path);
      expect(halves).toEqual({ rows, lines: at, issues, bad });
    }), { numRuns: 60 });
  });

  it('is cut where the second half begins with a row of its own', async () => {
    const text = 'a,b\n1,2\n3,4\n5,6\n7,8\n';
    const path = writeFile(text);
    const parts = await cutInHalves(path);
    expect(parts.map(({ from, to, line: at }) => [text.slice(from, to), at])).toEqual([['1,2\n3,4\n', 2], ['5,6\n7,8\n', 4]]);
    expect((await readHalves(path))!.rows).toEqual([['1', '2'], ['3', '4'], ['5', '6'], ['7', '8']]);
  });

  it('knows GB18030, whose line ends are no part of a character', async () => {
    const name = Buffer.from([0xd5, 0xc5, 0xce, 0xb0]); // 张伟
    const rows = Array.from({ length: 9 }, (_, index) => Buffer.concat([Buffer.from(`${index},`), name, Buffer.from('\n')]));
    const halves = await readHalves(writeFile(Buffer.concat([Buffer.from('no,'), name, Buffer.from('\n'), ...rows])));
    expect(halves!.rows).toEqual(rows.map((_, index) => [String(index), '张伟']));
    expect(halves!.lines).toEqual(rows.map((_, index) => index + 2));
  });

  const plain = `a,b\n${'1,2\n'.repeat(20)}`;
  it.each([
    ['a quote, behind which a line end may stand', Buffer.from(`${plain}"3",4\n`)],
    ['a quote in the header', Buffer.from(`"a",b\n${'1,2\n'.repeat(20)}`)],
    ['UTF-16', Buffer.from(plain, 'utf16le')],
    ['a packed file', gzipSync(plain)],
    ['JSON Lines', Buffer.from('{a:1}\n{a:2}\n{a:3}\n')],
    ['line ends of CR', Buffer.from(plain.replaceAll('\n', '\r'))],
    ['a blank first line', Buffer.from(`,\n${plain}`)],
    ['one row', Buffer.from('a,b\n1,2\n')],
    ['a header alone', Buffer.from('a,b\n')],
    ['nothing', Buffer.alloc(0)],
  ])('is left whole: %s', async (_, bytes) => {
    expect(await cutInHalves(writeFile(bytes))).toEqual([]);
  });

  it('is left whole where the sender says it is no CSV', async () => {
    const path = writeFile(plain);
    expect(await cutInHalves(path, { kind: 'jsonl' })).toEqual([]);
    expect(await cutInHalves(path, { encoding: 'utf-16le' })).toEqual([]);
    expect(await cutInHalves(path, { kind: 'csv' })).toHaveLength(2);
  });
});
