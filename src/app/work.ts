// The worker of a hub: works off open loads and match queues, and runs what goes by the clock. Any number of processes may run it at once.
import { keepCases } from '../credit/cases/case-tasks.ts';
import { announceDue } from '../credit/entries/derive.ts';
import { remindFeedback } from '../credit/checks/feedback-queries.ts';
import { processOpenLoads } from '../engine/load.ts';
import { removeOldFiles } from '../engine/spool-retention.ts';
import { expirePins } from '../engine/steward/expire-pins.ts';
import { keepTasks } from '../engine/steward/task-upkeep.ts';
import { processRehearsals } from '../engine/resolve/scored/rehearsals.ts';
import { removeOldSessions } from '../identity/sessions.ts';
import { maskNumber } from '../sharing/mask-styles.ts';
import { sql } from '../store/sql.ts';
import type { Hub } from './compose.ts';
import { creditJobs, startWebhooks } from './credit-work.ts';
import { matchLibraries } from './match-libraries.ts';
import { startJobs, type Job } from './schedule.ts';
import { FolderWatch } from './watch-folder.ts';

const pollEvery = 2_000;

/** Starts working; the returned function stops after what is under way. */
export async function startWork(hub: Hub): Promise<() => Promise<void>> {
  hub.warmStages();
  const stopLoads = pollLoads(hub);
  const stopWebhooks = startWebhooks(hub);
  const stopFileChecks = poll(async () => void (await hub.fileChecks.processOpen().catch((error: unknown) => hub.log.error({ err: error }, 'file checks failed'))));
  const stopRehearsals = poll(async () => {
    await processRehearsals({ matching: hub.matching, log: hub.log, maskKey: maskNumber }).catch((error: unknown) => hub.log.error({ err: error }, 'dry runs failed'));
  });
  const stopJobs = await startJobs({ pool: hub.pool, log: hub.log, owner: hub.loads.owner }, jobsOf(hub));
  return async () => {
    await Promise.all([stopLoads(), stopWebhooks(), stopFileChecks(), stopRehearsals(), stopJobs()]);
  };
}

/** Every process polls: a load's own lease says who works on it, so several stage side by side. */
function pollLoads(hub: Hub): () => Promise<void> {
  return poll(async () => {
    await processOpenLoads(hub.loads).catch((error: unknown) => hub.log.error({ err: error }, 'a load failed'));
    await matchLibraries(hub);
  });
}

/** Works, waits and works again until the returned function is called, which waits for what is under way. */
function poll(work: () => Promise<void>): () => Promise<void> {
  let isStopped = false;
  let wake = (): void => {};
  const loop = (async () => {
    while (!isStopped) {
      await work();
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
    { code: 'credit-days', cron: '10 */10 * * * *', run: async () => `changes ${await announceDue(hub.pool, hub.clock)}` },
    { code: 'credit-feedback', cron: '0 40 6 * * *', run: () => remind(hub) },
    { code: 'task-upkeep', cron: '0 30 6 * * *', run: () => keepQueue(hub) },
    ...creditJobs(hub),
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
  await keepCases(pool, clock);
  const overdue = await keepTasks({ pool, clock, libraries });
  return overdue.length === 0 ? 'overdue 0' : `overdue ${overdue.map(({ department, tasks, challenges }) => `${department} ${tasks} (challenges ${challenges})`).join(', ')}`;
}

/** Feedback that is overdue since today is marked as told; the outcome says what each agency owes. */
async function remind({ pool, clock }: Hub): Promise<string> {
  const overdue = await remindFeedback({ pool, clock });
  return overdue.length === 0 ? 'overdue 0' : `overdue ${overdue.map(({ agencyCode, overdue: all, reminded }) => `${agencyCode} ${all} (new ${reminded})`).join(', ')}`;
}

/** What has expired: assertions that were used once, sessions and failed sign-ins, answers kept for Idempotency-Key (a day), and files of loads that ended long ago. */
async function cleanUp({ pool, loads, fileChecks, config }: Hub): Promise<string> {
  const assertions = await pool.query(sql`delete from hub.assertion_seen where expires_at < now()`);
  const sessions = await removeOldSessions(pool, config.sessionMinutes * 60);
  const answers = await pool.query(sql`delete from hub.idempotency_key where created_at < now() - interval '1 day'`);
  const files = await removeOldFiles(loads, config.spoolDays);
  const checks = await fileChecks.removeOldFiles(config.spoolDays);
  return `assertions ${assertions.rowCount ?? 0}, sessions ${sessions}, answers ${answers.rowCount ?? 0}, files ${files}, file checks ${checks}`;
}
