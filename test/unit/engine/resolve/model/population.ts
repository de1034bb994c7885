// A made-up population whose m, u and prior are known: the counts of its pairs as they are expected, without drawing any.
import type { ComparisonShape, LabelSource, PairLabel, PatternCount } from '../../../../../src/engine/resolve/model/types.ts';

export const shape = (code: string, levels: number, more: Partial<ComparisonShape> = {}): ComparisonShape => ({
  code, levels, missing: 'neutral', frequencyLevels: 0, isOfNumber: false, ...more,
});

export interface Made {
  readonly shapes: readonly ComparisonShape[];
  readonly records: number;
  readonly matches: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
}

export const made: Made = {
  shapes: [shape('name', 4), shape('birth', 3), shape('phone', 2), shape('place', 3), shape('sex', 2)],
  records: 6000,
  matches: 5000,
  m: [[0.82, 0.1, 0.05, 0.03], [0.9, 0.06, 0.04], [0.6, 0.4], [0.7, 0.2, 0.1], [0.96, 0.04]],
  u: [[0.0008, 0.0005, 0.02, 0.9787], [0.0004, 0.01, 0.9896], [0.0001, 0.9999], [0.0005, 0.02, 0.9795], [0.5, 0.5]],
};

export const priorOf = ({ records, matches }: Made): number => matches / ((records * (records - 1)) / 2);

/** Every combination of levels. */
export function allLevels(shapes: readonly ComparisonShape[]): number[][] {
  return shapes.reduce<number[][]>((rows, { levels }) => rows.flatMap((row) => Array.from({ length: levels }, (_, level) => [...row, level])), [[]]);
}

const chanceOf = (levels: readonly number[], shares: Made['m']): number => levels.reduce((chance, level, index) => chance * shares[index]![level]!, 1);

/** Matches that agree on one of two comparisons agree more often on the other: in this share of pairs both are at their best or worst. */
function withDependence(levels: readonly number[], shares: Made['m'], dependence: number): number {
  const independent = chanceOf(levels, shares);
  if (dependence === 0) return independent;
  const [, , phone, place] = levels;
  const rest = chanceOf(levels, shares.map((each, index) => (index === 2 || index === 3 ? each.map(() => 1) : each)));
  const both = phone === 0 && place === 0 ? shares[2]![0]! : phone === 1 && place === 2 ? 1 - shares[2]![0]! : 0;
  return (1 - dependence) * independent + dependence * rest * both;
}

/** Pairs of blocks on name, birth date and phone. */
export const isBlocked = ([name, birth, phone]: readonly number[]): boolean => (name! <= 1 && birth! <= 1) || birth === 0 || phone === 0;

export interface MadePairs {
  readonly random: PatternCount[];
  readonly blocked: PatternCount[];
  readonly keyed: PatternCount[];
}

/** `labelled`: share of the blocks' pairs that numbers label. */
export function makePairs(world: Made, { labelled = 0, dependence = 0, random = 1_000_000 } = {}): MadePairs {
  const prior = priorOf(world);
  const pairs = world.matches / prior;
  const rows = allLevels(world.shapes).map((levels) => ({
    levels, match: withDependence(levels, world.m, dependence), other: withDependence(levels, world.u, dependence / 20),
  }));
  const count = (levels: number[], expected: number, label: PairLabel = null): PatternCount => ({
    levels, count: Math.round(expected), label, labelledBy: label === null ? undefined : ('number' satisfies LabelSource),
  });
  const blocked = rows.filter(({ levels }) => isBlocked(levels)).flatMap(({ levels, match, other }) => {
    const matches = world.matches * match;
    const others = (pairs - world.matches) * other;
    return [
      count(levels, (matches + others) * (1 - labelled)), count(levels, matches * labelled, 'match'), count(levels, others * labelled, 'no_match'),
    ];
  });
  return {
    blocked: blocked.filter((pattern) => pattern.count > 0),
    random: rows.map(({ levels, match, other }) => count(levels, random * (prior * match + (1 - prior) * other))).filter((pattern) => pattern.count > 0),
    keyed: labelled === 0 ? [] : rows.map(({ levels, match }) => count(levels, world.matches * labelled * match)).filter((pattern) => pattern.count > 0),
  };
}
