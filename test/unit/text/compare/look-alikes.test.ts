import { describe, expect, it } from 'vitest';
import { simplify } from '../../../../src/text/match-forms.ts';
import { areLookAlike, lookAlikeGroups } from '../../../../src/text/compare/look-alikes.ts';

describe('areLookAlike', () => {
  it.each(['未末', '戌戍', '己已', '巳已', '土士', '王玉', '晴睛', '徐除'])('holds for %s in both directions', (pair) => {
    const [a, b] = [...pair] as [string, string];
    expect(areLookAlike(a, b)).toBe(true);
    expect(areLookAlike(b, a)).toBe(true);
  });

  it.each(['张李', '未未', '伟明'])('does not hold for %s', (pair) => {
    const [a, b] = [...pair] as [string, string];
    expect(areLookAlike(a, b)).toBe(false);
  });

  it('has groups of simplified characters, each group once and without repetition', () => {
    for (const group of lookAlikeGroups) {
      expect(simplify(group)).toBe(group);
      expect(new Set(group).size).toBe([...group].length);
    }
    const sorted = lookAlikeGroups.map((group) => [...group].sort().join(''));
    expect(sorted.filter((group, at) => sorted.indexOf(group) !== at)).toEqual([]);
  });
});
