// Why a pair scores what it does: each comparison with its level and weight, and what forbids the pair. Pure; a reason names a level,
// never a value.
import type { Label } from '../../kernel/labels.ts';
import type { Scorer } from '../resolve/model/weights.ts';
import type { MatchPlan, Profile } from '../resolve/scored/match-plan.ts';
import { compareComparison, differs } from '../resolve/scored/score-pair.ts';
import { weightWords } from './sentences.ts';

/** One comparison of a pair. */
export interface Reason {
  readonly comparison: string;
  readonly label: Label;
  /** Null: one of the two records says nothing. */
  readonly level: { readonly code: string; readonly label: Label } | null;
  /** Bits of the level. */
  readonly weight: number;
  /** Bits added because the agreed term is rare (positive) or common (negative). */
  readonly adjustment: number;
  readonly words: Label;
}

/** What forbids that the two are one entity. */
export interface Veto {
  /** The comparison or the attribute that forbids it. */
  readonly by: string;
  readonly label: Label;
  /** What they may be instead. */
  readonly relation: string | null;
}

export interface ComparedPair {
  readonly levels: Int8Array;
  readonly terms: readonly (string | null)[];
}

/** Every comparison of the two, also where the score alone would not need it. */
export function comparePair(plan: MatchPlan, scorer: Scorer, a: Profile, b: Profile): ComparedPair {
  const levels = new Int8Array(plan.comparisons.length).fill(-1);
  const terms = plan.comparisons.map((_, index) => {
    const agreed = compareComparison(plan, index, { a, b, levels });
    if (agreed === null) return null;
    const [x, y] = agreed;
    return x === y || scorer.adjustment(index, 0, x) <= scorer.adjustment(index, 0, y) ? x : y;
  });
  return { levels, terms };
}

/**
 * Reasons from the levels of a pair. A term counts only where the level agrees with the one that the term was read at: values may have
 * changed since the pair was scored.
 */
export function reasonsOf(plan: MatchPlan, scorer: Scorer, { levels, terms }: { levels: ArrayLike<number>; terms: readonly (string | null)[] }): Reason[] {
  return scorer.explain(levels, terms).map(({ level, weight, adjustment }, index): Reason => {
    const { definition, comparator } = plan.comparisons[index]!;
    const reached = level < 0 ? null : comparator.levels[level]!;
    return {
      comparison: definition.code, label: definition.label, level: reached && { code: reached.code, label: reached.label },
      weight: rounded(weight), adjustment: rounded(adjustment), words: weightWords(weight + adjustment),
    };
  });
}

/** Vetoes of the rules on the two; none, mostly. */
export function vetoesOf(plan: MatchPlan, levels: ArrayLike<number>, [a, b]: readonly [Profile, Profile]): Veto[] {
  const byLevel = plan.vetoes.filter(({ comparison, level }) => levels[comparison] === level).map(({ comparison, level, relation }): Veto => {
    const { definition, comparator } = plan.comparisons[comparison]!;
    return { by: definition.code, label: comparator.levels[level]!.label, relation };
  });
  const byNumber = plan.differing.filter(({ place, isChecked }) => differs(a.values[place], b.values[place], isChecked)).map(({ place }): Veto => {
    const attribute = plan.attributes[place]!;
    const { zh, en } = plan.library.attributes[attribute]!.label;
    return { by: attribute, label: { zh: `${zh}有效且不同`, en: `${en}: both valid, and different` }, relation: null };
  });
  return [...byLevel, ...byNumber];
}

/** Two decimals: weights are estimates. */
function rounded(bits: number): number {
  return Math.round(bits * 100) / 100;
}
