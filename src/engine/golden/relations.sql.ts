// Relations as the sources state them, beside the golden records. A target that the hub does not know is kept by number and name
// and looked up again whenever its library changes.
import { relationAttributes } from '../../definition/columns.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { column, type LibrarySql } from '../library-sql.ts';
import { join, sql, type Query } from '../../store/sql.ts';
import type { RelationDefinition } from '../../definition/types.ts';

/**
 * Relations that the records selected by `which` (a query of record ids) state, written anew; nothing when the attributes that are
 * `supplied` state none.
 */
export function writeRelations(lib: LibrarySql, which: Query, supplied: ReadonlySet<string>): Query[] {
  const stated = statedBy(lib, supplied);
  if (stated.length === 0) return [];
  return [
    sql`delete from ${lib.table('relation')} old where old.record_id in (${which})`,
    insertRelations(lib, stated, { golden: sql`r.golden_id`, rows: sql`${lib.table('source_record')} r where r.record_id in (${which}) and r.golden_id is not null` }),
  ];
}

/** Relations that the new records of a load state, out of staging: they have none yet. */
export function writeGainedRelations({ lib, staging, loadId, supplied }: ApplyScope): Query[] {
  const stated = statedBy(lib, supplied);
  if (stated.length === 0) return [];
  return [insertRelations(lib, stated, {
    golden: sql`gained.golden_id`,
    rows: sql`${staging} r join gained on gained.record_id = r.record_id and gained.load_id = ${loadId}::bigint where not r.is_delete`,
  })];
}

function statedBy(lib: LibrarySql, supplied: ReadonlySet<string>): RelationDefinition[] {
  return lib.library.relations.filter((relation) => relationAttributes(relation).some((name) => supplied.has(name)));
}

/** `rows`: what follows `from`, up to its conditions; `r` bears the attributes. */
function insertRelations(lib: LibrarySql, stated: readonly RelationDefinition[], { golden, rows }: { golden: Query; rows: Query }): Query {
  const selects = stated.map((relation) => sql`
    select r.record_id, ${relation.type} as type, ${golden}, ${relation.target} as target_library,
      ${relation.identifier ? sql`case when ${column('r', relation.identifier.attribute)} is not null then ${relation.identifier.type} end` : sql`null`} as target_type,
      ${relation.identifier ? column('r', relation.identifier.attribute) : sql`null`} as target_value,
      ${relation.name ? column('r', relation.name) : sql`null`} as target_name,
      ${relation.validFrom ? column('r', relation.validFrom) : sql`null::date`} as valid_from,
      ${relation.validTo ? column('r', relation.validTo) : sql`null::date`} as valid_to
    from ${rows}
      and ${isStatedBy(relation)}`);
  return sql`
      with written as (
        insert into ${lib.table('relation')} (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
        ${join(selects, ' union all ')}
        returning record_id
      )
      insert into restated (record_id) select record_id from written`;
}

/** Whether the record `r` states the relation. */
export function isStatedBy(relation: RelationDefinition): Query {
  const ofSource = relation.sources ? sql` and r.source = any (${relation.sources})` : sql``;
  return sql`(${join(relationAttributes(relation).map((name) => sql`${column('r', name)} is not null`), ' or ')})${onlyWhen(relation)}${ofSource}`;
}

function onlyWhen(relation: RelationDefinition): Query {
  if (!relation.when) return sql``;
  const value = column('r', relation.when.attribute);
  const listed = sql`${value} = any (${relation.when.codes})`;
  return relation.when.orMissing ? sql` and (${value} is null or ${listed})` : sql` and ${listed}`;
}

/**
 * Finds the targets of relations again: of those that golden records in `settled` state, and of those of any library that name an
 * identifier of one or had it as their target. A closed number finds whom it named; a number that several bear finds nobody.
 */
export function resolveTargets(lib: LibrarySql, targets: readonly LibrarySql[], everyLibrary: readonly LibrarySql[]): Query[] {
  const settled = sql`select golden_id from settled`;
  const own = targets.map((to) => resolve(lib, to, { which: sql`rel.record_id in (select record_id from restated)`, isNew: true }));
  const isOwn = sql`rel.target_library = ${lib.library.code}`;
  const incoming = everyLibrary
    .filter((from) => from.library.relations.some((relation) => relation.target === lib.library.code))
    .map((from) => resolve(from, lib, { which: sql`(rel.record_id, rel.type) in (
      select rel.record_id, rel.type from ${from.table('relation')} rel where ${isOwn} and rel.target_golden_id in (${settled})
      union
      select rel.record_id, rel.type from ${from.table('relation')} rel
      join ${lib.table('identifier')} i on i.type = rel.target_type and i.value = rel.target_value where ${isOwn} and i.golden_id in (${settled})
      union
      select rel.record_id, rel.type from ${from.table('relation')} rel
      join lost_identifier lost on lost.type = rel.target_type and lost.value = rel.target_value where ${isOwn})` }));
  return [...own, ...incoming];
}

interface Unresolved {
  /** A condition on the relations (rel) whose targets are sought. */
  readonly which: Query;
  /** None of them has a target yet: those that find none stay as they are. */
  readonly isNew?: boolean;
}

function resolve(from: LibrarySql, to: LibrarySql, { which, isNew = false }: Unresolved): Query {
  return sql`
    with candidate as (
      select rel.record_id, rel.type, i.golden_id, i.status, min(i.status) over (partition by rel.record_id, rel.type) as best
      from ${from.table('relation')} rel
      ${isNew ? sql`join` : sql`left join`} ${to.table('identifier')} i on i.type = rel.target_type and i.value = rel.target_value
      where rel.target_library = ${to.library.code} and rel.decision_id is null and ${which}
    ),
    found as (
      select record_id, type, case when count(distinct golden_id) = 1 then min(golden_id::text)::uuid end as golden_id
      from candidate where status is not distinct from best group by record_id, type
    )
    update ${from.table('relation')} rel set target_golden_id = found.golden_id
    from found
    where rel.record_id = found.record_id and rel.type = found.type and rel.target_golden_id is distinct from found.golden_id`;
}
