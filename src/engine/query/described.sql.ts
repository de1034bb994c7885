// The records that a described person or firm may be: by block keys, and by the numbers stated. One statement of index probes alone.
import { librarySql } from '../library-sql.ts';
import type { MatchPlan } from '../resolve/scored/match-plan.ts';
import { selectProfiles } from '../resolve/scored/work-tables.sql.ts';
import { sql, trustedSql, type Query } from '../../store/sql.ts';
import { isLeading } from './find-records.sql.ts';
import { withinReach, type Reach } from './reach.ts';

export interface DescribedKeys {
  /** Block keys as decimal texts, and by place the cap of each one's block. */
  readonly keys: readonly string[];
  readonly caps: readonly number[];
  /** Stated identifiers that pass their check; types and values pair up by place. */
  readonly types: readonly string[];
  readonly values: readonly string[];
}

/** Records of a golden record that a number leads to: enough to say how well they agree. */
const mostRecords = 50;

/**
 * Rows of [golden id, types of the identifiers that lead to it, capped key, record id, usable number, values ...]. A key over its cap
 * gives no record but one row that names it, with no golden id. Rows outside the reach are absent, and values outside it null.
 */
export function findDescribedSql(plan: MatchPlan, reach: Reach, { keys, caps, types, values }: DescribedKeys): Query {
  const lib = librarySql(plan.library);
  const shown = new Set(reach.columns);
  return sql`
with asked as (select * from unnest(${keys}::bigint[], ${caps}::integer[]) as a (key, cap)),
-- held: records under each key, one more than its cap at most
held as materialized (
  select asked.key, asked.cap, b.record_id
  from asked cross join lateral (select record_id from ${lib.table('block_key')} b where b.key = asked.key limit asked.cap + 1) b
),
sized as materialized (select key, count(*) > min(cap) as is_capped from held group by key),
numbered as materialized (
  select i.golden_id, string_agg(distinct i.type, ' ' order by i.type) as types
  from unnest(${types}::text[], ${values}::text[]) as k (type, value)
  join ${lib.table('identifier')} i on i.type = k.type and i.value = k.value
  where ${isLeading(plan.library)}
  group by i.golden_id
),
met as materialized (
  select held.record_id from held join sized using (key) where not sized.is_capped
  union
  select r.record_id from numbered
  cross join lateral (select record_id from ${lib.table('source_record')} s where s.golden_id = numbered.golden_id and not s.is_withdrawn limit ${mostRecords}) r
)
select g.golden_id, numbered.types, null::text, ${selectProfiles(plan, 'r', (code) => shown.has(code))}
from met
join ${lib.table('source_record')} r on r.record_id = met.record_id
join ${lib.table('golden_record')} g on g.golden_id = r.golden_id
left join numbered on numbered.golden_id = g.golden_id
where not r.is_withdrawn and g.state = 'active' and ${withinReach(reach)}
union all
select null, null, sized.key::text, ${trustedSql(new Array(plan.attributes.length + 2).fill('null').join(', '))}
from sized where sized.is_capped`;
}
