import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount, readCapital } from '../../../src/text/amounts.ts';
import type { AmountUnit, Capital } from '../../../src/text/amounts.ts';
import { cleanPhone } from '../../../src/text/phones.ts';
import { readChineseNumeral } from '../../../src/text/chinese-numerals.ts';
import { ignore, readCases, run } from './read-cases.ts';
import type { CellCase } from './read-cases.ts';

interface Cases {
  amounts: (CellCase & { unit: AmountUnit })[];
  capitals: { raw: string; unit: AmountUnit; value: Capital | null }[];
  phones: CellCase[];
}
const cases = readCases<Cases>('amounts');

describe('readAmount', () => {
  it.each(cases.amounts)('reads $raw in $unit', ({ raw, unit, value, rules }) => {
    expect(run((note) => readAmount(raw, note, { unit }))).toEqual({ value, rules });
  });

  it('is exact: 万元 is the same number with the point moved', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (number) => {
      expect(readAmount(`${number}万元`, ignore, { unit: '元' })).toBe(String(number * 10_000n));
      expect(readAmount(String(number), ignore, { unit: '亿元' })).toBe(String(number * 100_000_000n));
    }));
  });

  it('is idempotent in yuan', () => {
    fc.assert(fc.property(fc.oneof(fc.double().map(String), fc.string()), (raw) => {
      const once = readAmount(raw, ignore, { unit: '元' });
      if (once !== null) expect(readAmount(once, ignore, { unit: '元' })).toBe(once);
    }));
  });
});

describe('readCapital', () => {
  it.each(cases.capitals)('reads $raw', ({ raw, unit, value }) => expect(readCapital(raw, ignore, { unit })).toEqual(value));
});

describe('cleanPhone', () => {
  it.each(cases.phones)('reads $raw', ({ raw, value, rules }) => expect(run((note) => cleanPhone(raw, note))).toEqual({ value, rules }));
  it('is idempotent', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?(86)?[01][0-9 -]{5,14}$/)), (raw) => {
      const once = cleanPhone(raw, ignore);
      if (once !== null) expect(cleanPhone(once, ignore)).toBe(once);
    }), { examples: [[" '"], ["''1"], ["\u200b' '2"]] });
  });
});

describe('readChineseNumeral', () => {
  it.each([
    ['十', 10], ['十二', 12], ['一百零五', 105], ['三百二十', 320], ['二〇一七', 2017],
    ['一万二千', 12000], ['三亿零五万', 300050000], ['十百', null], ['甲', null], ['', null],
  ])('%s: %s', (text, value) => expect(readChineseNumeral(text)).toBe(value));
});
