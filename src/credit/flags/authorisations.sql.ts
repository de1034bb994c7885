// Authorisations of bureaus: beginnings, moves and ends are one statement each, with a row for the bureau's stream.
import { join, sql, type Query } from '../../store/sql.ts';
import { nextTimepoint } from '../entries/timepoints.ts';
import type { NewAuthorisation } from './authorisations.ts';

const changeColumns = sql`(timepoint, at, agency_code, authorisation_id, subject_golden_id, kind)`;

export function beginSql(asked: NewAuthorisation, { authorisationId, now }: { authorisationId: string; now: Date }): Query {
  return sql`
    with point as (select ${nextTimepoint} as timepoint),
    begun as (
      insert into hub.credit_authorisation (authorisation_id, agency_code, subject_library, subject_golden_id, reference, lists, sections, until_on,
        registered_at, registered_client, registered_operator, began_timepoint)
      select ${authorisationId}::uuid, ${asked.agencyCode}, ${asked.subjectLibrary}, ${asked.subjectGoldenId}::uuid, ${asked.reference}, ${asked.lists}::text[],
        ${asked.sections}::text[], ${asked.until}::date + 1, ${now}::timestamptz, ${asked.clientId}, ${asked.operatorId}, timepoint
      from point
      on conflict do nothing
      returning *
    )
    insert into hub.credit_authorisation_change ${changeColumns}
    select began_timepoint, registered_at, agency_code, authorisation_id, subject_golden_id, 'began' from begun
    returning timepoint`;
}

/** Ends those that `which` selects (alias `a`) and that are in force; each at a timepoint of its own. */
export function endSql(which: Query, end: { now: Date; cause: string; clientId: string | null; operatorId: string | null }): Query {
  return sql`
    with chosen as materialized (select a.authorisation_id from hub.credit_authorisation a where a.ended_timepoint is null and ${which} for update),
    pointed as materialized (select authorisation_id, ${nextTimepoint} as timepoint from chosen),
    ended as (
      update hub.credit_authorisation a set ended_timepoint = p.timepoint, ended_at = ${end.now}::timestamptz, ended_cause = ${end.cause},
        ended_client = ${end.clientId}, ended_operator = ${end.operatorId}
      from pointed p where a.authorisation_id = p.authorisation_id
      returning a.*
    )
    insert into hub.credit_authorisation_change ${changeColumns}
    select ended_timepoint, ended_at, agency_code, authorisation_id, subject_golden_id, 'ended' from ended
    returning timepoint`;
}

/** Authorisations whose golden record has been merged go on for the record that it became. `library`: the table of golden records. */
export function moveSql(golden: Query, { libraryCode, now }: { libraryCode: string; now: Date }): Query {
  return sql`
    with recursive path as (
      select a.authorisation_id, a.agency_code, a.subject_golden_id as former_id, g.redirect_to as golden_id, 1 as hops
      from hub.credit_authorisation a join ${golden} g on g.golden_id = a.subject_golden_id
      where a.subject_library = ${libraryCode} and a.ended_timepoint is null and g.redirect_to is not null
      union all
      select p.authorisation_id, p.agency_code, p.former_id, g.redirect_to, p.hops + 1
      from path p join ${golden} g on g.golden_id = p.golden_id where g.redirect_to is not null and p.hops < 32
    ),
    target as materialized (
      select distinct on (authorisation_id) authorisation_id, agency_code, former_id, golden_id, ${nextTimepoint} as timepoint
      from path order by authorisation_id, hops desc
    ),
    moved as (
      update hub.credit_authorisation a set subject_golden_id = t.golden_id from target t where a.authorisation_id = t.authorisation_id
    )
    insert into hub.credit_authorisation_change ${changeColumns}
    select timepoint, ${now}::timestamptz, agency_code, authorisation_id, subject_golden_id, 'moved'
    from target, lateral (values (former_id), (golden_id)) as subject (subject_golden_id)
    returning timepoint`;
}

/** Newest first; `after`: the last id of the page before (ids are ordered by time). */
export function listSql(which: Query, { after, limit }: { after: string | null; limit: number }): Query {
  return sql`
    select a.authorisation_id as "authorisationId", a.agency_code as "agencyCode", a.reference, a.lists, a.sections, a.until_on - 1 as until,
      a.registered_at as "registeredAt", a.registered_operator as "registeredOperator", a.ended_at as "endedAt", a.ended_cause as "endedCause",
      a.subject_golden_id as "subjectGoldenId", json_build_object('zh', g.name_zh, 'en', g.name_en) as "agencyLabel"
    from hub.credit_authorisation a join hub.agency g on g.code = a.agency_code
    where ${which} ${after === null ? sql`` : sql`and a.authorisation_id < ${after}::uuid`}
    order by a.authorisation_id desc limit ${limit}::integer`;
}

export function allOf(conditions: readonly Query[]): Query {
  return conditions.length === 0 ? sql`true` : join(conditions, ' and ');
}
