// Questions of one moment become one; each asker gets the answers, a failure included.
import { describe, expect, it } from 'vitest';
import { Coalescer } from '../../../../src/engine/query/coalescer.ts';

describe('a coalescer', () => {
  it('asks together what arrives together and while an answer is under way', async () => {
    const asked: string[][] = [];
    const coalescer = new Coalescer<string>(async (keys) => {
      asked.push([...keys]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Map(keys.map((key) => [key, key.toUpperCase()]));
    });
    const first = [coalescer.find(['a']), coalescer.find(['b', 'a'])];
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = [coalescer.find(['c']), coalescer.find(['d'])];
    const answers = await Promise.all([...first, ...later]);
    expect(asked).toEqual([['a', 'b'], ['c', 'd']]);
    expect(answers.map((answer) => answer.get('a') ?? answer.get('c'))).toEqual(['A', 'A', 'C', 'C']);
    expect(coalescer.isIdle).toBe(true);
  });

  it('splits at the limit and never starves a large question', async () => {
    const asked: number[] = [];
    const coalescer = new Coalescer<string>(async (keys) => (asked.push(keys.length), new Map()), { mostKeys: 3 });
    await Promise.all([coalescer.find(['a', 'b']), coalescer.find(['c', 'd']), coalescer.find(['e', 'f', 'g', 'h'])]);
    expect(asked).toEqual([2, 2, 4]);
  });

  it('tells every asker of a failure and goes on', async () => {
    let fails = true;
    const coalescer = new Coalescer<string>(async () => {
      if (fails) throw new Error('down');
      return new Map([['a', 'A']]);
    });
    const settled = await Promise.allSettled([coalescer.find(['a']), coalescer.find(['b'])]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect((await coalescer.find(['a'])).get('a')).toBe('A');
  });
});
