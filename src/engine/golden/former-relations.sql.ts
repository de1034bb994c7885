// Who stood in an exclusive relation before: where a row names another target since a day, whom it named until then stays known for
// the time before that day. Derived from the row's former states, beside the relation that it states now.
import { relationAttributes } from '../../definition/columns.ts';
import { column, type LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import type { RelationDefinition } from '../../definition/types.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { isStatedBy } from './relations.sql.ts';

const exclusiveOf = ({ library }: LibrarySql): RelationDefinition[] => library.relations.filter(({ exclusive }) => exclusive);

/** The relation of a former state stands under an id of its own, always the same. `alias` is a former state. */
const formerId = (alias: 'v' | 'f'): Query => sql`md5(${column(alias, 'record_id')}::text || ${column(alias, 'content_hash')}::text)::uuid`;

/**
 * Golden records whose rows got an older state: one that came late, or stood in the same file as a newer one. A newer state touches its
 * golden record by itself.
 */
export function touchFormerHolders({ lib, supplied }: ApplyScope): Query[] {
  const isStated = exclusiveOf(lib).some((relation) => relationAttributes(relation).some((code) => supplied.has(code)));
  if (!isStated) return [];
  return [
    sql`insert into touched (golden_id)
      select r.golden_id from ${lib.table('source_record')} r join seen using (record_id) where outcome = 'stale' and r.golden_id is not null`,
    sql`insert into touched (golden_id)
      select gained.golden_id from gained where exists (select from ${lib.table('source_version')} v where v.record_id = gained.record_id)`,
  ];
}

/** Writes anew the former targets of the records in `speaking`, and removes those of the records in `scope` that speak no more. */
export function writeFormerHolders(lib: LibrarySql): Query[] {
  const relations = exclusiveOf(lib);
  if (relations.length === 0) return [];
  const version = lib.table('source_version');
  return [
    sql`
    delete from ${lib.table('relation')} old where old.record_id in (
      select ${formerId('v')} from ${version} v
      where v.record_id in (select record_id from speaking union select record_id from scope)
    )`,
    ...relations.map((relation) => insertFormer(lib, relation)),
  ];
}

function insertFormer(lib: LibrarySql, relation: RelationDefinition): Query {
  const number = relation.identifier ? column('r', relation.identifier.attribute) : sql`null::text`;
  const name = relation.name ? column('r', relation.name) : sql`null::text`;
  const from = column('r', relation.validFrom!);
  const until = relation.validTo ? column('r', relation.validTo) : sql`null::date`;
  const stated = (golden: Query, isCurrent: Query): Query => sql`
    select r.record_id, r.content_hash, r.effective_date, ${isCurrent} as is_current, ${golden} as golden_id,
      ${number} as target_value, ${name} as target_name, ${from} as valid_from, ${until} as valid_to`;
  return sql`
    -- state: what the rows named, now and before
    with state as (
      ${stated(sql`s.golden_id`, sql`false`)}
      from speaking s join ${lib.table('source_version')} r on r.record_id = s.record_id where ${isStatedBy(relation)}
      union all
      ${stated(sql`r.golden_id`, sql`true`)}
      from speaking s join ${lib.table('source_record')} r on r.record_id = s.record_id where ${isStatedBy(relation)}
        and exists (select from ${lib.table('source_version')} v where v.record_id = r.record_id)
    ),
    -- followed: each with what came next
    followed as (
      select state.*, lead(target_value) over w as next_value, lead(target_name) over w as next_name, lead(valid_from) over w as next_from
      from state window w as (partition by record_id order by effective_date, is_current, content_hash)
    ),
    -- written: those whom the next state replaces since a day after their own
    written as (
      insert into ${lib.table('relation')} (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
      select ${formerId('f')}, ${relation.type}, golden_id, ${relation.target},
        case when target_value is not null then ${relation.identifier?.type ?? null}::text end, target_value, target_name,
        valid_from, least(valid_to, next_from - 1)
      from followed f
      where not is_current and next_from > coalesce(valid_from, '-infinity')
        and case when target_value is not null and next_value is not null then target_value <> next_value else target_name <> next_name end
      on conflict (record_id, type) do nothing
      returning record_id
    )
    insert into restated (record_id) select record_id from written`;
}
