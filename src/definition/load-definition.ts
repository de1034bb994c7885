// From the text of an outside library to a definition: parse, check its form, fill in national lists, check that it holds together.
// Reads no file; app/ does that.
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
import { collectFaults, type DefinitionFault, type Report } from './check/fault.ts';
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

interface Parsed {
  readonly value: unknown;
  readonly faults: readonly DefinitionFault[];
}

/** 1-based, as editors count. */
const positionOf = ({ line, col }: { line: number; col: number }): string => `line ${line}, column ${col}`;

function parseText(format: 'json' | 'yaml', text: string): Parsed {
  return format === 'json' ? parseJson(text.replace(/^\uFEFF/, '')) : parseYaml(text);
}

function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: true, lineCounter: lines, prettyErrors: false });
  const faults = collectFaults((report) => {
    for (const { message, pos: [offset] } of [...document.errors, ...document.warnings]) report('SYNTAX', positionOf(lines.linePos(offset)), message);
    reportLostAliases(document, lines, report);
  });
  return faults.length > 0 ? { value: null, faults } : readDocument(document);
}

/** An alias without its anchor is no fault to the parser, only to who reads the value. */
function reportLostAliases(document: Document.Parsed, lines: LineCounter, report: Report): void {
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) report('SYNTAX', positionOf(lines.linePos(alias.range?.[0] ?? 0)), `no anchor &${alias.source} before *${alias.source}`);
    },
  });
}

/** What is left to fail is a text whose aliases unfold beyond all measure. */
function readDocument(document: Document.Parsed): Parsed {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), faults: [] };
  } catch (error) {
    return { value: null, faults: collectFaults((report) => report('SYNTAX', positionOf({ line: 1, col: 1 }), messageOf(error))) };
  }
}

function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text), faults: [] };
  } catch (error) {
    return { value: null, faults: collectFaults((report) => report('SYNTAX', jsonPosition(text, messageOf(error)), messageOf(error))) };
  }
}

/** V8 names an offset, or the end, or only cites the place. */
function jsonPosition(text: string, message: string): string {
  const offset = /end of JSON/.test(message) ? text.length : Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
  if (Number.isNaN(offset)) return '';
  const before = text.slice(0, offset).split('\n');
  return positionOf({ line: before.length, col: (before.at(-1) ?? '').length + 1 });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function withStandardLists(library: LibraryDefinition): LibraryDefinition {
  const codeLists: Record<string, CodeListDefinition> = { ...library.codeLists };
  for (const { list } of Object.values(library.attributes)) {
    const standard = standardLists.get(list ?? '');
    if (standard && !Object.hasOwn(codeLists, standard.code)) codeLists[standard.code] = standard;
  }
  return { ...library, codeLists };
}
