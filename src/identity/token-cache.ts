// Verified tokens, bounded: two generations, of which the older is dropped whole when the younger is full. Keys are the tokens
// themselves: they live in memory only and are never logged.
import type { Caller } from './caller.ts';

interface Entry {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export class TokenCache {
  readonly #half: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  #epoch = -1;

  /** Holds between half of `size` and `size` tokens. */
  constructor(size: number) {
    this.#half = Math.max(1, Math.floor(size / 2));
  }

  /** Forgets everything whenever the access epoch is another than last time. */
  get(token: string, at: { readonly epoch: number; readonly now: number }): Caller | null {
    if (at.epoch !== this.#epoch) return null;
    let entry = this.#young.get(token);
    if (entry === undefined) {
      entry = this.#old.get(token);
      if (entry === undefined) return null;
      this.#insert(token, entry);
    }
    return at.now < entry.expiresAt ? entry.caller : null;
  }

  set(token: string, entry: Entry, epoch: number): void {
    if (epoch !== this.#epoch) {
      this.#young = new Map();
      this.#old = new Map();
      this.#epoch = epoch;
    }
    this.#insert(token, entry);
  }

  #insert(token: string, entry: Entry): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(token, entry);
  }
}
