// The parts of a library's key: which attributes they name, and what stands before their values in it.
import type { KeyPart, LibraryDefinition } from './types.ts';

/** The attributes of a part, in the order in which they are tried. */
export function attributesOfPart(part: KeyPart): readonly string[] {
  return typeof part === 'string' ? [part] : part.first;
}

/** Every attribute that a key may be made of. */
export function keyAttributes(library: LibraryDefinition): string[] {
  return library.matchRules.deterministic.key.attributes.flatMap(attributesOfPart);
}

/** Whether a record without any value of the part has a key all the same. */
export function isDispensable(part: KeyPart): boolean {
  return typeof part !== 'string' && (part.optional === true || part.unless !== undefined);
}

/**
 * What stands before a value of the attribute in the key: nothing where the part is the attribute alone or it comes first, so that keys stay
 * what they were when alternatives are declared; else its name, so that values of different attributes never meet.
 */
export function keyMarkOf(part: KeyPart, attribute: string): string {
  return attribute === attributesOfPart(part)[0] && !isDispensable(part) ? '' : `${attribute}=`;
}
