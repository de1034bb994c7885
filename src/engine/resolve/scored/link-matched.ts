// From scored pairs to links: new candidates for old, clusters, golden records, tasks; and the queue is shorter.
import type { PoolClient } from 'pg';
import { copyOut } from '../../../store/copy.ts';
import { sql, type Query } from '../../../store/sql.ts';
import { withTransaction } from '../../../store/transaction.ts';
import { analyzeWork } from '../../../store/work-table.ts';
import { libraryLocks, lockLibrary, recomputing, relating, settle } from '../../apply-load.ts';
import { findSpreadPin } from '../../golden/pins.sql.ts';
import type { RecomputeScope } from '../../golden/recompute.sql.ts';
import { createChangeTables } from '../../change-tables.sql.ts';
import type { LibrarySql } from '../../library-sql.ts';
import { runAll, sendAll } from '../../run-statements.ts';
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

/** In the caller's transaction, which it ends. `before`: statements to send before it. */
export async function linkMatched(client: PoolClient, scope: LinkScope, before: readonly Query[]): Promise<void> {
  const { lib, tables, deps, isFew } = scope;
  await runAll(client, [...before, ...libraryLocks(lib.library, deps.libraries), ...renewCandidates(scope), ...move(scope)]);
  if (!isFew) await refreshRenewed(client, scope);
  await linkMoved(client, scope, { now: deps.clock.now() });
  await sendAll(client, [unqueue(lib, tables), 'commit']);
}

/**
 * As linkMatched(), in transactions of its own: golden records that have nothing to do with each other are linked side by side, on two
 * connections, in a half the time. Nobody else changes the library meanwhile. A run that fails between the two leaves the queue as it was.
 */
export async function linkInHalves(client: PoolClient, scope: LinkScope): Promise<void> {
  const { lib, tables, deps } = scope;
  await client.query('begin');
  await lockLibrary(client, lib.library, deps.libraries);
  await runAll(client, renewCandidates(scope));
  await refreshRenewed(client, scope);
  await client.query('commit');
  await client.query('begin');
  await lockLibrary(client, lib.library, deps.libraries);
  const now = deps.clock.now();
  if (!(await linkSideBySide(client, scope, now))) {
    await runAll(client, [...settings, ...move(scope)]);
    await linkMoved(client, scope, { now });
  }
  await sendAll(client, [unqueue(lib, tables), 'commit']);
}

/**
 * False when the two would meet: a pin reaches over golden records of both, or a record came into both scopes. What may lie across them
 * all the same, relations and tasks, the other half writes when the first one is committed.
 */
async function linkSideBySide(client: PoolClient, scope: LinkScope, now: Date): Promise<boolean> {
  if (((await client.query(findSpreadPin(scope.lib))).rowCount ?? 0) > 0) return false;
  const { pool } = scope.deps;
  try {
    await withTransaction(pool, async (other) => {
      await runAll(other, [...settings, createElsewhere()]);
      let toldGrown: () => void;
      const isGrown = new Promise<void>((resolve) => (toldGrown = resolve));
      const first = withTransaction(pool, async (one) => {
        await runAll(one, [...settings, ...move(scope, firstHalf)]);
        await linkMoved(one, scope, { now, which: firstHalf, onGrown: async () => {
          await copyScope(one, other);
          toldGrown();
        } });
      });
      // Whatever becomes of the other half: nobody lets go of the library before the first one has ended.
      const rest = Promise.race([isGrown, first]).then(async () => {
        await runAll(other, move(scope, otherHalf));
        await linkMoved(other, scope, { now, which: otherHalf, onGrown: () => refuseShared(other), beforeRelating: first });
      });
      for (const half of await Promise.allSettled([first, rest])) if (half.status === 'rejected') throw half.reason;
    });
    return true;
  } catch (error) {
    if (error instanceof HalvesMet) return false;
    throw error;
  }
}

class HalvesMet extends Error {}

async function refuseShared(other: PoolClient): Promise<void> {
  if (((await other.query(sql`select from scope join elsewhere using (record_id) limit 1`)).rowCount ?? 0) > 0) throw new HalvesMet();
}

/** Small samples of the work tables tell the planner enough. */
const settings = [sql`set local work_mem = '256MB'`, sql`set local default_statistics_target = 10`];

/** Fills `elsewhere` of the other connection with the scope of this one. */
async function copyScope(one: PoolClient, other: PoolClient): Promise<void> {
  await copyLines(other, 'elsewhere', ['record_id'], copyOut(one, 'select record_id from scope'));
  await other.query(analyzeWork('elsewhere'));
}

function renewCandidates({ lib, tables, active }: LinkScope): Query[] {
  return [...noteNearby(lib, tables), ...replaceCandidates(lib, tables, active.modelId)];
}

async function refreshRenewed(client: PoolClient, { lib, compared }: LinkScope): Promise<void> {
  await refreshStatistics(client, lib, compared.keys, ['block_key']);
  await refreshStatistics(client, lib, compared.candidates, ['candidate']);
}

function move({ lib, tables }: LinkScope, which?: NearbyPart): Query[] {
  return [...createChangeTables(), moveNearby(lib, tables, which)];
}

interface LinkOptions {
  readonly now: Date;
  readonly which?: NearbyPart;
  /** See relabelMoved(). */
  readonly onGrown?: () => Promise<void>;
  /** Waited for before anything is written that may lie across golden records. */
  readonly beforeRelating?: Promise<void>;
}

/** Decides anew what move() moved, with what follows. */
async function linkMoved(client: PoolClient, { lib, plan, tables, active, deps }: LinkScope, options: LinkOptions): Promise<void> {
  const { now, which, onGrown, beforeRelating } = options;
  await relabelMoved(client, lib, { onGrown });
  const scope: RecomputeScope = { lib, now, cause: `model:${active.modelId}` };
  const computed = recomputing(scope);
  if (beforeRelating !== undefined) {
    await runAll(client, computed);
    await beforeRelating;
  }
  await settle(client, scope, deps, {
    before: [...(beforeRelating === undefined ? computed : []), ...relating(scope), gainNearby(lib, tables, which)],
    // Keys belong to no golden record: one half tells of them.
    wanted: which === otherHalf ? [] : cappedBlocks(lib, plan.scored.blocks, { keys: tables.keys, capped: cappedKeys(tables) }),
  });
}
