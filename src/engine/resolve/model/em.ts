// Learns m, u and the prior by expectation-maximisation (Fellegi–Sunter). Labelled pairs count as what they are, the others as far as
// the model of the last round takes them for matches.
//
// u is that of random pairs, and so the prior is that of random pairs too. Learning both inside the blocks would be wrong: pairs of a
// block agree by construction, and whatever a block selects would look like the mark of a match. A block depends only on the values
// compared, so for one and the same pattern the odds are the same inside and outside of it.
import { poolMonotone } from './isotonic.ts';
import { labelCodes, tabulate, type PatternTable } from './patterns.ts';
import type { ComparisonShape, LevelShare, PatternCount } from './types.ts';

export interface LearnInput {
  readonly shapes: readonly ComparisonShape[];
  /** Pairs drawn at random from all pairs of records. */
  readonly random: readonly PatternCount[];
  /** Pairs of the blocks, each pair once however many blocks hold it. */
  readonly blocked: readonly PatternCount[];
  /** Pairs equal by their number and chosen without any block: what matches look like, free of the blocks' choice. May be empty. */
  readonly keyed: readonly PatternCount[];
  readonly records: number;
  /** Share of the blocks' pairs that `blocked` holds, 0–1. */
  readonly blockedRate: number;
}

export interface Learned {
  /** Chance that two random records match. */
  readonly prior: number;
  /** By comparison and level. */
  readonly shares: readonly (readonly LevelShare[])[];
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Of the unlabelled pairs in `blocked`. */
  readonly expectedMatches: number;
}

const maxIterations = 200;
/** Change of the log-likelihood, as a share of it, below which nothing more is learned. */
const tolerance = 1e-9;
/** Pairs that the first guess of m counts as; enough that a handful of pairs does not speak alone. */
const guessStrength = 2;
/** Added to the count of each level of u: a level that was never seen is rare, not impossible. */
const unseen = 0.5;
/** Chance that two records of one valid number are one entity before anything else is known: numbers are used by others, too. */
export const numberTrust = 0.98;

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

/** For each row of the tables the chance that it is a match. */
interface Expected {
  readonly random: Float64Array;
  readonly blocked: Float64Array;
  readonly keyed: Float64Array;
}

/** The same input in any order gives the same result, bit for bit. */
export function learn(input: LearnInput): Learned {
  const { shapes, records } = input;
  const tables: Tables = {
    shapes,
    random: tabulate(input.random, shapes),
    blocked: tabulate(input.blocked, shapes),
    keyed: tabulate(input.keyed.map((pattern) => ({ ...pattern, label: 'match', labelledBy: 'number' })), shapes),
    blockedRate: input.blockedRate,
    pairs: Math.max(1, (records * (records - 1)) / 2),
  };
  const parameters = start(tables, records);
  let before = -Infinity;
  let iterations = 0;
  let hasConverged = false;
  let expectedMatches = 0;
  while (iterations < maxIterations && !hasConverged) {
    iterations++;
    const blocked = expectRows(tables.blocked, parameters);
    const keyed = expectRows(tables.keyed, parameters);
    const likelihood = blocked.likelihood + keyed.likelihood;
    hasConverged = Math.abs(likelihood - before) <= tolerance * Math.abs(likelihood);
    before = likelihood;
    expectedMatches = maximise(tables, parameters, { blocked: blocked.shares, keyed: keyed.shares, random: expectRows(tables.random, parameters).shares });
  }
  const shares = shapes.map((_, index) => Array.from(parameters.m[index]!, (m, level) => ({ m, u: parameters.u[index]![level]! })));
  return { prior: parameters.prior, shares, iterations, hasConverged, expectedMatches };
}

/** Agreement is common among matches, and the more so the closer the level. */
function guess(levels: number): number[] {
  const shares = Array.from({ length: levels }, (_, level) => 1 / (level + 1) ** 2);
  const whole = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / whole);
}

/** A record has about one other record of its entity: the start that does worst nowhere. Keyed pairs start m where it will end. */
function start(tables: Tables, records: number): Parameters {
  const parameters: Parameters = {
    prior: 1 / Math.max(2, records),
    m: tables.shapes.map((shape) => Float64Array.from(guess(shape.levels))),
    u: tables.shapes.map((shape) => new Float64Array(shape.levels).fill(1 / shape.levels)),
  };
  const isLabelledMatch = (label: number): number => (label >= labelCodes.match ? 1 : 0);
  const known: Expected = {
    random: Float64Array.from(tables.random.labels, isLabelledMatch),
    // Nothing of the blocks counts yet, neither for m nor, being all matches, for u.
    blocked: new Float64Array(tables.blocked.size).fill(1),
    keyed: new Float64Array(tables.keyed.size).fill(1),
  };
  for (const [index] of tables.shapes.entries()) {
    learnU(tables, parameters, known, index);
    learnM(tables, parameters, { ...known, blocked: new Float64Array(tables.blocked.size) }, index);
  }
  return parameters;
}

/** For each pattern the chance that it is a match, and the log-likelihood of all. */
function expectRows(table: PatternTable, { prior, m, u }: Parameters): { shares: Float64Array; likelihood: number } {
  const { size, width, levels } = table;
  const logM = m.map((shares) => shares.map(Math.log));
  const logU = u.map((shares) => shares.map(Math.log));
  const shares = new Float64Array(size);
  let likelihood = 0;
  for (let row = 0; row < size; row++) {
    const label = table.labels[row]!;
    const chance = label === labelCodes.sameNumber ? numberTrust : prior;
    let match = Math.log(chance) + table.adjustments[row]! * Math.LN2;
    let other = Math.log1p(-chance);
    for (let index = 0; index < width; index++) {
      const level = levels[row * width + index]!;
      if (level < 0) continue;
      match += logM[index]![level]!;
      other += logU[index]![level]!;
    }
    const isFixed = label === labelCodes.match || label === labelCodes.noMatch;
    shares[row] = isFixed ? label : 1 / (1 + Math.exp(other - match));
    const top = Math.max(match, other);
    const both = top + Math.log(Math.exp(match - top) + Math.exp(other - top));
    likelihood += table.counts[row]! * (isFixed ? (label === labelCodes.match ? match : other) : both);
  }
  return { shares, likelihood };
}

/** New parameters; answers the unlabelled matches of the blocks. */
function maximise(tables: Tables, parameters: Parameters, expected: Expected): number {
  const { blocked, pairs, blockedRate } = tables;
  let all = 0;
  let unlabelled = 0;
  for (let row = 0; row < blocked.size; row++) {
    const matches = blocked.counts[row]! * expected.blocked[row]!;
    all += matches;
    if (blocked.labels[row] === labelCodes.unknown) unlabelled += matches;
  }
  parameters.prior = Math.min(0.5, Math.max(all / blockedRate, 0.5) / pairs);
  for (const [index] of tables.shapes.entries()) {
    learnU(tables, parameters, expected, index);
    learnM(tables, parameters, expected, index);
  }
  return unlabelled;
}

/** Of random pairs without their matches. No fewer than the pairs of the blocks show: a random sample may miss a rare agreement altogether. */
function learnU({ shapes, random, blocked, pairs, blockedRate }: Tables, { u }: Parameters, expected: Expected, index: number): void {
  const { levels } = shapes[index]!;
  const drawn = tally(random, { index, levels, share: (row) => 1 - expected.random[row]! });
  const found = tally(blocked, { index, levels, share: (row) => 1 - expected.blocked[row]! });
  const present = sum(drawn);
  const smooth = drawn.map((count) => (count + unseen) / (present + unseen * levels));
  if (present > 0) {
    const all = (pairs * present) / random.total;
    for (let level = 0; level < levels - 1; level++) smooth[level] = Math.max(smooth[level]!, Math.min(0.5, found[level]! / blockedRate / all));
  }
  const whole = sum(smooth);
  for (let level = 0; level < levels; level++) u[index]![level] = smooth[level]! / whole;
}

/** Of keyed pairs and the blocks' matches. Pairs of one number are left out of the blocks' where keyed pairs show the comparison: they are the same. */
function learnM({ shapes, blocked, keyed, random }: Tables, { m, u }: Parameters, expected: Expected, index: number): void {
  const { levels } = shapes[index]!;
  const known = tally(keyed, { index, levels, share: (row) => expected.keyed[row]! });
  const isKeyed = sum(known) > 0;
  const found = tally(blocked, {
    index, levels, share: (row) => (isKeyed && blocked.labels[row] === labelCodes.sameNumber ? 0 : expected.blocked[row]!),
  });
  const evidence = sum(known) + sum(found);
  const isPresent = evidence > 0 || sum(tally(random, { index, levels, share: () => 1 })) > 0;
  const first = guess(levels);
  for (let level = 0; level < levels; level++) {
    // A comparison that no pair ever shows must weigh nothing, should it appear one day.
    m[index]![level] = isPresent ? (known[level]! + found[level]! + guessStrength * first[level]!) / (evidence + guessStrength) : u[index]![level]!;
  }
  makeMonotone(m[index]!, u[index]!);
}

/** m / u never rises from a closer level to a farther one; the shares still add up to one. */
export function makeMonotone(m: Float64Array, u: Float64Array): void {
  const ratios = Array.from(m, (share, level) => share / u[level]!);
  for (const { start: from, end, value } of poolMonotone(ratios, Array.from(u), 'falling')) {
    if (end - from > 1) for (let level = from; level < end; level++) m[level] = u[level]! * value;
  }
}

interface TallyOptions {
  readonly index: number;
  readonly levels: number;
  readonly share: (row: number) => number;
}

/** Pairs at each level of a comparison, each row as far as `share` says. */
function tally(table: PatternTable, { index, levels, share }: TallyOptions): Float64Array {
  const sums = new Float64Array(levels);
  for (let row = 0; row < table.size; row++) {
    const level = table.levels[row * table.width + index]!;
    if (level >= 0) sums[level]! += table.counts[row]! * share(row);
  }
  return sums;
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
