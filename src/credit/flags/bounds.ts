// How far the change log reaches: from what is still kept to what has been committed.
import type { Pool, PoolClient } from 'pg';
import { HubError } from '../../kernel/errors.ts';
import { sql, type Query } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { lockTimepoints } from '../entries/timepoints.ts';

/** `floor`: a reader may go on from here, not from before. `head`: the last timepoint of the snapshot. */
export interface Bounds {
  readonly floor: number;
  readonly head: number;
}

const boundsQuery: Query = sql`
  select floor, greatest(floor, (select max(timepoint) from hub.credit_change), (select max(timepoint) from hub.credit_authorisation_change)) as head
  from hub.credit_feed`;

export async function readBounds(connection: Pool | PoolClient): Promise<Bounds> {
  const { rows: [bounds] } = await connection.query<Bounds>(boundsQuery);
  if (bounds === undefined) throw new Error('hub.credit_feed has lost its row');
  return bounds;
}

/** Refuses TIMEPOINT_GONE and TIMEPOINT_AHEAD: from such a timepoint nobody could say what changed. */
export function requireWithin({ floor, head }: Bounds, since: number): void {
  if (since < floor) throw new HubError('TIMEPOINT_GONE', 'the changes since this timepoint are no longer kept', { floor, head });
  if (since > head) throw new HubError('TIMEPOINT_AHEAD', 'the timepoint has not been reached', { floor, head });
}

/** The timepoint from which everything is told that changed after an instant; never before the floor. */
export async function timepointAt(client: PoolClient, instant: Date): Promise<number> {
  const first = (table: Query): Query => sql`(select min(timepoint) from ${table} where at > ${instant}::timestamptz)`;
  const { rows: [found] } = await client.query<{ timepoint: number }>(sql`
    select greatest(bounds.floor, least(bounds.head, ${first(sql`hub.credit_change`)} - 1, ${first(sql`hub.credit_authorisation_change`)} - 1)) as timepoint
    from (${boundsQuery}) bounds`);
  return found?.timepoint ?? 0;
}

/**
 * Forgets changes made before an instant and raises the floor to the last of them. Returns how many went. Moves of authorisations are few and
 * stay: they say which entries a bureau could have had.
 */
export async function purgeChanges(pool: Pool, before: Date): Promise<number> {
  return withTransaction(pool, async (client) => {
    await lockTimepoints(client);
    const last = await timepointAt(client, before);
    const changes = await client.query(sql`delete from hub.credit_change where timepoint <= ${last}::bigint`);
    const authorisations = await client.query(sql`delete from hub.credit_authorisation_change where timepoint <= ${last}::bigint and kind <> 'moved'`);
    await client.query(sql`update hub.credit_feed set floor = ${last}::bigint where floor < ${last}::bigint`);
    return (changes.rowCount ?? 0) + (authorisations.rowCount ?? 0);
  });
}
