// The candidate pairs of a library: what a run found takes the place of what was known of the records it took.
import type { LibrarySql } from '../../library-sql.ts';
import { sql, type Query } from '../../../store/sql.ts';
import { analyzeWork, makeWork } from '../../../store/work-table.ts';
import type { WorkTables } from './work-tables.sql.ts';

/** Fills `nearby` with both records of each old and new pair of the records taken; those without a number are to be decided again. */
export function noteMatched(lib: LibrarySql, { taken, scored }: WorkTables): Query[] {
  const candidate = lib.table('candidate');
  const record = lib.table('source_record');
  return [
    makeWork('nearby', sql`record_id uuid not null`),
    sql`
    insert into nearby (record_id)
    with old as (
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.record_id
      union
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.other_id
    )
    select record_id from ${scored} union select other_id from ${scored} union select record_id from old union select other_id from old`,
    analyzeWork('nearby'),
    // A record with a number is decided with the records that are near it.
    sql`insert into moved (record_id) select n.record_id from nearby n join ${record} r using (record_id) where r.key is null`,
  ];
}

/** Golden records whose tasks are judged again though their links stay: a new pair may only ask. */
export function gainNearby(lib: LibrarySql): Query {
  return sql`
    insert into gained (record_id, golden_id, load_id)
    select record_id, r.golden_id, r.load_id from nearby join ${lib.table('source_record')} r using (record_id) where r.golden_id is not null`;
}

/** `model_id`: the model that scored. */
export function replaceCandidates(lib: LibrarySql, { taken, scored }: WorkTables, modelId: number): Query[] {
  const candidate = lib.table('candidate');
  return [
    sql`delete from ${candidate} c using ${taken} t where c.record_id = t.record_id`,
    sql`delete from ${candidate} c using ${taken} t where c.other_id = t.record_id`,
    sql`insert into ${candidate} (record_id, other_id, score, levels, outcome, relation, model_id)
      select record_id, other_id, score, levels, outcome, relation, ${modelId} from ${scored} order by record_id, other_id`,
  ];
}

/** Takes out of the queue what the run has served; a record queued again meanwhile stays. */
export function unqueue(lib: LibrarySql, { taken }: WorkTables): Query {
  return sql`delete from ${lib.table('match_queue')} q using ${taken} t where q.record_id = t.record_id and q.queued_at = t.queued_at`;
}
