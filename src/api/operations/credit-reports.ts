// What a subject's credit looks like to an agency with an agreement or to the subject's own window: the profile, the printed report, and
// its verification by anyone.
import { contentPolicy } from '../../credit/reports/report-html.ts';
import { viewEntry, type EntryView } from '../../credit/reports/entry-view.ts';
import { profileOf } from '../../credit/reports/profile.ts';
import { readEntryStory } from '../../credit/reports/entry-history.ts';
import { subjectEntriesSql, type EntryRow } from '../../credit/reports/subject-entries.sql.ts';
import { HubError } from '../../kernel/errors.ts';
import { maskValues } from '../../sharing/mask.ts';
import { maskName, maskNumber } from '../../sharing/mask-styles.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, Caller, ClientHandler, OpenHandler, SubjectCall, SubjectHandler } from '../deps.ts';
import { prefersHtml } from '../problem.ts';
import { reachOf } from '../record-view.ts';
import { requireSubject, type CreditSubject, type StatedSubject } from './credit-subject.ts';

/** Ended entries are for stewards and the subject's own window: after repair an agency sees nothing of them. */
const showsHistory = ({ roles }: Caller): boolean => roles.includes('steward') || roles.includes('subject-service');

export const createCreditProfile: SubjectHandler = async (deps, call, { body }) => {
  const subject = await requireSubject(call, (body as { readonly subject: StatedSubject }).subject);
  const history = showsHistory(call.caller);
  const entries = await entriesOf(deps, call, subject, history);
  const { name, number, numberType } = printedOf(subject);
  // Attributes of entries come masked from entriesOf; the subject is as the caller stated it.
  return {
    body: withoutSubjectData({ subject: { name, number, type: numberType }, ...profileOf(entries, deps.clock.today(), history) }),
    ...outcomeOf(call, subject, entries),
  };
};

export const createCreditReport: SubjectHandler = async (deps, call, { body }) => {
  const subject = await requireSubject(call, (body as { readonly subject: StatedSubject }).subject);
  const entries = await entriesOf(deps, call, subject, false);
  const { agencyCode, clientId } = call.caller;
  const report = await deps.creditReports.issue({
    library: call.service.library, entries,
    subject: { ...printedOf(subject), library: subject.library, goldenId: subject.goldenId },
    masked: { name: maskName(subject.name), number: maskNumber(subject.number) },
    by: { agencyCode, clientId, agreementId: call.grant.agreementId, ...call.matter! },
  });
  return {
    status: 201, headers: { Location: `/v1/credit/reports/${report.reportNo}` }, body: withoutSubjectData(report),
    ...outcomeOf(call, subject, entries, { reportNo: report.reportNo }),
  };
};

/** As it was issued, for the agency that had it issued and for stewards. */
export const readCreditReport: SubjectHandler = async (deps, call, { parameters }) => {
  const report = await deps.creditReports.read(String(parameters['reportNo']), call.language);
  const isOwn = report?.agencyCode === call.caller.agencyCode || call.caller.roles.includes('steward');
  if (report === null || !isOwn) throw new HubError('NOT_FOUND', 'no such report for this caller');
  const isHtml = prefersHtml(call.accept);
  const digest = `sha-256=:${Buffer.from(isHtml ? report.htmlSha256 : report.jsonSha256, 'hex').toString('base64')}:`;
  return {
    headers: { 'Content-Digest': digest, Vary: 'Accept, Accept-Language', ...(isHtml ? { 'Content-Security-Policy': contentPolicy(report.html), 'Content-Language': call.language } : {}) },
    stream: isHtml ? { contentType: 'text/html; charset=utf-8', body: report.html } : { contentType: 'application/json', body: report.json },
    subjectCount: 1,
    details: { reportNo: report.reportNo, subjectGoldenId: report.subjectGoldenId, form: isHtml ? 'html' : 'json' },
  };
};

export const verifyCreditReport: OpenHandler = async (deps, call, { body }) => {
  const asked = body as { readonly reportNo: string; readonly checkCode: string; readonly sha256?: string };
  const verified = await deps.creditReports.verify(asked, call.remoteAddress);
  if (!verified.isGenuine) deps.refusals.countRefusal('verifyCreditReport', 'REPORT_NOT_GENUINE');
  // The subject is masked when the report is issued.
  return { body: withoutSubjectData(verified), library: 'credit', subjectCount: verified.isGenuine ? 1 : 0, details: { isGenuine: verified.isGenuine } };
};

/** For stewards and auditors, and for a department of what it delivered. Dates, causes and acts; no attribute of a subject. */
export const readCreditEntry: ClientHandler = async (deps, { caller }, { parameters }) => {
  const story = await readEntryStory(deps.pool, String(parameters['entryId']));
  const seesAll = caller.roles.includes('steward') || caller.roles.includes('security-auditor');
  if (story === null || !(seesAll || story.departments.includes(caller.agencyCode))) throw new HubError('NOT_FOUND', 'no such entry for this caller');
  return { body: withoutSubjectData(story), library: 'credit', goldenIds: [story.entryId], subjectCount: 1 };
};

async function entriesOf(deps: ApiDeps, { service, grant }: SubjectCall, subject: CreditSubject, history: boolean): Promise<EntryView[]> {
  const query = subjectEntriesSql(service.library, reachOf(service.library, grant), { library: subject.library, goldenId: subject.goldenId, today: deps.clock.today(), history });
  const { rows } = await deps.pool.query<EntryRow>(query);
  const rules = await deps.creditRules.current();
  return rows.map((row) => viewEntry(rules, row, (shown) => maskValues(service.library, grant, shown)));
}

/** A person's number is masked on whatever is printed. */
function printedOf({ library, name, number, numberType }: CreditSubject): { name: string; number: string; numberType: string; kind: 'person' | 'organisation' } {
  const kind = library === 'population' ? 'person' : 'organisation';
  return { name, number: kind === 'person' ? maskNumber(number) : number, numberType, kind };
}

function outcomeOf({ service, grant }: SubjectCall, subject: CreditSubject, entries: readonly EntryView[], details: object = {}) {
  return {
    goldenIds: entries.map(({ entryId }) => entryId), subjectCount: 1, attributes: reachOf(service.library, grant).columns,
    details: { ...details, subjectLibrary: subject.library, subjectGoldenId: subject.goldenId },
  };
}
