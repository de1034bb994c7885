// Threads for row work in TypeScript: how one is started on a module of ours, and how it is asked for one thing at a time.
import { Worker } from 'node:worker_threads';

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
