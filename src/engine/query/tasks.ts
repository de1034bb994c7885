// Steward tasks as the API lists and reads them.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { join, sql, type Query } from '../../store/sql.ts';
import { readRecordPair, type ExplainedPair } from './pairs.ts';
import { table } from './reach.ts';

export interface TaskRow {
  readonly taskId: string;
  readonly library: string;
  readonly kind: string;
  readonly rule: string;
  readonly state: string;
  readonly priority: number;
  readonly goldenIds: readonly string[];
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
}

export interface TaskFilter {
  readonly library?: string;
  readonly kind?: string;
  readonly state: string;
  readonly limit: number;
  readonly after?: string;
}

const columns = sql`task_id as "taskId", library, kind, rule, state, priority, golden_ids as "goldenIds", created_at as "createdAt",
  updated_at as "updatedAt", closed_at as "closedAt", closed_reason as "closedReason"`;

/** Most urgent first, then oldest; without evidence. Null: `after` is no cursor of this list. */
export async function listTasks(pool: Pool, filter: TaskFilter): Promise<{ tasks: TaskRow[]; next: string | null } | null> {
  const after = filter.after === undefined ? null : decodeCursor(filter.after);
  if (filter.after !== undefined && after === null) return null;
  const { rows } = await pool.query<TaskRow>(listTasksSql(filter, after));
  const tasks = rows.slice(0, filter.limit);
  const last = tasks.at(-1);
  return { tasks, next: rows.length > filter.limit && last ? encodeCursor(last) : null };
}

export function listTasksSql(filter: TaskFilter, after: { priority: number; taskId: string } | null): Query {
  const conditions = [
    sql`state = ${filter.state}`,
    ...(filter.library === undefined ? [] : [sql`library = ${filter.library}`]),
    ...(filter.kind === undefined ? [] : [sql`kind = ${filter.kind}`]),
    ...(after === null
      ? []
      : [sql`(priority, created_at, task_id) > (${after.priority}::smallint, (select created_at from hub.task where task_id = ${after.taskId}::uuid), ${after.taskId}::uuid)`]),
  ];
  return sql`select ${columns} from hub.task where ${join(conditions, ' and ')} order by priority, created_at, task_id limit ${filter.limit + 1}`;
}

/**
 * One task with its evidence, or null. Evidence names records by ids that could be guessed back from a number, so they stay inside:
 * what is told of each record instead is its source, feed, date and link.
 */
export async function readTask(pool: Pool, libraries: readonly LibraryDefinition[], taskId: string): Promise<TaskRow | null> {
  const { rows: [task] } = await pool.query<TaskRow>(sql`select ${columns}, evidence from hub.task where task_id = ${taskId}::uuid`);
  if (task === undefined) return null;
  const { records, ...evidence } = task.evidence ?? {};
  const library = libraries.find(({ code }) => code === task.library);
  if (!Array.isArray(records) || library === undefined) return { ...task, evidence };
  const told = await pool.query(recordsSql(library, records as string[]));
  const pair = await explainTask(pool, library, records as string[]);
  return { ...task, evidence: { ...evidence, records: told.rows, ...(pair === null ? {} : { pair }) } };
}

/** Two records that a score brought together: the comparisons, without any value. */
async function explainTask(pool: Pool, library: LibraryDefinition, records: readonly string[]): Promise<ExplainedPair | null> {
  const [first, second, ...more] = records;
  return first === undefined || second === undefined || more.length > 0 ? null : readRecordPair(pool, library, [first, second]);
}

function recordsSql(library: LibraryDefinition, recordIds: readonly string[]): Query {
  return sql`
select source, feed, effective_date as "effectiveDate", golden_id as "goldenId", link_rule as "linkRule", is_withdrawn as "isWithdrawn"
from ${table(library, 'source_record')} where record_id = any(${recordIds}::uuid[])
order by effective_date desc, source, feed`;
}

/** The instant stays in the database: its microseconds would not survive a JavaScript date. */
function encodeCursor(task: TaskRow): string {
  return Buffer.from(`${task.priority} ${task.taskId}`).toString('base64url');
}

function decodeCursor(cursor: string): { priority: number; taskId: string } | null {
  const match = /^(\d{1,5}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { priority: Number(match[1]), taskId: match[2] ?? '' } : null;
}
