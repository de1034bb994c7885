import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orgCodeCheckChar, readOrganisationCode } from '../../../src/standards/organisation-code.ts';
import { usccCategories } from '../../../src/standards/uscc-categories.ts';
import { looksLikeUscc, readUscc, usccCheckChar, usccFacts } from '../../../src/standards/uscc.ts';
import { readCell } from './read-cell.ts';

const read = (raw: string) => readCell(readUscc, raw);

describe('valid codes', () => {
  it.each([
    ['91110000FAKE00013H', 'FAKE0001-3'],
    ['91340100FAKE0003X3', 'FAKE0003-X'],
    ['92370403FAKE00021F', 'FAKE0002-1'],
    ['93610300FAKE001523', 'FAKE0015-2'],
    ['11340000FAKE000486', 'FAKE0004-8'],
    ['12630000FAKE00056X', 'FAKE0005-6'],
    ['13100000FAKE00064P', 'FAKE0006-4'],
    ['51110000FAKE00072Q', 'FAKE0007-2'],
    ['52340100FAKE00080F', 'FAKE0008-0'],
    ['53100000FAKE000996', 'FAKE0009-9'],
    ['31370000FAKE00101C', 'FAKE0010-1'],
    ['71630100FAKE0011XQ', 'FAKE0011-X'],
    ['81610300FAKE00128R', 'FAKE0012-8'],
    ['N2340104FAKE00136T', 'FAKE0013-6'],
    ['Y1100000FAKE00144K', 'FAKE0014-4'],
    ['91350100M000100Y43', 'M000100Y-4'],
  ])('%s holds organisation code %s', (code, orgCode) => {
    expect(read(code)).toEqual({ value: code, rules: '' });
    const plain = orgCode.replace('-', '');
    expect(usccFacts(code)).toEqual({ authority: code[0], category: code[1], divisionCode: code.slice(2, 8), orgCode: plain });
    expect(looksLikeUscc(code)).toBe(true);
    expect(readCell(readOrganisationCode, orgCode)).toEqual({ value: plain, rules: 'fixed:IDENTIFIER_CLEANED' });
    expect(readCell(readOrganisationCode, plain)).toEqual({ value: plain, rules: '' });
  });
});

describe('everything else', () => {
  it.each([
    ['91110000fake00013h', '91110000FAKE00013H', 'fixed:LOWER_CASE'],
    ['９１１１００００ＦＡＫＥ０００１３Ｈ', '91110000FAKE00013H', 'fixed:IDENTIFIER_CLEANED'],
    ['91110000 FAKE0001-3H', '91110000FAKE00013H', 'fixed:IDENTIFIER_CLEANED'],
    ['9111OOOOFAKEOOOI3H', '91110000FAKE00013H', 'fixed:LETTER_FOR_DIGIT'],
    ['91110000FAKE000108', '91110000FAKE000108', 'issue:ORG_CODE_CHECK'],
    ['94110000FAKE000138', '94110000FAKE000138', 'issue:CATEGORY_UNKNOWN'],
    ['91110000FAKE00013A', '91110000FAKE00013A', 'unusable:USCC_CHECK'],
    ['91110000FOKE00013H', '91110000FOKE00013H', 'unusable:USCC_CHARACTER'],
    ['91110000ZAKE00013H', '91110000ZAKE00013H', 'unusable:USCC_CHARACTER'],
    ['110000999999015', '110000999999015', 'unusable:USCC_FORM'],
    ['110101190001010014', '110101190001010014', 'unusable:USCC_IS_RESIDENT_ID'],
    ['110101190001010858', '110101190001010858', 'unusable:USCC_IS_RESIDENT_ID'],
    ['911100001234560000', '911100001234560000', 'unusable:EXCEL_TRUNCATED'],
    ['9.1E+17', '9.1E+17', 'unusable:SCIENTIFIC_NOTATION'],
    ['91110000********3H', '91110000********3H', 'unusable:MASKED'],
    ['000000000000000000', null, 'missing:PLACEHOLDER_ID'],
    ['无', null, 'missing:NULL_TEXT'],
    ['', null, ''],
  ])('%s → %s %s', (raw, value, rules) => {
    expect(read(raw)).toEqual({ value, rules });
  });

  it('a division that no edition knows is only remarked', () => {
    const first17 = '91371691FAKE00013';
    expect(read(first17 + usccCheckChar(first17)).rules).toBe('issue:DIVISION_UNKNOWN');
  });
});

describe('organisation codes', () => {
  it('computes the public sample', () => {
    expect(orgCodeCheckChar('D2143569')).toBe('X');
  });
  it.each([
    ['FAKE00014', 'FAKE00014', 'unusable:ORG_CODE_INVALID'],
    ['FAKE0001', 'FAKE0001', 'unusable:ORG_CODE_FORM'],
    ['fake0001-3', 'FAKE00013', 'fixed:IDENTIFIER_CLEANED'],
    ['FAKEOOO13', 'FAKE00013', 'fixed:LETTER_FOR_DIGIT'],
    ['000000000', null, 'missing:PLACEHOLDER_ID'],
  ])('%s → %s %s', (raw, value, rules) => {
    expect(readCell(readOrganisationCode, raw)).toEqual({ value, rules });
  });
});

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const code = fc
  .tuple(fc.constantFrom(...Object.keys(usccCategories)), fc.constantFrom('610000', '630102', '650100', '340104', '110000'), fc.nat(9999))
  .map(([category, division, n]) => {
    const body = `FAKE${String(n).padStart(4, '0')}`;
    const first17 = category + division + body + orgCodeCheckChar(body);
    return first17 + usccCheckChar(first17);
  });

describe('properties', () => {
  it('every category of every authority passes, 54, 55 and N and regions 6x included', () => {
    expect(Object.keys(usccCategories)).toEqual(expect.arrayContaining(['54', '55', 'N1', 'N2', 'N3']));
    fc.assert(fc.property(code, (value) => {
      expect(read(value)).toEqual({ value, rules: '' });
    }), { numRuns: 500 });
  });

  it('every wrong character is detected', () => {
    fc.assert(fc.property(code, fc.nat(17), fc.integer({ min: 1, max: 30 }), (value, at, shift) => {
      const wrong = ALPHABET[(ALPHABET.indexOf(value[at]!) + shift) % 31];
      expect(read(value.slice(0, at) + wrong + value.slice(at + 1)).rules).toMatch(/^unusable:/);
    }));
  });

  it('every swap of unequal neighbours is detected', () => {
    fc.assert(fc.property(code, fc.nat(16), (value, at) => {
      fc.pre(value[at] !== value[at + 1]);
      expect(read(value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2)).rules).toMatch(/^unusable:/);
    }));
  });
});
