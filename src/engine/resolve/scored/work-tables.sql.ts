// The statements around scoring: what is taken from the queue, under which keys it is found, which pairs that gives, what was scored.
// The work tables are `taken`, `keys`, `sized`, `pair`, `scored` and `nearby`: those of one transaction for a few records, unlogged in staging for many, so
// that several threads can work on them.
import type { LibrarySql } from '../../library-sql.ts';
import { ident, join, sql, trustedSql, type Query } from '../../../store/sql.ts';
import { analyzeWork, makeWork } from '../../../store/work-table.ts';
import type { MatchPlan } from './match-plan.ts';
import { blockCap } from './record-keys.ts';

export interface WorkTables {
  /** Unlogged, seen by every connection; they are dropped by whoever made them. */
  readonly isLarge: boolean;
  readonly taken: Query;
  readonly keys: Query;
  /** Of the taken records' keys, those that other records have as well: { key, records, is_within }, the last for no more than their block's cap. */
  readonly sized: Query;
  readonly pair: Query;
  readonly scored: Query;
  /** Records of pairs that were or are near the taken ones. */
  readonly nearby: Query;
}

export type KeyRow = readonly [key: string, recordId: string, isNumbered: boolean, place: number];
/** Levels as an array in PostgreSQL's text form. */
export type ScoredRow = readonly [recordId: string, otherId: string, score: string, levels: string, outcome: string, relation: string | null];

const names = ['taken', 'keys', 'sized', 'pair', 'scored', 'nearby'] as const;

/** Tables of one library's run; only one run at a time works on a library. */
export function workTables(lib: LibrarySql, isLarge: boolean): WorkTables {
  const name = (table: (typeof names)[number]): Query =>
    (isLarge ? ident('staging', `match_${table}_${lib.library.code}`) : ident('pg_temp', smallName(table)));
  return { isLarge, taken: name('taken'), keys: name('keys'), sized: name('sized'), pair: name('pair'), scored: name('scored'), nearby: name('nearby') };
}

function smallName(table: (typeof names)[number]): string {
  return `match_${table}`;
}

export function createWorkTables(tables: WorkTables): Query[] {
  const columns: Record<(typeof names)[number], string> = {
    taken: 'record_id uuid not null, queued_at timestamptz not null',
    keys: 'key bigint not null, record_id uuid not null, is_numbered boolean not null, place integer not null',
    sized: 'key bigint not null, records bigint not null, is_within boolean not null',
    pair: 'record_id uuid not null, other_id uuid not null, near bigint not null',
    scored: 'record_id uuid not null, other_id uuid not null, score real not null, levels smallint[] not null, outcome text not null, relation text',
    nearby: 'record_id uuid not null',
  };
  return names.flatMap((table) => (tables.isLarge
    ? [sql`drop table if exists ${tables[table]}`, sql`create unlogged table ${tables[table]} (${trustedSql(columns[table])}) with (autovacuum_enabled = false)`]
    : [makeWork(smallName(table), trustedSql(columns[table]))]));
}

/** Tells the planner what one of the tables holds. */
export function analyze(tables: WorkTables, table: (typeof names)[number]): Query {
  return tables.isLarge ? sql`analyze ${tables[table]}` : analyzeWork(smallName(table));
}

export function dropWorkTables(tables: WorkTables): Query[] {
  return !tables.isLarge ? [] : names.map((table) => sql`drop table if exists ${tables[table]}`);
}

export function takeQueue(lib: LibrarySql, { taken }: WorkTables, limit: number): Query {
  return sql`insert into ${taken} (record_id, queued_at) select record_id, queued_at from ${lib.table('match_queue')} limit ${limit}`;
}

/**
 * Rows of [record id, usable number, values ...] as texts; of an unusable number what was sent. Alias r; withdrawn records have no part.
 * Attributes that are not `isShown` are null.
 */
export function selectProfiles(plan: MatchPlan, alias = 'r', isShown: (attribute: string) => boolean = () => true): Query {
  const at = trustedSql(alias);
  return join([sql`${at}.record_id::text`, sql`${at}.key`, ...plan.attributes.map((code) => {
    if (!isShown(code)) return trustedSql('null::text');
    const stored = sql`${at}.${ident(code)}`;
    return plan.library.attributes[code]!.type === 'identifier' ? sql`coalesce(${stored}, ${at}.raw->>${trustedSql(`'${code}'`)})` : sql`${stored}::text`;
  })]);
}

/** The profiles of the records in a table of record ids; `part` of `parts`, by ranges of ids, of which the planner knows how much they hold. */
export function readTaken(plan: MatchPlan, lib: LibrarySql, { of, part, parts }: { of: Query; part: number; parts: number }): Query {
  return sql`
    select ${selectProfiles(plan)} from ${of} t join ${lib.table('source_record')} r on r.record_id = t.record_id
    where not r.is_withdrawn${part === 0 ? sql`` : sql` and t.record_id >= ${partStart(part, parts)}::uuid`}${
      part === parts - 1 ? sql`` : sql` and t.record_id < ${partStart(part + 1, parts)}::uuid`}`;
}

/** Where part `part` of `parts` begins among record ids, which are digests: parts are of one size. */
function partStart(part: number, parts: number): string {
  return Math.floor((part * 2 ** 32) / parts).toString(16).padStart(8, '0').padEnd(32, '0');
}

/** The profiles of these records, withdrawn ones left out. */
export function readProfiles(plan: MatchPlan, lib: LibrarySql, ids: readonly string[]): Query {
  return sql`select ${selectProfiles(plan)} from ${lib.table('source_record')} r where r.record_id = any (${ids}::uuid[]) and not r.is_withdrawn`;
}

/** The profiles of all records in `pair` likewise. */
export function readPaired(plan: MatchPlan, lib: LibrarySql, { pair }: WorkTables): Query {
  return sql`
    select ${selectProfiles(plan)} from (select record_id from ${pair} union select other_id from ${pair}) t
    join ${lib.table('source_record')} r on r.record_id = t.record_id where not r.is_withdrawn`;
}

/** Keys of a few records, as columns. */
export function addKeys({ keys }: WorkTables, rows: readonly KeyRow[]): Query {
  return sql`
    insert into ${keys} (key, record_id, is_numbered, place)
    select * from unnest(${rows.map(([key]) => key)}::bigint[], ${rows.map(([, id]) => id)}::uuid[], ${rows.map(([, , isNumbered]) => isNumbered)}::boolean[],
      ${rows.map(([, , , place]) => place)}::integer[])`;
}

/** Scored pairs of a few records, as columns. */
export function addScored({ scored }: WorkTables, rows: readonly ScoredRow[]): Query {
  const texts = (place: number): (string | null)[] => rows.map((row) => row[place]!);
  return sql`
    insert into ${scored} (record_id, other_id, score, levels, outcome, relation)
    select a, b, score, levels::smallint[], outcome, relation
    from unnest(${texts(0)}::uuid[], ${texts(1)}::uuid[], ${texts(2)}::real[], ${texts(3)}::text[], ${texts(4)}::text[], ${texts(5)}::text[])
      as s (a, b, score, levels, outcome, relation)`;
}

/** In key order, so that each page of the index is met once. */
export function keepKeys(lib: LibrarySql, { keys }: WorkTables): Query {
  const kept = lib.table('block_key');
  return sql`
    insert into ${kept} (key, record_id, is_numbered) select key, record_id, is_numbered from ${keys} order by key, record_id
    on conflict (key, record_id) do update set is_numbered = excluded.is_numbered where ${kept}.is_numbered <> excluded.is_numbered`;
}

/** The cap of the block that a key belongs to, and whether it also compares records that both have a number. */
function byBlock(plan: MatchPlan, key: Query, value: (block: MatchPlan['scored']['blocks'][number]) => string): Query {
  const cases = plan.scored.blocks.map((block, index) => trustedSql(`when ${index} then ${value(block)}`));
  return sql`case (${key} & 15)::integer ${join(cases, '\n')} end`;
}

/**
 * Where pairs are looked for: in the library; `whole`: the taken records are all that the library holds. A sample: among the taken
 * records alone, all pairs, `share` of the library's records: for training.
 */
export type PairRange = 'library' | 'whole' | { readonly share: number };

/** In a run over everything, its own keys in the place of what was known; what has not changed stays. */
export function replaceKeys(lib: LibrarySql, { keys }: WorkTables): Query[] {
  const kept = lib.table('block_key');
  return [
    sql`
    delete from ${kept} b where not exists (select from ${keys} k where k.key = b.key and k.record_id = b.record_id and k.is_numbered = b.is_numbered)`,
    sql`
    insert into ${kept} (key, record_id, is_numbered)
    select key, record_id, is_numbered from ${keys} k
    where not exists (select from ${kept} b where b.key = k.key and b.record_id = k.record_id) order by key, record_id`,
  ];
}

/** Where others with a key are looked for. */
function heldKeys(lib: LibrarySql, { keys }: WorkTables, range: PairRange): Query {
  return range === 'library' ? lib.table('block_key') : keys;
}

export function sizeKeys(plan: MatchPlan, lib: LibrarySql, tables: WorkTables, range: PairRange = 'library'): Query {
  const share = typeof range === 'object' ? range.share : 1;
  const cap = byBlock(plan, trustedSql('b.key'), (block) => String(Math.max(2, Math.round(blockCap(block) * share))));
  return sql`
    insert into ${tables.sized} (key, records, is_within)
    select b.key, count(*), count(*) <= ${cap} from ${heldKeys(lib, tables, range)} b
    ${range === 'library' ? sql`where b.key in (select key from ${tables.keys})` : sql``}
    group by b.key having count(*) > 1`;
}

/**
 * Pairs of a taken record and another that shares a key no more than the cap holds, each pair once, the record without a number first.
 * `near` is the place of a key that they share, with part of the key: in its order, pairs of the same records lie side by side. The keys
 * are sized.
 */
export function findPairs(plan: MatchPlan, lib: LibrarySql, tables: WorkTables, range: PairRange = 'library'): Query {
  const { keys, sized, pair } = tables;
  const between = typeof range === 'object' ? sql`true` : byBlock(plan, trustedSql('mine.key'), ({ betweenNumbers }) => String(betweenNumbers === true));
  // Of two taken records each pair is met twice; once is enough where all are taken, and then from the record without a number: most
  // records that share a key have one.
  const isOnce = sql`other.record_id > mine.record_id`;
  const isMet = range === 'whole'
    ? sql`(not mine.is_numbered or ${between}) and (mine.is_numbered < other.is_numbered or (mine.is_numbered = other.is_numbered and ${isOnce}))`
    : sql`${range === 'library' ? sql`other.record_id <> mine.record_id` : isOnce} and (not (mine.is_numbered and other.is_numbered) or ${between})`;
  const isOther = sql`is_numbered > is_other_numbered or (is_numbered = is_other_numbered and other_id < record_id)`;
  return sql`
    insert into ${pair} (record_id, other_id, near)
    with met as (
      select mine.key, mine.place, mine.record_id, mine.is_numbered, other.record_id as other_id, other.is_numbered as is_other_numbered
      from ${sized} s join ${keys} mine on mine.key = s.key
      join ${heldKeys(lib, tables, range)} other on other.key = mine.key
      where s.is_within and ${isMet}
    )
    select case when ${isOther} then other_id else record_id end, case when ${isOther} then record_id else other_id end, min((place::bigint << 32) | ((key >> 4) & 4294967295))
    from met group by 1, 2`;
}

/** { key, block, records }: of the taken records' keys, those that hold more records than their cap. */
export function cappedKeys({ sized }: WorkTables): Query {
  return sql`select key, (key & 15)::integer as block, records from ${sized} where not is_within`;
}

/** The record ids of pairs, those that share their records side by side; `part` of `parts`, by places. */
export function readPairs({ of, part, parts }: { of: Query; part: number; parts: number }): Query {
  return sql`
    select p.record_id::text, p.other_id::text from ${of} p${parts === 1 ? sql`` : sql` where abs(hashint8(p.near >> 32) % ${parts}) = ${part}`}
    order by p.near, p.record_id, p.other_id`;
}
