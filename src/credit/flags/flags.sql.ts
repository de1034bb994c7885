// What a bureau may hold now, and what has changed for it: reads of the change log joined to the entries as they are in the snapshot.
// Dates are judged by today, so that nothing is told after its last day whether or not a job ran.
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** What one bureau may be told, by its agreement. */
export interface BureauReach {
  readonly agencyCode: string;
  /** Granted attributes of credit records that flags hold. */
  readonly columns: readonly string[];
  /** Condition on the credit record, called `g`. */
  readonly filter: Query;
  /** Libraries whose subjects are organisations; of others a bureau is told by authorisation only. */
  readonly organisations: readonly string[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A flag as read. Attributes of the record stand under `@` and their code. */
export interface FlagRow {
  readonly golden_id: string;
  readonly list_code: string;
  readonly edition: string;
  readonly polarity: string;
  readonly section: string;
  readonly judged_on: string | null;
  readonly begins_on: string;
  /** First day on which the bureau may hold it no longer; `infinity`: open. */
  readonly until_on: string;
  readonly is_disputed: boolean;
  readonly is_organisation: boolean;
  readonly authorisation_id: string | null;
  readonly reference: string | null;
  readonly [attribute: `@${string}`]: unknown;
}

export interface ChangeRow extends FlagRow {
  readonly timepoint: number;
  readonly is_visible: boolean;
  /** It was not to be seen at some time since. */
  readonly is_new: boolean;
}

const golden = ident('credit', 'golden_record');

/** The attributes that flags hold, under names that no other column has. */
const attributes = ({ columns }: BureauReach): Query => join(columns.map((code) => sql`, g.${ident(code)} as ${ident(`@${code}`)}`), '\n');

const isOrganisation = ({ organisations }: BureauReach, alias: string): Query => sql`${ident(alias, 'subject_library')} = any(${organisations}::text[])`;

/** Whether an authorisation `a` is for entries of the list and section of `alias`. */
const isInScope = (alias: string): Query =>
  sql`(a.lists is null and a.sections is null or ${ident(alias, 'list_code')} = any(a.lists) or ${ident(alias, 'section')} = any(a.sections))`;

/** Joins to the entry `e` its record `g` and, for a person, the authorisation `a` that lasts longest. */
function joinFacts(reach: BureauReach): Query {
  return sql`
    left join ${golden} g on g.golden_id = e.golden_id and g.state = 'active'
    left join lateral (
      select a.authorisation_id, a.reference, a.until_on from hub.credit_authorisation a
      where a.agency_code = ${reach.agencyCode} and a.subject_golden_id = e.subject_golden_id and a.ended_timepoint is null
        and a.until_on > ${reach.today}::date and not ${isOrganisation(reach, 'e')} and ${isInScope('e')}
      order by a.until_on desc, a.authorisation_id limit 1
    ) a on true`;
}

const isVisible = (reach: BureauReach): Query => sql`coalesce(
  e.told_published and e.published_from <= ${reach.today}::date and ${reach.today}::date < e.published_until
    and g.golden_id is not null and (${reach.filter}) and (${isOrganisation(reach, 'e')} or a.authorisation_id is not null), false)`;

const flagColumns = (reach: BureauReach): Query => sql`e.list_code, e.edition, e.polarity, e.section, e.decided_on as judged_on, e.begins_on,
  least(e.published_until, a.until_on) as until_on, e.is_disputed, ${isOrganisation(reach, 'e')} as is_organisation, a.authorisation_id, a.reference
  ${attributes(reach)}`;

/** Every flag that the bureau may hold in the snapshot. */
export function allFlagsSql(reach: BureauReach): Query {
  return sql`
    select e.golden_id, ${flagColumns(reach)}
    from hub.credit_entry e
    ${joinFacts(reach)}
    where (${isOrganisation(reach, 'e')} or e.subject_golden_id in (
        select subject_golden_id from hub.credit_authorisation where agency_code = ${reach.agencyCode} and ended_timepoint is null))
      and ${isVisible(reach)}`;
}

/** Entries whose publication changed since, each at its last change, but for those of whose subject an authorisation changed later. */
function changedEntries({ agencyCode }: BureauReach, { after, upTo }: ChangeRange): Query {
  return sql`
    select c.timepoint, c.golden_id as changed_id from hub.credit_change c
    left join hub.credit_entry now on now.golden_id = c.golden_id
    where c.timepoint > ${after}::bigint and c.timepoint <= ${upTo}::bigint and c.publication is not null
      and not exists (select from hub.credit_change later
        where later.golden_id = c.golden_id and later.timepoint > c.timepoint and later.publication is not null)
      and not exists (select from hub.credit_authorisation_change later
        where later.subject_golden_id = now.subject_golden_id and later.agency_code = ${agencyCode} and later.timepoint > c.timepoint)`;
}

/** Entries of subjects whose authorisation changed since, each at the last change of either. */
function changedAuthorisations({ agencyCode }: BureauReach, { after, upTo }: ChangeRange): Query {
  return sql`
    select x.timepoint, now.golden_id as changed_id from hub.credit_authorisation_change x
    join hub.credit_entry now on now.subject_golden_id = x.subject_golden_id
    where x.agency_code = ${agencyCode} and x.timepoint > ${after}::bigint and x.timepoint <= ${upTo}::bigint
      and not exists (select from hub.credit_authorisation_change later
        where later.subject_golden_id = x.subject_golden_id and later.agency_code = x.agency_code and later.timepoint > x.timepoint)
      and not exists (select from hub.credit_change later
        where later.golden_id = now.golden_id and later.timepoint > x.timepoint and later.publication is not null)`;
}

/**
 * Whether the bureau could have been told of the entry `changed_id` at any time: its removal then means something to it. A reader in the
 * midst of its pages may hold states older than the timepoint that it names, so nothing here looks at that timepoint.
 */
function couldHaveHad(reach: BureauReach): Query {
  const published = sql`c.golden_id = t.changed_id and c.publication is not null`;
  const between = (publication: string, from: Query, to: Query): Query => sql`exists (select from hub.credit_change b
    where b.golden_id = c.golden_id and b.publication = ${trustedSql(`'${publication}'`)} and b.timepoint > ${from} and b.timepoint < ${to})`;
  // `offset 0` keeps each a look-up by index: otherwise the planner hashes the whole table for it.
  // Some version of the record must have been within the agreement's rows.
  const isWithin = join([golden, ident('credit', 'golden_history')].map((table) => sql`exists (select from ${table} g where g.golden_id = t.changed_id and (${reach.filter}) offset 0)`), ' or ');
  return sql`(${isWithin}) and (
    exists (select from hub.credit_change c where ${published} and ${isOrganisation(reach, 'c')} offset 0)
    or exists (select from hub.credit_entry_history h where h.golden_id = t.changed_id and ${isOrganisation(reach, 'h')} offset 0)
    or exists (
      select from hub.credit_change c
      cross join lateral (
        select a.* from hub.credit_authorisation a where a.agency_code = ${reach.agencyCode} and a.subject_golden_id = c.subject_golden_id
        union all
        select a.* from hub.credit_authorisation a where a.agency_code = ${reach.agencyCode} and a.subject_golden_id = c.former_subject_id
        union all
        -- Moved on since, with the golden record.
        select a.* from hub.credit_authorisation_change x join hub.credit_authorisation a on a.authorisation_id = x.authorisation_id
        where x.kind = 'moved' and x.agency_code = ${reach.agencyCode} and x.subject_golden_id = any (array[c.subject_golden_id, c.former_subject_id])
      ) a
      where ${published}
        and (a.lists is null and a.sections is null or c.list_code = any(a.lists)
          or exists (select from hub.credit_list l where l.list_code = c.list_code and l.section = any(a.sections)))
        -- Published at some time after the authorisation began ...
        and (c.timepoint > a.began_timepoint or c.publication <> 'remove' and not ${between('remove', sql`c.timepoint`, sql`a.began_timepoint`)})
        -- ... and before it ended.
        and (a.ended_timepoint is null or c.timepoint < a.ended_timepoint
          or c.publication <> 'add' and not ${between('add', sql`a.ended_timepoint`, sql`c.timepoint`)})
    )
  )`;
}

function changesOf(reach: BureauReach, changed: Query, { since, limit }: ChangeRange): Query {
  return sql`
    select t.timepoint, t.changed_id as golden_id, ${isVisible(reach)} as is_visible,
      coalesce((select c.publication = 'add' from hub.credit_change c
        where c.golden_id = t.changed_id and c.publication is not null and c.timepoint > ${since}::bigint order by c.timepoint limit 1), false)
      or exists (select from hub.credit_authorisation_change x
        where x.agency_code = ${reach.agencyCode} and x.subject_golden_id = e.subject_golden_id and x.timepoint > ${since}::bigint and x.kind <> 'ended') as is_new,
      ${flagColumns(reach)}
    from (${changed}) t
    left join hub.credit_entry e on e.golden_id = t.changed_id
    ${joinFacts(reach)}
    where ${isVisible(reach)} or ${couldHaveHad(reach)}
    order by t.timepoint fetch first (${limit}::bigint) rows with ties`;
}

/** What changed after `after` and up to `upTo`: a window of a bounded number of changes. */
export interface ChangeRange {
  /** Since when the bureau asks. */
  readonly since: number;
  readonly after: number;
  readonly upTo: number;
  /** The first so many by timepoint, and those that share the last one's. */
  readonly limit: number;
}

/**
 * The end of the window of so many changes after a timepoint. Windows keep every statement small, so that each change is looked up by index
 * whatever the range: over all of a long log the planner would join and sort the whole of it for the first page.
 */
export function windowSql(agencyCode: string, { after, head, changes }: { after: number; head: number; changes: number }): Query {
  return sql`
    select least(${head}::bigint,
      (select timepoint from hub.credit_change where timepoint > ${after}::bigint and publication is not null order by timepoint offset ${changes}::integer limit 1),
      (select timepoint from hub.credit_authorisation_change where agency_code = ${agencyCode} and timepoint > ${after}::bigint
        order by timepoint offset ${changes}::integer limit 1)) as "upTo"`;
}

/**
 * What changed for the bureau in a window: each entry once, as it is in the snapshot, at the timepoint of its last change. `is_visible`:
 * put it; otherwise the bureau drops it.
 */
export function changesSql(reach: BureauReach, range: ChangeRange): Query {
  return sql`
    select * from ((${changesOf(reach, changedEntries(reach, range), range)}) union all (${changesOf(reach, changedAuthorisations(reach, range), range)})) changes
    order by timepoint, golden_id`;
}
