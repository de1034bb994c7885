// What the API keeps for each library while it runs: how to read identifiers and stated values, and how to find records.
import type { Pool } from 'pg';
import { DescribedMatcher } from '../engine/query/described-matcher.ts';
import { RecordFinder } from '../engine/query/find-records.ts';
import { IdentifierKeys } from '../engine/query/identifier-keys.ts';
import { StatementNames } from '../engine/query/statement-names.ts';
import { StatedValues } from '../engine/query/verify.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import type { Clock } from '../kernel/clock.ts';

export class LibraryService {
  readonly library: LibraryDefinition;
  readonly finder: RecordFinder;
  readonly keys: IdentifierKeys;
  /** Null where the library's rules are keys alone. */
  readonly matcher: DescribedMatcher | null;
  readonly #clock: Clock;
  #values: StatedValues;

  constructor(deps: { readonly pool: Pool; readonly clock: Clock; readonly statements: StatementNames }, library: LibraryDefinition) {
    this.library = library;
    this.finder = new RecordFinder(deps, library);
    this.matcher = DescribedMatcher.create(deps, library);
    this.keys = new IdentifierKeys(library, deps.clock);
    this.#clock = deps.clock;
    this.#values = new StatedValues(library, deps.clock.today());
  }

  /** Readers of stated values, for today's date. */
  get values(): StatedValues {
    const today = this.#clock.today();
    if (this.#values.today !== today) this.#values = new StatedValues(this.library, today);
    return this.#values;
  }
}

/** One service a library, by its code. */
export function createLibraryServices(
  deps: { readonly pool: Pool; readonly clock: Clock },
  libraries: readonly LibraryDefinition[],
): ReadonlyMap<string, LibraryService> {
  const statements = new StatementNames();
  return new Map(libraries.map((library) => [library.code, new LibraryService({ ...deps, statements }, library)]));
}
