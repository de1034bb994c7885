// Joins the questions of concurrent requests into one: while an answer is under way, the next questions gather and are asked
// together. Nothing is kept once it is answered.
import { Batcher } from '../../kernel/batcher.ts';

type Answers<Answer> = ReadonlyMap<string, Answer>;

interface Waiting<Answer> {
  readonly keys: readonly string[];
  readonly resolve: (answers: Answers<Answer>) => void;
  readonly reject: (reason: unknown) => void;
}

export class Coalescer<Answer> {
  readonly #batcher: Batcher<Waiting<Answer>>;

  /** `ask` is called with distinct keys, about `mostKeys` at once (a single larger question is not split), and `atOnce` times at the same time. */
  constructor(ask: (keys: readonly string[]) => Promise<Answers<Answer>>, { mostKeys = 2_000, atOnce = 1 }: { mostKeys?: number; atOnce?: number } = {}) {
    this.#batcher = new Batcher({ take: (queue) => takeGroup(queue, mostKeys), work: (group) => askOnce(ask, group) }, atOnce);
  }

  /** Answers to at least these keys; a key without an answer is absent. */
  find(keys: readonly string[]): Promise<Answers<Answer>> {
    return new Promise((resolve, reject) => this.#batcher.add({ keys, resolve, reject }));
  }

  get isIdle(): boolean {
    return this.#batcher.isIdle;
  }
}

function takeGroup<Answer>(queue: Waiting<Answer>[], mostKeys: number): Waiting<Answer>[] {
  let keys = 0;
  let count = 0;
  for (const waiting of queue) {
    if (count > 0 && keys + waiting.keys.length > mostKeys) break;
    keys += waiting.keys.length;
    count += 1;
  }
  return queue.splice(0, count);
}

async function askOnce<Answer>(ask: (keys: readonly string[]) => Promise<Answers<Answer>>, group: readonly Waiting<Answer>[]): Promise<() => void> {
  try {
    const answers = await ask([...new Set(group.flatMap((waiting) => waiting.keys))]);
    return () => group.forEach(({ resolve }) => resolve(answers));
  } catch (error) {
    return () => group.forEach(({ reject }) => reject(error));
  }
}
