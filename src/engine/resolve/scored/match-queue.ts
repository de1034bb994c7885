// Works off a library's match queue: records that are new or changed are found under their keys, compared with whom they meet, scored,
// and linked. What a run takes from the queue is marked by its moment, so that a record changed meanwhile stays queued; a run that dies
// leaves the queue as it was. Keys and scores are computed outside the library's lock; only linking holds it.
import type { Pool, PoolClient } from 'pg';
import type { Surroundings } from '../../derive-further.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { sql } from '../../../store/sql.ts';
import { lockInTransaction, tryAdvisoryLock } from '../../../store/transaction.ts';
import { librariesToLock, libraryLock, recomputeTouched, runAll, settle } from '../../apply-load.ts';
import type { RecomputeScope } from '../../golden/recompute.sql.ts';
import { createWorkTables as createLoadTables } from '../../ingest/record-sources.sql.ts';
import { librarySql, type LibrarySql } from '../../library-sql.ts';
import { readActiveModel, type ActiveModel } from '../model/model-store.ts';
import { cappedBlocks } from '../../steward/tasks.sql.ts';
import { relabelMoved } from '../relabel.ts';
import { gainNearby, noteMatched, replaceCandidates, unqueue } from './candidates.sql.ts';
import { planMatch, type MatchPlan } from './match-plan.ts';
import { queueRecords } from './queue.sql.ts';
import { copyLines, keyColumns, keyLines, scoreColumns, scoreLines, tablesText } from './part.ts';
import { withPartPool, type RunParts } from './part-pool.ts';
import {
  createWorkTables, dropFormerKeys, dropWorkTables, findPairs, keepKeys, noteCapped, takeQueue, workTables, type WorkTables,
} from './work-tables.sql.ts';

export interface MatchDeps extends Surroundings {
  readonly pool: Pool;
  readonly clock: Clock;
  /** The database as the runtime role, for threads; absent: everything runs in this thread. */
  readonly databaseUrl?: string;
}

export interface MatchRun {
  readonly records: number;
  readonly keys: number;
  readonly pairs: number;
  /** Pairs that were kept: matches, reviews and vetoes. */
  readonly candidates: number;
}

/** From this many records on, the work is shared by threads. */
export const largeQueue = 5_000;
export const threads = 2;
/** Records taken at once; memory in PostgreSQL and in clustering is bounded by it. */
const mostAtOnce = 2_000_000;

/** Name of the lock that one run of a library holds. */
export const matchLock = (code: string): string => `match:${code}`;

/** Works off the queue until it is empty. Null: nothing waits, the library has no active model, or another process works on it. */
export async function matchPending(deps: MatchDeps, code: string): Promise<MatchRun | null> {
  const library = deps.libraries.find((candidate) => candidate.code === code);
  const plan = library && planMatch(library);
  if (!plan || (await isQueueEmpty(deps.pool, plan))) return null;
  const held = await tryAdvisoryLock(deps.pool, matchLock(code), async (client) => {
    const active = await readActiveModel(client, code);
    if (!active || active.model.rulesDigest !== plan.rulesDigest) return null;
    let total: MatchRun = { records: 0, keys: 0, pairs: 0, candidates: 0 };
    for (;;) {
      const run = await matchOnce(deps, { client, plan, active });
      if (run.records === 0) return total;
      total = { records: total.records + run.records, keys: total.keys + run.keys, pairs: total.pairs + run.pairs, candidates: total.candidates + run.candidates };
    }
  });
  return held.isHeld ? held.result : null;
}

/**
 * Finds the keys and candidates of all records anew, as after the loss of those tables or a change of the rules. Where no model is
 * active there are none. False: another process is at it.
 */
export async function rematchLibrary(deps: MatchDeps, code: string): Promise<boolean> {
  const library = deps.libraries.find((candidate) => candidate.code === code);
  if (!library?.matchRules.scored || !(await readActiveModel(deps.pool, code))) return true;
  const lib = librarySql(library);
  const cleared = await tryAdvisoryLock(deps.pool, matchLock(code), async (client) => {
    await client.query(sql`truncate ${lib.table('block_key')}`);
    await client.query(queueRecords(lib, sql`select record_id from ${lib.table('source_record')} where not is_withdrawn`, deps.clock.now()));
  });
  return cleared.isHeld && (await matchPending(deps, code)) !== null;
}

/** Asked before anything is read or locked: mostly nothing waits. */
async function isQueueEmpty(pool: Pool, plan: MatchPlan): Promise<boolean> {
  return (await pool.query(sql`select from ${librarySql(plan.library).table('match_queue')} limit 1`)).rowCount === 0;
}

interface RunScope {
  /** Holds the run's lock; its temporary tables are those of small runs. */
  readonly client: PoolClient;
  readonly plan: MatchPlan;
  readonly active: ActiveModel;
}

async function matchOnce(deps: MatchDeps, { client, plan, active }: RunScope): Promise<MatchRun> {
  const lib = librarySql(plan.library);
  const { rows: [queue] } = await client.query<{ waiting: number }>(sql`
    select count(*)::integer as waiting from (select from ${lib.table('match_queue')} limit ${largeQueue}) first`);
  if (queue!.waiting === 0) return { records: 0, keys: 0, pairs: 0, candidates: 0 };
  const isLarge = queue!.waiting === largeQueue && deps.databaseUrl !== undefined;
  const tables = workTables(lib, isLarge);
  await runAll(client, createWorkTables(tables, isLarge));
  try {
    const records = (await client.query(takeQueue(lib, tables, mostAtOnce))).rowCount ?? 0;
    const isWhole = isLarge && (await isEveryRecord(client, lib, tables));
    const compare = (run: RunParts): Promise<Omit<MatchRun, 'records'>> => comparePairs(client, { lib, plan, tables, run, active, isWhole });
    const counts = isLarge ? await withPartPool(deps.databaseUrl!, threads, compare) : await compare(runHere(client, plan, tables));
    await client.query('begin');
    await linkMatched(client, { lib, plan, tables, active, now: deps.clock.now(), libraries: deps.libraries, deriveFurther: deps.deriveFurther });
    await client.query('commit');
    return { records, ...counts };
  } finally {
    await client.query('rollback');
    await runAll(client, dropWorkTables(tables));
  }
}

/** Whether the run took every record: then its own keys are all there are, and none of them is of former values. */
async function isEveryRecord(client: PoolClient, lib: LibrarySql, { taken }: WorkTables): Promise<boolean> {
  const { rows } = await client.query<{ isWhole: boolean }>(sql`
    select (select count(*) from ${lib.table('source_record')} where not is_withdrawn)
      <= (select count(*) from ${taken} join ${lib.table('source_record')} r using (record_id) where not r.is_withdrawn) as "isWhole"`);
  return rows[0]!.isWhole;
}

/** Small runs: both row loops on the run's own connection, whose temporary tables no other sees. */
export function runHere(client: PoolClient, plan: MatchPlan, tables: WorkTables): RunParts {
  return async ({ kind, model, isWhole }) => {
    const lines: string[] = [];
    await client.query('begin');
    const source = kind === 'keys'
      ? keyLines(client, plan, { of: tables.taken, part: 0, parts: 1 })
      : scoreLines(client, plan, { of: tables.pair, part: 0, parts: 1, model: model!, isWhole });
    for await (const text of source) lines.push(text);
    await client.query('commit');
    const [table, columns] = kind === 'keys' ? [tables.keys, keyColumns] as const : [tables.scored, scoreColumns] as const;
    return copyLines(client, tablesText(table), columns, (async function* () { yield* lines; })());
  };
}

export interface CompareScope {
  readonly lib: LibrarySql;
  readonly plan: MatchPlan;
  readonly tables: WorkTables;
  readonly run: RunParts;
  readonly active: ActiveModel;
  readonly isWhole: boolean;
}

/** Fills `scored` from `taken`. */
export async function comparePairs(client: PoolClient, { lib, plan, tables, run, active, isWhole }: CompareScope): Promise<Omit<MatchRun, 'records'>> {
  await client.query(sql`set work_mem = '256MB'`);
  await client.query(sql`analyze ${tables.taken}`);
  const keys = await run({ kind: 'keys', library: plan.library, model: null, isWhole });
  await client.query(sql`analyze ${tables.keys}`);
  if (isWhole) await client.query(dropFormerKeys(lib, tables));
  await client.query(keepKeys(lib, tables));
  const pairs = (await client.query(findPairs(plan, lib, tables, isWhole ? 'whole' : 'library'))).rowCount ?? 0;
  await client.query(sql`analyze ${tables.pair}`);
  const candidates = await run({ kind: 'score', library: plan.library, model: active.model, isWhole });
  await client.query(sql`analyze ${tables.scored}`);
  await client.query(sql`reset work_mem`);
  return { keys, pairs, candidates };
}

interface LinkScope extends Surroundings {
  readonly lib: LibrarySql;
  readonly plan: MatchPlan;
  readonly tables: WorkTables;
  readonly active: ActiveModel;
  readonly now: Date;
}

/** In the caller's transaction: new candidates for old, clusters, golden records, tasks; and the queue is shorter. */
async function linkMatched(client: PoolClient, { lib, plan, tables, active, now, ...around }: LinkScope): Promise<void> {
  for (const name of librariesToLock(lib.library, around.libraries)) await lockInTransaction(client, libraryLock(name));
  await client.query(sql`set local work_mem = '256MB'`);
  await runAll(client, createLoadTables());
  await runAll(client, noteMatched(lib, tables));
  await runAll(client, replaceCandidates(lib, tables, active.modelId));
  await relabelMoved(client, lib);
  await client.query(sql`analyze touched`);
  const scope: RecomputeScope = { lib, now, cause: `model:${active.modelId}` };
  await recomputeTouched(client, scope);
  await client.query(gainNearby(lib));
  await runAll(client, noteCapped(plan, lib, tables));
  await settle(client, scope, around, cappedBlocks(plan.scored.blocks, tables.keys));
  await client.query(unqueue(lib, tables));
}
