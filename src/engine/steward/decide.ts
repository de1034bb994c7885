// The only writer of hub.decision. A decision is planned, checked and carried out in one transaction under the library's locks; it beats
// the machine until another decision undoes it, and every later load and rebuild computes with it.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { civilDate } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { sql } from '../../store/sql.ts';
import { lockInTransaction, withTransaction } from '../../store/transaction.ts';
import { librariesToLock, libraryLock, settle } from '../apply-load.ts';
import { checkRequest, fillFromTask } from './check-request.ts';
import { carryOut, startDecision, type Change, type Outcome, type Work } from './carry-out.ts';
import { findContradicted, type Said } from './contradictions.ts';
import type { DecideDeps, Decider, DecisionRequest, DecisionView, Effects, FirstRequest, FollowUpRequest, Seen, UndoRequest } from './decision.ts';
import { namedGoldens, readFacts, refuseStale, requireMatter } from './decision-facts.ts';
import {
  closeConfirmation, closeTask, insertDecision, needsSecondPerson, openConfirmation, readDecisionSql, type DecisionRow, type Matter, type NewDecision,
} from './decision-rows.sql.ts';
import { viewDecision } from './decision-view.ts';
import { decidedBetween, goldensById, nearbyDecided } from './decisions.sql.ts';
import { planDecision } from './plan-decision.ts';
import { readPreview, type Look, type Preview } from './preview.ts';

export interface DecideOptions {
  /** Runs last in the decision's transaction, for what must commit with it (the challenge that it answers, a bulk's progress). */
  readonly within?: (client: PoolClient, decision: DecisionView) => Promise<void>;
}

/** How long a decision waits for a load that is being applied. */
const lockTimeout = '20s';
const retryAfterSeconds = 20;

/**
 * Makes a decision; durable when it returns. `undo` and `decline` return themselves and the declined one, `confirm` the one confirmed.
 * A kind that the library puts under four eyes is only proposed: state `proposed`, nothing changed, and a task for a second person.
 * Throws HubError NOT_FOUND, LIBRARY_UNKNOWN, LIBRARY_BUSY, DECISION_STALE, DECISION_CONTRADICTS, DECISION_NUMBERS, DECISION_INVALID,
 * DECISION_NOT_IN_FORCE, DECISION_NOT_PROPOSED, DECISION_SECOND_PERSON.
 */
export async function decide(deps: DecideDeps, request: DecisionRequest, by: Decider, options: DecideOptions = {}): Promise<DecisionView> {
  return underLocks(deps, request, async (work, target) => {
    const made = await new Decision(work, deps.newId(), by).make(request, target);
    const view = viewDecision(await requireDecision(work.client, made));
    await options.within?.(work.client, view);
    return view;
  });
}

/**
 * What the golden records would be after the decision, as `look` may see them; nothing is kept. The same refusals as decide(), but
 * those of four eyes: a preview says whether a second person is needed.
 */
export async function previewDecision(deps: DecideDeps, request: FirstRequest | UndoRequest, by: Decider, look: Look | null): Promise<Preview> {
  const seen = new RolledBack<Preview>();
  return underLocks(deps, request, async (work, target): Promise<Preview> => {
    const decision = new Decision(work, deps.newId(), by);
    const outcome = await decision.tryOut(request, target);
    seen.value = await readPreview(work, outcome, { look, needsSecondPerson: await decision.needsSecond(request.kind) });
    throw seen;
  }).catch((error: unknown) => {
    if (error === seen) return seen.value!;
    throw error;
  });
}

class RolledBack<T> extends Error {
  value: T | null = null;
}

/** One decision on its way; lives for one transaction. */
class Decision {
  constructor(private readonly work: Work, private readonly decisionId: string, private readonly by: Decider) {}

  /** Returns the id of the decision to show. */
  async make(request: DecisionRequest, target: DecisionRow | null): Promise<string> {
    if (!isFollowUp(request)) return this.first(request);
    switch (request.kind) {
      case 'confirm': return this.confirm(request, proposed(target, request));
      case 'decline': return this.decline(request, proposed(target, request));
      case 'undo': return this.undo(request, inForce(target, request));
    }
  }

  /** Carried out, but neither written down nor settled. */
  async tryOut(request: DecisionRequest, target: DecisionRow | null): Promise<Outcome> {
    if (isFollowUp(request)) return carryOut(this.work, await this.toggle(inForce(target, request), request), this.cause);
    return carryOut(this.work, { kind: 'set', decisionId: this.decisionId, effects: (await this.plan(request)).effects }, this.cause);
  }

  async needsSecond(kind: string): Promise<boolean> {
    return ((await this.work.client.query(needsSecondPerson(this.work.library.code, kind))).rowCount ?? 0) > 0;
  }

  private async first(given: FirstRequest): Promise<string> {
    const { request, effects, matter } = await this.plan(given);
    if (await this.needsSecond(request.kind)) return this.propose(request, matter);
    const outcome = await carryOut(this.work, { kind: 'set', decisionId: this.decisionId, effects }, this.cause);
    await this.write({ kind: request.kind, reason: request.reason, payload: { request, effects }, ...outcome, matter });
    return this.settle(matter);
  }

  private async undo(request: FollowUpRequest, target: DecisionRow): Promise<string> {
    const change = await this.toggle(target, request);
    if (await this.needsSecond('undo')) return this.propose(request, null, target);
    const outcome = await carryOut(this.work, change, this.cause);
    await this.write({ kind: 'undo', reason: request.reason, payload: { request }, ...outcome, matter: null, undoes: target.decisionId });
    return this.settle(null);
  }

  /** Nothing changes but that a second person has a task. The task that was to be settled stays open. */
  private async propose(request: FirstRequest | FollowUpRequest, matter: Matter | null, target: DecisionRow | null = null): Promise<string> {
    const { client, lib, library, now } = this.work;
    const named = isFollowUp(request) ? (target?.ids.after ?? []).map(({ goldenId }) => goldenId) : namedGoldens(request);
    const { rows } = await client.query<Seen>(goldensById(lib, named));
    const before = rows.map(({ goldenId, version }) => ({ goldenId, version, records: [] }));
    // It is confirmed for what was seen, whether the asker said so or not.
    const asked = isFollowUp(request) ? request : { ...request, expect: request.expect ?? before.map(({ goldenId, version }) => ({ goldenId, version })) };
    await this.write({
      kind: request.kind, reason: request.reason, payload: { request: asked }, before, after: [], matter, undoes: target?.decisionId, needsConfirmation: true,
    });
    const goldenIds = before.map(({ goldenId }) => goldenId);
    await client.query(openConfirmation({ library: library.code, decisionId: this.decisionId, kind: request.kind, goldenIds }, now));
    return this.decisionId;
  }

  /** Planned anew on the facts of now, for the versions that the first person saw. */
  private async confirm({ reason }: FollowUpRequest, row: DecisionRow): Promise<string> {
    const { client, library, now } = this.work;
    if (row.operatorId === this.by.operatorId || row.decidedBy === this.by.clientId) {
      throw new HubError('DECISION_SECOND_PERSON', 'the one who proposed may not confirm', { decisionId: row.decisionId });
    }
    const request = requestOf(row);
    const cause = `decision:${row.decisionId}`;
    const target = row.undoes === null ? null : await requireDecision(client, row.undoes);
    const planned = isFollowUp(request) ? null : await this.plan(request);
    const change: Change = isFollowUp(request)
      ? await this.toggle(inForce(target, request), request)
      : { kind: 'set', decisionId: row.decisionId, effects: planned!.effects };
    const outcome = await carryOut(this.work, change, cause);
    const effects = planned === null ? {} : { effects: planned.effects };
    await this.write({ kind: 'confirm', reason, payload: { request: {}, ...effects }, ...outcome, matter: null, confirms: row.decisionId });
    await client.query(closeConfirmation(library.code, row.decisionId, now));
    await this.settle(planned?.matter ?? null, cause);
    return row.decisionId;
  }

  private async decline({ reason }: FollowUpRequest, row: DecisionRow): Promise<string> {
    const { client, library, now } = this.work;
    await this.write({ kind: 'decline', reason, payload: { request: {} }, before: [], after: [], matter: null, confirms: row.decisionId });
    await client.query(closeConfirmation(library.code, row.decisionId, now));
    return row.decisionId;
  }

  private async plan(given: FirstRequest): Promise<{ request: FirstRequest; effects: Effects; matter: Matter | null }> {
    const { client, lib, library, today } = this.work;
    await refuseStale(this.work, given.expect ?? []);
    const task = given.taskId === undefined ? null : await requireMatter(client, library, given.taskId);
    const request = fillFromTask(given, task?.goldenIds ?? []);
    const effects = planDecision(request, { library, today, ...(await readFacts(client, lib, request, task)) });
    await this.refuseContradicted(effects);
    return { request, effects, matter: task && { taskId: task.taskId, kind: task.kind, key: task.key, digest: task.digest } };
  }

  /**
   * What it means that `target` holds no more. Undoing an undo brings back what that had undone, so the decision at the end of the
   * chain comes or goes; the golden ids that it had changed come back either way.
   */
  private async toggle(target: DecisionRow, { expect }: FollowUpRequest): Promise<Change> {
    await refuseStale(this.work, expect ?? []);
    let base = target;
    while (base.undoes !== null) base = await requireDecision(this.work.client, base.undoes);
    const { decisionId, ids } = base;
    if (base.state === 'in_force') return { kind: 'clear', decisionId, marks: ids.before };
    await this.refuseContradicted(await this.effectsOf(decisionId));
    return { kind: 'restore', decisionId, marks: ids.after };
  }

  private async effectsOf(decisionId: string): Promise<Effects> {
    const { rows } = await this.work.client.query<{ effects: Effects }>(sql`
      select payload->'effects' as effects from hub.decision where (decision_id = ${decisionId}::uuid or confirms = ${decisionId}::uuid) and payload ? 'effects'`);
    return rows[0]?.effects ?? {};
  }

  private async refuseContradicted(effects: Effects): Promise<void> {
    if (effects.relation !== undefined) await this.refuseDecidedRelation(effects.relation);
    const sides = [...(effects.same ?? []), ...(effects.never ?? [])].flat(2);
    if (sides.length === 0) return;
    const earlier = (await this.work.client.query<Said>(nearbyDecided(this.work.lib, [...new Set(sides)]))).rows;
    const decisions = findContradicted(effects, earlier);
    if (decisions.length > 0) throw new HubError('DECISION_CONTRADICTS', 'an earlier decision says otherwise', { decisions });
  }

  /** Twice the same is refused as well: it would have to be undone twice. */
  private async refuseDecidedRelation(relation: NonNullable<Effects['relation']>): Promise<void> {
    const { client, lib } = this.work;
    const earlier = (await client.query<{ decisionId: string; isRefused: boolean; isSameWay: boolean }>(decidedBetween(lib, relation))).rows;
    if (earlier.length === 0) return;
    const isSaid = earlier.every(({ isRefused, isSameWay }) => isRefused === relation.isRefused && (isRefused || isSameWay));
    if (isSaid) throw new HubError('DECISION_INVALID', 'the decision is in force already', { why: 'already_decided' });
    throw new HubError('DECISION_CONTRADICTS', 'an earlier decision says otherwise', { decisions: earlier.map(({ decisionId }) => decisionId) });
  }

  private async write(row: Omit<NewDecision, 'decisionId' | 'library' | 'clientId' | 'operatorId' | 'decidedAt'>): Promise<void> {
    const { client, library, now } = this.work;
    await client.query(insertDecision({ ...row, ...this.by, decisionId: this.decisionId, library: library.code, decidedAt: now }));
  }

  /** Tasks follow; the one that was named is done, whatever opens after it. */
  private async settle(matter: Matter | null, cause = this.cause): Promise<string> {
    const { client, lib, now } = this.work;
    if (matter) await client.query(closeTask(matter.taskId, now));
    await settle(client, { lib, now, cause }, this.work);
    return this.decisionId;
  }

  private get cause(): string {
    return `decision:${this.decisionId}`;
  }
}

function isFollowUp(request: DecisionRequest): request is FollowUpRequest {
  return !('library' in request);
}

function requestOf(row: DecisionRow): FirstRequest | FollowUpRequest {
  return row.request as unknown as FirstRequest | FollowUpRequest;
}

function proposed(row: DecisionRow | null, { decisionId }: FollowUpRequest): DecisionRow {
  if (row?.state !== 'proposed') throw new HubError('DECISION_NOT_PROPOSED', 'the decision does not wait for a second person', { decisionId, state: row?.state });
  return row;
}

function inForce(row: DecisionRow | null, { decisionId }: FollowUpRequest): DecisionRow {
  if (row?.state !== 'in_force') throw new HubError('DECISION_NOT_IN_FORCE', 'the decision is not in force', { decisionId, state: row?.state });
  return row;
}

async function requireDecision(client: Pick<PoolClient, 'query'>, decisionId: string): Promise<DecisionRow> {
  const { rows: [row] } = await client.query<DecisionRow>(readDecisionSql(decisionId));
  if (row === undefined) throw new HubError('NOT_FOUND', 'no such decision');
  return row;
}

/** Runs with the library locked; `target` is the decision that a follow-up names, as it is under the lock. */
async function underLocks<T>(deps: DecideDeps, request: DecisionRequest, run: (work: Work, target: DecisionRow | null) => Promise<T>): Promise<T> {
  checkRequest(request);
  const code = !isFollowUp(request) ? request.library : (await requireDecision(deps.pool as unknown as PoolClient, request.decisionId)).library;
  const library = findLibrary(deps.libraries, code);
  return withTransaction(deps.pool, async (client) => {
    await client.query(`set local lock_timeout = '${lockTimeout}'`);
    for (const name of librariesToLock(library, deps.libraries)) await lockInTransaction(client, libraryLock(name));
    const now = deps.clock.now();
    const work = startDecision(client, { library, libraries: deps.libraries, deriveFurther: deps.deriveFurther, now, today: civilDate(now) });
    return run(work, !isFollowUp(request) ? null : await requireDecision(client, request.decisionId));
  }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === lockNotAvailable) throw new HubError('LIBRARY_BUSY', 'a load is being applied', { retryAfterSeconds });
    throw error;
  });
}

/** SQLSTATE of a lock that was not given in time. */
const lockNotAvailable = '55P03';

function findLibrary(libraries: readonly LibraryDefinition[], code: string): LibraryDefinition {
  const library = libraries.find((candidate) => candidate.code === code);
  if (library === undefined) throw new HubError('LIBRARY_UNKNOWN', `no library ${code}`);
  return library;
}
