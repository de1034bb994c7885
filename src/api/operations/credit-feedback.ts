// POST /v1/credit/checks/{checkId}/feedback, GET /v1/credit/feedback-due, GET /v1/credit/feedback-rates: what departments did with a check.
import { parseCheckRef, replayCheck } from '../../credit/checks/check-queries.ts';
import { giveFeedback, type NewFeedback } from '../../credit/checks/feedback.ts';
import { listDuties, readFeedbackRates as readRates } from '../../credit/checks/feedback-queries.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { workerOf } from '../worker.ts';
import { notACursor, ownChecks } from './credit-checks.ts';

export const giveCreditFeedback: ClientHandler = async (deps, call, { parameters, body }) => {
  const { items } = body as { readonly items: readonly NewFeedback[] };
  const checkId = String(parameters['checkId']);
  const ref = parseCheckRef(checkId);
  await giveFeedback(deps, ref, items, { ...workerOf(call), agencyCode: call.caller.agencyCode });
  const replay = await replayCheck(deps, ref);
  if (replay === null) throw new HubError('NOT_FOUND', 'no such check of this agency');
  const { feedback, duties, subjectIds } = replay;
  const goldenIds = subjectIds.filter((id) => id !== null);
  return {
    status: 201, body: withoutSubjectData({ checkId, duties, feedback }), library: null, goldenIds, subjectCount: subjectIds.length, details: { checkId, items: items.length },
  };
};

export const listFeedbackDue: ClientHandler = async (deps, { caller }, { parameters }) => {
  const filter = { agencyCode: ownChecks(caller), department: parameters['department'] as string | undefined, isOverdue: parameters['overdue'] as boolean | undefined };
  const page = await listDuties(deps, filter, { limit: Number(parameters['limit']), after: parameters['after'] as string | undefined });
  if (page === null) throw notACursor();
  return { body: withoutSubjectData({ items: page.duties, ...(page.next === null ? {} : { next: page.next }) }) };
};

export const readFeedbackRates: ClientHandler = async (deps, { caller }, { parameters }) => {
  const asked = { agencyCode: ownChecks(caller), from: String(parameters['from']), to: String(parameters['to']) };
  const items = await readRates(deps, asked);
  return { body: withoutSubjectData({ from: asked.from, to: asked.to, items }) };
};
