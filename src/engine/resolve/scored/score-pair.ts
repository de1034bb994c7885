// One pair: its levels, its score, and what follows from it. Pure; used alike for a million pairs and for one question.
import type { Scorer } from '../model/weights.ts';
import { preparedOf, type MatchPlan, type Profile } from './match-plan.ts';
import { blockKeysOf } from './record-keys.ts';

/** `no_match`: not worth a look. `veto`: never one entity; `relation` may be what they are instead. */
export type PairOutcome = 'match' | 'review' | 'no_match' | 'veto';

export interface ScoredPair {
  readonly score: number;
  readonly levels: Int8Array;
  readonly terms: readonly (string | null)[];
  readonly outcome: PairOutcome;
  readonly relation: string | null;
}

/** Scores pairs by one plan and one model; holds no state between pairs. */
export class PairScorer {
  /** Bits of each level, before the frequency of a term. */
  private readonly bits: readonly Float64Array[];
  /** Most bits that the comparisons from each place on can still add. */
  private readonly atMost: readonly number[];

  constructor(private readonly plan: MatchPlan, private readonly scorer: Scorer) {
    this.bits = scorer.model.comparisons.map(({ levels }) => Float64Array.from(levels, ({ weight }) => weight));
    const most: number[] = [0];
    for (let index = plan.comparisons.length - 1; index >= 0; index--) {
      const best = Math.max(0, ...this.bits[index]!) + Math.max(0, scorer.adjustment(index, 0, unheardTerm));
      most.unshift(most[0]! + best);
    }
    this.atMost = most;
  }

  /** Null: no match, mostly found out before every comparison was made. */
  score(a: Profile, b: Profile): ScoredPair | null {
    const { plan } = this;
    const levels = new Int8Array(plan.comparisons.length).fill(-1);
    const terms: (string | null)[] = [];
    let bits = 0;
    let relation: string | null = null;
    let isVetoed = plan.differing.some(({ place, isChecked }) => differs(a.values[place], b.values[place], isChecked));
    for (let index = 0; index < plan.comparisons.length; index++) {
      const agreed = compareComparison(plan, index, { a, b, levels });
      terms.push(agreed === null ? null : this.commoner(index, agreed));
      bits += this.bitsOf(index, levels[index]!, terms[index]!);
      for (const veto of plan.vetoes) {
        if (veto.comparison !== index || veto.level !== levels[index]) continue;
        isVetoed = true;
        relation = veto.relation;
      }
      if (relation === null && bits + this.atMost[index + 1]! < this.scorer.model.thresholds.review) return null;
    }
    // Two numbers are joined by no score: a veto between them is worth keeping only for what it proposes.
    if (isVetoed && relation === null && a.key !== null && b.key !== null) return null;
    const outcome = isVetoed ? 'veto' : this.outcomeOf(a, b, levels, bits);
    return outcome === 'no_match' ? null : { score: bits, levels, terms, outcome, relation };
  }

  private bitsOf(index: number, level: number, term: string | null): number {
    const settled = level < 0 && this.plan.shapes[index]!.missing === 'different' ? this.plan.shapes[index]!.levels - 1 : level;
    return settled < 0 ? 0 : this.bits[index]![settled]! + this.scorer.adjustment(index, settled, term);
  }

  private commoner(index: number, [x, y]: readonly [string, string]): string {
    return x === y || this.scorer.adjustment(index, 0, x) <= this.scorer.adjustment(index, 0, y) ? x : y;
  }

  private outcomeOf(a: Profile, b: Profile, levels: Int8Array, bits: number): PairOutcome {
    const outcome = this.scorer.outcome(bits, levels);
    if (outcome === 'no_match' || a.key === null || b.key === null) return outcome;
    return a.key === b.key ? 'no_match' : 'review';
  }
}

/**
 * Sets the best level that any value of one record has with any of the other; -1 where one says nothing. Returns the terms of the two
 * values where their frequency counts, null elsewhere.
 */
export function compareComparison(
  plan: MatchPlan, index: number, { a, b, levels }: { a: Profile; b: Profile; levels: Int8Array },
): readonly [string, string] | null {
  const { comparator } = plan.comparisons[index]!;
  const left = preparedOf(plan, a, index);
  const right = preparedOf(plan, b, index);
  let best = -1;
  let agreedLeft: unknown;
  let agreedRight: unknown;
  for (let at = 0; at < left.length; at++) {
    for (let beside = 0; beside < right.length; beside++) {
      const x = left[at];
      const y = right[beside];
      const level = comparator.compare(x, y);
      if (best >= 0 && level >= best) continue;
      best = level;
      agreedLeft = x;
      agreedRight = y;
    }
  }
  levels[index] = best;
  const { frequencyLevels } = plan.shapes[index]!;
  return best >= 0 && best < frequencyLevels ? [comparator.term(agreedLeft), comparator.term(agreedRight)] : null;
}

/** Whether the first of two records is the part of which the relation between them speaks: the branch, not its parent. */
export function isPart(plan: MatchPlan, index: number, { a, b }: { a: Profile; b: Profile }): boolean {
  const { comparator } = plan.comparisons[index]!;
  const levels = new Int8Array(plan.comparisons.length);
  compareComparison(plan, index, { a, b, levels });
  return preparedOf(plan, a, index).some((x) => preparedOf(plan, b, index).some((y) => comparator.compare(x, y) === levels[index] && comparator.isPart?.(x, y)));
}

/** Stands for every term that the model does not list. */
const unheardTerm = '\u0000';

/** Whether the two records still share a key: keys that a record has no more stay in the table. */
export function shareBlock(plan: MatchPlan, a: Profile, b: Profile): boolean {
  const keys = new Set(blockKeysOf(plan, a));
  return blockKeysOf(plan, b).some((key) => keys.has(key));
}

/** Two numbers that can be checked, pass, and are not the same. */
export function differs(a: string | null | undefined, b: string | null | undefined, isChecked: (value: string) => boolean): boolean {
  return a != null && b != null && a !== b && isChecked(a) && isChecked(b);
}
