import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldFuzzyPinyin, pinyinReadings, simplify } from '../../../src/text/match-forms.ts';

describe('simplify', () => {
  it.each([
    ['陳張葉蕭鍾於羣峯裏臺', '陈张叶萧钟于群峰里台'], ['戶爲為説説敎吳', '户为为说说教吴'], ['国', '国'], ['喆淼乾昇', '喆淼乾昇'], ['𠮷A1', '𠮷A1'],
  ])('%s → %s', (text, simple) => expect(simplify(text)).toBe(simple));

  it('is idempotent for every character of the BMP and its first supplement', () => {
    for (let point = 0x3400; point < 0x2b740; point++) {
      if (point >= 0xa000 && point < 0x20000) continue;
      const once = simplify(String.fromCodePoint(point));
      expect(simplify(once)).toBe(once);
    }
  });

  it('works character by character', () => {
    const text = fc.string({ unit: fc.constantFrom(...'陳张𠮷a台裡於') });
    fc.assert(fc.property(text, text, (a, b) => simplify(a + b) === simplify(a) + simplify(b)));
  });
});

describe('pinyinReadings', () => {
  it.each([
    ['伟', ['wei']], ['绿', ['lv', 'lu']], ['行', ['xing', 'hang', 'heng']], ['𠮷', ['𠮷']], ['A', ['A']], ['·', ['·']],
  ])('%s', (char, readings) => {
    expect(pinyinReadings(char)).toEqual(readings);
  });
});

describe('foldFuzzyPinyin', () => {
  it.each([
    ['zhang.ning', 'zan.lin'], ['shuang.nv', 'suan.lv'], ['chen.cheng', 'cen.cen'], ['an.en.er', 'an.en.er'], ['luo.song', 'luo.song'],
  ])('%s → %s', (key, folded) => {
    expect(foldFuzzyPinyin(key)).toBe(folded);
    expect(foldFuzzyPinyin(folded)).toBe(folded);
  });
});
