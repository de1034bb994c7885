// Block keys against the table test/cases/text/compare/block-keys.yaml, and that any text may be asked for any key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockForms } from '../../../../src/text/compare/block-keys.ts';
import type { BlockForm } from '../../../../src/text/compare/block-keys.ts';
import { readCases } from '../read-cases.ts';

type Case = readonly [value: string, keys: string[], length?: number];
const cases = readCases<Record<BlockForm, Case[]>>('compare/block-keys');
const forms = Object.keys(blockForms) as BlockForm[];
const PIECES = ['张', '小明', '·', '□', '*', 'John ', '合肥市', '新禾路', '12号', '3-2-501', '110101', '19000101', 'E+17', '青禾', '有限公司', '分公司', ' ', '-', '𠮷'];

describe.each(forms)('%s', (form) => {
  it.each(cases[form].map(([value, keys, length]) => ({ value, keys, length })))('$value: $keys', ({ value, keys, length }) => {
    expect(blockForms[form](value, { length })).toEqual(keys);
  });

  it('gives distinct keys that say something, for any text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')));
    fc.assert(fc.property(text, fc.integer({ min: -1, max: 20 }), (value, length) => {
      const keys = blockForms[form](value, { length });
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).not.toContain('');
    }), { numRuns: 500 });
  });
});
