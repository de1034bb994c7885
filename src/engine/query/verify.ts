// Compares what a caller states with what the hub holds. Says match, mismatch or unknown, never a value. Equality is that of the
// normal forms alone: what merely sounds alike is a mismatch.
import { attributeReader } from '../../definition/value-types/attribute-reader.ts';
import type { AttributeDefinition, LibraryDefinition } from '../../definition/types.ts';
import type { CellReader } from '../../standards/rule.ts';
import { placeholderBirthDate } from '../../text/dates.ts';
import { equalOrganisationName } from '../../text/organisation-name.ts';
import { equalPersonName } from '../../text/person-name.ts';

export type Verdict = 'match' | 'mismatch' | 'unknown';

/** Reads and compares values of one library as stated by callers, on one civil date. */
export class StatedValues {
  readonly #library: LibraryDefinition;
  readonly #readers = new Map<string, CellReader>();

  constructor(
    library: LibraryDefinition,
    readonly today: string,
  ) {
    this.#library = library;
  }

  /** The normal form in which the library would hold the value; null when it is missing or unusable. */
  read(code: string, stated: string): string | null {
    const { value, isUsable } = this.#readCell(code, stated);
    return isUsable ? value : null;
  }

  /** As a source record would hold it for comparing: of a number that is not usable, what was sent; null where nothing is said. */
  describe(code: string, stated: string): string | null {
    const { value, isUsable } = this.#readCell(code, stated);
    if (value !== null && isUsable) return value;
    return this.#library.attributes[code]?.type === 'identifier' ? stated.trim() || null : null;
  }

  /**
   * `held`: the golden value, null when the hub has none. What cannot be read is a mismatch; what states nothing (a placeholder
   * such as 19000101 among it) leaves it unknown.
   */
  compare(code: string, stated: string, held: unknown): Verdict {
    if (held === null || held === undefined) return 'unknown';
    const { value, isUsable } = this.#readCell(code, stated);
    if (value === null && isUsable) return 'unknown';
    const attribute = this.#library.attributes[code];
    if (value === null || !isUsable || attribute === undefined) return 'mismatch';
    if (areEqual(attribute, value, String(held))) return 'match';
    return attribute.options?.keep1900 && value === placeholderBirthDate ? 'unknown' : 'mismatch';
  }

  #readCell(code: string, stated: string): { value: string | null; isUsable: boolean } {
    let isUsable = true;
    const value = this.#reader(code)(stated, (rule) => {
      if (rule.effect === 'unusable' || rule.effect === 'reject') isUsable = false;
    });
    return { value, isUsable };
  }

  #reader(code: string): CellReader {
    let reader = this.#readers.get(code);
    if (reader === undefined) {
      reader = attributeReader(this.#library, code, { today: this.today });
      this.#readers.set(code, reader);
    }
    return reader;
  }
}

function areEqual(attribute: AttributeDefinition, stated: string, held: string): boolean {
  switch (attribute.type) {
    case 'person_name':
      return equalPersonName(stated, held);
    case 'organisation_name':
      return equalOrganisationName(stated, held);
    case 'amount':
      return Number(stated) === Number(held);
    default:
      return stated === held;
  }
}
