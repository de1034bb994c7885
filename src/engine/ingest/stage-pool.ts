// Stages files in threads of their own, so that reading one delivery, reading the next and applying a third share the cores, and
// look-ups are not held up by row work.
import { Worker } from 'node:worker_threads';
import { HubError, type ErrorCode } from '../../kernel/errors.ts';
import type { Staged, StageProgress, StageRequest } from './stage-file.ts';

export type StageAnswer =
  | { readonly kind: 'progress'; readonly progress: StageProgress }
  | { readonly kind: 'staged'; readonly staged: Staged }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string; readonly details?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly message: string };

export type StageFile = (request: StageRequest, onProgress: (progress: StageProgress) => void) => Promise<Staged>;

export interface StagePool {
  /** Starts the threads, so that no file waits for one. */
  warm(): void;
  /** As stageFile; waits for a free thread. */
  readonly stage: StageFile;
  /** Ends the threads; files being staged are given up. */
  stop(): Promise<void>;
}

/** Heap of a thread, MB: rows stream, so what it holds is the tables of the standards and one batch. */
const heapLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 48 };

/** A thread does not inherit the TypeScript loader of its process: it is registered before the thread's own module is loaded. */
const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./stage-thread.ts', import.meta.url).href)});
});`;

/** `url`: the database as the runtime role. Threads start with the first file each of them gets. */
export function createStagePool(url: string, threads: number): StagePool {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];

  const start = (): Worker => {
    const worker = new Worker(bootstrap, { eval: true, workerData: { url }, resourceLimits: heapLimits });
    all.add(worker);
    worker.once('exit', () => all.delete(worker));
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
    async stage(request, onProgress) {
      const worker = await take();
      try {
        return await runOn(worker, request, onProgress);
      } finally {
        giveBack(worker);
      }
    },
    async stop() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** One file on one thread. A thread that dies (out of memory) fails its file, not the process. */
function runOn(worker: Worker, request: StageRequest, onProgress: (progress: StageProgress) => void): Promise<Staged> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', take);
      worker.off('error', fail);
      worker.off('exit', exited);
      finish();
    };
    const take = (answer: StageAnswer): void => {
      if (answer.kind === 'progress') onProgress(answer.progress);
      else if (answer.kind === 'staged') settle(() => resolve(answer.staged));
      else if (answer.kind === 'refused') settle(() => reject(new HubError(answer.code, answer.message, answer.details)));
      else settle(() => reject(new Error(answer.message)));
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const exited = (): void => settle(() => reject(new Error('the staging thread ended before its file')));
    worker.on('message', take);
    worker.on('error', fail);
    worker.on('exit', exited);
    worker.postMessage(request);
  });
}
