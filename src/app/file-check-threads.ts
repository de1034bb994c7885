// Works files of subjects off in a thread, so that a million rows neither hold up requests nor wait for them.
import { askThread, createThreadPool, errorOf, type ThreadFailure } from '../engine/threads.ts';
import type { FileCheckWork } from '../credit/checks/file/file-store.ts';
import type { WorkOff } from './compose-file-checks.ts';

export interface FileCheckOrder {
  readonly work: FileCheckWork;
  readonly owner: string;
  readonly dataDir: string;
  /** Libraries from outside. */
  readonly librariesDir: string | null;
}

export type FileCheckReply = { readonly kind: 'done' } | ThreadFailure;

/** Tables of the standards, the answers of two parts and the rules as texts. */
const heap = { old: 384, young: 64 };
/** A file uses the cores that the database leaves it. */
const threads = 1;

export interface FileCheckThreads {
  readonly workOff: WorkOff;
  /** Files that are being worked off are given up; whoever goes on finds them where they stood. */
  stop(): Promise<void>;
}

/** `url`: the database as the runtime role. The thread starts with the first file. */
export function createFileCheckThreads(url: string, place: Pick<FileCheckOrder, 'dataDir' | 'librariesDir'>): FileCheckThreads {
  const pool = createThreadPool(new URL('./file-check-thread.ts', import.meta.url), { url, heap }, threads);
  return {
    workOff: (work, owner) => pool.run((worker) => askThread<FileCheckReply, void>(worker, { work, owner, ...place } satisfies FileCheckOrder, (reply, answer) => {
      if (reply.kind === 'done') answer.resolve();
      else answer.reject(errorOf(reply));
    })),
    stop: () => pool.stop(),
  };
}
