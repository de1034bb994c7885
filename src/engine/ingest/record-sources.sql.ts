// Statements that bring a staged load into the source records: what is new, changed, unchanged or older than what is held. The work tables
// that they fill are those of change-tables.sql.ts.
import { columnList, nameList, type LibrarySql } from '../library-sql.ts';
import { ident, sql, trustedSql, type Query } from '../../store/sql.ts';
import { countDone, stagedRejectTable } from './staging.sql.ts';

export interface ApplyScope {
  readonly lib: LibrarySql;
  readonly loadId: number;
  /** The table of `gained`, for the planner to look at. */
  readonly gained: Query;
  readonly staging: Query;
  /** Rows that were staged as held already, by record id alone. */
  readonly known: Query;
  readonly isSnapshot: boolean;
  readonly declaredDate: string;
  readonly feed: string;
  readonly now: Date;
  /** Record columns that a row of this file can fill; the others are null and need not travel. */
  readonly filled: readonly string[];
  readonly supplied: ReadonlySet<string>;
  /** Every source that speaks in the file. */
  readonly sources: readonly string[];
}

const noContent = trustedSql(`'00000000-0000-0000-0000-000000000000'::uuid`);
const never = trustedSql(`'-infinity'::date`);

/** Columns of source_version that a staged or recorded row fills by itself. */
function versionInsert({ lib }: ApplyScope): Query {
  return sql`insert into ${lib.table('source_version')} (${nameList(lib.recordColumns)},
    load_id, line, recorded_at, replaced_at, replaced_by_load, definition_version)`;
}

/**
 * Rows of one file about the same record: the newest by date, then by content hash, stays staged. Others of the same content
 * are duplicates; others of another content are kept as past versions. Returns { duplicate, stale }.
 */
export function removeRepeated(scope: ApplyScope): Query {
  const { lib, staging, loadId, now } = scope;
  return sql`
    -- repeated: records that more than one row of the file speaks of
    with repeated as (
      select record_id, is_delete from ${staging} group by record_id, is_delete having count(*) > 1
    ),
    -- ranked: their rows, the one that holds first
    ranked as (
      select s.ctid as row_id, row_number() over w as place, first_value(s.content_hash) over w as winner
      from ${staging} s join repeated using (record_id, is_delete)
      window w as (partition by s.record_id, s.is_delete order by s.effective_date desc, s.content_hash desc, s.line)
    ),
    removed as (
      delete from ${staging} s using ranked where s.ctid = ranked.row_id and ranked.place > 1
      returning s.*, ranked.winner
    ),
    kept as (
      ${versionInsert(scope)}
      select ${columnList('r', lib.recordColumns)}, ${loadId}::bigint, r.line, ${now}::timestamptz, ${now}::timestamptz, ${loadId}::bigint, ${lib.library.version}::integer
      from removed r where r.content_hash <> r.winner and not r.is_delete
      on conflict do nothing
    )
    select count(*) filter (where content_hash = winner or is_delete) as duplicate,
           count(*) filter (where content_hash <> winner and not is_delete) as stale
    from removed`;
}

/**
 * Fills `seen` for every staged row whose record is held already. A record that only a deletion announced counts as new. A withdrawn
 * record revives by a row dated after its withdrawal, in a snapshot by standing in the newest one.
 */
export function classifyRows({ lib, staging, isSnapshot, declaredDate }: ApplyScope): Query {
  const revives = isSnapshot
    ? sql`r.is_withdrawn and ${declaredDate}::date >= r.withdrawn_on and not exists (
        select from hub.snapshot sn where sn.library = ${lib.library.code} and sn.feed = s.feed and sn.source = s.source
          and sn.declared_date > ${declaredDate}::date)`
    : sql`r.is_withdrawn and s.effective_date > r.withdrawn_on`;
  return sql`
    with judged as (
      insert into seen (record_id, outcome, revives)
      select s.record_id,
        case
          when r.content_hash = ${noContent} then 'announced'
          when s.content_hash = r.content_hash then case when s.effective_date > r.effective_date then 'confirmed' else 'unchanged' end
          when (s.effective_date, s.content_hash) > (r.effective_date, r.content_hash) then 'changed'
          else 'stale'
        end,
        ${revives}
      from ${staging} s join ${lib.table('source_record')} r on r.record_id = s.record_id
      where not s.is_delete
      returning outcome, revives
    )
    select (select count(*) from ${staging} where not is_delete) - count(*) filter (where outcome <> 'announced') as new,
           count(*) filter (where outcome = 'changed' or (revives and outcome in ('confirmed', 'unchanged'))) as changed,
           count(*) filter (where not revives and outcome in ('unchanged', 'confirmed')) as unchanged,
           count(*) filter (where outcome = 'stale') as stale,
           count(*) filter (where not revives and outcome = 'unchanged') as same
    from judged`;
}

/** As classifyRows() where no record of the feed is held: every row is new. */
export function countRows({ staging }: ApplyScope): Query {
  return sql`select count(*) as new from ${staging} where not is_delete`;
}

/** Rows older than what is held become past versions. */
export function keepStale(scope: ApplyScope): Query {
  const { lib, staging, loadId, now } = scope;
  return sql`
    ${versionInsert(scope)}
    select ${columnList('s', lib.recordColumns)}, ${loadId}::bigint, s.line, ${now}::timestamptz, ${now}::timestamptz, ${loadId}::bigint, ${lib.library.version}::integer
    from ${staging} s join seen using (record_id)
    where outcome = 'stale' and not s.is_delete
    on conflict do nothing`;
}

/** Past versions of the records that are about to change. */
export function keepFormer(scope: ApplyScope): Query {
  const { lib, loadId, now } = scope;
  return sql`
    ${versionInsert(scope)}
    select ${columnList('r', lib.recordColumns)}, r.load_id, r.line, r.recorded_at, ${now}::timestamptz, ${loadId}::bigint, r.definition_version
    from ${lib.table('source_record')} r join seen using (record_id)
    where outcome = 'changed'
    on conflict do nothing`;
}

/** Makes room for the next load of a batch. */
export function forgetSeen({ loadId }: ApplyScope): Query[] {
  return [
    sql`insert into reworded (record_id, load_id) select record_id, ${loadId}::bigint from seen where outcome = 'changed'`,
    sql`truncate seen`,
  ];
}

/** Notes what a change may move: keys before the change, records whose keys, names or contradiction differ after it, and who pointed to them. */
export function noteChanges({ lib, staging }: ApplyScope): Query[] {
  const differing = ['key', 'pointing_keys', 'is_contradicting'].map((name) => sql`s.${ident(name)} is distinct from r.${ident(name)}`);
  return [
    sql`insert into touched (golden_id)
      select r.golden_id from ${lib.table('source_record')} r join seen using (record_id)
      where r.golden_id is not null and (outcome in ('changed', 'confirmed') or revives)`,
    sql`insert into moved (record_id)
      select r.record_id from ${lib.table('source_record')} r join seen using (record_id)
      join ${staging} s on s.record_id = r.record_id and not s.is_delete
      where revives or outcome = 'announced' or (outcome = 'changed' and (${differing[0]} or ${differing[1]} or ${differing[2]}))`,
    sql`insert into touched_key (key)
      select r.key from ${lib.table('source_record')} r join seen using (record_id)
      where r.key is not null and (outcome = 'changed' or revives)`,
    sql`insert into moved (record_id)
      select distinct other.record_id
      from seen
      join ${lib.table('pointing_key')} mine on mine.record_id = seen.record_id
      join ${lib.table('pointing_key')} other on other.key = mine.key and other.record_id <> mine.record_id
      join ${lib.table('source_record')} r on r.record_id = other.record_id and r.key is null and not r.is_withdrawn
      where outcome = 'changed'`,
    // Whose a reissued number is depends on the record's date, whose a shared one is on its names.
    ...(lib.library.matchRules.deterministic.rekey ? [sql`insert into moved (record_id)
      select distinct r.record_id from ${lib.table('source_record')} r join seen using (record_id) join ${lib.table('key_alias')} a on a.old_key = r.key
      where (a.reissued_on is not null or a.held_from > '-infinity' or a.names is not null) and outcome in ('changed', 'confirmed')`] : []),
    sql`delete from ${lib.table('pointing_key')} p using seen where p.record_id = seen.record_id and outcome in ('changed', 'announced')`,
  ];
}

/** Writes what the newer rows say over the records they concern; home, link and withdrawal marks stay. */
export function updateChanged({ lib, staging, loadId, now, isSnapshot }: ApplyScope): Query[] {
  const kept = new Set(['record_id', 'source', 'feed', 'source_key', 'home_id']);
  const assignments = lib.recordColumns.filter((name) => !kept.has(name)).map((name) => sql`${ident(name)} = s.${ident(name)}`);
  const set = assignments.reduce((all, one) => sql`${all}, ${one}`);
  const revived = sql`is_withdrawn = r.is_withdrawn and not seen.revives${isSnapshot ? sql`, withdrawn_on = case when seen.revives then null else r.withdrawn_on end` : sql``}`;
  return [
    sql`update ${lib.table('source_record')} r
      set ${set}, load_id = ${loadId}::bigint, line = s.line, recorded_at = ${now}::timestamptz, definition_version = ${lib.library.version}::integer, ${revived}
      from ${staging} s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and outcome in ('changed', 'announced')`,
    sql`update ${lib.table('source_record')} r set effective_date = greatest(r.effective_date, s.effective_date),
        row_hash = case when outcome = 'confirmed' then s.row_hash else r.row_hash end, ${revived}
      from ${staging} s join seen using (record_id)
      where r.record_id = s.record_id and not s.is_delete and (outcome = 'confirmed' or (revives and outcome in ('unchanged', 'stale')))`,
  ];
}

/** Deletions: the record is withdrawn from their date on, unless a row dated later is held. Returns { new, changed, unchanged, stale }. */
export function applyDeletes({ lib, staging, loadId, now }: ApplyScope): Query {
  const record = lib.table('source_record');
  return sql`
    with deletion as (select * from ${staging} where is_delete),
    held as (
      select r.record_id, r.golden_id, r.key, d.effective_date as deleted_on,
        not r.is_withdrawn and d.effective_date >= r.effective_date as ends,
        coalesce(r.withdrawn_on >= d.effective_date, false) as is_known
      from deletion d join ${record} r on r.record_id = d.record_id
    ),
    withdrawn as (
      update ${record} r
      set withdrawn_on = greatest(r.withdrawn_on, held.deleted_on), is_withdrawn = r.is_withdrawn or held.ends
      from held where r.record_id = held.record_id and not held.is_known
    ),
    noted as (insert into moved (record_id) select record_id from held where ends),
    noted_key as (insert into touched_key (key) select key from held where ends and key is not null),
    noted_golden as (insert into touched (golden_id) select golden_id from held where ends and golden_id is not null),
    -- announced: deletions of records that no row has brought yet; a row that comes later and is dated earlier stays withdrawn
    announced as (
      insert into ${record} (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line,
        withdrawn_on, is_withdrawn, recorded_at, definition_version)
      select d.record_id, d.source, d.feed, d.source_key, ${never}, ${noContent}, d.home_id, ${loadId}::bigint, d.line,
        d.effective_date, true, ${now}::timestamptz, ${lib.library.version}::integer
      from deletion d left join ${record} r on r.record_id = d.record_id
      where r.record_id is null
      returning 1
    )
    select (select count(*) from announced) as new,
           count(*) filter (where ends) as changed,
           count(*) filter (where not ends and is_known) as unchanged,
           count(*) filter (where not ends and not is_known) as stale
    from held`;
}

/** Whether every row corrects a reject: such a file is no picture of the whole, whatever its feed's mode. Returns { is_correction }. */
export function findCorrection({ staging }: ApplyScope): Query {
  return sql`select coalesce(bool_and(reject_id is not null), false) as is_correction from ${staging}`;
}

/**
 * Judges the rows that were staged as known: { records, repeated, doubtful, done }. `doubtful` are records that a read row of the file
 * speaks of too, `done` the feed's loads by now: where either says that more has happened, every row must be read.
 */
export function judgeKnown({ lib, known, staging, feed }: ApplyScope): Query {
  return sql`
    with record as materialized (select record_id, count(*) as times from ${known} group by record_id)
    select (select count(*) from record) as records,
      (select coalesce(sum(times - 1), 0)::bigint from record) as repeated,
      (select count(*) from ${staging} s join record using (record_id) where not s.is_delete) as doubtful,
      (${countDone(lib.library.code, feed)}) as done`;
}

/** Every record that the file speaks of, with a usable row or without. */
function presentRecords({ loadId, staging, known }: ApplyScope): Query {
  return sql`select record_id from ${staging} union all select record_id from ${known} union all
    select record_id from ${ident('staging', stagedRejectTable(loadId))} where record_id is not null`;
}

/** Records whose row stands in the file but was rejected: they are not absent. */
function rejectedRecords({ loadId }: ApplyScope): Query {
  return sql`select distinct record_id from ${ident('staging', stagedRejectTable(loadId))} where record_id is not null`;
}

/**
 * A withdrawn record whose row stands in the newest snapshot, though rejected, is back with what it said last: had that snapshot come
 * before the one that lacks the record, the record would never have been withdrawn. Returns { revived }.
 */
export function reviveRejected(scope: ApplyScope): Query {
  const { lib, feed, declaredDate } = scope;
  return sql`
    with returned as (
      update ${lib.table('source_record')} r set is_withdrawn = false, withdrawn_on = null
      from (${rejectedRecords(scope)}) rejected
      where r.record_id = rejected.record_id and r.is_withdrawn and r.content_hash <> ${noContent} and r.withdrawn_on <= ${declaredDate}::date
        and not exists (select from hub.snapshot sn where sn.library = ${lib.library.code} and sn.feed = ${feed} and sn.source = r.source
          and sn.declared_date > ${declaredDate}::date)
      returning r.record_id, r.golden_id, r.key
    ),
    noted as (insert into moved (record_id) select record_id from returned),
    noted_key as (insert into touched_key (key) select key from returned where key is not null),
    noted_golden as (insert into touched (golden_id) select golden_id from returned where golden_id is not null)
    select count(*) as revived from returned`;
}

/**
 * Whether a delivery that speaks for the snapshot's day or a later one brought the record (r), or a correction said again what it holds: the
 * snapshot cannot know of it. Whole snapshots of such a day are told by hub.snapshot; this is about corrections, which are no picture of the whole.
 */
function isSpokenSince({ lib, declaredDate }: ApplyScope): Query {
  return sql`(r.load_id in (select l.load_id from hub.load l where l.library = ${lib.library.code} and l.declared_date >= ${declaredDate}::date)
    or r.record_id in (select j.record_id from ${lib.table('reject')} j join hub.load l on l.load_id = j.closed_by_load
      where j.record_id is not null and l.declared_date >= ${declaredDate}::date))`;
}

/** Records of the snapshot's sources that the snapshot lacks: { missing, held }. Judged before anything is recorded. */
export function countMissing(scope: ApplyScope, sources: readonly string[]): Query {
  const { lib, feed, declaredDate } = scope;
  return sql`
    with present as materialized (select distinct record_id from (${presentRecords(scope)}) spoken)
    select count(*) filter (where present.record_id is null
        and coalesce(sn.declared_date < ${declaredDate}::date, true) and not ${isSpokenSince(scope)}) as missing, count(*) as held
    from ${lib.table('source_record')} r
    left join present on present.record_id = r.record_id
    left join hub.snapshot sn on sn.library = ${lib.library.code} and sn.feed = r.feed and sn.source = r.source
    where r.feed = ${feed} and r.source = any (${sources}) and not r.is_withdrawn`;
}

/** Withdraws what a newest snapshot lacks. An older one, or one of the same date, withdraws nothing. Returns the count. */
export function withdrawMissing(scope: ApplyScope, sources: readonly string[]): Query {
  const { lib, feed, declaredDate } = scope;
  return sql`
    with missing as (
      update ${lib.table('source_record')} r set is_withdrawn = true, withdrawn_on = ${declaredDate}::date
      where r.feed = ${feed} and r.source = any (${sources}) and not r.is_withdrawn
        and not exists (select from (${presentRecords(scope)}) present where present.record_id = r.record_id)
        and not exists (select from hub.snapshot sn where sn.library = ${lib.library.code} and sn.feed = r.feed and sn.source = r.source
          and sn.declared_date >= ${declaredDate}::date)
        and not ${isSpokenSince(scope)}
      returning r.record_id, r.golden_id, r.key
    ),
    noted as (insert into moved (record_id) select record_id from missing),
    noted_key as (insert into touched_key (key) select key from missing where key is not null),
    noted_golden as (insert into touched (golden_id) select golden_id from missing where golden_id is not null)
    select count(*) as withdrawn from missing`;
}

export function rememberSnapshot({ lib, feed, declaredDate, loadId }: ApplyScope, sources: readonly string[]): Query {
  return sql`
    insert into hub.snapshot (library, feed, source, declared_date, load_id)
    select ${lib.library.code}, ${feed}, source, ${declaredDate}::date, ${loadId}::bigint from unnest(${sources}::text[]) as source
    on conflict (library, feed, source) do update set declared_date = excluded.declared_date, load_id = excluded.load_id
    where hub.snapshot.declared_date < excluded.declared_date`;
}

/** Staged rejects join the library's. */
export function keepRejects({ lib, loadId, feed, now }: Pick<ApplyScope, 'lib' | 'loadId' | 'feed' | 'now'>): Query {
  return sql`insert into ${lib.table('reject')} (reject_id, load_id, feed, line, record_id, rule, field, cause, header, cells, created_at)
    select reject_id, ${loadId}::bigint, ${feed}, line, record_id, rule, field, cause, header, cells, ${now}::timestamptz
    from ${ident('staging', stagedRejectTable(loadId))}
    on conflict do nothing`;
}

/** A good row with a reject's id, or of the same record, closes it. */
export function closeRejects({ lib, staging, known, loadId, feed, now }: ApplyScope): Query[] {
  return [
    sql`update ${lib.table('reject')} r set closed_at = ${now}::timestamptz, closed_by_load = ${loadId}::bigint
      from ${staging} s
      where r.closed_at is null and r.load_id < ${loadId}::bigint and (s.reject_id = r.reject_id)`,
    sql`update ${lib.table('reject')} r set closed_at = ${now}::timestamptz, closed_by_load = ${loadId}::bigint
      from (select record_id from ${staging} where not is_delete union all select record_id from ${known}) s
      where r.closed_at is null and r.load_id < ${loadId}::bigint and r.feed = ${feed} and r.record_id = s.record_id`,
  ];
}
