// The door through which a library enters the hub: a definition with a fault does not pass, one without cannot be changed after.
import { checkLibrary, type DefinitionFault } from './check-library.ts';
import type { LibraryDefinition } from './types.ts';

/** A definition that does not hold together, with all of its faults. A programmer's or operator's error, found at start. */
export class DefinitionError extends Error {
  constructor(
    readonly library: string,
    readonly faults: readonly DefinitionFault[],
  ) {
    const lines = faults.map(({ code, path, message }) => `  ${code} ${path}: ${message}`);
    super([`library ${library}: ${faults.length} fault(s)`, ...lines].join('\n'));
    this.name = 'DefinitionError';
  }
}

/**
 * Checks the definition and freezes it, all levels.
 * @throws DefinitionError that lists every fault at once.
 */
export function defineLibrary(definition: LibraryDefinition): LibraryDefinition {
  const faults = checkLibrary(definition);
  if (faults.length > 0) throw new DefinitionError(definition.code, faults);
  return freezeDeep(definition);
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freezeDeep);
  return Object.freeze(value);
}
