// Learns m, u and the prior by expectation-maximisation (Fellegi–Sunter). Labelled pairs are fixed, the others count as far as the model
// of the last round takes them for matches.
//
// u is that of random pairs, and so the prior is that of random pairs too. Learning both inside the blocks would be wrong: pairs of a
// block agree by construction, and whatever a block selects would look like the mark of a match. A block depends only on the values
// compared, so for one and the same pattern the odds are the same inside and outside of it.
import { poolMonotone } from './isotonic.ts';
import { tabulate, type PatternTable } from './patterns.ts';
import type { ComparisonModel, ComparisonShape, PatternCount } from './types.ts';

export interface LearnInput {
  readonly shapes: readonly ComparisonShape[];
  /** Pairs drawn at random from all pairs of records. */
  readonly random: readonly PatternCount[];
  /** Pairs of the blocks, each pair once however many blocks hold it. */
  readonly blocked: readonly PatternCount[];
  /** Pairs known as equal by their number and chosen without any block: what matches look like, free of the blocks' choice. */
  readonly keyed: readonly PatternCount[];
  readonly records: number;
  /** Share of the blocks' pairs that `blocked` holds, 0–1. */
  readonly blockedRate: number;
}

export interface Learned {
  readonly prior: number;
  readonly comparisons: readonly ComparisonModel[];
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Of the blocks' unlabelled pairs, in `blocked`. */
  readonly expectedMatches: number;
}

const maxIterations = 200;
/** Change of the log-likelihood, as a share of it, below which nothing more is learned. */
const tolerance = 1e-8;
/** Pairs that the first guess of m counts as; enough that a handful of pairs does not speak alone. */
const guessStrength = 2;
/** Added to the count of each level of u: a level that was never seen is rare, not impossible. */
const unseen = 0.5;

interface Parameters {
  prior: number;
  readonly m: Float64Array[];
  readonly u: Float64Array[];
}

interface Tables {
  readonly shapes: readonly ComparisonShape[];
  readonly random: PatternTable;
  readonly blocked: PatternTable;
  readonly keyed: PatternTable;
  readonly blockedRate: number;
  /** All pairs of two records. */
  readonly pairs: number;
}

/** The same input in any order gives the same result, bit for bit. */
export function learn(input: LearnInput): Learned {
  const { shapes, records } = input;
  const tables: Tables = {
    shapes,
    random: tabulate(input.random, shapes),
    blocked: tabulate(input.blocked, shapes),
    keyed: tabulate(input.keyed, shapes),
    blockedRate: input.blockedRate,
    pairs: Math.max(1, (records * (records - 1)) / 2),
  };
  const parameters = start(tables, records);
  let before = -Infinity;
  let iterations = 0;
  let hasConverged = false;
  let matches = 0;
  while (iterations < maxIterations && !hasConverged) {
    iterations++;
    const blocked = expect(tables.blocked, parameters);
    const random = expect(tables.random, parameters);
    const likelihood = blocked.likelihood + likelihoodOfKeyed(tables.keyed, parameters);
    hasConverged = Math.abs(likelihood - before) <= tolerance * Math.abs(likelihood);
    before = likelihood;
    matches = maximise(tables, parameters, { blocked: blocked.shares, random: random.shares });
  }
  const comparisons = shapes.map((shape, index) => comparisonModel(shape, parameters, index));
  return { prior: parameters.prior, comparisons, iterations, hasConverged, expectedMatches: matches };
}

/** Agreement is common among matches, and the more so the closer the level. */
function guess(levels: number): number[] {
  const shares = Array.from({ length: levels }, (_, level) => 1 / (level + 1) ** 2);
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

/** A record has about one other record of its entity: the start that does worst nowhere. Keyed pairs start m where it will end. */
function start(tables: Tables, records: number): Parameters {
  const parameters: Parameters = {
    prior: 1 / Math.max(2, records),
    m: tables.shapes.map((shape) => Float64Array.from(guess(shape.levels))),
    u: tables.shapes.map((shape) => new Float64Array(shape.levels).fill(1 / shape.levels)),
  };
  // Nothing is known to match yet: every random pair but those labelled counts for u.
  const none = { blocked: new Float64Array(tables.blocked.size).fill(1), random: Float64Array.from(tables.random.labels, (label) => (label === 1 ? 1 : 0)) };
  for (const [index] of tables.shapes.entries()) {
    learnU(tables, parameters, { ...none, index });
    learnM(tables, parameters, { blocked: new Float64Array(tables.blocked.size), index });
  }
  return parameters;
}

/** For each pattern the chance that it is a match, and the log-likelihood of all. */
function expect(table: PatternTable, { prior, m, u }: Parameters): { shares: Float64Array; likelihood: number } {
  const width = m.length;
  const logM = m.map((shares) => shares.map(Math.log));
  const logU = u.map((shares) => shares.map(Math.log));
  const shares = new Float64Array(table.size);
  let likelihood = 0;
  for (let row = 0; row < table.size; row++) {
    let match = Math.log(prior);
    let other = Math.log1p(-prior);
    for (let index = 0; index < width; index++) {
      const level = table.levels[row * width + index]!;
      if (level < 0) continue;
      match += logM[index]![level]!;
      other += logU[index]![level]!;
    }
    const label = table.labels[row]!;
    shares[row] = label >= 0 ? label : 1 / (1 + Math.exp(other - match));
    const top = Math.max(match, other);
    likelihood += table.counts[row]! * (label === 1 ? match : label === 0 ? other : top + Math.log(Math.exp(match - top) + Math.exp(other - top)));
  }
  return { shares, likelihood };
}

function likelihoodOfKeyed(table: PatternTable, { m }: Parameters): number {
  let likelihood = 0;
  for (let row = 0; row < table.size; row++) {
    for (let index = 0; index < m.length; index++) {
      const level = table.levels[row * m.length + index]!;
      if (level >= 0) likelihood += table.counts[row]! * Math.log(m[index]![level]!);
    }
  }
  return likelihood;
}

interface Shares {
  readonly blocked: Float64Array;
  readonly random: Float64Array;
}

/** New parameters from the shares; answers the unlabelled matches of the blocks. */
function maximise(tables: Tables, parameters: Parameters, shares: Shares): number {
  const { blocked, pairs, blockedRate } = tables;
  let all = 0;
  let unlabelled = 0;
  for (let row = 0; row < blocked.size; row++) {
    const matches = blocked.counts[row]! * shares.blocked[row]!;
    all += matches;
    if (blocked.labels[row]! < 0) unlabelled += matches;
  }
  parameters.prior = Math.min(0.5, Math.max(all / blockedRate, 0.5) / pairs);
  for (const [index] of tables.shapes.entries()) {
    learnU(tables, parameters, { ...shares, index });
    learnM(tables, parameters, { blocked: shares.blocked, index });
  }
  return unlabelled;
}

/** Of random pairs without their matches. No fewer than the pairs of the blocks show: a random sample may miss a rare agreement altogether. */
function learnU({ shapes, random, blocked, pairs, blockedRate }: Tables, { u }: Parameters, { index, ...shares }: Shares & { index: number }): void {
  const { levels } = shapes[index]!;
  const drawn = new Float64Array(levels);
  const found = new Float64Array(levels);
  tally(random, { index, width: shapes.length, into: drawn, share: (row) => 1 - shares.random[row]! });
  tally(blocked, { index, width: shapes.length, into: found, share: (row) => 1 - shares.blocked[row]! });
  const present = sum(drawn);
  const smooth = drawn.map((count) => (count + unseen) / (present + unseen * levels));
  if (present > 0) {
    const all = (pairs * present) / random.total;
    for (let level = 0; level < levels - 1; level++) smooth[level] = Math.max(smooth[level]!, Math.min(0.5, found[level]! / blockedRate / all));
  }
  const whole = sum(smooth);
  for (let level = 0; level < levels; level++) u[index]![level] = smooth[level]! / whole;
}

/** Of keyed pairs and the blocks' unlabelled matches; of their labelled ones only where no keyed pair has the comparison (they are the same pairs). */
function learnM({ shapes, blocked, keyed, random }: Tables, { m, u }: Parameters, { index, blocked: shares }: { index: number; blocked: Float64Array }): void {
  const { levels } = shapes[index]!;
  const width = shapes.length;
  const counts = new Float64Array(levels);
  tally(keyed, { index, width, into: counts, share: () => 1 });
  const isKeyed = sum(counts) > 0;
  tally(blocked, { index, width, into: counts, share: (row) => (isKeyed && blocked.labels[row] === 1 ? 0 : shares[row]!) });
  const evidence = sum(counts);
  const isKnown = evidence > 0 || isPresent(random, index, width);
  const first = guess(levels);
  for (let level = 0; level < levels; level++) {
    // A comparison that no pair ever shows must weigh nothing, should it appear one day.
    m[index]![level] = isKnown ? (counts[level]! + guessStrength * first[level]!) / (evidence + guessStrength) : u[index]![level]!;
  }
  makeMonotone(m[index]!, u[index]!);
}

/** m / u never rises from a closer level to a farther one; the shares still add up to one. */
function makeMonotone(m: Float64Array, u: Float64Array): void {
  const ratios = Array.from(m, (share, level) => share / u[level]!);
  for (const { start: from, end, value } of poolMonotone(ratios, Array.from(u), 'falling')) {
    if (end - from > 1) for (let level = from; level < end; level++) m[level] = u[level]! * value;
  }
}

function tally(
  { size, levels, counts }: PatternTable,
  { index, width, into, share }: { index: number; width: number; into: Float64Array; share: (row: number) => number },
): void {
  for (let row = 0; row < size; row++) {
    const level = levels[row * width + index]!;
    if (level >= 0) into[level]! += counts[row]! * share(row);
  }
}

function isPresent({ size, levels }: PatternTable, index: number, width: number): boolean {
  for (let row = 0; row < size; row++) if (levels[row * width + index]! >= 0) return true;
  return false;
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

function comparisonModel(shape: ComparisonShape, { m, u }: Parameters, index: number): ComparisonModel {
  return { code: shape.code, levels: Array.from(m[index]!, (share, level) => ({ m: share, u: u[index]![level]! })) };
}
