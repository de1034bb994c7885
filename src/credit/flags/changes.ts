// A page of the change stream of one bureau, read from one snapshot.
import type { Pool } from 'pg';
import { withSnapshot } from '../../store/transaction.ts';
import { readBounds, requireWithin } from './bounds.ts';
import { changesSql, type BureauReach, type ChangeRow } from './flags.sql.ts';

export interface ChangePage {
  readonly rows: readonly ChangeRow[];
  /** Go on from here. */
  readonly next: number;
  /** False: whoever has followed the stream up to here holds exactly what the full file of `next` holds. */
  readonly hasMore: boolean;
}

/**
 * Changes after `since`, oldest last change first. A page may be longer than `limit` where several entries changed at one timepoint (an
 * authorisation). Refuses TIMEPOINT_GONE and TIMEPOINT_AHEAD.
 */
export async function readChanges(pool: Pool, reach: BureauReach, { since, limit }: { since: number; limit: number }): Promise<ChangePage> {
  return withSnapshot(pool, async (client) => {
    const bounds = await readBounds(client);
    requireWithin(bounds, since);
    if (since === bounds.head) return { rows: [], next: bounds.head, hasMore: false };
    const { rows } = await client.query<ChangeRow>(changesSql(reach, { since, limit: limit + 1 }));
    const last = rows[limit - 1];
    if (rows.length <= limit || last === undefined) return { rows, next: bounds.head, hasMore: false };
    return { rows: rows.filter(({ timepoint }) => timepoint <= last.timepoint), next: last.timepoint, hasMore: true };
  });
}
