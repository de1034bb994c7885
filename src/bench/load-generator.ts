// Asks over raw sockets, as cheaply as it can, since it shares the machine with what it measures: every connection sends a request,
// waits for its answer, checks it, and sends the next.
import { connect } from 'node:net';
import { AnswerParser, type ReceivedAnswer } from './answer-parser.ts';
import { percentile } from './statistics.ts';

export interface Exchange {
  /** The whole request, ASCII. */
  readonly request: string;
  /** Why the answer is wrong, or null when it is right. */
  readonly judge: (answer: ReceivedAnswer) => string | null;
}

export interface RoundOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly next: () => Exchange;
}

export interface Round {
  readonly answered: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** One round. Requests under way at its end are waited for. Rejects on the first wrong answer. */
export async function runRound({ port, connections, seconds, next }: RoundOptions): Promise<Round> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => keepAsking({ port, deadline, next, latencies })));
  const elapsed = (performance.now() - startedAt) / 1000;
  return { answered: latencies.length, rate: latencies.length / elapsed, p99: percentile(latencies, 0.99) };
}

interface Asking extends Pick<RoundOptions, 'port' | 'next'> {
  readonly deadline: number;
  readonly latencies: number[];
}

function keepAsking({ port, deadline, next, latencies }: Asking): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = new AnswerParser();
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let sentAt = 0;
    let exchange: Exchange | null = null;
    const send = (): void => {
      exchange = next();
      sentAt = performance.now();
      socket.write(exchange.request, 'latin1');
    };
    const give = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.on('connect', send);
    socket.on('error', (cause) => give(new Error(`the connection to port ${port} broke`, { cause })));
    socket.on('close', () => reject(new Error(`the server at port ${port} closed a connection`)));
    socket.on('data', (chunk: Buffer) => {
      try {
        const answer = parser.take(chunk);
        if (answer === null || exchange === null) return;
        const now = performance.now();
        latencies.push(now - sentAt);
        const wrong = exchange.judge(answer);
        if (wrong !== null) return give(new Error(`a wrong answer: ${wrong}`));
        if (now < deadline) return send();
        resolve();
        socket.destroy();
      } catch (error) {
        give(error as Error);
      }
    });
  });
}
