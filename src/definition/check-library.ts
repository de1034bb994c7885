// Says everything that is wrong with a definition at once. Shapes are the schema's business (json-schema.ts); here is what ties the
// parts together, first within a library, then between libraries.
import { checkAttributes } from './check/attributes.ts';
import { collectFaults, type DefinitionFault, type Report } from './check/fault.ts';
import { checkFeeds } from './check/feeds.ts';
import { checkNames } from './check/names.ts';
import { checkRules } from './check/rules.ts';
import { checkScored } from './check/scored.ts';
import type { LibraryDefinition } from './types.ts';

export { faultCodes, type DefinitionFault, type FaultCode } from './check/fault.ts';

/** Every fault within the definition; an empty list means that the engine can run it. Its shape must be the schema's. */
export function checkLibrary(library: LibraryDefinition): DefinitionFault[] {
  return collectFaults((report) => {
    checkNames(library, report);
    checkLabels(library, { path: '', report });
    checkAttributes(library, report);
    checkFeeds(library, report);
    checkRules(library, report);
    checkScored(library, report);
  });
}

/** Faults between libraries that are to run together: equal names, and subjects or relations that lead nowhere. */
export function checkLibraries(libraries: readonly LibraryDefinition[]): DefinitionFault[] {
  return collectFaults((report) => {
    for (const name of ['code', 'resource'] as const) {
      const seen = new Set<string>();
      for (const library of libraries) {
        if (seen.has(library[name])) report('LIBRARY_TWICE', `${library.code}.${name}`, library[name]);
        seen.add(library[name]);
      }
    }
    for (const library of libraries) checkTargets(library, { libraries, report });
  });
}

function checkTargets(library: LibraryDefinition, context: { libraries: readonly LibraryDefinition[]; report: Report }): void {
  const { libraries, report } = context;
  const targets = [
    ...library.relations.map(({ type, target, identifier }) => ({ path: `relations.${type}`, target, type: identifier?.type })),
    ...(library.subject?.candidates ?? []).map(({ library: target, type }) => ({ path: 'subject.candidates', target, type })),
  ];
  for (const { path, target, type } of targets) {
    const there = libraries.find(({ code }) => code === target);
    const isFound = there !== undefined && (type === undefined || there.identifiers.some(({ types }) => types.includes(type)));
    if (!isFound) report('TARGET_UNKNOWN', `${library.code}.${path}`, type === undefined ? target : `${target} by ${type}`);
  }
}

/** Walks the definition: wherever a label stands, both languages must be filled in. */
function checkLabels(value: unknown, { path, report }: { path: string; report: Report }): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === 'label' && isLabel(child)) {
      for (const language of ['zh', 'en'] as const) if (child[language].trim() === '') report('LABEL_MISSING', at, language);
    } else checkLabels(child, { path: at, report });
  }
}

function isLabel(value: unknown): value is { zh: string; en: string } {
  if (typeof value !== 'object' || value === null || !('zh' in value) || !('en' in value)) return false;
  return typeof value.zh === 'string' && typeof value.en === 'string';
}
