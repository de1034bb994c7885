// From the text of an outside library to a definition: parse, check its form, fill in national lists, check that it holds together.
// Reads no file; app/ does that.
import { parseDocument } from 'yaml';
import { collectFaults, type DefinitionFault } from './check/fault.ts';
import { defineLibrary, DefinitionError } from './define-library.ts';
import { createShapeCheck } from './json-schema.ts';
import { standardLists } from './standard-lists.ts';
import type { CodeListDefinition, LibraryDefinition } from './types.ts';

export interface DefinitionText {
  /** For messages: the file's name. */
  readonly name: string;
  readonly format: 'json' | 'yaml';
  readonly text: string;
}

/**
 * Reads a definition. A code list that an attribute names and the text leaves out is taken from the national lists.
 * @throws DefinitionError with every fault: of the syntax, else of the form, else of the whole.
 */
export function loadDefinition({ name, format, text }: DefinitionText): LibraryDefinition {
  const parsed = parseText(format, text);
  const faults = parsed.faults.length > 0 ? parsed.faults : createShapeCheck()(parsed.value);
  if (faults.length > 0) throw new DefinitionError(name, faults);
  return defineLibrary(withStandardLists(parsed.value as LibraryDefinition));
}

function parseText(format: 'json' | 'yaml', text: string): { value: unknown; faults: DefinitionFault[] } {
  if (format === 'json') return parseJson(text);
  const document = parseDocument(text, { uniqueKeys: true });
  const faults = collectFaults((report) => {
    for (const { message } of [...document.errors, ...document.warnings]) report('SHAPE', '', message.split('\n')[0] ?? message);
  });
  return { value: faults.length > 0 ? null : document.toJS({ maxAliasCount: 100 }), faults };
}

function parseJson(text: string): { value: unknown; faults: DefinitionFault[] } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), faults: [] };
  } catch (error) {
    return { value: null, faults: collectFaults((report) => report('SHAPE', '', String(error))) };
  }
}

function withStandardLists(library: LibraryDefinition): LibraryDefinition {
  const codeLists: Record<string, CodeListDefinition> = { ...library.codeLists };
  for (const { list } of Object.values(library.attributes)) {
    const standard = standardLists.get(list ?? '');
    if (standard && !Object.hasOwn(codeLists, standard.code)) codeLists[standard.code] = standard;
  }
  return { ...library, codeLists };
}
