import { describe, expect, it } from 'vitest';
import { median, percentile } from '../../../src/bench/statistics.ts';

describe('median', () => {
  it('is the middle of an odd count and the mean of the two in the middle of an even one, in numeric order', () => {
    expect(median([10, 9, 100])).toBe(10);
    expect(median([4, 1, 10, 2])).toBe(3);
  });

  it('does not reorder what it is given, and refuses nothing at all', () => {
    const samples = [3, 1, 2];
    median(samples);
    expect(samples).toEqual([3, 1, 2]);
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it('is the nearest rank', () => {
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([...hundred, 101], 0.99)).toBe(100);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.01)).toBe(7);
  });
});
