// A minimal workbook around a worksheet's rows, for tests.
import { writeZip } from './write-zip.ts';

export interface XlsxOptions {
  readonly sharedStrings?: readonly string[];
  /** Format codes of styles 1, 2 ... (style 0 is General). */
  readonly formats?: readonly string[];
  readonly is1904?: boolean;
  readonly sheets?: readonly { name: string; rows: string; state?: string }[];
  /** Parts to add, or to put in place of the usual ones. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Bytes of a workbook. `rows` is the XML inside `<sheetData>`. */
export function writeXlsx(rows: string, options: XlsxOptions = {}): Buffer {
  const sheets = options.sheets ?? [{ name: 'Sheet1', rows }];
  const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  const formats = options.formats ?? [];
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><workbookPr date1904="${options.is1904 ? 1 : 0}"/><sheets>${sheets
      .map((sheet, i) => `<sheet name="${sheet.name}" sheetId="${i + 1}" state="${sheet.state ?? 'visible'}" r:id="s${i}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join('')}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, i) => `<xf numFmtId="${200 + i}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${(options.sharedStrings ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`,
  };
  sheets.forEach((sheet, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${main}"><sheetData>${sheet.rows}</sheetData></worksheet>`;
  });
  return writeZip({ ...parts, ...options.parts });
}

/** One row of inline strings. */
export function textRow(...cells: string[]): string {
  return `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
}
