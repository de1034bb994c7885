// Why a value won: the order in which survivorship decides, told without any value.
import { describe, expect, it } from 'vitest';
import { lostBy, valueSentence } from '../../../../src/engine/explain/value-sentence.ts';

const group = { code: 'g', attributes: ['a', 'b'], authority: ['police', 'civil'], ignored: ['church'] };
const one = (source: string, effectiveDate = '2026-01-01', filled = 2): { source: string; effectiveDate: string; filled: number } => ({ source, effectiveDate, filled });

describe('lostBy', () => {
  it('asks for rank, then date, then completeness, then nothing', () => {
    const won = one('police');
    expect([
      lostBy(group, won, one('civil', '2026-09-01')), lostBy(group, won, one('housing')), lostBy(group, won, one('police', '2025-01-01')),
      lostBy(group, won, one('police', '2026-01-01', 1)), lostBy(group, won, one('police')), lostBy(group, won, one('church')), lostBy(group, undefined, one('police')),
    ]).toEqual(['rank', 'rank', 'date', 'completeness', 'order', 'ignored', 'order']);
    expect(lostBy(group, one('housing'), one('tax', '2025-01-01'))).toBe('date');
  });
});

describe('valueSentence', () => {
  const label = { zh: '姓名', en: 'Name' };
  const police = { source: 'police', department: { zh: '公安局', en: 'Police' }, effectiveDate: '2026-01-01' };

  it('says who won by what, and who lost by what', () => {
    const lost = { source: 'housing', department: null, effectiveDate: '2025-02-02', lostBy: 'rank' as const };
    expect(valueSentence(label, { ...police, rule: 'authority', rank: 1 }, [lost])).toEqual({
      zh: '姓名：取公安局 2026-01-01 的值，权威来源次序第 1；未取：housing（2025-02-02，来源次序在后）。',
      en: 'Name: the value of Police of 2026-01-01, number 1 in the order of authority; not taken: housing (2025-02-02, ranks lower).',
    });
  });

  it('knows pins, values of no authority, and silence', () => {
    expect(valueSentence(label, { ...police, rule: 'pinned' }, []).zh).toContain('由人工指定');
    expect(valueSentence(label, { ...police, rule: 'newest' }, []).en).toContain('the latest word');
    expect(valueSentence(label, null, []).zh).toBe('姓名：无来源提供。');
  });
});
