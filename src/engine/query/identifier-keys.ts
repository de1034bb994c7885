// From an identifier as a caller states it to the keys under which the library may hold it, or to the reason why it cannot be one.
import type { LibraryDefinition } from '../../definition/types.ts';
import { identifierKey, identifierTypes, type IdentifierTypeCode } from '../../standards/identifier-types.ts';
import type { CellReader, Rule } from '../../standards/rule.ts';
import type { Clock } from '../../kernel/clock.ts';

export interface StatedIdentifier {
  readonly type: string;
  readonly value: string;
}

/** `keys`: as `lookupKey` makes them; several where two attributes share the type. `reason`: code of the rule it broke. */
export type ReadIdentifier = { readonly keys: readonly string[] } | { readonly reason: string };

const separator = '\n';

/** One text for (type, value); identifiers hold no line end. */
export function lookupKey(type: string, value: string): string {
  return type + separator + value;
}

/** The type and value of a lookup key. */
export function splitLookupKey(key: string): { type: string; value: string } {
  const at = key.indexOf(separator);
  return { type: key.slice(0, at), value: key.slice(at + 1) };
}

/** Reads stated identifiers of one library. Types that share a number space are held under the first of them. */
export class IdentifierKeys {
  readonly #clock: Clock;
  readonly #storedTypes = new Map<string, string[]>();
  #readers = new Map<string, CellReader>();
  #today = '';

  constructor(library: LibraryDefinition, clock: Clock) {
    this.#clock = clock;
    for (const { types } of library.identifiers) {
      for (const type of types) this.#storedTypes.set(type, [...(this.#storedTypes.get(type) ?? []), types[0] ?? type]);
    }
  }

  /** Whether the library knows identifiers of this type. */
  knows(type: string): boolean {
    return this.#storedTypes.has(type);
  }

  read({ type, value }: StatedIdentifier): ReadIdentifier {
    const stored = this.#storedTypes.get(type);
    if (stored === undefined) return { reason: 'IDENTIFIER_TYPE_UNKNOWN' };
    let broken: Rule | undefined;
    const clean = this.#reader(type)(value, (rule) => {
      if (rule.effect === 'unusable' || rule.effect === 'reject' || rule.effect === 'missing') broken ??= rule;
    });
    if (broken !== undefined) return { reason: broken.code };
    if (clean === null) return { reason: 'IDENTIFIER_MISSING' };
    return { keys: stored.map((storedType) => lookupKey(storedType, identifierKey(storedType as IdentifierTypeCode, clean))) };
  }

  #reader(type: string): CellReader {
    const today = this.#clock.today();
    if (today !== this.#today) {
      this.#today = today;
      this.#readers = new Map();
    }
    let reader = this.#readers.get(type);
    if (reader === undefined) {
      reader = identifierTypes[type as IdentifierTypeCode].reader({ today });
      this.#readers.set(type, reader);
    }
    return reader;
  }
}
