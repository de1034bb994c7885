// Cases of subjects: filed by an authorised window, decided by the department whose record it is or by a steward. Each side sees its own.
import { actOnCase } from '../../credit/cases/act-on-case.ts';
import type { CaseFilter } from '../../credit/cases/cases.sql.ts';
import { fileCase } from '../../credit/cases/file-case.ts';
import { possibleActions } from '../../credit/cases/plan-action.ts';
import { listCases, readCase, readSteps } from '../../credit/cases/read-cases.ts';
import type { Application, CaseAction, CaseActor, CaseKind, CaseRow, CaseSide } from '../../credit/cases/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, Outcome, SubjectHandler } from '../deps.ts';
import { workerOf } from '../worker.ts';
import { requireSubject, type StatedSubject } from './credit-subject.ts';

const filing = (kind: CaseKind): SubjectHandler => async (deps, call, { body }) => {
  const { subject: stated, ...application } = body as Application & { readonly subject: StatedSubject };
  const { library, goldenId } = await requireSubject(call, stated);
  const { purpose, matterCode } = call.matter!;
  const made = await fileCase(deps, call.service.library, {
    kind, subject: { library, goldenId }, application, by: { ...actorOf(call, 'filer'), purpose, matterCode },
  });
  const outcome = told(made, await viewOf(deps, made, 'filer'));
  return { ...outcome, status: 201, headers: { Location: `/v1/credit/cases/${made.caseId}` } };
};

export const fileCreditRepair = filing('repair');
export const fileCreditObjection = filing('objection');

export const listCreditCases: ClientHandler = async (deps, call, { parameters }) => {
  const page = await listCases(deps, filterOf(call, parameters), { limit: Number(parameters['limit']), after: parameters['after'] as string | undefined });
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
  const items = await Promise.all(page.cases.map((row) => viewOf(deps, row, sideOf(call, row) ?? 'filer')));
  // Each item holds what its subject said to those who handle it; see viewOf.
  return { body: withoutSubjectData({ items, ...(page.next === null ? {} : { next: page.next }) }), subjectCount: items.length };
};

export const readCreditCase: ClientHandler = async (deps, call, { parameters }) => {
  const { row, side } = await requireCase(deps, call, parameters);
  return told(row, { ...(await viewOf(deps, row, side)), steps: await readSteps(deps, row.caseId) });
};

export const decideCreditCase: ClientHandler = async (deps, call, { parameters, body }) => {
  const { row, side } = await requireCase(deps, call, parameters);
  if (side === 'filer') throw new HubError('NOT_FOUND', 'the case is not addressed to this caller');
  const { decision, reason } = body as { readonly decision: CaseAction; readonly reason: string };
  const decided = await actOnCase(deps, row.caseId, { action: decision, reason, by: actorOf(call, side) });
  return told(decided, await viewOf(deps, decided, side));
};

export const withdrawCreditCase: ClientHandler = async (deps, call, { parameters }) => {
  const { row } = await requireCase(deps, call, parameters);
  if (row.filerAgency !== call.caller.agencyCode) throw new HubError('NOT_FOUND', 'only the window that filed it withdraws it');
  const withdrawn = await actOnCase(deps, row.caseId, { action: 'withdraw', reason: null, by: actorOf(call, 'filer') });
  return told(withdrawn, await viewOf(deps, withdrawn, 'filer'));
};

function actorOf(call: ClientCall, side: CaseSide): CaseActor {
  return { side, agencyCode: call.caller.agencyCode, ...workerOf(call) };
}

/** Null: the case is none of the caller's, and does not exist for it. */
function sideOf({ caller }: ClientCall, row: CaseRow): CaseSide | null {
  if (caller.roles.includes('steward')) return 'steward';
  if (caller.roles.includes('supplier') && row.ownerAgency === caller.agencyCode) return 'department';
  return caller.roles.includes('subject-service') && row.filerAgency === caller.agencyCode ? 'filer' : null;
}

function filterOf({ caller }: ClientCall, parameters: Readonly<Record<string, unknown>>): CaseFilter {
  const { agencyCode, roles } = caller;
  const side = parameters['as'];
  const rest = {
    kind: parameters['kind'] as CaseFilter['kind'], state: parameters['state'] as CaseFilter['state'], isOverdue: parameters['overdue'] as boolean | undefined,
    department: parameters['department'] as string | undefined, entryId: parameters['entryId'] as string | undefined,
  };
  if (roles.includes('steward')) return { filer: null, owner: null, ...rest };
  const may = (role: string, as: string): string | null => (roles.includes(role) && (side === undefined || side === as) ? agencyCode : null);
  const parties = { filer: may('subject-service', 'filer'), owner: may('supplier', 'department') };
  // No agency has this code: a side that the caller cannot take lists nothing.
  return parties.filer === null && parties.owner === null ? { filer: '', owner: null, ...rest } : { ...parties, ...rest };
}

async function requireCase(deps: ApiDeps, call: ClientCall, parameters: Readonly<Record<string, unknown>>): Promise<{ row: CaseRow; side: CaseSide }> {
  const row = await readCase(deps, String(parameters['caseId']));
  const side = row && sideOf(call, row);
  if (row === null || side === null) throw new HubError('NOT_FOUND', 'no such case for this caller');
  return { row, side };
}

function told({ caseId, kind, state, entryId }: CaseRow, view: object): Outcome {
  return { body: withoutSubjectData(view), library: 'credit', goldenIds: [entryId], subjectCount: 1, details: { caseId, kind, state } };
}

/** What the applicant said is for those who handle it: the window that wrote it down, the department, the steward. No ids of subjects. */
async function viewOf(deps: ApiDeps, row: CaseRow, side: CaseSide): Promise<object> {
  const { subjectLibrary: _library, subjectGoldenId: _subject, listCode, edition, ...shown } = row;
  return { side, ...shown, listCode, edition, listLabel: await labelOf(deps, listCode, edition), possible: possibleActions(row, side) };
}

async function labelOf({ creditRules }: ApiDeps, listCode: string, edition: string): Promise<Label> {
  const { lists } = await creditRules.current();
  const list = lists.findLast((each) => each.listCode === listCode && each.edition === edition);
  return { zh: list?.labelZh ?? listCode, en: list?.labelEn ?? listCode };
}
