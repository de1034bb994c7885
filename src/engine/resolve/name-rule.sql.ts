// P1 or P2: whether a linked record's name is that of its golden record, a variant of it, or another. Known only after the merge.
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';

/** Marks the links of the settled golden records. Null for libraries that do not tell the two apart. */
export function markNameRule(lib: LibrarySql): Query | null {
  const { key } = lib.library.matchRules.deterministic;
  if (!key.name?.differs || key.name.differs === key.rule) return null;
  const agrees = sql`coalesce(r.name_keys && g.name_keys, true)`;
  return sql`
    update ${lib.table('source_record')} r set link_rule = case when ${agrees} then ${key.rule} else ${key.name.differs} end
    from ${lib.table('golden_record')} g join settled on settled.golden_id = g.golden_id
    where r.golden_id = g.golden_id and not r.is_withdrawn and r.link_rule in (${key.rule}, ${key.name.differs})
      and (${key.name.attribute} = any (g.conflicts) or r.link_rule = ${key.name.differs})
      and r.link_rule <> case when ${agrees} then ${key.rule} else ${key.name.differs} end`;
}
