// Trains a model for a library's rules from the library's own pairs.
import type { Pool } from 'pg';
import type { Clock } from '../../../kernel/clock.ts';
import type { MatchPlan } from '../scored/match-plan.ts';
import { trainModel } from './train.ts';
import { TrainingData, type PairSink } from './training-data.ts';
import type { MatchModel } from './types.ts';

/**
 * Reads terms and pairs of a library into a sink. `records`: how many take part in matching; `pairs`: distinct pairs of the blocks, an
 * estimate where only a sample was read.
 */
export type FeedPairs = (pool: Pool, plan: MatchPlan, sink: PairSink) => Promise<{ readonly records: number; readonly pairs: number }>;

/** A new model, not stored. */
export async function trainLibrary(deps: { readonly pool: Pool; readonly clock: Clock; readonly feed: FeedPairs }, plan: MatchPlan): Promise<MatchModel> {
  const data = new TrainingData(plan.shapes);
  const scope = await deps.feed(deps.pool, plan, data);
  return trainModel({
    ...data.counts(), ...scope,
    library: plan.library.code, definitionVersion: plan.library.version, rulesDigest: plan.rulesDigest, shapes: plan.shapes,
    precision: { link: plan.scored.link.precision, review: plan.scored.review.precision },
    linkClasses: plan.linkClasses,
    now: deps.clock.now().toISOString(),
  });
}
