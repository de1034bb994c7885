// A model in words: by the labels of its rules, and by codes alone once the rules are gone.
import { expect, it } from 'vitest';
import { tellModel } from '../../../../../src/engine/resolve/model/tell-model.ts';
import { planMatch } from '../../../../../src/engine/resolve/scored/match-plan.ts';
import { libraries } from '../../../../../src/libraries/index.ts';
import { plainModel } from '../../../../support/models.ts';

const plan = planMatch(libraries.find(({ code }) => code === 'population')!)!;

it('names comparisons, levels and conditions by the rules that it was learned for', () => {
  const told = tellModel(plainModel(plan), plan);
  expect(told.isFit).toBe(true);
  expect(told.comparisons.flatMap(({ label, levels }) => [label, ...levels.map((level) => level.label)])).not.toContain(null);
  const [first] = told.links;
  expect(first).toMatchObject({ from: 14, conditions: plan.comparisons.flatMap(({ definition }, index) => (plan.linkClasses[0]![index] ? [{ comparison: definition.code, label: definition.label }] : [])) });
  expect(first!.conditions.flatMap(({ levels }) => levels)).not.toContain(null);
});

it('has null for a threshold that no score reaches, which JSON could not hold', () => {
  const told = tellModel(plainModel(plan, { link: plan.linkClasses.map(() => Infinity), review: Infinity }), plan);
  expect([told.review.from, ...told.links.map(({ from }) => from)]).toEqual(Array(plan.linkClasses.length + 1).fill(null));
});

it('keeps its figures where the rules know it no more', () => {
  const model = plainModel(plan);
  const [first, ...others] = plan.comparisons;
  const changed = { ...plan, rulesDigest: 'other', comparisons: [{ ...first!, comparator: { ...first!.comparator, levels: first!.comparator.levels.slice(1) } }, ...others] };
  for (const known of [null, changed]) {
    const told = tellModel(model, known);
    expect(told.isFit).toBe(false);
    expect(told.comparisons[0]!.levels.map(({ label, weight }) => [label, weight])).toEqual(model.comparisons[0]!.levels.map(({ weight }) => [null, weight]));
  }
});
