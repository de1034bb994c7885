// Threads for the row loops of scoring. They live for one run: a large queue is rare, and idle threads would hold their tables.
import { Worker } from 'node:worker_threads';
import type { PartRequest } from './part.ts';

/** Works off all parts of a step side by side; resolves with the rows written. */
export type RunParts = (request: Omit<PartRequest, 'part' | 'parts'>) => Promise<number>;

/** Heap of a thread, MB: rows stream; the dictionaries of readings and the model's terms are what it holds. */
const heapLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 };

/** A thread does not inherit the TypeScript loader of its process: it is registered before the thread's own module is loaded. */
const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./part-thread.ts', import.meta.url).href)});
});`;

/** Runs `work` with `threads` threads at hand, and ends them after it. `url`: the database as the runtime role. */
export async function withPartPool<T>(url: string, threads: number, work: (run: RunParts) => Promise<T>): Promise<T> {
  const workers = Array.from({ length: threads }, () => new Worker(bootstrap, { eval: true, workerData: { url }, resourceLimits: heapLimits }));
  try {
    return await work(async (request) => {
      const written = await Promise.all(workers.map((worker, part) => runOn(worker, { ...request, part, parts: threads })));
      return written.reduce((sum, each) => sum + each, 0);
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** One part on one thread. A thread that dies (out of memory) fails the run, not the process. */
function runOn(worker: Worker, request: PartRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', take);
      worker.off('error', fail);
      worker.off('exit', exited);
      finish();
    };
    const take = (answer: { written: number } | { failure: string }): void =>
      settle(() => ('written' in answer ? resolve(answer.written) : reject(new Error(answer.failure))));
    const fail = (error: Error): void => settle(() => reject(error));
    const exited = (): void => settle(() => reject(new Error('the matching thread ended before its part')));
    worker.on('message', take);
    worker.on('error', fail);
    worker.on('exit', exited);
    worker.postMessage(request);
  });
}
