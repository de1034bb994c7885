import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/engine/readers/csv-line.ts';
import { CsvScanner, detectLayout } from '../../../../src/engine/readers/csv-scanner.ts';
import { BatchBuilder } from '../../../../src/engine/readers/row-batch.ts';
import { readAll, readText, refusal, useFolder, writeFile } from './read-file.ts';

useFolder();

describe('CSV', () => {
  it('reads quotes, doubled quotes and line ends in quotes, with the line on which each row starts', async () => {
    const read = await readText('a,b\r\n"x,1","say ""hi"""\r\n"two\r\nlines",y\r\nlast,z');
    expect(read.header).toEqual(['a', 'b']);
    expect(read.rows).toEqual([['x,1', 'say "hi"'], ['two\r\nlines', 'y'], ['last', 'z']]);
    expect(read.lines).toEqual([2, 3, 5]);
    expect([...read.issues, ...read.bad]).toEqual([]);
  });

  it.each([
    ['tab', 'a\tb\n1,5\t2\n', [['1,5', '2']]],
    ['semicolon', 'a;b\n1;2\n', [['1', '2']]],
    ['bar', 'a|b\n1|2\n', [['1', '2']]],
    ['comma, others in quotes', '"a;;;",b\n1,2\n', [['1', '2']]],
    ['one column', 'a\n1\n2\n', [['1'], ['2']]],
  ])('finds the delimiter: %s', async (_, text, rows) => {
    expect((await readText(text)).rows).toEqual(rows);
  });

  it('takes the delimiter it is told', async () => {
    expect((await readText('a,b;c\n1,2;3\n', { format: { delimiter: ';' } })).rows).toEqual([['1,2', '3']]);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end in %j', async (lineEnd) => {
    const read = await readText(['a,b', '1,2', '"3",4', '5,6'].join(lineEnd));
    expect(read.rows).toEqual([['1', '2'], ['3', '4'], ['5', '6']]);
    expect(read.lines).toEqual([2, 3, 4]);
  });

  it('fills short rows with an issue, rejects long ones, and takes a trailing delimiter for nothing', async () => {
    const read = await readText('a,b,c\n1,2\n1,2,3,4\n1,2,3,\n"1"\n"1",2,3,4\n');
    expect(read.rows).toEqual([['1', '2', ''], ['1', '2', '3'], ['1', '', '']]);
    expect(read.issues).toEqual(['2: ROW_SHORT', '5: ROW_SHORT']);
    expect(read.bad).toEqual(['3: ROW_LONG', '6: ROW_LONG']);
    expect(read.originals).toEqual(['1,2,3,4', '"1",2,3,4']);
  });

  it('skips blank lines and rows blank in every cell, and still counts their lines', async () => {
    const read = await readText('\na,b\n\n,\n1,2\r\n\r\n,,,,\n3,4\n');
    expect(read.rows).toEqual([['1', '2'], ['3', '4']]);
    expect(read.lines).toEqual([5, 8]);
  });

  it('keeps a quote in the middle of a cell', async () => {
    expect((await readText('a,b\n5" pipe,x\n')).rows).toEqual([['5" pipe', 'x']]);
  });

  describe('a broken quote costs its own row only', () => {
    it.each([
      ['with no other quote', 'a,b\n1,"x\n2,y\n3,z\n', ['1,"x'], [3, 4]],
      ['with a quoted cell after it', 'a,b\n1,"x\n2,"y"\n3,z\n', ['1,"x'], [3, 4]],
      ['closed by the quote of a later row', 'a,b,c\n1,"x,1\n2,y,"\n3,z,1\n', ['1,"x,1', '2,y,"'], [4]],
      ['with text after the closing quote', 'a,b\n1,"x"y\n2,z\n', ['1,"x"y'], [3]],
      ['on the last line', 'a,b\n1,y\n2,"x', ['2,"x'], [2]],
    ])('%s', async (_, text, originals, lines) => {
      const read = await readText(text);
      expect(read.originals).toEqual(originals);
      expect(read.lines).toEqual(lines);
      expect(new Set(read.bad.map((bad) => bad.split(' ')[1]))).toEqual(new Set(['QUOTE_BROKEN']));
    });

    it('in a file far larger than a record may be', async () => {
      const rest = Array.from({ length: 400_000 }, (_, i) => `${i},plain`);
      const read = await readText(['a,b', '1,"open', ...rest, ''].join('\n'));
      expect(read.bad).toEqual(['2: QUOTE_BROKEN']);
      expect(read.rows).toHaveLength(400_000);
      expect(read.lines[0]).toBe(3);
      expect(read.lines.at(-1)).toBe(400_002);
    });
  });

  it('refuses a header with an open quote, or with too many columns', async () => {
    expect((await refusal(writeFile('a,"b\n1,2\n'))).code).toBe('FILE_CORRUPT');
    expect((await refusal(writeFile(`${'a,'.repeat(3000)}\n1\n`))).code).toBe('FILE_OVER_LIMIT');
  });

  it('gives batches of the size asked for, and its progress in bytes of the file', async () => {
    const path = writeFile(`a,b\n${'1,2\n'.repeat(2500)}`);
    const read = await readAll(path, { batchRows: 1000 });
    expect(read.batches).toBe(3);
    expect(read.rows).toHaveLength(2500);
    expect(read.bytes).toBe(10_004);
  });

  it('removes NUL and says so', async () => {
    const read = await readText(`a,b\n1,x\0\0\n2,${'y'.repeat(200)}\n`);
    expect(read.rows[0]).toEqual(['1', 'x']);
    expect(read.issues).toEqual(['2.1: TEXT_NUL']);
  });

  it('reads a column of 300,000 short lines in time that grows with its length only', async () => {
    const start = performance.now();
    const read = await readText(`a\n${'x\n'.repeat(150_000)}${'"y"\n'.repeat(150_000)}`);
    expect(read.rows).toHaveLength(300_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('csvLine', () => {
  it('quotes what must be quoted and changes nothing, formulas included', () => {
    expect(csvLine(['a', 'b,c', 'say "x"', '=1+1', ''])).toBe('a,"b,c","say ""x""",=1+1,');
    expect(csvLine([''])).toBe('""');
  });

  const awkward = fc.constantFrom('"', ',', ';', '\n', '\r', '\t', ' ', 'a', '张', '𠮷');
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: awkward })).map((text) => text.replaceAll('\0', ''));
  const row = (width: number): fc.Arbitrary<string[]> => fc.array(cell, { minLength: width, maxLength: width });
  const table = fc.integer({ min: 1, max: 5 }).chain((width) => fc.tuple(row(width), fc.array(row(width), { maxLength: 8 })))
    .filter((rows) => rows[0].some((name) => name !== ''))
    .map(([header, rows]) => [header, ...rows.filter((row) => row.some((text) => text !== ''))]);
  const lineEnds = fc.constantFrom('\n', '\r\n', '\r');

  it('is read back the same however the text is cut into blocks (property)', () => {
    fc.assert(fc.property(table, lineEnds, fc.boolean(), fc.array(fc.integer({ min: 0, max: 30 })), (rows, lineEnd, endsLine, cuts) => {
      const text = rows.map(csvLine).join(lineEnd) + (endsLine ? lineEnd : '');
      const scanner = new CsvScanner(detectLayout(text), 1_000_000);
      const batch = new BatchBuilder(1_000_000);
      let at = 0;
      for (const cut of cuts) {
        scanner.push(text.slice(at, at + cut), false);
        scanner.fill(batch);
        at += cut;
      }
      scanner.push(text.slice(at), true);
      scanner.fill(batch);
      const read = batch.take(scanner.header ?? [], 0);
      expect([read.header, ...read.rows]).toEqual(rows);
      expect(read.bad).toEqual([]);
      const countedEnd = lineEnd === '\r' ? '\r' : '\n';
      const starts = rows.slice(1).map((_, i) => 1 + rows.slice(0, i + 1).map(csvLine).join(lineEnd).split(countedEnd).length);
      expect(read.lines).toEqual(starts);
    }), { numRuns: 500 });
  });

  const encode: Record<string, (text: string) => Buffer> = {
    'utf-8': (text) => Buffer.from(text),
    'utf-8 with mark': (text) => Buffer.from(`\uFEFF${text}`),
    'utf-16le with mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'utf-16be with mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  };

  it.each(Object.keys(encode))('is read back from a file in %s (property)', async (name) => {
    await fc.assert(fc.asyncProperty(table.filter((rows) => rows.length > 1), lineEnds, async (rows, lineEnd) => {
      const path = writeFile(encode[name]!(rows.map(csvLine).join(lineEnd)), 'property');
      const read = await readAll(path);
      expect([read.header, ...read.rows]).toEqual(rows);
    }), { numRuns: 60 });
  });
});
