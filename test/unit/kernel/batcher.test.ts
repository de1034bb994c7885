// What comes while a batch is under way gathers for the next, which is sent before the last one's owners are told.
import { describe, expect, it } from 'vitest';
import { Batcher } from '../../../src/kernel/batcher.ts';

interface Trial {
  readonly batcher: Batcher<string>;
  /** `sent a,b` and `told a,b`, in the order in which they happened. */
  readonly course: string[];
  /** Ends the batch that was sent first and is not ended. */
  readonly end: () => Promise<void>;
}

function tryBatches(atOnce?: number, most = Infinity): Trial {
  const course: string[] = [];
  const open: (() => void)[] = [];
  const batcher = new Batcher<string>({
    take: (queue) => queue.splice(0, most),
    work: (batch) => {
      course.push(`sent ${batch}`);
      return new Promise((resolve) => open.push(() => resolve(() => void course.push(`told ${batch}`))));
    },
  }, atOnce);
  return { batcher, course, end: () => (open.shift()!(), turn()) };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('a batcher', () => {
  it('gathers what comes in one turn and while a batch is under way, and sends the next before it tells of the last', async () => {
    const { batcher, course, end } = tryBatches();
    batcher.add('a');
    batcher.add('b');
    await turn();
    batcher.add('c');
    batcher.add('d');
    expect(batcher.waiting).toBe(2);
    await end();
    expect(course).toEqual(['sent a,b', 'sent c,d', 'told a,b']);
    expect(batcher.isIdle).toBe(false);
    await end();
    expect(course.at(-1)).toBe('told c,d');
    expect(batcher.isIdle).toBe(true);
    batcher.add('e');
    await turn();
    await end();
    expect(course.slice(-2)).toEqual(['sent e', 'told e']);
  });

  it('has as many batches under way as it may', async () => {
    const { batcher, course, end } = tryBatches(2, 1);
    for (const item of ['a', 'b', 'c']) batcher.add(item);
    await turn();
    expect(course).toEqual(['sent a', 'sent b']);
    await end();
    expect(course).toEqual(['sent a', 'sent b', 'sent c', 'told a']);
    await end();
    await end();
    expect(batcher.isIdle).toBe(true);
  });
});
