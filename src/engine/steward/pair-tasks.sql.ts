// Tasks about two golden records that a score brings near: whether they are one, or stand in the relation that the rules propose.
import { relationTask } from '../../definition/match-labels.ts';
import { decidedRelations, relationDecisionsOf } from '../golden/decided-relations.sql.ts';
import type { LibrarySql } from '../library-sql.ts';
import { ident, sql, type Query } from '../../store/sql.ts';
import { proposesRelations } from './task-kinds.ts';
import { matterOfGolden, urgency } from './task-matter.sql.ts';

/**
 * Pairs that a score brings near and nothing joined: one task for two golden records, with the best pair of their records. Two that a
 * person has told apart are no task.
 */
export function scoredDuplicates(lib: LibrarySql): Query[] {
  const { scored } = lib.library.matchRules;
  if (!scored) return [];
  const record = lib.table('source_record');
  return [sql`
    insert into wanted
    with told_apart as materialized (
      select x.golden_id as a, y.golden_id as b from ${lib.table('decided')} d
      join ${record} x on x.record_id = d.record_id join ${record} y on y.record_id = d.other_id where d.kind = 'never'
    ),
    ${nearestPairs(lib, sql`c.outcome in ('match', 'review')`, sql`select from told_apart t where`)}
    select ${scored.review.task}, ${scored.rule}, 'p:' || md5(least(matter_a, matter_b) || greatest(matter_a, matter_b)), array[a, b],
      jsonb_build_object('records', array[record_id, other_id], 'score', round(score::numeric, 1)), case outcome when 'match' then 4 else 5 end
    from matter`];
}

/**
 * Pairs that the rules take for a relation instead of a duplicate: one task for two golden records and a type. What a source states already, and
 * what a person accepted or refused, is no task.
 */
export function proposedRelations(lib: LibrarySql): Query[] {
  const { scored } = lib.library.matchRules;
  if (!scored || !proposesRelations(lib.library)) return [];
  const stated = (side: 'golden_id' | 'target_golden_id'): Query => sql`
      select golden_id as a, target_golden_id as b, type from ${lib.table('relation')}
      where target_library = ${lib.library.code} and ${ident(side)} in (select golden_id from settled)`;
  return [sql`
    insert into wanted
    with known as materialized (
      ${stated('golden_id')} union ${stated('target_golden_id')}
      union
      select golden_id, target_golden_id, type from (${decidedRelations(lib, relationDecisionsOf(lib, sql`select golden_id from settled`))}) d
    ),
    ${nearestPairs(lib, sql`c.outcome = 'veto' and c.relation is not null`, sql`select from known t where t.type = near.relation and`)}
    select ${relationTask}, ${scored.rule}, 'p:' || md5(relation || least(matter_a, matter_b) || greatest(matter_a, matter_b)), array[a, b],
      jsonb_build_object('records', array[record_id, other_id], 'relation', relation, 'score', round(score::numeric, 1)), ${urgency('relation')}
    from matter`];
}

/** CTEs up to `matter`: of two golden records the best pair of the kind, unless `said` (a query up to its last condition) has a row `t` of the two. */
function nearestPairs(lib: LibrarySql, ofKind: Query, said: Query): Query {
  const record = lib.table('source_record');
  const candidate = lib.table('candidate');
  // Most pairs lie within one golden record: they are left out before anything is kept of them.
  const near = (mine: string, other: string): Query => sql`
    select least(r.golden_id, o.golden_id) as a, greatest(r.golden_id, o.golden_id) as b, c.record_id, c.other_id, c.score, c.outcome, c.relation
    from settled join ${record} r using (golden_id) join ${candidate} c on c.${ident(mine)} = r.record_id join ${record} o on o.record_id = c.${ident(other)}
    where ${ofKind} and not r.is_withdrawn and not o.is_withdrawn and r.golden_id <> o.golden_id`;
  return sql`near as materialized (${near('record_id', 'other_id')} union all ${near('other_id', 'record_id')}),
    pair as (
      select distinct on (near.a, near.b, near.relation) near.* from near
      where not exists (${said} (t.a, t.b) in ((near.a, near.b), (near.b, near.a)))
      order by near.a, near.b, near.relation, near.score desc, near.record_id, near.other_id
    ),
    matter as (
      select pair.*, (select ${matterOfGolden} from ${lib.table('golden_record')} g where g.golden_id = pair.a) as matter_a,
        (select ${matterOfGolden} from ${lib.table('golden_record')} g where g.golden_id = pair.b) as matter_b
      from pair
    )`;
}
