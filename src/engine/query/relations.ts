// Relations that a golden record stands in, as sources state them and as persons decided, with the golden record at the other end.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { findByIdsSql } from './find-records.sql.ts';
import { table, type GoldenRow, type Reach } from './reach.ts';

export interface RelationRow {
  readonly type: string;
  /** `to`: the record stands in it to the other; `from`: the other to it. */
  readonly direction: 'to' | 'from';
  /** Library and golden id of the other; null while the hub does not know whom the source names. */
  readonly library: string;
  readonly goldenId: string | null;
  readonly decisionId: string | null;
  readonly source: string | null;
  readonly feed: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface RelationsAsked {
  readonly goldenId: string;
  readonly types: readonly string[];
  readonly limit: number;
}

/** By type, those that the record itself states first. What names it is read of its own library alone. */
export async function readRelations(pool: Pool, library: LibraryDefinition, { goldenId, types, limit }: RelationsAsked): Promise<RelationRow[]> {
  const told = (direction: 'to' | 'from', at: Query): Query => sql`
    select rel.type, ${direction}::text as direction, ${direction === 'to' ? sql`rel.target_library` : sql`${library.code}::text`} as library,
      ${direction === 'to' ? sql`rel.target_golden_id` : sql`rel.golden_id`} as "goldenId", rel.decision_id as "decisionId", r.source, r.feed,
      rel.valid_from::text as "validFrom", rel.valid_to::text as "validTo"
    from ${table(library, 'relation')} rel left join ${table(library, 'source_record')} r on r.record_id = rel.record_id
    where ${at} and rel.type = any (${types}::text[]) and not coalesce(r.is_withdrawn, false)`;
  const { rows } = await pool.query<RelationRow>(sql`
    select * from (
      ${told('to', sql`rel.golden_id = ${goldenId}::uuid`)}
      union all
      ${told('from', sql`rel.target_golden_id = ${goldenId}::uuid and rel.target_library = ${library.code}`)}
    ) told
    order by type, direction desc, "validFrom" desc nulls last, "goldenId" limit ${limit}`);
  return rows;
}

/** Those of the golden records that are within the reach and alive, by id. */
export async function readOthers(pool: Pool, library: LibraryDefinition, ask: { readonly reach: Reach; readonly goldenIds: readonly string[] }): Promise<Map<string, GoldenRow>> {
  if (ask.goldenIds.length === 0) return new Map();
  const { rows } = await pool.query<GoldenRow>(findByIdsSql(library, ask.reach, ask.goldenIds));
  return new Map(rows.filter((row) => row['@state'] === 'active').map((row) => [row['@golden_id'], row]));
}
