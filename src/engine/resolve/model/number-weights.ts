// What the number itself says of a pair that it cannot settle: one is masked, mistyped, cut. Labels by numbers teach nothing about it, and
// random pairs teach the wrong thing: a number holds region, birth date and sex, so that whoever agrees in those agrees in most of the
// number, too. What counts is how numbers of pairs differ that look like one entity in all else.
import { makeMonotone } from './em.ts';
import { labelCodes, type PatternTable } from './patterns.ts';
import type { Weights } from './refine.ts';
import type { ComparisonShape } from './types.ts';

/** Pairs of two valid numbers that look like one entity, below which the weights stay those of random pairs. */
const fewest = 30;
const rounds = 100;

export interface NumberShares {
  readonly m: Float64Array;
  readonly u: Float64Array;
}

export interface NumberInput {
  readonly index: number;
  readonly shapes: readonly ComparisonShape[];
  readonly table: PatternTable;
}

/**
 * m and u of comparison `index`, which reads the number, given all other weights. u: of pairs with two different valid numbers (or that a
 * steward kept apart), each as far as all else takes it for a match. m: of open pairs, likewise, in a few rounds. `table`: pairs of the
 * blocks with their numbers' levels left in. Null where such pairs are too few.
 */
export function learnNumber(weights: Weights, { index, shapes, table }: NumberInput): NumberShares | null {
  const { levels } = shapes[index]!;
  // Perks' prior: one pair for all levels together. More would drown the levels that only chance can bring about.
  const u = new Float64Array(levels).fill(1 / levels);
  const sure = new Float64Array(levels).fill(1 / levels);
  const open: { level: number; bits: number; count: number }[] = [];
  let hard = 0;
  for (let row = 0; row < table.size; row++) {
    const level = table.levels[row * table.width + index]!;
    const label = table.labels[row]!;
    // Pairs of one number are equal by choice.
    if (level < 0 || label === labelCodes.sameNumber) continue;
    const bits = restOf(weights, { row, shapes, table });
    const count = table.counts[row]!;
    if (label === labelCodes.match) sure[level]! += count;
    else if (label === labelCodes.unknown) open.push({ level, bits, count });
    else {
      const lookAlike = count / (1 + 2 ** -bits);
      u[level]! += lookAlike;
      hard += lookAlike;
    }
  }
  if (hard < fewest) return null;
  normalise(u);
  const m = Float64Array.from(sure);
  normalise(m);
  for (let round = 0; round < rounds; round++) {
    const counts = Float64Array.from(sure);
    for (const { level, bits, count } of open) counts[level]! += count / (1 + 2 ** -(bits + Math.log2(m[level]! / u[level]!)));
    normalise(counts);
    m.set(counts);
    makeMonotone(m, u);
  }
  return { m, u };
}

/** Bits of all but the numbers. */
function restOf({ prior, levels }: Weights, { row, shapes, table }: Omit<NumberInput, 'index'> & { readonly row: number }): number {
  let bits = prior + table.adjustments[row]!;
  shapes.forEach((shape, index) => {
    const level = table.levels[row * table.width + index]!;
    if (level >= 0 && !shape.isOfNumber) bits += levels[index]![level]!;
  });
  return bits;
}

function normalise(counts: Float64Array): void {
  const whole = counts.reduce((a, b) => a + b, 0);
  for (let level = 0; level < counts.length; level++) counts[level]! /= whole;
}
