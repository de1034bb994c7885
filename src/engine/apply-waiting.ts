// Applies a staged load together with those that are staged beside it, also while it is recorded. Whoever holds the library's lock applies
// for all: what several loads say of a golden record is written once. The others find their load done when the lock comes to them.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import type { Clock } from '../kernel/clock.ts';
import { ident, sql, type Query } from '../store/sql.ts';
import { withTransaction } from '../store/transaction.ts';
import { applyLoads, lockLibrary, type ApplyOutcome, type LoadToApply } from './apply-load.ts';
import type { Staged } from './ingest/stage-file.ts';
import { dropStaging, knownTable, stagingTable } from './ingest/staging.sql.ts';
import {
  findStaged, findStagedBeside, isStagingBeside, markLoad, readLoad, type LoadMark, type LoadView, type LoadWork, type StagedWork,
} from './load-store.ts';
import type { LoadDeps } from './load.ts';
import { guardTaskOf, openBoundTask } from './steward/bound-tasks.sql.ts';
import { guardTask } from './steward/task-kinds.ts';
import { readDueDates } from './steward/terms.ts';

/** Loads applied together at most: each holds its rows in memory for the fold. */
const batchLoads = 4;
const pollMs = 50;
/** Files of one size are staged one after the other, and somewhat later while those before are recorded: waiting for just as long would miss them. */
const patience = 2;

function libraryOf({ libraries }: LoadDeps, load: LoadView): LibraryDefinition {
  const found = libraries.find(({ code }) => code === load.library);
  if (!found) throw new Error(`no library ${load.library}`);
  return found;
}

/** Whether the staging tables hold what staging found. They are unlogged: after a crash of the server they are empty, each as a whole. */
export async function isStagedWhole(connection: Pool | PoolClient, { loadId, state, options }: LoadWork): Promise<boolean> {
  const before = options.staged as Staged | undefined;
  if (state !== 'staged' || !before) return false;
  const holds = (table: string, rows: number): Query =>
    sql`coalesce(pg_relation_size(to_regclass(${ident('staging', table).text})) >= ${Math.sign(rows)}, false)`;
  const { rows } = await connection.query<{ is_whole: boolean }>(sql`
    select ${holds(stagingTable(loadId), before.staged)} and ${holds(knownTable(loadId), before.known ?? 0)} as is_whole`);
  return rows[0]!.is_whole;
}

/**
 * Applies the load with those that wait beside it; alone where that fails, so that no load fails for another's sake. The next load that is
 * still being staged is waited for, for little longer than its own staging took (`stagingMs`): a small file never waits long for a large one.
 */
export async function applyStaged(deps: LoadDeps, load: LoadWork, stagingMs = 0): Promise<LoadView | null> {
  const patienceMs = stagingMs * patience;
  const views = await applyWaiting(deps, load, { most: batchLoads, patienceMs }).catch((error: unknown) => {
    if (!(error instanceof BatchFailed)) throw error;
    deps.log.warn({ loadId: load.loadId, err: error.cause }, 'loads could not be applied together');
    return applyWaiting(deps, load, { most: 1, patienceMs });
  });
  for (const { state, loadId } of views) if (state === 'done') for (const statement of dropStaging(loadId)) await deps.pool.query(statement);
  const view = views.find(({ loadId }) => loadId === load.loadId) ?? (await readLoad(deps, load.loadId));
  return view && !isOpen(view) ? view : null;
}

/** Whether somebody still has to work on the load. */
const isOpen = ({ state }: LoadView): boolean => state === 'received' || state === 'staging' || state === 'staged' || state === 'applying';

/** Some load of several could not be applied; the transaction took nothing. */
class BatchFailed extends Error {}

interface BatchLimits {
  readonly most: number;
  /** For how long a load that is being staged is waited for, counted from when the one before it came. */
  readonly patienceMs: number;
}

/** One transaction: the views of the loads that it applied; none when another's transaction applied this one already. */
async function applyWaiting(deps: LoadDeps, load: LoadWork, limits: BatchLimits): Promise<LoadView[]> {
  const library = libraryOf(deps, load);
  const waiting: StagedWork[] = [];
  let until = performance.now() + limits.patienceMs;
  return withTransaction(deps.pool, async (client) => {
    await lockLibrary(client, library, deps.libraries);
    const own = await findStaged(client, load.loadId);
    if (own === null) return [];
    waiting.push(own);
    const outcomes = await applyLoads(client, {
      library, now: deps.clock.now(), libraries: deps.libraries, deriveFurther: deps.deriveFurther, bulkRows: deps.bulkRows, first: loadToApply(library, own),
      next: async () => {
        const found = await takeNext(client, { library, waiting, most: limits.most, until });
        if (found === null) return null;
        waiting.push(found);
        until = performance.now() + limits.patienceMs;
        return loadToApply(library, found);
      },
    });
    const views: LoadView[] = [];
    for (const [place, each] of waiting.entries()) {
      const { loadId, stagedMark } = each;
      const outcome = outcomes[place]!;
      if (outcome.state === 'held') await openGuardTask(client, { load: each, department: library.feeds[each.feed]!.source, facts: factsOf(outcome) }, deps.clock);
      const [owner, of] = place === 0 ? [deps.owner, {}] : [undefined, { from: 'staged', stagedMark } as const];
      views.push(await markLoad(client, loadId, { ...of, ...markOf(outcome) }, owner));
    }
    return views;
  }).catch((error: unknown) => {
    throw waiting.length > 1 ? new BatchFailed('a batch of loads failed', { cause: error }) : error;
  });
}

interface Batch {
  readonly library: LibraryDefinition;
  /** The loads that it has, the first one's worker's own. */
  readonly waiting: readonly StagedWork[];
  readonly most: number;
  /** Until when (performance.now()) the next one is waited for. */
  readonly until: number;
}

/**
 * The next load for the batch; waits while one is being staged. Subject records are counted by all that a load moves, and so they are
 * applied one load at a time.
 */
async function takeNext(client: PoolClient, { library, waiting, most, until }: Batch): Promise<StagedWork | null> {
  if (library.subject || waiting.length >= most) return null;
  const [own] = waiting as [StagedWork];
  for (;;) {
    // Asked before what is staged: a load that is staged between the two is found.
    const isAnyComing = performance.now() < until && (await isStagingBeside(client, own));
    for (const each of await findStagedBeside(client, own)) {
      if (waiting.some(({ feed }) => feed === each.feed)) continue;
      if (library.feeds[each.feed] && (await isStagedWhole(client, each))) return each;
    }
    if (!isAnyComing) return null;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function loadToApply(library: LibraryDefinition, { loadId, feed, declaredDate, options }: LoadWork): LoadToApply {
  const staged = options.staged as Staged;
  return {
    feed: library.feeds[feed]!, loadId, declaredDate, rows: staged.staged, supplied: new Set(staged.supplied), sources: staged.sources,
    known: staged.known ?? 0, doneLoads: staged.doneLoads ?? 0, isApproved: options.isApproved === true,
  };
}

/** The held load stands in the stewards' queue until someone decides it. */
async function openGuardTask(
  client: PoolClient,
  { load, department, facts }: { load: StagedWork; department: string; facts: Readonly<Record<string, unknown>> },
  clock: Clock,
): Promise<void> {
  const dueOn = (await readDueDates(client, clock.today())).dueOn(`task:${guardTask}`);
  await client.query(openBoundTask(guardTaskOf({ ...load, department, facts }, { dueOn, now: clock.now() })));
}

function factsOf({ missing, of, guard }: Extract<ApplyOutcome, { state: 'held' }>): Readonly<Record<string, number>> {
  return { missing, held: of, guard };
}

function markOf(outcome: ApplyOutcome): LoadMark {
  if (outcome.state === 'done') return { state: 'done', isFinished: true, counts: outcome.counts };
  return {
    state: 'held', counts: { missing: outcome.missing },
    problem: { code: 'SNAPSHOT_GUARD', details: factsOf(outcome) },
  };
}
