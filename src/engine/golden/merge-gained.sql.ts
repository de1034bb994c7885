// The quick merge: golden records that gained at most one record of each load. Survivorship is a maximum over a total order, so comparing
// newcomers with the present winner one after the other gives what all records together would give. The loads of a batch are folded in
// one statement: a golden record is written once, and has one new version, however many of them change it.
import { column, completeness, nameList, type GroupSql, type LibrarySql } from '../library-sql.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { speaksFor } from '../resolve/aliases.sql.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** The loads that are merged together: each of another feed. */
export interface MergeScope {
  readonly lib: LibrarySql;
  readonly now: Date;
  readonly work: QuickTables;
  readonly loads: readonly Pick<ApplyScope, 'staging' | 'loadId' | 'supplied'>[];
}

type GainedLoad = MergeScope['loads'][number];

/**
 * `quick`: the newcomers that the quick merge serves; `gaining`: their golden records. Known once, so that no statement after it has to guess
 * how many there are.
 */
export interface QuickTables {
  readonly quick: Query;
  readonly gaining: Query;
  readonly isShared: boolean;
}

/** Shared: seen by parallel workers, which know nothing of temporary tables. Dropped by dropQuick(); other work tables go with the transaction. */
export function quickTables(loadId: number, isShared: boolean): QuickTables {
  const name = (table: string): Query => (isShared ? ident('staging', `${table}_${loadId}`) : ident(table));
  return { quick: name('quick'), gaining: name('gaining'), isShared };
}

/** Golden records with several newcomers of one load are computed from all their records instead. */
export function noteCrowded(): Query {
  return sql`insert into touched (golden_id) select golden_id from gained group by golden_id, load_id having count(*) > 1`;
}

export function collectQuick({ quick, gaining, isShared }: QuickTables): Query[] {
  const kind = isShared ? sql`unlogged` : sql`temporary`;
  const end = isShared ? sql`with (autovacuum_enabled = false)` : sql`on commit drop`;
  return [
    sql`create ${kind} table ${quick} (record_id uuid not null, golden_id uuid not null, load_id bigint not null) ${end}`,
    sql`create ${kind} table ${gaining} (golden_id uuid not null) ${end}`,
    sql`
    insert into ${quick} (record_id, golden_id, load_id)
    select gained.record_id, gained.golden_id, gained.load_id
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    where slow.golden_id is null`,
    sql`insert into ${gaining} (golden_id) select distinct golden_id from ${quick}`,
    sql`analyze ${quick}`,
    sql`analyze ${gaining}`,
  ];
}

export function dropQuick({ quick, gaining, isShared }: QuickTables): Query[] {
  return isShared ? [sql`drop table ${quick}`, sql`drop table ${gaining}`] : [];
}

const or = (list: readonly Query[]): Query => (list.length === 0 ? sql`false` : join(list, ' or '));

/** Groups for which a row of these loads can speak at all. */
function suppliedGroups(lib: LibrarySql, loads: readonly GainedLoad[]): GroupSql[] {
  return lib.groups.filter(({ group }) => group.attributes.some((name) => loads.some(({ supplied }) => supplied.has(name))));
}

/**
 * Folds the newcomers into their golden records and writes those that change; their former versions go to the history. Golden records
 * whose newcomers cannot be compared join `touched` instead. The comparison travels with the groups that these loads can fill and
 * nothing else.
 */
export function mergeGained(scope: MergeScope): Query[] {
  const groups = suppliedGroups(scope.lib, scope.loads);
  return [
    foldNewcomers(scope, groups),
    sql`analyze folded (golden_id, is_founding, changed_by, is_incomparable)`,
    sql`insert into touched (golden_id) select golden_id from folded where is_incomparable`,
    sql`delete from ${scope.work.quick} quick using folded where quick.golden_id = folded.golden_id and folded.is_incomparable`,
    keepFormerGoldens(scope),
    rewriteChanged(scope, groups),
    insertFounded(scope, groups),
  ];
}

const winner = (place: number) => ({
  record: ident(`win_record_${place}`), rank: ident(`win_rank_${place}`), date: ident(`win_date_${place}`), wins: ident(`wins_${place}`),
});

/** Golden records of newcomers with, group by group, who wins after all the loads. `changed_by`: the last load that changed anything. */
function foldNewcomers({ lib, loads, work }: MergeScope, groups: readonly GroupSql[]): Query {
  const held = groups.flatMap((group) => {
    const { record, rank, date } = winner(group.place);
    const place = trustedSql(String(group.place));
    return [sql`g.win_record[${place}] as ${record}`, sql`g.win_rank[${place}] as ${rank}`, sql`g.win_date[${place}] as ${date}`,
      ...group.columns.map((name) => column('g', name))];
  });
  const start = sql`
    select q.golden_id, g.golden_id is null as is_founding, null::bigint as changed_by, false as is_incomparable, null::text as founding_key, g.conflicts,
      ${join(held)}
    from ${work.gaining} q left join ${lib.table('golden_record')} g on g.golden_id = q.golden_id`;
  const folded = loads.reduce((level, load) => foldLoad(lib, { level, load, groups, work }), start);
  return sql`create temporary table folded on commit drop as ${folded}`;
}

/**
 * Keeps the planner from writing each level's expressions into the next one's, over and over. In quotes: a bare 0 is still an expression when
 * the planner asks whether workers may share the level, and it would say no.
 */
const fence = trustedSql(`offset '0'`);

/** One load more. */
function foldLoad(lib: LibrarySql, { level, load, groups, work }: { level: Query; load: GainedLoad; groups: readonly GroupSql[]; work: QuickTables }): Query {
  const spoken = suppliedGroups(lib, [load]);
  const supplied = lib.conflicting.filter((name) => load.supplied.has(name));
  const passed = groups.flatMap((group) => {
    const { record, rank, date } = winner(group.place);
    return [record, rank, date, ...group.columns.map((name) => ident(name))];
  });
  const judged = spoken.flatMap((group) => [
    sql`${outranks(group)} as ${winner(group.place).wins}`, sql`${group.rank} as ${ident(`new_rank_${group.place}`)}`,
    ...group.columns.map((name) => sql`${column('r', name)} as ${ident(`new_${name}`)}`),
  ]);
  const next = groups.flatMap((group) => (spoken.includes(group) ? succeed(group) : [
    winner(group.place).record, winner(group.place).rank, winner(group.place).date, ...group.columns.map((name) => ident(name)),
  ]));
  return sql`
    select golden_id, is_founding,
      case when ${or(spoken.map(({ place }) => winner(place).wins))} or fresh <> '{}' then ${trustedSql(String(load.loadId))}::bigint else changed_by end as changed_by,
      is_incomparable, founding_key,
      case when fresh = '{}' then conflicts else coalesce(conflicts, '{}') || fresh end as conflicts,
      ${join(next)}
    from (
      select l.golden_id, l.is_founding, l.changed_by, l.conflicts, ${join(passed.map((name) => sql`l.${name}`))},
        l.is_incomparable or coalesce(${or(gaps(lib, load))}, false) as is_incomparable,
        coalesce(l.founding_key, case when l.is_founding then ${currentKey(lib)} end) as founding_key,
        array_remove(array[${join(supplied.map((name) => disagreement(lib, name)))}]::text[], null) as fresh,
        r.record_id as new_record, r.effective_date as new_date, ${join(judged)}
      from (${level} ${fence}) l
      left join ${work.quick} quick on quick.golden_id = l.golden_id and quick.load_id = ${trustedSql(String(load.loadId))}::bigint
      left join ${load.staging} r on r.record_id = quick.record_id and not r.is_delete
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

/** The attribute's name where the newcomer states another value than the golden record, and this is not marked yet. */
function disagreement(lib: LibrarySql, name: string): Query {
  const { group, isCandidate } = groupOf(lib, name);
  const speaks = group.ignored?.length ? sql`${isCandidate} and ` : sql``;
  return sql`case when ${speaks}${column('r', name)} <> ${column('l', name)} and not (${name} = any (coalesce(l.conflicts, '{}'))) then ${name} end`;
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

const changedGoldens = sql`folded where not folded.is_founding and folded.changed_by is not null and not folded.is_incomparable`;

function keepFormerGoldens({ lib, now }: MergeScope): Query {
  const names = goldenColumnNames(lib);
  return sql`
    insert into ${lib.table('golden_history')} (${nameList(names)}, replaced_at, replaced_by)
    select ${join(names.map((name) => column('g', name)))}, ${now}::timestamptz, 'load:' || changed.changed_by
    from ${lib.table('golden_record')} g join (select golden_id, changed_by from ${changedGoldens}) changed using (golden_id)`;
}

/** Subscripted assignments rewrite only the places of groups that these feeds can win; naming every place would read each array as often. */
function rewriteChanged({ lib, now }: MergeScope, groups: readonly GroupSql[]): Query {
  const provenance = groups.flatMap(({ place }) => {
    const { record, rank, date } = winner(place);
    const at = trustedSql(String(place));
    return [sql`win_record[${at}] = f.${record}`, sql`win_rank[${at}] = f.${rank}`, sql`win_date[${at}] = f.${date}`];
  });
  return sql`
    update ${lib.table('golden_record')} g
    set version = g.version + 1, recorded_at = ${now}::timestamptz, cause = 'load:' || f.changed_by, conflicts = ${sortedConflicts},
      ${join(provenance)},
      ${join(groups.flatMap(({ columns }) => columns).map((name) => sql`${ident(name)} = ${column('f', name)}`))}
    from (select * from ${changedGoldens}) f
    where g.golden_id = f.golden_id`;
}

/** New golden records. Places of groups that the files cannot fill stay null. */
function insertFounded({ lib, now, loads }: MergeScope, groups: readonly GroupSql[]): Query {
  const winners = (type: string, pick: (of: ReturnType<typeof winner>) => Query): Query =>
    sql`array[${join(lib.groups.map((group) => (groups.includes(group) ? pick(winner(group.place)) : trustedSql('null'))))}]::${trustedSql(type)}[]`;
  const names = groups.flatMap((group) => group.columns);
  return sql`
    insert into ${lib.table('golden_record')} (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, ${nameList(names)})
    select golden_id, ${now}::timestamptz, ${now}::timestamptz, 'load:' || coalesce(changed_by, ${loads[0]!.loadId}::bigint), founding_key,
      ${winners('uuid', ({ record }) => record)}, ${winners('smallint', ({ rank }) => rank)}, ${winners('date', ({ date }) => date)}, ${sortedConflicts},
      ${nameList(names)}
    from folded f where is_founding and not is_incomparable`;
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
