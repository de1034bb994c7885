// Cuts the answers of a keep-alive connection out of what arrives: status line, Content-Length, body. One answer at a time, for the
// load generator never pipelines; anything else (chunked answers, several at once) is a fault.

export interface ReceivedAnswer {
  readonly status: number;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

export class AnswerParser {
  #held: Buffer | null = null;

  /** The answer that this chunk completes, or null when more must come. */
  take(chunk: Buffer): ReceivedAnswer | null {
    const data = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    const end = data.indexOf(headEnd);
    if (end >= 0) {
      const head = data.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
      if (Number.isNaN(length)) throw new Error('an answer without Content-Length');
      const bodyAt = end + headEnd.length;
      if (data.length > bodyAt + length) throw new Error('more than was asked for arrived');
      if (data.length === bodyAt + length) {
        this.#held = null;
        return { status: Number(head.slice(9, 12)), body: data.toString('utf8', bodyAt) };
      }
    }
    this.#held = data;
    return null;
  }
}
