// The course of a challenge: raised, answered, withdrawn, ended by itself. Each step and its task are one transaction.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { withTransaction } from '../../store/transaction.ts';
import { challengeKey, endBoundTask, openBoundTask } from './bound-tasks.sql.ts';
import {
  answerChallengeSql, deliveredValueSql, disputedSql, findLiveChallenge, insertChallenge, listChallengesSql, readChallengeSql,
  withdrawChallengeSql, type Challenger, type ChallengeAnswer, type ChallengeCursor, type ChallengeFilter, type ChallengeState, type Doubt, type NewChallenge,
} from './challenges.sql.ts';
import { challengeTask, overdueChallengePriority, priorities } from './task-kinds.ts';
import type { Worker } from './task-queue.sql.ts';
import { readDueDates } from './terms.ts';

export interface ChallengeDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface ChallengeRow {
  readonly challengeId: string;
  readonly library: string;
  readonly goldenId: string;
  readonly attribute: string;
  readonly doubt: Doubt;
  readonly proposedValue: string | null;
  readonly reason: string;
  readonly evidenceReference: string | null;
  readonly challengerAgency: string;
  readonly challengerOperator: string;
  /** Department whose value won; null when none stands behind it. */
  readonly ownerAgency: string | null;
  /** Stays inside: it could be guessed back from a number. */
  readonly ownerRecord: string | null;
  readonly state: ChallengeState;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
  readonly answerAgency: string | null;
  readonly answerReason: string | null;
  readonly correctedValue: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

const at = ({ clock }: Pick<ChallengeDeps, 'clock'>): { now: Date; today: string } => ({ now: clock.now(), today: clock.today() });

/** Raises it, with a task for the owner. Throws NOT_FOUND when the golden record is not there, CHALLENGE_EXISTS. */
export async function raiseChallenge(
  deps: ChallengeDeps,
  library: LibraryDefinition,
  challenge: NewChallenge & { readonly by: Challenger },
): Promise<ChallengeRow> {
  const moment = at(deps);
  return withTransaction(deps.pool, async (client) => {
    const dueOn = (await readDueDates(client, moment.today)).dueOn('challenge:answer');
    const insert = insertChallenge(library, { ...challenge, challengeId: deps.newId(), dueOn }, moment);
    const { rows: [made] } = await client.query<ChallengeRow>(insert);
    if (made === undefined) return refuseSecond(client, library.code, { ...challenge, agency: challenge.by.agencyCode });
    await openTask(client, made, moment.now);
    return made;
  });
}

async function refuseSecond(client: PoolClient, library: string, about: { agency: string; goldenId: string; attribute: string }): Promise<never> {
  const { rows: [live] } = await client.query<{ challengeId: string }>(findLiveChallenge(library, about));
  if (live === undefined) throw new HubError('NOT_FOUND', 'no such golden record');
  throw new HubError('CHALLENGE_EXISTS', 'the agency challenges this value already', { challengeId: live.challengeId });
}

/** The task says whose turn it is: the owner's, or, with a corrected value to pin or without an owner, the steward's. */
export async function openTask(client: Pool | PoolClient, challenge: ChallengeRow, now: Date): Promise<void> {
  const { challengeId, library, goldenId, attribute, doubt, state, ownerAgency, dueOn, isOverdue } = challenge;
  const isForSteward = ownerAgency === null || challenge.correctedValue !== null;
  await client.query(openBoundTask({
    library, kind: challengeTask, rule: 'CHALLENGE', subjectKey: challengeKey(challengeId), goldenIds: [goldenId],
    evidence: { challengeId, attribute, doubt, state, waitsFor: isForSteward ? 'steward' : 'department', hasCorrection: challenge.correctedValue !== null },
    priority: isOverdue ? overdueChallengePriority : priorities.challenge, departments: ownerAgency === null ? [] : [ownerAgency], dueOn, now,
  }));
}

export async function readChallenge({ pool, clock }: Pick<ChallengeDeps, 'pool' | 'clock'>, challengeId: string): Promise<ChallengeRow | null> {
  const { rows } = await pool.query<ChallengeRow>(readChallengeSql(challengeId, clock.today()));
  return rows[0] ?? null;
}

/** By due date. Null: `after` is no cursor of this list. */
export async function listChallenges(
  { pool, clock }: Pick<ChallengeDeps, 'pool' | 'clock'>,
  filter: ChallengeFilter,
  page: { readonly limit: number; readonly after?: string },
): Promise<{ challenges: ChallengeRow[]; next: string | null } | null> {
  const after = page.after === undefined ? null : decodeCursor(page.after);
  if (page.after !== undefined && after === null) return null;
  const { rows } = await pool.query<ChallengeRow>(listChallengesSql(filter, { today: clock.today(), limit: page.limit, after }));
  const challenges = rows.slice(0, page.limit);
  const last = challenges.at(-1);
  return { challenges, next: rows.length > page.limit && last ? Buffer.from(`${last.dueOn ?? '-'} ${last.challengeId}`).toString('base64url') : null };
}

function decodeCursor(cursor: string): ChallengeCursor | null {
  const match = /^(-|\d{4}-\d{2}-\d{2}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { dueOn: match[1] === '-' ? null : (match[1] ?? null), challengeId: match[2] ?? '' } : null;
}

/**
 * The answer of the department, or of a steward in its place. Accepted, it stays in doubt until the value is another; a corrected
 * value waits for a steward to pin it. Throws CHALLENGE_CLOSED when it has been answered or has ended.
 */
export async function answerChallenge(
  deps: ChallengeDeps,
  challenge: ChallengeRow,
  answer: ChallengeAnswer & { readonly by: Worker & { readonly agencyCode: string } },
): Promise<ChallengeRow> {
  const moment = at(deps);
  return withTransaction(deps.pool, async (client) => {
    const dueOn = (await readDueDates(client, moment.today)).dueOn(answer.correctedValue === undefined ? 'challenge:correct' : `task:${challengeTask}`);
    // Once accepted, only the overdue correction may still be answered, and by a steward: the caller has seen to that.
    const statement = answerChallengeSql(challenge.challengeId, { ...answer, from: [challenge.state], dueOn }, moment);
    const { rows: [answered] } = await client.query<ChallengeRow>(statement);
    if (answered === undefined) throw closed(challenge);
    if (answered.state === 'refused') await endTask(client, challenge.challengeId, { reason: 'challenge_refused', by: answer.by, now: moment.now });
    else await openTask(client, answered, moment.now);
    return answered;
  });
}

/** The agency takes its doubt back. Throws CHALLENGE_CLOSED when it has ended. */
export async function withdrawChallenge(deps: ChallengeDeps, challenge: ChallengeRow, by: Worker): Promise<ChallengeRow> {
  const moment = at(deps);
  return withTransaction(deps.pool, async (client) => {
    const { rows: [withdrawn] } = await client.query<ChallengeRow>(withdrawChallengeSql(challenge.challengeId, moment));
    if (withdrawn === undefined) throw closed(challenge);
    await endTask(client, challenge.challengeId, { reason: 'challenge_withdrawn', by, now: moment.now });
    return withdrawn;
  });
}

/**
 * A steward's decision on the challenge, in the decision's own transaction: refused, it ends; accepted, it ends when the golden value is
 * another, which it is already where the decision pinned one. A challenge that has ended meanwhile stays as it is.
 */
export async function answerByDecision(
  client: PoolClient,
  decision: { readonly challengeId: string; readonly isAccepted: boolean; readonly reason: string },
  by: Worker & { readonly agencyCode: string; readonly clock: Clock },
): Promise<void> {
  const { challengeId, isAccepted, reason } = decision;
  const moment = at(by);
  const answer = { answer: isAccepted ? 'accepted' : 'refused', reason, by, from: ['open', 'accepted'], dueOn: null } as const;
  const { rows: [answered] } = await client.query<ChallengeRow>(answerChallengeSql(challengeId, answer, moment));
  if (answered?.state === 'refused') await endTask(client, challengeId, { reason: 'challenge_refused', by, now: moment.now });
}

async function endTask(client: PoolClient, challengeId: string, end: { reason: string; by: Worker; now: Date }): Promise<void> {
  await client.query(endBoundTask(challengeKey(challengeId), { ...end, by: { client: end.by.clientId, operator: end.by.operatorId } }));
}

export function closed({ challengeId, state, endedReason }: ChallengeRow): HubError {
  return new HubError('CHALLENGE_CLOSED', `challenge ${challengeId} has been answered or has ended`, { challengeId, state, endedReason });
}

export interface DeliveredValue {
  readonly value: unknown;
  readonly feed: string;
  readonly sourceKey: string;
  readonly effectiveDate: string;
  readonly isWithdrawn: boolean;
}

/** What the owner's record says of the attribute; for the owner only. Null when the record or the attribute is no more. */
export async function readDelivered(pool: Pool, library: LibraryDefinition, { ownerRecord, attribute }: ChallengeRow): Promise<DeliveredValue | null> {
  if (ownerRecord === null || !Object.hasOwn(library.attributes, attribute)) return null;
  const { rows } = await pool.query<DeliveredValue>(deliveredValueSql(library, ownerRecord, attribute));
  return rows[0] ?? null;
}

/** Attributes of a golden record that are in doubt; one probe of an index that holds live challenges only. */
export async function readDisputed(pool: Pool, library: LibraryDefinition, goldenId: string): Promise<string[]> {
  const { rows } = await pool.query<{ attribute: string }>(disputedSql(library, goldenId));
  return rows.map(({ attribute }) => attribute);
}
