// A model as people and machines read it: comparisons and conditions by the names that the rules give them. Pure.
import type { Label } from '../../../kernel/labels.ts';
import type { MatchPlan } from '../scored/match-plan.ts';
import type { LevelModel, LinkClass, MatchModel, ScoreBand } from './types.ts';

export interface ToldThreshold {
  /** Bits; null: no score is enough. */
  readonly from: number | null;
  readonly bands: readonly ScoreBand[];
}

export interface ToldComparison {
  readonly code: string;
  readonly label: Label | null;
  readonly levels: readonly (LevelModel & { readonly label: Label | null })[];
}

/** One of these levels. */
export interface ToldCondition {
  readonly comparison: string;
  readonly label: Label | null;
  readonly levels: readonly (Label | null)[];
}

export interface ToldModel {
  /** Whether it was learned for the rules as they are. */
  readonly isFit: boolean;
  readonly comparisons: readonly ToldComparison[];
  readonly review: ToldThreshold;
  /** By class of pairs that may link by themselves: what they must show. */
  readonly links: readonly (ToldThreshold & { readonly conditions: readonly ToldCondition[] })[];
}

/** `plan`: the rules as they are, null where they are gone. Labels are null where the rules know a comparison or level no more. */
export function tellModel(model: MatchModel, plan: MatchPlan | null): ToldModel {
  const labelOf = (code: string): Label | null => plannedOf(plan, code)?.definition.label ?? null;
  const levelLabel = (code: string, level: number, levels: number): Label | null => {
    const known = plannedOf(plan, code)?.comparator.levels;
    return known?.length === levels ? known[level]!.label : null;
  };
  const conditionsOf = (own: LinkClass): ToldCondition[] => model.comparisons.flatMap(({ code, levels }, index) => {
    const allowed = own[index];
    return allowed ? [{ comparison: code, label: labelOf(code), levels: allowed.map((level) => levelLabel(code, level, levels.length)) }] : [];
  });
  return {
    isFit: plan?.rulesDigest === model.rulesDigest,
    comparisons: model.comparisons.map(({ code, levels }) => ({
      code, label: labelOf(code), levels: levels.map((level, place) => ({ ...level, label: levelLabel(code, place, levels.length) })),
    })),
    review: { from: finite(model.thresholds.review), bands: model.bands },
    links: model.linkClasses.map((own, place) => (
      { from: finite(model.thresholds.link[place]!), conditions: conditionsOf(own), bands: model.linkBands[place]! })),
  };
}

function plannedOf(plan: MatchPlan | null, code: string): MatchPlan['comparisons'][number] | undefined {
  return plan?.comparisons.find(({ definition }) => definition.code === code);
}

function finite(bits: number): number | null {
  return Number.isFinite(bits) ? bits : null;
}
