// Corrects the learned weights by labelled pairs. log2(m / u) is right for one comparison alone; summed up, comparisons that depend on
// each other count twice (twins share birth date, address, household phone and half of the name). A logistic regression on the labelled
// pairs of the blocks, drawn towards log2(m / u), finds what each level adds beside the others. Few labels: little is corrected.
import { numberTrust } from './em.ts';
import { poolMonotone } from './isotonic.ts';
import { solveSymmetric } from './linear-algebra.ts';
import { labelCodes, type PatternTable } from './patterns.ts';
import type { ComparisonShape } from './types.ts';

/** A linear score: bits at nothing known, and bits of each comparison's levels. */
export interface Weights {
  readonly prior: number;
  readonly levels: readonly (readonly number[])[];
}

/** Labelled pairs of either kind below which nothing is corrected. */
const fewest = 50;
/** Bits by which a weight may well move: the standard deviation that holds it to the learned one. */
const looseness = 2;
/** The same for the bits of the prior, which must be free to move with all weights together. */
const priorLooseness = 20;
const maxSteps = 40;

interface Row {
  /** Places of the parameters that the pair's levels have. */
  readonly places: number[];
  readonly adjustment: number;
  readonly isMatch: boolean;
  readonly count: number;
}

/**
 * `labelled`: pairs of the blocks, those without a label too; rows where the number itself speaks are passed over. Null where labels are
 * too few. Weights of numbers stay as they are; all others fall from level to level.
 */
export function refine(learned: Weights, shapes: readonly ComparisonShape[], labelled: PatternTable): Weights | null {
  const read = readRows(learned, shapes, labelled);
  const rows = [...read, ...blankRows(read, shapes, labelled)];
  const matches = read.reduce((sum, row) => sum + (row.isMatch ? row.count : 0), 0);
  const others = read.reduce((sum, row) => sum + (row.isMatch ? 0 : row.count), 0);
  if (matches < fewest || others < fewest) return null;
  const start = [learned.prior, ...learned.levels.flat()];
  // Levels whose order the fit turns round are tied, and all is fitted anew, until the order holds.
  let groups = start.map((_, place) => place);
  let fitted: Fitted = { values: start, information: [] };
  for (;;) {
    fitted = fit(rows, start, groups, fitted.values);
    const tied = tieViolators(shapes, groups, fitted);
    if (tied.every((group, place) => group === groups[place])) return unflatten(shapes, fitted.values, learned);
    groups = tied;
  }
}

function readRows(learned: Weights, shapes: readonly ComparisonShape[], table: PatternTable): Row[] {
  const offsets = offsetsOf(shapes);
  const rows: Row[] = [];
  for (let row = 0; row < table.size; row++) {
    const label = table.labels[row]!;
    if (label === labelCodes.unknown) continue;
    const places = [0];
    let bits = table.adjustments[row]!;
    let isNumberHeard = false;
    shapes.forEach((shape, index) => {
      const level = table.levels[row * table.width + index]!;
      if (level < 0) return;
      isNumberHeard ||= shape.isOfNumber;
      places.push(offsets[index]! + level);
      bits += learned.levels[index]![level]!;
    });
    if (isNumberHeard) continue;
    const trust = label === labelCodes.sameNumber ? trustInNumber(bits) : 1;
    rows.push({ places, adjustment: table.adjustments[row]!, isMatch: label !== labelCodes.noMatch, count: table.counts[row]! * trust });
  }
  return rows;
}

/**
 * Labelled pairs hardly ever lack what their numbers tell (a birth date), open pairs often do. What such a level adds beside nothing known
 * would then be anyone's guess: so the labelled pairs are shown once more without it, as often as open pairs lack it more often.
 */
function blankRows(rows: readonly Row[], shapes: readonly ComparisonShape[], table: PatternTable): Row[] {
  const offsets = offsetsOf(shapes);
  return shapes.flatMap((shape, index) => {
    const lack = shape.isOfNumber ? 0 : missingShare(table, index, true) - missingShare(table, index, false);
    if (lack <= 0) return [];
    const isOfLevel = (place: number): boolean => place >= offsets[index]! && place < offsets[index]! + shape.levels;
    return rows.filter(({ places }) => places.some(isOfLevel)).map((row): Row => ({
      places: row.places.filter((place) => !isOfLevel(place)), adjustment: shape.frequencyLevels > 0 ? 0 : row.adjustment,
      isMatch: row.isMatch, count: row.count * lack,
    }));
  });
}

/** Of pairs without a label, or with one. */
function missingShare(table: PatternTable, index: number, isOpen: boolean): number {
  let missing = 0;
  let all = 0;
  for (let row = 0; row < table.size; row++) {
    if ((table.labels[row] === labelCodes.unknown) !== isOpen) continue;
    all += table.counts[row]!;
    if (table.levels[row * table.width + index]! < 0) missing += table.counts[row]!;
  }
  return all === 0 ? 0 : missing / all;
}

/** How far one number is taken for one entity where all else weighs `bits`: another person may use the number. */
export function trustInNumber(bits: number): number {
  return 1 / (1 + ((1 - numberTrust) / numberTrust) * 2 ** -bits);
}

function offsetsOf(shapes: readonly ComparisonShape[]): number[] {
  let next = 1;
  return shapes.map((shape) => (next += shape.levels) - shape.levels);
}

interface Fitted {
  /** For each place the bits of its group. */
  readonly values: number[];
  /** How much the labelled pairs say about each place. */
  readonly information: number[];
}

/** Newton's method on the penalised likelihood, which is concave; places of one group share one parameter. `from`: where the search begins. */
function fit(rows: readonly Row[], start: readonly number[], groups: readonly number[], from: readonly number[]): Fitted {
  const names = [...new Set(groups)].sort((a, b) => a - b);
  const parameterOf = groups.map((group) => names.indexOf(group));
  const penalty = start.map((_, place) => 1 / (place === 0 ? priorLooseness : looseness) ** 2);
  const values = new Float64Array(names.length);
  const members = new Float64Array(names.length);
  from.forEach((bits, place) => {
    values[parameterOf[place]!]! += bits;
    members[parameterOf[place]!]!++;
  });
  for (let index = 0; index < values.length; index++) values[index]! /= members[index]!;
  let information = new Array<number>(start.length).fill(0);
  for (let step = 0; step < maxSteps; step++) {
    const gradient = new Float64Array(values.length);
    const curvature = Array.from(values, () => new Float64Array(values.length));
    information = new Array<number>(start.length).fill(0);
    for (const row of rows) addRow(row, { parameterOf, values, gradient, curvature, information });
    start.forEach((bits, place) => {
      const index = parameterOf[place]!;
      gradient[index]! -= penalty[place]! * (values[index]! - bits);
      curvature[index]![index]! += penalty[place]!;
    });
    const move = solveSymmetric(curvature, gradient);
    // A step of full length may overshoot far from the solution.
    const longest = move.reduce((most, bits) => Math.max(most, Math.abs(bits)), 0);
    const damping = Math.min(1, 4 / longest);
    for (let index = 0; index < values.length; index++) values[index]! += damping * move[index]!;
    if (longest < 1e-6) break;
  }
  return { values: parameterOf.map((index) => values[index]!), information: information.map((bits, place) => bits + penalty[place]!) };
}

interface Sums {
  readonly parameterOf: readonly number[];
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly curvature: readonly Float64Array[];
  readonly information: number[];
}

function addRow({ places, adjustment, isMatch, count }: Row, { parameterOf, values, gradient, curvature, information }: Sums): void {
  let bits = adjustment;
  for (const place of places) bits += values[parameterOf[place]!]!;
  const chance = 1 / (1 + 2 ** -bits);
  const slope = count * ((isMatch ? 1 : 0) - chance) * Math.LN2;
  const bend = count * chance * (1 - chance) * Math.LN2 ** 2;
  for (const place of places) {
    const index = parameterOf[place]!;
    gradient[index]! += slope;
    information[place]! += bend;
    for (const other of places) curvature[index]![parameterOf[other]!]! += bend;
  }
}

function tieViolators(shapes: readonly ComparisonShape[], groups: readonly number[], { values, information }: Fitted): number[] {
  const tied = [...groups];
  offsetsOf(shapes).forEach((offset, index) => {
    const levels = shapes[index]!.levels;
    if (shapes[index]!.isOfNumber) return;
    const pools = poolMonotone(values.slice(offset, offset + levels), information.slice(offset, offset + levels), 'falling');
    for (const { start, end } of pools) for (let level = start; level < end; level++) tied[offset + level] = tied[offset + start]!;
  });
  return tied;
}

function unflatten(shapes: readonly ComparisonShape[], values: readonly number[], learned: Weights): Weights {
  const offsets = offsetsOf(shapes);
  const levels = shapes.map((shape, index) => (
    shape.isOfNumber ? learned.levels[index]! : values.slice(offsets[index]!, offsets[index]! + shape.levels)));
  return { prior: values[0]!, levels };
}
