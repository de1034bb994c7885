// The worker of a hub: works off open loads and match queues, and runs what goes by the clock. Any number of processes may run it at once.
import { processOpenLoads } from '../engine/load.ts';
import { removeOldFiles } from '../engine/spool-retention.ts';
import { expirePins } from '../engine/steward/expire-pins.ts';
import { keepTasks } from '../engine/steward/task-upkeep.ts';
import { sql } from '../store/sql.ts';
import type { Hub } from './compose.ts';
import { matchLibraries } from './match-libraries.ts';
import { startJobs, type Job } from './schedule.ts';
import { FolderWatch } from './watch-folder.ts';

const pollEvery = 2_000;

/** Starts working; the returned function stops after what is under way. */
export async function startWork(hub: Hub): Promise<() => Promise<void>> {
  hub.warmStages();
  const stopLoads = pollLoads(hub);
  const stopJobs = await startJobs({ pool: hub.pool, log: hub.log, owner: hub.loads.owner }, jobsOf(hub));
  return async () => {
    await Promise.all([stopLoads(), stopJobs()]);
  };
}

/** Every process polls: a load's own lease says who works on it, so several stage side by side. */
function pollLoads(hub: Hub): () => Promise<void> {
  const { loads, log } = hub;
  let isStopped = false;
  let wake = (): void => {};
  const loop = (async () => {
    while (!isStopped) {
      await processOpenLoads(loads).catch((error: unknown) => log.error({ err: error }, 'a load failed'));
      await matchLibraries(hub);
      if (!isStopped) await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollEvery);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return async () => {
    isStopped = true;
    wake();
    await loop;
  };
}

function jobsOf(hub: Hub): Job[] {
  const jobs: Job[] = [
    { code: 'rotate-keys', cron: '0 0 3 * * 1', run: () => rotateKeys(hub) },
    // Five seconds after midnight, and again later in case no process ran then.
    { code: 'expire-pins', cron: '5 */10 * * * *', run: async () => `pins ${await expirePins(hub.loads)}` },
    { code: 'task-upkeep', cron: '0 30 6 * * *', run: () => keepQueue(hub) },
    { code: 'clean-up', cron: '0 */10 * * * *', run: () => cleanUp(hub) },
  ];
  if (hub.config.watchDir !== null) {
    const watch = new FolderWatch({ loads: hub.loads, ruleOf: hub.ruleOf, folder: hub.config.watchDir });
    const look = async (): Promise<string> => {
      const { taken, finished } = await watch.look();
      return `taken ${taken}, finished ${finished}`;
    };
    jobs.push({ code: 'watch-folder', cron: '*/5 * * * * *', run: look });
  }
  return jobs;
}

async function rotateKeys({ keys }: Hub): Promise<string> {
  await keys.ensureKeys();
  await keys.rotate();
  return 'rotated';
}

/** Due dates, reminders and what is overdue by department, before the stewards begin. */
async function keepQueue({ pool, clock, libraries }: Hub): Promise<string> {
  const overdue = await keepTasks({ pool, clock, libraries });
  return overdue.length === 0 ? 'overdue 0' : `overdue ${overdue.map(({ department, tasks, challenges }) => `${department} ${tasks} (challenges ${challenges})`).join(', ')}`;
}

/** What has expired: assertions that were used once, answers kept for Idempotency-Key (a day), and files of loads that ended long ago. */
async function cleanUp({ pool, loads, config }: Hub): Promise<string> {
  const assertions = await pool.query(sql`delete from hub.assertion_seen where expires_at < now()`);
  const answers = await pool.query(sql`delete from hub.idempotency_key where created_at < now() - interval '1 day'`);
  const files = await removeOldFiles(loads, config.spoolDays);
  return `assertions ${assertions.rowCount ?? 0}, answers ${answers.rowCount ?? 0}, files ${files}`;
}
