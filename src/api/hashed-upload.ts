// An upload that is hashed as it goes by, so that a request sent again can be held against the first one without keeping its body.
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';

export class HashedUpload {
  /** What the handler reads. */
  readonly stream: Readable;
  readonly #hash: Hash = createHash('sha256');

  constructor(body: Readable) {
    this.stream = Readable.from(this.#pass(body), { objectMode: false });
  }

  /** Of the whole body; what nobody has read is read here. */
  async digest(): Promise<string> {
    if (!this.stream.readableEnded) for await (const _ of this.stream) continue;
    return this.#hash.digest('hex');
  }

  async *#pass(body: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }
}
