// The change stream of one bureau, read from one snapshot in windows of the log: a page of it, or all of it.
import type { Pool, PoolClient } from 'pg';
import { withSnapshot } from '../../store/transaction.ts';
import { readBounds, requireWithin } from './bounds.ts';
import { changesSql, windowSql, type BureauReach, type ChangeRow } from './flags.sql.ts';

export interface ChangePage {
  readonly rows: readonly ChangeRow[];
  /** Go on from here. */
  readonly next: number;
  /** False: whoever has followed the stream up to here holds exactly what the full file of `next` holds. */
  readonly hasMore: boolean;
}

const windowChanges = 2_000;
/** A page ends after so many changes of the log, even where few of them are the bureau's. */
const mostWindows = 25;

/**
 * Changes after `since`, oldest last change first. A page may be longer than `limit` where several entries changed at one timepoint (an
 * authorisation), and shorter or empty with more to come. Refuses TIMEPOINT_GONE and TIMEPOINT_AHEAD.
 */
export async function readChanges(pool: Pool, reach: BureauReach, { since, limit }: { since: number; limit: number }): Promise<ChangePage> {
  return withSnapshot(pool, async (client) => {
    const { head, ...floor } = await readBounds(client);
    requireWithin({ head, ...floor }, since);
    const rows: ChangeRow[] = [];
    let after = since;
    for (let windows = 0; after < head && windows < mostWindows; windows++) {
      const upTo = await windowEnd(client, reach, { after, head });
      const room = limit - rows.length;
      const found = await readWindow(client, reach, { since, after, upTo, limit: room + 1 });
      const last = found[room - 1];
      if (found.length > room && last !== undefined) {
        rows.push(...found.filter(({ timepoint }) => timepoint <= last.timepoint));
        return { rows, next: last.timepoint, hasMore: true };
      }
      rows.push(...found);
      after = upTo;
      if (rows.length >= limit) break;
    }
    return { rows, next: after, hasMore: after < head };
  });
}

/** All changes after `since` in the client's snapshot, window by window. */
export async function* allChanges(client: PoolClient, reach: BureauReach, { since, head }: { since: number; head: number }): AsyncGenerator<ChangeRow[]> {
  for (let after = since; after < head;) {
    const upTo = await windowEnd(client, reach, { after, head });
    const rows = await readWindow(client, reach, { since, after, upTo, limit: Number.MAX_SAFE_INTEGER });
    if (rows.length > 0) yield rows;
    after = upTo;
  }
}

async function windowEnd(client: PoolClient, { agencyCode }: BureauReach, { after, head }: { after: number; head: number }): Promise<number> {
  const { rows: [window] } = await client.query<{ upTo: number }>(windowSql(agencyCode, { after, head, changes: windowChanges }));
  return window?.upTo ?? head;
}

async function readWindow(client: PoolClient, reach: BureauReach, range: Parameters<typeof changesSql>[1]): Promise<ChangeRow[]> {
  return (await client.query<ChangeRow>(changesSql(reach, range))).rows;
}
