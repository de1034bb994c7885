// Joins the questions of concurrent requests into one: while an answer is under way, the next questions gather and are asked
// together. Nothing is kept once it is answered.

interface Waiting<Answer> {
  readonly keys: readonly string[];
  readonly resolve: (answers: ReadonlyMap<string, Answer>) => void;
  readonly reject: (reason: unknown) => void;
}

export class Coalescer<Answer> {
  readonly #ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
  readonly #mostKeys: number;
  readonly #atOnce: number;
  #waiting: Waiting<Answer>[] = [];
  #asking = 0;

  /**
   * `ask` is called with distinct keys, about `mostKeys` at once (a single larger question is not split), and `atOnce` times at the same
   * time: more answer sooner where the database has cores to spare, and gather less.
   */
  constructor(ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>, { mostKeys = 2_000, atOnce = 1 }: { mostKeys?: number; atOnce?: number } = {}) {
    this.#ask = ask;
    this.#mostKeys = mostKeys;
    this.#atOnce = atOnce;
  }

  /** Answers to at least these keys; a key without an answer is absent. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ keys, resolve, reject });
      if (this.#asking < this.#atOnce) void this.#drain();
    });
  }

  get isIdle(): boolean {
    return this.#asking === 0 && this.#waiting.length === 0;
  }

  async #drain(): Promise<void> {
    this.#asking += 1;
    // Requests that arrived in this turn of the event loop join the first question.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#askOnce(this.#take());
    this.#asking -= 1;
  }

  #take(): Waiting<Answer>[] {
    let keys = 0;
    let count = 0;
    for (const waiting of this.#waiting) {
      if (count > 0 && keys + waiting.keys.length > this.#mostKeys) break;
      keys += waiting.keys.length;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #askOnce(group: readonly Waiting<Answer>[]): Promise<void> {
    try {
      const answers = await this.#ask([...new Set(group.flatMap((waiting) => waiting.keys))]);
      for (const waiting of group) waiting.resolve(answers);
    } catch (error) {
      for (const waiting of group) waiting.reject(error);
    }
  }
}
