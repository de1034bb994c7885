// Requests a client may make in a minute, counted by this process. Several processes each allow the whole rate: put a gateway's limit
// in front of them where the sum matters. Synchronous, for it stands in front of every request.
import type { Caller } from '../identity/authenticate.ts';

const windowLength = 60_000;

interface Window {
  endsAt: number;
  used: number;
}

export class ClientRateLimit {
  /** By client id: as many as there are clients. */
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Counts one request, writes the RateLimit headers, and says whether it is within the rate. */
  take({ clientId, ratePerMinute }: Pick<Caller, 'clientId' | 'ratePerMinute'>, headers: Record<string, string>): boolean {
    const now = this.#now();
    let window = this.#windows.get(clientId);
    if (window === undefined || window.endsAt <= now) {
      window = { endsAt: now + windowLength, used: 0 };
      this.#windows.set(clientId, window);
    }
    const reset = String(Math.ceil((window.endsAt - now) / 1000));
    const isAllowed = window.used < ratePerMinute;
    if (isAllowed) window.used += 1;
    else headers['Retry-After'] = reset;
    headers['RateLimit-Limit'] = String(ratePerMinute);
    headers['RateLimit-Remaining'] = String(ratePerMinute - window.used);
    headers['RateLimit-Reset'] = reset;
    return isAllowed;
  }
}
