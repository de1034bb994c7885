// Stewards' decisions: make, preview, undo, confirm, list. What a preview shows of a subject is masked under the caller's agreement.
import { listDecisions as queryDecisions, readDecision as queryDecision } from '../../engine/query/decisions.ts';
import { decide, previewDecision as preview } from '../../engine/steward/decide.ts';
import type { Decider, DecisionView, FirstRequest, FollowUpRequest, UndoRequest } from '../../engine/steward/decision.ts';
import { namedGoldens } from '../../engine/steward/decision-facts.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Grant } from '../../sharing/grant.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, Input, Outcome } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';
import { reachOf } from '../record-view.ts';

export const createDecision: ClientHandler = async (deps, call, { body }) => {
  const request = body as FirstRequest;
  requireLibrary(request.library, deps.libraries);
  requireSeen(request);
  return answer(await decide(deps, request, deciderOf(call)), 'made');
};

export const previewDecision: ClientHandler = (deps, call, { body }) => {
  const request = body as FirstRequest;
  requireSeen(request);
  return answerPreview(deps, call, { request, libraryCode: request.library });
};

export const previewUndo: ClientHandler = async (deps, call, input) => {
  const { library, decisionId } = await requireDecision(deps, input);
  return answerPreview(deps, call, { request: { kind: 'undo', decisionId, reason: 'preview' }, libraryCode: library });
};

export const undoDecision: ClientHandler = (deps, call, input) => follow(deps, call, input, 'undo');
export const confirmDecision: ClientHandler = (deps, call, input) => follow(deps, call, input, 'confirm');
export const declineDecision: ClientHandler = (deps, call, input) => follow(deps, call, input, 'decline');

export const readDecision: ClientHandler = async (deps, _call, input) => answer(await requireDecision(deps, input), 'shown');

export const listDecisions: ClientHandler = async (deps, _call, { parameters }) => {
  const page = await queryDecisions(deps.pool, {
    library: parameters['library'] as string | undefined,
    goldenId: parameters['goldenId'] as string | undefined,
    kind: parameters['kind'] as string | undefined,
    isInForce: parameters['inForce'] as boolean | undefined,
    by: parameters['by'] as string | undefined,
    limit: Number(parameters['limit']),
    after: parameters['after'] as string | undefined,
  });
  const goldenIds = [...new Set(page.decisions.flatMap(goldensOf))];
  return { body: withoutSubjectData({ items: page.decisions, ...(page.next === null ? {} : { next: page.next }) }), goldenIds, subjectCount: goldenIds.length };
};

async function follow(deps: ApiDeps, call: ClientCall, { parameters, body }: Input, kind: FollowUpRequest['kind']): Promise<Outcome> {
  const { reason } = body as { readonly reason: string };
  const decision = await decide(deps, { kind, decisionId: String(parameters['decisionId']), reason }, deciderOf(call));
  return answer(decision, kind === 'undo' ? 'made' : 'shown');
}

/** Who decides: the client and the operator that it names. */
function deciderOf({ caller, matter }: ClientCall): Decider {
  if (matter === null) throw new Error('the operation names no operator: x-purpose is missing in the contract');
  return { clientId: caller.clientId, operatorId: matter.operatorId };
}

/** A decision is made on golden records that were looked at: each that is named states its version. */
export function requireSeen(request: FirstRequest): void {
  const seen = new Set(request.expect?.map(({ goldenId }) => goldenId));
  if (namedGoldens(request).some((id) => !seen.has(id))) throw new HubError('DECISION_INVALID', 'a golden record without its version', { why: 'expect' });
}

async function requireDecision(deps: ApiDeps, { parameters }: Input): Promise<DecisionView> {
  const decision = await queryDecision(deps.pool, String(parameters['decisionId']));
  if (decision === null) throw new HubError('NOT_FOUND', 'no such decision');
  return decision;
}

function answer(decision: DecisionView, what: 'made' | 'shown'): Outcome {
  const { decisionId, library, kind, state } = decision;
  const goldenIds = goldensOf(decision);
  return {
    // Ids, versions, codes and the steward's own words: no value of a subject.
    body: withoutSubjectData(decision),
    ...(what === 'made' ? { status: state === 'proposed' ? 202 : 201, headers: { Location: `/v1/decisions/${decisionId}` } } : {}),
    library, goldenIds, subjectCount: goldenIds.length, details: { decisionId, kind, state },
  };
}

function goldensOf({ before, after }: DecisionView): string[] {
  return [...new Set([...before, ...after].map(({ goldenId }) => goldenId))];
}

/** A steward sees values under an agreement of the agency, as everybody does; without one, ids and records only. */
async function answerPreview(deps: ApiDeps, call: ClientCall, { request, libraryCode }: { request: FirstRequest | UndoRequest; libraryCode: string }): Promise<Outcome> {
  const library = requireLibrary(libraryCode, deps.libraries);
  const { caller, matter } = call;
  const grant: Grant | null = deps.access.grant(caller, { library: library.code, operation: 'read', purpose: matter?.purpose ?? '' });
  const look = grant === null ? null : reachOf(library, grant);
  const shown = await preview(deps, request, deciderOf(call), look);
  const goldens = shown.goldens.map(({ row, records, ...golden }) => ({
    ...golden,
    attributes: row === null || grant === null ? null : maskValues(library, grant, row),
    conflicts: (row?.['@conflicts'] ?? []).filter((code) => grant?.attributes.has(code)),
    records: records.map(({ goldenId: _, ...record }) => record),
  }));
  const goldenIds = [...new Set([...shown.goldens, ...shown.ended].map(({ goldenId }) => goldenId))];
  return {
    body: withoutSubjectData({ ...shown, goldens }),
    library: library.code, goldenIds, subjectCount: goldenIds.length, ...(look === null ? {} : { attributes: look.columns }), details: { kind: request.kind },
  };
}
