import { describe, expect, it } from 'vitest';
import { createMeasure, meetsBar, tableOf } from '../../../src/bench/measure.ts';

describe('createMeasure', () => {
  it('keeps three digits and takes the ratio from the unrounded figures', () => {
    expect(createMeasure('ingest', 20.456, 3.3333)).toEqual({ name: 'ingest', value: 20.5, unit: 's', baseline: 3.33, ratio: 6.14 });
    expect(createMeasure('lookup_rate', 12345.6, 4115.2)).toMatchObject({ value: 12346, baseline: 4115, ratio: 3 });
  });
});

describe('a share', () => {
  it('is told in four digits and judged in all of them', () => {
    expect(createMeasure('persons_precision', 0.99499, 0.995)).toMatchObject({ value: 0.995, baseline: 0.995 });
    expect(meetsBar(createMeasure('persons_precision', 0.99499, 0.995))).toBe(false);
    expect(meetsBar(createMeasure('persons_precision', 0.995, 0.995))).toBe(true);
  });
});

describe('meetsBar', () => {
  it('holds times to at most and rates to at least their bar', () => {
    expect(meetsBar(createMeasure('reload', 2.5, 1))).toBe(true);
    expect(meetsBar(createMeasure('reload', 2.51, 1))).toBe(false);
    expect(meetsBar(createMeasure('lookup_rate', 1.5, 1))).toBe(true);
    expect(meetsBar(createMeasure('lookup_rate', 1.49, 1))).toBe(false);
  });

  it('is never met by what was not measured', () => {
    expect(meetsBar(createMeasure('ingest', NaN, 1))).toBe(false);
    expect(meetsBar(createMeasure('lookup_rate', NaN, 1))).toBe(false);
  });
});

describe('tableOf', () => {
  it('says of each measure whether its bar is met', () => {
    const [heading = '', first = '', second = ''] = tableOf([createMeasure('ingest', 30, 3), createMeasure('lookup_p99', 1, 2)]);
    expect(heading).toMatch(/^name +value +unit +baseline +ratio +bar +met +against$/);
    expect(first).toMatch(/^ingest +30 +s +3 +10 +≤ 9 +NO /);
    expect(second).toMatch(/^lookup_p99 +1 +ms +2 +0.5 +≤ 1 +yes /);
  });
});
