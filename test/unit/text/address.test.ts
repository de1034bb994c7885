import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressMatchForm, cleanAddress, parseAddress } from '../../../src/text/address.ts';
import type { Address } from '../../../src/text/address.ts';
import { readCases, run } from './read-cases.ts';

interface Cases {
  parse: { text: string; code?: string; parts: Partial<Address> }[];
  same: { a: string; b: string; same: boolean }[];
}
const cases = readCases<Cases>('addresses');
const EMPTY: Address = {
  divisionCode: null, province: '', city: '', county: '', town: '', community: '', road: '', number: '',
  building: '', unit: '', floor: '', room: '', rest: '',
};

describe('cleanAddress', () => {
  it('removes blanks beside Han characters only', () => {
    expect(run((note) => cleanAddress('新禾路 12 号 Block A', note))).toEqual({ value: '新禾路12号Block A', rules: ['ADDRESS_BLANKS_REMOVED'] });
    expect(run((note) => cleanAddress('新禾路12号', note))).toEqual({ value: '新禾路12号', rules: [] });
  });
});

describe('parseAddress', () => {
  it.each(cases.parse)('$text $code', ({ text, code, parts }) => expect(parseAddress(text, code)).toEqual({ ...EMPTY, ...parts }));
});

describe('addressMatchForm', () => {
  it.each(cases.same)('$a and $b', ({ a, b, same }) => expect(addressMatchForm(a) === addressMatchForm(b)).toBe(same));

  it('is idempotent', () => {
    const part = fc.constantFrom('合肥市', '蜀山区', '朝阳区', '新禾路', '十二', '号', '楼', '３', '幢', '-', ' ', '（', '房', '號', 'a', '零');
    fc.assert(fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const form = addressMatchForm(parts.join(''));
      expect(addressMatchForm(form)).toBe(form);
    }), { numRuns: 2000 });
  });
});
