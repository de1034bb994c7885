// What a steward reads of a model, and that training, evaluation and comparison take the same pairs.
import { describe, expect, it } from 'vitest';
import { comparedLines, evaluationLines, modelLines } from '../../../src/app/model-report.ts';
import type { LibraryDefinition, ScoredRules } from '../../../src/definition/types.ts';
import { ModelComparison } from '../../../src/engine/resolve/model/compare-models.ts';
import { ModelEvaluation, qualityOf } from '../../../src/engine/resolve/model/evaluate.ts';
import { trainLibrary, type FeedPairs } from '../../../src/engine/resolve/model/train-library.ts';
import type { MatchModel } from '../../../src/engine/resolve/model/types.ts';
import { planMatch } from '../../../src/engine/resolve/scored/match-plan.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { toyLibrary } from '../../support/toy-library.ts';

const scored: ScoredRules = {
  rule: 'V9',
  blocks: [{ code: 'name', label: { zh: '名称', en: 'name' }, parts: [{ attribute: 'name', form: 'name' }] }],
  compare: [
    { code: 'certificate', label: { zh: '证书', en: 'Certificate' }, attributes: ['certificate_no'], by: 'identifier', missing: 'neutral' },
    { code: 'name', label: { zh: '船名', en: 'Name' }, attributes: ['name'], by: 'code', frequency: true, missing: 'neutral' },
    { code: 'built_on', label: { zh: '建成日期', en: 'Built on' }, attributes: ['built_on'], by: 'date', missing: 'neutral' },
    { code: 'berth', label: { zh: '泊位', en: 'Berth' }, attributes: ['berth'], by: 'code', missing: 'neutral' },
  ],
  never: [],
  link: { precision: 0.99, margin: 3, agree: [{ built_on: ['equal'] }] },
  review: { precision: 0.2, task: 'possible_duplicate' },
};
const library: LibraryDefinition = { ...toyLibrary, matchRules: { ...toyLibrary.matchRules, scored } };
const plan = planMatch(library)!;

/** 1,000 ships with two records each; twins of one yard share the berth. */
const feed: FeedPairs = async (_pool, { shapes }, sink) => {
  const different = shapes.map(({ levels }) => levels - 1);
  sink.term(1, '平安', 100);
  for (let ship = 0; ship < 1000; ship++) sink.term(1, `ship ${ship}`);
  for (let ship = 0; ship < 1000; ship++) {
    const [equal, slip] = [[-1, 0, 0, 0], [-1, 0, ship % 2, 0]];
    const terms = [null, ship % 20 === 0 ? '平安' : `ship ${ship}`, null, null];
    sink.keyed([0, 0, 0, 0], terms);
    sink.blocked([0, 0, 0, ship % 3 === 0 ? 1 : 0], terms, { label: 'match', labelledBy: 'number' });
    sink.blocked([different[0]!, ship % 50 === 0 ? 0 : 1, different[2]!, 0], terms, { label: 'no_match', labelledBy: 'number' });
    sink.blocked(ship % 4 === 0 ? slip : equal, terms);
    if (ship % 100 === 0) sink.blocked([-1, 0, 0, 0], terms, { label: 'match', labelledBy: 'steward' });
  }
  for (let pair = 0; pair < 20_000; pair++) sink.random([different[0]!, pair % 200 === 0 ? 0 : 1, different[2]!, pair % 10 === 0 ? 0 : 1], [null, '平安', null, null]);
  return { records: 2000, pairs: 3010 };
};

const train = (): Promise<MatchModel> => trainLibrary({ pool: null as never, clock: fixedClock('2026-11-25T04:00:00Z'), feed }, plan);
const stored = (model: MatchModel, modelId = 7): Parameters<typeof modelLines>[0] => ({
  modelId, library: 'vessel', createdAt: new Date(model.figures.trainedAt), createdBy: 'test', note: '首个模型', rulesDigest: model.rulesDigest,
  figures: model.figures, isActive: true, autoLink: false, model,
});

describe('a model', () => {
  it('is shown comparison by comparison in words, with thresholds and bands, in both languages', async () => {
    const model = await train();
    const zh = modelLines(stored(model), { language: 'zh', plan }).join('\n');
    expect(zh).toMatch(/vessel #7.*已启用, 不自动归集/);
    expect(zh).toMatch(/船名：相同 +\d+\.\d+% +\S+ +\+\d+\.\d/);
    expect(zh).toMatch(/自动归集分数线 -?\d+\.\d {2}建成日期：日期相同/);
    expect(zh).toContain('首个模型');
    const en = modelLines(stored(model), { language: 'en', plan: null }).join('\n');
    expect(en).toMatch(/built_on: 0 +\d+\.\d+%/);
    expect(en).toMatch(/Score bands, from pairs that numbers or stewards have settled/);
  });

  it('is evaluated on pairs that numbers and stewards have settled, without the numbers', async () => {
    const model = await train();
    const evaluation = new ModelEvaluation(model, plan.shapes);
    await feed(null as never, plan, evaluation);
    const bands = evaluation.bands();
    expect(bands.reduce((sum, { numbers }) => sum + numbers.matches, 0)).toBe(1000);
    expect(bands.reduce((sum, { stewards }) => sum + stewards.matches, 0)).toBe(10);
    expect(bands.reduce((sum, { open }) => sum + open, 0)).toBe(1000);
    const { match, review, no_match: none } = evaluation.outcomes();
    expect(qualityOf([match], [review, none], 'numbers')!.precision).toBeGreaterThanOrEqual(0.99);
    expect(qualityOf(bands, [], 'numbers')!.recall).toBe(1);
    expect(evaluationLines(evaluation, 'zh').join('\n')).toMatch(/对照证件号码 {2}自动归集: P 100\.00%/);
  });

  it('moves no open pair beside itself, and is shown beside another with each difference', async () => {
    const model = await train();
    const comparison = new ModelComparison(model, { ...model, thresholds: { link: [Infinity], review: model.thresholds.review } }, plan.shapes);
    await feed(null as never, plan, comparison);
    const { match, review } = comparison.moves;
    expect(match.match + review.match).toBe(0);
    expect(match.review).toBeGreaterThan(0);
    const lines = comparedLines([model, model], comparison.moves, { language: 'en', plan, ids: [7, 8] }).join('\n');
    expect(lines).toMatch(/Name: values are equal +\+\S+ +\+\S+ +\+0\.0/);
    expect(comparedLines([model, model], null, { language: 'en', plan: null, ids: [7, 8] }).at(-1)).toMatch(/other rules/);
  });
});
