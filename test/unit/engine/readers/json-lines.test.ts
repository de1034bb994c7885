import { describe, expect, it } from 'vitest';
import { readAll, readText, refusal, useFolder, writeFile } from './read-file.ts';

useFolder();

describe('JSON Lines', () => {
  it('makes columns of keys in the order in which they appear, and fills what a line leaves out', async () => {
    const read = await readText('{"a":"1","b":2}\r\n{"b":true,"c":null,"a":"x"}\n\n{"d":{"e":[1,"y"]}}');
    expect(read.header).toEqual(['a', 'b', 'c', 'd']);
    expect(read.rows).toEqual([['1', '2', '', ''], ['x', 'true', '', ''], ['', '', '', '{"e":[1,"y"]}']]);
    expect(read.lines).toEqual([1, 2, 4]);
    expect(read.issues).toEqual([]);
  });

  it('grows the header from batch to batch without moving a column', async () => {
    const lines = Array.from({ length: 25 }, (_, i) => JSON.stringify({ key: `${i}`, [`late${Math.floor(i / 10)}`]: 'x' }));
    const read = await readAll(writeFile(lines.join('\n')), { batchRows: 10 });
    expect(read.batches).toBe(3);
    expect(read.header).toEqual(['key', 'late0', 'late1', 'late2']);
    expect(read.rows[0]).toEqual(['0', 'x']);
    expect(read.rows[24]).toEqual(['24', '', '', 'x']);
  });

  it('keeps the digits of numbers that JSON numbers cannot hold', async () => {
    const read = await readText([
      '{"id":110101190001010013,"name":"a\\"1","n":-1.5e3}',
      '{"id":"110101190001010013","n":9007199254740991}',
      '{"id":1.10101E+17,"n":12345678901234567890123}',
      '{"id":1,"more":{"id":110101190001010013}}',
    ].join('\n'));
    expect(read.rows).toEqual([
      ['110101190001010013', 'a"1', '-1500', ''],
      ['110101190001010013', '', '9007199254740991', ''],
      ['1.10101E+17', '', '12345678901234567890123', ''],
      ['1', '', '', '{"id":"110101190001010013"}'],
    ]);
    expect(read.issues).toEqual(['1.0: JSON_UNSAFE_NUMBER', '3.0: JSON_UNSAFE_NUMBER', '3.2: JSON_UNSAFE_NUMBER', '4.3: JSON_UNSAFE_NUMBER']);
  });

  it('rejects a line that is not one object and goes on', async () => {
    const read = await readText('{"a":1}\n{"a":2\n[1]\n"x"\n{"a":3}\n');
    expect(read.rows).toEqual([['1'], ['3']]);
    expect(read.bad).toEqual(['2: JSON_BROKEN', '3: JSON_BROKEN', '4: JSON_BROKEN']);
    expect(read.originals).toEqual(['{"a":2', '[1]', '"x"']);
  });

  it('removes escaped NUL, and takes __proto__ for a column like any other', async () => {
    const read = await readText('{"a":"x\\u0000","__proto__":"y"}\n');
    expect(read.header).toEqual(['a', '__proto__']);
    expect(read.rows).toEqual([['x', 'y']]);
    expect(read.issues).toEqual(['1.0: TEXT_NUL']);
  });

  it('refuses a JSON array, and keys without end', async () => {
    expect((await refusal(writeFile('[\n {"a":1}]'))).code).toBe('FILE_KIND');
    const lines = Array.from({ length: 2100 }, (_, i) => `{"k${i}":1}`).join('\n');
    expect((await refusal(writeFile(lines))).code).toBe('FILE_OVER_LIMIT');
  });
});
