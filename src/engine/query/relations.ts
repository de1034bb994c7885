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
  /** Of the record's library: whoever names the record is told within it alone. */
  readonly reach: Reach;
  readonly limit: number;
  readonly after?: string;
}

interface PlacedRow extends RelationRow {
  readonly '@age': number;
}

/**
 * A page by type, those that the record itself states first, the latest of them before the earlier. What names it is read of its own library
 * alone. Null: `after` is no cursor of this list.
 */
export async function readRelations(pool: Pool, library: LibraryDefinition, asked: RelationsAsked): Promise<{ relations: RelationRow[]; next: string | null } | null> {
  const { goldenId, types, reach, limit } = asked;
  const after = asked.after === undefined ? start : decodeCursor(asked.after);
  if (after === null) return null;
  const told = (direction: 'to' | 'from', at: Query): Query => sql`
    select rel.record_id, rel.type, ${direction}::text as direction, ${direction === 'from'}::boolean as is_from,
      ${direction === 'to' ? sql`rel.target_library` : sql`${library.code}::text`} as library,
      ${direction === 'to' ? sql`rel.target_golden_id` : sql`rel.golden_id`} as "goldenId", rel.decision_id as "decisionId", r.source, r.feed,
      rel.valid_from::text as "validFrom", rel.valid_to::text as "validTo", coalesce(date '9999-12-31' - rel.valid_from, ${dateless}::integer) as "@age"
    from ${table(library, 'relation')} rel left join ${table(library, 'source_record')} r on r.record_id = rel.record_id
    where ${at} and rel.type = any (${types}::text[]) and not coalesce(r.is_withdrawn, false)`;
  const isWithin = sql`exists (select from ${table(library, 'golden_record')} g where g.golden_id = rel.golden_id and g.state = 'active' and ${reach.filter})`;
  const { rows } = await pool.query<PlacedRow>(sql`
    select type, direction, library, "goldenId", "decisionId", source, feed, "validFrom", "validTo", "@age" from (
      ${told('to', sql`rel.golden_id = ${goldenId}::uuid`)}
      union all
      ${told('from', sql`rel.target_golden_id = ${goldenId}::uuid and rel.target_library = ${library.code} and ${isWithin}`)}
    ) told
    where (type, is_from, "@age") >= (${after.type}::text, ${after.isFrom}::boolean, ${after.age}::integer)
    order by type, is_from, "@age", record_id limit ${limit + 1} offset ${after.told}`);
  const page = rows.slice(0, limit);
  return { relations: page.map(({ '@age': _, ...relation }) => relation), next: rows.length > limit ? encodeCursor(after, page) : null };
}

/** Where a page begins: rows of this type, direction and age follow, of which some were told already. */
interface RelationCursor {
  readonly type: string;
  readonly isFrom: boolean;
  readonly age: number;
  readonly told: number;
}

/** Behind those of any day. */
const dateless = 2_147_483_647;
const start: RelationCursor = { type: '', isFrom: false, age: 0, told: 0 };

/** Cursors hold what the answer shows and a count; neither ids of records nor whom the caller may not see. */
function encodeCursor(after: RelationCursor, page: readonly PlacedRow[]): string {
  const { type, direction, '@age': age } = page.at(-1)!;
  const isFrom = direction === 'from';
  const told = page.filter((row) => row.type === type && row.direction === direction && row['@age'] === age).length;
  const goesOn = after.type === type && after.isFrom === isFrom && after.age === age;
  return Buffer.from(JSON.stringify([type, isFrom, age, told + (goesOn ? after.told : 0)])).toString('base64url');
}

function decodeCursor(cursor: string): RelationCursor | null {
  try {
    const [type, isFrom, age, told] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= dateless;
    return typeof type === 'string' && typeof isFrom === 'boolean' && isCount(age) && isCount(told) ? { type, isFrom, age, told } : null;
  } catch {
    return null; // not JSON: not a cursor
  }
}

/** Those of the golden records that are within the reach and alive, by id. */
export async function readOthers(pool: Pool, library: LibraryDefinition, ask: { readonly reach: Reach; readonly goldenIds: readonly string[] }): Promise<Map<string, GoldenRow>> {
  if (ask.goldenIds.length === 0) return new Map();
  const { rows } = await pool.query<GoldenRow>(findByIdsSql(library, ask.reach, ask.goldenIds));
  return new Map(rows.filter((row) => row['@state'] === 'active').map((row) => [row['@golden_id'], row]));
}
