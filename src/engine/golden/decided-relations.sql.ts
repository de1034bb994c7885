// Relations that a person decided stand beside those that sources state. Each belongs to the golden records that hold the first of the
// records it was decided on, so it follows the two through merge and split; while both are one golden record there is none.
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';

/** Decisions about relations that name a record of these golden records (a query of ids). */
export function relationDecisionsOf(lib: LibrarySql, goldenIds: Query): Query {
  return sql`
    select distinct d.decision_id from ${lib.table('source_record')} r join ${lib.table('decided_relation')} d on d.record_id = r.record_id
    where r.golden_id in (${goldenIds})`;
}

/**
 * { decision_id, type, is_refused, golden_id, target_golden_id }: between which golden records each of the decisions in `which` (a query of distinct
 * ids) holds now. Looked up one by one: whatever the planner guesses, the others are not read.
 */
export function decidedRelations(lib: LibrarySql, which: Query): Query {
  const home = (side: 'from' | 'to'): Query => sql`
    select d.type, d.is_refused, r.golden_id
    from ${lib.table('decided_relation')} d join ${lib.table('source_record')} r on r.record_id = d.record_id
    where d.decision_id = named.decision_id and d.side = ${side} and r.golden_id is not null and not r.is_withdrawn
    order by d.place limit 1`;
  return sql`
    select named.decision_id, one.type, one.is_refused, one.golden_id, other.golden_id as target_golden_id
    from (${which}) named cross join lateral (${home('from')}) one cross join lateral (${home('to')}) other where one.golden_id <> other.golden_id`;
}

/**
 * The relations of decisions as those in force make them: of the decisions that name a record in `scope` or of a golden record in `touched`, and of
 * those whose relation stands with one. What sources state is left aside.
 */
export function relateDecided(lib: LibrarySql): Query {
  const relation = lib.table('relation');
  const touched = sql`select golden_id from touched`;
  return sql`
    -- near: the decisions whose relation may come, go or be between others now
    with near as materialized (
      ${relationDecisionsOf(lib, touched)}
      union
      select d.decision_id from scope s join ${lib.table('decided_relation')} d on d.record_id = s.record_id
      union
      select rel.decision_id from ${relation} rel where rel.golden_id in (${touched}) and rel.decision_id is not null
      union
      select rel.decision_id from ${relation} rel where rel.target_golden_id in (${touched}) and rel.decision_id is not null
    ),
    wanted as materialized (select * from (${decidedRelations(lib, sql`select decision_id from near`)}) d where not d.is_refused),
    gone as (
      delete from ${relation} r using near where r.decision_id = near.decision_id and not exists (select from wanted w where w.decision_id = r.decision_id)
    )
    insert into ${relation} (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    select decision_id, type, golden_id, ${lib.library.code}, target_golden_id, decision_id from wanted
    on conflict (record_id, type) do update set golden_id = excluded.golden_id, target_golden_id = excluded.target_golden_id
    where (${relation}.golden_id, ${relation}.target_golden_id) is distinct from (excluded.golden_id, excluded.target_golden_id)`;
}

/** Before a rebuild, which writes anew those that hold. */
export function forgetDecidedRelations(lib: LibrarySql): Query {
  return sql`delete from ${lib.table('relation')} where decision_id is not null`;
}
