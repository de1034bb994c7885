// What a refusal says: in the language that the caller prefers of the two there are, and its faults in the form of the contract.
import { expect, it } from 'vitest';
import { languageOf, problemBody } from '../../../src/api/problem.ts';

it.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['zh-Hant-TW', 'zh'],
  ['fr', 'zh'],
  ['*', 'zh'],
  ['fr, en;q=0.8, zh;q=0.5', 'en'],
  ['zh;q=0.3, en', 'en'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en;q=0', 'zh'],
  ['fr, zh;q=0, *;q=0.1', 'en'],
  [';;q=x, ,', 'zh'],
] as const)('%s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

it('tells the faults of a refusal that the command line gives too in the form of the contract', () => {
  const faults = ['penalty: 2026-02-30 不是日期 / is no day', 'unreadable'];
  expect(problemBody('CREDIT_RULES_INVALID', 'en', { requestId: 'r', details: { faults } }).faults).toEqual([
    { at: 'penalty', rule: 'stated', message: '2026-02-30 不是日期 / is no day' }, { at: '', rule: 'stated', message: 'unreadable' },
  ]);
});
