import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanOrganisationName, equalOrganisationName, organisationNameMatchForm, parseOrganisationName, searchForms,
} from '../../../src/text/organisation-name.ts';
import { ignore, readCases, run } from './read-cases.ts';
import type { CellCase } from './read-cases.ts';

interface Cases {
  clean: CellCase[];
  parse: { name: string; division: string; tradeName: string; industry: string; form: string; branchOf: string | null }[];
  pairs: { a: string; b: string; equal: boolean }[];
  initials: Record<string, string>;
}
const cases = readCases<Cases>('organisation-names');
const PARTS = ['青禾', '北京', '（', '）', '(', ')', '【', ' ', '有限', '责任', '公司', '股份', '第', '十二', '零', '普通合伙', 'ａ', 'B', '·', '營', '支行'];
const name = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 10 }).map((parts) => parts.join(''));

describe('cleanOrganisationName', () => {
  it.each(cases.clean)('reads $raw', ({ raw, value, rules }) => {
    expect(run((note) => cleanOrganisationName(raw, note))).toEqual({ value, rules });
  });

  it('is idempotent', () => {
    fc.assert(fc.property(name, (raw) => {
      const once = cleanOrganisationName(raw, ignore);
      if (once !== null) expect(cleanOrganisationName(once, ignore)).toBe(once);
    }), { numRuns: 2000 });
  });
});

describe('parseOrganisationName', () => {
  it.each(cases.parse)('$name', ({ name: text, ...parts }) => expect(parseOrganisationName(text)).toMatchObject(parts));

  it('tells where the brackets stand', () => {
    expect(parseOrganisationName('青禾（北京）科技（集团）有限公司').brackets).toEqual([{ text: '北京', position: 2 }, { text: '集团', position: 8 }]);
  });
});

describe('comparison', () => {
  it.each(cases.pairs)('$a and $b', ({ a, b, equal }) => {
    expect(equalOrganisationName(a, b)).toBe(equal);
    expect(equalOrganisationName(b, a)).toBe(equal);
  });

  it('has an idempotent match form, the same before and after cleaning', () => {
    fc.assert(fc.property(name, (text) => {
      const form = organisationNameMatchForm(text);
      expect(organisationNameMatchForm(form)).toBe(form);
      const cleaned = cleanOrganisationName(text, ignore);
      if (cleaned !== null) expect(organisationNameMatchForm(cleaned)).toBe(form);
    }), { numRuns: 2000 });
  });
});

describe('searchForms', () => {
  it.each(Object.entries(cases.initials))('%s: %s', (text, initials) => expect(searchForms(text).initials).toBe(initials));
  it('folds script and case', () => expect(searchForms('ＱＨ營業廳').text).toBe('qh营业厅'));
});
