// Scored pairs with both records: of a golden record's records, or of two records by id.
import type { LibraryDefinition } from '../../definition/types.ts';
import { librarySql } from '../library-sql.ts';
import type { MatchPlan } from '../resolve/scored/match-plan.ts';
import { selectProfiles } from '../resolve/scored/work-tables.sql.ts';
import { ident, sql, trustedSql, type Query } from '../../store/sql.ts';
import { table, withinReach, type Reach } from './reach.ts';

/** Columns before the two profiles in a row of a pair. */
export const pairColumns = ['score', 'levels', 'outcome', 'relation', 'modelId', 'decided', 'record', 'source', 'feed', 'effectiveDate', 'goldenId',
  'otherRecord', 'otherSource', 'otherFeed', 'otherEffectiveDate', 'otherGoldenId'] as const;

function facts(alias: string): Query {
  const at = trustedSql(alias);
  return sql`${at}.home_id, ${at}.source, ${at}.feed, ${at}.effective_date::text, ${at}.golden_id`;
}

/** What a decision in force says of the two records: `same`, `never`; else of the relation that is proposed: `related`, `unrelated`. */
function decided(library: LibraryDefinition, relation: Query): Query {
  const sides = table(library, 'decided_relation');
  return sql`coalesce((select max(d.kind) from ${table(library, 'decided')} d
    where d.kind in ('same', 'never') and (d.record_id, d.other_id) in ((a.record_id, b.record_id), (b.record_id, a.record_id))),
  (select case when bool_or(one.is_refused) then 'unrelated' else 'related' end
    from ${sides} one join ${sides} other on other.decision_id = one.decision_id and other.side <> one.side
    where one.record_id = a.record_id and other.record_id = b.record_id and one.type = ${relation} having count(*) > 0))`;
}

/** The golden record's own record stands first. Pairs whose other record is withdrawn, held or outside the reach are absent. */
export function goldenPairsSql(plan: MatchPlan, reach: Reach, { goldenId, limit }: { goldenId: string; limit: number }): Query {
  const { library } = plan;
  const [record, candidate] = [table(library, 'source_record'), table(library, 'candidate')];
  const shown = new Set(reach.columns);
  const isShown = (code: string): boolean => shown.has(code);
  const near = (mine: string, other: string): Query => sql`
    select c.${ident(mine)} as mine, c.${ident(other)} as other, c.score, c.levels, c.outcome, c.relation, c.model_id
    from ${record} r join ${candidate} c on c.${ident(mine)} = r.record_id where r.golden_id = ${goldenId}::uuid`;
  return sql`
with near as materialized (${near('record_id', 'other_id')} union all ${near('other_id', 'record_id')})
select near.score, near.levels::text, near.outcome, near.relation, near.model_id, ${decided(library, sql`near.relation`)}, ${facts('a')}, ${facts('b')},
  ${selectProfiles(plan, 'a', isShown)}, ${selectProfiles(plan, 'b', isShown)}
from near
join ${record} a on a.record_id = near.mine
join ${record} b on b.record_id = near.other
join ${table(library, 'golden_record')} g on g.golden_id = b.golden_id
where not a.is_withdrawn and not b.is_withdrawn and g.state = 'active' and ${withinReach(reach)}
  -- a pair within the golden record is met from both sides
  and (b.golden_id <> a.golden_id or near.mine < near.other)
order by near.score desc, near.mine, near.other
limit ${limit}`;
}

/** One pair by its record ids, in their order; no row where the two are no scored pair. Profiles are whole: show none of their values. */
export function recordPairSql(plan: MatchPlan, recordIds: readonly [string, string]): Query {
  const lib = librarySql(plan.library);
  const [first, second] = [...recordIds].sort();
  return sql`
select c.score, c.levels::text, c.outcome, c.relation, c.model_id, ${decided(plan.library, sql`c.relation`)}, ${facts('a')}, ${facts('b')},
  ${selectProfiles(plan, 'a')}, ${selectProfiles(plan, 'b')}
from ${lib.table('candidate')} c
join ${lib.table('source_record')} a on a.record_id = c.record_id
join ${lib.table('source_record')} b on b.record_id = c.other_id
where c.record_id = ${first}::uuid and c.other_id = ${second}::uuid`;
}
