// Every comparator against its table test/cases/text/compare/<code>.yaml, and what must hold for any two texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparatorCode } from '../../../../src/text/compare/comparator.ts';
import { comparators } from '../../../../src/text/compare/comparators.ts';
import { readCases } from '../read-cases.ts';

type Case = readonly [a: string, b: string, level: string];

/** Pieces from which texts of a kind are put together at random. */
const PIECES: Readonly<Record<ComparatorCode, readonly string[]>> = {
  person_name: ['张', '章', '李', '小', '明', '伟', '买买提', '·', ' ', '□', '*', 'ZHANG', 'wei', '欧阳', '𠮷', '-'],
  organisation_name: ['青禾', '北京', '杭州市', '科技', '（', '）', '有限公司', '有限责任公司', '分公司', '支行', '银行', '第', '二', '2', '集团', '厂', '.', 'A'],
  identifier: ['1101', '0119', '0001', '0100', '14', 'X', '*', '000', 'E+17', '.', 'FAKE', '９', '-', ' ', 'O'],
  date: ['1958', '19', '58', '04', '18', '01', '-', '年', '月', '/', ' ', '0'],
  address: ['合肥市', '蜀山区', '中山', '青禾镇', '新禾', '路', '村', '12', '3', '号', '栋', '#', '-', '单元', '501', '室', '组', '（', '一'],
  phone: ['138', '0000', '1234', '0571', '-', ',', '*', '+86', '转', ' '],
  code: ['a', 'Ａ', '1', '漢', '汉', ' ', '-'],
  text: ['blue', 'Widget', ' ', '1', '-', 'é', '青'],
  latin_name: ['Rob', 'ert', 'John', ' ', 'J', '-', 'é', 'smith', ', ', ' Jr', ' III', ' I', 'Dr ', 'Mary', '李', 'Ж'],
  latin_organisation: ['Blue', 'Widget', ' ', 'Ltd', 'The', '&', 's', 'Ж', '青', 'B'],
  latin_address: ['12', ' ', 'Elm', 'Street', 'St.', ', ', '#', '3', '90001', 'Lindenstraße', 'PO Box', 'N'],
  email: ['lin', '.', '@', 'example', '.com', '<', '>', ' ', '"'],
  number: ['1', '0', '.', ',', '万', '元', '-', '5', 'E'],
};
const anyText = (code: ComparatorCode): fc.Arbitrary<string> =>
  fc.oneof(fc.array(fc.constantFrom(...PIECES[code]), { maxLength: 7 }).map((pieces) => pieces.join('')), fc.string({ unit: 'binary', maxLength: 12 }));
const chains = readCases<Partial<Record<ComparatorCode, readonly (readonly string[])[]>>>('compare/chains');
const codes = Object.keys(comparators) as ComparatorCode[];

describe.each(codes)('%s', (code) => {
  const { levels, prepare, compare, term, frequencyLevels } = comparators[code];
  const cases = readCases<(readonly string[])[]>(`compare/${code}`).map(([a, b, level]) => [a, b, level] as unknown as Case);
  const levelOf = (a: string, b: string): string | undefined => levels[compare(prepare(a), prepare(b))]?.code;

  it.each(cases)('%s and %s: %s', (a, b, expected) => {
    expect(levelOf(a, b)).toBe(expected);
    expect(levelOf(b, a)).toBe(expected);
  });

  it('has a case for every level, the last of which is `different`', () => {
    expect([...new Set(cases.map(([, , level]) => level))].sort()).toEqual(levels.map((level) => level.code).sort());
    expect(levels.at(-1)!.code).toBe('different');
    expect(frequencyLevels).toBeLessThan(levels.length);
  });

  it.each((chains[code] ?? []).map((chain) => [chain[0]!, chain]))('agrees less and less with %s', (first, chain) => {
    const graded = chain.map((value) => compare(prepare(first), prepare(value)));
    expect(graded).toEqual([...graded].sort((a, b) => a - b));
    expect(graded.at(-1)).toBeGreaterThan(graded[0]!);
  });

  it('takes any two texts, in either order', () => {
    fc.assert(fc.property(anyText(code), anyText(code), (a, b) => {
      const [one, other] = [prepare(a), prepare(b)];
      if (one === null || other === null) return;
      const level = compare(one, other);
      expect(Number.isInteger(level) && level >= 0 && level < levels.length).toBe(true);
      expect(compare(other, one)).toBe(level);
    }), { numRuns: 3000 });
  });

  it('finds a value equal to itself, unless it is incomplete, and then no worse than in part', () => {
    const incomplete = ['unreadable_character', 'masked', 'cut', 'partly_visible'];
    fc.assert(fc.property(anyText(code), (text) => {
      const prepared = prepare(text);
      if (prepared === null) return;
      const level = compare(prepared, prepare(text));
      expect(level === 0 || incomplete.includes(levels[level]!.code)).toBe(true);
      expect(term(prepared)).toBe(term(prepare(text)));
      expect(term(prepared)).not.toBe('');
    }), { numRuns: 1000 });
  });

  it('says nothing about a blank', () => {
    for (const blank of ['', ' ', '　', '无', '-', '暂无']) expect(prepare(blank)).toBeNull();
  });
});
