// EM finds the shares that a population was made with, with and without labels, and is the same for any order of its input.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learn, type Learned, type LearnInput } from '../../../../../src/engine/resolve/model/em.ts';
import { made, makePairs, priorOf, shape } from './population.ts';

const input = (options: Parameters<typeof makePairs>[1] = {}): LearnInput => ({ shapes: made.shapes, records: made.records, blockedRate: 1, ...makePairs(made, options) });

function expectNear(learned: Learned, { bits, least = 0.01 }: { bits: number; least?: number }): void {
  learned.shares.forEach((levels, index) => levels.forEach(({ m, u }, level) => {
    const truth = Math.log2(made.m[index]![level]! / made.u[index]![level]!);
    if (made.m[index]![level]! >= least) expect(Math.abs(Math.log2(m / u) - truth), `${made.shapes[index]!.code} ${level}`).toBeLessThan(bits);
  }));
}

describe('learn', () => {
  it('finds m, u and the prior without any label', () => {
    const learned = learn(input());
    expect(learned.hasConverged).toBe(true);
    // Pairs that no block selects are missing: levels of disagreement look a little rarer than they are.
    expectNear(learned, { bits: 0.8 });
    expect(learned.prior / priorOf(made)).toBeGreaterThan(0.85);
    expect(learned.prior / priorOf(made)).toBeLessThan(1.15);
  });

  it('finds them with a third of the pairs labelled, and with comparisons that depend on each other a little', () => {
    expectNear(learn(input({ labelled: 1 / 3 })), { bits: 0.5 });
    expectNear(learn(input({ labelled: 1 / 3, dependence: 0.15 })), { bits: 1 });
    expectNear(learn(input({ dependence: 0.15 })), { bits: 1 });
  });

  it('is the same, bit for bit, for any order and any splitting of its counts', () => {
    const whole = input({ labelled: 0.3 });
    const expected = learn(whole);
    fc.assert(fc.property(fc.infiniteStream(fc.nat()), (draws) => {
      const shuffle = <T>(list: readonly T[]): T[] => list.map((item) => ({ item, place: draws.next().value as number })).sort((a, b) => a.place - b.place).map(({ item }) => item);
      const split = shuffle(whole.blocked.flatMap((pattern) => (pattern.count > 1 ? [{ ...pattern, count: 1 }, { ...pattern, count: pattern.count - 1 }] : [pattern])));
      expect(learn({ ...whole, blocked: split, random: shuffle(whole.random), keyed: shuffle(whole.keyed) })).toEqual(expected);
    }), { numRuns: 5 });
  });

  it('never lets a worse level weigh more, whatever the counts', () => {
    const shapes = [shape('a', 4), shape('b', 3)];
    const level = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 2 }));
    const patterns = fc.array(fc.record({ levels: level, count: fc.integer({ min: 1, max: 500 }), label: fc.constantFrom('match', 'no_match', null) }), { maxLength: 30 });
    fc.assert(fc.property(patterns, patterns, patterns, (random, blocked, keyed) => {
      const { shares, prior } = learn({ shapes, random, blocked, keyed, records: 500, blockedRate: 1 });
      expect(prior).toBeGreaterThan(0);
      expect(prior).toBeLessThanOrEqual(0.5);
      for (const levels of shares) {
        expect(levels.reduce((sum, { m }) => sum + m, 0)).toBeCloseTo(1, 9);
        expect(levels.reduce((sum, { u }) => sum + u, 0)).toBeCloseTo(1, 9);
        const weights = levels.map(({ m, u }) => Math.log2(m / u));
        weights.forEach((weight, place) => {
          expect(Number.isFinite(weight)).toBe(true);
          if (place > 0) expect(weight).toBeLessThanOrEqual(weights[place - 1]! + 1e-9);
        });
      }
    }), { numRuns: 100 });
  });

  it('gives a comparison that is always missing no weight, and a level that was never seen a moderate one', () => {
    const pairs = makePairs(made);
    const wide = <T extends { levels: ArrayLike<number> }>(list: readonly T[]): T[] => list.map((pattern) => ({ ...pattern, levels: [...Array.from(pattern.levels), -1] }));
    const { shares } = learn({
      shapes: [{ ...made.shapes[0]!, levels: 5 }, ...made.shapes.slice(1), shape('absent', 3)], records: made.records, blockedRate: 1,
      random: wide(pairs.random), blocked: wide(pairs.blocked), keyed: [],
    });
    for (const { m, u } of shares.at(-1)!) expect(Math.log2(m / u)).toBeCloseTo(0, 9);
    expect(Math.abs(Math.log2(shares[0]![4]!.m / shares[0]![4]!.u))).toBeLessThan(20);
  });

  it('counts a missing value as the lowest level where the rules say so', () => {
    const shapes = [shape('a', 2), shape('b', 2, { missing: 'different' })];
    const of = (levels: number[], count: number): { levels: number[]; count: number; label: null } => ({ levels, count, label: null });
    const missing = learn({ shapes, random: [of([1, -1], 900), of([0, -1], 10)], blocked: [of([0, -1], 40), of([0, 0], 60)], keyed: [], records: 100, blockedRate: 1 });
    const lowest = learn({ shapes, random: [of([1, 1], 900), of([0, 1], 10)], blocked: [of([0, 1], 40), of([0, 0], 60)], keyed: [], records: 100, blockedRate: 1 });
    expect(missing).toEqual(lowest);
  });

  it('learns nothing about a number from pairs that the number labels, and distrusts one number on two strangers', () => {
    const shapes = [shape('name', 2), shape('birth', 2), shape('number', 3, { isOfNumber: true })];
    const random = [{ levels: [1, 1, 2], count: 100_000, label: null }, { levels: [0, 1, 2], count: 100, label: null }, { levels: [1, 0, 2], count: 100, label: null }];
    const keyed = [{ levels: [0, 0, 0], count: 900, label: 'match' as const }, { levels: [1, 1, 0], count: 50, label: 'match' as const }];
    const blocked = [
      { levels: [0, 0, 0], count: 900, label: 'match' as const, labelledBy: 'number' as const },
      { levels: [0, 0, 1], count: 80, label: null }, { levels: [0, 0, 2], count: 20, label: null },
    ];
    const { shares } = learn({ shapes, random, keyed, blocked, records: 2000, blockedRate: 1 });
    // As among the open pairs, one in five; of all pairs it would be one in fifty.
    expect(shares[2]![2]!.m).toBeGreaterThan(0.15);
    expect(shares[0]![1]!.m).toBeLessThan(0.01);
  });

  it('refuses a level that the comparison does not have', () => {
    expect(() => learn({ shapes: [shape('a', 2)], random: [{ levels: [2], count: 1, label: null }], blocked: [], keyed: [], records: 2, blockedRate: 1 })).toThrow(RangeError);
  });
});
