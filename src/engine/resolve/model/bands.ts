// Reads scores as precision. Labelled pairs of the blocks say how many pairs of a score are matches; made monotone, with a lower bound
// that allows for how few they are. From that follow the thresholds.
import { poolMonotone } from './isotonic.ts';
import { labelCodes, type PatternTable } from './patterns.ts';
import { trustInNumber, type Weights } from './refine.ts';
import type { LinkClass, MatchModel, ScoreBand } from './types.ts';

/** Labelled pairs of either kind below which the bands rest on the posterior. */
const fewestMatches = 300;
const fewestOthers = 100;
/** Bits of a bin before pooling. */
const binWidth = 0.5;
/** One-sided 95 % of the normal distribution. */
const quantile = 1.645;
/** Posterior bits beyond which bins of the posterior are not told apart. */
const posteriorReach = 30;

interface Bin {
  pairs: number;
  matches: number;
  open: number;
}

export interface Calibration {
  readonly bands: readonly ScoreBand[];
  readonly by: 'labels' | 'posterior';
}

/** Place of the first class that the pair's levels fit; -1: none. `at`: where the pair's levels start. */
export function classOf(classes: readonly LinkClass[], levels: ArrayLike<number>, at = 0): number {
  return classes.findIndex((each) => each.every((allowed, index) => allowed === null || allowed.includes(levels[at + index]!)));
}

/**
 * `table`: pairs of the blocks, numbers blanked where they gave the label. Scores are bits without the prior. `only`: pairs of these
 * classes alone; -1 is the place of a pair that fits none.
 */
export function calibrate(weights: Weights, table: PatternTable, only?: { readonly classes: readonly LinkClass[]; readonly takes: (place: number) => boolean }): Calibration {
  const bins = new Map<number, Bin>();
  const posterior = new Map<number, Bin>();
  let matches = 0;
  let others = 0;
  for (let row = 0; row < table.size; row++) {
    if (only && !only.takes(classOf(only.classes, table.levels, row * table.width))) continue;
    const bits = scoreOf(weights, table, row);
    const label = table.labels[row]!;
    const count = table.counts[row]!;
    const bin = binOf(bins, bits);
    if (label === labelCodes.unknown) {
      bin.open += count;
      const reach = Math.max(-posteriorReach, Math.min(posteriorReach, bits + weights.prior));
      const rough = binOf(posterior, Math.floor(reach / 2) * 2 - weights.prior);
      rough.pairs += count;
      rough.matches += count / (1 + 2 ** -(bits + weights.prior));
      rough.open += count;
    } else {
      const trusted = count * (label === labelCodes.sameNumber ? trustInNumber(bits) : 1);
      bin.pairs += trusted;
      if (label === labelCodes.noMatch) others += trusted;
      else {
        bin.matches += trusted;
        matches += trusted;
      }
    }
  }
  if (matches >= fewestMatches && others >= fewestOthers) return { bands: labelledBands(bins), by: 'labels' };
  return { bands: posteriorBands(posterior, weights.prior), by: 'posterior' };
}

function scoreOf({ levels }: Weights, table: PatternTable, row: number): number {
  let bits = table.adjustments[row]!;
  for (let index = 0; index < table.width; index++) {
    const level = table.levels[row * table.width + index]!;
    if (level >= 0) bits += levels[index]![level]!;
  }
  return bits;
}

function binOf(bins: Map<number, Bin>, bits: number): Bin {
  const place = Math.floor(bits / binWidth);
  const found = bins.get(place);
  if (found) return found;
  const bin = { pairs: 0, matches: 0, open: 0 };
  bins.set(place, bin);
  return bin;
}

function inOrder(bins: ReadonlyMap<number, Bin>): { from: number; bin: Bin }[] {
  return [...bins].sort(([a], [b]) => a - b).map(([place, bin]) => ({ from: place * binWidth, bin }));
}

/** One band a pool of the isotonic regression. A higher score is at least as precise, so that a bound holds for all bands above, too. */
function labelledBands(bins: ReadonlyMap<number, Bin>): ScoreBand[] {
  const ordered = inOrder(bins);
  const values = ordered.map(({ bin }) => (bin.pairs > 0 ? bin.matches / bin.pairs : 0));
  const pools = poolMonotone(values, ordered.map(({ bin }) => bin.pairs), 'rising');
  let expected = 0;
  let assured = 0;
  return pools.map(({ start, end, weight, value }) => {
    // A pool without a miss is not known to be without fault: half a miss (Jeffreys' prior).
    expected = Math.max(expected, value === 1 ? (weight + 0.5) / (weight + 1) : value);
    assured = Math.max(assured, lowerBound(value, weight));
    const open = ordered.slice(start, end).reduce((sum, { bin }) => sum + bin.open, 0);
    return { from: ordered[start]!.from, pairs: Math.round(weight), open, expected, assured };
  });
}

/** Wilson's lower bound of a share seen in `count` pairs. */
export function lowerBound(share: number, count: number): number {
  if (count <= 0) return 0;
  const square = quantile ** 2 / count;
  return Math.max(0, (share + square / 2 - Math.sqrt(square * (share * (1 - share) + square / 4))) / (1 + square));
}

/**
 * Without labels nothing tells how far comparisons depend on each other; on real files the posterior is then sure of itself at half the
 * bits that it takes. So the bound counts half of them.
 */
function posteriorBands(bins: ReadonlyMap<number, Bin>, prior: number): ScoreBand[] {
  let expected = 0;
  return inOrder(bins).map(({ from, bin }) => {
    expected = Math.max(expected, bin.matches / bin.pairs);
    return { from, pairs: bin.pairs, open: bin.open, expected, assured: 1 / (1 + 2 ** -((from + prior) / 2)) };
  });
}

export interface BandSets {
  /** Of all pairs. */
  readonly bands: readonly ScoreBand[];
  /** Of the pairs of each class that may link by themselves. */
  readonly linkBands: readonly (readonly ScoreBand[])[];
  readonly by: Calibration['by'];
}

/** The least scores from which every band above is expected to be `link`, and `review`, precise. Infinity: none is. */
export function thresholdsOf({ bands, linkBands, by }: BandSets, precision: { readonly link: number; readonly review: number }): MatchModel['thresholds'] {
  // Jeffreys' mean allows for few labels; a posterior that no label has checked must be assured.
  const link = linkBands.map((own) => lowestFrom(own, (band) => (by === 'labels' ? band.expected : band.assured) >= precision.link));
  return { link, review: Math.min(...link, lowestFrom(bands, (band) => band.expected >= precision.review)) };
}

function lowestFrom(bands: readonly ScoreBand[], isGood: (band: ScoreBand) => boolean): number {
  let lowest = Infinity;
  for (const band of [...bands].reverse()) {
    if (!isGood(band)) break;
    lowest = band.from;
  }
  return lowest;
}
