// What puts records into the match queue. A record queued again gets a new moment, so that a run under way does not take it off.
import type { ApplyScope } from '../../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../../library-sql.ts';
import { sql, type Query } from '../../../store/sql.ts';

/** Records that the load brought, changed or revived. */
export function queueStaged({ lib, staging, now }: ApplyScope): Query {
  return queueRecords(lib, sql`
    select s.record_id from ${staging} s left join seen using (record_id)
    where not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced') or seen.revives)`, now);
}

/** The records of a query of record ids, without repeats; in the order of the index that takes them in. */
export function queueRecords(lib: LibrarySql, which: Query, now: Date): Query {
  const queue = lib.table('match_queue');
  return sql`
    insert into ${queue} (record_id, queued_at) select q.record_id, ${now}::timestamptz from (${which}) q order by q.record_id
    on conflict (record_id) do update set queued_at = greatest(excluded.queued_at, ${queue}.queued_at + interval '1 microsecond')`;
}
