// A match model as a steward reads it: what each agreement weighs, in words, and what a score is worth.
import { qualityOf, type EvaluatedBand, type ModelEvaluation, type Quality } from '../engine/resolve/model/evaluate.ts';
import type { StoredModel } from '../engine/resolve/model/model-store.ts';
import type { Moves } from '../engine/resolve/model/compare-models.ts';
import type { LinkClass, MatchModel, ScoreBand } from '../engine/resolve/model/types.ts';
import type { Outcome } from '../engine/resolve/model/weights.ts';
import type { MatchPlan } from '../engine/resolve/scored/match-plan.ts';
import type { Label } from '../kernel/labels.ts';
import { tell, type Language, type MessageCode } from './messages.ts';
import { alignColumns } from './terminal.ts';

export interface ReportScope {
  readonly language: Language;
  /** The library's rules as they are; the model may have been learned for others. */
  readonly plan: MatchPlan | null;
}

const outcomes: Readonly<Record<Outcome, Label>> = {
  match: { zh: '自动归集', en: 'link' },
  review: { zh: '人工复核', en: 'review' },
  no_match: { zh: '不归集', en: 'no match' },
};

/** All of a model: origin, comparisons, thresholds, bands. */
export function modelLines({ model, ...stored }: StoredModel & { readonly model: MatchModel }, scope: ReportScope): string[] {
  const { language } = scope;
  return [
    ...headLines(stored, language), '',
    ...comparisonLines(model, scope), '',
    `${say(language, 'reviewFrom')}: ${bitsText(model.thresholds.review)}`, '',
    say(language, model.figures.calibration === 'labels' ? 'bandsByLabels' : 'bandsByPosterior'),
    ...bandLines(model.bands, language),
    ...model.linkClasses.flatMap((own, place) => [
      '', `${say(language, 'linkFrom')} ${bitsText(model.thresholds.link[place]!)}  ${classText(own, model, scope)}`, ...bandLines(model.linkBands[place]!, language),
    ]),
  ];
}

function headLines({ modelId, library, createdAt, createdBy, note, figures, isActive, autoLink }: Omit<StoredModel, 'rulesDigest'>, language: Language): string[] {
  const state = isActive ? `  ${say(language, 'inForce')}, ${say(language, autoLink ? 'autoLinkOn' : 'autoLinkOff')}` : '';
  const number = (value: number): string => value.toLocaleString('en');
  return [
    `${library} #${modelId}  ${createdAt.toISOString()}  ${createdBy}${state}`,
    ...(note === null ? [] : [`  ${note}`]),
    `  ${tell(language, 'trainedOn', { records: number(figures.records), pairs: number(figures.pairs), labelled: number(figures.labelled), keyed: number(figures.keyed), random: number(figures.random) })}`,
    `  ${tell(language, 'trainedHow', { iterations: figures.iterations, share: shareText(figures.shareOfMatches), matches: number(figures.expectedMatches) })}`,
    `  ${say(language, figures.isRefined ? 'refined' : 'notRefined')}${figures.hasConverged ? '' : `  ${say(language, 'notConverged')}`}`,
  ];
}

function comparisonLines(model: MatchModel, scope: ReportScope): string[] {
  const { language } = scope;
  const heading = [say(language, 'comparison'), say(language, 'amongMatches'), say(language, 'amongOthers'), say(language, 'weight')];
  const rows = model.comparisons.flatMap(({ code, levels }) => levels.map(({ m, u, weight }, level) => (
    [levelName(scope, { code, level, levels: levels.length }), shareText(m), shareText(u), signed(weight)])));
  return alignColumns([heading, ...rows]);
}

/** `姓名：姓名相同`, or code and place where the rules know the level no more. */
function levelName({ plan, language }: ReportScope, { code, level, levels }: { code: string; level: number; levels: number }): string {
  const planned = plan?.comparisons.find(({ definition }) => definition.code === code);
  if (!planned || planned.comparator.levels.length !== levels) return `${code}: ${level}`;
  return `${planned.definition.label[language]}${language === 'zh' ? '：' : ': '}${planned.comparator.levels[level]!.label[language]}`;
}

/** The conditions under which a pair may link by itself: `姓名：姓名相同 / 姓名读音相同；…`. */
function classText(own: LinkClass, model: MatchModel, scope: ReportScope): string {
  const conditions = model.comparisons.flatMap(({ code, levels }, index) => {
    const allowed = own[index];
    return allowed ? [allowed.map((level) => levelName(scope, { code, level, levels: levels.length })).join(' / ')] : [];
  });
  return conditions.length === 0 ? say(scope.language, 'anyLevels') : conditions.join(scope.language === 'zh' ? '；' : '; ');
}

function bandLines(bands: readonly ScoreBand[], language: Language): string[] {
  if (bands.length === 0) return [say(language, 'none')];
  return alignColumns([
    [say(language, 'scoreFrom'), say(language, 'expectedPrecision'), say(language, 'assuredPrecision'), say(language, 'labelledPairs'), say(language, 'openPairs')],
    ...[...bands].reverse().map(({ from, expected, assured, pairs, open }) => [
      bitsText(from), percent(expected), percent(assured), Math.round(pairs), Math.round(open),
    ]),
  ]);
}

/** Bands beside what numbers and stewards say; precision and recall as if the band's lower end were the threshold; then of the outcomes. */
export function evaluationLines(evaluation: ModelEvaluation, language: Language): string[] {
  const bands = evaluation.bands();
  const headings = ([
    'scoreFrom', 'expectedPrecision', 'byNumberSame', 'byNumberOther', 'byStewardSame', 'byStewardOther', 'openPairs', 'keyedPairs', 'precisionRecall',
  ] as const).map((code) => say(language, code));
  const rows = bands.map(({ from, expected, numbers, stewards, open, keyed }: EvaluatedBand, place) => [
    bitsText(from), percent(expected), numbers.matches, numbers.others, stewards.matches, stewards.others, open, keyed,
    qualityText(qualityOf(bands.slice(place), bands.slice(0, place), 'numbers')),
  ]).reverse();
  const { match, review, no_match: none } = evaluation.outcomes();
  const found = (by: 'numbers' | 'stewards'): string => [
    `${outcomes.match[language]}: ${qualityText(qualityOf([match], [review, none], by))}`,
    `${outcomes.match[language]} + ${outcomes.review[language]}: ${qualityText(qualityOf([match, review], [none], by))}`,
  ].join('   ');
  return [
    ...alignColumns([headings, ...rows]), '',
    `${say(language, 'againstNumbers')}  ${found('numbers')}`,
    `${say(language, 'againstStewards')}  ${found('stewards')}`,
    `${say(language, 'openPairs')}  ${([['match', match], ['review', review], ['no_match', none]] as const)
      .map(([kind, { open }]) => `${outcomes[kind][language]}: ${open.toLocaleString('en')}`).join('   ')}`,
  ];
}

/** Weights side by side, and how open pairs would move from the first model to the second. */
export function comparedLines(
  [first, second]: readonly [MatchModel, MatchModel],
  moves: Moves | null,
  scope: ReportScope & { readonly ids: readonly [number, number] },
): string[] {
  const { language, ids } = scope;
  const rows = first.comparisons.flatMap(({ code, levels }) => levels.map(({ weight }, level) => {
    const other = second.comparisons.find((comparison) => comparison.code === code)?.levels[level]?.weight;
    return [levelName(scope, { code, level, levels: levels.length }), signed(weight), other === undefined ? '—' : signed(other), other === undefined ? '' : signed(other - weight)];
  }));
  const lines = alignColumns([[say(language, 'comparison'), `#${ids[0]}`, `#${ids[1]}`, '±'], ...rows]);
  const links = ({ thresholds }: MatchModel): string => thresholds.link.map(bitsText).join(' / ') || '∞';
  lines.push(
    '', `${say(language, 'linkFrom')}: ${links(first)} → ${links(second)}`,
    `${say(language, 'reviewFrom')}: ${bitsText(first.thresholds.review)} → ${bitsText(second.thresholds.review)}`,
  );
  if (moves === null) return [...lines, '', say(language, 'notComparable')];
  const kinds = Object.keys(outcomes) as Outcome[];
  return [...lines, '', say(language, 'movesOfOpen'), ...alignColumns([
    [`#${ids[0]} ↓  #${ids[1]} →`, ...kinds.map((kind) => outcomes[kind][language])],
    ...kinds.map((kind) => [outcomes[kind][language], ...kinds.map((other) => moves[kind][other])]),
  ])];
}

function say(language: Language, code: MessageCode): string {
  return tell(language, code);
}

function qualityText(quality: Quality | null): string {
  return quality === null ? '—' : `P ${percent(quality.precision)} R ${percent(quality.recall)} F1 ${percent(quality.f1)}`;
}

function bitsText(bits: number): string {
  return Number.isFinite(bits) ? bits.toFixed(1) : bits > 0 ? '∞' : '-∞';
}

function signed(bits: number): string {
  return `${bits >= 0 ? '+' : ''}${bits.toFixed(1)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Rare shares as one in so many: 0.00019 says less than 1/5,236. */
function shareText(share: number): string {
  return share >= 0.001 ? percent(share) : share > 0 ? `1/${Math.round(1 / share).toLocaleString('en')}` : '0';
}
