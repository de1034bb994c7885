// Which language a refusal speaks: what the caller prefers of the two there are.
import { expect, it } from 'vitest';
import { languageOf } from '../../../src/api/problem.ts';

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
