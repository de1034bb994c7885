// A load from delivery to golden records: received and spooled, staged, applied. Every step leaves a mark, and whoever finds a load
// whose worker died goes on from its last mark; nothing is lost and nothing is done twice.
import type { Readable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { civilDate, type Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { ident, sql } from '../store/sql.ts';
import { lockInTransaction, withTransaction } from '../store/transaction.ts';
import { applyLoads, lockLibrary, type ApplyOutcome, type LoadToApply } from './apply-load.ts';
import { keepRejects } from './ingest/record-sources.sql.ts';
import { stageFile, type Staged, type StageProgress } from './ingest/stage-file.ts';
import type { StageFile } from './ingest/stage-pool.ts';
import { dropStaging, knownTable, stagingTable } from './ingest/staging.sql.ts';
import { librarySql } from './library-sql.ts';
import {
  findOpenLoads, findStaged, findStagedBeside, insertLoad, isStagingBeside, keepLease, leaseLoad, LeaseLost, markLoad, readLoad,
  type LoadCounts, type LoadMark, type LoadOrigin, type LoadView, type LoadWork, type NewLoad, type StagedWork,
} from './load-store.ts';
import type { FileFormat } from './readers/read-rows.ts';
import { spoolFile, type SpooledFile } from './readers/spool.ts';
import { RowsUnread } from './record-load.ts';
import { spoolLock } from './spool-retention.ts';

export { readLoad, type LoadCounts, type LoadView } from './load-store.ts';

export interface LoadDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly libraries: readonly LibraryDefinition[];
  readonly spoolDir: string;
  /** Names this process in leases. */
  readonly owner: string;
  readonly log: Log;
  /** Stages files elsewhere (createStagePool); absent: in this thread. */
  readonly stage?: StageFile;
}

export interface LoadRequest {
  readonly library: string;
  readonly feed: string;
  readonly fileName: string;
  readonly body: Readable | string;
  /** Civil date for which the delivery speaks; a date in the file name, else today, when absent. */
  readonly declaredDate?: string;
  readonly format?: FileFormat;
  readonly origin: LoadOrigin;
  readonly createdBy: string;
}

const leaseSeconds = 30;
const heartbeatMs = 5_000;
const pollMs = 50;
const overLimit = 'LOAD_REJECTS_OVER_LIMIT';
/** A smaller file is staged sooner than a thread has started. */
const threadWorthBytes = 4 * 1024 * 1024;
/** Loads worked on at once: two are staged while others wait for the one that is applied. */
const parallelLoads = 4;
/** Loads applied together at most: each holds its rows in memory for the fold. */
const batchLoads = 4;

/** Keeps the file and the load's row; both are durable when it returns. Throws HubError FEED_UNKNOWN, DECLARED_DATE_FUTURE, FILE_*. */
export async function receiveLoad(deps: LoadDeps, request: LoadRequest): Promise<LoadView> {
  findFeed(deps.libraries, request.library, request.feed);
  const declaredDate = request.declaredDate ?? dateInName(request.fileName) ?? deps.clock.today();
  refuseFuture(declaredDate, deps.clock);
  const load = (file: SpooledFile): NewLoad => ({
    library: request.library, feed: request.feed, fileName: request.fileName, sha256: file.sha256, bytes: file.bytes, spoolPath: file.path,
    declaredDate,
    options: request.format ? { format: request.format } : {}, origin: request.origin, createdBy: request.createdBy,
  });
  return spoolFile(request.body, deps.spoolDir, {
    keep: (file, place) => withTransaction(deps.pool, async (client) => {
      await lockInTransaction(client, spoolLock);
      await place();
      return (await client.query<LoadView>(insertLoad(load(file), deps.clock.now()))).rows[0]!;
    }),
  });
}

/** A delivery cannot speak for a day to come: after a slip of the pen every later snapshot would count as older. One day is left for clocks. */
function refuseFuture(declaredDate: string, clock: Clock): void {
  const latest = civilDate(new Date(clock.now().getTime() + 86_400_000));
  if (declaredDate > latest) throw new HubError('DECLARED_DATE_FUTURE', `declared for ${declaredDate}`, { declaredDate, latest });
}

/** The date a file name carries (…_20260401.csv, …2026-04-01…), if it carries exactly one plausible date. */
export function dateInName(fileName: string): string | null {
  const found = [...fileName.matchAll(/(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/g)];
  if (found.length !== 1) return null;
  const [, year, month, day] = found[0]!;
  const iso = `${year}-${month}-${day}`;
  return new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso) ? iso : null;
}

/** The library and feed of these codes; HubError FEED_UNKNOWN. */
export function findFeed(libraries: readonly LibraryDefinition[], library: string, feed: string): { library: LibraryDefinition; feed: FeedDefinition } {
  const found = libraries.find((candidate) => candidate.code === library);
  const definition = found?.feeds[feed];
  if (!found || !definition) throw new HubError('FEED_UNKNOWN', `no feed ${feed} in library ${library}`, { library, feed });
  return { library: found, feed: definition };
}

/**
 * Works on a load until it is done, held, refused or failed. Returns null when it is not to be worked on now. A refusal is the
 * load's outcome, not an error of the call; a fault marks the load `failed` and is thrown. Null also when another process took the
 * load over meanwhile: nothing of this one's work stays.
 */
export async function processLoad(hub: LoadDeps, loadId: number, onProgress?: (progress: StageProgress) => void): Promise<LoadView | null> {
  // A lease of this call alone: two calls of one process are as strange to each other as two processes.
  const deps: LoadDeps = { ...hub, owner: `${hub.owner} ${hub.newId()}` };
  const load = await leaseLoad(deps.pool, loadId, deps.owner, leaseSeconds);
  if (!load) return null;
  let progress: LoadCounts = {};
  const heartbeat = setInterval(() => {
    keepLease(deps.pool, loadId, deps.owner, leaseSeconds, progress).catch((error: unknown) => deps.log.warn({ loadId, error: String((error as Error).name) }, 'heartbeat missed'));
  }, heartbeatMs);
  try {
    const startedAt = performance.now();
    await stage(deps, load, (step) => {
      progress = { rows: step.rows, rejected: step.rejected };
      onProgress?.(step);
    });
    await waitForOthers(deps, load, performance.now() - startedAt);
    return await apply(deps, load).catch(async (error: unknown) => {
      if (!(error instanceof RowsUnread)) throw error;
      await stageAnew(deps, load, { readsAll: true, onProgress });
      return apply(deps, load);
    });
  } catch (error) {
    return await endLoad(deps, load, error);
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * Loads that are being staged beside this one are waited for, to be applied together with it: at most for as long as its own staging
 * took, so that a small file never waits long for a large one.
 */
async function waitForOthers(deps: LoadDeps, load: LoadWork, most: number): Promise<void> {
  if (findFeed(deps.libraries, load.library, load.feed).library.subject) return;
  for (const until = performance.now() + most; performance.now() < until && (await isStagingBeside(deps.pool, load));) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Refused for a reason that a person can mend, or failed for one that only an engineer can. */
async function endLoad(deps: LoadDeps, load: LoadWork, error: unknown): Promise<LoadView | null> {
  const { loadId } = load;
  const isRefusal = error instanceof HubError;
  const mark: LoadMark = {
    state: isRefusal ? 'refused' : 'failed', isFinished: true,
    problem: isRefusal ? { code: error.code, details: error.details } : { code: 'FAULT' },
  };
  const marked = isRefusal && error.code === overLimit ? refuseWithRejects(deps, load, mark) : markLoad(deps.pool, loadId, mark, deps.owner);
  const view = await unlessLost(marked);
  if (view === null) return null;
  for (const statement of dropStaging(loadId)) await deps.pool.query(statement);
  if (!isRefusal) throw error;
  return view;
}

/** The good rows are not recorded; the bad ones are kept with their reasons, for whoever must correct the file. */
async function refuseWithRejects(deps: LoadDeps, load: LoadWork, mark: LoadMark): Promise<LoadView> {
  const { library, feed } = findFeed(deps.libraries, load.library, load.feed);
  const { rows, rejected, rejects } = mark.problem?.details as unknown as Staged;
  return withTransaction(deps.pool, async (client) => {
    await client.query(keepRejects({ lib: librarySql(library), loadId: load.loadId, feed: feed.code, now: deps.clock.now() }));
    return markLoad(client, load.loadId, { ...mark, counts: { rows, rejected, rejects } }, deps.owner);
  });
}

/** Whether the load's rejects can be read: recorded beside its good rows, or kept of a file refused for them. */
export function hasRejects({ state, counts, problem }: LoadView): boolean {
  return (counts.rejected ?? 0) > 0 && (state === 'done' || problem?.code === overLimit);
}

/** What was marked, or null when the lease is lost. */
async function unlessLost(marked: Promise<LoadView>): Promise<LoadView | null> {
  return marked.catch((error: unknown) => {
    if (error instanceof LeaseLost) return null;
    throw error;
  });
}

/** Stages the file, or finds it staged already: an unlogged table that lost its rows in a crash is filled again from the spool. */
async function stage(deps: LoadDeps, load: LoadWork, onProgress: (progress: StageProgress) => void): Promise<void> {
  if (!(await isStagedWhole(deps.pool, load))) await stageAnew(deps, load, { readsAll: false, onProgress });
}

interface StageOptions {
  readonly readsAll: boolean;
  readonly onProgress?: (progress: StageProgress) => void;
}

async function stageAnew(deps: LoadDeps, load: LoadWork, { readsAll, onProgress = () => undefined }: StageOptions): Promise<void> {
  const { library, feed } = findFeed(deps.libraries, load.library, load.feed);
  await markLoad(deps.pool, load.loadId, { state: 'staging' }, deps.owner);
  const here: StageFile = (request, progress) => stageFile(deps, request, progress);
  const run = deps.stage && load.bytes >= threadWorthBytes ? deps.stage : here;
  const staged = await run({
    library, feed, loadId: load.loadId, path: load.spoolPath, fileName: load.fileName, readsAll,
    format: load.options.format as FileFormat | undefined, declaredDate: load.declaredDate,
  }, onProgress);
  await markLoad(deps.pool, load.loadId, {
    state: 'staged', isStaged: true, options: { staged },
    counts: { rows: staged.rows, rejected: staged.rejected, issues: staged.issues, rejects: staged.rejects, unknownColumns: staged.columns },
  }, deps.owner);
}

/** Whether the staging tables hold what staging found. */
async function isStagedWhole(pool: Pool, { loadId, state, options }: LoadWork): Promise<boolean> {
  const before = options.staged as Staged | undefined;
  if (state !== 'staged' || !before) return false;
  const [table, known] = [ident('staging', stagingTable(loadId)), ident('staging', knownTable(loadId))];
  const { rows: [found] } = await pool.query<{ is_there: boolean }>(sql`
    select to_regclass(${table.text}) is not null and to_regclass(${known.text}) is not null as is_there`);
  if (!found?.is_there) return false;
  const { rows } = await pool.query<{ count: number }>(sql`select (select count(*) from ${table}) + (select count(*) from ${known}) as count`);
  return rows[0]?.count === before.staged + (before.known ?? 0);
}

/** Applies the load with those that wait beside it; alone where that fails, so that no load fails for another's sake. */
async function apply(deps: LoadDeps, load: LoadWork): Promise<LoadView | null> {
  const views = await applyWaiting(deps, load, { most: batchLoads }).catch((error: unknown) => {
    if (!(error instanceof BatchFailed)) throw error;
    deps.log.warn({ loadId: load.loadId, err: error.cause }, 'loads could not be applied together');
    return applyWaiting(deps, load, { most: 1 });
  });
  for (const { state, loadId } of views) if (state === 'done') for (const statement of dropStaging(loadId)) await deps.pool.query(statement);
  const view = views.find(({ loadId }) => loadId === load.loadId) ?? (await readLoad(deps, load.loadId));
  return view && !isOpen(view) ? view : null;
}

/** Whether somebody still has to work on the load. */
const isOpen = ({ state }: LoadView): boolean => state === 'received' || state === 'staging' || state === 'staged' || state === 'applying';

/** Some load of several could not be applied; the transaction took nothing. */
class BatchFailed extends Error {}

/** One transaction: the views of the loads that it applied; none when another's transaction applied this one already. */
async function applyWaiting(deps: LoadDeps, load: LoadWork, { most }: { most: number }): Promise<LoadView[]> {
  const { library } = findFeed(deps.libraries, load.library, load.feed);
  let isBatch = false;
  return withTransaction(deps.pool, async (client) => {
    await lockLibrary(client, library, deps.libraries);
    const own = await findStaged(client, load.loadId);
    if (own === null) return [];
    const waiting = [own, ...(await findBeside(deps, client, { own, library, most }))];
    isBatch = waiting.length > 1;
    const outcomes = await applyLoads(client, {
      library, now: deps.clock.now(), libraries: deps.libraries,
      loads: waiting.map((each) => loadToApply(library, each)),
    });
    const views: LoadView[] = [];
    for (const [place, { loadId, stagedMark }] of waiting.entries()) {
      const [owner, of] = place === 0 ? [deps.owner, {}] : [undefined, { from: 'staged', stagedMark } as const];
      views.push(await markLoad(client, loadId, { ...of, ...markOf(outcomes[place]!) }, owner));
    }
    return views;
  }).catch((error: unknown) => {
    throw isBatch ? new BatchFailed('a batch of loads failed', { cause: error }) : error;
  });
}

/** What else is staged of the library. Subject records are counted by all that a load moves, and so they are applied one load at a time. */
async function findBeside(
  deps: LoadDeps, client: PoolClient, { own, library, most }: { own: StagedWork; library: LibraryDefinition; most: number },
): Promise<StagedWork[]> {
  if (library.subject || most < 2) return [];
  const found: StagedWork[] = [];
  for (const each of await findStagedBeside(client, own, most - 1)) {
    if (library.feeds[each.feed] && (await isStagedWhole(deps.pool, each))) found.push(each);
  }
  return found;
}

function loadToApply(library: LibraryDefinition, { loadId, feed, declaredDate, options }: LoadWork): LoadToApply {
  const staged = options.staged as Staged;
  return {
    feed: library.feeds[feed]!, loadId, declaredDate, supplied: new Set(staged.supplied), sources: staged.sources,
    known: staged.known ?? 0, doneLoads: staged.doneLoads ?? 0, isApproved: options.isApproved === true,
  };
}

function markOf(outcome: ApplyOutcome): LoadMark {
  if (outcome.state === 'done') return { state: 'done', isFinished: true, counts: outcome.counts };
  return {
    state: 'held', counts: { missing: outcome.missing },
    problem: { code: 'SNAPSHOT_GUARD', details: { missing: outcome.missing, held: outcome.of, guard: outcome.guard } },
  };
}

/** A person's word on a held snapshot: the first counts. Approved, it is applied by whoever works next. Throws LOAD_UNKNOWN, LOAD_NOT_HELD. */
export async function decideHeldLoad(deps: LoadDeps, loadId: number, decision: 'approve' | 'refuse', by: string): Promise<LoadView> {
  const load = await readLoad(deps, loadId);
  if (!load) throw new HubError('LOAD_UNKNOWN', `no load ${loadId}`, { loadId });
  const mark: LoadMark = decision === 'approve'
    ? { from: 'held', state: 'staged', options: { isApproved: true, decidedBy: by } }
    : { from: 'held', state: 'refused', isFinished: true, options: { decidedBy: by }, problem: load.problem };
  const view = await unlessLost(markLoad(deps.pool, loadId, mark));
  if (view === null) throw new HubError('LOAD_NOT_HELD', `load ${loadId} is not held`, { loadId, state: (await readLoad(deps, loadId))?.state });
  if (decision === 'refuse') for (const statement of dropStaging(loadId)) await deps.pool.query(statement);
  return view;
}

/** Works off every load that waits, oldest first; those of a dead process too. Returns how many were finished; a fault of one stops none. */
export async function processOpenLoads(deps: LoadDeps): Promise<number> {
  const waiting = await findOpenLoads(deps.pool, 100);
  let finished = 0;
  const work = async (): Promise<void> => {
    for (let loadId = waiting.shift(); loadId !== undefined; loadId = waiting.shift()) {
      try {
        if (await processLoad(deps, loadId)) finished += 1;
      } catch (error) {
        deps.log.error({ loadId, err: error }, 'load failed');
      }
    }
  };
  await Promise.all(Array.from({ length: parallelLoads }, work));
  return finished;
}
