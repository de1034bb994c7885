// Relations as the sources state them, beside the golden records. A target that the hub does not know is kept by number and name
// and looked up again whenever its library changes.
import { column, type LibrarySql } from '../library-sql.ts';
import { join, sql, trustedSql, type Query } from '../../store/sql.ts';
import type { RelationDefinition } from '../../definition/types.ts';

function attributesOf(relation: RelationDefinition): string[] {
  return [relation.identifier?.attribute, relation.name].filter((name) => name !== undefined);
}

/**
 * Relations that the records selected by `which` (a query of record ids) state, written anew; null when the attributes that are
 * `supplied` state none.
 */
export function writeRelations(lib: LibrarySql, which: Query, supplied: ReadonlySet<string>): Query[] {
  const stated = lib.library.relations.filter((relation) => attributesOf(relation).some((name) => supplied.has(name)));
  if (stated.length === 0) return [];
  const record = lib.table('source_record');
  const selects = stated.map((relation) => sql`
    select r.record_id, ${relation.type} as type, r.golden_id, ${relation.target} as target_library,
      ${relation.identifier ? sql`case when ${column('r', relation.identifier.attribute)} is not null then ${relation.identifier.type} end` : sql`null`} as target_type,
      ${relation.identifier ? column('r', relation.identifier.attribute) : sql`null`} as target_value,
      ${relation.name ? column('r', relation.name) : sql`null`} as target_name,
      ${relation.validFrom ? column('r', relation.validFrom) : sql`null::date`} as valid_from,
      ${relation.validTo ? column('r', relation.validTo) : sql`null::date`} as valid_to
    from ${record} r
    where r.record_id in (${which}) and r.golden_id is not null
      and (${join(attributesOf(relation).map((name) => sql`${column('r', name)} is not null`), ' or ')})${onlyWhen(relation)}`);
  return [
    sql`delete from ${lib.table('relation')} old where old.record_id in (${which})`,
    sql`insert into ${lib.table('relation')} (record_id, type, golden_id, target_library, target_type, target_value, target_name, valid_from, valid_to)
      ${join(selects, ' union all ')}
      on conflict (record_id, type) do nothing`,
  ];
}

function onlyWhen(relation: RelationDefinition): Query {
  if (!relation.when) return sql``;
  const value = column('r', relation.when.attribute);
  const listed = sql`${value} = any (${relation.when.codes})`;
  return relation.when.orMissing ? sql` and (${value} is null or ${listed})` : sql` and ${listed}`;
}

/** Relations follow their record to its new golden record, and go when it is withdrawn or held. */
export function moveRelations(lib: LibrarySql): Query[] {
  const record = lib.table('source_record');
  return [
    sql`delete from ${lib.table('relation')} old using scope s join ${record} r using (record_id)
      where old.record_id = s.record_id and r.golden_id is null`,
    sql`update ${lib.table('relation')} old set golden_id = r.golden_id from scope s join ${record} r using (record_id)
      where old.record_id = s.record_id and r.golden_id is distinct from old.golden_id`,
  ];
}

/**
 * Finds the targets of relations: the library's own that have none yet, and those of any library that name an identifier of a
 * golden record in `settled`.
 */
export function resolveTargets(lib: LibrarySql, targets: readonly LibrarySql[], everyLibrary: readonly LibrarySql[]): Query[] {
  const resolve = (from: LibrarySql, to: LibrarySql, where: Query): Query => sql`
    update ${from.table('relation')} rel set target_golden_id = i.golden_id
    from ${to.table('identifier')} i
    where rel.target_library = ${to.library.code} and i.type = rel.target_type and i.value = rel.target_value
      and rel.target_golden_id is distinct from i.golden_id and i.status = 'current' and ${where}`;
  const own = targets.map((to) => resolve(lib, to, trustedSql('rel.target_golden_id is null')));
  const affected = sql`i.golden_id in (select golden_id from settled)`;
  const incoming = everyLibrary
    .filter((from) => from.library.relations.some((relation) => relation.target === lib.library.code))
    .map((from) => resolve(from, lib, affected));
  return [...own, ...incoming];
}

