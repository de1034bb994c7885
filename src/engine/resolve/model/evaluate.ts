// How good a model is, by what numbers and stewards say of pairs: how many matches and others lie in each of its score bands.
import { unlabelled, isSlip, type LabelledPair, type PairSink } from './training-data.ts';
import type { ComparisonShape, Levels, MatchModel } from './types.ts';
import { compileModel, type Outcome, type Scorer, type Terms } from './weights.ts';

export interface Tally {
  readonly matches: number;
  readonly others: number;
}

/** Pairs of one band or of one outcome, by what is known of them. */
export interface Evaluated {
  /** Pairs labelled by their numbers, scored without them. */
  readonly numbers: Tally;
  readonly stewards: Tally;
  readonly open: number;
  /** Pairs of one number drawn without blocks: what the blocks miss counts here, too. */
  readonly keyed: number;
}

export interface EvaluatedBand extends Evaluated {
  /** -Infinity: all scores below the first band of the model. */
  readonly from: number;
  readonly expected: number;
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

type Counts = Record<'open' | 'keyed' | 'numberMatch' | 'numberOther' | 'stewardMatch' | 'stewardOther', number>;

const noCounts = (): Counts => ({ open: 0, keyed: 0, numberMatch: 0, numberOther: 0, stewardMatch: 0, stewardOther: 0 });

/** Scores the pairs that come and counts them by the bands of the model and by outcome. */
export class ModelEvaluation implements PairSink {
  readonly #shapes: readonly ComparisonShape[];
  readonly #model: MatchModel;
  readonly #scorer: Scorer;
  /** The first is below all bands. */
  readonly #bands: Counts[];
  readonly #outcomes: Record<Outcome, Counts> = { match: noCounts(), review: noCounts(), no_match: noCounts() };

  constructor(model: MatchModel, shapes: readonly ComparisonShape[]) {
    this.#shapes = shapes;
    this.#model = model;
    this.#scorer = compileModel(model, shapes);
    this.#bands = [null, ...model.bands].map(noCounts);
  }

  term(): void {}

  random(): void {}

  blocked(levels: Levels, terms: Terms, pair: LabelledPair = unlabelled): void {
    if (isSlip(this.#shapes, levels, pair)) return;
    const isByNumber = pair.label !== null && pair.labelledBy === 'number';
    const kind = pair.label === null ? 'open' : `${isByNumber ? 'number' : 'steward'}${pair.label === 'match' ? 'Match' : 'Other'}` as const;
    this.#count(isByNumber ? withoutNumber(this.#shapes, levels) : levels, terms, kind);
  }

  keyed(levels: Levels, terms: Terms): void {
    this.#count(withoutNumber(this.#shapes, levels), terms, 'keyed');
  }

  /** Lowest first. */
  bands(): EvaluatedBand[] {
    return this.#bands.map((counts, place) => {
      const band = this.#model.bands[place - 1];
      return { from: band?.from ?? -Infinity, expected: band?.expected ?? 0, ...evaluatedOf(counts) };
    });
  }

  outcomes(): Record<Outcome, Evaluated> {
    const { match, review, no_match } = this.#outcomes;
    return { match: evaluatedOf(match), review: evaluatedOf(review), no_match: evaluatedOf(no_match) };
  }

  #count(levels: Levels, terms: Terms, kind: keyof Counts): void {
    const bits = this.#scorer.weigh(levels, terms);
    const band = this.#scorer.band(bits);
    this.#bands[band === null ? 0 : this.#model.bands.indexOf(band) + 1]![kind]++;
    this.#outcomes[this.#scorer.outcome(bits, levels)][kind]++;
  }
}

function evaluatedOf({ open, keyed, numberMatch, numberOther, stewardMatch, stewardOther }: Counts): Evaluated {
  return { numbers: { matches: numberMatch, others: numberOther }, stewards: { matches: stewardMatch, others: stewardOther }, open, keyed };
}

/** The levels as of a pair whose numbers cannot be compared. */
export function withoutNumber(shapes: readonly ComparisonShape[], levels: Levels): number[] {
  return shapes.map((shape, index) => (shape.isOfNumber ? -1 : levels[index]!));
}

/** Quality if `taken` were all the matches there are and `left` none, by one source of labels; null where it knows no match. */
export function qualityOf(taken: readonly Evaluated[], left: readonly Evaluated[], by: 'numbers' | 'stewards'): Quality | null {
  const sum = (list: readonly Evaluated[], kind: keyof Tally): number => list.reduce((pairs, each) => pairs + each[by][kind], 0);
  const found = sum(taken, 'matches');
  const all = found + sum(left, 'matches');
  if (all === 0) return null;
  const wrong = sum(taken, 'others');
  const precision = found + wrong === 0 ? 1 : found / (found + wrong);
  const recall = found / all;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
