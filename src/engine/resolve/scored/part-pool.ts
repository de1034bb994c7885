// Threads for the row loops of scoring. They live for one run: a large queue is rare, and idle threads would hold their tables.
import { askThread, startThread } from '../../threads.ts';
import type { PartRequest } from './part.ts';

/** Works off all parts of a step side by side; resolves with the rows written. */
export type RunParts = (request: Omit<PartRequest, 'part' | 'parts'>) => Promise<number>;

export type PartAnswer = { readonly written: number } | { readonly failure: string };

/** The dictionaries of readings, the model's terms, and records that pairs need; what a batch of them leaves behind. */
const heap = { old: 384, young: 192 };

/** Runs `work` with `threads` threads at hand, and ends them after it. `url`: the database as the runtime role. */
export async function withPartPool<T>(url: string, threads: number, work: (run: RunParts) => Promise<T>): Promise<T> {
  const workers = Array.from({ length: threads }, () => startThread(new URL('./part-thread.ts', import.meta.url), { url, heap }));
  try {
    return await work(async (request) => {
      const written = await Promise.all(workers.map((worker, part) =>
        askThread<PartAnswer, number>(worker, { ...request, part, parts: threads }, (message, answer) =>
          ('written' in message ? answer.resolve(message.written) : answer.reject(new Error(message.failure))))));
      return written.reduce((sum, each) => sum + each, 0);
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
