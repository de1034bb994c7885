// A load from delivery to golden records: received and spooled, staged, applied. Every step leaves a mark, and whoever finds a load
// whose worker died goes on from its last mark; nothing is lost and nothing is done twice.
import type { Readable } from 'node:stream';
import type { Surroundings } from './derive-further.ts';
import type { Pool } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { civilDate, type Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { lockInTransaction, withTransaction } from '../store/transaction.ts';
import { applyStaged, isStagedWhole } from './apply-waiting.ts';
import { keepRejects } from './ingest/record-sources.sql.ts';
import { prepareStaging, refuseOverLimit, stageFile, type Staged, type StageFile, type StageProgress, type StageRequest } from './ingest/stage-file.ts';
import { stageParts } from './ingest/stage-parts.ts';
import { countDone, dropStaging } from './ingest/staging.sql.ts';
import { librarySql } from './library-sql.ts';
import {
  findOpenLoads, insertLoad, keepLease, leaseLoad, LeaseLost, markLoad, readLoad,
  type LoadCounts, type LoadMark, type LoadOrigin, type LoadView, type LoadWork, type NewLoad,
} from './load-store.ts';
import { cutInHalves, type FilePart } from './readers/file-halves.ts';
import type { FileFormat } from './readers/read-rows.ts';
import { spoolFile, type SpooledFile } from './readers/spool.ts';
import { RowsUnread } from './record-load.ts';
import { spoolLock } from './spool-retention.ts';
import { endBoundTask, loadKey } from './steward/bound-tasks.sql.ts';

export { readLoad, type LoadCounts, type LoadView } from './load-store.ts';

export interface LoadDeps extends Surroundings {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly spoolDir: string;
  /** Names this process in leases. */
  readonly owner: string;
  readonly log: Log;
  /** Stages files elsewhere (createStagePool); absent: in this thread. */
  readonly stage?: StageFile;
  /** See ApplyRequest; tests prepare for many with few. */
  readonly bulkRows?: number;
  /** Bytes from which on a file is staged in halves; 16 MiB by default. */
  readonly cutBytes?: number;
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
const overLimit = 'LOAD_REJECTS_OVER_LIMIT';
/** A smaller file is staged sooner than a thread has started. */
const threadWorthBytes = 4 * 1024 * 1024;
/** A smaller file is staged by one thread; the others have files of their own, or nothing to gain. */
const cutWorthBytes = 16 * 1024 * 1024;
/** Loads worked on at once: two are staged while others wait for the one that is applied. */
const parallelLoads = 4;

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

/** Who wants to know how far a load is. */
export interface LoadWatch {
  readonly onProgress?: (progress: StageProgress) => void;
  /** The file is read and was not refused. */
  readonly onStaged?: () => void;
}

/**
 * Works on a load until it is done, held, refused or failed. Returns null when it is not to be worked on now. A refusal is the
 * load's outcome, not an error of the call; a fault marks the load `failed` and is thrown. Null also when another process took the
 * load over meanwhile: nothing of this one's work stays.
 */
export async function processLoad(hub: LoadDeps, loadId: number, { onProgress, onStaged }: LoadWatch = {}): Promise<LoadView | null> {
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
    onStaged?.();
    return await applyStaged(deps, load, performance.now() - startedAt).catch(async (error: unknown) => {
      if (!(error instanceof RowsUnread)) throw error;
      await stageAnew(deps, load, { readsAll: true, onProgress });
      return applyStaged(deps, load);
    });
  } catch (error) {
    return await endLoad(deps, load, error);
  } finally {
    clearInterval(heartbeat);
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
  const staged = await stageRows(deps, load, {
    library, feed, loadId: load.loadId, path: load.spoolPath, fileName: load.fileName, readsAll,
    format: load.options.format as FileFormat | undefined, declaredDate: load.declaredDate,
  }, onProgress);
  refuseOverLimit(feed, staged);
  await markLoad(deps.pool, load.loadId, {
    state: 'staged', isStaged: true, options: { staged },
    counts: { rows: staged.rows, rejected: staged.rejected, issues: staged.issues, rejects: staged.rejects, unknownColumns: staged.columns },
  }, deps.owner);
}

/** In halves where the file is large; as a whole where it is not, and where a half is refused: then the refusal names the place. */
async function stageRows(deps: LoadDeps, load: LoadWork, request: StageRequest, onProgress: (progress: StageProgress) => void): Promise<Staged> {
  const here: StageFile = (one, progress) => stageFile(deps, one, progress);
  const whole = deps.stage && load.bytes >= threadWorthBytes ? deps.stage : here;
  await prepareStaging(deps.pool, request);
  const parts = deps.stage ? await partsOf(deps, load, request) : [];
  if (!deps.stage || parts.length === 0) return whole(request, onProgress);
  return stageParts(deps.stage, request, parts, onProgress).catch(async (error: unknown) => {
    if (!(error instanceof HubError)) throw error;
    await prepareStaging(deps.pool, request);
    return whole(request, onProgress);
  });
}

/** None where rows are compared with those that are held, which every thread would have to read for itself. */
async function partsOf(
  { pool, cutBytes = cutWorthBytes }: LoadDeps, { bytes, library, feed }: LoadWork, { readsAll, path, format }: StageRequest,
): Promise<readonly FilePart[]> {
  if (bytes < cutBytes) return [];
  if (!readsAll && (await pool.query<{ done: number }>(countDone(library, feed))).rows[0]!.done > 0) return [];
  // What is wrong with a file is told by whoever reads it.
  return cutInHalves(path, format).catch(() => []);
}

/** A person's word on a held snapshot: the first counts. Approved, it is applied by whoever works next. Throws LOAD_UNKNOWN, LOAD_NOT_HELD. */
export async function decideHeldLoad(deps: LoadDeps, loadId: number, decision: 'approve' | 'refuse', by: string): Promise<LoadView> {
  const load = await readLoad(deps, loadId);
  if (!load) throw new HubError('LOAD_UNKNOWN', `no load ${loadId}`, { loadId });
  const mark: LoadMark = decision === 'approve'
    ? { from: 'held', state: 'staged', options: { isApproved: true, decidedBy: by } }
    : { from: 'held', state: 'refused', isFinished: true, options: { decidedBy: by }, problem: load.problem };
  const view = await unlessLost(withTransaction(deps.pool, async (client) => {
    const marked = await markLoad(client, loadId, mark);
    const reason = decision === 'approve' ? 'load_approved' : 'load_refused';
    await client.query(endBoundTask(loadKey(loadId), { reason, by: { client: by, operator: null }, now: deps.clock.now() }));
    return marked;
  }));
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
