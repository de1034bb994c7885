// From what a caller states to the keys under which the hub may hold the subject: in which library, by which number, and the name in its
// normal form. The same readers as everywhere, so that a check finds whomever a look-up finds.
import { nameAttribute } from '../../definition/columns.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { IdentifierKeys, type StatedIdentifier } from '../../engine/query/identifier-keys.ts';
import { StatedValues } from '../../engine/query/verify.ts';
import type { Clock } from '../../kernel/clock.ts';

/** `name`: null where it says nothing. */
export interface SubjectKey {
  readonly library: LibraryDefinition;
  readonly keys: readonly string[];
  readonly name: string | null;
}

interface Reader {
  readonly library: LibraryDefinition;
  readonly keys: IdentifierKeys;
  readonly nameCode: string;
  values: StatedValues;
}

/** Reads subjects of the libraries that credit records are about. */
export class SubjectKeys {
  readonly #readers: readonly Reader[];
  readonly #clock: Clock;

  constructor(libraries: readonly LibraryDefinition[], given: Clock) {
    const clock = withDay(given);
    this.#clock = clock;
    const named = new Set(libraries.flatMap(({ subject }) => subject?.candidates.map(({ library }) => library) ?? []));
    this.#readers = libraries.filter(({ code }) => named.has(code)).map((library) => ({
      library, keys: new IdentifierKeys(library, clock), nameCode: nameAttribute(library) ?? '', values: new StatedValues(library, clock.today()),
    }));
  }

  get libraries(): readonly LibraryDefinition[] {
    return this.#readers.map(({ library }) => library);
  }

  /** `reason`: code of the rule that the number breaks. */
  read(identifier: StatedIdentifier, name: string): SubjectKey | { readonly reason: string } {
    const reader = this.#readers.find(({ keys }) => keys.knows(identifier.type));
    if (reader === undefined) return { reason: 'IDENTIFIER_TYPE_UNKNOWN' };
    const read = reader.keys.read(identifier);
    return 'reason' in read ? read : { library: reader.library, keys: read.keys, name: this.#valuesOf(reader).read(reader.nameCode, name) };
  }

  /**
   * Of a number whose type is not said: the one thing that it can be by its standard. Types without a check digit fit almost anything,
   * so they are thought of by their length alone.
   */
  readUntyped(value: string, name: string): SubjectKey | { readonly reason: string } {
    const places = value.replace(/[^0-9A-Za-z]/g, '').length;
    const types = ['uscc', 'id_number', ...(places === 15 ? ['reg_no'] : []), ...(places === 9 ? ['org_code'] : [])];
    const all = types.map((type) => this.read({ type, value }, name));
    const [first, second] = all.filter((read) => !('reason' in read));
    if (first === undefined) return all[/[A-WYZa-wyz]/.test(value) ? 0 : 1] ?? { reason: 'IDENTIFIER_MISSING' };
    return second === undefined ? first : { reason: 'IDENTIFIER_TYPE_UNCLEAR' };
  }

  #valuesOf(reader: Reader): StatedValues {
    const today = this.#clock.today();
    if (reader.values.today !== today) reader.values = new StatedValues(reader.library, today);
    return reader.values;
  }
}

/** The day is asked for with every number, and is another but once a day. */
function withDay(clock: Clock): Clock {
  let held = { day: NaN, today: '' };
  return {
    now: () => clock.now(),
    today() {
      const day = Math.floor((clock.now().getTime() + shanghaiOffset) / 86_400_000);
      if (day !== held.day) held = { day, today: clock.today() };
      return held.today;
    },
  };
}

const shanghaiOffset = 8 * 3600_000;
