import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  looksLikeResidentId, residentIdCheckDigit, residentIdFacts, residentIdReader, upgradeResidentId,
} from '../../../src/standards/resident-id.ts';
import { divisions } from '../../../src/standards/divisions.ts';
import { readCell, today } from './read-cell.ts';

const reader = residentIdReader({ today });
const read = (raw: string) => readCell(reader, raw);

describe('valid numbers', () => {
  it.each([
    ['110101190001010014', '1900-01-01', '1', 'male'],
    ['110101190001010022', '1900-01-01', '2', 'female'],
    ['340104190402299017', '1904-02-29', '1', 'leap day'],
    ['512501190101019903', '1901-01-01', '2', 'division retired before 1997'],
    ['110103190101019916', '1901-01-01', '1', 'division retired in 2010'],
    ['330113190201010023', '1902-01-01', '2', 'division younger than its holder'],
    ['610302190102039794', '1901-02-03', '1', 'region 6x'],
    ['630102190102039885', '1901-02-03', '2', 'region 6x'],
    ['37040319010101006X', '1901-01-01', '2', 'check character X'],
    ['11010519491231002X', '1949-12-31', '2', 'sample of the standard'],
    ['440524188001010014', '1880-01-01', '1', 'sample of the standard'],
    ['810000190001010018', '1900-01-01', '1', 'Hong Kong residence permit'],
    ['820000190001010028', '1900-01-01', '2', 'Macao residence permit'],
    ['830000190001010038', '1900-01-01', '1', 'Taiwan residence permit'],
  ])('%s passes without a word (born %s, sex %s: %s)', (id, birthDate, sex) => {
    expect(read(id)).toEqual({ value: id, rules: '' });
    expect(residentIdFacts(id)).toEqual({ birthDate, sex, divisionCode: id.slice(0, 6) });
    expect(looksLikeResidentId(id)).toBe(true);
  });
});

describe('repaired', () => {
  it.each([
    ['37040319010101006x', 'fixed:LOWER_CASE'],
    ['37040319010101006Ⅹ', 'fixed:IDENTIFIER_CLEANED'],
    ['37040319010101006ⅹ', 'fixed:IDENTIFIER_CLEANED'],
    ['37040319010101006Х', 'fixed:IDENTIFIER_CLEANED'],
    ['37040319010101006х', 'fixed:IDENTIFIER_CLEANED'],
    ['３７０４０３１９０１０１０１００６Ｘ', 'fixed:IDENTIFIER_CLEANED'],
    ["'37040319010101006X", 'fixed:IDENTIFIER_CLEANED'],
    ['370403 19010101 006X', 'fixed:IDENTIFIER_CLEANED'],
    ['370403-19010101-006X', 'fixed:IDENTIFIER_CLEANED'],
    ['370403\u300019010101006X\u200b', 'fixed:IDENTIFIER_CLEANED'],
    ['37O4O3I9OIOIOIOO6X', 'fixed:LETTER_FOR_DIGIT'],
  ])('%s → 37040319010101006X, %s', (raw, rules) => {
    expect(read(raw)).toEqual({ value: '37040319010101006X', rules });
  });

  it.each([
    ['110101000101001', '110101190001010014'],
    ['340104040229902', '340104190402299025'],
    ['512501010101999', '512501190101019997'],
  ])('%s is upgraded to %s', (id15, id18) => {
    expect(read(id15)).toEqual({ value: id18, rules: 'fixed:ID15_UPGRADED' });
  });

  it('takes the century of sequences 996-999 from its options', () => {
    expect(readCell(residentIdReader({ today, centuryOf996: '18' }), '512501010101999').value).toBe('512501180101019998');
    expect(readCell(residentIdReader({ today, centuryOf996: '18' }), '110101000101001').value).toBe('110101190001010014');
  });
});

describe('unusable, kept as sent', () => {
  it.each([
    ['110101190001010010', 'ID_CHECK'],
    ['340014190402299017', 'ID_CHECK'],
    ['110101190002290011', 'ID_DATE'],
    [upgradeResidentId('340104050229902'), 'ID_DATE'],
    ['340104050229902', 'ID_DATE'],
    ['990101190001010018', 'ID_PROVINCE'],
    ['110101209912310015', 'ID_DATE_FUTURE'],
    ['110101190001010000', 'EXCEL_TRUNCATED'],
    ['1.10101E+17', 'SCIENTIFIC_NOTATION'],
    ['110***********0014', 'MASKED'],
    ['1101**********14', 'MASKED'],
    ['11010119000101001', 'ID_FORM'],
    ['11010119000101001A', 'ID_FORM'],
    ['11010I000101001', 'ID_FORM'],
  ])('%s: %s', (raw, rule) => {
    expect(read(` ${raw} `)).toEqual({ value: raw, rules: `unusable:${rule}` });
    expect(looksLikeResidentId(raw)).toBe(rule === 'ID_DATE_FUTURE');
  });

  it('counts a truncated number as truncated also when its check digit fits by chance', () => {
    const days = Array.from({ length: 28 }, (_, day) => `110101${19010101 + day}000`);
    const chance = days.find((first17) => residentIdCheckDigit(first17) === '0')!;
    expect(read(`${chance}0`).rules).toBe('unusable:EXCEL_TRUNCATED');
  });

  it('refuses years before 1800', () => {
    const first17 = '11010117990101001';
    expect(read(first17 + residentIdCheckDigit(first17)).rules).toBe('unusable:ID_DATE_TOO_OLD');
  });
});

it.each(['', ' ', '\u3000'])('blank %j is missing without a word', (raw) => {
  expect(read(raw)).toEqual({ value: null, rules: '' });
});

it.each(['无', '-', '——', '/', 'NULL', 'null', '暂无', '不详', 'N/A', 'ｎｕｌｌ', '未知'])('%s is missing', (raw) => {
  expect(read(raw)).toEqual({ value: null, rules: 'missing:NULL_TEXT' });
});

const placeholders = ['000000000000000000', '111111111111111111', '0', '999999999999999999', '１１１１１１１１１１１１１１１', '123456789012345678'];
it.each(placeholders)('%s is a placeholder', (raw) => {
  expect(read(raw)).toEqual({ value: null, rules: 'missing:PLACEHOLDER_ID' });
});

it('accepts with a remark: an unknown division, a permanent resident card in this column', () => {
  const first17 = '11999919000101001';
  const id = first17 + residentIdCheckDigit(first17);
  expect(read(id)).toEqual({ value: id, rules: 'issue:DIVISION_UNKNOWN' });
  expect(read('911840190001010017')).toEqual({ value: '911840190001010017', rules: 'issue:NOT_RESIDENT_ID' });
  expect(looksLikeResidentId('911840190001010017')).toBe(false);
});

const counties = [...divisions.all()].filter(({ level, code }) => level === 'county' && !code.startsWith('8')).map(({ code }) => code);
const pad = (n: number, width: number) => String(n).padStart(width, '0');
const birth = fc
  .tuple(fc.integer({ min: 1900, max: 1904 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}${pad(month, 2)}${pad(day, 2)}`);
const first17 = fc
  .tuple(fc.constantFrom(...counties), birth, fc.integer({ min: 1, max: 99 }))
  .map(([division, date, sequence]) => division + date + pad(sequence, 3));
const id18 = first17.map((text) => text + residentIdCheckDigit(text));

describe('properties', () => {
  it('every number of every division ever assigned passes silently, 6x included', () => {
    expect(counties.some((code) => code.startsWith('6'))).toBe(true);
    for (const county of counties) {
      const text = `${county}19030405017`;
      expect(read(text + residentIdCheckDigit(text))).toEqual({ value: text + residentIdCheckDigit(text), rules: '' });
    }
  });

  it('every wrong digit is detected', () => {
    fc.assert(fc.property(id18, fc.nat(17), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
      const wrong = id[at] === 'X' ? String(shift) : String((Number(id[at]) + shift) % 10);
      expect(read(id.slice(0, at) + wrong + id.slice(at + 1)).rules).toMatch(/^unusable:/);
    }));
  });

  it('every swap of unequal neighbours is detected', () => {
    fc.assert(fc.property(id18, fc.nat(16), (id, at) => {
      fc.pre(id[at] !== id[at + 1]);
      expect(read(id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2)).rules).toMatch(/^unusable:/);
    }));
  });

  it('15 digits and their 18 are one number', () => {
    fc.assert(fc.property(id18, (id) => {
      const id15 = id.slice(0, 6) + id.slice(8, 17);
      expect(upgradeResidentId(id15)).toBe(id);
      expect(read(id15).value).toBe(id);
    }));
  });

  it('reading a normalised value again changes nothing and says nothing', () => {
    fc.assert(fc.property(id18, (id) => {
      const { value } = read(` ${id.toLowerCase()}\u3000`);
      expect(read(value!)).toEqual({ value: id, rules: '' });
    }));
  });
});
