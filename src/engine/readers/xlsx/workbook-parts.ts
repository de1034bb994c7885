// What must be known before a worksheet is read: where it is, which styles are dates, and the shared strings.
import { fileError } from '../file-error.ts';
import type { WorkbookPackage } from './workbook-package.ts';
import { unescapeCell, XmlEvents, XmlNodeTooLong } from './xml-events.ts';

/** Shared strings unpack to at most this; they are the one part of a workbook that must be held in memory. */
const maxSharedStrings = 256 * 1024 * 1024;
/** Far more than the 32,767 characters of a cell. */
const maxStringLength = 1024 * 1024;

/** Number formats without an entry in styles.xml that show a date, Chinese ones included (ECMA-376 Part 1, 18.8.30). */
const builtInDateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export interface WorkbookParts {
  readonly sheet: string;
  readonly is1904: boolean;
  readonly isDateStyle: readonly boolean[];
  readonly sharedStrings: SharedStrings;
}

/** Reads everything around the worksheet. Without `sheetName` it is the first visible one. */
export async function readWorkbookParts(book: WorkbookPackage, sheetName?: string): Promise<WorkbookParts> {
  const root = await readRelations(book, '_rels/.rels');
  const workbook = root.byType.get('officeDocument') ?? 'xl/workbook.xml';
  const relations = await readRelations(book, relationsOf(workbook));
  const { sheetId, is1904 } = await readWorkbook(book, workbook, sheetName);
  const sheet = relations.byId.get(sheetId) ?? '';
  const styles = relations.byType.get('styles');
  const strings = relations.byType.get('sharedStrings');
  return {
    sheet,
    is1904,
    isDateStyle: styles && book.has(styles) ? await readDateStyles(book, styles) : [],
    sharedStrings: strings && book.has(strings) ? await readSharedStrings(book, strings) : new SharedStrings(0),
  };
}

interface Relations {
  readonly byId: Map<string, string>;
  /** By the last part of the type's address. */
  readonly byType: Map<string, string>;
}

async function readRelations(book: WorkbookPackage, part: string): Promise<Relations> {
  const relations: Relations = { byId: new Map(), byType: new Map() };
  const folder = part.replace(/_rels\/[^/]*$/, '');
  await book.parseSmall(part, {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = new URL(Target, `part:///${folder}`).pathname.slice(1);
      relations.byId.set(Id, target);
      relations.byType.set(Type.slice(Type.lastIndexOf('/') + 1), target);
    },
  });
  return relations;
}

function relationsOf(part: string): string {
  return part.replace(/([^/]*)$/, '_rels/$1.rels');
}

async function readWorkbook(book: WorkbookPackage, part: string, sheetName?: string): Promise<{ sheetId: string; is1904: boolean }> {
  const sheets: { name: string; id: string; isVisible: boolean }[] = [];
  let is1904 = false;
  await book.parseSmall(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attributes.name ?? '', id, isVisible: (attributes.state ?? 'visible') === 'visible' });
    },
  });
  const named = sheets.find((each) => each.name === sheetName);
  const sheet = sheetName === undefined ? (sheets.find((each) => each.isVisible) ?? sheets[0]) : named;
  if (!sheet) throw fileError('FILE_SHEET_MISSING', book.name, { sheet: sheetName });
  return { sheetId: sheet.id, is1904 };
}

async function readDateStyles(book: WorkbookPackage, part: string): Promise<boolean[]> {
  const customFormats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  await book.parseSmall(part, {
    open: (name, attributes) => {
      if (name === 'numFmt') customFormats.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ''));
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const format = Number(attributes.numFmtId);
      styles.push(customFormats.get(format) ?? builtInDateFormats.has(format));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}

/** True if a format code shows a year, a day or a month; `m` beside hours or seconds means minutes. */
export function showsDate(formatCode: string): boolean {
  const letters = formatCode.split(';')[0]!.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').toLowerCase();
  if (/general/.test(letters)) return false;
  return /[yd]/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters));
}

async function readSharedStrings(book: WorkbookPackage, part: string): Promise<SharedStrings> {
  const size = book.sizeOf(part);
  if (size > maxSharedStrings) throw fileError('FILE_OVER_LIMIT', book.name, { part, limit: maxSharedStrings, hint: 'shared strings' });
  const strings = new SharedStrings(size);
  let text = '';
  let isText = false;
  let phonetic = 0;
  const xml = new XmlEvents(
    {
      open: (name) => {
        if (name === 'rPh') phonetic++;
        isText = name === 't' && phonetic === 0;
      },
      text: (piece) => {
        if (isText) text += piece;
        if (text.length > maxStringLength) throw new XmlNodeTooLong('a shared string is too long');
      },
      close: (name) => {
        isText = false;
        if (name === 'rPh') phonetic--;
        if (name !== 'si') return;
        strings.add(unescapeCell(text));
        text = '';
      },
    },
    maxStringLength,
  );
  for await (const bytes of book.read(part)) book.parse(part, () => xml.write(bytes));
  book.parse(part, () => xml.end());
  return strings;
}

/**
 * Strings by index, as UTF-8 outside the JavaScript heap: a million rows' strings take their bytes and four more each. The
 * text is never larger than the XML it came from, so one buffer of that size is enough; its unused end is never touched.
 */
export class SharedStrings {
  private readonly bytes: Buffer;
  private ends = new Uint32Array(1024);
  private count = 0;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  add(text: string): void {
    if (this.count === this.ends.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.ends);
      this.ends = larger;
    }
    const start = this.count === 0 ? 0 : this.ends[this.count - 1]!;
    this.ends[this.count++] = start + this.bytes.write(text, start);
  }

  /** The string at an index; undefined if there is none. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1]!, this.ends[index]!);
  }
}
