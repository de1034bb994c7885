// Threads for row work in TypeScript: how one is started on a module of ours, how it is asked for one thing at a time, and how several share
// what is asked.
import { Worker } from 'node:worker_threads';
import { HubError, type ErrorCode } from '../kernel/errors.ts';

export interface ThreadOptions {
  /** The database as the runtime role. */
  readonly url: string;
  /** Heap, MB: rows stream, so what a thread holds is its tables, dictionaries and one batch. */
  readonly heap: { readonly old: number; readonly young: number };
}

/** A thread does not inherit the TypeScript loader of its process: it is registered before the thread's own module is loaded. */
export function startThread(module: URL, { url, heap }: ThreadOptions): Worker {
  const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(module.href)});
});`;
  const resourceLimits = { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young };
  return new Worker(bootstrap, { eval: true, workerData: { url }, resourceLimits });
}

export interface ThreadPool {
  /** Starts the threads, so that nothing waits for one. */
  warm(): void;
  /** Gives `use` a thread of its own; waits for a free one. */
  run<Result>(use: (worker: Worker) => Promise<Result>): Promise<Result>;
  /** Ends the threads; what they are at is given up. */
  stop(): Promise<void>;
}

/** Threads start with the first work each of them gets. */
export function createThreadPool(module: URL, options: ThreadOptions, threads: number): ThreadPool {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];

  const start = (): Worker => {
    const worker = startThread(module, options);
    all.add(worker);
    // Whoever asked hears of it; what comes when nobody asks ends the thread, not the process.
    worker.once('error', (error) => process.emitWarning(`a thread failed: ${error.stack ?? error.message}`, 'ThreadWarning'));
    worker.once('exit', () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    return worker;
  };
  const take = (): Promise<Worker> => {
    const worker = idle.pop() ?? (all.size < threads ? start() : undefined);
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(all.has(worker) ? worker : start());
    else if (all.has(worker)) idle.push(worker);
  };

  return {
    warm() {
      while (all.size < threads) idle.push(start());
    },
    async run(use) {
      const worker = await take();
      try {
        return await use(worker);
      } finally {
        giveBack(worker);
      }
    },
    async stop() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** How a thread tells that it could not do what was asked: errors lose their class on the way. */
export type ThreadFailure =
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string; readonly details?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly message: string };

export function failureOf(error: unknown): ThreadFailure {
  if (error instanceof HubError) return { kind: 'refused', code: error.code, message: error.message, details: error.details };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function errorOf(failure: ThreadFailure): Error {
  return failure.kind === 'refused' ? new HubError(failure.code, failure.message, failure.details) : new Error(failure.message);
}

export interface Answering<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** One request to one thread; `hear` takes each message until it settles. A thread that dies (out of memory) fails its request, not the process. */
export function askThread<Message, Result>(worker: Worker, request: unknown, hear: (message: Message, answer: Answering<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', take);
      worker.off('error', fail);
      worker.off('exit', exited);
      finish();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const answer: Answering<Result> = { resolve: (result) => settle(() => resolve(result)), reject: fail };
    const take = (message: Message): void => hear(message, answer);
    const exited = (): void => fail(new Error('the thread ended before its work'));
    worker.on('message', take);
    worker.on('error', fail);
    worker.on('exit', exited);
    worker.postMessage(request);
  });
}
