// Wakes whoever follows a stream when a change of the log commits, in whatever process. Without a connection for notices they look anew
// every two seconds.
import type { Client } from 'pg';
import type { Log } from '../../kernel/log.ts';

export interface ChangeSignalDeps {
  /** A new, unconnected client for LISTEN: a connection of its own, outside the pools. */
  readonly createListener: () => Client;
  readonly log: Log;
}

const pollEvery = 2_000;

export class ChangeSignal {
  readonly #deps: ChangeSignalDeps;
  readonly #waiting = new Set<() => void>();
  #changes = 0;
  #listener: Client | null = null;
  #isConnecting = false;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(deps: ChangeSignalDeps) {
    this.#deps = deps;
  }

  /** Read it before looking; give it to `changed()`, so that nothing slips between the look and the wait. */
  get changes(): number {
    return this.#changes;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  async start(): Promise<void> {
    await this.#listen();
    this.#timer = setInterval(() => void this.#tick(), pollEvery);
    this.#timer.unref();
  }

  /** Whoever waits goes on at once, and nobody waits any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#wake();
    const listener = this.#listener;
    this.#listener = null;
    await listener?.end();
  }

  /** Resolves when something may have changed since `changes` was read, or after the time. */
  changed(changes: number, milliseconds: number): Promise<void> {
    if (changes !== this.#changes || this.#isStopped || milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    this.#changes++;
    for (const done of [...this.#waiting]) done();
  }

  async #tick(): Promise<void> {
    if (this.#listener !== null) return;
    this.#wake();
    await this.#listen();
  }

  async #listen(): Promise<void> {
    if (this.#isStopped || this.#isConnecting) return;
    this.#isConnecting = true;
    const listener = this.#deps.createListener();
    const drop = (): void => {
      if (this.#listener === listener) this.#listener = null;
    };
    listener.on('notification', () => this.#wake());
    listener.on('error', drop).on('end', drop);
    try {
      await listener.connect();
      await listener.query('listen jiku_credit');
      this.#listener = listener;
      // What committed while nobody listened.
      this.#wake();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'credit changes: no notices; they are seen by polling alone');
      await listener.end().catch(() => undefined); // it never connected
    } finally {
      this.#isConnecting = false;
    }
  }
}
