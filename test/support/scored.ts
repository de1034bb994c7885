// Scored matching in tests: a model that nobody trained, whose weights fall evenly from a comparison's best level to its last.
import type { Pool } from 'pg';
import { activateModel, insertModel } from '../../src/engine/resolve/model/model-store.ts';
import type { MatchModel } from '../../src/engine/resolve/model/types.ts';
import { planMatch, type MatchPlan } from '../../src/engine/resolve/scored/match-plan.ts';
import { ActiveScorer } from '../../src/engine/resolve/scored/active-scorer.ts';
import { createStanding, matchLock, matchPending, type MatchDeps, type MatchRun } from '../../src/engine/resolve/scored/match-queue.ts';
import { matchOnce } from '../../src/engine/resolve/scored/match-run.ts';
import { tryAdvisoryLock } from '../../src/store/transaction.ts';
import type { TestHub } from './hub.ts';

const best = 6;

export function evenModel(plan: MatchPlan, { link = 16, review = 8 }: { link?: number; review?: number } = {}): MatchModel {
  const { library } = plan;
  return {
    library: library.code, definitionVersion: library.version, rulesDigest: plan.rulesDigest, prior: 0.001, frequencies: {}, bands: [],
    comparisons: plan.shapes.map(({ code, levels }) => ({
      code, levels: Array.from({ length: levels }, (_, level) => ({ m: 1 / levels, u: 1 / levels, weight: best - (level * 2 * best) / (levels - 1) })),
    })),
    linkClasses: plan.linkClasses, linkBands: plan.linkClasses.map(() => []), thresholds: { link: plan.linkClasses.map(() => link), review },
    figures: {
      trainedAt: '2026-01-01T00:00:00.000Z', records: 0, pairs: 0, labelled: 0, keyed: 0, random: 0, iterations: 0, hasConverged: true,
      calibration: 'posterior', expectedMatches: 0, shareOfMatches: 0, isRefined: false,
    },
  };
}

/** Puts the even model in force. */
export async function activateEven(hub: TestHub, code: string, autoLink: boolean): Promise<void> {
  const library = hub.library(code);
  const plan = planMatch(library)!;
  const modelId = await insertModel(hub.deps.pool, evenModel(plan), { createdBy: 'test' });
  await activateModel(hub.deps.pool, { library, rulesDigest: plan.rulesDigest, modelId, autoLink, by: 'test', now: hub.deps.clock.now() });
}

/** `standing`: a pool of standing connections, on which few records are worked off. */
export function matchAll({ deps }: TestHub, code: string, standing?: Pool): Promise<MatchRun | null> {
  const { pool, clock, libraries } = deps;
  return matchPending({ pool, clock, libraries, ...(standing ? { standing: createStanding(standing, libraries) } : {}) }, code);
}

/** Works off what waits as a large queue is, on threads and in halves, however little it is. `around`: what else a run is given. */
export async function matchAsMany({ deps, library }: TestHub, code: string, databaseUrl: string, around: Pick<MatchDeps, 'deriveFurther'> = {}): Promise<void> {
  const { pool, clock, libraries } = deps;
  const plan = planMatch(library(code))!;
  const active = await new ActiveScorer(pool, plan).current();
  await tryAdvisoryLock(pool, matchLock(code), (client) => matchOnce({ pool, clock, libraries, databaseUrl, ...around }, { client, plan, active, isFew: false, isLarge: true }));
}
