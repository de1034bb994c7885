// Requests a client may make in a minute, counted by this process. Several processes each allow the whole rate: put a gateway's limit
// in front of them where the sum matters.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from './deps.ts';

const windowSeconds = 60;

export interface RateState {
  readonly isAllowed: boolean;
  readonly headers: Record<string, string>;
}

export class ClientRateLimit {
  /** One limiter a rate; clients of one rate share it under their own keys. */
  readonly #limiters = new Map<number, RateLimiterMemory>();

  async take({ clientId, ratePerMinute }: Caller): Promise<RateState> {
    let limiter = this.#limiters.get(ratePerMinute);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: ratePerMinute, duration: windowSeconds });
      this.#limiters.set(ratePerMinute, limiter);
    }
    try {
      return stateOf(await limiter.consume(clientId), ratePerMinute, true);
    } catch (error) {
      if (error instanceof RateLimiterRes) return stateOf(error, ratePerMinute, false);
      throw error;
    }
  }
}

function stateOf(result: RateLimiterRes, limit: number, isAllowed: boolean): RateState {
  const reset = String(Math.max(1, Math.ceil(result.msBeforeNext / 1000)));
  const headers: Record<string, string> = {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(Math.max(0, result.remainingPoints)),
    'RateLimit-Reset': reset,
  };
  if (!isAllowed) headers['Retry-After'] = reset;
  return { isAllowed, headers };
}
