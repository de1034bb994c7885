// Steward tasks as the API lists, counts and reads them.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { readRecordPair, type ExplainedPair } from './pairs.ts';
import type { DecidedRelation } from '../steward/decision.ts';
import { kindLabel } from '../steward/task-kinds.ts';
import type { TaskRow } from '../steward/task-queue.ts';
import { countDoneSql, countTasksSql, listTasksSql, readTaskSql, type QueueView, type TaskCursor, type TaskFilter, type TaskSort } from '../steward/task-queue.sql.ts';
import { table, type Reach } from './reach.ts';

export type { TaskRow } from '../steward/task-queue.ts';

export interface TaskPage {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly limit: number;
  readonly after?: string;
}

/** In the order asked, without evidence. Null: `after` is no cursor of this list. */
export async function listTasks(pool: Pool, page: TaskPage, view: QueueView): Promise<{ tasks: TaskRow[]; next: string | null } | null> {
  const after = page.after === undefined ? null : decodeCursor(page.after);
  if (page.after !== undefined && after === null) return null;
  const { rows } = await pool.query<TaskRow>(listTasksSql(page.filter, view, { ...page, after }));
  const tasks = rows.slice(0, page.limit);
  const last = tasks.at(-1);
  return { tasks, next: rows.length > page.limit && last ? encodeCursor(last) : null };
}

export interface TaskCount {
  readonly library: string | null;
  readonly kind: string | null;
  readonly priority: number | null;
  readonly department: string | null;
  readonly waiting: number;
  readonly claimed: number;
  readonly mine: number;
  readonly overdue: number;
  readonly dueToday: number;
}

export interface TaskCounts {
  readonly total: TaskCount | undefined;
  readonly byKind: readonly TaskCount[];
  readonly byPriority: readonly TaskCount[];
  readonly byDepartment: readonly TaskCount[];
  readonly doneToday: number;
  readonly doneTodayByMe: number;
}

/** What waits, by kind, priority and department (a task of two departments counts for both), and what was ended today. */
export async function countTasks(pool: Pool, filter: TaskFilter, view: QueueView): Promise<TaskCounts> {
  const { rows } = await pool.query<TaskCount>(countTasksSql(filter, view));
  const { rows: [done] } = await pool.query<{ doneToday: number; doneTodayByMe: number }>(countDoneSql(view, `${view.today}T00:00:00+08:00`));
  return {
    total: rows.find((row) => row.kind === null && row.priority === null && row.department === null),
    byKind: rows.filter((row) => row.kind !== null),
    byPriority: rows.filter((row) => row.priority !== null),
    byDepartment: rows.filter((row) => row.department !== null),
    doneToday: done?.doneToday ?? 0,
    doneTodayByMe: done?.doneTodayByMe ?? 0,
  };
}

/**
 * One task with its evidence, or null. Evidence names records by ids that could be guessed back from a number, so they stay inside:
 * what is told of each record instead is its handle for decisions, its source, feed, date and link.
 */
export async function readTask(
  pool: Pool,
  libraries: readonly LibraryDefinition[],
  ask: { readonly taskId: string; readonly view: Pick<QueueView, 'now' | 'today'> },
): Promise<TaskRow | null> {
  const { rows: [task] } = await pool.query<TaskRow>(readTaskSql(ask.taskId, ask.view));
  return task === undefined ? null : explainEvidence(pool, libraries, task);
}

/**
 * What the records say that a task's evidence names, by their handles: also those that no golden record holds yet, which no other
 * query shows. Rows outside the reach are left out.
 */
export async function readEvidenceValues(pool: Pool, library: LibraryDefinition, taskId: string, reach: Reach): Promise<Map<string, Record<string, unknown>>> {
  const columns = join(reach.columns.map((code) => sql`g.${ident(code)}`));
  const { rows } = await pool.query<Record<string, unknown>>(sql`
    select g.home_id as "@record", ${columns} from ${table(library, 'source_record')} g
    where g.record_id = any(array(select jsonb_array_elements_text(t.evidence -> 'records')::uuid from hub.task t where t.task_id = ${taskId}::uuid)) and ${reach.filter}`);
  return new Map(rows.map(({ '@record': record, ...values }) => [String(record), values]));
}

/** The task with its evidence as a steward may see it. */
async function explainEvidence(pool: Pool, libraries: readonly LibraryDefinition[], task: TaskRow): Promise<TaskRow> {
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

/** The relation that the task proposes, the way round that its best pair says; null where it proposes none. */
export function proposedRelation({ goldenIds, evidence = {} }: TaskRow): DecidedRelation | null {
  const { relation: type, pair } = evidence as { readonly relation?: string; readonly pair?: ExplainedPair };
  const from = goldenIds.find((id) => id === pair?.records.find(({ record }) => record === pair.relationFrom)?.goldenId);
  const to = goldenIds.find((id) => id !== from);
  return type === undefined || from === undefined || to === undefined ? null : { type, from, to };
}

function recordsSql(library: LibraryDefinition, recordIds: readonly string[]): Query {
  return sql`
select home_id as record, source, feed, effective_date as "effectiveDate", golden_id as "goldenId", link_rule as "linkRule", is_withdrawn as "isWithdrawn"
from ${table(library, 'source_record')} where record_id = any(${recordIds}::uuid[])
order by effective_date desc, source, feed`;
}

/** The golden record and all that it was merged into, in whichever library it is: tasks name those that stand now. */
export async function followGolden(pool: Pool, libraries: readonly LibraryDefinition[], goldenId: string): Promise<string[]> {
  const next = join(libraries.map((library) => sql`select golden_id, redirect_to from ${table(library, 'golden_record')}`), ' union all ');
  const { rows } = await pool.query<{ id: string }>(sql`
    with recursive followed as (
      select ${goldenId}::uuid as id
      union select g.redirect_to from followed join (${next}) g on g.golden_id = followed.id where g.redirect_to is not null
    )
    select id from followed`);
  return rows.map((row) => row.id);
}

/** The task with the labels of its kind and rule. */
export function labelTask(libraries: readonly LibraryDefinition[], task: TaskRow): TaskRow & { readonly kindLabel: Label; readonly ruleLabel: Label } {
  return { ...task, kindLabel: kindLabel(libraries, task.library, task.kind), ruleLabel: kindLabel(libraries, task.library, task.rule) };
}

function encodeCursor({ priority, taskId, dueOn }: TaskRow): string {
  return Buffer.from(`${priority} ${taskId} ${dueOn ?? '-'}`).toString('base64url');
}

function decodeCursor(cursor: string): TaskCursor | null {
  const match = /^(\d{1,5}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (-|\d{4}-\d{2}-\d{2})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { priority: Number(match[1]), taskId: match[2] ?? '', dueOn: match[3] === '-' ? null : (match[3] ?? null) } : null;
}
