// The quick merge: golden records that gained exactly one record. Survivorship is a maximum over a total order, so comparing the
// newcomer with the present winner gives what all records together would give.
import { column, completeness, nameList, type GroupSql, type LibrarySql } from '../library-sql.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { speaksFor } from '../resolve/aliases.sql.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** Golden records with several newcomers are computed from all their records instead. */
export function noteCrowded(): Query {
  return sql`insert into touched (golden_id) select golden_id from gained group by golden_id having count(*) > 1`;
}

/**
 * Golden records where a newcomer fills an attribute that the present winner of its group left blank: whether an earlier loser filled
 * it too cannot be seen from the golden row, so these are computed from all their records. Null when the feed fills no such group.
 */
export function noteIncomparable({ lib, staging, supplied }: ApplyScope): Query | null {
  const gaps = lib.groups.filter(({ group }) => group.attributes.length > 1).flatMap(({ place, group }) =>
    group.attributes.filter((name) => supplied.has(name) && lib.conflicting.includes(name)).map((name) =>
      sql`(${column('r', name)} is not null and ${column('g', name)} is null and g.win_record[${trustedSql(String(place))}] is not null)`));
  if (gaps.length === 0) return null;
  return sql`
    insert into touched (golden_id)
    select g.golden_id from gained
    join ${lib.table('golden_record')} g on g.golden_id = gained.golden_id
    join ${staging} r on r.record_id = gained.record_id and not r.is_delete
    where ${or(gaps)}`;
}

/**
 * Fills `quick`: the newcomers that the quick merge serves, and whether they found their golden record. Known once, so that no
 * statement after it has to guess how many there are.
 */
export function collectQuick({ lib }: ApplyScope): Query[] {
  return [
    sql`create temporary table quick (record_id uuid not null, golden_id uuid not null, is_founding boolean not null) on commit drop`,
    sql`
    insert into quick (record_id, golden_id, is_founding)
    select gained.record_id, gained.golden_id, g.golden_id is null
    from gained
    left join (select distinct golden_id from touched) slow on slow.golden_id = gained.golden_id
    left join ${lib.table('golden_record')} g on g.golden_id = gained.golden_id
    where slow.golden_id is null`,
    sql`analyze quick`,
  ];
}

const or = (list: readonly Query[]): Query => join(list, ' or ');

/** Groups for which a row of this file can speak at all. */
function suppliedGroups({ lib, supplied }: ApplyScope): GroupSql[] {
  return lib.groups.filter(({ group }) => group.attributes.some((name) => supplied.has(name)));
}

/** First records of new golden records. Places of groups that the file cannot fill stay null. */
export function insertFounded(scope: ApplyScope): Query {
  const { lib, staging, now, loadId } = scope;
  const groups = suppliedGroups(scope);
  const winners = (type: string, value: (group: GroupSql) => Query): Query => {
    const places = lib.groups.map((group) => (groups.includes(group) ? sql`case when ${group.isCandidate} then ${value(group)} end` : trustedSql('null')));
    return sql`array[${join(places)}]::${trustedSql(type)}[]`;
  };
  const values = groups.flatMap((group) => group.columns.map((name) =>
    (group.group.ignored?.length ? sql`case when ${group.isCandidate} then ${column('r', name)} end` : column('r', name))));
  const names = groups.flatMap((group) => group.columns);
  return sql`
    insert into ${lib.table('golden_record')} (golden_id, created_at, recorded_at, cause, key, win_record, win_rank, win_date, ${nameList(names)})
    select quick.golden_id, ${now}::timestamptz, ${now}::timestamptz, ${`load:${loadId}`}, ${currentKey(lib)},
      ${winners('uuid', () => trustedSql('r.record_id'))}, ${winners('smallint', (group) => group.rank)},
      ${winners('date', () => trustedSql('r.effective_date'))}, ${join(values)}
    from quick join ${staging} r on r.record_id = quick.record_id and not r.is_delete
    where quick.is_founding`;
}

/** The record's number after all change notices. */
function currentKey(lib: LibrarySql): Query {
  if (!lib.library.matchRules.deterministic.rekey) return trustedSql('r.key');
  return sql`coalesce((select a.new_key from ${lib.table('key_alias')} a where a.old_key = r.key and ${speaksFor('a', 'r')}), r.key)`;
}

/** Whether the newcomer (r) outranks the present winner of the group in the golden row (g): rank, newest date, completeness, record id. */
function outranks({ place, group, isCandidate, rank }: GroupSql): Query {
  const at = trustedSql(String(place));
  return sql`(${isCandidate} and (g.win_record[${at}] is null or
    (${rank}, g.win_date[${at}], ${completeness('g', group)}, r.record_id)
    < (g.win_rank[${at}], r.effective_date, ${completeness('r', group)}, g.win_record[${at}])))`;
}

/**
 * Compares each newcomer with its golden record; where it wins a group or disagrees with a value, the row's former version goes to
 * the history and the row is rewritten. Rows that do not change are not touched. The comparison is kept narrow (who won what), so
 * that wide rows are read where they are written and nowhere else.
 */
export function mergeGained(scope: ApplyScope): Query[] {
  const groups = suppliedGroups(scope);
  return [createWon(groups), compareNewcomers(scope, groups), sql`analyze won`, keepFormerGoldens(scope), rewriteWon(scope, groups)];
}

const wonFlag = (group: GroupSql): Query => ident(`w${group.place}`);

function createWon(groups: readonly GroupSql[]): Query {
  const flags = join(groups.map((group) => sql`${wonFlag(group)} boolean not null`));
  return sql`create temporary table won (golden_id uuid not null, record_id uuid not null, fresh text[] not null, ${flags}) on commit drop`;
}

/** Fills `won`: newcomers that win a group, and the attributes on which they newly disagree (`fresh`). */
function compareNewcomers({ lib, staging, supplied }: ApplyScope, groups: readonly GroupSql[]): Query {
  const disagreements = lib.conflicting.filter((name) => supplied.has(name)).map((name) => {
    const { group, isCandidate } = groupOf(lib, name);
    const speaks = group.ignored?.length ? sql`${isCandidate} and ` : sql``;
    return sql`case when ${speaks}${column('r', name)} <> ${column('g', name)} and not (${name} = any (coalesce(g.conflicts, '{}'))) then ${name} end`;
  });
  return sql`
    insert into won
    select * from (
      select quick.golden_id, quick.record_id, array_remove(array[${join(disagreements)}]::text[], null) as fresh,
        ${join(groups.map((group) => sql`${outranks(group)} as ${wonFlag(group)}`))}
      from quick
      join ${lib.table('golden_record')} g on g.golden_id = quick.golden_id
      join ${staging} r on r.record_id = quick.record_id and not r.is_delete
      where not quick.is_founding
    ) compared
    where ${or(groups.map(wonFlag))} or fresh <> '{}'`;
}

function keepFormerGoldens({ lib, now, loadId }: ApplyScope): Query {
  const names = goldenColumnNames(lib);
  return sql`
    insert into ${lib.table('golden_history')} (${nameList(names)}, replaced_at, replaced_by)
    select ${join(names.map((name) => column('g', name)))}, ${now}::timestamptz, ${`load:${loadId}`}
    from ${lib.table('golden_record')} g join won using (golden_id)`;
}

/** Subscripted assignments rewrite only the places of groups that this feed can win; naming every place would read each array as often. */
function rewriteWon({ lib, staging, now, loadId }: ApplyScope, groups: readonly GroupSql[]): Query {
  const provenance = (name: string, value: (group: GroupSql) => Query): Query => join(groups.map((group) => {
    const place = trustedSql(String(group.place));
    return sql`${ident(name)}[${place}] = case when won.${wonFlag(group)} then ${value(group)} else g.${ident(name)}[${place}] end`;
  }));
  const assignments = groups.flatMap((group) => group.columns.map((name) =>
    sql`${ident(name)} = case when won.${wonFlag(group)} then ${column('r', name)} else ${column('g', name)} end`));
  return sql`
    update ${lib.table('golden_record')} g
    set version = g.version + 1, recorded_at = ${now}::timestamptz, cause = ${`load:${loadId}`},
      conflicts = case when won.fresh = '{}' then g.conflicts else (select array_agg(c order by c) from unnest(coalesce(g.conflicts, '{}') || won.fresh) c) end,
      ${provenance('win_record', () => trustedSql('r.record_id'))}, ${provenance('win_rank', (group) => group.rank)},
      ${provenance('win_date', () => trustedSql('r.effective_date'))},
      ${join(assignments)}
    from won join ${staging} r on r.record_id = won.record_id and not r.is_delete
    where g.golden_id = won.golden_id`;
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
