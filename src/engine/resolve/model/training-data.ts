// Takes in what training needs, pair by pair, and keeps only counts: memory is bounded however many pairs come.
import { createTermAdjuster, TermCounter, type TermAdjuster } from './frequency.ts';
import { PatternCounter } from './patterns.ts';
import type { Terms } from './weights.ts';
import type { ComparisonShape, LabelSource, Levels, PairLabel, PatternCount, TermFrequencies } from './types.ts';

/** What training knows of the data once all has been fed. */
export interface TrainingCounts {
  readonly frequencies: Readonly<Record<string, TermFrequencies>>;
  readonly random: readonly PatternCount[];
  readonly blocked: readonly PatternCount[];
  readonly keyed: readonly PatternCount[];
}

/**
 * Takes the pairs of a library, from whoever reads them. First every term, then the pairs. Levels are always those compared, also of the
 * numbers in pairs that numbers label: who takes them leaves out what it must not see.
 */
export interface PairSink {
  /** One record's term of a comparison with `frequencyLevels`; `records`: so many hold it. */
  term(comparison: number, term: string, records?: number): void;
  /** A pair drawn at random from all pairs of two records, labelled where numbers or a steward say so. */
  random(levels: Levels, terms: Terms, pair?: LabelledPair): void;
  /** A pair of the blocks, once, however many blocks hold it. */
  blocked(levels: Levels, terms: Terms, pair?: LabelledPair): void;
  /** A pair with one valid number, chosen without regard to blocks. */
  keyed(levels: Levels, terms: Terms): void;
}

export interface LabelledPair {
  readonly label: PairLabel;
  readonly labelledBy?: LabelSource;
}

export const unlabelled: LabelledPair = { label: null };

/** Two valid numbers so near that one is rather mistyped: the pair is no example of two entities. */
export function isSlip(shapes: readonly ComparisonShape[], levels: Levels, { label, labelledBy }: LabelledPair): boolean {
  return label === 'no_match' && labelledBy === 'number' && shapes.some((shape, index) => shape.isOfNumber && shape.slipLevels?.includes(levels[index]!));
}

/** The sink of training: keeps counts of what comes. The first pair closes the terms. */
export class TrainingData implements PairSink {
  readonly #shapes: readonly ComparisonShape[];
  readonly #terms: readonly TermCounter[];
  readonly #random = new PatternCounter();
  readonly #blocked = new PatternCounter();
  readonly #keyed = new PatternCounter();
  #adjusters: readonly (TermAdjuster | null)[] | null = null;
  #frequencies: Record<string, TermFrequencies> = {};

  constructor(shapes: readonly ComparisonShape[]) {
    this.#shapes = shapes;
    this.#terms = shapes.map(() => new TermCounter());
  }

  /** Throws an Error once pairs have come. */
  term(comparison: number, term: string, records = 1): void {
    if (this.#adjusters !== null) throw new Error('terms come before pairs');
    if (this.#shapes[comparison]!.frequencyLevels > 0) this.#terms[comparison]!.add(term, records);
  }

  random(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    this.#add(this.#random, { levels, terms, pair });
  }

  blocked(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    this.#add(this.#blocked, { levels, terms, pair });
  }

  keyed(levels: Levels, terms: Terms): void {
    this.#add(this.#keyed, { levels, terms, pair: { label: 'match', labelledBy: 'number' } });
  }

  counts(): TrainingCounts {
    this.#closeTerms();
    return {
      frequencies: this.#frequencies,
      random: this.#random.patterns(), blocked: this.#blocked.patterns(), keyed: this.#keyed.patterns(),
    };
  }

  #add(counter: PatternCounter, { levels, terms, pair }: { levels: Levels; terms: Terms; pair: LabelledPair }): void {
    const adjusters = this.#closeTerms();
    if (isSlip(this.#shapes, levels, pair)) return;
    let adjustment = 0;
    adjusters.forEach((adjuster, index) => {
      const level = levels[index]!;
      if (adjuster && level >= 0 && level < adjuster.levels) adjustment += adjuster.of(terms[index]);
    });
    counter.add(levels, { label: pair.label, labelledBy: pair.labelledBy, adjustment });
  }

  #closeTerms(): readonly (TermAdjuster | null)[] {
    if (this.#adjusters !== null) return this.#adjusters;
    this.#shapes.forEach((shape, index) => {
      const found = this.#terms[index]!.frequencies();
      if (found) this.#frequencies[shape.code] = found;
    });
    this.#adjusters = this.#shapes.map((shape) => createTermAdjuster(shape, this.#frequencies[shape.code]));
    return this.#adjusters;
  }
}
