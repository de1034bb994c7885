import { describe, expect, it } from 'vitest';
import { answerAll } from '../../../src/bench/perfect-steward.ts';

const link = (sourceKey: string, goldenId: string | null) => ({ sourceKey, goldenId, feed: 'f', source: 's' });
const truth = new Map([['a', '1'], ['b', '1'], ['c', '1'], ['d', '2'], ['e', '2']]);

describe('answerAll', () => {
  it('joins what is one and leaves what is not, and counts what was asked', () => {
    const links = [link('a', 'g1'), link('b', 'g1'), link('c', 'g2'), link('d', 'g3'), link('e', null)];
    const { clusters, asked } = answerAll(links, [
      { kind: 'possible_duplicate', records: ['a', 'c'], goldenIds: ['g1', 'g2'] },
      { kind: 'possible_duplicate', records: ['c', 'd'], goldenIds: ['g2', 'g3'] },
      { kind: 'same_number_different_person', records: ['e'], goldenIds: ['g3'] },
    ], truth);
    expect(asked).toBe(3);
    expect(clusters.get('a')).toBe(clusters.get('c'));
    expect(clusters.get('c')).not.toBe(clusters.get('d'));
    expect(clusters.get('e')).toBe(clusters.get('d'));
  });
});
