// A request and an answer as the runner knows them, whoever dispatched them (node:http directly or Express).
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HubError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';

export interface RequestMessage {
  readonly headers: IncomingHttpHeaders;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** What follows the question mark. */
  readonly query: string;
  readonly body: Readable;
  readonly remoteAddress: string;
}

export interface AnswerMessage {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Readable | null;
}

const noParams: Readonly<Record<string, string>> = {};

export function readRequest(request: IncomingMessage, params: Readonly<Record<string, string>> = noParams): RequestMessage {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  return {
    headers: request.headers,
    params,
    query: mark < 0 ? '' : url.slice(mark + 1),
    body: request,
    remoteAddress: request.socket.remoteAddress ?? '',
  };
}

/** The whole body as text, or BODY_TOO_LARGE. Bytes that are no UTF-8 are refused: a name read wrongly would answer as a mismatch. */
export function readText(body: Readable, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isWhole = false;
    body.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        body.removeAllListeners('data');
        body.resume();
        reject(new HubError('BODY_TOO_LARGE', 'the body is over the limit', { limitBytes: limit }));
      }
    });
    body.on('end', () => {
      isWhole = true;
      const [only] = chunks;
      const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks);
      if (isUtf8(bytes)) resolve(bytes.toString('utf8'));
      else reject(new HubError('REQUEST_MALFORMED', 'the body is not UTF-8'));
    });
    body.on('error', reject);
    body.on('close', () => {
      if (!isWhole) reject(new HubError('REQUEST_MALFORMED', 'the request ended early'));
    });
  });
}

/** Writes the answer once. A stream that fails midway breaks the connection, so that nobody takes half for the whole. */
export async function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: AnswerMessage, log: Log): Promise<void> {
  const { headers } = answer;
  headers['Cache-Control'] ??= 'no-store';
  headers['X-Content-Type-Options'] = 'nosniff';
  // An answer ahead of the end of an upload: the rest is not waited for.
  if (!request.complete) headers['Connection'] = 'close';
  const { body } = answer;
  if (body instanceof Readable) {
    response.writeHead(answer.status, headers);
    await pipeline(body, response).catch((error: unknown) => log.warn({ err: error }, 'an answer broke off'));
    return;
  }
  // Bytes once, for their count and for the socket.
  const bytes = body === null ? undefined : Buffer.from(body);
  if (bytes) headers['Content-Length'] = String(bytes.length);
  response.writeHead(answer.status, headers);
  response.end(bytes);
}
