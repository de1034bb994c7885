// The candidate pairs of a library: what a run found takes the place of what was known of the records it took.
import type { LibrarySql } from '../../library-sql.ts';
import { sql, type Query } from '../../../store/sql.ts';
import type { WorkTables } from './work-tables.sql.ts';

/** Records whose nearness to others changes put themselves and those others into `moved`: of each old and new pair, both. */
export function noteMatched(lib: LibrarySql, { taken, scored }: WorkTables): Query {
  const candidate = lib.table('candidate');
  const record = lib.table('source_record');
  return sql`
    insert into moved (record_id)
    with old as (
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.record_id
      union
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.other_id
    ),
    near as (
      select record_id from ${scored} union select other_id from ${scored} union select record_id from old union select other_id from old
    )
    -- a record with a number is decided with the records that are near it
    select n.record_id from near n join ${record} r using (record_id) where r.key is null`;
}

/** `model_id`: the model that scored. */
export function replaceCandidates(lib: LibrarySql, { taken, scored }: WorkTables, modelId: number): Query[] {
  const candidate = lib.table('candidate');
  return [
    sql`delete from ${candidate} c using ${taken} t where c.record_id = t.record_id`,
    sql`delete from ${candidate} c using ${taken} t where c.other_id = t.record_id`,
    sql`insert into ${candidate} (record_id, other_id, score, levels, outcome, relation, model_id)
      select record_id, other_id, score, levels, outcome, relation, ${modelId} from ${scored} order by record_id, other_id
      on conflict (record_id, other_id) do update set score = excluded.score, levels = excluded.levels, outcome = excluded.outcome,
        relation = excluded.relation, model_id = excluded.model_id`,
  ];
}

/**
 * Golden records whose pairs are others than before: their tasks are judged though nothing of theirs was computed. Run between
 * computing and settling.
 */
export function noteRegarded(lib: LibrarySql, { taken, scored }: WorkTables): Query {
  return sql`
    insert into touched (golden_id)
    with own as materialized (
      select distinct r.golden_id, r.record_id from ${taken} t join ${lib.table('source_record')} r on r.record_id = t.record_id where r.golden_id is not null
    )
    select golden_id from own where record_id in (select record_id from ${scored} union all select other_id from ${scored})
    union
    select own.golden_id from hub.task open cross join unnest(open.golden_ids) as member (golden_id) join own using (golden_id)
    where open.library = ${lib.library.code} and open.state in ('open', 'claimed') and open.subject_key like 'p:%'`;
}

/** Takes out of the queue what the run has served; a record queued again meanwhile stays. */
export function unqueue(lib: LibrarySql, { taken }: WorkTables): Query {
  return sql`delete from ${lib.table('match_queue')} q using ${taken} t where q.record_id = t.record_id and q.queued_at = t.queued_at`;
}
