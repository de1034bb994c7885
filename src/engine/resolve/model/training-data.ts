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
 * The sink of training. First every term, then the pairs: the first pair closes the terms. Levels are always those compared, also of the
 * numbers in pairs that numbers label; training itself leaves out what it must not see.
 */
export class TrainingData {
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

  /** One record's term of a comparison with `frequencyLevels` (`records`: so many hold it). Throws an Error once pairs have come. */
  term(comparison: number, term: string, records = 1): void {
    if (this.#adjusters !== null) throw new Error('terms come before pairs');
    if (this.#shapes[comparison]!.frequencyLevels > 0) this.#terms[comparison]!.add(term, records);
  }

  /** A pair drawn at random from all pairs of two records, labelled where numbers or a steward say so. */
  random(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    this.#add(this.#random, { levels, terms, pair });
  }

  /** A pair of the blocks, once, however many blocks hold it. */
  blocked(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    this.#add(this.#blocked, { levels, terms, pair });
  }

  /** A pair with one valid number, chosen without regard to blocks. */
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
    // One number mistyped is as likely as two entities: the pair teaches nothing, and no score will ask for it either.
    if (pair.label === 'no_match' && pair.labelledBy === 'number' && this.#isSlip(levels)) return;
    let adjustment = 0;
    adjusters.forEach((adjuster, index) => {
      const level = levels[index]!;
      if (adjuster && level >= 0 && level < adjuster.levels) adjustment += adjuster.of(terms[index]);
    });
    counter.add(levels, { label: pair.label, labelledBy: pair.labelledBy, adjustment });
  }

  #isSlip(levels: Levels): boolean {
    return this.#shapes.some((shape, index) => shape.isOfNumber && shape.slipLevels?.includes(levels[index]!));
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

export interface LabelledPair {
  readonly label: PairLabel;
  readonly labelledBy?: LabelSource;
}

const unlabelled: LabelledPair = { label: null };
