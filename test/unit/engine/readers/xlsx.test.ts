import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dateText, numberText } from '../../../../src/engine/readers/xlsx/cell-text.ts';
import { showsDate } from '../../../../src/engine/readers/xlsx/workbook-parts.ts';
import { textRow, writeXlsx } from '../../../support/write-xlsx.ts';
import { writeZip } from '../../../support/write-zip.ts';
import { readAll, readText, refusal, useFolder, writeFile } from './read-file.ts';

useFolder();

const header = textRow('号码', '姓名', '日期');

describe('XLSX', () => {
  it('reads every kind of cell as a person sees it', async () => {
    const rows = `${header}
      <row r="2"><c r="A2"><v>110101190001010013</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>42984</v></c></row>
      <row r="4"><c r="A4"><v>1.10101E+17</v></c><c r="B4" t="s"><v>1</v></c><c r="C4" s="1"><v>42984.5</v></c></row>
      <row r="5"><c r="A5"><v>0.30000000000000004</v></c><c r="B5" t="b"><v>1</v></c><c r="C5" t="d"><v>2017-09-06</v></c></row>
      <row r="6"><c r="A6" t="str"><v>x_x000D_y</v></c><c r="B6" t="e"><v>#N/A</v></c><c r="C6" s="2"><v>3</v></c></row>`;
    const sharedStrings = ['<t>张&amp;三</t>', '<r><t>李</t></r><r><t xml:space="preserve">四 </t></r><rPh sb="0" eb="1"><t>li</t></rPh>'];
    const read = await readText(writeXlsx(rows, { sharedStrings, formats: ['yyyy"年"m"月"d"日"', '0.00'] }));
    expect(read.header).toEqual(['号码', '姓名', '日期']);
    expect(read.rows).toEqual([
      ['110101190001010013', '张&三', '2017-09-06'],
      ['1.10101E+17', '李四 ', '2017-09-06T12:00:00'],
      ['0.3', 'TRUE', '2017-09-06'],
      ['x\ry', '#N/A', '3'],
    ]);
    expect(read.lines).toEqual([2, 4, 5, 6]);
  });

  it('keeps cells at their column, fills gaps, skips empty rows and rejects cells beyond the header', async () => {
    const rows = `${header}<row r="2"><c r="C2"><v>1</v></c></row><row r="3"><c r="A3" s="1"/></row><row r="4"/>
      <row r="9"><c r="A9"><v>2</v></c><c r="D9"><v>7</v></c></row><row r="10"><c r="A10"><v>3</v></c><c r="D10" s="1"/></row>`;
    const read = await readText(writeXlsx(rows));
    expect(read.rows).toEqual([['', '', '1'], ['3', '', '']]);
    expect(read.issues).toEqual([]);
    expect(read.bad).toEqual(['9: ROW_LONG']);
    expect(read.originals).toEqual(['2,,,7']);
  });

  it('reads the first visible sheet, or the one named', async () => {
    const sheets = [
      { name: '隐藏', rows: textRow('h') + textRow('0'), state: 'hidden' },
      { name: '甲', rows: textRow('a') + textRow('1') },
      { name: '乙', rows: textRow('b') + textRow('2') },
    ];
    const path = writeFile(writeXlsx('', { sheets }));
    expect((await readAll(path)).rows).toEqual([['1']]);
    expect((await readAll(path, { format: { sheet: '乙' } })).rows).toEqual([['2']]);
    expect((await refusal(path, { format: { sheet: '丙' } })).code).toBe('FILE_SHEET_MISSING');
  });

  it('reads names with a prefix, dates from 1904, and a gzipped workbook', async () => {
    const prefixed = '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>' +
      '<x:row><x:c s="1"><x:v>41522</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const book = writeXlsx('', { is1904: true, formats: ['yyyy-mm-dd'], parts: { 'xl/worksheets/sheet1.xml': prefixed } });
    expect((await readText(gzipSync(book))).rows).toEqual([['2017-09-06']]);
  });

  it('streams a sheet of many rows in batches, with progress', async () => {
    const rows = header + Array.from({ length: 20_000 }, (_, i) => `<row><c t="s"><v>${i % 2}</v></c><c><v>${i}</v></c></row>`).join('');
    const path = writeFile(writeXlsx(rows, { sharedStrings: ['<t>甲</t>', '<t>乙</t>'] }));
    const read = await readAll(path);
    expect(read.rows).toHaveLength(20_000);
    expect(read.rows[19_999]).toEqual(['乙', '19999', '']);
    expect(read.batches).toBeGreaterThan(4);
  });

  it.each([
    ['a formula', writeXlsx(`${header}${textRow('1')}<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>`), { cell: 'A3' }],
    ['a shared formula without text', writeXlsx(`${header}<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>`), { cell: 'A2' }],
    ['a macro', writeXlsx(header, { parts: { 'xl/vbaProject.bin': 'x' } }), { part: 'xl/vbaProject.bin' }],
    ['an external link', writeXlsx(header, { parts: { 'xl/externalLinks/externalLink1.xml': '<x/>' } }), {}],
    ['a macro type', writeXlsx(header, {
      parts: { '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>' },
    }), {}],
  ])('refuses %s before any row', async (_, book, details) => {
    const error = await refusal(writeFile(book), { batchRows: 1 });
    expect(error.code).toBe('FILE_ACTIVE_CONTENT');
    expect(error.details).toMatchObject(details);
  });

  it('refuses a formula however far down before the first batch', async () => {
    const rows = `${header}${textRow('1').repeat(50_000)}<row><c><f>NOW()</f></c></row>`;
    const path = writeFile(writeXlsx(rows));
    let batches = 0;
    const { readRows } = await import('../../../../src/engine/readers/read-rows.ts');
    await expect((async () => {
      for await (const batch of readRows(path)) batches += batch.rows.length;
    })()).rejects.toMatchObject({ code: 'FILE_ACTIVE_CONTENT' });
    expect(batches).toBe(0);
  });

  it('refuses cells merged over rows, whose lower ones would be read as blank, and takes a title merged along its row', async () => {
    const merged = (range: string): Buffer => {
      const sheet = `<worksheet xmlns="m"><sheetData>${header}<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row></sheetData>
        <mergeCells count="1"><mergeCell ref="${range}"/></mergeCells></worksheet>`;
      return writeXlsx('', { parts: { 'xl/worksheets/sheet1.xml': sheet } });
    };
    expect(await refusal(writeFile(merged('A2:A3')))).toMatchObject({ code: 'FILE_MERGED_CELLS', details: { cells: 'A2:A3' } });
    expect((await readText(merged('A1:C1'))).rows).toEqual([['1', '', ''], ['', '2', '']]);
  });

  it.each([
    ['a sheet that unpacks to far more than its size', writeXlsx(header + ' '.repeat(20 << 20)), 'FILE_OVER_LIMIT'],
    ['a cell too long', writeXlsx(header + textRow('x'.repeat(1_200_000))), 'FILE_LINE_TOO_LONG'],
    ['a row too long', writeXlsx(header + textRow(...Array.from({ length: 40 }, () => 'x'.repeat(30_000)))), 'FILE_LINE_TOO_LONG'],
    ['a column too far', writeXlsx(`${header}<row><c r="XFD2"><v>1</v></c></row>`), 'FILE_OVER_LIMIT'],
    ['a missing shared string', writeXlsx(`${header}<row><c t="s"><v>5</v></c></row>`), 'FILE_CORRUPT'],
    ['malformed XML', writeXlsx(`${header}<row><c></row>`), 'FILE_CORRUPT'],
    ['a zip that is no workbook', writeZip({ 'readme.txt': 'x' }), 'FILE_KIND'],
    ['a zip cut short', writeXlsx(header).subarray(0, 400), 'FILE_TRUNCATED'],
    ['a header only', writeXlsx(header), 'FILE_EMPTY'],
    ['an empty sheet', writeXlsx(''), 'FILE_EMPTY'],
  ])('refuses %s', async (_, book, code) => {
    expect((await refusal(writeFile(book))).code).toBe(code);
  });

  it('refuses text that is called a workbook', async () => {
    expect((await refusal(writeFile('a,b\n1,2\n'), { format: { kind: 'xlsx' } })).code).toBe('FILE_KIND');
  });
});

describe('cells', () => {
  it.each([
    ['42984', '2017-09-06'], ['0', '1899-12-30'], ['1', '1900-01-01'], ['59', '1900-02-28'], ['60', '60'], ['61', '1900-03-01'],
    ['42984.430902777778', '2017-09-06T10:20:30'], ['2958465', '9999-12-31'], ['2958466', '2958466'], ['-1', '-1'], ['x', 'x'],
  ])('dateText %s → %s', (raw, text) => {
    expect(dateText(raw, false)).toBe(text);
  });

  it.each([
    ['110101190001010013', '110101190001010013'], ['1.1010119000101E+17', '1.1010119000101E+17'], ['1234.5599999999999', '1234.56'],
    ['42984.0', '42984'], ['1E-3', '0.001'], ['-0.10000000000000001', '-0.1'], ['x', 'x'],
  ])('numberText %s → %s', (raw, text) => {
    expect(numberText(raw)).toBe(text);
  });

  it.each([
    ['yyyy-mm-dd', true], ['m/d/yy h:mm', true], ['[$-804]yyyy"年"m"月"', true], ['mmm', true], ['General', false], ['0.00', false],
    ['h:mm:ss', false], ['mm:ss', false], ['@', false], ['[Red]0;[Blue]"day"0', false], ['#,##0\\d', false],
  ])('showsDate %s → %s', (code, isDate) => {
    expect(showsDate(code)).toBe(isDate);
  });
});
