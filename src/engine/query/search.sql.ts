// Searching golden records: by name with ranks, by attributes that must name one record, and by the subject of a record.
import type { LibraryDefinition } from '../../definition/types.ts';
import { isChineseName } from '../../definition/library-tables.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { goldenColumns, table, type Reach } from './reach.ts';

/** Place behind which the next page starts. */
export interface NameCursor {
  readonly rank: number;
  readonly score: number;
  readonly goldenId: string;
}

export interface NameSearch {
  readonly attributes: readonly string[];
  readonly initials: string | null;
  /** Normalised, lower-case. */
  readonly name: string;
  readonly limit: number;
  readonly after: NameCursor | null;
}

/**
 * Ranks: 0 exact, 1 prefix, 2 initials, 3 contained or similar by trigrams, 4 its characters in their order with others between, 5 the
 * same without the first; then the score, then the id. One row more than the limit.
 */
export function searchNamesSql(library: LibraryDefinition, reach: Reach, search: NameSearch): Query {
  const { limit, after } = search;
  const golden = table(library, 'golden_record');
  const behind = after
    ? sql`where (rank, -score, golden_id) > (${after.rank}::int, -(${after.score}::real), ${after.goldenId}::uuid)`
    : sql``;
  return sql`
with
-- every way in which a record answers to the name
hit as (${join([...hitBranches(golden, search), ...shortBranches(library, golden, search)], ' union all ')}),
-- the best way of each record that the reach shows
best as (
  select h.golden_id, min(h.rank) as rank, max(h.score) as score
  from hit h join ${golden} g on g.golden_id = h.golden_id
  where g.state = 'active' and ${reach.filter}
  group by h.golden_id
),
page as (select * from best ${behind} order by rank, score desc, golden_id limit ${limit + 1})
select page.rank as "@rank", page.score as "@score", ${goldenColumns(reach)}
from page join ${golden} g on g.golden_id = page.golden_id
order by page.rank, page.score desc, page.golden_id`;
}

/** One index scan a branch. Trigrams of fewer than three characters in the middle of a text find nothing, so those are not asked. */
function hitBranches(golden: Query, { attributes, initials, name }: NameSearch): Query[] {
  const branches = attributes.flatMap((attribute) => {
    const text = sql`lower(${ident(attribute)})`;
    const rank = sql`case when ${text} = ${name} then 0 when starts_with(${text}, ${name}) then 1 else 3 end as rank`;
    const found = sql`select golden_id, ${rank}, similarity(${text}, ${name}) as score from ${golden}`;
    return [
      sql`${found} where ${text} like ${likePattern(name, [...name].length < 3 ? 'prefix' : 'inside')}`,
      sql`${found} where ${text} % ${name}`,
    ];
  });
  if (initials === null || !/^[a-z0-9*]+$/.test(name)) return branches;
  const column = sql`lower(${ident(initials)})`;
  branches.push(sql`select golden_id, 2 as rank, 0::real as score from ${golden} where ${column} like ${likePattern(name, 'prefix')}`);
  return branches;
}

/** Shortest and longest texts, in Chinese characters, that may be short for a name. */
const shortName = { least: 2, most: 8 } as const;

/**
 * Short names: their characters stand in the full name in order. What is no Chinese character (A, *ST) says nothing of it; the first
 * may be the short name of a province or city, where the full name spells it out.
 */
function shortBranches(library: LibraryDefinition, golden: Query, { attributes, name }: NameSearch): Query[] {
  const characters = name.match(/\p{Script=Han}/gu) ?? [];
  const shorter = [[characters, 4], [characters.slice(1), 5]] as const;
  return attributes.filter((attribute) => isChineseName(library, attribute)).flatMap((attribute) => shorter.flatMap(([picked, rank]) => {
    if (picked.length < shortName.least || picked.length > shortName.most) return [];
    const text = sql`lower(${ident(attribute)})`;
    return [sql`select golden_id, ${rank}::int as rank, similarity(${text}, ${picked.join('')}) as score from ${golden}
      where string_to_array(${text}, null) @> ${picked}::text[] and ${text} like ${`%${picked.join('%')}%`}`];
  }));
}

function likePattern(text: string, place: 'prefix' | 'inside'): string {
  const escaped = text.replace(/[\\%_]/g, '\\$&');
  return place === 'prefix' ? `${escaped}%` : `%${escaped}%`;
}

/** At most two rows: whether there is exactly one record with all these values is all that is asked. */
export function searchUniqueSql(library: LibraryDefinition, reach: Reach, values: readonly (readonly [attribute: string, value: string])[]): Query {
  const conditions = values.map(([attribute, value]) => sql`g.${ident(attribute)} = ${value}`);
  return sql`
select ${goldenColumns(reach)} from ${table(library, 'golden_record')} g
where g.state = 'active' and ${join(conditions, ' and ')} and ${reach.filter}
limit 2`;
}

/** Records that are attached to the subject without doubt, newest first. */
export function searchSubjectSql(library: LibraryDefinition, reach: Reach, subject: { library: string; goldenId: string }): Query {
  return sql`
select ${goldenColumns(reach)} from ${table(library, 'golden_record')} g
where g.subject_golden_id = ${subject.goldenId}::uuid and g.subject_library = ${subject.library} and g.subject_state = 'linked'
  and g.state = 'active' and ${reach.filter}
order by g.recorded_at desc, g.golden_id`;
}
