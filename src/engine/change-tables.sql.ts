// The work tables of a transaction that changes a library, and live no longer than it: `seen` (rows whose record exists; of one load at a time), `gained`
// (records newly linked), `reworded` (records that say something else now), `moved` (records whose cluster must be decided again), `touched`
// (golden records to compute anew), `touched_key`, `restated` (records whose relations were written).
import { ident, sql, type Query } from '../store/sql.ts';
import { makeWork } from '../store/work-table.ts';

/** The table behind `gained` where loads are large: in the server's memory, of which a session's own tables have little, and open to its workers. */
export const sharedGained = (loadId: number): Query => ident('staging', `gained_${loadId}`);

export function createChangeTables(shared: Query | null = null): Query[] {
  const gained = sql`record_id uuid not null, golden_id uuid not null, load_id bigint not null`;
  return [
    makeWork('seen', sql`record_id uuid not null, outcome text not null, revives boolean not null`),
    ...(shared === null ? [makeWork('gained', gained)] : [
      sql`create unlogged table ${shared} (${gained}) with (autovacuum_enabled = false)`, sql`create temporary view gained as select * from ${shared}`,
    ]),
    makeWork('reworded', sql`record_id uuid not null, load_id bigint not null`),
    makeWork('moved', sql`record_id uuid not null`),
    makeWork('touched', sql`golden_id uuid not null`),
    makeWork('touched_key', sql`key text not null`),
    makeWork('restated', sql`record_id uuid not null`),
  ];
}
