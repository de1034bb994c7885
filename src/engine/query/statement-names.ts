// Names for statements that are asked again and again, so that PostgreSQL plans them once a connection. Bounded: every
// connection keeps what was named on it.
import { createHash } from 'node:crypto';

const mostNames = 256;

export class StatementNames {
  readonly #names = new Map<string, string>();

  /** A stable name for the text; undefined (plan it anew) when too many texts are named already. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= mostNames) return undefined;
    const name = `q_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }
}
