// The relations of a library as CSV: which golden record stands in which relation to whom, for which days, and who said so. Read page by page,
// in bounded memory and without a transaction that outlives a page.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { csvLine } from './rejects-csv.ts';
import { table, type Reach } from './reach.ts';

export interface RelationExport {
  /** Types that may be told. */
  readonly types: readonly string[];
  /** Who said so: a source, or a person by a decision; absent: either. */
  readonly origin?: 'source' | 'decision';
  /** Golden records whose relations are told. */
  readonly reach: Reach;
  /** What may be told of the other ends, in the order of the relations. */
  readonly tell: (relations: readonly ExportedRelation[]) => Promise<readonly OtherEnd[]>;
}

/** A relation as it is held, nothing of it masked. */
export interface ExportedRelation {
  readonly type: string;
  readonly goldenId: string;
  readonly sourceKey: string | null;
  readonly source: string | null;
  readonly feed: string | null;
  readonly decisionId: string | null;
  /** Library of the other end, and its golden record where the hub knows it. */
  readonly library: string;
  readonly otherId: string | null;
  /** Number and name by which the source names the other end. */
  readonly identifierType: string | null;
  readonly identifier: string | null;
  readonly name: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface OtherEnd {
  readonly goldenId: string | null;
  readonly identifier: string | null;
  readonly name: string | null;
}

const columns = [
  'type', 'from_golden_id', 'from_source_key', 'to_library', 'to_golden_id', 'to_identifier_type', 'to_identifier', 'to_name', 'valid_from', 'valid_to',
  'origin', 'source', 'feed', 'decision_id',
] as const;

/** A header, then a line a relation. Same-ordered runs compare line by line; record ids stay inside the hub. */
export async function* relationsCsv(pool: Pool, library: LibraryDefinition, asked: RelationExport): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const relations of relationPages(pool, library, asked)) {
    const others = await asked.tell(relations);
    yield relations.map((relation, place) => csvLine(cellsOf(relation, others[place]!))).join('');
  }
}

function cellsOf(relation: ExportedRelation, other: OtherEnd): (string | null)[] {
  const { type, goldenId, sourceKey, library, identifierType, validFrom, validTo, decisionId, source, feed } = relation;
  const identifier = other.identifier === null ? [null, null] : [identifierType, other.identifier];
  return [
    type, goldenId, sourceKey, library, other.goldenId, ...identifier, other.name, validFrom, validTo, decisionId === null ? 'source' : 'decision', source, feed, decisionId,
  ];
}

interface Placed extends ExportedRelation {
  readonly '@record_id': string;
}

const pageSize = 1000;

/** In the order of the primary key: relations that a load writes meanwhile are told as they were or as they are, each once. */
async function* relationPages(pool: Pool, library: LibraryDefinition, asked: RelationExport): AsyncGenerator<ExportedRelation[]> {
  for (let last: Placed | undefined; ; ) {
    const { rows } = await pool.query<Placed>(pageSql(library, asked, last));
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1);
  }
}

function pageSql(library: LibraryDefinition, { types, origin, reach }: RelationExport, last: Placed | undefined): Query {
  const isOfOrigin = origin === undefined ? sql`` : sql` and (rel.decision_id is null) = ${origin === 'source'}::boolean`;
  const isLater = last === undefined ? sql`` : sql` and (rel.record_id, rel.type) > (${last['@record_id']}::uuid, ${last.type}::text)`;
  return sql`
    select rel.record_id as "@record_id", rel.type, rel.golden_id as "goldenId", r.source_key as "sourceKey", r.source, r.feed, rel.decision_id as "decisionId",
      rel.target_library as library, rel.target_golden_id as "otherId", rel.target_type as "identifierType", rel.target_value as identifier, rel.target_name as name,
      rel.valid_from::text as "validFrom", rel.valid_to::text as "validTo"
    from ${table(library, 'relation')} rel
    join ${table(library, 'golden_record')} g on g.golden_id = rel.golden_id and g.state = 'active' and ${reach.filter}
    left join ${table(library, 'source_record')} r on r.record_id = rel.record_id
    where rel.type = any (${types}::text[]) and not coalesce(r.is_withdrawn, false)${isOfOrigin}${isLater}
    order by rel.record_id, rel.type limit ${pageSize}`;
}
