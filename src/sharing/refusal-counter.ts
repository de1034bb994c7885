// Refusals of callers who could not be identified: counted by minute, operation and code, so that a flood costs no row each.
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Pool } from 'pg';

const flushEvery = 5_000;
const minuteLength = 60_000;

interface Counted {
  readonly minute: number;
  readonly operationId: string;
  readonly code: string;
  count: number;
}

/** Counts in memory and adds to hub.refusal_count every five seconds and on stop(). A crash loses at most those seconds. */
export class RefusalCounter {
  readonly #deps: { readonly pool: Pool; readonly log: Log; readonly clock?: Clock };
  #counts = new Map<string, Counted>();
  #timer: NodeJS.Timeout | null = null;

  constructor(deps: { readonly pool: Pool; readonly log: Log; readonly clock?: Clock }) {
    this.#deps = deps;
  }

  /** `operationId` and `code` come from the contract and the error table, never from the request, so the map stays small. */
  countRefusal(operationId: string, code: string): void {
    const now = (this.#deps.clock ?? systemClock).now().getTime();
    this.#add({ minute: now - (now % minuteLength), operationId, code, count: 1 });
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.flush().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'audit: refusals could not be counted yet'));
    }, flushEvery);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.flush();
  }

  /** Adds what was counted since the last flush; on failure it is kept for the next one. */
  async flush(): Promise<void> {
    if (this.#counts.size === 0) return;
    const counted = [...this.#counts.values()];
    this.#counts = new Map();
    try {
      await this.#deps.pool.query(
        `insert into hub.refusal_count as held (minute, operation_id, code, count)
         select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::bigint[])
         on conflict (minute, operation_id, code) do update set count = held.count + excluded.count`,
        [
          counted.map((c) => new Date(c.minute)), counted.map((c) => c.operationId),
          counted.map((c) => c.code), counted.map((c) => c.count),
        ],
      );
    } catch (error) {
      for (const each of counted) this.#add(each);
      throw error;
    }
  }

  #add(counted: Counted): void {
    const key = `${counted.minute} ${counted.operationId} ${counted.code}`;
    const held = this.#counts.get(key);
    if (held) held.count += counted.count;
    else this.#counts.set(key, { ...counted });
  }
}
