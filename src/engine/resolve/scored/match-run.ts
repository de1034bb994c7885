// One run of matching: takes what waits, compares, links. A few records stay in one transaction on one connection, many are compared by
// threads outside the library's lock; either way linking is one transaction that holds it.
import type { Pool, PoolClient } from 'pg';
import { sql, type Query } from '../../../store/sql.ts';
import { withTransaction } from '../../../store/transaction.ts';
import { librarySql, type LibrarySql } from '../../library-sql.ts';
import { runAll, sendAll } from '../../run-statements.ts';
import type { CompiledScorer } from './active-scorer.ts';
import { linkInHalves, linkMatched } from './link-matched.ts';
import type { MatchPlan } from './match-plan.ts';
import type { MatchDeps, MatchRun } from './match-queue.ts';
import { fillKeys, fillScored, keysOf, scoresOf } from './part.ts';
import { withPartPool } from './part-pool.ts';
import { Profiles, type TextRow } from './profiles.ts';
import {
  addKeys, addScored, analyze, createWorkTables, dropWorkTables, findPairs, keepKeys, readPaired, readPairs, readTaken, replaceKeys, sizeKeys, takeQueue,
  workTables, type WorkTables,
} from './work-tables.sql.ts';

/** Up to so many records are worked off on a standing connection. */
export const fewRecords = 50;
/** From this many records on, the work is shared by threads. */
export const largeQueue = 5_000;
export const threads = 2;
/** Records taken at once; memory in PostgreSQL and in clustering is bounded by it. */
const mostAtOnce = 2_000_000;

export interface RunScope {
  /** Holds the run's lock. */
  readonly client: PoolClient;
  readonly plan: MatchPlan;
  readonly active: CompiledScorer;
  /** A few records are read at once. */
  readonly isFew: boolean;
  readonly isLarge: boolean;
}

/** Works off what waits now, up to the most that is taken at once. */
export function matchOnce(deps: MatchDeps, run: RunScope): Promise<MatchRun> {
  return run.isLarge ? matchMany(deps, run) : matchSome(deps, run);
}

async function matchSome(deps: MatchDeps, { client, plan, active, isFew }: RunScope): Promise<MatchRun> {
  const lib = librarySql(plan.library);
  const tables = workTables(lib, false);
  const scope = { lib, plan, tables, active };
  const { compared, before } = isFew ? await compareFew(client, scope) : { compared: await compareSome(client, scope), before: [] };
  await linkMatched(client, { ...scope, deps, isFew, compared }, before);
  return compared;
}

interface SmallScope extends Omit<CompareScope, 'wholeOn'> {
  readonly active: CompiledScorer;
}

/** Begins the transaction. */
async function compareSome(client: PoolClient, { active, ...scope }: SmallScope): Promise<MatchRun> {
  const { lib, plan, tables } = scope;
  await client.query('begin');
  await client.query(sql`set local work_mem = '256MB'`);
  await runAll(client, createWorkTables(tables));
  const records = (await client.query(takeQueue(lib, tables, mostAtOnce))).rowCount ?? 0;
  return { records, ...(await comparePairs(client, { ...scope, wholeOn: null, run: partsHere(client, plan, { tables, active }) })) };
}

/** As compareSome(), with few round trips: nothing is counted for the planner, what is read fits into memory, and `before` is left to be sent with what follows. */
async function compareFew(client: PoolClient, { lib, plan, tables, active }: SmallScope): Promise<{ compared: MatchRun; before: Query[] }> {
  const asRows = (query: Query): Query => ({ ...query, rowMode: 'array' }) as Query;
  const range = { part: 0, parts: 1 };
  const started = await sendAll(client, ['begin', ...createWorkTables(tables), takeQueue(lib, tables, fewRecords), asRows(readTaken(plan, lib, { of: tables.taken, ...range }))]);
  const keys = keysOf(plan, started.at(-1)!.rows as TextRow[]);
  const [, , , found, met, paired] = await sendAll(client, [
    addKeys(tables, keys), keepKeys(lib, tables), sizeKeys(plan, lib, tables), findPairs(plan, lib, tables), asRows(readPairs({ of: tables.pair, ...range })), asRows(readPaired(plan, lib, tables)),
  ]);
  const profiles = new Profiles(plan);
  profiles.add(paired!.rows as TextRow[]);
  const scored = scoresOf(plan, met!.rows as TextRow[], { profiles, pairs: active.pairs, isWhole: false });
  const compared = { records: started.at(-2)!.rowCount ?? 0, keys: keys.length, pairs: found!.rowCount ?? 0, candidates: scored.length };
  return { compared, before: [addScored(tables, scored)] };
}

async function matchMany(deps: MatchDeps, { client, plan, active }: RunScope): Promise<MatchRun> {
  const lib = librarySql(plan.library);
  const tables = workTables(lib, true);
  await runAll(client, createWorkTables(tables));
  try {
    const records = (await client.query(takeQueue(lib, tables, mostAtOnce))).rowCount ?? 0;
    const wholeOn = (await isEveryRecord(client, lib, tables)) ? deps.pool : null;
    const compared = { records, ...(await compareByThreads(client, { lib, plan, tables, wholeOn, active, url: deps.databaseUrl! })) };
    await linkInHalves(client, { lib, plan, tables, active, deps, isFew: false, compared });
    return compared;
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

/** Fills `keys` from `taken`, or `scored` from `pair`; resolves with the rows written. */
export type FillPart = (kind: 'keys' | 'score') => Promise<number>;

/** What a comparison is at, in this order. */
export type CompareStep = 'keys' | 'pairs' | 'scores';

export interface CompareScope {
  readonly lib: LibrarySql;
  readonly plan: MatchPlan;
  readonly tables: WorkTables;
  /** Every record is taken, and the library's keys are replaced beside the comparing, on a connection of this pool. */
  readonly wholeOn: Pool | null;
  /** Told before each step; waited for. */
  readonly onStep?: (step: CompareStep) => Promise<void>;
}

/** In the client's transaction. */
export function partsHere(client: PoolClient, plan: MatchPlan, { tables, active }: { tables: WorkTables; active: CompiledScorer }): FillPart {
  return (kind) => (kind === 'keys' ? fillKeys(client, plan, tables) : fillScored(client, plan, { tables, pairs: active.pairs, isWhole: false }));
}

/** Outside of any transaction: the threads see what the client has written. The session is left as it was. */
export async function compareByThreads(client: PoolClient, { active, url, ...scope }: CompareScope & { active: CompiledScorer; url: string }): Promise<Omit<MatchRun, 'records'>> {
  const { library } = scope.plan;
  await client.query(sql`set work_mem = '256MB'`);
  try {
    return await withPartPool(url, threads, (run) =>
      comparePairs(client, { ...scope, run: (kind) => run({ kind, library, model: kind === 'keys' ? null : active.scorer.model, isWhole: scope.wholeOn !== null }) }));
  } finally {
    await client.query(sql`reset work_mem`);
  }
}

/** Fills `scored` from `taken`. */
export async function comparePairs(client: PoolClient, scope: CompareScope & { run: FillPart }): Promise<Omit<MatchRun, 'records'>> {
  const { lib, tables, wholeOn, onStep, run } = scope;
  await onStep?.('keys');
  await client.query(analyze(tables, 'taken'));
  const keys = await run('keys');
  await client.query(analyze(tables, 'keys'));
  if (wholeOn === null) {
    await client.query(keepKeys(lib, tables));
    return { keys, ...(await scorePairs(client, scope)) };
  }
  // A run over everything finds its pairs among its own keys.
  const [scored] = await Promise.all([scorePairs(client, scope), withTransaction(wholeOn, (beside) => runAll(beside, [sql`set local work_mem = '256MB'`, ...replaceKeys(lib, tables)]))]);
  return { keys, ...scored };
}

/** Fills `scored` from `keys`. */
async function scorePairs(client: PoolClient, { lib, plan, tables, wholeOn, onStep, run }: CompareScope & { run: FillPart }): Promise<{ pairs: number; candidates: number }> {
  const range = wholeOn === null ? 'library' : 'whole';
  await onStep?.('pairs');
  await runAll(client, [sizeKeys(plan, lib, tables, range), analyze(tables, 'sized')]);
  const pairs = (await client.query(findPairs(plan, lib, tables, range))).rowCount ?? 0;
  await client.query(analyze(tables, 'pair'));
  await onStep?.('scores');
  const candidates = pairs === 0 ? 0 : await run('score');
  await client.query(analyze(tables, 'scored'));
  return { pairs, candidates };
}
