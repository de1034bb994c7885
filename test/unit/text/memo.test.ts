// A remembered function answers as the plain one does, and calls it again only for what it has forgotten.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remember } from '../../../src/text/memo.ts';

it('answers as the function that it remembers', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'constructor')), (size, texts) => {
    const plain = (text: string): string | null => (text === '' ? null : `${text}!`);
    const remembered = remember(size, plain);
    expect(texts.map(remembered)).toEqual(texts.map(plain));
  }));
});

it('asks once for what comes again, and again for what was long ago', () => {
  const asked: string[] = [];
  const remembered = remember(2, (text) => {
    asked.push(text);
    return text.length;
  });
  for (const text of ['a', 'b', 'a', 'c', 'b']) remembered(text);
  expect(asked).toEqual(['a', 'b', 'c']);
  for (const text of ['d', 'e', 'f', 'g', 'a']) remembered(text);
  expect(asked.at(-1)).toBe('a');
});
