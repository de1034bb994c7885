// Cases as statements: filing, steps, lists. What a case does to an entry is a row of hub.credit_effect, which only these write.
import { survivorshipGroups } from '../../definition/columns.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import type { Application, CaseActor, CaseKind, CaseState, CaseStep } from './types.ts';

export interface FoundEntry {
  readonly entryId: string;
  readonly listCode: string;
  readonly edition: string;
  readonly polarity: string;
  readonly documentNo: string | null;
  readonly ownerAgency: string | null;
  readonly repairableFrom: string | null;
  /** In force or published on the day. */
  readonly isShown: boolean;
}

export interface CaseSubject {
  readonly library: string;
  readonly goldenId: string;
}

/** Entries of the subject by id or document number; the owner is the department whose word on the decision has won. */
export function findEntriesSql(library: LibraryDefinition, of: { subject: CaseSubject; entryId?: string; documentNo?: string }, today: string): Query {
  const place = survivorshipGroups(library).findIndex(({ attributes }) => attributes.includes('record_class')) + 1;
  const named = of.entryId === undefined ? sql`hub.document_key(g.document_no) = hub.document_key(${of.documentNo ?? ''})` : sql`e.golden_id = ${of.entryId}::uuid`;
  return sql`
    select e.golden_id as "entryId", e.list_code as "listCode", e.edition, e.polarity, g.document_no as "documentNo", r.source as "ownerAgency",
      e.repairable_from as "repairableFrom", ${isShown(today)} as "isShown"
    from hub.credit_entry e join ${ident(library.code, 'golden_record')} g using (golden_id)
    left join ${ident(library.code, 'source_record')} r on r.record_id = g.win_record[${place}::int]
    where e.subject_golden_id = ${of.subject.goldenId}::uuid and e.subject_library = ${of.subject.library} and ${named}
    order by e.golden_id`;
}

/** In force or published on the day; alias e. */
export function isShown(today: string): Query {
  return sql`((e.begins_on <= ${today}::date and ${today}::date < e.ends_on)
    or coalesce(e.published_from <= ${today}::date and ${today}::date < e.published_until, false))`;
}

const isLive = sql`c.state in ('open', 'accepted')`;

export function caseColumns(today: string): Query {
  return sql`c.case_id as "caseId", c.kind, c.state, c.golden_id as "entryId", c.list_code as "listCode", c.edition, c.document_no as "documentNo",
    c.subject_library as "subjectLibrary", c.subject_golden_id as "subjectGoldenId", c.owner_agency as "ownerAgency", c.ground, c.statement, c.promise, c.evidence,
    jsonb_build_object('name', c.applicant_name, 'capacity', c.applicant_capacity, 'authorisation', c.applicant_authorisation) as applicant,
    c.filer_agency as "filerAgency", c.filer_operator as "filerOperator", c.is_suspended as "isSuspended", c.due_on as "dueOn", c.answer_due_on as "answerDueOn",
    ${isLive} and coalesce(least(c.due_on, c.answer_due_on) < ${today}::date, false) as "isOverdue", c.filed_at as "filedAt", c.ended_at as "endedAt",
    c.ended_reason as "endedReason"`;
}

export interface NewCase extends Application {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly entry: FoundEntry;
  readonly subject: CaseSubject;
  readonly by: CaseActor & { readonly purpose: string; readonly matterCode: string };
  readonly dueOn: string | null;
  readonly answerDueOn: string | null;
}

export interface Moment {
  readonly now: Date;
  readonly today: string;
}

/** No row: such a case is open for the entry, or, for a repair, any case. */
export function insertCase(filed: NewCase, { now, today }: Moment): Query {
  const { entry, subject, applicant, by } = filed;
  return sql`
    insert into hub.credit_case as c (case_id, kind, state, golden_id, list_code, edition, document_no, subject_library, subject_golden_id, owner_agency, ground,
      statement, promise, evidence, applicant_name, applicant_capacity, applicant_authorisation, filer_agency, filer_client, filer_operator, purpose, matter_code,
      due_on, answer_due_on, filed_at)
    select ${filed.caseId}::uuid, ${filed.kind}, 'open', ${entry.entryId}::uuid, ${entry.listCode}, ${entry.edition}, ${entry.documentNo}, ${subject.library},
      ${subject.goldenId}::uuid, ${entry.ownerAgency}, ${filed.ground ?? null}, ${filed.statement}, ${filed.promise ?? null}, ${JSON.stringify(filed.evidence)}::jsonb,
      ${applicant.name}, ${applicant.capacity}, ${applicant.authorisation ?? null}, ${by.agencyCode}, ${by.clientId}, ${by.operatorId}, ${by.purpose},
      ${by.matterCode}, ${filed.dueOn}::date, ${filed.answerDueOn}::date, ${now}::timestamptz
    where not exists (select from hub.credit_case c where c.golden_id = ${entry.entryId}::uuid and ${isLive} and ${filed.kind === 'repair' ? sql`true` : sql`c.kind = 'objection'`})
    on conflict (golden_id, kind) where state in ('open', 'accepted') do nothing
    returning ${caseColumns(today)}`;
}

/** The case that is in the way of a new one, as far as the agency may know of it. */
export function findLiveCase(entryId: string, agencyCode: string): Query {
  return sql`select c.case_id as "caseId" from hub.credit_case c where c.golden_id = ${entryId}::uuid and ${isLive} and c.filer_agency = ${agencyCode} limit 1`;
}

export function readCaseSql(caseId: string, today: string, lock = false): Query {
  return sql`select ${caseColumns(today)} from hub.credit_case c where c.case_id = ${caseId}::uuid ${lock ? sql`for update` : sql``}`;
}

const envelope = [
  'golden_id', 'version', 'state', 'redirect_to', 'created_at', 'recorded_at', 'cause', 'key', 'name_keys', 'win_record', 'win_rank', 'win_date', 'conflicts',
  'subject_state', 'subject_library', 'subject_type', 'subject_value', 'subject_golden_id',
];

/** Of all that the golden row (g) says; not of who said it last, which a row that is sent again changes too. */
export const recordDigest: Query = sql`md5((jsonb_strip_nulls(to_jsonb(g.*)) - ${envelope}::text[])::text)`;

/** Moves the case. What was due stays noted where nothing new is. */
export function moveCase(
  caseId: string,
  to: { state: CaseState; isSuspended: boolean; isEnd: boolean; reason: string | null; dueOn: string | null; notesRecord: boolean },
  { now, today }: Moment,
): Query {
  return sql`
    update hub.credit_case c set state = ${to.state}, is_suspended = ${to.isSuspended}, due_on = coalesce(${to.dueOn}::date, c.due_on),
      accepted_digest = case when ${to.notesRecord} then (select ${recordDigest} from ${ident('credit', 'golden_record')} g where g.golden_id = c.golden_id) else c.accepted_digest end,
      ended_at = case when ${to.isEnd} then ${now}::timestamptz else c.ended_at end, ended_reason = case when ${to.isEnd} then ${to.reason} else c.ended_reason end
    where c.case_id = ${caseId}::uuid returning ${caseColumns(today)}`;
}

export interface NewStep {
  readonly caseId: string;
  readonly action: CaseStep['action'];
  readonly state: CaseState;
  readonly reason: string | null;
  readonly dueOn: string | null;
  readonly term: CaseStep['term'];
  readonly by: CaseActor | null;
}

/** One after the other: whoever writes a step holds the case's row. */
export function insertStep(step: NewStep, { now }: Moment): Query {
  return sql`
    insert into hub.credit_case_step (case_id, step, at, action, state, reason, due_on, term, by_side, by_agency, by_client, by_operator)
    select ${step.caseId}::uuid, coalesce(max(s.step), 0) + 1, ${now}::timestamptz, ${step.action}, ${step.state}, ${step.reason}, ${step.dueOn}::date,
      ${step.term === null ? null : JSON.stringify(step.term)}::jsonb, ${step.by?.side ?? 'hub'}, ${step.by?.agencyCode ?? null}, ${step.by?.clientId ?? null},
      ${step.by?.operatorId ?? null}
    from hub.credit_case_step s where s.case_id = ${step.caseId}::uuid`;
}

export function readStepsSql(caseId: string): Query {
  return sql`
    select step, at, action, state, reason, due_on as "dueOn", term, jsonb_build_object('side', by_side, 'agencyCode', by_agency, 'operatorId', by_operator) as by
    from hub.credit_case_step where case_id = ${caseId}::uuid order by step`;
}

/** Who proposed the undoing that waits. */
export function readProposerSql(caseId: string): Query {
  return sql`select by_client as "clientId", by_operator as "operatorId" from hub.credit_case_step
    where case_id = ${caseId}::uuid and action = 'undo' order by step desc limit 1`;
}

export function insertEffect(
  effect: { effectId: string; caseId: string; kind: string; reason: string; by: CaseActor },
  { now, today }: Moment,
): Query {
  return sql`
    insert into hub.credit_effect (effect_id, golden_id, list_code, document_no, subject_golden_id, kind, from_on, case_id, reason, made_at, made_client, made_operator)
    select ${effect.effectId}::uuid, c.golden_id, c.list_code, c.document_no, c.subject_golden_id, ${effect.kind}, ${today}::date, c.case_id, ${effect.reason},
      ${now}::timestamptz, ${effect.by.clientId}, ${effect.by.operatorId}
    from hub.credit_case c where c.case_id = ${effect.caseId}::uuid`;
}

export function endEffects(caseId: string, kinds: readonly string[], reason: string, { now }: Moment): Query {
  return sql`update hub.credit_effect set ended_at = ${now}::timestamptz, ended_reason = ${reason}
    where case_id = ${caseId}::uuid and kind = any (${kinds}::text[]) and ended_at is null`;
}

/** Whether the case itself has ended the entry, and that holds. */
export function hasEndingEffectSql(caseId: string): Query {
  return sql`select exists (select from hub.credit_effect where case_id = ${caseId}::uuid and kind in ('repaired', 'corrected') and ended_at is null) as "hasEffect"`;
}

/** Every record of the case's subject: an effect holds for later records of the same document too. */
export function recordsOfSubject(entryId: string, subjectGoldenId: string): Query {
  return sql`select ${entryId}::uuid as golden_id union select g.golden_id from ${ident('credit', 'golden_record')} g
    where g.subject_golden_id = ${subjectGoldenId}::uuid and g.state = 'active'`;
}

export interface CaseFilter {
  /** Filed by this agency, or addressed to it; null: any (stewards). */
  readonly filer: string | null;
  readonly owner: string | null;
  readonly kind?: CaseKind;
  readonly state?: CaseState | 'live';
  readonly isOverdue?: boolean;
  readonly department?: string;
  readonly entryId?: string;
}

export interface CaseCursor {
  readonly dueOn: string | null;
  readonly caseId: string;
}

/** By due date; one row more than the limit when there are more. With both agencies given, those of either. */
export function listCasesSql(filter: CaseFilter, page: { today: string; limit: number; after: CaseCursor | null }): Query {
  const parties = [
    ...(filter.filer === null ? [] : [sql`c.filer_agency = ${filter.filer}`]),
    ...(filter.owner === null ? [] : [sql`c.owner_agency = ${filter.owner}`]),
  ];
  const isOverdue = sql`(${isLive} and coalesce(least(c.due_on, c.answer_due_on) < ${page.today}::date, false))`;
  const conditions = [
    parties.length === 0 ? sql`true` : sql`(${join(parties, ' or ')})`,
    ...(filter.kind === undefined ? [] : [sql`c.kind = ${filter.kind}`]),
    ...(filter.state === undefined ? [] : [filter.state === 'live' ? isLive : sql`c.state = ${filter.state}`]),
    ...(filter.isOverdue === undefined ? [] : [filter.isOverdue ? isOverdue : sql`not ${isOverdue}`]),
    ...(filter.department === undefined ? [] : [sql`c.owner_agency = ${filter.department}`]),
    ...(filter.entryId === undefined ? [] : [sql`c.golden_id = ${filter.entryId}::uuid`]),
    ...(page.after === null ? [] : [sql`(coalesce(c.due_on, 'infinity'), c.case_id) > (${page.after.dueOn ?? 'infinity'}::date, ${page.after.caseId}::uuid)`]),
  ];
  return sql`select ${caseColumns(page.today)} from hub.credit_case c where ${join(conditions, ' and ')}
    order by coalesce(c.due_on, 'infinity'), c.case_id limit ${page.limit + 1}`;
}
