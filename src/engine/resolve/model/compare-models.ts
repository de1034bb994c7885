// Two models beside each other, on the same pairs: which would newly link, wait, or be let go.
import { unlabelled, type LabelledPair, type PairSink } from './training-data.ts';
import type { ComparisonShape, Levels, MatchModel } from './types.ts';
import { compileModel, type Outcome, type Scorer, type Terms } from './weights.ts';

/** Open pairs of the blocks: outcome by the first model → outcome by the second → pairs. */
export type Moves = Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;

const none = (): Record<Outcome, number> => ({ match: 0, review: 0, no_match: 0 });

/** Scores open pairs by both models. Pairs that numbers or stewards have settled are asked of no model. */
export class ModelComparison implements PairSink {
  readonly moves = { match: none(), review: none(), no_match: none() };
  readonly #first: Scorer;
  readonly #second: Scorer;

  constructor(first: MatchModel, second: MatchModel, shapes: readonly ComparisonShape[]) {
    this.#first = compileModel(first, shapes);
    this.#second = compileModel(second, shapes);
  }

  term(): void {}

  random(): void {}

  keyed(): void {}

  blocked(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    if (pair.label !== null) return;
    const before = this.#first.outcome(this.#first.weigh(levels, terms), levels);
    const after = this.#second.outcome(this.#second.weigh(levels, terms), levels);
    this.moves[before][after]++;
  }
}
