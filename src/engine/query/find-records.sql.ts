// Golden rows by identifier and by id: two index probes an identifier, whatever their number.
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { goldenColumns, table, withinReach, type Reach } from './reach.ts';

/**
 * Whether an identifier row (i) leads to its golden record: a number that somebody bears now leads to nobody who bore it before, whether
 * or not the asker may see who bears it. Looked up for former numbers alone.
 */
export function isLeading(library: LibraryDefinition): Query {
  return sql`(i.status = 'current' or not exists (
  select from ${table(library, 'identifier')} now where now.type = i.type and now.value = i.value and now.status = 'current'))`;
}

/** Rows of every golden record that one of the identifiers leads to, with the identifier; types and values pair up by place. */
export function findByIdentifiersSql(library: LibraryDefinition, reach: Reach, keys: { types: readonly string[]; values: readonly string[] }): Query {
  return sql`
select i.type as "@type", i.value as "@value", ${goldenColumns(reach)}
from unnest(${keys.types}::text[], ${keys.values}::text[]) as k(type, value)
join ${table(library, 'identifier')} i on i.type = k.type and i.value = k.value
join ${table(library, 'golden_record')} g on g.golden_id = i.golden_id
where ${isLeading(library)} and ${withinReach(reach)}`;
}

export function findByIdsSql(library: LibraryDefinition, reach: Reach, goldenIds: readonly string[]): Query {
  return sql`
select ${goldenColumns(reach)}
from ${table(library, 'golden_record')} g
where g.golden_id = any(${goldenIds}::uuid[]) and ${withinReach(reach)}`;
}

/**
 * The version that stood at the instant: the current row if it was recorded by then, else the history row that held until later.
 * The reach judges the version that is shown. Redirects of that time are followed by the caller.
 */
export function findAsOfSql(library: LibraryDefinition, reach: Reach, at: { goldenId: string; asOf: Date }): Query {
  return sql`
select ${goldenColumns(reach)}
from ${table(library, 'golden_record')} g
where g.golden_id = ${at.goldenId}::uuid and g.recorded_at <= ${at.asOf}::timestamptz and ${withinReach(reach)}
union all
select ${goldenColumns(reach)}
from ${table(library, 'golden_history')} g
where g.golden_id = ${at.goldenId}::uuid and g.recorded_at <= ${at.asOf}::timestamptz and g.replaced_at > ${at.asOf}::timestamptz
  and ${withinReach(reach)}
limit 1`;
}
