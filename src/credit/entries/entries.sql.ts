// What the rules and effects make of credit records: one statement each. An entry is derived from the golden record, the rules in force on
// its decision date, the effects of cases and the repair and objection records of the same subject; from nothing else, so that it can be
// computed again at any time with the same result. Days are half open: a day is inside when from <= day < until.
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

const golden = ident('credit', 'golden_record');

/** Columns that are computed and compared; the others count, date and announce. */
const computed = [
  'subject_library', 'subject_golden_id', 'list_code', 'edition', 'polarity', 'section', 'decided_on', 'begins_on', 'ends_on', 'end_cause',
  'published_from', 'published_until', 'repairable_from', 'is_disputed', 'is_suspended', 'record_version',
] as const;
const names = (of: readonly string[]): Query => join(of.map((name) => ident(name)));
const from = (alias: string, of: readonly string[]): Query => join(of.map((name) => ident(alias, name)));

export function createEntryTables(): Query[] {
  return [
    sql`create temporary table if not exists entry_scope (golden_id uuid primary key) on commit drop`,
    sql`create temporary table if not exists entry_wanted on commit drop as select golden_id, ${names(computed)} from hub.credit_entry with no data`,
    sql`create temporary table if not exists entry_news (golden_id uuid primary key, former_subject_id uuid) on commit drop`,
    sql`truncate entry_scope, entry_wanted, entry_news`,
  ];
}

/** `which`: a query of golden ids; null: every credit record, and every entry whose record is gone. */
export function fillScope(which: Query | null): Query {
  if (which !== null) return sql`insert into entry_scope select distinct golden_id from (${which}) asked (golden_id)`;
  return sql`insert into entry_scope select golden_id from ${golden} where state = 'active' union select golden_id from hub.credit_entry`;
}

/**
 * A repair or an objection speaks of other records of its subject, and its former version of those of its former subject; an effect, in
 * force or ended, of every record of the document.
 */
export function widenScope(): Query {
  return sql`
    with speaking as (
      select g.subject_golden_id from ${golden} g join entry_scope using (golden_id) where g.record_class in ('repair', 'objection')
      union
      select h.subject_golden_id from ${ident('credit', 'golden_history')} h join entry_scope using (golden_id) where h.record_class in ('repair', 'objection')
    )
    insert into entry_scope
    select g.golden_id from ${golden} g join speaking using (subject_golden_id) where g.state = 'active'
    union
    select g.golden_id from hub.credit_effect e join entry_scope on entry_scope.golden_id = e.golden_id
    join ${golden} g on g.subject_golden_id = e.subject_golden_id and g.state = 'active'
      and hub.document_key(g.document_no) is not distinct from hub.document_key(e.document_no)
    on conflict do nothing`;
}

/** The last day of a term of months that began on a day is inside it (Civil Code art. 201–202). */
const after = (day: Query, months: string): Query => sql`(${day} + make_interval(months => ${trustedSql(months)}))::date + 1`;

/** Fills `entry_wanted`. Where several things end an entry the earliest counts, and of one day the first named here. */
export function computeEntries(): Query {
  const decided = sql`coalesce(g.decided_on, g.listed_on, (g.created_at at time zone 'Asia/Shanghai')::date)`;
  // Not by `=`: it would be a key of the join, and computed of every record instead of those whose subject has a case.
  const isSame = (document: Query): Query => sql`${document} is not null and hub.document_key(${document}) is not distinct from hub.document_key(r.document_no)`;
  const ofDocument = sql`${isSame(sql`w.ref_document_no`)} and (w.ref_list_code is null or w.ref_list_code = r.list_code)`;
  return sql`
    with record as materialized (
      -- Only records whose subject is certain (C1): the others have no entry, and nobody is told of them.
      select g.golden_id, g.version, g.subject_library, g.subject_golden_id, g.record_class, g.list_code, g.document_no, g.penalty_class,
        coalesce(g.fine_amount, 0) + coalesce(g.confiscated_amount, 0) as amount, g.record_state, g.use_scope, g.removed_on, g.expires_on, g.valid_to,
        g.publish_until, ${decided} as judged_on, coalesce(g.listed_on, g.valid_from, ${decided}) as starts_on
      from ${golden} g join entry_scope using (golden_id)
      where g.state = 'active' and g.subject_state = 'linked' and g.subject_golden_id is not null
    ),
    listed as (
      select distinct on (r.golden_id) r.*, l.list_code as list, l.edition, l.polarity, l.section, l.term_months, l.is_published,
        l.min_publication_months, l.max_publication_months, l.is_repairable
      from record r join hub.credit_list l on l.record_class = r.record_class
        and (l.record_list is null or l.record_list = r.list_code)
        and (l.penalty_classes is null or r.penalty_class = any (l.penalty_classes))
        and (l.least_amount is null or r.amount >= l.least_amount)
        and r.judged_on >= l.valid_from and (l.valid_to is null or r.judged_on <= l.valid_to)
      order by r.golden_id, l.priority desc, l.valid_from desc, l.edition desc, l.list_code
    ),
    -- What a case did: to the record itself, or to the same document of the same subject under whatever id, in a list of the same kind (another
    -- sum moves a penalty to another list).
    done as (
      select r.golden_id, e.kind, e.from_on from listed r join hub.credit_effect e on e.golden_id = r.golden_id where e.ended_at is null
      union
      select r.golden_id, e.kind, e.from_on from listed r
      join hub.credit_effect e on e.subject_golden_id = r.subject_golden_id and ${isSame(sql`e.document_no`)}
      where e.ended_at is null and exists (select from hub.credit_list k where k.list_code = e.list_code and k.record_class = r.record_class
        and (k.record_list is null or k.record_list = r.list_code))
      union
      -- What repair and objection records of the same subject say of a document.
      select r.golden_id, case w.record_class when 'repair' then 'repaired' else 'disputed' end, w.repaired_on
      from listed r
      join ${golden} w on w.subject_golden_id = r.subject_golden_id and w.record_class in ('repair', 'objection') and w.state = 'active'
        and w.subject_state = 'linked' and ${ofDocument}
      where w.record_class = 'repair' and w.repaired_on is not null or w.record_class = 'objection' and w.objection_state is distinct from 'closed'
      union
      -- Of a list without numbers they name the list, and mean what stood on it by then: not a later listing.
      select r.golden_id, case w.record_class when 'repair' then 'repaired' else 'disputed' end, w.repaired_on
      from listed r
      join ${golden} w on w.subject_golden_id = r.subject_golden_id and w.ref_list_code = r.list_code and w.record_class in ('repair', 'objection')
        and w.state = 'active' and w.subject_state = 'linked'
      where r.document_no is null and w.ref_document_no is null
        and (w.record_class = 'repair' and r.starts_on <= w.repaired_on or w.record_class = 'objection' and w.objection_state is distinct from 'closed' and r.starts_on <= w.raised_on)
    ),
    effect as (
      select golden_id, min(from_on) filter (where kind = 'repaired') as repaired_on, min(from_on) filter (where kind = 'corrected') as corrected_on,
        bool_or(kind = 'disputed') as is_disputed, bool_or(kind = 'suspended') as is_suspended
      from done group by golden_id
    ),
    ending as (
      select r.*, effect.corrected_on, effect.repaired_on, effect.is_suspended, effect.is_disputed, case when r.record_state = '1' then r.starts_on end as annulled_on,
        least(r.expires_on + 1, r.valid_to + 1, ${after(sql`r.starts_on`, 'r.term_months')}) as term_on
      from listed r left join effect using (golden_id)
    ),
    span as (
      select *, least(annulled_on, corrected_on, repaired_on, removed_on, term_on, 'infinity') as ends_on, is_published and coalesce(use_scope, '0') not in ('1', '2') as is_shown
      from ending
    )
    insert into entry_wanted (golden_id, ${names(computed)})
    select golden_id, subject_library, subject_golden_id, list, edition, polarity, section, judged_on, starts_on, ends_on,
      case ends_on when 'infinity' then null when annulled_on then 'annulled' when corrected_on then 'corrected' when repaired_on then 'repaired' when removed_on then 'removed' else 'term' end,
      case when is_shown then starts_on end,
      case when is_shown then least(ends_on, ${after(sql`judged_on`, 'max_publication_months')}, publish_until + 1) end,
      case when is_repairable then (judged_on + make_interval(months => coalesce(min_publication_months, 0)))::date end,
      coalesce(is_disputed, false) or coalesce(record_state = '2', false), coalesce(is_suspended, false), version
    from span`;
}

/** Former versions to the history; what is no longer wanted goes, and that is announced at once: its row cannot tell later. */
export function dropUnwanted({ now, cause }: Moment): Query[] {
  const isGone = sql`e.golden_id in (select golden_id from entry_scope) and not exists (select from entry_wanted w where w.golden_id = e.golden_id)`;
  return [
    keepFormer({ now, cause }, isGone),
    sql`
    with gone as (delete from hub.credit_entry e where ${isGone} returning *)
    insert into hub.credit_change (timepoint, ${names(changeColumns)})
    select nextval('hub.credit_timepoint'), ${now}::timestamptz, golden_id, list_code, edition, polarity, subject_library, subject_golden_id, null::uuid,
      case when told_in_force then 'ended' end, case when told_published then 'remove' end, begins_on, ends_on, ${cause}
    from gone where told_in_force or told_published`,
  ];
}

export interface Moment {
  readonly now: Date;
  readonly cause: string;
}

const changeColumns = [
  'at', 'golden_id', 'list_code', 'edition', 'polarity', 'subject_library', 'subject_golden_id', 'former_subject_id', 'effect', 'publication',
  'begins_on', 'ends_on', 'cause',
] as const;

const historyColumns = [
  'golden_id', 'version', 'subject_library', 'subject_golden_id', 'list_code', 'edition', 'begins_on', 'ends_on', 'end_cause', 'published_from',
  'published_until', 'is_disputed', 'is_suspended', 'recorded_at',
] as const;

function keepFormer({ now, cause }: Moment, which: Query): Query {
  return sql`
    insert into hub.credit_entry_history (${names(historyColumns)}, replaced_at, cause)
    select ${from('e', historyColumns)}, ${now}::timestamptz, ${cause} from hub.credit_entry e where ${which}`;
}

/** Changed rows to the history and rewritten, new ones inserted; `entry_news` says which. A version goes on where an entry comes back. */
export function writeEntries({ now, cause }: Moment): Query[] {
  const differs = sql`(${from('e', computed)}) is distinct from (${from('w', computed)})`;
  return [
    sql`insert into entry_news (golden_id, former_subject_id)
      select w.golden_id, nullif(e.subject_golden_id, w.subject_golden_id)
      from entry_wanted w left join hub.credit_entry e using (golden_id) where e.golden_id is null or ${differs}`,
    keepFormer({ now, cause }, sql`e.golden_id in (select golden_id from entry_news)`),
    sql`
    insert into hub.credit_entry (golden_id, ${names(computed)}, version, recorded_at)
    select w.golden_id, ${from('w', computed)}, coalesce(former.version, 0) + 1, ${now}::timestamptz
    from entry_wanted w join entry_news using (golden_id)
    left join lateral (
      select max(version) as version from hub.credit_entry_history h where h.golden_id = w.golden_id
    ) former on true
    on conflict (golden_id) do update
    set version = excluded.version, recorded_at = excluded.recorded_at, ${join(computed.map((name) => sql`${ident(name)} = ${ident('excluded', name)}`))}`,
  ];
}

/**
 * Says in the change log what has begun, changed or ended, and notes on the entry that it was said. `which`: entries that changed
 * (`entry_news`) or whose days have come (`due`).
 */
export function announce({ now, cause }: Moment, today: string, which: 'news' | 'due'): Query {
  const inForce = sql`(e.begins_on <= ${today}::date and ${today}::date < e.ends_on)`;
  const isPublished = sql`coalesce(e.published_from <= ${today}::date and ${today}::date < e.published_until, false)`;
  const selected = which === 'news' ? sql`hub.credit_entry e join entry_news n using (golden_id)` : sql`hub.credit_entry e join (${due(today)}) n using (golden_id)`;
  const isNews = which === 'news' ? sql`true` : sql`false`;
  return sql`
    with judged as materialized (
      select e.golden_id, n.former_subject_id, e.told_in_force, e.told_published, ${inForce} as in_force, ${isPublished} as is_published
      from ${selected}
    ),
    told as (
      update hub.credit_entry e set told_in_force = j.in_force, told_published = j.is_published
      from judged j where j.golden_id = e.golden_id and (j.in_force <> e.told_in_force or j.is_published <> e.told_published)
    )
    insert into hub.credit_change (timepoint, ${names(changeColumns)})
    select nextval('hub.credit_timepoint'), ${now}::timestamptz, c.* from (
      select e.golden_id, e.list_code, e.edition, e.polarity, e.subject_library, e.subject_golden_id, j.former_subject_id,
        case when j.in_force and not j.told_in_force then 'began' when j.told_in_force and not j.in_force then 'ended'
          when j.in_force and ${isNews} then 'changed' end as effect,
        case when j.is_published and not j.told_published then 'add' when j.told_published and not j.is_published then 'remove'
          when j.is_published and ${isNews} then 'change' end as publication,
        e.begins_on, e.ends_on, coalesce(case when not j.in_force then e.end_cause end, ${cause}) as cause
      from judged j join hub.credit_entry e using (golden_id)
    ) c where c.effect is not null or c.publication is not null`;
}

/** Entries whose beginning or end has come, or that announced one which is not so; each from an index that holds only what may be due. */
function due(today: string): Query {
  const day = sql`${today}::date`;
  return sql`
    select golden_id, null::uuid as former_subject_id from hub.credit_entry where not told_in_force and begins_on <= ${day} and ends_on > ${day}
    union select golden_id, null from hub.credit_entry where told_in_force and ends_on <= ${day}
    union select golden_id, null from hub.credit_entry where not told_published and published_from <= ${day} and published_until > ${day}
    union select golden_id, null from hub.credit_entry where told_published and published_until <= ${day}`;
}
