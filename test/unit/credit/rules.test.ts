// What the rules say of an entry, by its decision date, on a day, for a department and a matter.
import { describe, expect, test } from 'vitest';
import { readOwnRules } from '../../../src/app/credit-rules.ts';
import { appliesTo, listOf, measuresFor, type ListedEntry } from '../../../src/credit/rules/read-rules.ts';
import { readRulesDocument } from '../../../src/credit/rules/rules-document.ts';
import type { CreditMeasure, CreditRules } from '../../../src/credit/rules/types.ts';

const measure = (more: Partial<CreditMeasure>): CreditMeasure => ({
  listCode: 'a', measureCode: 'm', edition: '1', labelZh: '措施', labelEn: 'measure', contentZh: '内容', class: 1, targetRole: 'subject', departments: ['*'], matters: ['*'],
  legalBasis: '法', validFrom: '2020-01-01', validTo: null, repealedOn: null, isConfirmed: false, ...more,
});
const rules = (...measures: CreditMeasure[]): CreditRules => ({ epoch: 1, lists: [], measures });
const entry = (decidedOn: string | null): ListedEntry => ({ listCode: 'a', edition: '1', decidedOn, beginsOn: '2024-06-01' });
const codes = (of: readonly CreditMeasure[]): string[] => of.map(({ measureCode, edition }) => `${measureCode}/${edition}`);

describe('measures of an entry', () => {
  test('are those in force on its decision date, whatever came later', () => {
    const both = rules(measure({ validTo: '2023-12-31' }), measure({ edition: '2', validFrom: '2024-01-01' }));
    expect(codes(measuresFor(both, entry('2023-12-31'), '2026-01-01'))).toEqual(['m/1']);
    expect(codes(measuresFor(both, entry('2024-01-01'), '2026-01-01'))).toEqual(['m/2']);
    expect(codes(measuresFor(both, entry('2019-12-31'), '2026-01-01'))).toEqual([]);
  });

  test('go by the day of listing where no decision is dated', () => {
    expect(codes(measuresFor(rules(measure({ validFrom: '2024-06-01' })), entry(null), '2026-01-01'))).toEqual(['m/1']);
    expect(codes(measuresFor(rules(measure({ validFrom: '2024-06-02' })), entry(null), '2026-01-01'))).toEqual([]);
  });

  test('end for everyone on the day of their repeal', () => {
    const repealed = rules(measure({ repealedOn: '2026-01-01' }));
    expect(codes(measuresFor(repealed, entry('2024-01-01'), '2025-12-31'))).toEqual(['m/1']);
    expect(codes(measuresFor(repealed, entry('2024-01-01'), '2026-01-01'))).toEqual([]);
  });

  test('are replaced by the row that began last, for each role by itself', () => {
    const rows = rules(measure({}), measure({ edition: '2', validFrom: '2022-01-01' }), measure({ targetRole: 'controller' }));
    expect(codes(measuresFor(rows, entry('2024-01-01'), '2026-01-01'))).toEqual(['m/2', 'm/1']);
    expect(codes(measuresFor(rows, { ...entry('2024-01-01'), listCode: 'b' }, '2026-01-01'))).toEqual([]);
  });

  test.each([
    [['*'], ['*'], true], [['tax'], ['*'], false], [['housing', 'tax'], ['BID-*'], true], [['*'], ['BID-1'], false], [['*'], ['BID-0001'], true], [['*'], ['PROC-*', 'BID-*'], true],
    [['*'], ['BID'], false],
  ])('for departments %j and matters %j apply to housing in BID-0001: %s', (departments, matters, isSo) => {
    expect(appliesTo(measure({ departments, matters }), { department: 'housing', matter: 'BID-0001' })).toBe(isSo);
  });
});

describe('the rules that the hub brings', () => {
  test('are documents without faults, and every list has a row for each day from its first', async () => {
    const documents = await readOwnRules();
    const read = documents.map(readRulesDocument);
    expect(read.length).toBeGreaterThan(2);
    const all: CreditRules = { epoch: 1, lists: read.flatMap(({ lists }) => lists), measures: read.flatMap(({ measures }) => measures) };
    for (const { listCode, edition, validFrom } of all.lists) {
      expect(listOf(all, { listCode, edition, decidedOn: validFrom, beginsOn: validFrom }).listCode).toBe(listCode);
    }
    expect(() => listOf(all, { listCode: 'none', edition: '1', decidedOn: null, beginsOn: '2026-01-01' })).toThrow(/no rule/);
  });

  test('punish only by measures that name their basis, and leave what is not confirmed marked so', async () => {
    const rows = (await readOwnRules()).map(readRulesDocument);
    for (const { lists, measures } of rows) {
      for (const row of measures) expect(row.legalBasis).not.toBe('');
      expect(lists.filter(({ isConfirmed }) => isConfirmed).map(({ listCode }) => listCode)).toEqual(lists.some(({ listCode }) => listCode === 'wage_arrears') ? ['wage_arrears'] : []);
    }
  });
});
