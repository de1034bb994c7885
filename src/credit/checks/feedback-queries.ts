// What is owed, what was given, and how well departments keep to it.
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { sql } from '../../store/sql.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { feedbackColumns, feedbackRatesSql, listDutiesSql, remindOverdueSql, type DutyCursor, type DutyFilter } from './feedback.sql.ts';

export interface FeedbackRow {
  readonly feedbackId: string;
  readonly item: number;
  readonly entryId: string;
  readonly targetRole: string;
  /** Null: every measure of the entry. */
  readonly measureCode: string | null;
  readonly outcome: 'taken' | 'not_taken';
  readonly supersedes: string | null;
  readonly isSuperseded: boolean;
  readonly [fact: string]: unknown;
}

/** All rows in the order made, corrected ones too. */
export async function feedbackOf(pool: Pool, { checkId, item }: { checkId: string; item: number | null }): Promise<FeedbackRow[]> {
  const place = item === null ? sql`` : sql` and f.item = ${item}`;
  const { rows } = await pool.query<FeedbackRow>(sql`select ${feedbackColumns} from hub.credit_feedback f where f.check_id = ${checkId}::uuid${place} order by f.made_at, f.feedback_id`);
  return rows;
}

/** Rows that nothing supersedes. */
export async function currentFeedback(client: PoolClient, { checkId, item }: { checkId: string; item: number }): Promise<FeedbackRow[]> {
  const { rows } = await client.query<FeedbackRow>(sql`select ${feedbackColumns} from hub.credit_feedback f where f.check_id = ${checkId}::uuid and f.item = ${item}`);
  return rows.filter(({ isSuperseded }) => !isSuperseded);
}

export interface Duty {
  /** As feedback is given under it. */
  readonly checkId: string;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly [fact: string]: unknown;
}

interface DutyRow extends Duty {
  readonly kind: string;
  readonly item: number;
}

/** Null: `after` is no cursor of this list. */
export async function listDuties({ pool, clock }: { pool: Pool; clock: Clock }, filter: DutyFilter, page: { limit: number; after?: string }): Promise<{ duties: Duty[]; next: string | null } | null> {
  const after = page.after === undefined ? null : decodeCursor<DutyCursor>(page.after, ['dueOn', 'checkId', 'item']);
  if (page.after !== undefined && after === null) return null;
  const { rows } = await pool.query<DutyRow>(listDutiesSql(filter, { after, limit: page.limit, today: clock.today() }));
  const kept = rows.slice(0, page.limit);
  const last = kept.at(-1);
  const duties = kept.map(({ kind, item, checkId, ...duty }) => ({ checkId: kind === 'single' ? checkId : `${checkId}.${item}`, ...duty }));
  return { duties, next: rows.length > page.limit && last ? encodeCursor({ dueOn: last.dueOn ?? 'infinity', checkId: last.checkId, item: last.item }) : null };
}

export interface FeedbackRate {
  readonly department: string;
  /** Subjects whose answer named measures = inTime + late + missing + open. */
  readonly checks: number;
  readonly inTime: number;
  readonly late: number;
  /** Overdue and not given. */
  readonly missing: number;
  /** Not given and not yet due. */
  readonly open: number;
  readonly measures: number;
  readonly taken: number;
  readonly notTaken: number;
  /** Given, of those given or overdue; null while there are none. */
  readonly feedbackRate: number | null;
  readonly inTimeRate: number | null;
}

/** Of checks of these days, by department. */
export async function readFeedbackRates({ pool, clock }: { pool: Pool; clock: Clock }, asked: { agencyCode: string | null; from: string; to: string }): Promise<FeedbackRate[]> {
  const { rows } = await pool.query<Omit<FeedbackRate, 'feedbackRate' | 'inTimeRate'>>(feedbackRatesSql({ ...asked, today: clock.today() }));
  return rows.map((row) => {
    const settled = row.inTime + row.late + row.missing;
    const share = (count: number): number | null => (settled === 0 ? null : Number((count / settled).toFixed(4)));
    return { ...row, feedbackRate: share(row.inTime + row.late), inTimeRate: share(row.inTime) };
  });
}

/** Once a day: what became overdue is marked. Says how much is overdue by agency. */
export async function remindFeedback({ pool, clock }: { pool: Pool; clock: Clock }): Promise<{ agencyCode: string; overdue: number; reminded: number }[]> {
  const { rows } = await pool.query<{ agencyCode: string; overdue: number; reminded: number }>(remindOverdueSql(clock.today()));
  return rows;
}
