// Links for records that arrive with a plain number: one join, no second look. Everything that needs thought goes to `moved`.
import { aloneRule } from '../../definition/match-labels.ts';
import type { ApplyScope } from '../ingest/record-sources.sql.ts';
import { columnList, nameList, type LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { namedKeys, speaksFor } from './aliases.sql.ts';

/**
 * New rows (no record yet); `withdrawn_on` is set when a newer snapshot already lacks them. Where their row stands in it, or in another
 * of its day, as a reject, they are not lacking.
 */
function newRows({ lib, staging, isSnapshot, declaredDate }: ApplyScope): Query {
  const lacking = isSnapshot
    ? sql`left join hub.snapshot sn on sn.library = ${lib.library.code} and sn.feed = s.feed and sn.source = s.source
        and sn.declared_date > ${declaredDate}::date
        and not exists (select from ${lib.table('reject')} j join hub.load l on l.load_id = j.load_id
          where j.record_id = s.record_id and l.library = sn.library and l.feed = sn.feed and l.state = 'done' and l.declared_date >= sn.declared_date)`
    : sql`cross join (select null::date as declared_date) sn`;
  return sql`
    select s.*, ${effectiveKey(lib)} as effective_key, sn.declared_date as withdrawn_on
    from ${staging} s
    left join seen on seen.record_id = s.record_id
    ${aliasJoin(lib)}
    ${lacking}
    where seen.record_id is null and not s.is_delete`;
}

/** The number after all change notices (P9). Libraries without such notices pay nothing. */
function effectiveKey(lib: LibrarySql): Query {
  return lib.library.matchRules.deterministic.rekey ? sql`coalesce(alias.new_key, s.key)` : sql`s.key`;
}

function aliasJoin(lib: LibrarySql): Query {
  if (!lib.library.matchRules.deterministic.rekey) return sql``;
  return sql`left join ${lib.table('key_alias')} alias on alias.old_key = s.key and ${speaksFor('alias', 's')}`;
}

/** A number that no golden record holds yet founds one, under the home id of its first record. Contradicting records found none. */
export function foundGoldens(scope: ApplyScope): Query {
  const { lib } = scope;
  return sql`
    insert into ${lib.table('identifier')} (type, value, golden_id)
    select distinct on (n.effective_key) ${lib.keyType}, n.effective_key, n.home_id
    from (${newRows(scope)}) n
    where n.effective_key is not null and not n.is_contradicting and n.withdrawn_on is null
      and not exists (select from ${lib.table('identifier')} i where i.type = ${lib.keyType} and i.value = n.effective_key and i.status = 'current')
    -- in the order of the index that takes them in
    order by n.effective_key, n.home_id`;
}

/** Records the new rows, linked where the number says it all. Fills `gained`; what is not linked yet goes to `moved`. */
export function recordNew(scope: ApplyScope): Query {
  const { lib, loadId, now, filled } = scope;
  const { key } = lib.library.matchRules.deterministic;
  return sql`
    with arriving as (
      select n.*, i.golden_id as key_golden_id
      from (${newRows(scope)}) n
      left join ${lib.table('identifier')} i on i.type = ${lib.keyType} and i.value = n.effective_key and i.status = 'current'
    ),
    recorded as (
      insert into ${lib.table('source_record')} (${nameList(filled)},
        load_id, line, withdrawn_on, is_withdrawn, recorded_at, golden_id, link_rule, link_origin, definition_version)
      select ${columnList('a', filled)}, ${loadId}::bigint, a.line, a.withdrawn_on, a.withdrawn_on is not null, ${now}::timestamptz,
        case
          when a.withdrawn_on is not null then null
          when a.key is not null then case when not a.is_contradicting then a.key_golden_id end
          when a.pointing_keys is null then a.home_id
        end,
        case when a.withdrawn_on is null and not a.is_contradicting then
          case when a.key is not null then ${key.rule} when a.pointing_keys is null then ${aloneRule} end
        end,
        'auto', ${lib.library.version}::integer
      from arriving a
      returning record_id, golden_id, is_withdrawn
    ),
    linked as (insert into gained (record_id, golden_id, load_id) select record_id, golden_id, ${loadId}::bigint from recorded where golden_id is not null)
    insert into moved (record_id) select record_id from recorded where golden_id is null and not is_withdrawn`;
}

/** Newcomers whose number's golden record a person has joined with another: which of the two their link owes is decided with the others. */
export function noteJoined({ lib }: ApplyScope): Query {
  const record = lib.table('source_record');
  return sql`
    insert into moved (record_id)
    select gained.record_id from gained where gained.golden_id in (
      select r.golden_id from ${lib.table('decided')} d join ${record} r on r.record_id in (d.record_id, d.other_id) where d.kind = 'same')`;
}

/** Composite keys of the records that are new or changed. */
export function recordPointingKeys({ lib, staging }: ApplyScope): Query {
  return sql`
    insert into ${lib.table('pointing_key')} (key, record_id)
    select distinct pointing, s.record_id
    from ${staging} s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'))
    on conflict do nothing`;
}

/** Records without a number that a new or changed record now points to must be decided again. */
export function notePointed({ lib, staging }: ApplyScope): Query {
  return sql`
    insert into moved (record_id)
    select distinct other.record_id
    from ${staging} s
    left join seen on seen.record_id = s.record_id
    cross join unnest(s.pointing_keys) as pointing
    join ${lib.table('pointing_key')} other on other.key = pointing and other.record_id <> s.record_id
    join ${lib.table('source_record')} r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
    where s.pointing_keys is not null and not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'))`;
}

/**
 * Numbers of the load whose group holds a contradicting record: P3 is decided again over all records of such a number. The few records
 * that may be concerned are gathered first, under their number and the one that replaced it.
 */
export function noteContradicted({ lib, staging }: ApplyScope): Query[] {
  const record = lib.table('source_record');
  const all = namedKeys(staging);
  const aliases = lib.table('key_alias');
  const suspects = sql`
      select r.record_id, r.key from ${record} r where r.is_contradicting and not r.is_withdrawn and r.key is not null
      union
      select r.record_id, r.key from ${record} r where r.golden_id is null and not r.is_withdrawn and r.key is not null`;
  // Asked first: where there is none, the load's rows are not looked through.
  const isAny = sql`exists (select from suspect)`;
  if (!lib.library.matchRules.deterministic.rekey) {
    return [sql`with named as (${all}), suspect as materialized (${suspects})
      insert into moved (record_id) select distinct suspect.record_id from suspect join named on named.key = suspect.key where ${isAny}`];
  }
  return [
    sql`with named as (${all}),
    suspect as materialized (${suspects}),
    known_as as (
      select record_id, key from suspect union select s.record_id, a.new_key from suspect s join ${aliases} a on a.old_key = s.key
    ),
    -- sought: the numbers of the few; a row of the load speaks under its own or under one that this replaced, whichever bearer it belongs to
    sought as materialized (
      select record_id, key from known_as union select k.record_id, a.old_key from known_as k join ${aliases} a on a.new_key = k.key
    )
    insert into moved (record_id) select distinct sought.record_id from sought join named on named.key = sought.key where ${isAny}`,
  ];
}
