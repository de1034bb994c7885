// The candidate pairs of a library: what a run found takes the place of what was known of the records it took.
import type { LibrarySql } from '../../library-sql.ts';
import { sql, trustedSql, type Query } from '../../../store/sql.ts';
import { makeWork } from '../../../store/work-table.ts';
import { analyze, type WorkTables } from './work-tables.sql.ts';

/** Of a hundred records that moved, those with which the first half starts: what hangs together with them makes it about half. */
const firstShare = 35;

/** Fills `nearby` with both records of each old and new pair of the records taken. */
export function noteNearby(lib: LibrarySql, tables: WorkTables): Query[] {
  const candidate = lib.table('candidate');
  const { taken, scored, nearby } = tables;
  return [
    sql`
    insert into ${nearby} (record_id)
    with old as (
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.record_id
      union
      select c.record_id, c.other_id from ${candidate} c join ${taken} t on t.record_id = c.other_id
    )
    select record_id from ${scored} union select other_id from ${scored} union select record_id from old union select other_id from old`,
    analyze(tables, 'nearby'),
  ];
}

/** Those without a number are to be decided again: a record with a number is decided with the records that are near it. `which`: see NearbyPart. */
export function moveNearby(lib: LibrarySql, { nearby }: WorkTables, which: NearbyPart = everyNearby): Query {
  return sql`
    insert into moved (record_id) select n.record_id from ${nearby} n join ${lib.table('source_record')} r using (record_id) where r.key is null and ${which.moves}`;
}

/** Golden records whose tasks are judged again though their links stay: a new pair may only ask. */
export function gainNearby(lib: LibrarySql, { nearby }: WorkTables, which: NearbyPart = everyNearby): Query {
  return sql`
    insert into gained (record_id, golden_id, load_id)
    select record_id, r.golden_id, r.load_id from ${nearby} n join ${lib.table('source_record')} r using (record_id) where r.golden_id is not null and ${which.asks}`;
}

/** Conditions on records of `nearby` (n): those that start a scope, and those whose tasks are judged with it. */
export interface NearbyPart {
  readonly moves: Query;
  readonly asks: Query;
}

const everyNearby: NearbyPart = { moves: sql`true`, asks: sql`true` };

/**
 * Two halves of what moved. What hangs together with the first comes into its scope by growing; the other starts from what is in `elsewhere`,
 * the first one's scope, no more, and so neither ever meets a record of the other's.
 */
export const firstHalf: NearbyPart = {
  moves: sql`abs(uuid_hash(n.record_id) % 100) < ${trustedSql(String(firstShare))}`,
  asks: sql`exists (select from scope s where s.record_id = n.record_id)`,
};
const isHere = sql`not exists (select from elsewhere e where e.record_id = n.record_id)`;
export const otherHalf: NearbyPart = { moves: isHere, asks: isHere };

export function createElsewhere(): Query {
  return makeWork('elsewhere', sql`record_id uuid not null`);
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
