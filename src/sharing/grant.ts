// What an agreement lets an agency do: the object that authorisation hands to handlers, masking and the coalescing of look-ups.
import type { Visibility } from './mask.ts';

export const operations = ['read', 'verify', 'search', 'match', 'credit', 'flags'] as const;
export type Operation = (typeof operations)[number];

/** One condition on golden rows; all conditions of a grant must hold. `prefix` is for text columns (division codes). */
export interface RowFilter {
  readonly attribute: string;
  readonly op: 'eq' | 'in' | 'prefix';
  readonly values: readonly string[];
}

export interface Grant {
  /** Agreement id and access epoch: requests with equal ids may share one query. */
  readonly id: string;
  readonly agreementId: string;
  readonly agencyCode: string;
  readonly library: string;
  readonly purposes: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, Visibility>;
  readonly rowFilter: readonly RowFilter[];
  readonly operations: ReadonlySet<string>;
}

/** What a request needs an agreement for. */
export interface Need {
  readonly library: string;
  readonly operation: Operation;
  readonly purpose: string;
}
