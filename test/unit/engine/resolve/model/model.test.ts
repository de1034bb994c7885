// From counts to a model: corrected where comparisons depend on each other, read in bands that hold what they promise.
import { describe, expect, it } from 'vitest';
import { trainModel, type TrainInput } from '../../../../../src/engine/resolve/model/train.ts';
import { restoreModel } from '../../../../../src/engine/resolve/model/model-store.ts';
import type { MatchModel, PatternCount } from '../../../../../src/engine/resolve/model/types.ts';
import { compileModel } from '../../../../../src/engine/resolve/model/weights.ts';
import { allLevels, made, makePairs, shape } from './population.ts';

/** Every pair may link. */
const anyLevel = made.shapes.map(() => null);

const train = (counts: Pick<TrainInput, 'random' | 'blocked' | 'keyed'>, more: Partial<TrainInput> = {}): MatchModel => trainModel({
  library: 'made', definitionVersion: 1, rulesDigest: 'd', shapes: made.shapes, precision: { link: 0.995, review: 0.2 }, frequencies: {}, linkClasses: [anyLevel],
  records: made.records, pairs: counts.blocked.reduce((sum, { count }) => sum + count, 0), now: '2026-11-25T00:00:00.000Z', ...counts, ...more,
});

const noTerms = made.shapes.map(() => null);

/** Share of matches among pairs of the made population that score in [from, to). */
function trueShare(model: MatchModel, [from, to]: [number, number], dependence: number): number {
  const scorer = compileModel(model, made.shapes);
  let matches = 0;
  let all = 0;
  for (const { levels, label, count } of makePairs(made, { labelled: 1, dependence }).blocked) {
    const bits = scorer.weigh(levels, noTerms);
    if (bits < from || bits >= to) continue;
    all += count;
    if (label === 'match') matches += count;
  }
  return all === 0 ? 1 : matches / all;
}

describe('trainModel', () => {
  it('promises no more precision than there is, although comparisons depend on each other', () => {
    const dependence = 0.5;
    const model = train(makePairs(made, { labelled: 0.4, dependence }));
    expect(model.figures).toMatchObject({ calibration: 'labels', isRefined: true, hasConverged: true });
    expect(model.bands.length).toBeGreaterThan(3);
    model.bands.forEach((band, place) => {
      expect(trueShare(model, [band.from, model.bands[place + 1]?.from ?? Infinity], dependence)).toBeGreaterThanOrEqual(band.assured);
      if (place > 0) expect(band.expected).toBeGreaterThanOrEqual(model.bands[place - 1]!.expected);
    });
    expect(trueShare(model, [model.thresholds.link[0]!, Infinity], dependence)).toBeGreaterThanOrEqual(0.995);
    expect(model.thresholds.review).toBeLessThan(model.thresholds.link[0]!);
  });

  it('works without labels, and then asks for more before it lets a pair link', () => {
    const plain = train(makePairs(made));
    const labelled = train(makePairs(made, { labelled: 0.4 }));
    expect(plain.figures).toMatchObject({ calibration: 'posterior', isRefined: false });
    expect(plain.thresholds.link[0]).toBeLessThan(Infinity);
    expect(trueShare(plain, [plain.thresholds.link[0]!, Infinity], 0)).toBeGreaterThanOrEqual(0.995);
    const posterior = (model: MatchModel): number => compileModel(model, made.shapes).posterior(model.thresholds.link[0]!);
    expect(posterior(plain)).toBeGreaterThan(posterior(labelled));
  });

  it('lets pairs link by the first class that they fit, each with its own threshold', () => {
    const sameName = made.shapes.map(({ code }) => (code === 'name' ? [0] : null));
    const model = train(makePairs(made, { labelled: 0.4, dependence: 0.5 }), { linkClasses: [sameName, made.shapes.map(({ code }) => (code === 'birth' ? [0] : null))] });
    const { outcome } = compileModel(model, made.shapes);
    const [first, second] = model.thresholds.link;
    expect(outcome(first!, [0, 0, 0, 0, 0])).toBe('match');
    expect(outcome(second!, [1, 0, 0, 0, 0])).toBe(second === Infinity ? 'review' : 'match');
    expect(outcome(999, [1, 1, 0, 0, 0])).toBe('review');
  });

  it('keeps weights in the order of the levels', () => {
    for (const { levels } of train(makePairs(made, { labelled: 0.4, dependence: 0.5 })).comparisons) {
      levels.forEach(({ weight }, place) => place > 0 && expect(weight).toBeLessThanOrEqual(levels[place - 1]!.weight + 1e-9));
    }
  });

  it('is the same, bit for bit, for the same counts in another order', () => {
    const counts = makePairs(made, { labelled: 0.4 });
    const reversed = { random: [...counts.random].reverse(), blocked: [...counts.blocked].reverse(), keyed: [...counts.keyed].reverse() };
    expect(train(reversed)).toEqual(train(counts));
  });

  it('survives JSON, also where no score is enough', () => {
    const model = train({ random: [], blocked: [], keyed: [] });
    expect(model.thresholds).toEqual({ link: [Infinity], review: Infinity });
    expect(restoreModel(JSON.parse(JSON.stringify(model)) as MatchModel)).toEqual(model);
    const good = train(makePairs(made));
    expect(restoreModel(JSON.parse(JSON.stringify(good)) as MatchModel)).toEqual(good);
  });

  it('hears a number beside all else: what twins share in it is no sign of one entity', () => {
    const shapes = [...made.shapes, shape('number', 4, { isOfNumber: true })];
    const { random, blocked, keyed } = makePairs(made, { labelled: 0.5 });
    const add = (pattern: PatternCount, level: number): PatternCount => ({ ...pattern, levels: [...Array.from(pattern.levels), level] });
    const twins = { levels: [0, 0, 1, 0, 0, 2], labelledBy: 'number' as const };
    const model = train({
      blocked: [
        ...blocked.map((pattern) => add(pattern, pattern.label === 'match' ? 0 : pattern.label === 'no_match' ? 3 : -1)),
        // Twins: alike in all but the number, whose region and birth date are theirs too. Few of them are open.
        { ...twins, label: 'no_match', count: 300 }, { ...twins, label: null, count: 20 },
        // One person, the number masked in one place.
        { levels: [0, 0, 0, 0, 0, 1], label: null, count: 200 }, { levels: [0, 0, 1, 0, 0, 1], label: null, count: 100 },
      ],
      random: random.map((pattern) => add(pattern, 3)), keyed: keyed.map((pattern) => add(pattern, 0)),
    }, { shapes });
    const [, masked, sameBirth] = model.comparisons.at(-1)!.levels;
    expect(masked!.weight).toBeGreaterThan(3);
    expect(sameBirth!.weight).toBeLessThan(0);
  });
});

describe('compileModel', () => {
  const model = train(makePairs(made), {
    frequencies: { name: { floor: 0.0001, collision: 0.0008, terms: { 张伟: 0.004, constructor: 0.001 } } },
  });
  const shapes = made.shapes.map((each) => (each.code === 'name' ? { ...each, frequencyLevels: 2 } : each));
  const scorer = compileModel(model, shapes);

  it('weighs a common term less than a rare one, and only where it agrees', () => {
    const of = (term: string | null, level = 0): number => scorer.weigh([level, -1, -1, -1, -1], [term, null, null, null, null]);
    expect(of('张伟')).toBeLessThan(of('constructor'));
    expect(of('constructor')).toBeLessThan(of('尉迟恭'));
    expect(of('尉迟恭') - of(null)).toBeCloseTo(3, 9);
    expect(of('张伟', 2)).toBe(of(null, 2));
  });

  it('adds up to what it explains', () => {
    for (const levels of allLevels(made.shapes)) {
      const terms = ['张伟', null, null, null, null];
      const parts = scorer.explain(levels, terms);
      expect(parts.reduce((bits, part) => bits + part.weight + part.adjustment, 0)).toBeCloseTo(scorer.weigh(levels, terms), 9);
    }
    expect(scorer.explain([-1, -1, -1, -1, -1], [null, null, null, null, null]).every(({ weight, adjustment }) => weight === 0 && adjustment === 0)).toBe(true);
  });

  it('reads bands and outcomes at their borders', () => {
    const { link: [link], review } = model.thresholds;
    const levels = [0, 0, 0, 0, 0];
    expect([link!, link! - 1e-9, review, review - 1e-9].map((bits) => scorer.outcome(bits, levels))).toEqual(['match', 'review', 'review', 'no_match']);
    const [first, second] = model.bands;
    expect(scorer.band(first!.from - 1)).toBeNull();
    expect(scorer.band(second!.from)).toBe(second);
    expect(scorer.band(Infinity)).toBe(model.bands.at(-1));
  });

  it('refuses comparisons that the model was not learned for', () => {
    expect(() => compileModel(model, shapes.slice(1))).toThrow(/birth/);
    expect(() => compileModel(model, [{ ...shapes[0]!, levels: 3 }, ...shapes.slice(1)])).toThrow(/name/);
  });
});
