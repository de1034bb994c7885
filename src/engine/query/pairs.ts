// Why pairs of records were judged as they were: stored score and levels, weighed by the model that scored them, in words.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { comparePair, reasonsOf, vetoesOf, type Reason, type Veto } from '../explain/reasons.ts';
import { pairSentence, type PairOutcomeCode, type TellablePair } from '../explain/sentences.ts';
import { readModel } from '../resolve/model/model-store.ts';
import { compileModel, type Scorer } from '../resolve/model/weights.ts';
import { planMatch, type MatchPlan, type Profile } from '../resolve/scored/match-plan.ts';
import { isPart } from '../resolve/scored/score-pair.ts';
import { profileAt } from '../resolve/scored/profiles.ts';
import { goldenPairsSql, pairColumns, recordPairSql } from './pairs.sql.ts';
import type { Reach } from './reach.ts';

export interface PairedRecord {
  /** Handle of the record (its home id); the record's own id never leaves the hub. */
  readonly record: string;
  readonly source: string;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly goldenId: string | null;
  /** What was compared, within the reach and not yet masked; absent where no values are told. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ExplainedPair {
  readonly score: number;
  /** Null where the model that scored the pair does not fit the rules any more. */
  readonly expectedPrecision: number | null;
  readonly outcome: PairOutcomeCode;
  readonly relation: string | null;
  /** Handle of the record that stands in the relation to the other: the branch's. Null where none is proposed. */
  readonly relationFrom: string | null;
  readonly rule: string;
  readonly modelId: number;
  readonly decided: NonNullable<TellablePair['decided']> | null;
  readonly vetoes: readonly Veto[];
  readonly reasons: readonly Reason[];
  /** Comparisons whose attributes the caller may not see. */
  readonly withheld: readonly string[];
  readonly sentence: Label;
  readonly records: readonly [PairedRecord, PairedRecord];
}

/** Best first. Empty where the library has no scored rules or nothing is near. */
export async function readGoldenPairs(
  pool: Pool, library: LibraryDefinition, { reach, goldenId, limit }: { readonly reach: Reach; readonly goldenId: string; readonly limit: number },
): Promise<ExplainedPair[]> {
  const plan = planMatch(library);
  if (plan === null) return [];
  const shown = new Set(reach.columns);
  return explainRows(pool, plan, { query: goldenPairsSql(plan, reach, { goldenId, limit }), isShown: (code) => shown.has(code), hasValues: true });
}

/** The pair without any value: what a task may tell of its two records. Null where they are no scored pair. */
export async function readRecordPair(pool: Pool, library: LibraryDefinition, recordIds: readonly [string, string]): Promise<ExplainedPair | null> {
  const plan = planMatch(library);
  if (plan === null) return null;
  const [pair] = await explainRows(pool, plan, { query: recordPairSql(plan, recordIds), isShown: () => true, hasValues: false });
  return pair ?? null;
}

interface Asked {
  readonly query: ReturnType<typeof recordPairSql>;
  readonly isShown: (attribute: string) => boolean;
  readonly hasValues: boolean;
}

async function explainRows(pool: Pool, plan: MatchPlan, { query, ...how }: Asked): Promise<ExplainedPair[]> {
  const { rows } = await pool.query<unknown[]>({ text: query.text, values: query.values, rowMode: 'array' });
  const scorers = new Map<number, Scorer | null>();
  for (const modelId of new Set(rows.map((row) => row[pairColumns.indexOf('modelId')] as number))) scorers.set(modelId, await scorerOf(pool, plan, modelId));
  return rows.map((row) => explainRow(plan, row, { ...how, scorers }));
}

/** Null: the model was learned for other rules, whose levels mean something else. */
async function scorerOf(pool: Pool, plan: MatchPlan, modelId: number): Promise<Scorer | null> {
  const { model } = await readModel(pool, modelId);
  return model.rulesDigest === plan.rulesDigest ? compileModel(model, plan.shapes) : null;
}

function explainRow(plan: MatchPlan, row: readonly unknown[], { isShown, hasValues, scorers }: Omit<Asked, 'query'> & { scorers: ReadonlyMap<number, Scorer | null> }): ExplainedPair {
  const told = Object.fromEntries(pairColumns.map((name, place) => [name, row[place]])) as Record<(typeof pairColumns)[number], unknown>;
  const texts = row as readonly (string | null)[];
  const profiles: [Profile, Profile] = [profileAt(plan, texts, pairColumns.length), profileAt(plan, texts, pairColumns.length + plan.attributes.length + 2)];
  const scorer = scorers.get(told.modelId as number) ?? null;
  const levels = (JSON.parse(`[${(told.levels as string).slice(1, -1)}]`) as number[]);
  const isOpen = plan.comparisons.map(({ definition }) => definition.attributes.some(isShown));
  const reasons = scorer === null ? [] : reasonsOf(plan, scorer, { levels, terms: termsOf(plan, scorer, profiles, levels) }).filter((_, index) => isOpen[index]);
  const relation = told.relation as string | null;
  const judged = {
    score: Math.round((told.score as number) * 100) / 100,
    expectedPrecision: scorer === null ? null : scorer.expected(told.score as number),
    outcome: told.outcome as PairOutcomeCode, decided: told.decided as ExplainedPair['decided'], reasons,
    vetoes: vetoesOf(plan, levels, profiles).filter(({ by }) => isShown(by) || plan.comparisons.some(({ definition }, index) => definition.code === by && isOpen[index])),
  };
  return {
    ...judged, relation, relationFrom: relation === null ? null : relationFrom(plan, relation, profiles) === 0 ? told.record as string : told.otherRecord as string, rule: plan.scored.rule, modelId: told.modelId as number,
    withheld: plan.comparisons.filter((_, index) => !isOpen[index]).map(({ definition }) => definition.code),
    sentence: pairSentence({ ...judged, relation: relationLabel(plan.library, relation) }),
    records: [
      { record: told.record, source: told.source, feed: told.feed, effectiveDate: told.effectiveDate, goldenId: told.goldenId, ...valuesOf(plan, profiles[0], isShown, hasValues) },
      { record: told.otherRecord, source: told.otherSource, feed: told.otherFeed, effectiveDate: told.otherEffectiveDate, goldenId: told.otherGoldenId, ...valuesOf(plan, profiles[1], isShown, hasValues) },
    ] as unknown as ExplainedPair['records'],
  };
}

/** Which of the two stands in the proposed relation to the other. */
function relationFrom(plan: MatchPlan, relation: string, [a, b]: readonly [Profile, Profile]): 0 | 1 {
  const index = plan.vetoes.find((veto) => veto.relation === relation)?.comparison;
  return index !== undefined && isPart(plan, index, { a, b }) ? 0 : 1;
}

/** Terms agreed on, where the values still agree at the stored level. */
function termsOf(plan: MatchPlan, scorer: Scorer, [a, b]: readonly [Profile, Profile], stored: readonly number[]): (string | null)[] {
  const { levels, terms } = comparePair(plan, scorer, a, b);
  return terms.map((term, index) => (levels[index] === stored[index] ? term : null));
}

function valuesOf(plan: MatchPlan, { values }: Profile, isShown: (code: string) => boolean, hasValues: boolean): { attributes?: Record<string, unknown> } {
  if (!hasValues) return {};
  return { attributes: Object.fromEntries(plan.attributes.flatMap((code, place) => (isShown(code) ? [[code, values[place] ?? null]] : []))) };
}

function relationLabel(library: LibraryDefinition, type: string | null): Label | null {
  if (type === null) return null;
  return library.relations?.find((relation) => relation.type === type)?.label ?? { zh: type, en: type };
}
