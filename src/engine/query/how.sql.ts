// What a golden record is made of and what became of it: records, redirects, decisions, versions.
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { table } from './reach.ts';

/** Its records in order of arrival, withdrawn ones too. */
export function arrivalsSql(library: LibraryDefinition, goldenId: string): Query {
  return sql`
select r.recorded_at as at, r.home_id as record, r.source, r.feed, r.effective_date as "effectiveDate", r.is_withdrawn as "isWithdrawn",
  r.link_rule as rule, r.link_origin as origin, r.link_score as score, a.name_zh as "nameZh", a.name_en as "nameEn"
from ${table(library, 'source_record')} r left join hub.agency a on a.code = r.source
where r.golden_id = ${goldenId}::uuid
order by r.recorded_at, r.effective_date, r.record_id`;
}

/** Golden ids that lead to it. */
export function redirectsSql(library: LibraryDefinition, goldenId: string): Query {
  return sql`
select golden_id as "goldenId", recorded_at as at, cause from ${table(library, 'golden_record')}
where redirect_to = ${goldenId}::uuid and state = 'redirected' order by recorded_at, golden_id`;
}

/** Whether decisions are kept at all. */
export const hasDecisionsSql: Query = sql`select to_regclass('hub.decision') is not null as "isKept"`;

/** Decisions that changed it or an id that leads to it, oldest first. */
export function decisionsAboutSql(library: LibraryDefinition, goldenIds: readonly string[]): Query {
  return sql`
select decision_id as "decisionId", kind as decision, operator_id as by, decided_at as at, hub.is_in_force(decision_id) as "isInForce"
from hub.decision where library = ${library.code} and golden_ids && ${goldenIds}::uuid[] order by decided_at, decision_id`;
}
