// Works off the match queues of all libraries, one after the other: a fault of one stops none.
import { matchPending, type MatchRun } from '../engine/resolve/scored/match-queue.ts';
import type { Hub } from './compose.ts';

/** The runs by library code; libraries for which nothing waited are left out. */
export async function matchLibraries({ matching, libraries, log }: Hub): Promise<ReadonlyMap<string, MatchRun>> {
  const runs = new Map<string, MatchRun>();
  for (const { code } of libraries) {
    try {
      const run = await matchPending(matching, code);
      if (run) runs.set(code, run);
    } catch (error) {
      log.error({ library: code, err: error }, 'matching failed');
    }
  }
  return runs;
}
