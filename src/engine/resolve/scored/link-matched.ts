// From scored pairs to links: new candidates for old, clusters, golden records, tasks; and the queue is shorter.
import type { PoolClient } from 'pg';
import { copyOut } from '../../../store/copy.ts';
import { sql } from '../../../store/sql.ts';
import { withTransaction } from '../../../store/transaction.ts';
import { analyzeWork } from '../../../store/work-table.ts';
import { lockLibrary, recomputeTouched, settle } from '../../apply-load.ts';
import type { RecomputeScope } from '../../golden/recompute.sql.ts';
import { createWorkTables as createLoadTables } from '../../ingest/record-sources.sql.ts';
import type { LibrarySql } from '../../library-sql.ts';
import { runAll } from '../../run-statements.ts';
import { refreshStatistics } from '../../statistics.ts';
import { cappedBlocks } from '../../steward/tasks.sql.ts';
import { relabelMoved } from '../relabel.ts';
import type { CompiledScorer } from './active-scorer.ts';
import { createElsewhere, firstHalf, gainNearby, moveNearby, noteNearby, otherHalf, replaceCandidates, unqueue, type NearbyPart } from './candidates.sql.ts';
import type { MatchPlan } from './match-plan.ts';
import type { MatchDeps, MatchRun } from './match-queue.ts';
import { copyLines } from './part.ts';
import { cappedKeys, type WorkTables } from './work-tables.sql.ts';

export interface LinkScope {
  readonly lib: LibrarySql;
  readonly plan: MatchPlan;
  readonly tables: WorkTables;
  readonly active: CompiledScorer;
  readonly deps: MatchDeps;
  readonly isFew: boolean;
  readonly compared: MatchRun;
}

/** In the caller's transaction, under the library's lock until it ends. */
export async function linkMatched(client: PoolClient, scope: LinkScope): Promise<void> {
  const { lib, tables, deps } = scope;
  await lockLibrary(client, lib.library, deps.libraries);
  await renewCandidates(client, scope);
  await linkNearby(client, scope, { now: deps.clock.now() });
  await client.query(unqueue(lib, tables));
}

/**
 * As linkMatched(), in transactions of its own: golden records that have nothing to do with each other are linked side by side, on two
 * connections, in a half the time. Nobody else changes the library meanwhile. The second half's tasks are judged when the first one is
 * committed: a pair of two numbers may lie across both. A run that fails between the two leaves the queue as it was.
 */
export async function linkInHalves(client: PoolClient, scope: LinkScope): Promise<void> {
  const { lib, tables, deps } = scope;
  await client.query('begin');
  await lockLibrary(client, lib.library, deps.libraries);
  await renewCandidates(client, scope);
  await client.query('commit');
  await client.query('begin');
  await lockLibrary(client, lib.library, deps.libraries);
  const now = deps.clock.now();
  await withTransaction(deps.pool, async (other) => {
    await runAll(other, [...settings, createElsewhere()]);
    let toldGrown: () => void;
    const isGrown = new Promise<void>((resolve) => (toldGrown = resolve));
    const first = withTransaction(deps.pool, async (one) => {
      await runAll(one, settings);
      await linkNearby(one, scope, { now, which: firstHalf, onGrown: async () => {
        await copyScope(one, other);
        toldGrown();
      } });
    });
    // Whatever becomes of the other half: nobody lets go of the library before the first one has ended.
    const rest = Promise.race([isGrown, first]).then(() => linkNearby(other, scope, { now, which: otherHalf, beforeTasks: first }));
    for (const half of await Promise.allSettled([first, rest])) if (half.status === 'rejected') throw half.reason;
  });
  await client.query(unqueue(lib, tables));
  await client.query('commit');
}

/** Small samples of the work tables tell the planner enough. */
const settings = [sql`set local work_mem = '256MB'`, sql`set local default_statistics_target = 10`];

/** Fills `elsewhere` of the other connection with the scope of this one. */
async function copyScope(one: PoolClient, other: PoolClient): Promise<void> {
  await copyLines(other, 'elsewhere', ['record_id'], copyOut(one, 'select record_id from scope'));
  await other.query(analyzeWork('elsewhere'));
}

async function renewCandidates(client: PoolClient, { lib, tables, active, isFew, compared }: LinkScope): Promise<void> {
  await runAll(client, [...noteNearby(lib, tables), ...replaceCandidates(lib, tables, active.modelId)]);
  if (isFew) return;
  await refreshStatistics(client, lib, compared.keys, ['block_key']);
  await refreshStatistics(client, lib, compared.candidates, ['candidate']);
}

interface NearbyScope {
  readonly now: Date;
  readonly which?: NearbyPart;
  /** See relabelMoved(). */
  readonly onGrown?: () => Promise<void>;
  readonly beforeTasks?: Promise<void>;
}

/** Decides the records of `nearby` anew, with what follows. */
async function linkNearby(client: PoolClient, { lib, plan, tables, active, deps }: LinkScope, { now, which, onGrown, beforeTasks }: NearbyScope): Promise<void> {
  await runAll(client, [...createLoadTables(), moveNearby(lib, tables, which)]);
  await relabelMoved(client, lib, { onGrown });
  await client.query(analyzeWork('touched'));
  const scope: RecomputeScope = { lib, now, cause: `model:${active.modelId}` };
  await recomputeTouched(client, scope);
  await client.query(gainNearby(lib, tables, which));
  await beforeTasks;
  await settle(client, scope, deps, cappedBlocks(lib, plan.scored.blocks, { keys: tables.keys, capped: cappedKeys(plan, tables) }));
}
