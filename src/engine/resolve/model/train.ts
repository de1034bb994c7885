// From counted pairs to a model: EM, correction by labels, numbers, bands, thresholds. Pure: the same counts give the same model.
import { calibrate, thresholdsOf } from './bands.ts';
import { learn, type Learned } from './em.ts';
import { learnNumber } from './number-weights.ts';
import { tabulate } from './patterns.ts';
import { refine, type Weights } from './refine.ts';
import type { TrainingCounts } from './training-data.ts';
import type { ComparisonModel, ComparisonShape, LevelShare, LinkClass, MatchModel, PatternCount } from './types.ts';

export interface TrainInput extends TrainingCounts {
  readonly library: string;
  readonly definitionVersion: number;
  readonly rulesDigest: string;
  readonly shapes: readonly ComparisonShape[];
  /** Precision that the rules ask of a link and of a review. */
  readonly precision: { readonly link: number; readonly review: number };
  /** Classes of pairs that the rules let link by themselves (`link.agree`); a pair belongs to the first that it fits. */
  readonly linkClasses: readonly LinkClass[];
  /** Records that can be compared. */
  readonly records: number;
  /** Distinct pairs of all blocks. */
  readonly pairs: number;
  /** ISO instant. */
  readonly now: string;
}

/** A model that any scorer of the same shapes takes; the counts may come in any order. */
export function trainModel(input: TrainInput): MatchModel {
  const { shapes, blocked } = input;
  const streamed = countOf(blocked);
  const learned = learn({ ...input, blockedRate: input.pairs > 0 ? Math.min(1, Math.max(streamed, 1) / input.pairs) : 1 });
  const plain = weightsOf(learned);
  const refined = refine(plain, shapes, tabulate(blocked, shapes));
  const { weights, shares } = hearNumbers(refined ?? plain, learned.shares, input);
  const table = tabulate(blocked, shapes);
  const { bands, by } = calibrate(weights, table);
  // Pairs that may link are surer than others of their score. Where labels are too few for them alone, all pairs speak.
  const linkBands = input.linkClasses.map((_, place) => {
    const own = calibrate(weights, table, { classes: input.linkClasses, place });
    // A posterior says the same of a score in every class; a class that no open pair fits would else never link.
    return by === 'labels' && own.by === by ? own.bands : bands;
  });
  return {
    library: input.library, definitionVersion: input.definitionVersion, rulesDigest: input.rulesDigest,
    prior: 1 / (1 + 2 ** -weights.prior),
    comparisons: shapes.map((shape, index) => comparisonModel(shape.code, shares[index]!, weights.levels[index]!)),
    frequencies: input.frequencies,
    bands,
    linkClasses: input.linkClasses,
    linkBands,
    thresholds: thresholdsOf({ bands, linkBands, by }, input.precision),
    figures: {
      trainedAt: input.now, records: input.records, pairs: input.pairs,
      labelled: countOf(blocked.filter(({ label }) => label !== null)), keyed: countOf(input.keyed), random: countOf(input.random),
      iterations: learned.iterations, hasConverged: learned.hasConverged, calibration: by,
      expectedMatches: Math.round(learned.expectedMatches), shareOfMatches: learned.prior, isRefined: refined !== null,
    },
  };
}

function countOf(patterns: readonly PatternCount[]): number {
  return patterns.reduce((sum, { count }) => sum + count, 0);
}

function weightsOf({ prior, shares }: Learned): Weights {
  return { prior: Math.log2(prior / (1 - prior)), levels: shares.map((levels) => levels.map(({ m, u }) => Math.log2(m / u))) };
}

/** Comparisons of the number get the weights that they have beside all others, where enough pairs show them. */
function hearNumbers(
  weights: Weights,
  shares: readonly (readonly LevelShare[])[],
  { shapes, blocked }: TrainInput,
): { weights: Weights; shares: readonly (readonly LevelShare[])[] } {
  if (!shapes.some((shape) => shape.isOfNumber)) return { weights, shares };
  const table = tabulate(blocked, shapes, { blankNumbers: false });
  const heard = shapes.map((shape, index) => (shape.isOfNumber ? learnNumber(weights, { index, shapes, table }) : null));
  return {
    weights: { ...weights, levels: weights.levels.map((levels, index) => {
      const number = heard[index];
      return number ? Array.from(number.m, (m, level) => Math.log2(m / number.u[level]!)) : levels;
    }) },
    shares: shares.map((levels, index) => {
      const number = heard[index];
      return number ? Array.from(number.m, (m, level) => ({ m, u: number.u[level]! })) : levels;
    }),
  };
}

function comparisonModel(code: string, shares: readonly LevelShare[], weights: readonly number[]): ComparisonModel {
  return { code, levels: shares.map((share, level) => ({ ...share, weight: weights[level]! })) };
}
