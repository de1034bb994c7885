// How good a model is, by what numbers and stewards say of pairs: how many matches and others lie in each of its score bands.
import { unlabelled, isSlip, type LabelledPair, type PairSink } from './training-data.ts';
import type { ComparisonShape, Levels, MatchModel } from './types.ts';
import { compileModel, type Scorer, type Terms } from './weights.ts';

export interface Tally {
  readonly matches: number;
  readonly others: number;
}

export interface EvaluatedBand {
  /** -Infinity: all scores below the first band of the model. */
  readonly from: number;
  readonly expected: number;
  /** Pairs labelled by their numbers, scored without them. */
  readonly numbers: Tally;
  readonly stewards: Tally;
  readonly open: number;
  /** Pairs of one number drawn without blocks: what the blocks miss counts here, too. */
  readonly keyed: number;
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

type Counts = Record<'open' | 'keyed' | 'numberMatch' | 'numberOther' | 'stewardMatch' | 'stewardOther', number>;

/** Scores the pairs that come and counts them by the bands of the model. */
export class ModelEvaluation implements PairSink {
  readonly #shapes: readonly ComparisonShape[];
  readonly #model: MatchModel;
  readonly #scorer: Scorer;
  /** The first is below all bands. */
  readonly #counts: Counts[];

  constructor(model: MatchModel, shapes: readonly ComparisonShape[]) {
    this.#shapes = shapes;
    this.#model = model;
    this.#scorer = compileModel(model, shapes);
    this.#counts = [null, ...model.bands].map(() => ({ open: 0, keyed: 0, numberMatch: 0, numberOther: 0, stewardMatch: 0, stewardOther: 0 }));
  }

  term(): void {}

  random(): void {}

  blocked(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    if (isSlip(this.#shapes, levels, pair)) return;
    const isByNumber = pair.label !== null && pair.labelledBy === 'number';
    const counts = this.#at(isByNumber ? withoutNumber(this.#shapes, levels) : levels, terms);
    if (pair.label === null) counts.open++;
    else if (pair.label === 'match') counts[isByNumber ? 'numberMatch' : 'stewardMatch']++;
    else counts[isByNumber ? 'numberOther' : 'stewardOther']++;
  }

  keyed(levels: Levels, terms: Terms): void {
    this.#at(withoutNumber(this.#shapes, levels), terms).keyed++;
  }

  /** Lowest first. */
  bands(): EvaluatedBand[] {
    return this.#counts.map((counts, place) => {
      const band = this.#model.bands[place - 1];
      return {
        from: band?.from ?? -Infinity, expected: band?.expected ?? 0, open: counts.open, keyed: counts.keyed,
        numbers: { matches: counts.numberMatch, others: counts.numberOther }, stewards: { matches: counts.stewardMatch, others: counts.stewardOther },
      };
    });
  }

  #at(levels: Levels, terms: Terms): Counts {
    const band = this.#scorer.band(this.#scorer.weigh(levels, terms));
    return this.#counts[band === null ? 0 : this.#model.bands.indexOf(band) + 1]!;
  }
}

/** The levels as of a pair whose numbers cannot be compared. */
export function withoutNumber(shapes: readonly ComparisonShape[], levels: Levels): number[] {
  return shapes.map((shape, index) => (shape.isOfNumber ? -1 : levels[index]!));
}

/** Quality if all pairs from `from` on were matches, by one source of labels; null where it knows no match. */
export function qualityFrom(bands: readonly EvaluatedBand[], from: number, by: 'numbers' | 'stewards'): Quality | null {
  const all = bands.reduce((sum, band) => sum + band[by].matches, 0);
  if (all === 0) return null;
  const above = bands.filter((band) => band.from >= from);
  const found = above.reduce((sum, band) => sum + band[by].matches, 0);
  const wrong = above.reduce((sum, band) => sum + band[by].others, 0);
  const precision = found + wrong === 0 ? 1 : found / (found + wrong);
  const recall = found / all;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
