// POST /v1/credit/checks, …/checks/batch, GET /v1/credit/checks, …/checks/{checkId}: what is in force against or for a subject in a matter,
// and what was answered before. The row of a check commits with its audit event, before the answer leaves.
import { checkBatch } from '../../credit/checks/batch.ts';
import { listChecks, parseCheckRef, replayCheck } from '../../credit/checks/check-queries.ts';
import type { CheckFilter } from '../../credit/checks/check-queries.sql.ts';
import { keepChecks, type Asker } from '../../credit/checks/check-row.ts';
import type { CheckAnswer } from '../../credit/checks/credit-checks.ts';
import type { CheckReach } from '../../credit/checks/find-subjects.sql.ts';
import type { StatedSubject } from '../../credit/checks/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Grant } from '../../sharing/grant.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import { rowFilterSql } from '../../sharing/row-filter.sql.ts';
import type { Caller, ClientHandler, Outcome, SubjectCall, SubjectHandler } from '../deps.ts';

export const checkCredit: SubjectHandler = async (deps, call, { body }) => {
  const { subject, department } = body as { readonly subject: StatedSubject; readonly department?: string };
  return outcomeOf(await deps.checks.check(askerOf(call, department), checkReachOf(call.grant), subject), 1);
};

export const checkCreditBatch: SubjectHandler = async (deps, call, { body }) => {
  const { subjects, department } = body as { readonly subjects: readonly StatedSubject[]; readonly department?: string };
  return outcomeOf(await checkBatch(deps.checks, { asker: askerOf(call, department), reach: checkReachOf(call.grant), subjects }), subjects.length);
};

/** The answer holds entries of lists and rules alone: nothing of the subject that the caller did not state, but the firm of a role held. */
function outcomeOf({ text, row, library, goldenIds }: CheckAnswer, subjectCount: number): Outcome {
  return { stream: { contentType: 'application/json', body: text }, beside: { kind: keepChecks, row }, library, goldenIds, subjectCount };
}

export function askerOf({ requestId, caller, matter, grant }: SubjectCall, department: string | undefined): Asker {
  if (matter === null) throw new Error('checks state their matter: x-purpose is missing in the contract');
  const { agencyCode, clientId } = caller;
  return { checkId: requestId, agencyCode, clientId, ...matter, department: department ?? agencyCode, agreementId: grant.agreementId };
}

const reaches = new WeakMap<Grant, CheckReach>();

/** The credit records that the agreement covers. */
export function checkReachOf(grant: Grant): CheckReach {
  let reach = reaches.get(grant);
  if (reach === undefined) {
    const { rowFilter } = grant;
    reach = rowFilter.length === 0 ? everyRecord : { id: JSON.stringify(rowFilter), filter: rowFilterSql(rowFilter, 'g') };
    reaches.set(grant, reach);
  }
  return reach;
}

const everyRecord: CheckReach = { id: '', filter: null };

const rolesOverAllChecks = ['steward', 'security-auditor'];

/** Whose checks the caller may see: its agency's; null: everyone's. */
export function ownChecks({ roles, agencyCode }: Caller): string | null {
  return rolesOverAllChecks.some((role) => roles.includes(role)) ? null : agencyCode;
}

export const listCreditChecks: ClientHandler = async (deps, { caller }, { parameters }) => {
  const filter: CheckFilter = {
    agencyCode: ownChecks(caller),
    from: instant(parameters['from']),
    to: instant(parameters['to']),
    result: parameters['result'] as string | undefined,
    feedback: parameters['feedback'] as CheckFilter['feedback'],
  };
  const page = await listChecks(deps, filter, { limit: Number(parameters['limit']), after: parameters['after'] as string | undefined });
  if (page === null) throw notACursor();
  return { body: withoutSubjectData({ items: page.checks, ...(page.next === null ? {} : { next: page.next }) }) };
};

export function notACursor(): HubError {
  return new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
}

export const readCreditCheck: ClientHandler = async (deps, { caller }, { parameters }) => {
  const ref = parseCheckRef(String(parameters['checkId']));
  const replay = await replayCheck(deps, ref);
  const own = ownChecks(caller);
  if (replay === null || (own !== null && replay.agencyCode !== own)) throw new HubError('NOT_FOUND', 'no such check for this caller');
  const { subjectIds, ...told } = replay;
  const goldenIds = [...new Set(subjectIds.filter((id) => id !== null))];
  // What the agency was told already, and how the lists stand now: no attribute of the subject.
  return { body: withoutSubjectData(told), library: null, goldenIds, subjectCount: subjectIds.length, details: { checkId: ref.checkId } };
};

function instant(text: unknown): Date | undefined {
  return text === undefined ? undefined : new Date(String(text));
}
