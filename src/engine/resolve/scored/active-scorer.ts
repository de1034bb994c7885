// The model in force, compiled, for questions and small runs that come again and again: the setting is read per question, the model only when it changed.
import type { Pool } from 'pg';
import { HubError } from '../../../kernel/errors.ts';
import { readMatchSetting } from '../match-setting.ts';
import { readModel } from '../model/model-store.ts';
import { compileModel, type Scorer } from '../model/weights.ts';
import type { MatchPlan } from './match-plan.ts';
import { PairScorer } from './score-pair.ts';

export interface CompiledScorer {
  readonly modelId: number;
  readonly scorer: Scorer;
  readonly pairs: PairScorer;
}

/** Of one library. */
export class ActiveScorer {
  readonly #pool: Pool;
  readonly #plan: MatchPlan;
  #held: { readonly modelId: number; readonly compiled: Promise<CompiledScorer | null> } | null = null;

  constructor(pool: Pool, plan: MatchPlan) {
    this.#pool = pool;
    this.#plan = plan;
  }

  /** MODEL_NONE: no model is in force, or the one that is was learned for other rules. */
  async current(): Promise<CompiledScorer> {
    const found = await this.find();
    if (found === null) throw new HubError('MODEL_NONE', 'no model fits the rules and is in force', { library: this.#plan.library.code });
    return found;
  }

  /** As current(), but null where there is none. */
  async find(): Promise<CompiledScorer | null> {
    const { modelId } = await readMatchSetting(this.#pool, this.#plan.library.code);
    if (modelId === null) return null;
    if (this.#held?.modelId !== modelId) this.#held = { modelId, compiled: this.#compile(modelId) };
    const { compiled } = this.#held;
    return compiled.catch((error: unknown) => {
      if (this.#held?.compiled === compiled) this.#held = null;
      throw error;
    });
  }

  async #compile(modelId: number): Promise<CompiledScorer | null> {
    const { model } = await readModel(this.#pool, modelId);
    if (model.rulesDigest !== this.#plan.rulesDigest) return null;
    const scorer = compileModel(model, this.#plan.shapes);
    return { modelId, scorer, pairs: new PairScorer(this.#plan, scorer) };
  }
}
