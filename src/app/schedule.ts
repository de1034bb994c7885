// Jobs by the clock, each tick run by one process only, however many there are: hub.schedule holds a lease and the tick last taken.
import cron, { type ScheduledTask } from 'node-cron';
import type { Pool } from 'pg';
import type { Log } from '../kernel/log.ts';
import { sql } from '../store/sql.ts';

export interface Job {
  readonly code: string;
  /** Six fields, Asia/Shanghai. The operator may change it in hub.schedule; it is read at start. */
  readonly cron: string;
  /** Resolves to a short outcome of counts, kept in hub.schedule. */
  readonly run: () => Promise<string>;
}

export interface ScheduleDeps {
  readonly pool: Pool;
  readonly log: Log;
  /** Names this process in leases. */
  readonly owner: string;
}

const leaseSeconds = 60;
const renewEvery = 20_000;

/** Starts the jobs; the returned function stops them and waits for those under way. */
export async function startJobs(deps: ScheduleDeps, jobs: readonly Job[]): Promise<() => Promise<void>> {
  const running = new Set<Promise<unknown>>();
  const tasks: ScheduledTask[] = [];
  for (const job of jobs) {
    const expression = await registerJob(deps.pool, job);
    const task = cron.schedule(expression, ({ date }) => {
      const run = runOnce(deps, job, date).finally(() => running.delete(run));
      running.add(run);
      return run;
    }, { name: job.code, timezone: 'Asia/Shanghai', noOverlap: true, suppressMissedWarning: true, logger: quiet });
    tasks.push(task);
  }
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
    await Promise.allSettled(running);
  };
}

const nothing = (): void => {};
const quiet = { info: nothing, warn: nothing, error: nothing, debug: nothing };

async function registerJob(pool: Pool, job: Job): Promise<string> {
  await pool.query(sql`insert into hub.schedule (code, cron) values (${job.code}, ${job.cron}) on conflict (code) do nothing`);
  const { rows } = await pool.query<{ cron: string }>(sql`select cron from hub.schedule where code = ${job.code}`);
  return rows[0]?.cron ?? job.cron;
}

/** Runs the job for a tick unless another process has taken that tick or is still at an earlier one. Failures are logged and kept. */
export async function runOnce(deps: ScheduleDeps, job: Job, tick: Date): Promise<boolean> {
  try {
    if (!(await takeTick(deps, job.code, tick))) return false;
    const renewal = setInterval(() => void renew(deps, job.code), renewEvery);
    const outcome = await job.run().catch((error: unknown) => {
      deps.log.error({ job: job.code, err: error }, 'job failed');
      return 'failed';
    }).finally(() => clearInterval(renewal));
    await deps.pool.query(sql`update hub.schedule set last_outcome = ${outcome}, lease_owner = null, lease_until = null
      where code = ${job.code} and lease_owner = ${deps.owner}`);
    return true;
  } catch (error) {
    deps.log.warn({ job: job.code, err: error }, 'job could not be scheduled');
    return false;
  }
}

async function takeTick({ pool, owner }: ScheduleDeps, code: string, tick: Date): Promise<boolean> {
  const { rowCount } = await pool.query(sql`
    update hub.schedule set last_run_at = ${tick}, lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${leaseSeconds})
    where code = ${code} and is_active and (last_run_at is null or last_run_at < ${tick}) and (lease_until is null or lease_until < now())`);
  return rowCount === 1;
}

async function renew({ pool, owner, log }: ScheduleDeps, code: string): Promise<void> {
  const statement = sql`update hub.schedule set lease_until = now() + make_interval(secs => ${leaseSeconds}) where code = ${code} and lease_owner = ${owner}`;
  await pool.query(statement).catch((error: unknown) => log.warn({ job: code, err: error }, 'lease not renewed'));
}
