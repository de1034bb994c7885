// What a class of pairs may link rests on pairs of its own kind: labels of surer pairs promise nothing for it.
import { expect, it } from 'vitest';
import { trainModel } from '../../../../../src/engine/resolve/model/train.ts';
import type { PatternCount } from '../../../../../src/engine/resolve/model/types.ts';

const pattern = (name: number, day: number, count: number, label: PatternCount['label']): PatternCount => ({ levels: [name, day], count, label });

it('links nothing of a class whose own pairs, and those less sure, are too few to tell', () => {
  const shape = { levels: 2, missing: 'neutral', frequencyLevels: 0, isOfNumber: false } as const;
  const blocked = [pattern(0, 0, 4000, 'match'), pattern(1, 1, 4000, 'no_match'), pattern(0, 1, 400, 'no_match'), pattern(1, 0, 40, 'match'), pattern(1, 0, 20, null)];
  const model = trainModel({
    library: 'x', definitionVersion: 1, rulesDigest: 'x', shapes: [{ ...shape, code: 'name' }, { ...shape, code: 'day' }],
    precision: { link: 0.995, review: 0.1 }, linkClasses: [[[0], null], [null, [0]]], records: 10_000, pairs: 8460, now: '2026-01-01T00:00:00Z',
    frequencies: {}, random: [pattern(1, 1, 9000, null), pattern(0, 1, 500, null), pattern(1, 0, 500, null)], blocked, keyed: [],
  });
  const [sure, unsure] = model.thresholds.link;
  expect(sure).toBeLessThan(Infinity);
  expect(unsure).toBe(Infinity);
});
