// What attributes, code lists and identifiers say of each other.
import { identifierTypes } from '../../standards/identifier-types.ts';
import type { AttributeDefinition, CodeListDefinition, LibraryDefinition } from '../types.ts';
import type { Report } from './fault.ts';

const aboutPersons: readonly AttributeDefinition['sensitivity'][] = ['personal', 'sensitive', 'restricted'];

export function checkAttributes(library: LibraryDefinition, report: Report): void {
  for (const [code, attribute] of Object.entries(library.attributes)) checkAttribute(library, { code, attribute }, report);
  for (const [key, list] of Object.entries(library.codeLists)) {
    if (list.code !== key) report('KEY_DIFFERS', `codeLists.${key}`, list.code);
    checkList(`codeLists.${key}`, list, report);
  }
  checkIdentifiers(library, report);
}

function checkAttribute(library: LibraryDefinition, entry: { code: string; attribute: AttributeDefinition }, report: Report): void {
  const { attribute } = entry;
  const path = `attributes.${entry.code}`;
  const belongs: readonly (readonly [string, unknown, boolean])[] = [
    ['list', attribute.list, attribute.type === 'code'],
    ['identifier', attribute.identifier, attribute.type === 'identifier'],
    ['options', attribute.options, attribute.type === 'date'],
  ];
  for (const [option, value, fits] of belongs) if (value !== undefined && !fits) report('OPTION_MISPLACED', path, option);
  const { list = 'no list' } = attribute;
  if (attribute.type === 'code' && !Object.hasOwn(library.codeLists, list)) report('LIST_UNKNOWN', path, list);
  if (attribute.type === 'identifier') checkIdentifierType(path, attribute.identifier ?? 'no identifier', report);
  if (aboutPersons.includes(attribute.sensitivity) && attribute.mask === undefined) report('MASK_MISSING', path, attribute.sensitivity);
}

function checkIdentifierType(path: string, type: string, report: Report): void {
  if (!Object.hasOwn(identifierTypes, type)) report('IDENTIFIER_TYPE_UNKNOWN', path, type);
}

function checkList(path: string, list: CodeListDefinition, report: Report): void {
  const codes = new Set<string>();
  for (const { code } of list.entries) {
    if (codes.has(code)) report('LIST_CODE_TWICE', path, code);
    codes.add(code);
  }
  for (const { code, parent } of list.entries) {
    if (parent !== undefined && !codes.has(parent)) report('CODE_UNKNOWN', `${path}.entries.${code}`, parent);
  }
  for (const [synonym, code] of Object.entries(list.synonyms)) {
    if (!codes.has(code)) report('CODE_UNKNOWN', `${path}.synonyms.${synonym}`, code);
  }
}

function checkIdentifiers(library: LibraryDefinition, report: Report): void {
  for (const [index, { attribute, types }] of library.identifiers.entries()) {
    const path = `identifiers.${index}`;
    const definition = library.attributes[attribute];
    if (!definition) {
      report('ATTRIBUTE_UNKNOWN', path, attribute);
      continue;
    }
    if (definition.identifier === undefined || definition.identifier !== types[0]) report('IDENTIFIER_MISFIT', path, attribute);
    for (const type of types) checkIdentifierType(path, type, report);
  }
  const unique = library.identifiers.filter(({ strength }) => strength === 'unique');
  if (unique.length > 1) report('UNIQUE_TWICE', 'identifiers', unique.map(({ attribute }) => attribute).join(', '));
}

/** The unknown codes among `codes` for a code attribute; other attributes take any text. */
export function unknownCodes(library: LibraryDefinition, attribute: string, codes: Iterable<string>): string[] {
  const list = library.codeLists[library.attributes[attribute]?.list ?? ''];
  if (!list) return [];
  const known = new Set(list.entries.map(({ code }) => code));
  return [...codes].filter((code) => !known.has(code));
}
