// P1 or P2: whether a linked record's name is that of its golden record, a variant of it, or another. Known only after the merge.
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { analyzeWork, makeWork } from '../../store/work-table.ts';

/** The settled golden records whose records do not agree on the name: few, and all that the rule and its tasks must look at. */
export function collectClashing(lib: LibrarySql): Query[] {
  const name = lib.library.matchRules.deterministic.key.name?.attribute ?? '';
  return [
    makeWork('clashing', sql`golden_id uuid primary key`),
    sql`insert into clashing (golden_id)
      select g.golden_id from settled join ${lib.table('golden_record')} g using (golden_id) where g.state = 'active' and g.conflicts @> array[${name}]::text[]`,
    analyzeWork('clashing'),
  ];
}

/** Marks the links of clashing golden records, and of touched ones that clash no more. Empty for libraries that do not tell the two apart. */
export function markNameRule(lib: LibrarySql): Query[] {
  const { key } = lib.library.matchRules.deterministic;
  if (!key.name?.differs || key.name.differs === key.rule) return [];
  const record = lib.table('source_record');
  const rule = sql`case when coalesce(r.name_keys && g.name_keys, true) then ${key.rule} else ${key.name.differs} end`;
  return [
    sql`
    update ${record} r set link_rule = ${rule}
    from clashing join ${lib.table('golden_record')} g using (golden_id)
    where r.golden_id = clashing.golden_id and not r.is_withdrawn and r.link_rule in (${key.rule}, ${key.name.differs}) and r.link_rule <> ${rule}`,
    sql`
    update ${record} r set link_rule = ${key.rule}
    from (select distinct golden_id from touched except select golden_id from clashing) calm
    where r.golden_id = calm.golden_id and r.link_rule = ${key.name.differs}`,
  ];
}
