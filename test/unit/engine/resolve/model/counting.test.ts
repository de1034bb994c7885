// What is counted in bounded memory: terms, patterns, and the pairs of a training.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermCounter } from '../../../../../src/engine/resolve/model/frequency.ts';
import { poolMonotone } from '../../../../../src/engine/resolve/model/isotonic.ts';
import { lowerBound } from '../../../../../src/engine/resolve/model/bands.ts';
import { PatternCounter } from '../../../../../src/engine/resolve/model/patterns.ts';
import { TrainingData } from '../../../../../src/engine/resolve/model/training-data.ts';
import { shape } from './population.ts';

describe('TermCounter', () => {
  it('keeps the frequent terms, and the share of the rarest kept as the floor of all others', () => {
    const counter = new TermCounter();
    counter.add('张', 60);
    counter.add('王', 30);
    for (let index = 0; index < 10; index++) counter.add(`rare ${index}`);
    const found = counter.frequencies(3)!;
    expect(found).toMatchObject({ floor: 0.01, terms: { 张: 0.6, 王: 0.3 } });
    expect(found.collision).toBeCloseTo(0.36 + 0.09 + 10 * 0.0001, 9);
  });

  it('moves no weight where all terms are equally common', () => {
    const counter = new TermCounter();
    for (let index = 0; index < 1000; index++) counter.add(`term ${index}`);
    const { floor, collision } = counter.frequencies(100)!;
    expect(collision).toBeCloseTo(floor, 9);
  });

  it('is bounded, and keeps what is frequent', () => {
    const counter = new TermCounter(100);
    for (let round = 0; round < 200; round++) {
      counter.add('frequent', 5);
      for (let index = 0; index < 20; index++) counter.add(`${round} ${index}`);
    }
    const { terms, floor } = counter.frequencies(10)!;
    expect(Object.keys(terms)).toContain('frequent');
    expect(terms.frequent).toBeGreaterThan(floor);
    expect(new TermCounter().frequencies()).toBeNull();
  });
});

describe('PatternCounter', () => {
  it('counts the same for any order, also when it had to be coarser', () => {
    const pair = fc.record({ levels: fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 1 })), adjustment: fc.double({ min: -20, max: 20, noNaN: true }) });
    fc.assert(fc.property(fc.array(pair, { maxLength: 60 }), (pairs) => {
      const count = (list: typeof pairs): string[] => {
        const counter = new PatternCounter(12);
        for (const { levels, adjustment } of list) counter.add(levels, { adjustment });
        return counter.patterns().map((pattern) => JSON.stringify(pattern)).sort();
      };
      expect(count([...pairs].reverse())).toEqual(count(pairs));
    }));
  });
});

describe('TrainingData', () => {
  const shapes = [shape('name', 3, { frequencyLevels: 1 }), shape('number', 4, { isOfNumber: true, slipLevels: [1] })];

  it('takes terms first, then pairs with what their terms add', () => {
    const data = new TrainingData(shapes);
    data.term(0, '张伟', 99);
    data.term(0, '尉迟恭');
    data.blocked([0, -1], ['尉迟恭', null]);
    data.blocked([0, -1], ['张伟', null]);
    data.blocked([1, -1], [null, null]);
    expect(() => data.term(0, '王')).toThrow();
    const { blocked, frequencies } = data.counts();
    expect(frequencies.name!.terms).toEqual({ 张伟: 0.99 });
    expect(blocked.map(({ adjustment }) => Math.sign(adjustment!)).sort()).toEqual([-1, 0, 1].sort());
  });

  it('leaves out two valid numbers of which one is rather mistyped', () => {
    const data = new TrainingData(shapes);
    data.blocked([0, 1], [null, null], { label: 'no_match', labelledBy: 'number' });
    data.blocked([0, 2], [null, null], { label: 'no_match', labelledBy: 'number' });
    data.blocked([0, 1], [null, null], { label: 'no_match', labelledBy: 'steward' });
    expect(data.counts().blocked.map(({ levels, labelledBy }) => [...Array.from(levels), labelledBy])).toEqual([[0, 2, 'number'], [0, 1, 'steward']]);
  });
});

describe('poolMonotone', () => {
  it('is monotone, keeps the weighted sum, and covers every value once', () => {
    const cell = fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), weight: fc.integer({ min: 0, max: 50 }) });
    fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), (cells) => {
      const pools = poolMonotone(cells.map(({ value }) => value), cells.map(({ weight }) => weight), 'rising');
      expect(pools.map(({ start, end }) => end - start).reduce((a, b) => a + b, 0)).toBe(cells.length);
      const weighed = pools.filter(({ weight }) => weight > 0);
      weighed.forEach(({ value }, place) => place > 0 && expect(value).toBeGreaterThan(weighed[place - 1]!.value - 1e-12));
      expect(pools.reduce((sum, { value, weight }) => sum + value * weight, 0)).toBeCloseTo(cells.reduce((sum, { value, weight }) => sum + value * weight, 0), 6);
    }));
  });

  it('has a lower bound that comes nearer with more pairs', () => {
    expect(lowerBound(1, 100)).toBeLessThan(0.995);
    expect(lowerBound(1, 600)).toBeGreaterThan(0.995);
    expect(lowerBound(0.5, 0)).toBe(0);
  });
});
