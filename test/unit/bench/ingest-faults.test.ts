import { describe, expect, it } from 'vitest';
import { ingestFaults } from '../../../src/bench/ingest-faults.ts';
import type { LoadedSet } from '../../../src/bench/load-child.ts';

const people = 1000;
const setOf = (counts: Record<string, number>, state = 'done'): LoadedSet =>
  ({ seconds: 1, loads: ['police', 'housing'].map((feed) => ({ feed, state, counts })) }) as unknown as LoadedSet;
const loaded = setOf({ rows: people, new: people, unchanged: 0 });
const reloaded = setOf({ rows: people, new: 0, unchanged: people });
const faultsOf = (sets: LoadedSet[], counts: { goldens?: number; numbers?: number } = {}): string[] =>
  ingestFaults({ sets, goldens: 1010, numbers: people, ...counts }, { people, departments: 2 });

describe('ingestFaults', () => {
  it('is content with rows that are new, then unchanged', () => {
    expect(faultsOf([loaded, reloaded])).toEqual([]);
  });

  it('names loads that are not done, lack rows or ended otherwise', () => {
    expect(faultsOf([setOf({}, 'refused')])).toEqual(['police is refused', 'housing is refused']);
    expect(faultsOf([loaded, loaded])).toHaveLength(2);
    expect(faultsOf([setOf({ rows: people - 1, new: people - 1 })])).toHaveLength(2);
    expect(faultsOf([{ ...loaded, loads: loaded.loads.slice(1) }])).toEqual(['1 loads, expected 2']);
  });

  it('counts golden records and the numbers that lead to them', () => {
    expect(faultsOf([loaded], { goldens: people - 1 })).toHaveLength(1);
    expect(faultsOf([loaded], { goldens: 1021 })).toHaveLength(1);
    expect(faultsOf([loaded], { numbers: people + 1 })).toHaveLength(1);
  });
});
