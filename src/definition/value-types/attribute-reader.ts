// Binds each value type to the reader of its cells. The loader, the API and the console read values through this one function.
import { codeReader } from '../../standards/code-list.ts';
import { identifierTypes, type IdentifierTypeCode } from '../../standards/identifier-types.ts';
import type { CellReader, Rule } from '../../standards/rule.ts';
import { cleanAddress } from '../../text/address.ts';
import { readAmount } from '../../text/amounts.ts';
import { cleanText } from '../../text/characters.ts';
import { readDate } from '../../text/dates.ts';
import { cleanOrganisationName } from '../../text/organisation-name.ts';
import { cleanPersonName } from '../../text/person-name.ts';
import { cleanPhone } from '../../text/phones.ts';
import type { AttributeDefinition, FeedColumn, LibraryDefinition } from '../types.ts';

export interface ReadingContext {
  /** Civil date against which the future is judged, YYYY-MM-DD. */
  readonly today: string;
}

const notInteger: Rule = {
  code: 'NUMBER_FORMAT', effect: 'unusable',
  label: { zh: '不是整数', en: 'Not a whole number' },
  remedy: { zh: '填写阿拉伯数字整数', en: 'Write a whole number in digits' },
};
const notBoolean: Rule = {
  code: 'BOOLEAN_FORMAT', effect: 'unusable',
  label: { zh: '不是“是/否”', en: 'Neither yes nor no' },
  remedy: { zh: '填写“是”或“否”', en: 'Write 是 or 否' },
};
const booleans: Readonly<Record<string, string>> = {
  是: 'true', 否: 'false', 1: 'true', 0: 'false', true: 'true', false: 'false', y: 'true', n: 'false', yes: 'true', no: 'false', t: 'true', f: 'false',
};

export const plainValueRules: readonly Rule[] = [notInteger, notBoolean];

/**
 * The reader of one attribute's cells as a feed's column sends them (column absent: as the API sends them).
 * Refuses nothing: a definition that passed its checks always has a reader.
 */
export function attributeReader(library: LibraryDefinition, code: string, context: ReadingContext, column?: FeedColumn): CellReader {
  const attribute = library.attributes[code];
  if (!attribute) throw new Error(`attribute ${code} is not in library ${library.code}`);
  switch (attribute.type) {
    case 'text': return cleanText;
    case 'person_name': return cleanPersonName;
    case 'organisation_name': return cleanOrganisationName;
    case 'address': return cleanAddress;
    case 'phone': return cleanPhone;
    case 'code': return codeReader(codeListOf(library, attribute), { mapping: column?.codes });
    case 'date': return (raw, note) => readDate(raw, note, { today: context.today, ...attribute.options });
    case 'amount': return (raw, note) => readAmount(raw, note, { unit: column?.unit === 'wan' ? '万元' : '元' });
    case 'integer': return readInteger;
    case 'boolean': return readBoolean;
    case 'identifier': return identifierTypes[attribute.identifier as IdentifierTypeCode].reader({ today: context.today });
  }
}

function codeListOf(library: LibraryDefinition, attribute: AttributeDefinition) {
  const list = library.codeLists[attribute.list ?? ''];
  if (!list) throw new Error(`code list ${attribute.list} is not in library ${library.code}`);
  return list;
}

const readInteger: CellReader = (raw, note) => {
  const text = cleanText(raw, note);
  if (text === null) return null;
  const digits = text.replaceAll(',', '');
  if (/^-?\d{1,9}$/.test(digits)) return String(Number(digits));
  note(notInteger);
  return text;
};

const readBoolean: CellReader = (raw, note) => {
  const text = cleanText(raw, note);
  if (text === null) return null;
  const value = booleans[text.toLowerCase()];
  if (value !== undefined) return value;
  note(notBoolean);
  return text;
};
