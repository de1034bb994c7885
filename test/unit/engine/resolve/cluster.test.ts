// Clusters of atoms: cases that harm people when they go wrong, and what holds for any input in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterAtoms, type Atom, type ClusterInput, type ScoredEdge } from '../../../../src/engine/resolve/cluster.ts';

const numbered = (label: string): Atom => ({ label: `k:${label}`, isNumbered: true, isHeld: false });
const floating = (label: string): Atom => ({ label: `r:${label}`, isNumbered: false, isHeld: false });
const edge = (a: number, b: number, score: number, more: Partial<ScoredEdge> = {}): ScoredEdge => ({ a, b, score, linkScore: score, isVetoed: false, ...more });

/** Clusters as sorted lists of labels. */
function clusters(input: Partial<ClusterInput> & Pick<ClusterInput, 'atoms'>): string[][] {
  const placed = clusterAtoms({ edges: [], same: [], never: [], margin: 3, autoLink: true, ...input });
  const byCluster = new Map<string, string[]>();
  placed.forEach(({ cluster }, index) => byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), input.atoms[index]!.label]));
  return [...byCluster.values()].map((labels) => labels.sort()).sort((x, y) => (x[0]! < y[0]! ? -1 : 1));
}

describe('clusterAtoms', () => {
  it('joins a record without a number to the number it is near', () => {
    expect(clusters({ atoms: [numbered('1'), floating('a')], edges: [edge(0, 1, 30)] })).toEqual([['k:1', 'r:a']]);
  });

  it('links nothing by score where autoLink is off', () => {
    expect(clusters({ atoms: [numbered('1'), floating('a')], edges: [edge(0, 1, 30)], autoLink: false })).toHaveLength(2);
  });

  it('never joins two numbers, whatever lies between them', () => {
    expect(clusters({ atoms: [numbered('1'), numbered('2'), floating('a')], edges: [edge(0, 1, 60), edge(0, 2, 40), edge(1, 2, 30)] }))
      .toEqual([['k:1', 'r:a'], ['k:2']]);
  });

  it('leaves a record alone that is nearly as near to another number', () => {
    expect(clusters({ atoms: [numbered('1'), numbered('2'), floating('a')], edges: [edge(0, 2, 30), edge(1, 2, 28, { linkScore: null })] })).toHaveLength(3);
  });

  it('does not grow over a weak bridge', () => {
    const atoms = [floating('a'), floating('b'), floating('c'), floating('d')];
    expect(clusters({ atoms, edges: [edge(0, 1, 40), edge(2, 3, 40), edge(1, 2, 30)] })).toEqual([['r:a', 'r:b'], ['r:c', 'r:d']]);
  });

  it('keeps a veto, also through others', () => {
    const atoms = [floating('a'), floating('b'), floating('c')];
    expect(clusters({ atoms, edges: [edge(0, 1, 40), edge(1, 2, 30), edge(0, 2, 50, { isVetoed: true })] })).toEqual([['r:a', 'r:b'], ['r:c']]);
  });

  it('leaves a record alone that is nearly as near to two that are not one', () => {
    const atoms = [floating('father'), floating('either'), floating('son')];
    const near = [edge(0, 1, 40), edge(1, 2, 39, { linkScore: null })];
    expect(clusters({ atoms, edges: [...near, edge(0, 2, 50, { isVetoed: true })] })).toHaveLength(3);
    expect(clusters({ atoms, edges: near, never: [[0, 2]] })).toHaveLength(3);
    expect(clusters({ atoms, edges: [...near, edge(0, 2, 20)] })).toEqual([['r:either', 'r:father', 'r:son']]);
  });

  it('is not held back by one that it could not join', () => {
    const atoms = [floating('a'), floating('b'), floating('other'), floating('c')];
    const edges = [edge(0, 1, 40), edge(0, 3, 30), edge(0, 2, 29), edge(1, 2, 20, { isVetoed: true }), edge(1, 3, 30), edge(2, 3, 20, { isVetoed: true })];
    expect(clusters({ atoms, edges })).toEqual([['r:a', 'r:b', 'r:c'], ['r:other']]);
  });

  it('joins by decision what no score may, and keeps apart by decision what a score would join', () => {
    expect(clusters({ atoms: [numbered('1'), numbered('2')], same: [[0, 1]] })).toEqual([['k:1', 'k:2']]);
    expect(clusters({ atoms: [numbered('1'), floating('a')], edges: [edge(0, 1, 50)], never: [[0, 1]] })).toHaveLength(2);
  });

  it('does not move what a person holds', () => {
    expect(clusters({ atoms: [numbered('1'), { ...floating('a'), isHeld: true }], edges: [edge(0, 1, 50)] })).toHaveLength(2);
  });

  it('says what brought each atom', () => {
    const placed = clusterAtoms({
      atoms: [numbered('1'), floating('a'), floating('b')], edges: [edge(0, 1, 30)], same: [[0, 2]], never: [], margin: 3, autoLink: true,
    });
    expect(placed.map(({ cluster, by, score }) => [cluster, by, score])).toEqual([['k:1', 'keys', null], ['k:1', 'score', 30], ['k:1', 'decision', null]]);
  });
});

/** Small dense graphs with scores that tie often. */
const inputs = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })).chain(([numbers, others]) => {
  const atoms = [...Array.from({ length: numbers }, (_, at) => numbered(String(at))), ...Array.from({ length: others }, (_, at) => floating(String(at)))];
  const pair = fc.tuple(fc.nat(atoms.length - 1), fc.nat(atoms.length - 1)).filter(([a, b]) => a < b);
  return fc.record({
    atoms: fc.constant(atoms),
    edges: fc.uniqueArray(fc.tuple(pair, fc.integer({ min: 10, max: 16 }), fc.boolean(), fc.integer({ min: 0, max: 9 })), { selector: ([[a, b]]) => `${a} ${b}`, maxLength: 20 })
      .map((list) => list.map(([[a, b], score, mayLink, veto]) => edge(a, b, score, { linkScore: mayLink ? score : null, isVetoed: veto === 0 }))),
    same: fc.array(pair, { maxLength: 2 }),
    never: fc.array(pair, { maxLength: 2 }),
  });
});

describe('for any atoms and edges', () => {
  it('the clusters do not depend on the order in which anything is given', () => {
    fc.assert(fc.property(inputs, fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }), (input, keys) => {
      const order = input.atoms.map((_, index) => index).sort((x, y) => keys[x % 20]! - keys[y % 20]! || x - y);
      const place = new Map(order.map((old, now) => [old, now]));
      const to = ([a, b]: readonly [number, number]): [number, number] => [place.get(a)!, place.get(b)!];
      const shuffled = {
        atoms: order.map((old) => input.atoms[old]!), same: input.same.map(to).reverse(), never: input.never.map(to).reverse(),
        edges: input.edges.map((each) => ({ ...each, a: place.get(each.a)!, b: place.get(each.b)! })).reverse(),
      };
      expect(clusters(shuffled)).toEqual(clusters(input));
    }), { numRuns: 500 });
  });

  it('a cluster holds no two numbers and no forbidden pair but by decision', () => {
    fc.assert(fc.property(inputs, (input) => {
      for (const cluster of clusters({ ...input, same: [] })) {
        expect(cluster.filter((label) => label.startsWith('k:')).length).toBeLessThanOrEqual(1);
        for (const [a, b] of input.never) expect(cluster.includes(input.atoms[a]!.label) && cluster.includes(input.atoms[b]!.label)).toBe(false);
      }
    }), { numRuns: 500 });
  });
});
