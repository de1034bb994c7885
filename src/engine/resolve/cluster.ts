// Makes clusters of atoms: what keys alone keep together is an atom; decisions and scores join atoms. A pure function of its input, whose
// result does not depend on the order in which atoms or edges are given.

/** What keys alone keep together. */
export interface Atom {
  /** Names the atom independently of golden ids and of order. */
  readonly label: string;
  /** It bears a valid unique number: two such atoms are joined by a person only. */
  readonly isNumbered: boolean;
  /** No score may join it (a decision). */
  readonly isHeld: boolean;
}

/** The best that the scores of two atoms' records say. `a` and `b` are places in the list of atoms. */
export interface ScoredEdge {
  readonly a: number;
  readonly b: number;
  /** Bits; the best of all pairs. */
  readonly score: number;
  /** Bits; the best of the pairs that may link by themselves. */
  readonly linkScore: number | null;
  readonly isVetoed: boolean;
}

export interface ClusterInput {
  readonly atoms: readonly Atom[];
  readonly edges: readonly ScoredEdge[];
  /** Decisions: one entity, never one entity. */
  readonly same: readonly (readonly [number, number])[];
  readonly never: readonly (readonly [number, number])[];
  /** Bits by which the best number must lead the next. */
  readonly margin: number;
  readonly autoLink: boolean;
}

/** Where an atom ended up. `score` is that of the edge that brought it, null where no score did. */
export interface Placed {
  readonly cluster: string;
  readonly by: 'keys' | 'decision' | 'score';
  readonly score: number | null;
}

/** Share of the pairs between two clusters that must be near each other, else the edge between them is a weak bridge. */
const leastNearShare = 0.5;

/** One place for each atom, in the order given. */
export function clusterAtoms(input: ClusterInput): Placed[] {
  const joined = new Clusters(input);
  for (const [a, b] of [...input.same].sort(byLabels(input.atoms))) joined.decide(a, b);
  if (input.autoLink) for (const edge of linkable(input)) joined.link(edge);
  return joined.places();
}

/** Edges that may link, best first; equal ones by label. */
function linkable({ atoms, edges }: ClusterInput): ScoredEdge[] {
  const inOrder = byLabels(atoms);
  return edges
    .filter((edge) => edge.linkScore !== null && !edge.isVetoed)
    .sort((x, y) => y.linkScore! - x.linkScore! || inOrder([x.a, x.b], [y.a, y.b]));
}

function byLabels(atoms: readonly Atom[]): (x: readonly [number, number], y: readonly [number, number]) => number {
  const name = ([a, b]: readonly [number, number]): string => [atoms[a]!.label, atoms[b]!.label].sort().join(' ');
  return (x, y) => (name(x) < name(y) ? -1 : name(x) > name(y) ? 1 : 0);
}

class Clusters {
  private readonly cluster: number[];
  private readonly members: Map<number, number[]>;
  private readonly near: Map<number, Map<number, ScoredEdge>>;
  private readonly never = new Map<number, Set<number>>();
  private readonly by: Placed['by'][];
  private readonly score: (number | null)[];

  constructor(private readonly input: ClusterInput) {
    const { atoms, edges } = input;
    this.cluster = atoms.map((_, index) => index);
    this.members = new Map(atoms.map((_, index) => [index, [index]]));
    this.by = atoms.map(() => 'keys');
    this.score = atoms.map(() => null);
    this.near = new Map();
    for (const edge of edges) {
      this.neighbours(edge.a).set(edge.b, edge);
      this.neighbours(edge.b).set(edge.a, edge);
    }
    for (const [a, b] of input.never) {
      this.forbidden(a).add(b);
      this.forbidden(b).add(a);
    }
  }

  /** A person's word; it was checked against the vetoes of persons when it was given, and where data have made it contradict one since, the veto holds. */
  decide(a: number, b: number): void {
    const [x, y] = [this.cluster[a]!, this.cluster[b]!];
    if (x === y || this.isForbidden(x, y)) return;
    this.unite(x, y, 'decision', null);
  }

  /** Joins by score, unless something speaks against it. */
  link({ a, b, linkScore }: ScoredEdge): void {
    const [x, y] = [this.cluster[a]!, this.cluster[b]!];
    const [isLeft, isRight] = [this.isNumbered(x), this.isNumbered(y)];
    if (x === y || (isLeft && isRight) || this.isHeld(a, x) || this.isHeld(b, y)) return;
    if (this.isForbidden(x, y) || this.isWeak(x, y)) return;
    if ((!isLeft && this.hasRival(x, y, linkScore!)) || (!isRight && this.hasRival(y, x, linkScore!))) return;
    this.unite(x, y, 'score', linkScore);
  }

  /** Clusters are named by their number, else by their least atom. */
  places(): Placed[] {
    const { atoms } = this.input;
    const name = new Map<number, string>();
    for (const [cluster, members] of this.members) {
      const numbered = members.filter((index) => atoms[index]!.isNumbered);
      name.set(cluster, (numbered.length > 0 ? numbered : members).map((index) => atoms[index]!.label).sort()[0]!);
    }
    return atoms.map(({ label, isNumbered }, index) => {
      const cluster = name.get(this.cluster[index]!)!;
      const isRoot = isNumbered ? cluster === label : this.by[index] === 'keys';
      return { cluster, by: isRoot ? 'keys' : this.by[index]!, score: isRoot ? null : this.score[index]! };
    });
  }

  /** A cluster without a number is nearly as near to another, which it could join as well, as to the one that it would join; and those two are not one. */
  private hasRival(from: number, to: number, score: number): boolean {
    return this.members.get(from)!.some((member) =>
      [...this.neighbours(member)].some(([other, edge]) => {
        const rival = this.cluster[other]!;
        return rival !== to && rival !== from && edge.score > score - this.input.margin && this.areApart(rival, to) && !this.areApart(rival, from);
      }));
  }

  /** Two numbers, or clusters that a veto or a person holds apart. */
  private areApart(x: number, y: number): boolean {
    if (this.isNumbered(x) && this.isNumbered(y)) return true;
    return this.isForbidden(x, y) || this.members.get(x)!.some((a) => this.members.get(y)!.some((b) => this.neighbours(a).get(b)?.isVetoed === true));
  }

  /** Too few of the pairs between the two are near, or one of them is vetoed. */
  private isWeak(x: number, y: number): boolean {
    const [left, right] = [this.members.get(x)!, this.members.get(y)!];
    let near = 0;
    for (const a of left) {
      for (const b of right) {
        const edge = this.neighbours(a).get(b);
        if (edge?.isVetoed) return true;
        if (edge) near += 1;
      }
    }
    return near < leastNearShare * left.length * right.length;
  }

  private isForbidden(x: number, y: number): boolean {
    return this.members.get(x)!.some((a) => [...(this.never.get(a) ?? [])].some((b) => this.cluster[b] === y));
  }

  private isNumbered(cluster: number): boolean {
    return this.members.get(cluster)!.some((index) => this.input.atoms[index]!.isNumbered);
  }

  /** The atom that would be joined, or one that would move with it. */
  private isHeld(atom: number, cluster: number): boolean {
    const moving = this.isNumbered(cluster) ? [atom] : this.members.get(cluster)!;
    return moving.some((index) => this.input.atoms[index]!.isHeld);
  }

  private unite(x: number, y: number, by: 'decision' | 'score', score: number | null): void {
    for (const cluster of [x, y]) {
      if (by === 'score' && this.isNumbered(cluster)) continue;
      for (const index of this.members.get(cluster)!) {
        if (this.by[index] === 'decision' || (by === 'score' && this.by[index] === 'score')) continue;
        this.by[index] = by;
        this.score[index] = score;
      }
    }
    const moved = this.members.get(y)!;
    for (const index of moved) this.cluster[index] = x;
    this.members.get(x)!.push(...moved);
    this.members.delete(y);
  }

  private neighbours(atom: number): Map<number, ScoredEdge> {
    return entry(this.near, atom, () => new Map<number, ScoredEdge>());
  }

  private forbidden(atom: number): Set<number> {
    return entry(this.never, atom, () => new Set<number>());
  }
}

function entry<V>(map: Map<number, V>, key: number, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
