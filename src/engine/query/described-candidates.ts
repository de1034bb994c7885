// From the records that a description meets to golden records: the best record's score counts, a veto of one of them leaves the rest to
// a person, and so does a rival within the margin. Pure.
import { nameAttribute } from '../../definition/columns.ts';
import type { CompiledScorer } from '../resolve/scored/active-scorer.ts';
import type { MatchPlan, Profile } from '../resolve/scored/match-plan.ts';
import { compareComparison, type ScoredPair } from '../resolve/scored/score-pair.ts';
import { comparePair } from '../explain/reasons.ts';

export interface MetRecord {
  readonly goldenId: string;
  /** Types of the stated numbers that lead to its golden record. */
  readonly identifiers: readonly string[];
  readonly record: Profile;
}

export interface GatheredGolden {
  readonly goldenId: string;
  readonly score: number;
  readonly outcome: 'match' | 'review';
  readonly relation: string | null;
  readonly identifiers: readonly string[];
  /** The unique number leads to it. */
  readonly isByNumber: boolean;
  readonly best: Profile;
}

interface Meeting {
  readonly described: Profile;
  readonly contradicts: boolean;
  readonly found: readonly MetRecord[];
}

/** Best first: what the unique number leads to, then by score, then by id. */
export function gatherCandidates(plan: MatchPlan, compiled: CompiledScorer, { described, contradicts, found }: Meeting): GatheredGolden[] {
  const byGolden = new Map<string, MetRecord[]>();
  for (const met of found) byGolden.set(met.goldenId, [...(byGolden.get(met.goldenId) ?? []), met]);
  const gathered = [...byGolden.values()].map((records) => gatherGolden(plan, compiled, { described, contradicts, found: records })).filter((golden) => golden !== null);
  gathered.sort((x, y) => Number(y.isByNumber) - Number(x.isByNumber) || y.score - x.score || (x.goldenId < y.goldenId ? -1 : 1));
  return gathered.map((golden) => (golden.outcome === 'match' && hasRival(golden, gathered, plan.scored.link.margin) ? { ...golden, outcome: 'review' } : golden));
}

/** Where the number leads to one, no score makes another; among scores the best must lead by the margin. */
function hasRival(golden: GatheredGolden, all: readonly GatheredGolden[], margin: number): boolean {
  const others = all.filter(({ goldenId }) => goldenId !== golden.goldenId);
  if (golden.isByNumber) return others.some(({ isByNumber }) => isByNumber);
  return others.some(({ isByNumber, relation, score }) => isByNumber || (relation === null && score > golden.score - margin));
}

/** Null: none of the records is worth a look, or the rules forbid each and know no relation. */
function gatherGolden(plan: MatchPlan, compiled: CompiledScorer, { described, contradicts, found }: Meeting): GatheredGolden | null {
  const { goldenId, identifiers } = found[0]!;
  const scored = found.map(({ record }) => ({ record, pair: compiled.pairs.score(described, record) }));
  const heard = scored.filter((each): each is { record: Profile; pair: ScoredPair } => each.pair !== null).sort((x, y) => y.pair.score - x.pair.score);
  const best = heard.find(({ pair }) => pair.outcome !== 'veto') ?? heard.find(({ pair }) => pair.relation !== null);
  const isByNumber = described.key !== null && identifiers.includes(uniqueType(plan));
  if (identifiers.length > 0) {
    const nearest = best?.record ?? bestRecord(plan, compiled, described, found);
    const score = scoreOf(plan, compiled, described, nearest);
    const isSure = isByNumber ? !contradicts && !namesDiffer(plan, described, found) : best?.pair.outcome === 'match';
    return { goldenId, identifiers, isByNumber, best: nearest, score, relation: best?.pair.relation ?? null, outcome: isSure ? 'match' : 'review' };
  }
  if (best === undefined) return null;
  const isVetoed = heard.some(({ pair }) => pair.outcome === 'veto');
  const outcome = best.pair.outcome === 'match' && !isVetoed ? 'match' : 'review';
  return { goldenId, identifiers, isByNumber, best: best.record, score: best.pair.score, relation: best.pair.relation, outcome };
}

function uniqueType({ library }: MatchPlan): string {
  return library.identifiers.find(({ strength }) => strength === 'unique')?.types[0] ?? '';
}

function scoreOf(plan: MatchPlan, { scorer }: CompiledScorer, described: Profile, record: Profile): number {
  const { levels, terms } = comparePair(plan, scorer, described, record);
  return scorer.weigh(levels, terms);
}

function bestRecord(plan: MatchPlan, compiled: CompiledScorer, described: Profile, found: readonly MetRecord[]): Profile {
  return found.map(({ record }) => ({ record, score: scoreOf(plan, compiled, described, record) })).sort((x, y) => y.score - x.score)[0]!.record;
}

/** The same number under a name that none of its records is near to: whose number it is, a person must see. */
function namesDiffer(plan: MatchPlan, described: Profile, found: readonly MetRecord[]): boolean {
  const name = nameAttribute(plan.library);
  const index = plan.comparisons.findIndex(({ definition }) => name !== null && definition.attributes.includes(name));
  if (index < 0) return false;
  const last = plan.comparisons[index]!.comparator.levels.length - 1;
  const reached = found.map(({ record }) => {
    const levels = new Int8Array(plan.comparisons.length).fill(-1);
    compareComparison(plan, index, { a: described, b: record, levels });
    return levels[index]!;
  }).filter((level) => level >= 0);
  return reached.length > 0 && reached.every((level) => level === last);
}
