// Once a day: tasks that stand for held loads and live challenges are there, every task has its due date, what nobody answered in time
// comes first, and each department's overdue matters are counted.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sql } from '../../store/sql.ts';
import { guardTaskOf, openBoundTask, raiseOverdueChallenges } from './bound-tasks.sql.ts';
import { openTask, type ChallengeRow } from './challenges.ts';
import { challengeColumns } from './challenges.sql.ts';
import { challengeTask, guardTask } from './task-kinds.ts';
import { DueDates, readDueDates } from './terms.ts';

export interface Overdue {
  readonly department: string;
  readonly tasks: number;
  readonly challenges: number;
}

interface UpkeepDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly libraries: readonly LibraryDefinition[];
}

/** Safe to run at any time. Returns what is overdue by department. */
export async function keepTasks(deps: UpkeepDeps): Promise<Overdue[]> {
  const now = deps.clock.now();
  const today = deps.clock.today();
  const dates = await readDueDates(deps.pool, today);
  await openGuardTasks(deps, dates, now);
  await openChallengeTasks(deps.pool, today, now);
  await dateTasks(deps.pool, dates);
  await deps.pool.query(raiseOverdueChallenges(today, now));
  return countOverdue(deps.pool, today);
}

async function openGuardTasks({ pool, libraries }: UpkeepDeps, dates: DueDates, now: Date): Promise<void> {
  const { rows } = await pool.query<{ library: string; loadId: number; feed: string; facts: Record<string, unknown> | null }>(sql`
    select l.library, l.load_id as "loadId", l.feed, l.problem -> 'details' as facts from hub.load l
    where l.state = 'held' and not exists (select from hub.task t where t.library = l.library and t.kind = ${guardTask}
      and t.subject_key = 'load:' || l.load_id and t.state in ('open', 'claimed'))`);
  for (const load of rows) {
    const department = libraries.find(({ code }) => code === load.library)?.feeds[load.feed]?.source;
    if (department === undefined) continue;
    await pool.query(openBoundTask(guardTaskOf({ ...load, department, facts: load.facts ?? {} }, { dueOn: dates.dueOn(`task:${guardTask}`), now })));
  }
}

async function openChallengeTasks(pool: Pool, today: string, now: Date): Promise<void> {
  const { rows } = await pool.query<ChallengeRow>(sql`
    select ${challengeColumns(today)} from hub.challenge c where c.state in ('open', 'accepted')
      and not exists (select from hub.task t where t.library = c.library and t.kind = ${challengeTask}
        and t.subject_key = 'challenge:' || c.challenge_id and t.state in ('open', 'claimed'))`);
  for (const challenge of rows) await openTask(pool, challenge, now);
}

/** Tasks that were opened without terms, or before their kind had one: by the term in force when they were opened. */
async function dateTasks(pool: Pool, { terms, calendar, regions }: DueDates): Promise<void> {
  const { rows } = await pool.query<{ kind: string; day: string }>(sql`
    select distinct kind, (created_at at time zone 'Asia/Shanghai')::date as day from hub.task where state in ('open', 'claimed') and due_on is null`);
  const due = rows.map(({ kind, day }) => ({ kind, day, dueOn: new DueDates(terms, calendar, day, regions).dueOn(`task:${kind}`) })).filter(({ dueOn }) => dueOn !== null);
  await pool.query(sql`
    update hub.task t set due_on = d."dueOn"
    from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as d (kind text, day date, "dueOn" date)
    where t.state in ('open', 'claimed') and t.due_on is null and t.kind = d.kind and (t.created_at at time zone 'Asia/Shanghai')::date = d.day`);
}

/** Overdue tasks and challenges by the department they concern; most first. */
export async function countOverdue(pool: Pool, today: string): Promise<Overdue[]> {
  const { rows } = await pool.query<Overdue>(sql`
    select department, count(*) as tasks, count(*) filter (where kind = ${challengeTask}) as challenges
    from hub.task cross join unnest(departments) as department
    where state in ('open', 'claimed') and due_on < ${today}::date
    group by department order by 2 desc, 1`);
  return rows;
}
