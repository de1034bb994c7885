// Whether a model serves a library's rules as they are: asked before anything is done with it.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { HubError } from '../../../kernel/errors.ts';
import { readModel, type StoredModel } from '../model/model-store.ts';
import type { MatchModel } from '../model/types.ts';
import { planMatch, type MatchPlan } from './match-plan.ts';

export interface FitModel {
  readonly plan: MatchPlan;
  readonly stored: StoredModel & { readonly model: MatchModel };
}

/** MODEL_RULES_MISSING where the library's rules are keys alone. */
export function requirePlan(library: LibraryDefinition): MatchPlan {
  const plan = planMatch(library);
  if (plan === null) throw new HubError('MODEL_RULES_MISSING', `${library.code} has no scored match rules`, { library: library.code });
  return plan;
}

/** MODEL_RULES_MISSING, MODEL_UNKNOWN, MODEL_UNFIT (another library's, or learned for other rules). */
export async function fitModel(connection: Pool | PoolClient, library: LibraryDefinition, modelId: number): Promise<FitModel> {
  const plan = requirePlan(library);
  const stored = await readModel(connection, modelId);
  if (stored.library !== library.code || stored.rulesDigest !== plan.rulesDigest) {
    throw new HubError('MODEL_UNFIT', `model ${modelId} was not learned for the rules of ${library.code}`, { modelId, library: library.code, learnedFor: stored.library });
  }
  return { plan, stored };
}
