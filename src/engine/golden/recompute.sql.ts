// The full merge: golden records computed from all their active records. Used where something changed, was withdrawn or moved, and
// by rebuild. It gives exactly what the quick merge gives for records that only joined.
import { keyAttributes } from '../../definition/key-parts.ts';
import { column, completeness, nameList, type GroupSql, type LibrarySql } from '../library-sql.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { makeWork, makeWorkLike } from '../../store/work-table.ts';
import { speaksFor } from '../resolve/aliases.sql.ts';
import { goldenColumnNames, groupOf } from './merge-gained.sql.ts';

export interface RecomputeScope {
  readonly lib: LibrarySql;
  readonly now: Date;
  /** What made the change: `load:12`, `rebuild`, `decision:…`. */
  readonly cause: string;
}

export function createComputed(lib: LibrarySql): Query[] {
  const columns = goldenColumnNames(lib);
  return [
    makeWorkLike('computed', sql`select ${nameList(columns)} from ${lib.table('golden_record')}`),
    makeWorkLike('speaking', sql`select golden_id, record_id, source, effective_date, key, name_keys, ${nameList(lib.attributes)}
      from ${lib.table('source_record')}`),
    makeWork('lost_identifier', sql`type text not null, value text not null`),
    makeWork('resubjected', sql`library text not null, golden_id uuid not null`),
  ];
}

/**
 * The active records of the touched golden records: read once, used by every group. A record that a person took out of its number
 * says nothing about numbers.
 */
export function fillSpeaking(lib: LibrarySql): Query {
  const number = numberAttribute(lib);
  const said = (name: string): Query => sql`case when apart.record_id is null then ${column('r', name)} end`;
  return sql`
    insert into speaking
    select r.golden_id, r.record_id, r.source, r.effective_date, ${said('key')}, r.name_keys,
      ${join(lib.attributes.map((name) => (name === number ? said(name) : column('r', name))))}
    from ${lib.table('source_record')} r
    left join (select distinct record_id from ${lib.table('decided')} where kind = 'apart') apart on apart.record_id = r.record_id
    where r.golden_id in (select golden_id from touched) and not r.is_withdrawn`;
}

/** The attribute that holds the unique number; null where the key is composed. */
function numberAttribute({ library }: LibrarySql): string | null {
  const { attributes } = library.matchRules.deterministic.key;
  return library.identifiers.find(({ attribute, strength }) => strength === 'unique' && attributes.length === 1 && attribute === attributes[0])?.attribute ?? null;
}

/** Fills `computed` with one row a touched golden record that has active records. */
export function computeGoldens({ lib }: RecomputeScope): Query {
  const winners = lib.groups.map((group) => sql`
    ${ident(`w${group.place}`)} as (
      select distinct on (r.golden_id) r.golden_id, r.record_id, ${group.rank} as rank, r.effective_date, ${join(group.columns.map((name) => column('r', name)))}
      from speaking r where ${group.isCandidate}${currentNumberOnly(lib, group)}
      order by r.golden_id, ${group.rank}, r.effective_date desc, ${completeness('r', group.group)} desc, r.record_id
    )`);
  const joins = lib.groups.map((group) => sql`left join ${ident(`w${group.place}`)} using (golden_id)`);
  const pick = (name: string): Query => join(lib.groups.map((group) => column(`w${group.place}`, name)));
  const values = lib.groups.flatMap((group) => group.columns.map((name) => column(`w${group.place}`, name)));
  const names = lib.groups.flatMap((group) => group.columns);
  const differing = lib.conflicting.map((name) => {
    const { group, isCandidate } = groupOf(lib, name);
    const value = group.ignored?.length ? sql`case when ${isCandidate} then ${column('r', name)} end` : column('r', name);
    return sql`case when min(${comparable(lib, name, value)}) <> max(${comparable(lib, name, value)}) then ${name} end`;
  });
  const sorted = [...lib.conflicting.keys()].sort((a, b) => (lib.conflicting[a]! < lib.conflicting[b]! ? -1 : 1)).map((index) => differing[index]!);
  return sql`
    with ${join(winners)},
    member as (
      select r.golden_id, min(coalesce(alias.new_key, r.key)) as key, array_remove(array[${join(sorted)}]::text[], null) as conflicts
      from speaking r left join ${lib.table('key_alias')} alias on alias.old_key = r.key and ${speaksFor('alias', 'r')}
      group by r.golden_id
    )
    insert into computed (golden_id, version, state, created_at, recorded_at, cause, key, win_record, win_rank, win_date, conflicts, ${nameList(names)})
    select member.golden_id, 1, 'active', now(), now(), '', member.key,
      array[${pick('record_id')}], array[${pick('rank')}], array[${pick('effective_date')}], nullif(member.conflicts, '{}'), ${join(values)}
    from member ${join(joins, '\n')}`;
}

/** A number that a change notice closed is no longer a value: only records under the current number may speak for it. */
function currentNumberOnly(lib: LibrarySql, group: GroupSql): Query {
  const { rekey } = lib.library.matchRules.deterministic;
  if (!rekey || !group.group.attributes.includes(keyAttributes(lib.library)[0]!)) return sql``;
  return sql` and not exists (select from ${lib.table('key_alias')} a where a.old_key = r.key and ${speaksFor('a', 'r')})`;
}

/** min and max exist for text, dates and numbers, not for booleans. */
function comparable(lib: LibrarySql, name: string, value: Query): Query {
  return lib.library.attributes[name]!.type === 'boolean' ? sql`(${value})::text` : value;
}

/** Columns of a golden row that are not computed but given when it is first written. */
const givenOnInsert: ReadonlySet<string> = new Set(['golden_id', 'version', 'created_at', 'recorded_at', 'cause']);

/**
 * Writes what was computed: rows that differ go to the history and are rewritten, new ones inserted. Golden records left without
 * an active record are redirected where `redirected` says so, retired otherwise.
 */
export function writeComputed({ lib, now, cause }: RecomputeScope): Query[] {
  const golden = lib.table('golden_record');
  const all = goldenColumnNames(lib);
  const kept = new Set(['golden_id', 'version', 'created_at', 'recorded_at', 'cause', 'redirect_to', 'subject_state', 'subject_library', 'subject_type', 'subject_value', 'subject_golden_id']);
  const compared = all.filter((name) => !kept.has(name));
  const inserted = all.filter((name) => compared.includes(name) || givenOnInsert.has(name));
  const differs = sql`(${join(compared.map((name) => column('g', name)))}) is distinct from (${join(compared.map((name) => column('c', name)))})`;
  const history = sql`insert into ${lib.table('golden_history')} (${nameList(all)}, replaced_at, replaced_by)`;
  return [
    sql`
    with changed as materialized (
      select g.golden_id from ${golden} g join computed c on c.golden_id = g.golden_id where ${differs}
    ),
    former as (
      ${history} select ${join(all.map((name) => column('g', name)))}, ${now}::timestamptz, ${cause}
      from ${golden} g join changed using (golden_id)
    )
    update ${golden} g
    set version = g.version + 1, recorded_at = ${now}::timestamptz, cause = ${cause}, redirect_to = null,
      ${join(compared.map((name) => sql`${ident(name)} = ${column('c', name)}`))}
    from computed c join changed using (golden_id)
    where g.golden_id = c.golden_id`,
    sql`
    insert into ${golden} (${nameList(inserted)})
    select ${join(inserted.map((name) => {
      if (name === 'created_at' || name === 'recorded_at') return sql`${now}::timestamptz`;
      return name === 'cause' ? sql`${cause}` : column('c', name);
    }))}
    from computed c where not exists (select from ${golden} g where g.golden_id = c.golden_id)`,
    sql`
    with ended as materialized (
      select g.golden_id, d.redirect_to
      from ${golden} g join (select distinct golden_id from touched) t using (golden_id)
      left join redirected d using (golden_id)
      where not exists (select from computed c where c.golden_id = g.golden_id)
        and (g.state = 'active' or g.redirect_to is distinct from d.redirect_to and d.redirect_to is not null)
    ),
    former as (
      ${history} select ${join(all.map((name) => column('g', name)))}, ${now}::timestamptz, ${cause}
      from ${golden} g join ended using (golden_id)
    )
    update ${golden} g
    set version = g.version + 1, recorded_at = ${now}::timestamptz, cause = ${cause}, redirect_to = ended.redirect_to,
      state = case when ended.redirect_to is null then 'retired' else 'redirected' end, conflicts = null,
      key = null, name_keys = null, win_record = null, win_rank = null, win_date = null,
      ${join(lib.attributes.map((name) => sql`${ident(name)} = null`))}
    from ended where g.golden_id = ended.golden_id`,
    // A chain of merges ends at the record that is alive, so that an old id needs one step.
    sql`update ${golden} g set redirect_to = d.redirect_to from redirected d where g.redirect_to = d.golden_id`,
  ];
}
