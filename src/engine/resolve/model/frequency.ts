// How common the terms of a comparison are, counted in bounded memory, and what that does to a weight.
import type { ComparisonShape, TermFrequencies } from './types.ts';

/** Terms of a comparison that a model keeps. */
export const keptTerms = 20_000;
/** Terms that are counted at a time; as many again may have been forgotten before the rarest kept could suffer. */
const countedTerms = 500_000;

/**
 * Counts the terms of one comparison, one for each record that has it (better: for each golden record, or entities with many records
 * look common). Terms that have come least are forgotten when there are too many (space saving): a count is never too low, and too high
 * by at most what was forgotten. As long as none is, the order leaves no trace.
 */
export class TermCounter {
  readonly #counted: number;
  readonly #counts = new Map<string, number>();
  #total = 0;
  #forgotten = 0;

  constructor(counted = countedTerms) {
    this.#counted = counted;
  }

  /** `records`: how many hold the term. */
  add(term: string, records = 1): void {
    this.#total += records;
    this.#counts.set(term, (this.#counts.get(term) ?? this.#forgotten) + records);
    while (this.#counts.size > this.#counted) this.#forget();
  }

  /** Null when nothing was counted. */
  frequencies(kept = keptTerms): TermFrequencies | null {
    if (this.#total === 0) return null;
    const ranked = [...this.#counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const top = ranked.slice(0, kept);
    const share = (count: number): number => Math.min(1, count / this.#total);
    // Where terms were forgotten before there were enough to keep, those are the rarest.
    const floor = share(this.#forgotten > 0 && ranked.length <= kept ? this.#forgotten : top.at(-1)![1]);
    const terms = top.filter(([, count]) => share(count) > floor);
    const listed = terms.reduce((sum, [, count]) => sum + share(count), 0);
    // The others are at most as common as the floor.
    const collision = terms.reduce((sum, [, count]) => sum + share(count) ** 2, 0) + Math.max(0, 1 - listed) * floor;
    return { floor, collision, terms: Object.fromEntries(terms.map(([term, count]) => [term, share(count)])) };
  }

  #forget(): void {
    const counts = [...this.#counts.values()].sort((a, b) => a - b);
    this.#forgotten = counts[counts.length >> 1]!;
    for (const [term, count] of this.#counts) if (count <= this.#forgotten) this.#counts.delete(term);
  }
}

export interface TermAdjuster {
  /** Levels below this one are adjusted. */
  readonly levels: number;
  /** Bits; 0 without a term. */
  of(term: string | null | undefined): number;
  share(term: string): number;
}

/**
 * u of a level is a mean over all terms: two random records agree on some term with the chance `collision` = Σ share². For one term the
 * chance is its share, so that the weight moves by log2(collision / share). That holds for an exact term at the exact level and for a
 * term of sound over all levels of the same sound alike; u of the levels themselves would fit only one of them. Null: never adjusted.
 */
export function createTermAdjuster(shape: ComparisonShape, frequencies: TermFrequencies | undefined): TermAdjuster | null {
  if (shape.frequencyLevels <= 0 || !frequencies || !(frequencies.floor > 0)) return null;
  const { floor, collision } = frequencies;
  // Maps, not the stored object: a term may be called `constructor`.
  const shares = new Map(Object.entries(frequencies.terms));
  const adjustments = new Map([...shares].map(([term, share]) => [term, Math.log2(collision / Math.max(share, floor))]));
  const rarest = Math.log2(collision / floor);
  return {
    levels: shape.frequencyLevels,
    of: (term) => (term == null ? 0 : (adjustments.get(term) ?? rarest)),
    share: (term) => Math.max(shares.get(term) ?? floor, floor),
  };
}
