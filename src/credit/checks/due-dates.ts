// Until when feedback on a check of today is in time: terms and calendar in memory, for the pace at which checks are asked.
import type { Pool } from 'pg';
import { readDueDates } from '../../engine/steward/terms.ts';
import type { Clock } from '../../kernel/clock.ts';

const readEvery = 5_000;
export const feedbackMatter = 'feedback:due';

/** Never older than five seconds when asked. */
export class LiveFeedbackTerm {
  readonly #deps: { readonly pool: Pool; readonly clock: Clock };
  readonly #elapsed: () => number;
  #read: { readonly today: string; readonly at: number; readonly dueOn: string | null } | null = null;
  #reading: Promise<string | null> | null = null;

  constructor(deps: { readonly pool: Pool; readonly clock: Clock }, elapsed: () => number = () => performance.now()) {
    this.#deps = deps;
    this.#elapsed = elapsed;
  }

  /** The last day in time; null while nobody has set the term. */
  async dueOn(): Promise<string | null> {
    const held = this.#read;
    if (held !== null && held.today === this.#deps.clock.today() && this.#elapsed() - held.at < readEvery) return held.dueOn;
    this.#reading ??= this.#readAnew().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readAnew(): Promise<string | null> {
    const { pool, clock } = this.#deps;
    const [at, today] = [this.#elapsed(), clock.today()];
    const dueOn = (await readDueDates(pool, today)).dueOn(feedbackMatter);
    this.#read = { today, at, dueOn };
    return dueOn;
  }
}
