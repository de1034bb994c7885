// Explanations in words: made of labels and numbers, the same in both languages.
import { describe, expect, it } from 'vitest';
import { decisionSentence, recordSentence, redirectSentence, versionSentence } from '../../../../src/engine/explain/how-sentences.ts';
import { pairSentence, percent, weightWords, type TellablePair } from '../../../../src/engine/explain/sentences.ts';
import type { Reason } from '../../../../src/engine/explain/reasons.ts';
import { libraries } from '../../../../src/libraries/index.ts';

const at = new Date('2026-03-01T18:00:00Z');
const population = libraries[0]!;
const reason = (zh: string, weight: number, adjustment = 0): Reason => ({
  comparison: 'c', label: { zh, en: 'name' }, level: { code: 'equal', label: { zh: '相同', en: 'equal' } }, weight, adjustment, words: weightWords(weight),
});
const pair: TellablePair = { score: 12.34, expectedPrecision: 0.99961, outcome: 'match', reasons: [reason('地址', -1.26), reason('姓名', 9, -0.9)], vetoes: [], relation: null };

describe('a pair', () => {
  it('names the strongest comparison first, then the sum and what follows', () => {
    expect(pairSentence(pair)).toEqual({
      zh: '姓名：相同（+8.1）、地址：相同（−1.3）；合计 12.3 分，预期准确率 99.9%：达到自动归集的分数。',
      en: 'Name: equal (+8.1), name: equal (−1.3); 12.3 bits in all, expected precision 99.9%: sure enough to link.',
    });
  });

  it('says what forbids it, what it may be instead, and what a person decided', () => {
    const veto = { by: 'name', label: { zh: '总分机构', en: 'parent and branch' }, relation: 'branch_of' };
    const forbidden = pairSentence({ ...pair, outcome: 'veto', vetoes: [veto], relation: { zh: '分支机构', en: 'branch of' } });
    expect(forbidden.zh).toMatch(/规则禁止归为同一主体（总分机构），建议登记关系：分支机构。$/);
    expect(forbidden.en).toMatch(/the rules forbid that they are one \(parent and branch\); proposed relation: branch of\.$/);
    const related = { ...pair, outcome: 'veto' as const, vetoes: [veto], relation: { zh: '分支机构', en: 'branch of' } };
    expect(pairSentence({ ...related, decided: 'related' }).zh).toMatch(/（总分机构），人工已登记关系：分支机构。$/);
    expect(pairSentence({ ...related, decided: 'unrelated' }).en).toMatch(/; a person decided that they are not: branch of\.$/);
    expect(pairSentence({ ...pair, decided: 'never' }).zh).toMatch(/人工已认定不是同一主体。$/);
    expect(pairSentence({ ...pair, reasons: [], expectedPrecision: null }).en).toBe('Nothing to compare; 12.3 bits in all: sure enough to link.');
  });

  it('weighs in words, and is never surer than it is', () => {
    expect([7, 2, 0, -2, -9].map((bits) => weightWords(bits).zh)).toEqual(['有力支持', '支持', '影响不大', '不支持', '有力反对']);
    expect([percent(0.99999), percent(1), percent(0.4)]).toEqual(['99.9%', '100.0%', '40.0%']);
  });
});

describe('how a golden record came to be', () => {
  const record = { at, source: 'police', department: { zh: '公安局', en: 'Police' }, feed: 'police_household', isWithdrawn: false, rule: 'P8', origin: 'auto', score: 34.21 };

  it('tells each event on its civil date', () => {
    expect(recordSentence(population, record)).toEqual({
      zh: '2026-03-02：公安局经 police_household 报送的记录按 P8（多项信息评分一致，34.2 分）归入。',
      en: '2026-03-02: a record of Police from police_household, linked by P8 (several items agree, by score, score 34.2).',
    });
    expect(recordSentence(population, { ...record, rule: 'SAME', origin: 'manual', score: null, isWithdrawn: true }).zh).toBe('2026-03-02：公安局经 police_household 报送的记录由人工归入（SAME 人工认定为同一主体），现已撤回。');
    expect(redirectSentence({ at, goldenId: 'G2', cause: 'decision:D1' }).zh).toBe('2026-03-02：主记录 G2 并入（人工决定 D1）。');
    expect(decisionSentence({ at, decision: 'split', by: 'clerk-7', isInForce: false }).en).toBe('2026-03-02: decided by clerk-7: split (not in force now).');
    expect(versionSentence({ at, version: 2, cause: 'load:12', changed: [{ zh: '姓名', en: 'name' }] })).toEqual({
      zh: '2026-03-02：第 2 版，批次 12 入库形成，变更：姓名。', en: '2026-03-02: version 2, made by load 12; changed: name.',
    });
    expect(versionSentence({ at, version: 3, cause: 'other', changed: [] }).zh).toBe('2026-03-02：第 3 版，other形成。');
  });
});
