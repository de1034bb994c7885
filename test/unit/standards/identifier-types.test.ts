import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifierKey, identifierTypeOfDocument, identifierTypes, personDocumentReader } from '../../../src/standards/identifier-types.ts';
import type { IdentifierTypeCode } from '../../../src/standards/identifier-types.ts';
import { icaoCheckDigit } from '../../../src/standards/permanent-resident-card.ts';
import { registrationNumberCheckDigit } from '../../../src/standards/registration-number.ts';
import { readCell, today } from './read-cell.ts';

const read = (type: IdentifierTypeCode, raw: string) => readCell(identifierTypes[type].reader({ today }), raw);

describe('readers of each type', () => {
  it.each<[IdentifierTypeCode, string, string | null, string]>([
    ['residence_permit', '810000190001010018', '810000190001010018', ''],
    ['residence_permit', '820000190001010028', '820000190001010028', ''],
    ['residence_permit', '830000190001010038', '830000190001010038', ''],
    ['residence_permit', '110101190001010014', '110101190001010014', 'unusable:RESIDENCE_PERMIT_PREFIX'],
    ['residence_permit', '810000190001010019', '810000190001010019', 'unusable:ID_CHECK'],
    ['pr_card', '911840190001010017', '911840190001010017', ''],
    ['pr_card', '96127619000228002X', '96127619000228002X', ''],
    ['pr_card', '96127619000228002x', '96127619000228002X', 'fixed:LOWER_CASE'],
    ['pr_card', 'USA110100010101', 'USA110100010101', ''],
    ['pr_card', 'DEU610101022813', 'DEU610101022813', ''],
    ['pr_card', 'usa1101 00010101', 'USA110100010101', 'fixed:IDENTIFIER_CLEANED'],
    ['pr_card', 'USA110100010102', 'USA110100010102', 'unusable:PR_CARD_CHECK'],
    ['pr_card', '911840190001010018', '911840190001010018', 'unusable:ID_CHECK'],
    ['pr_card', '110101190001010014', '110101190001010014', 'unusable:PR_CARD_FORM'],
    ['passport', 'E00000001', 'E00000001', ''],
    ['passport', 'e 00000001', 'E00000001', 'fixed:IDENTIFIER_CLEANED'],
    ['passport', 'E001', 'E001', 'unusable:DOCUMENT_FORM'],
    ['passport', 'PASSPORT', 'PASSPORT', 'unusable:DOCUMENT_FORM'],
    ['passport', 'E0****001', 'E0****001', 'unusable:MASKED'],
    ['hm_travel_permit', 'H00000001', 'H00000001', ''],
    ['hm_travel_permit', 'm0000000102', 'M0000000102', 'fixed:LOWER_CASE'],
    ['hm_travel_permit', '00000001', '00000001', 'unusable:DOCUMENT_FORM'],
    ['tw_travel_permit', '00000001', '00000001', ''],
    ['tw_travel_permit', '0000000102', '0000000102', ''],
    ['tw_travel_permit', '00000000', null, 'missing:PLACEHOLDER_ID'],
    ['birth_certificate_no', 'A000000001', 'A000000001', ''],
    ['birth_certificate_no', 'a000000001', 'A000000001', 'fixed:LOWER_CASE'],
    ['birth_certificate_no', '00000001', '00000001', 'issue:BIRTH_CERTIFICATE_FORM'],
    ['birth_certificate_no', '补发', '补发', 'unusable:DOCUMENT_FORM'],
    ['reg_no', '110000999999015', '110000999999015', ''],
    ['reg_no', '340100499999027', '340100499999027', ''],
    ['reg_no', '370403699999033', '370403699999033', ''],
    ['reg_no', '100000099999042', '100000099999042', ''],
    ['reg_no', '110108000000016', '110108000000016', ''],
    ['reg_no', '110000999999016', '110000999999016', 'unusable:REG_NO_CHECK'],
    ['reg_no', '11OOOO9999990I5', '110000999999015', 'fixed:LETTER_FOR_DIGIT'],
    ['reg_no', '1100009999990', '1100009999990', 'issue:REG_NO_OLD'],
    ['reg_no', '企独鲁总字第000001号', '企独鲁总字第000001号', 'issue:REG_NO_OLD'],
    ['reg_no', '１100009999990', '1100009999990', 'issue:REG_NO_OLD fixed:IDENTIFIER_CLEANED'],
    ['reg_no', '申请中', '申请中', 'unusable:REG_NO_FORM'],
    ['reg_no', '1.1E+14', '1.1E+14', 'unusable:SCIENTIFIC_NOTATION'],
    ['tax_no', '110101FAKE00013', '110101FAKE00013', ''],
    ['tax_no', '91110000FAKE00013H', '91110000FAKE00013H', ''],
    ['tax_no', '110101190001010014', '110101190001010014', ''],
    ['tax_no', '11010119000101001401', '11010119000101001401', ''],
    ['tax_no', '11010100010100101', '11010100010100101', ''],
    ['tax_no', '110101FAKE00014', '110101FAKE00014', 'unusable:TAX_NO_CHECK'],
    ['tax_no', '91110000FAKE00013A', '91110000FAKE00013A', 'unusable:TAX_NO_CHECK'],
    ['tax_no', 'L110101190001010014', 'L110101190001010014', 'issue:TAX_NO_OPAQUE'],
  ])('%s %s → %s %s', (type, raw, value, rules) => {
    expect(read(type, raw)).toEqual({ value, rules });
  });

  it('note only rules that the type lists, each with texts in both languages', () => {
    const cells = [
      '无', '111111', '****', '1.1E+17', 'e0000001', '9', '9 9',
      '110101190001010010', '91110000FOKE00013H', '1101019999990', '字', '000',
    ];
    for (const { rules, reader } of Object.values(identifierTypes)) {
      const listed = new Set(rules);
      for (const cell of cells) reader({ today })(cell, (rule) => expect(listed).toContain(rule));
      expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
      const texts = rules.flatMap(({ label, remedy }) => [label.zh, label.en, remedy.zh, remedy.en]);
      expect(texts.filter((text) => text.length < 4)).toEqual([]);
    }
  });

  it('never throw and never turn an unusable value into another text', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(identifierTypes)), fc.string({ unit: 'binary', maxLength: 24 }), (type, raw) => {
      let isUnusable = false;
      const value = type.reader({ today })(raw, ({ effect }) => (isUnusable ||= effect === 'unusable'));
      if (isUnusable) expect(value).toBe(raw.trim());
    }), { numRuns: 2000 });
  });
});

describe('check digits', () => {
  it('registration numbers: every wrong digit is detected', () => {
    fc.assert(fc.property(fc.integer({ min: 10 ** 13, max: 10 ** 14 - 1 }), fc.nat(14), fc.integer({ min: 1, max: 9 }), (n, at, shift) => {
      const good = String(n) + registrationNumberCheckDigit(String(n));
      fc.pre(!/^(\d)\1*$/.test(good));
      expect(read('reg_no', good).rules).toBe('');
      const bad = good.slice(0, at) + ((Number(good[at]) + shift) % 10) + good.slice(at + 1);
      expect(read('reg_no', bad).rules).not.toBe('');
    }));
  });

  it('ICAO 9303: letters count from 10', () => {
    expect(icaoCheckDigit('USA11010001010')).toBe('1');
  });
});

describe('identifierKey', () => {
  it.each<[IdentifierTypeCode, string, string]>([
    ['id_number', '110101000101001', '110101190001010014'],
    ['id_number', '37040319010101006x', '37040319010101006X'],
    ['org_code', 'FAKE0001-3', 'FAKE00013'],
    ['uscc', '91110000fake00013h', '91110000FAKE00013H'],
    ['hm_travel_permit', 'H0000000102', 'H00000001'],
    ['hm_travel_permit', 'H00000001', 'H00000001'],
    ['tax_no', '110101000101001', '110101000101001'],
  ])('%s %s → %s', (type, value, key) => {
    expect(identifierKey(type, value)).toBe(key);
    expect(identifierKey(type, key)).toBe(key);
  });
});

describe('documents by declared type', () => {
  it('the declared type alone decides', () => {
    expect(identifierTypeOfDocument('553')).toBe('pr_card');
    expect(identifierTypeOfDocument('toString')).toBeNull();
    expect(readCell(personDocumentReader('111', { today }), '110101000101001').value).toBe('110101190001010014');
    expect(readCell(personDocumentReader('553', { today }), '911840190001010017').rules).toBe('');
    expect(readCell(personDocumentReader('414', { today }), '110101190001010010').rules).toBe('');
  });
  it('an unknown type is read as an opaque number', () => {
    expect(readCell(personDocumentReader('114', { today }), '军字第0001号')).toEqual({ value: '军字第0001号', rules: '' });
    expect(readCell(personDocumentReader('990', { today }), 'ab-01')).toEqual({ value: 'AB01', rules: 'fixed:IDENTIFIER_CLEANED' });
  });
});
