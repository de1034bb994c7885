// Challenges (校核) as statements: an agency doubts a value, the department that delivered it answers, and the challenge ends by itself
// when the golden value is another. Values are held as digests, but for what people propose in words.
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { survivorshipGroups } from '../../definition/columns.ts';
import { challengeTask } from './task-kinds.ts';
import type { Worker } from './task-queue.sql.ts';

export type ChallengeState = 'open' | 'accepted' | 'refused' | 'withdrawn' | 'resolved';
export type Doubt = 'wrong' | 'outdated' | 'missing' | 'not_this_subject';

export interface NewChallenge {
  readonly goldenId: string;
  readonly attribute: string;
  readonly doubt: Doubt;
  readonly proposedValue?: string;
  readonly reason: string;
  readonly evidenceReference?: string;
}

export interface Challenger extends Worker {
  readonly agencyCode: string;
  readonly purpose: string;
  readonly matterCode: string;
}

const table = (library: LibraryDefinition, name: string): Query => ident(library.code, name);
const isLive = sql`c.state in ('open', 'accepted')`;

export function challengeColumns(today: string): Query {
  return sql`c.challenge_id as "challengeId", c.library, c.golden_id as "goldenId", c.attribute, c.doubt, c.proposed_value as "proposedValue", c.reason,
    c.evidence_reference as "evidenceReference", c.challenger_agency as "challengerAgency", c.challenger_operator as "challengerOperator",
    c.owner_agency as "ownerAgency", c.owner_record as "ownerRecord", c.state, c.due_on as "dueOn", ${isLive} and coalesce(c.due_on < ${today}::date, false) as "isOverdue",
    c.created_at as "createdAt", c.answered_at as "answeredAt", c.answer_agency as "answerAgency", c.answer_reason as "answerReason",
    c.corrected_value as "correctedValue", c.ended_at as "endedAt", c.ended_reason as "endedReason"`;
}

/**
 * The row of a new challenge; its owner is the source whose value has won. No row: the golden record is not there, or the agency challenges
 * the value already.
 */
export function insertChallenge(
  library: LibraryDefinition,
  challenge: NewChallenge & { readonly challengeId: string; readonly by: Challenger; readonly dueOn: string | null },
  at: { readonly now: Date; readonly today: string },
): Query {
  const place = survivorshipGroups(library).findIndex(({ attributes }) => attributes.includes(challenge.attribute)) + 1;
  const { by } = challenge;
  return sql`
    insert into hub.challenge as c (challenge_id, library, golden_id, attribute, doubt, proposed_value, reason, evidence_reference, challenger_agency,
      challenger_client, challenger_operator, purpose, matter_code, owner_agency, owner_record, value_digest, due_on, created_at)
    select ${challenge.challengeId}::uuid, ${library.code}, g.golden_id, ${challenge.attribute}, ${challenge.doubt}, ${challenge.proposedValue ?? null}, ${challenge.reason},
      ${challenge.evidenceReference ?? null}, ${by.agencyCode}, ${by.clientId}, ${by.operatorId}, ${by.purpose}, ${by.matterCode},
      r.source, r.record_id, ${valueDigest('g', sql`${challenge.attribute}`)}, ${challenge.dueOn}::date, ${at.now}::timestamptz
    from ${table(library, 'golden_record')} g
    left join ${table(library, 'source_record')} r on r.record_id = g.win_record[${place}::int]
    where g.golden_id = ${challenge.goldenId}::uuid and g.state = 'active'
    on conflict (challenger_agency, library, golden_id, attribute) where state in ('open', 'accepted') do nothing
    returning ${challengeColumns(at.today)}`;
}

/** Digest of what the golden row says of the attribute; of its absence too. */
function valueDigest(alias: string, attribute: Query): Query {
  return sql`md5(coalesce((to_jsonb(${ident(alias)}.*) -> (${attribute}::text))::text, 'null'))`;
}

export function findLiveChallenge(library: string, about: { agency: string; goldenId: string; attribute: string }): Query {
  return sql`select c.challenge_id as "challengeId" from hub.challenge c where c.library = ${library} and c.challenger_agency = ${about.agency}
    and c.golden_id = ${about.goldenId}::uuid and c.attribute = ${about.attribute} and ${isLive}`;
}

export function readChallengeSql(challengeId: string, today: string): Query {
  return sql`select ${challengeColumns(today)} from hub.challenge c where c.challenge_id = ${challengeId}::uuid`;
}

export interface ChallengeFilter {
  /** Raised by this agency, or addressed to it; null: any (stewards). */
  readonly challenger: string | null;
  readonly owner: string | null;
  readonly library?: string;
  readonly state?: ChallengeState | 'live';
  readonly isOverdue?: boolean;
}

export interface ChallengeCursor {
  readonly dueOn: string | null;
  readonly challengeId: string;
}

/** By due date; one row more than the limit when there are more. With both agencies given, those of either. */
export function listChallengesSql(filter: ChallengeFilter, page: { today: string; limit: number; after: ChallengeCursor | null }): Query {
  const parties = [
    ...(filter.challenger === null ? [] : [sql`c.challenger_agency = ${filter.challenger}`]),
    ...(filter.owner === null ? [] : [sql`c.owner_agency = ${filter.owner}`]),
  ];
  const isOverdue = sql`(${isLive} and coalesce(c.due_on < ${page.today}::date, false))`;
  const conditions = [
    parties.length === 0 ? sql`true` : sql`(${join(parties, ' or ')})`,
    ...(filter.library === undefined ? [] : [sql`c.library = ${filter.library}`]),
    ...(filter.state === undefined ? [] : [filter.state === 'live' ? isLive : sql`c.state = ${filter.state}`]),
    ...(filter.isOverdue === undefined ? [] : [filter.isOverdue ? isOverdue : sql`not ${isOverdue}`]),
    ...(page.after === null ? [] : [sql`(coalesce(c.due_on, 'infinity'), c.challenge_id) > (${page.after.dueOn ?? 'infinity'}::date, ${page.after.challengeId}::uuid)`]),
  ];
  return sql`select ${challengeColumns(page.today)} from hub.challenge c where ${join(conditions, ' and ')}
    order by coalesce(c.due_on, 'infinity'), c.challenge_id limit ${page.limit + 1}`;
}

export interface ChallengeAnswer {
  readonly answer: 'accepted' | 'refused';
  readonly reason?: string;
  readonly correctedValue?: string;
}

/** Moves a challenge that is in one of the states `from` to its answer. No row: it is in none of them any more. */
export function answerChallengeSql(
  challengeId: string,
  answer: ChallengeAnswer & { readonly by: Worker & { readonly agencyCode: string }; readonly from: readonly ChallengeState[]; readonly dueOn: string | null },
  at: { readonly now: Date; readonly today: string },
): Query {
  const hasEnded = answer.answer === 'refused';
  return sql`
    update hub.challenge c set state = ${answer.answer}, answered_at = ${at.now}::timestamptz, answer_agency = ${answer.by.agencyCode},
      answer_client = ${answer.by.clientId}, answer_operator = ${answer.by.operatorId}, answer_reason = ${answer.reason ?? null},
      corrected_value = ${answer.correctedValue ?? null}, due_on = case when ${hasEnded} then c.due_on else coalesce(${answer.dueOn}::date, c.due_on) end,
      ended_at = case when ${hasEnded} then ${at.now}::timestamptz end, ended_reason = case when ${hasEnded} then 'refused' end
    where c.challenge_id = ${challengeId}::uuid and c.state = any (${answer.from}::text[]) returning ${challengeColumns(at.today)}`;
}

export function withdrawChallengeSql(challengeId: string, at: { readonly now: Date; readonly today: string }): Query {
  return sql`
    update hub.challenge c set state = 'withdrawn', ended_at = ${at.now}::timestamptz, ended_reason = 'withdrawn'
    where c.challenge_id = ${challengeId}::uuid and ${isLive} returning ${challengeColumns(at.today)}`;
}

/** What the department's record says of the attribute now, for the department itself. */
export function deliveredValueSql(library: LibraryDefinition, recordId: string, attribute: string): Query {
  return sql`select ${ident(attribute)} as value, feed, source_key as "sourceKey", effective_date as "effectiveDate", is_withdrawn as "isWithdrawn"
    from ${table(library, 'source_record')} where record_id = ${recordId}::uuid`;
}

/** Attributes of a golden record that are in doubt. */
export function disputedSql(library: LibraryDefinition, goldenId: string): Query {
  return sql`select distinct c.attribute from hub.challenge c where c.golden_id = ${goldenId}::uuid and c.library = ${library.code} and ${isLive} order by 1`;
}

/**
 * Ends every challenge of the library whose golden value is another by now, and its task; the others follow their golden record through
 * merges. All live challenges are looked at, a probe by key each: they are few beside what a load moves.
 */
export function settleChallengesSql(library: LibraryDefinition, now: Date): Query[] {
  const golden = table(library, 'golden_record');
  return [
    sql`
    with recursive
    -- place: where each challenged record is now, through its merges
    place as (
      select c.challenge_id, g.golden_id, g.state, g.redirect_to, 0 as hops
      from hub.challenge c left join ${golden} g on g.golden_id = c.golden_id where c.library = ${library.code} and ${isLive}
      union all
      select p.challenge_id, g.golden_id, g.state, g.redirect_to, p.hops + 1
      from place p join ${golden} g on g.golden_id = p.redirect_to where p.state = 'redirected' and p.hops < 32
    ),
    stand as (select distinct on (challenge_id) challenge_id, golden_id, state from place order by challenge_id, hops desc),
    judged as (
      select c.challenge_id, stand.golden_id, case when stand.state is distinct from 'active' then 'record_gone'
        when ${valueDigest('g', sql`c.attribute`)} <> c.value_digest then
          case when to_jsonb(g.*) ->> c.attribute in (c.proposed_value, c.corrected_value) then 'changed_as_proposed' else 'changed' end end as ended
      from hub.challenge c join stand using (challenge_id) left join ${golden} g on g.golden_id = stand.golden_id
    ),
    -- told: an agency that challenged both of two records that are one now keeps the challenge of the record that stayed
    told as (
      select judged.challenge_id, judged.golden_id, case when judged.ended is null and row_number() over (
        partition by c.challenger_agency, c.attribute, judged.golden_id, judged.ended is null order by judged.golden_id <> c.golden_id, c.created_at, c.challenge_id) > 1
        then 'same_as_other' else judged.ended end as ended
      from judged join hub.challenge c using (challenge_id)
    )
    update hub.challenge c set golden_id = case when told.ended is null then told.golden_id else c.golden_id end,
      state = case when told.ended is null then c.state else 'resolved' end,
      ended_reason = told.ended, ended_at = case when told.ended is not null then ${now}::timestamptz end
    from told where c.challenge_id = told.challenge_id and (told.ended is not null or told.golden_id <> c.golden_id)`,
    sql`
    update hub.task t set golden_ids = array[c.golden_id], updated_at = ${now}::timestamptz,
      state = case when ${isLive} then t.state else 'closed' end, closed_reason = case when not ${isLive} then 'reason_gone' end,
      closed_at = case when not ${isLive} then ${now}::timestamptz end
    from hub.challenge c
    where t.library = ${library.code} and t.kind = ${challengeTask} and t.state in ('open', 'claimed') and t.subject_key = 'challenge:' || c.challenge_id
      and (not ${isLive} or t.golden_ids <> array[c.golden_id])`,
  ];
}
