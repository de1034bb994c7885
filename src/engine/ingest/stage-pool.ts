// Stages files in threads of their own, so that reading one delivery, reading the next and applying a third share the cores, and
// look-ups are not held up by row work.
import type { Worker } from 'node:worker_threads';
import { askThread, createThreadPool, errorOf, type ThreadFailure } from '../threads.ts';
import type { Staged, StageFile, StageProgress, StageRequest } from './stage-file.ts';

export type StageAnswer =
  | { readonly kind: 'progress'; readonly progress: StageProgress }
  | { readonly kind: 'staged'; readonly staged: Staged }
  | ThreadFailure;

export interface StagePool {
  /** Starts the threads, so that no file waits for one. */
  warm(): void;
  /** As stageFile; waits for a free thread. */
  readonly stage: StageFile;
  /** Ends the threads; files being staged are given up. */
  stop(): Promise<void>;
}

/** Tables of the standards and one batch. */
const heap = { old: 192, young: 32 };

/** `url`: the database as the runtime role. Threads start with the first file each of them gets. */
export function createStagePool(url: string, threads: number): StagePool {
  const pool = createThreadPool(new URL('./stage-thread.ts', import.meta.url), { url, heap }, threads);
  return {
    warm: () => pool.warm(),
    stage: (request, onProgress) => pool.run((worker) => runOn(worker, request, onProgress)),
    stop: () => pool.stop(),
  };
}

function runOn(worker: Worker, request: StageRequest, onProgress: (progress: StageProgress) => void): Promise<Staged> {
  return askThread<StageAnswer, Staged>(worker, request, (message, answer) => {
    if (message.kind === 'progress') onProgress(message.progress);
    else if (message.kind === 'staged') answer.resolve(message.staged);
    else answer.reject(errorOf(message));
  });
}
