// Works things off in batches: while one batch is under way, what comes next gathers for the following one. Nothing waits for company.

export interface BatchSteps<Item> {
  /** Takes the items of the next batch out of the queue, at least one. */
  readonly take: (queue: Item[]) => readonly Item[];
  /** Does the work, and resolves with what tells each item's owner of it. Never rejects: a failure is told too. */
  readonly work: (batch: readonly Item[]) => Promise<() => void>;
}

export class Batcher<Item> {
  readonly #steps: BatchSteps<Item>;
  readonly #atOnce: number;
  readonly #queue: Item[] = [];
  #underWay = 0;

  /** `atOnce` batches are worked at the same time: more are done sooner where there are cores to spare, and gather less. */
  constructor(steps: BatchSteps<Item>, atOnce = 1) {
    this.#steps = steps;
    this.#atOnce = atOnce;
  }

  /** Items that no batch has taken yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#queue.length === 0;
  }

  add(item: Item): void {
    this.#queue.push(item);
    if (this.#underWay === this.#atOnce) return;
    this.#underWay += 1;
    // What comes in this turn of the event loop joins the first batch.
    setImmediate(() => void this.#drain());
  }

  /** The next batch is sent before the last one's owners are told: it is worked on while they go on. */
  async #drain(): Promise<void> {
    let tell: () => void = () => undefined;
    while (this.#queue.length > 0) {
      const working = this.#steps.work(this.#steps.take(this.#queue));
      process.nextTick(tell);
      tell = await working;
    }
    this.#underWay -= 1;
    tell();
  }
}
