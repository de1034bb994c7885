// Challenges (校核): raised under a grant, answered by the department whose value won, overseen by stewards. Each party sees its own
// side: the challenger what it said, the owner what it delivered, and neither the other's grants.
import {
  answerChallenge as answer, closed, listChallenges as list, raiseChallenge, readChallenge as read, readDelivered, withdrawChallenge as withdraw,
  type ChallengeRow, type DeliveredValue,
} from '../../engine/steward/challenges.ts';
import type { ChallengeAnswer, ChallengeFilter, NewChallenge } from '../../engine/steward/challenges.sql.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientCall, ClientHandler, Outcome, SubjectHandler } from '../deps.ts';
import { workerOf } from '../worker.ts';
import { requireRecord } from './read-record.ts';
import { requireGranted } from './verify.ts';

/** POST /v1/{resource}/golden/{goldenId}/challenges. What lies outside the grant cannot be challenged, and is not told apart from nothing. */
export const createChallenge: SubjectHandler = async (deps, call, { parameters, body }) => {
  const { service, matter, caller } = call;
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const stated = body as Omit<NewChallenge, 'goldenId'>;
  requireGranted(call.grant, [stated.attribute]);
  const goldenId = row['@golden_id'];
  if (matter === null) throw new Error('challenges state their matter');
  const made = await raiseChallenge(deps, service.library, { ...stated, goldenId, by: { ...workerOf(call), agencyCode: caller.agencyCode, ...matter } });
  return {
    status: 201,
    headers: { Location: `/v1/challenges/${made.challengeId}` },
    body: withoutSubjectData({ ...challengerView(made), ...(redirectedFrom === undefined ? {} : { redirectedFrom }) }),
    goldenIds: [goldenId],
    subjectCount: 1,
    attributes: [stated.attribute],
    details: { challengeId: made.challengeId },
  };
};

/** Which side of a challenge the caller is on; null: none, and then it does not exist for it. */
type Side = 'challenger' | 'owner' | 'steward';

const isSteward = ({ caller }: ClientCall): boolean => caller.roles.includes('steward');

function sideOf(call: ClientCall, challenge: ChallengeRow): Side | null {
  if (isSteward(call)) return 'steward';
  if (challenge.ownerAgency === call.caller.agencyCode && call.caller.roles.includes('supplier')) return 'owner';
  return challenge.challengerAgency === call.caller.agencyCode && call.caller.roles.includes('agency') ? 'challenger' : null;
}

export const listChallenges: ClientHandler = async (deps, call, { parameters }) => {
  const page = await list(deps, filterOf(call, parameters), { limit: Number(parameters['limit']), after: parameters['after'] as string | undefined });
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
  const items = await Promise.all(page.challenges.map((challenge) => viewOf(deps, challenge, sideOf(call, challenge) ?? 'challenger')));
  // Each item holds what its own side said or delivered; see viewOf.
  return { body: withoutSubjectData({ items, ...(page.next === null ? {} : { next: page.next }) }), subjectCount: items.length };
};

/** A steward sees all; an agency what it raised, a department what is addressed to it, one that is both either of them. */
function filterOf(call: ClientCall, parameters: Readonly<Record<string, unknown>>): ChallengeFilter {
  const { agencyCode, roles } = call.caller;
  const side = parameters['as'];
  const rest = {
    library: parameters['library'] as string | undefined,
    state: parameters['state'] as ChallengeFilter['state'],
    isOverdue: parameters['overdue'] as boolean | undefined,
  };
  if (isSteward(call)) return { challenger: null, owner: null, ...rest };
  const may = (role: string, as: string): string | null => (roles.includes(role) && (side === undefined || side === as) ? agencyCode : null);
  const parties = { challenger: may('agency', 'challenger'), owner: may('supplier', 'owner') };
  // No agency has this code: a side that the caller cannot take lists nothing.
  return parties.challenger === null && parties.owner === null ? { challenger: '', owner: null, ...rest } : { ...parties, ...rest };
}

export const readChallenge: ClientHandler = async (deps, call, { parameters }) => {
  const { challenge, side } = await requireChallenge(deps, call, parameters);
  return told(challenge, await viewOf(deps, challenge, side));
};

export const answerChallenge: ClientHandler = async (deps, call, { parameters, body }) => {
  const { challenge, side } = await requireChallenge(deps, call, parameters);
  const stated = body as ChallengeAnswer;
  if (side === 'challenger') throw new HubError('NOT_FOUND', 'the challenge is not addressed to this caller');
  requireTurn(challenge, side);
  const answered = await answer(deps, challenge, { ...stated, by: { ...workerOf(call), agencyCode: call.caller.agencyCode } });
  return told(answered, await viewOf(deps, answered, side));
};

/** The owner answers once; a steward when the owner is late or there is none, and for a correction that did not come. */
function requireTurn(challenge: ChallengeRow, side: Side): void {
  const { state, isOverdue, ownerAgency, dueOn, correctedValue } = challenge;
  const isLive = state === 'open' || state === 'accepted';
  if (!isLive || (side === 'owner' && state !== 'open')) throw closed(challenge);
  const isStewardsTurn = isOverdue || ownerAgency === null || correctedValue !== null;
  if (side === 'steward' && !isStewardsTurn) throw new HubError('CHALLENGE_NOT_OVERDUE', 'the owner is still in time', { ownerAgency, dueOn });
}

export const withdrawChallenge: ClientHandler = async (deps, call, { parameters }) => {
  const { challenge } = await requireChallenge(deps, call, parameters);
  if (challenge.challengerAgency !== call.caller.agencyCode) throw new HubError('NOT_FOUND', 'only its challenger withdraws it');
  const withdrawn = await withdraw(deps, challenge, workerOf(call));
  return told(withdrawn, challengerView(withdrawn));
};

async function requireChallenge(deps: ApiDeps, call: ClientCall, parameters: Readonly<Record<string, unknown>>): Promise<{ challenge: ChallengeRow; side: Side }> {
  const challenge = await read(deps, String(parameters['challengeId']));
  const side = challenge && sideOf(call, challenge);
  if (challenge === null || side === null) throw new HubError('NOT_FOUND', 'no such challenge for this caller');
  return { challenge, side };
}

function told(challenge: ChallengeRow, view: object): Outcome {
  const { challengeId, state, library, goldenId, attribute } = challenge;
  return { body: withoutSubjectData(view), library, goldenIds: [goldenId], subjectCount: 1, attributes: [attribute], details: { challengeId, state } };
}

async function viewOf(deps: ApiDeps, challenge: ChallengeRow, side: Side): Promise<object> {
  if (side === 'challenger') return challengerView(challenge);
  if (side === 'steward') return { side, ...common(challenge), goldenId: challenge.goldenId, challengerAgency: challenge.challengerAgency, proposedValue: challenge.proposedValue, correctedValue: challenge.correctedValue };
  const library = deps.libraries.find(({ code }) => code === challenge.library);
  const delivered: DeliveredValue | null = library === undefined ? null : await readDelivered(deps.pool, library, challenge);
  return { side, ...common(challenge), challengerAgency: challenge.challengerAgency, proposedValue: challenge.proposedValue, correctedValue: challenge.correctedValue, delivered };
}

/** What the challenger said itself, and what became of it; a corrected value reaches it through the record, under its grant. */
function challengerView(challenge: ChallengeRow): object {
  return { side: 'challenger', ...common(challenge), goldenId: challenge.goldenId, proposedValue: challenge.proposedValue, challengerOperator: challenge.challengerOperator };
}

function common(challenge: ChallengeRow): object {
  const { challengeId, library, attribute, doubt, reason, evidenceReference, ownerAgency, state, dueOn, isOverdue, createdAt, answeredAt, answerAgency, answerReason, endedAt, endedReason } = challenge;
  return { challengeId, library, attribute, doubt, reason, evidenceReference, ownerAgency, state, dueOn, isOverdue, createdAt, answeredAt, answerAgency, answerReason, endedAt, endedReason };
}
