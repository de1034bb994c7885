// A match model made by hand, so that tests need no training: each level weighs by its place, the same for every comparison.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../src/definition/types.ts';
import { activateModel, insertModel } from '../../src/engine/resolve/model/model-store.ts';
import type { MatchModel } from '../../src/engine/resolve/model/types.ts';
import { planMatch, type MatchPlan } from '../../src/engine/resolve/scored/match-plan.ts';

/** Level 0 weighs 6 bits, the last -4, those between in even steps. From 14 bits on a pair may link, from 5 it waits for a person. */
export function plainModel(plan: MatchPlan, changes: Partial<MatchModel['thresholds']> = {}): MatchModel {
  const bands = [[-100, 0.01], [5, 0.4], [10, 0.9], [14, 0.998]].map(([from, expected]) => ({ from: from!, pairs: 100, open: 10, expected: expected!, assured: expected! }));
  return {
    library: plan.library.code, definitionVersion: plan.library.version, rulesDigest: plan.rulesDigest, prior: 0.001,
    comparisons: plan.shapes.map(({ code, levels }) => ({
      code, levels: Array.from({ length: levels }, (_, level) => ({ m: 0.5, u: 0.1, weight: 6 - (10 * level) / (levels - 1) })),
    })),
    frequencies: {}, bands, linkClasses: plan.linkClasses, linkBands: plan.linkClasses.map(() => bands),
    thresholds: { link: plan.linkClasses.map(() => 14), review: 5, ...changes },
    figures: {
      trainedAt: '2026-11-25T00:00:00.000Z', records: 1, pairs: 1, labelled: 0, keyed: 0, random: 0, iterations: 1, hasConverged: true, calibration: 'posterior',
      expectedMatches: 0, shareOfMatches: 0.001, isRefined: false,
    },
  };
}

/** Stores the plain model and puts it in force; its id. Null where the library's rules are keys alone. */
export async function activatePlainModel(pool: Pool, library: LibraryDefinition, options: { autoLink?: boolean } = {}): Promise<number | null> {
  const plan = planMatch(library);
  if (plan === null) return null;
  const modelId = await insertModel(pool, plainModel(plan), { createdBy: 'test' });
  await activateModel(pool, { library, rulesDigest: plan.rulesDigest, modelId, by: 'test', now: new Date(), ...options });
  return modelId;
}
