// The quick merge: golden records that gained at most one record of each load. Survivorship is a maximum over a total order, so comparing
// newcomers with the present winner one after the other gives what all records together would give. The loads of a batch are folded in
// one statement: a golden record is written once, and has one new version, however many of them change it.
import { column, completeness, groupOfSource, nameList, type GroupSql, type LibrarySql } from '../library-sql.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { speaksFor } from '../resolve/aliases.sql.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** The loads that are merged together: each of another feed. */
export interface MergeScope {
  readonly lib: LibrarySql;
  readonly now: Date;
  readonly tables: MergeTables;
  readonly loads: readonly GainedLoad[];
}

type GainedLoad = Pick<ApplyScope, 'staging' | 'loadId' | 'supplied' | 'sources'>;

/**
 * `gaining`: the golden records that the quick merge serves, a row each: `golden_id`, and for every load the record that joined it (newcomerOf)
 * or null. Known once, so that no statement after it has to guess how many there are. `folded`: what becomes of each of them.
 */
export interface MergeTables {
  readonly gaining: Query;
  readonly folded: Query;
  readonly isShared: boolean;
}

/**
 * Shared: seen by parallel workers, which know nothing of temporary tables, and kept in the server's memory, of which a session's own
 * tables have little. Dropped by dropMergeTables(); other work tables go with the transaction.
 */
export function mergeTables(loadId: number, isShared: boolean): MergeTables {
  const name = (table: string): Query => (isShared ? ident('staging', `${table}_${loadId}`) : ident(table));
  return { gaining: name('gaining'), folded: name('folded'), isShared };
}

function createTable(name: Query, isShared: boolean, rows: Query): Query {
  return isShared
    ? sql`create unlogged table ${name} with (autovacuum_enabled = false) as ${rows}`
    : sql`create temporary table ${name} on commit drop as ${rows}`;
}

/** The record of this load that joined the golden record. */
export const newcomerOf = ({ loadId }: Pick<ApplyScope, 'loadId'>): Query => ident(`newcomer_${loadId}`);

/**
 * What joined and needs no second look. Golden records that are computed from all their records anyhow are left out, and so are those with
 * several newcomers of one load, which join `touched`.
 */
export function collectGaining({ gaining, isShared }: MergeTables, loads: readonly GainedLoad[]): Query[] {
  const [first, ...others] = loads.map((load) => sql`
    (select golden_id, record_id as ${newcomerOf(load)} from gained where load_id = ${idOf(load)}) ${ident(`gained_${load.loadId}`)}`);
  return [
    createTable(gaining, isShared, sql`
      select * from (select * from ${first!} ${join(others.map((other) => sql`full join ${other} using (golden_id)`), '\n')}) joined
      where not exists (select from touched where touched.golden_id = joined.golden_id)`),
    // A golden record with several newcomers of one load stands there several times.
    sql`insert into touched (golden_id) select golden_id from ${gaining} group by golden_id having count(*) > 1`,
    sql`delete from ${gaining} where golden_id in (select golden_id from touched)`,
    sql`analyze ${gaining}`,
  ];
}

export function dropMergeTables({ gaining, folded, isShared }: MergeTables): Query[] {
  return isShared ? [sql`drop table ${gaining}, ${folded}`] : [];
}

const or = (list: readonly Query[]): Query => (list.length === 0 ? sql`false` : join(list, ' or '));

/** Groups for which a row of these loads can speak at all. */
function suppliedGroups(lib: LibrarySql, loads: readonly GainedLoad[]): GroupSql[] {
  return lib.groups.filter(({ group }) => group.attributes.some((name) => loads.some(({ supplied }) => supplied.has(name))));
}

/**
 * Folds the newcomers into their golden records. The comparison travels with the groups that these loads can fill and nothing else.
 * Returns one row, FoldedKinds.
 */
export function foldGained(scope: MergeScope): Query[] {
  const { folded } = scope.tables;
  return [
    foldNewcomers(scope, suppliedGroups(scope.lib, scope.loads)),
    sql`analyze ${folded} (golden_id, is_founding, changed_by, is_incomparable)`,
    sql`select coalesce(bool_or(is_incomparable), false) as incomparable, coalesce(bool_or(is_founding), false) as founded,
      coalesce(bool_or(not is_founding and changed_by is not null), false) as changed from ${folded}`,
  ];
}

/** Which kinds of golden records came out of the fold: each kind costs a look through all. */
export interface FoldedKinds {
  readonly incomparable: boolean;
  readonly founded: boolean;
  readonly changed: boolean;
}

/**
 * Writes the golden records that are new or changed; former versions go to the history. Those whose newcomers cannot be compared join
 * `touched` instead.
 */
export function writeFolded(scope: MergeScope, kinds: FoldedKinds): Query[] {
  const { gaining, folded } = scope.tables;
  const groups = suppliedGroups(scope.lib, scope.loads);
  return [
    ...(kinds.incomparable ? [
      sql`insert into touched (golden_id) select golden_id from ${folded} where is_incomparable`,
      sql`delete from ${gaining} gaining using ${folded} folded where gaining.golden_id = folded.golden_id and folded.is_incomparable`,
    ] : []),
    ...(kinds.changed ? [keepFormerGoldens(scope), rewriteChanged(scope, groups)] : []),
    ...(kinds.founded ? [insertFounded(scope, groups)] : []),
  ];
}

const winner = (place: number) => ({
  record: ident(`win_record_${place}`), rank: ident(`win_rank_${place}`), date: ident(`win_date_${place}`), wins: ident(`wins_${place}`),
});

/** Golden records of newcomers with, group by group, who wins after all the loads. `changed_by`: the last load that changed anything. */
function foldNewcomers({ lib, loads, tables }: MergeScope, groups: readonly GroupSql[]): Query {
  const held = groups.flatMap((group) => {
    const { record, rank, date } = winner(group.place);
    const place = trustedSql(String(group.place));
    return [sql`g.win_record[${place}] as ${record}`, sql`g.win_rank[${place}] as ${rank}`, sql`g.win_date[${place}] as ${date}`,
      ...group.columns.map((name) => column('g', name))];
  });
  const start = sql`
    select q.*, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts, ${join(held)}
    from ${tables.gaining} q left join ${lib.table('golden_record')} g on g.golden_id = q.golden_id`;
  const folded = loads.reduce((level, load, at) => foldLoad(lib, { level, load, later: loads.slice(at + 1), groups }), start);
  // As arrays, which a golden record keeps too: built here, they are built by the workers.
  const winners = (type: string, pick: (of: ReturnType<typeof winner>) => Query): Query =>
    sql`array[${join(lib.groups.map((group) => (groups.includes(group) ? sql`f.${pick(winner(group.place))}` : trustedSql('null'))))}]::${trustedSql(type)}[]`;
  return createTable(tables.folded, tables.isShared, sql`
    select f.golden_id, f.is_founding, f.changed_by, f.is_incomparable, f.founding_key, f.conflicts,
      ${winners('uuid', ({ record }) => record)} as win_record, ${winners('smallint', ({ rank }) => rank)} as win_rank, ${winners('date', ({ date }) => date)} as win_date,
      ${join(groups.flatMap(({ columns }) => columns).map((name) => column('f', name)))}
    from (${folded}) f`);
}

/**
 * Keeps the planner from writing each level's expressions into the next one's, over and over. In quotes: a bare 0 is still an expression when
 * the planner asks whether workers may share the level, and it would say no.
 */
const fence = trustedSql(`offset '0'`);

/** A plain number: as a parameter it would be one expression more that is passed from level to level. */
const idOf = ({ loadId }: GainedLoad): Query => sql`${trustedSql(String(loadId))}::bigint`;

interface FoldLevel {
  /** The golden records after the loads before. */
  readonly level: Query;
  readonly load: GainedLoad;
  readonly later: readonly GainedLoad[];
  readonly groups: readonly GroupSql[];
}

/** One load more. */
function foldLoad(lib: LibrarySql, { level, load, later, groups }: FoldLevel): Query {
  const [source, ...otherSources] = load.sources;
  const spoken = suppliedGroups(lib, [load]).map((group) => (source !== undefined && otherSources.length === 0 ? groupOfSource(group, source) : group));
  const supplied = lib.conflicting.filter((name) => load.supplied.has(name));
  const awaited = later.map(newcomerOf);
  const passed = groups.flatMap((group) => {
    const { record, rank, date } = winner(group.place);
    return [record, rank, date, ...group.columns.map((name) => ident(name))];
  });
  const judged = spoken.flatMap((group) => [
    sql`${outranks(group)} as ${winner(group.place).wins}`, sql`${group.rank} as ${ident(`new_rank_${group.place}`)}`,
    ...group.columns.map((name) => sql`${column('r', name)} as ${ident(`new_${name}`)}`),
  ]);
  const next = groups.flatMap((group) => (spoken.some(({ place }) => place === group.place) ? succeed(group) : [
    winner(group.place).record, winner(group.place).rank, winner(group.place).date, ...group.columns.map((name) => ident(name)),
  ]));
  return sql`
    select golden_id, is_founding,
      case when ${or(spoken.map(({ place }) => winner(place).wins))} or fresh <> '{}' then ${idOf(load)} else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      ${join([...awaited, ...next])}
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, ${join([...awaited, ...passed].map((name) => sql`l.${name}`))},
        l.is_incomparable or coalesce(${or(gaps(lib, load))}, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then ${currentKey(lib)} end) as founding_key,
        case when ${or(supplied.map((name) => differs(name)))}
          then array_remove(array[${join(supplied.map((name) => disagreement(lib, name)))}]::text[], null) else '{}' end as fresh,
        r.record_id as new_record, r.effective_date as new_date, ${join(judged)}
      from (${level} ${fence}) l
      left join ${load.staging} r on r.record_id = l.${newcomerOf(load)} and not r.is_delete
      ${aliasJoin(lib)}
      ${fence}
    ) judged`;
}

/** Who wins the group after a newcomer. */
function succeed({ place, columns }: GroupSql): Query[] {
  const { record, rank, date, wins } = winner(place);
  const pick = (mine: Query, held: Query): Query => sql`case when ${wins} then ${mine} else ${held} end as ${held}`;
  return [
    pick(sql`new_record`, record), pick(ident(`new_rank_${place}`), rank), pick(sql`new_date`, date),
    ...columns.map((name) => pick(ident(`new_${name}`), ident(name))),
  ];
}

/** Whether the newcomer (r) outranks the present winner of the group (l): rank, newest date, completeness, record id. */
function outranks({ place, group, isCandidate, rank }: GroupSql): Query {
  const held = winner(place);
  return sql`(${isCandidate} and (l.${held.record} is null or
    (${rank}, l.${held.date}, ${completeness('l', group)}, r.record_id)
    < (l.${held.rank}, r.effective_date, ${completeness('r', group)}, l.${held.record})))`;
}

/**
 * Where a newcomer fills an attribute that the present winner of its group left blank: whether an earlier loser filled it too cannot be
 * seen from the golden row.
 */
function gaps(lib: LibrarySql, { supplied }: GainedLoad): Query[] {
  return lib.groups.filter(({ group }) => group.attributes.length > 1).flatMap(({ place, group }) =>
    group.attributes.filter((name) => supplied.has(name) && lib.conflicting.includes(name)).map((name) =>
      sql`(${column('r', name)} is not null and ${column('l', name)} is null and l.${winner(place).record} is not null)`));
}

/** Whether the newcomer states another value than the golden record. */
const differs = (name: string): Query => sql`${column('r', name)} <> ${column('l', name)}`;

/** The attribute's name where the newcomer states another value than the golden record, and this is not marked yet. */
function disagreement(lib: LibrarySql, name: string): Query {
  const { group, isCandidate } = groupOf(lib, name);
  const speaks = group.ignored?.length ? sql`${isCandidate} and ` : sql``;
  return sql`case when ${speaks}${differs(name)} and not (${name} = any (coalesce(l.conflicts, '{}'))) then ${name} end`;
}

/** The record's number after all change notices. */
function currentKey(lib: LibrarySql): Query {
  return lib.library.matchRules.deterministic.rekey ? sql`coalesce(alias.new_key, r.key)` : trustedSql('r.key');
}

function aliasJoin(lib: LibrarySql): Query {
  return lib.library.matchRules.deterministic.rekey ? sql`left join ${lib.table('key_alias')} alias on alias.old_key = r.key and ${speaksFor('alias', 'r')}` : sql``;
}

/** In one order, whichever load added them. Outside the fold, whose workers may not run sub-selects on PostgreSQL 15. */
const sortedConflicts = sql`case when f.conflicts is not null then (select array_agg(c order by c) from unnest(f.conflicts) c) end`;

const isChanged = trustedSql('not f.is_founding and f.changed_by is not null and not f.is_incomparable');

function keepFormerGoldens({ lib, now, tables }: MergeScope): Query {
  const names = goldenColumnNames(lib);
  return sql`
    insert into ${lib.table('golden_history')} (${nameList(names)}, replaced_at, replaced_by)
    select ${join(names.map((name) => column('g', name)))}, ${now}::timestamptz, 'load:' || f.changed_by
    from ${lib.table('golden_record')} g join ${tables.folded} f using (golden_id) where ${isChanged}`;
}

/** Subscripted assignments rewrite only the places of groups that these feeds can win: of the others the fold knows nothing. */
function rewriteChanged({ lib, now, tables }: MergeScope, groups: readonly GroupSql[]): Query {
  const provenance = groups.flatMap(({ place }) => ['win_record', 'win_rank', 'win_date'].map((name) => {
    const at = sql`${ident(name)}[${trustedSql(String(place))}]`;
    return sql`${at} = f.${at}`;
  }));
  return sql`
    update ${lib.table('golden_record')} g
    set version = g.version + 1, recorded_at = ${now}::timestamptz, cause = 'load:' || f.changed_by, conflicts = ${sortedConflicts},
      ${join(provenance)},
      ${join(groups.flatMap(({ columns }) => columns).map((name) => sql`${ident(name)} = ${column('f', name)}`))}
    from ${tables.folded} f
    where g.golden_id = f.golden_id and ${isChanged}`;
}

/** New golden records. Places of groups that the files cannot fill stay null. */
function insertFounded({ lib, now, loads, tables }: MergeScope, groups: readonly GroupSql[]): Query {
  const names = groups.flatMap((group) => group.columns);
  return sql`
    insert into ${lib.table('golden_record')} (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, ${nameList(names)})
    select golden_id, ${now}::timestamptz, ${now}::timestamptz, 'load:' || coalesce(changed_by, ${loads[0]!.loadId}::bigint), founding_key,
      win_record, win_rank, win_date, ${sortedConflicts}, ${nameList(names)}
    from ${tables.folded} f where is_founding and not is_incomparable`;
}

/** Columns of a golden row as the history keeps them. */
export function goldenColumnNames(lib: LibrarySql): string[] {
  const own = ['golden_id', 'version', 'state', 'redirect_to', 'created_at', 'recorded_at', 'cause', 'key', 'name_keys',
    'win_record', 'win_rank', 'win_date', 'conflicts'];
  const subject = lib.library.subject ? ['subject_state', 'subject_library', 'subject_type', 'subject_value', 'subject_golden_id'] : [];
  return [...own, ...subject, ...lib.attributes];
}

export function groupOf(lib: LibrarySql, attribute: string): GroupSql {
  const found = lib.groups.find((group) => group.group.attributes.includes(attribute));
  if (!found) throw new Error(`attribute ${attribute} stands in no survivorship group`);
  return found;
}
