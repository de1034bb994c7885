// Feedback on a check: for every measure that was named, whether it was taken. Corrections are new rows that supersede.
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { withTransaction } from '../../store/transaction.ts';
import { replayCheck, type CheckRef } from './check-queries.ts';
import { countFedSql, insertFeedbackSql, lockDutySql, openDutySql, type FeedbackBy } from './feedback.sql.ts';
import { currentFeedback, type FeedbackRow } from './feedback-queries.ts';
import type { CheckedEntry } from './types.ts';

export interface NewFeedback {
  readonly entryId: string;
  /** Where the entry reached the subject through a role. */
  readonly targetRole?: string;
  /** Absent: every measure of the entry. */
  readonly measureCode?: string;
  readonly outcome: 'taken' | 'not_taken';
  /** Required where it was not taken. */
  readonly reason?: string;
  readonly result?: string;
  readonly amount?: number;
  readonly basis?: string;
  readonly actedOn?: string;
  /** The row that this one corrects. */
  readonly supersedes?: string;
}

export interface FeedbackDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * All rows or none. NOT_FOUND: no such check of this agency, or nothing is owed on it. FEEDBACK_UNFIT: an entry or measure that the
 * answer did not name, a day to come, no reason. FEEDBACK_EXISTS: already answered; a correction names the row it supersedes.
 */
export async function giveFeedback(deps: FeedbackDeps, ref: CheckRef, feedback: readonly NewFeedback[], by: FeedbackBy): Promise<void> {
  const replay = await replayCheck(deps, ref);
  if (replay === null || replay.agencyCode !== by.agencyCode || (replay.kind !== 'single' && ref.item === null)) throw new HubError('NOT_FOUND', 'no such check of this agency');
  const duty = { checkId: ref.checkId, item: ref.item ?? 0 };
  const { entries } = replay.answer as { readonly entries: readonly CheckedEntry[] };
  requireFit(feedback, entries, deps.clock.today());
  const now = deps.clock.now();
  await withTransaction(deps.pool, async (client) => {
    if (replay.kind === 'file') await client.query(openDutySql(replay, { ...duty, measures: entries.reduce((sum, { measures }) => sum + measures.length, 0) }));
    const { rowCount } = await client.query(lockDutySql(duty.checkId, duty.item));
    if (rowCount === 0) throw new HubError('NOT_FOUND', 'nothing is owed on this check');
    await requireCurrent(client, duty, feedback);
    for (const each of feedback) await client.query(insertFeedbackSql({ ...each, feedbackId: deps.newId() }, { ...duty, by, now }));
    const counted = countMeasures(await currentFeedback(client, duty), entries);
    await client.query(countFedSql(duty, { ...counted, now }));
  });
}

function requireFit(feedback: readonly NewFeedback[], entries: readonly CheckedEntry[], today: string): void {
  const faults = feedback.flatMap((each, place) => faultsOf(each, entries, today).map((fault) => ({ at: `/items/${place}/${fault}`, rule: 'unfit' })));
  if (faults.length > 0) throw new HubError('FEEDBACK_UNFIT', 'the feedback does not fit the answer', { faults });
}

function faultsOf(each: NewFeedback, entries: readonly CheckedEntry[], today: string): string[] {
  const entry = entries.find(({ entryId, targetRole }) => entryId === each.entryId && targetRole === (each.targetRole ?? 'subject'));
  return [
    ...(entry === undefined ? ['entryId'] : []),
    ...(entry !== undefined && each.measureCode !== undefined && entry.measures.every(({ code }) => code !== each.measureCode) ? ['measureCode'] : []),
    ...(each.outcome === 'not_taken' && (each.reason ?? '').trim() === '' ? ['reason'] : []),
    ...(each.actedOn !== undefined && each.actedOn > today ? ['actedOn'] : []),
  ];
}

const isSameEntry = (a: { entryId: string; targetRole?: string }, b: { entryId: string; targetRole?: string }): boolean =>
  a.entryId === b.entryId && (a.targetRole ?? 'subject') === (b.targetRole ?? 'subject');

/** What is corrected must stand and be of the same entry; and afterwards no measure may have two answers. */
async function requireCurrent(client: PoolClient, duty: { checkId: string; item: number }, feedback: readonly NewFeedback[]): Promise<void> {
  const current = await currentFeedback(client, duty);
  for (const { supersedes, ...each } of feedback) {
    if (supersedes === undefined) continue;
    if (!current.some((row) => row.feedbackId === supersedes && isSameEntry(row, each))) throw new HubError('FEEDBACK_SUPERSEDED', 'the row to correct does not stand', { feedbackId: supersedes });
  }
  const replaced = new Set(feedback.map(({ supersedes }) => supersedes));
  const standing: Pick<NewFeedback, 'entryId' | 'targetRole' | 'measureCode'>[] = current.filter(({ feedbackId }) => !replaced.has(feedbackId))
    .map(({ measureCode, ...row }) => ({ ...row, measureCode: measureCode ?? undefined }));
  for (const each of feedback) {
    const clash = standing.some((row) => isSameEntry(row, each) && (row.measureCode === undefined || each.measureCode === undefined || row.measureCode === each.measureCode));
    if (clash) throw new HubError('FEEDBACK_EXISTS', 'this measure has been answered', { entryId: each.entryId, measureCode: each.measureCode ?? null });
    standing.push(each);
  }
}

function countMeasures(current: readonly FeedbackRow[], entries: readonly CheckedEntry[]): { fed: number; taken: number } {
  const answered = entries.flatMap((entry) => entry.measures.map(({ code }) =>
    current.find((row) => isSameEntry(row, entry) && (row.measureCode === null || row.measureCode === code))?.outcome));
  return { fed: answered.filter((outcome) => outcome !== undefined).length, taken: answered.filter((outcome) => outcome === 'taken').length };
}
