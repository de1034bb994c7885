// Relations that a person decided stand beside those that sources state. Each belongs to the golden records that hold the first of the
// records it was decided on, so it follows the two through merge and split; while both are one golden record there is none.
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';

/** { decision_id, type, is_refused, golden_id, target_golden_id }: between which golden records each decision about a relation holds now. */
export function decidedRelations(lib: LibrarySql): Query {
  const decided = lib.table('decided_relation');
  const home = (side: 'from' | 'to'): Query => sql`
    select distinct on (d.decision_id) d.decision_id, d.type, d.is_refused, r.golden_id
    from ${decided} d join ${lib.table('source_record')} r on r.record_id = d.record_id
    where d.side = ${side} and r.golden_id is not null and not r.is_withdrawn
    order by d.decision_id, d.place`;
  return sql`
    select one.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (${home('from')}) one join (${home('to')}) other using (decision_id) where one.golden_id <> other.golden_id`;
}

/** The relation table as the decisions in force make it, what sources state left aside. */
export function relateDecided(lib: LibrarySql): Query {
  const relation = lib.table('relation');
  return sql`
    with wanted as materialized (select * from (${decidedRelations(lib)}) d where not d.is_refused),
    gone as (
      delete from ${relation} r where r.decision_id is not null and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into ${relation} (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, ${lib.library.code}, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where (${relation}.golden_id, ${relation}.target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id)`;
}
