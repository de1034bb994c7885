// The scorer: what a pair's levels weigh, in bits, and what a score means. Compiled once from a model, then called for every pair.
import { createTermAdjuster } from './frequency.ts';
import { classOf } from './bands.ts';
import { settleLevel } from './patterns.ts';
import type { ComparisonShape, Levels, MatchModel, ScoreBand } from './types.ts';

/** The term of each comparison that the pair agrees on; null or undefined where there is none. */
export type Terms = ArrayLike<string | null | undefined>;

export type Outcome = 'match' | 'review' | 'no_match';

/** Why a comparison weighs what it does. */
export interface WeightPart {
  readonly code: string;
  /** As compared: -1 where a value is missing. */
  readonly level: number;
  /** Of the level; 0 where missing says nothing. */
  readonly weight: number;
  /** Added because the agreed term is rarer (positive) or more common (negative) than terms agreed on by chance are. */
  readonly adjustment: number;
  /** Share of records that hold the term; null where it does not count. */
  readonly share: number | null;
}

export interface Scorer {
  readonly model: MatchModel;
  /** Bits: log2 of how much likelier the levels are for one entity than for two. 0 for a pair that shows nothing. */
  weigh(levels: Levels, terms: Terms): number;
  explain(levels: Levels, terms: Terms): WeightPart[];
  /** Bits that the term of a comparison adds to the weight of its level. */
  adjustment(comparison: number, level: number, term: string | null | undefined): number;
  /** Chance of a match by the weights alone. Without labels it is too sure of itself: comparisons depend on each other. */
  posterior(bits: number): number;
  /** Chance of a match as the score bands show it. */
  expected(bits: number): number;
  band(bits: number): ScoreBand | null;
  /** `match`: the pair is of a class that may link by itself, and surely enough. */
  outcome(bits: number, levels: Levels): Outcome;
}

/** `shapes` in the order of the levels that will come. Throws an Error when the model was not learned for these comparisons. */
export function compileModel(model: MatchModel, shapes: readonly ComparisonShape[]): Scorer {
  const weights = shapes.map((shape, index) => levelWeights(model, shape, index));
  const adjusters = shapes.map((shape) => createTermAdjuster(shape, model.frequencies[shape.code]));
  const neutral = shapes.map((shape) => (shape.missing === 'different' ? shape.levels - 1 : -1));
  const priorBits = Math.log2(model.prior / (1 - model.prior));
  const width = shapes.length;

  const weigh = (levels: Levels, terms: Terms): number => {
    let bits = 0;
    for (let index = 0; index < width; index++) {
      let level = levels[index]!;
      if (level < 0) level = neutral[index]!;
      if (level < 0) continue;
      bits += weights[index]![level]!;
      const adjuster = adjusters[index];
      if (adjuster && level < adjuster.levels) bits += adjuster.of(terms[index]);
    }
    return bits;
  };
  const adjustment = (index: number, level: number, term: string | null | undefined): number => {
    const adjuster = adjusters[index];
    return adjuster && level >= 0 && level < adjuster.levels ? adjuster.of(term) : 0;
  };
  const band = (bits: number): ScoreBand | null => bandOf(model.bands, bits);
  const posterior = (bits: number): number => 1 / (1 + 2 ** -(bits + priorBits));
  return {
    model, weigh, adjustment, posterior, band,
    explain: (levels, terms) => shapes.map((shape, index) => {
      const level = settleLevel(levels[index]!, shape);
      const isAdjusted = level >= 0 && level < (adjusters[index]?.levels ?? 0) && terms[index] != null;
      return {
        code: shape.code, level: levels[index]!, weight: level < 0 ? 0 : weights[index]![level]!,
        adjustment: adjustment(index, level, terms[index]), share: isAdjusted ? adjusters[index]!.share(terms[index]!) : null,
      };
    }),
    // Below the lowest band nothing was seen; a pair of the blocks scores there only if it is hopeless.
    expected: (bits) => band(bits)?.expected ?? (model.bands.length === 0 ? posterior(bits) : 0),
    outcome: (bits, levels) => {
      const { link, review } = model.thresholds;
      const place = classOf(model.linkClasses, levels);
      return place >= 0 && bits >= link[place]! ? 'match' : bits >= review ? 'review' : 'no_match';
    },
  };
}

/** The band that holds the score, or null below the first. */
export function bandOf(bands: readonly ScoreBand[], bits: number): ScoreBand | null {
  let low = 0;
  let high = bands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bands[middle]!.from <= bits) low = middle + 1;
    else high = middle;
  }
  return bands[low - 1] ?? null;
}

function levelWeights(model: MatchModel, shape: ComparisonShape, index: number): Float64Array {
  const learned = model.comparisons[index];
  if (learned?.code !== shape.code || learned.levels.length !== shape.levels) {
    throw new Error(`the model was not learned for comparison ${shape.code} with ${shape.levels} levels`);
  }
  return Float64Array.from(learned.levels, ({ weight }) => weight);
}
