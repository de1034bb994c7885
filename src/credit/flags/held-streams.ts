// How many streams each client holds open in this process.
export class HeldStreams {
  readonly #held = new Map<string, number>();

  constructor(readonly mostPerClient: number) {}

  /** Takes a place; call the answer, once, to give it back. Null: the client holds as many as it may. */
  take(clientId: string): (() => void) | null {
    const held = this.#held.get(clientId) ?? 0;
    if (held >= this.mostPerClient) return null;
    this.#held.set(clientId, held + 1);
    return () => {
      const left = (this.#held.get(clientId) ?? 1) - 1;
      if (left > 0) this.#held.set(clientId, left);
      else this.#held.delete(clientId);
    };
  }
}
