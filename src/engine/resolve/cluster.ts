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

/** The best that the scores of two atoms' records say, one edge for two atoms. `a` and `b` are places in the list of atoms. */
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

/** By the lesser label of the two, then by the other. */
function byLabels(atoms: readonly Atom[]): (x: readonly [number, number], y: readonly [number, number]) => number {
  const ends = ([a, b]: readonly [number, number]): [string, string] => {
    const [one, other] = [atoms[a]!.label, atoms[b]!.label];
    return one < other ? [one, other] : [other, one];
  };
  const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return (x, y) => {
    const [left, right] = [ends(x), ends(y)];
    return compare(left[0], right[0]) || compare(left[1], right[1]);
  };
}

class Clusters {
  /** Place of each atom's cluster; a cluster is at the place of one of its atoms. */
  private readonly cluster: number[];
  private readonly members: number[][];
  /** How many of a cluster's atoms are numbered. */
  private readonly numbered: number[];
  private readonly near: ScoredEdge[][];
  private readonly never = new Map<number, Set<number>>();
  private readonly by: Placed['by'][];
  private readonly score: (number | null)[];

  constructor(private readonly input: ClusterInput) {
    const { atoms, edges } = input;
    this.cluster = atoms.map((_, index) => index);
    this.members = atoms.map((_, index) => [index]);
    this.numbered = atoms.map(({ isNumbered }) => (isNumbered ? 1 : 0));
    this.by = atoms.map(() => 'keys');
    this.score = atoms.map(() => null);
    this.near = atoms.map(() => []);
    for (const edge of edges) {
      this.near[edge.a]!.push(edge);
      this.near[edge.b]!.push(edge);
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
    const names = this.members.map((members, cluster) => {
      let least = '';
      for (const member of members) {
        const { label, isNumbered } = atoms[member]!;
        if ((isNumbered || !this.isNumbered(cluster)) && (least === '' || label < least)) least = label;
      }
      return least;
    });
    return atoms.map(({ label, isNumbered }, index) => {
      const cluster = names[this.cluster[index]!]!;
      const isRoot = isNumbered ? cluster === label : this.by[index] === 'keys';
      return { cluster, by: isRoot ? 'keys' : this.by[index]!, score: isRoot ? null : this.score[index]! };
    });
  }

  /** A cluster without a number is nearly as near to another, which it could join as well, as to the one that it would join; and those two are not one. */
  private hasRival(from: number, to: number, score: number): boolean {
    return this.members[from]!.some((member) => this.near[member]!.some((edge) => {
      const rival = this.beyond(edge, member);
      return rival !== to && rival !== from && edge.score > score - this.input.margin && this.areApart(rival, to) && !this.areApart(rival, from);
    }));
  }

  /** Two numbers, or clusters that a veto or a person holds apart. */
  private areApart(x: number, y: number): boolean {
    if (this.isNumbered(x) && this.isNumbered(y)) return true;
    return this.isForbidden(x, y) || this.members[x]!.some((member) => this.near[member]!.some((edge) => edge.isVetoed && this.beyond(edge, member) === y));
  }

  /** Too few of the pairs between the two are near, or one of them is vetoed. */
  private isWeak(x: number, y: number): boolean {
    const [left, right] = [this.members[x]!, this.members[y]!];
    let near = 0;
    for (const member of left) {
      for (const edge of this.near[member]!) {
        if (this.beyond(edge, member) !== y) continue;
        if (edge.isVetoed) return true;
        near += 1;
      }
    }
    return near < leastNearShare * left.length * right.length;
  }

  /** The cluster to which an edge leads from one of its atoms. */
  private beyond({ a, b }: ScoredEdge, atom: number): number {
    return this.cluster[a === atom ? b : a]!;
  }

  private isForbidden(x: number, y: number): boolean {
    return this.never.size > 0 && this.members[x]!.some((a) => [...(this.never.get(a) ?? [])].some((b) => this.cluster[b] === y));
  }

  private isNumbered(cluster: number): boolean {
    return this.numbered[cluster]! > 0;
  }

  /** The atom that would be joined, or one that would move with it. */
  private isHeld(atom: number, cluster: number): boolean {
    const moving = this.isNumbered(cluster) ? [atom] : this.members[cluster]!;
    return moving.some((index) => this.input.atoms[index]!.isHeld);
  }

  private unite(x: number, y: number, by: 'decision' | 'score', score: number | null): void {
    for (const cluster of [x, y]) {
      if (by === 'score' && this.isNumbered(cluster)) continue;
      for (const index of this.members[cluster]!) {
        if (this.by[index] === 'decision' || (by === 'score' && this.by[index] === 'score')) continue;
        this.by[index] = by;
        this.score[index] = score;
      }
    }
    const moved = this.members[y]!;
    for (const index of moved) this.cluster[index] = x;
    this.members[x]!.push(...moved);
    this.members[y] = [];
    this.numbered[x]! += this.numbered[y]!;
  }

  private forbidden(atom: number): Set<number> {
    let set = this.never.get(atom);
    if (set === undefined) this.never.set(atom, (set = new Set()));
    return set;
  }
}
