// Writes one worksheet as an .xlsx file: a ZIP of the parts that spreadsheet programs need, all cells inline strings. The sheet's
// XML streams through deflate, so that memory stays bounded; Excel itself ends at 1,048,576 rows.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const fixedParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
    + `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>`
    + `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};
const SHEET = 'xl/worksheets/sheet1.xml';
/** 1 January 2025 00:00 in the DOS format: a fixed stamp, so that the same seed gives the same bytes. */
const DOS_DATE = ((2025 - 1980) << 9) | (1 << 5) | 1;
const STREAMED = 0x0008;

interface Entry {
  readonly name: string;
  readonly offset: number;
  readonly flags: number;
  crc: number;
  compressed: number;
  size: number;
}

export interface XlsxFile {
  /** Appends rows given as `<row>` elements (`xlsxRow`). */
  write(rows: string): Promise<void>;
  /** Ends the sheet and writes the directory; the stream stays open for the caller to end. */
  finish(): Promise<void>;
}

/** One row as XML. Characters that XML cannot hold are dropped. */
export function xlsxRow(cells: readonly string[]): string {
  return `<row>${cells.map((cell) => (cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`)).join('')}</row>`;
}

function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Begins a workbook on a stream. */
export async function openXlsx(target: Writable): Promise<XlsxFile> {
  let offset = 0;
  const put = async (bytes: Buffer): Promise<void> => {
    offset += bytes.length;
    if (!target.write(bytes)) await once(target, 'drain');
  };
  const entries: Entry[] = [];
  for (const [name, text] of Object.entries(fixedParts)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const entry: Entry = { name, offset, flags: 0, crc: crc32(bytes), compressed: packed.length, size: bytes.length };
    entries.push(entry);
    await put(localHeader(entry));
    await put(packed);
  }
  const sheet: Entry = { name: SHEET, offset, flags: STREAMED, crc: 0, compressed: 0, size: 0 };
  entries.push(sheet);
  await put(localHeader(sheet));
  const deflate = createDeflateRaw();
  const drained = (async () => {
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      sheet.compressed += chunk.length;
      await put(chunk);
    }
  })();
  const write = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    sheet.crc = crc32(bytes, sheet.crc);
    sheet.size += bytes.length;
    if (!deflate.write(bytes)) await once(deflate, 'drain');
  };
  await write(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`);
  return {
    write,
    finish: async () => {
      await write('</sheetData></worksheet>');
      deflate.end();
      await drained;
      await put(numbers([4, 0x08074b50], [4, sheet.crc], [4, sheet.compressed], [4, sheet.size]));
      await put(directory(entries, offset));
    },
  };
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(fields.map(([bytes, value]) => {
    const field = Buffer.alloc(bytes);
    field.writeUIntLE(value, 0, bytes);
    return field;
  }));
}

function localHeader({ name, flags, crc, compressed, size }: Entry): Buffer {
  const head = numbers([4, 0x04034b50], [2, 20], [2, flags], [2, 8], [2, 0], [2, DOS_DATE], [4, crc], [4, compressed], [4, size], [2, name.length], [2, 0]);
  return Buffer.concat([head, Buffer.from(name)]);
}

function directory(entries: readonly Entry[], offset: number): Buffer {
  const records = entries.map((entry) => Buffer.concat([
    numbers(
      [4, 0x02014b50], [2, 20], [2, 20], [2, entry.flags], [2, 8], [2, 0], [2, DOS_DATE], [4, entry.crc], [4, entry.compressed], [4, entry.size],
      [2, entry.name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, entry.offset],
    ),
    Buffer.from(entry.name),
  ]));
  const body = Buffer.concat(records);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, body.length], [4, offset], [2, 0]);
  return Buffer.concat([body, end]);
}
