// What other parts of the hub derive from golden records (credit entries). The engine calls it in the transaction that changed them, so
// that nobody ever sees the one without the other; it does not know what it does.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import type { Query } from '../store/sql.ts';

export interface GoldenChange {
  readonly library: string;
  /** A query of the golden ids that may have changed, their subjects included. */
  readonly goldenIds: Query;
  readonly now: Date;
  /** As the golden history names it: `load:12`, `decision:…`, `rebuild`. */
  readonly cause: string;
}

export type DeriveFurther = (client: PoolClient, change: GoldenChange) => Promise<void>;

/** Every library of the hub, for relations and subjects reach across them, and what follows from them elsewhere. */
export interface Surroundings {
  readonly libraries: readonly LibraryDefinition[];
  readonly deriveFurther?: DeriveFurther;
}
