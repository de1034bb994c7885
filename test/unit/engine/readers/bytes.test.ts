// Encodings, gzip, sizes: what is settled before there are rows, and the refusals.
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folder, readAll, readText, refusal, useFolder, writeFile } from './read-file.ts';

useFolder();

const text = '证件号码,姓名\n1,张三\n2,李四\n';
const rows = [['1', '张三'], ['2', '李四']];
/** The first row of `text` in GB18030, written out because Node encodes UTF-8 only. */
const gb18030 = Buffer.concat([
  Buffer.from('d6a4bcfebac5c2eb', 'hex'), Buffer.from(','), Buffer.from('d0d5c3fb', 'hex'), Buffer.from('\n1,'),
  Buffer.from('d5c5c8fd', 'hex'), Buffer.from('\n2,'), Buffer.from('c0eecbc4', 'hex'), Buffer.from('\n'),
]);
const damagedUtf8 = Buffer.concat([Buffer.from(`${text}3,王`).subarray(0, -1), Buffer.from('\n4,赵六\n')]);

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16LE without', Buffer.from(text, 'utf16le')],
    ['UTF-16BE without', Buffer.from(text, 'utf16le').swap16()],
    ['GB18030', gb18030],
    ['GB18030, gzipped', gzipSync(gb18030)],
  ])('detects %s', async (_, bytes) => {
    const read = await readText(bytes);
    expect(read.header).toEqual(['证件号码', '姓名']);
    expect(read.rows).toEqual(rows);
  });

  it('reads characters of four bytes in GB18030', async () => {
    const read = await readText(Buffer.concat([gb18030, Buffer.from('3,'), Buffer.from('95329031', 'hex'), Buffer.from('\n')]));
    expect(read.rows[2]).toEqual(['3', '𠂇']);
  });

  it.each(['utf-16le', 'utf-16be', 'gb18030', 'utf-8'] as const)('reads %s over many blocks', async (encoding) => {
    const count = 60_000;
    const unit = encoding === 'gb18030' ? gb18030.subarray(gb18030.indexOf('\n') + 1) : Buffer.from('1,张三\n2,李四\n');
    const lines = Buffer.concat(Array.from({ length: count }, () => unit));
    const isWide = encoding.startsWith('utf-16');
    const bytes = isWide ? Buffer.from(`a,b\n${lines.toString()}`, 'utf16le') : Buffer.concat([Buffer.from('a,b\n'), lines]);
    const read = await readText(encoding === 'utf-16be' ? bytes.swap16() : bytes, { format: { encoding } });
    expect(read.rows).toHaveLength(2 * count);
    expect(read.rows.every((row, i) => row[1] === rows[i % 2]![1])).toBe(true);
  });

  it('takes the override', async () => {
    const path = writeFile(Buffer.concat([Buffer.from(`a,b\n${'1,x\n'.repeat(20_000)}`), gb18030.subarray(gb18030.indexOf('\n') + 1)]));
    expect((await readAll(path, { format: { encoding: 'gb18030' } })).rows.at(-1)).toEqual(['2', '李四']);
  });

  it('refuses when later bytes contradict what was detected, with the place and the override to use', async () => {
    const head = `a,b\n${'1,x\n'.repeat(100_000)}`;
    const path = writeFile(Buffer.concat([Buffer.from(head), gb18030.subarray(gb18030.indexOf('\n') + 1)]));
    const error = await refusal(path);
    expect(error.code).toBe('FILE_ENCODING');
    expect(error.details).toEqual({ file: basename(path), line: 100_002, offset: head.length + 2, suggestedEncoding: 'gb18030' });
    expect(error.message).toContain('gb18030');
  });

  it.each([
    ['neither UTF-8 nor GB18030', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xff, 0xff, 0x0a]), undefined, 2, 6],
    ['UTF-8 with one damaged character, which GB18030 would take for others', damagedUtf8, undefined, 4, 40],
    ['an override that does not decode', gb18030, 'utf-8', 1, 2],
    ['UTF-16 with half a pair', Buffer.from('a,b\n1,\ud842\n', 'utf16le'), 'utf-16le', 2, 12],
    ['UTF-8 that ends within a character', Buffer.from('a,b\n1,x张').subarray(0, -1), 'utf-8', 2, 7],
  ] as const)('refuses %s', async (_, bytes, encoding, line, offset) => {
    const error = await refusal(writeFile(bytes), { format: { encoding } });
    expect(error.code).toBe('FILE_ENCODING');
    expect(error.details).toMatchObject({ line, offset });
  });
});

describe('gzip', () => {
  const content = `a,b\n${Array.from({ length: 30_000 }, () => `1,${randomBytes(6).toString('hex')}`).join('\n')}\n`;

  it('reads it whole, and counts its packed bytes', async () => {
    const packed = gzipSync(content);
    const read = await readText(packed);
    expect(read.rows).toHaveLength(30_000);
    expect(read.bytes).toBe(packed.length);
  });

  it.each([3, 12, 200_000])('refuses one cut after %i bytes', async (length) => {
    expect((await refusal(writeFile(gzipSync(content).subarray(0, length)))).code).toBe('FILE_TRUNCATED');
  });

  it('refuses one with a changed byte', async () => {
    const packed = gzipSync(content);
    packed[packed.length - 6]! ^= 0xff;
    expect((await refusal(writeFile(packed))).code).toBe('FILE_CORRUPT');
  });
});

describe('refusals of whole files', () => {
  it.each([
    ['nothing', ''],
    ['a mark only', '\uFEFF'],
    ['blank lines', '\n\r\n\n'],
    ['a header only', 'a,b\r\n'],
    ['an empty gzip', gzipSync('')],
  ])('refuses %s as empty', async (_, content) => {
    expect((await refusal(writeFile(content))).code).toBe('FILE_EMPTY');
  });

  it('refuses what is not there, a folder, and an old workbook', async () => {
    expect((await refusal(`${folder}/nothing`)).code).toBe('FILE_UNREADABLE');
    expect((await refusal(folder)).code).toBe('FILE_UNREADABLE');
    expect((await refusal(writeFile(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).code).toBe('FILE_KIND');
  });

  it('names the file as its sender did, and never its folder', async () => {
    const error = await refusal(writeFile(''), { name: '市场监管局-主体.csv' });
    expect(error.details).toEqual({ file: '市场监管局-主体.csv' });
    expect(error.message).not.toContain(folder);
  });

  it('names the line that is too long, whether or not it ends', async () => {
    const long = 'x'.repeat(1_200_000);
    for (const content of [`a,b\n1,2\n${long}\n3,4\n`, `a,b\n1,2\n${long}`, `a,b\n1,2\n"${long}`, `{"a":1}\n\n{"a":"${long}"}`]) {
      const error = await refusal(writeFile(content));
      expect(error.code).toBe('FILE_LINE_TOO_LONG');
      expect(error.details).toMatchObject({ line: 3 });
    }
  });

  it('refuses a line of 2 GB after reading little of it', async () => {
    const path = `${folder}/endless.csv.gz`;
    const block = Buffer.alloc(1 << 20, 'x');
    const blocks = function* (): Generator<Buffer> {
      yield Buffer.from('a,b\n1,2\n');
      for (let i = 0; i < 2048; i++) yield block;
    };
    await pipeline(Readable.from(blocks()), createGzip({ level: 1 }), createWriteStream(path));
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect((await refusal(path)).details).toMatchObject({ line: 2 + 1 });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  }, 60_000);
});
