// What must never happen with names of firms, whatever the names: a branch taken for its parent, one branch or number for another.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationName } from '../../../../src/text/compare/organisation-name.ts';
import { ORGANISATION } from '../../../../src/text/compare/organisation-parts.ts';

const parent = fc.tuple(
  fc.constantFrom('', '杭州', '杭州市', '浙江省', '中国'), fc.constantFrom('青禾', '新木', '万方达'), fc.constantFrom('', '（集团）', '（浙江）'),
  fc.constantFrom('科技', '商业连锁', '农资'), fc.constantFrom('有限公司', '有限责任公司', '股份有限公司', '集团公司'),
).map((parts) => parts.join(''));
const place = fc.constantFrom('湖滨', '东山', '滨江新城', '第一', '第二', '12', '十三');
const word = fc.constantFrom('分公司', '门市部', '经营部', '印刷厂', '加油站', '连锁店');
const compare = (a: string, b: string): number => organisationName.compare(organisationName.prepare(a)!, organisationName.prepare(b)!);

describe('organisationName', () => {
  it('calls the level of parent and branch parent_branch', () => {
    expect(organisationName.levels[ORGANISATION.parentBranch]!.code).toBe('parent_branch');
    expect(organisationName.levels[ORGANISATION.siblingBranches]!.code).toBe('sibling_branches');
  });

  it('puts a branch beside its parent at parent_branch', () => {
    fc.assert(fc.property(parent, place, word, (name, where, what) => {
      expect(compare(name, name + where + what)).toBe(ORGANISATION.parentBranch);
    }));
  });

  it('tells which of the two is the branch, whichever comes first', () => {
    const isPart = (a: string, b: string): boolean => organisationName.isPart!(organisationName.prepare(a)!, organisationName.prepare(b)!);
    fc.assert(fc.property(parent, place, word, (name, where, what) => {
      expect([isPart(name + where + what, name), isPart(name, name + where + what)]).toEqual([true, false]);
    }));
    expect(isPart('青禾科技有限公司湖滨经营部', '杭州青禾科技有限公司')).toBe(true);
  });

  it('puts two branches of one parent at sibling_branches', () => {
    fc.assert(fc.property(parent, place, place, word, (name, where, elsewhere, what) => {
      if (where !== elsewhere) expect(compare(name + where + what, name + elsewhere + what)).toBe(ORGANISATION.siblingBranches);
    }));
  });

  it('never takes one number for another', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (one, other) => {
      const level = compare(`杭州青禾第${one}小学`, `杭州青禾第${other}小学`);
      expect(level).toBe(one === other ? ORGANISATION.equal : ORGANISATION.otherNumber);
    }));
  });
});
