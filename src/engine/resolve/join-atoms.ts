// The step between atoms and golden ids: reads what joins the atoms in scope, clusters them, and gives the statements that write the labels that changed.
import type { PoolClient } from 'pg';
import type { Query } from '../../store/sql.ts';
import { analyzeWork } from '../../store/work-table.ts';
import type { LibrarySql } from '../library-sql.ts';
import { sendAll } from '../run-statements.ts';
import { clusterAtoms, type Atom, type ScoredEdge } from './cluster.ts';
import { createRegrouped, noteClusters, readDecisions, readEdges, takeClusters, type Regrouped } from './join-atoms.sql.ts';
import { matchSettingSql, noSetting, type MatchSetting } from './match-setting.ts';

/** Atoms written back at once. */
const chunk = 20_000;

/** Joins the atoms of `scope` by decisions and, where the library's autoLink is on, by scores. Costs small reads where nothing joins. */
export async function joinAtoms(client: PoolClient, lib: LibrarySql, { autoLink }: { readonly autoLink?: boolean } = {}): Promise<Query[]> {
  const { scored } = lib.library.matchRules;
  const [decided, scoredPairs, set] = await sendAll(client, [readDecisions(lib), ...(scored ? [readEdges(lib), matchSettingSql(lib.library.code)] : [])]);
  const decisions = decided!.rows as DecisionRow[];
  const pairs = (scoredPairs?.rows ?? []) as EdgeRow[];
  const setting = (set?.rows[0] as MatchSetting | undefined) ?? noSetting;
  if (decisions.length === 0 && pairs.length === 0) return [];
  const atoms = new Atoms(decisions.filter(({ kind }) => kind === 'hold').map(({ a }) => a));
  const between = (kind: string): [number, number][] => decisions.filter((row) => row.kind === kind).map(({ a, b }) => [atoms.place(a), atoms.place(b)]);
  const edges = pairs.map(({ a, b, ...rest }): ScoredEdge => ({ a: atoms.place(a), b: atoms.place(b), ...rest }));
  const placed = clusterAtoms({
    same: between('same'), never: between('never'), edges, atoms: atoms.list,
    margin: scored?.link.margin ?? 0, autoLink: scored !== undefined && (autoLink ?? setting.autoLink),
  });
  const regrouped = placed.flatMap(({ cluster, by, score }, index): Regrouped[] => {
    const { label } = atoms.list[index]!;
    return by === 'keys' && cluster === label ? [] : [{ label, cluster, by, score }];
  });
  if (regrouped.length === 0) return [];
  const chunks = Array.from({ length: Math.ceil(regrouped.length / chunk) }, (_, at) => regrouped.slice(at * chunk, (at + 1) * chunk));
  return [createRegrouped(), ...chunks.map(noteClusters), analyzeWork('regrouped'), takeClusters(lib)];
}

interface DecisionRow {
  readonly kind: string;
  readonly a: string;
  readonly b: string;
}

interface EdgeRow {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly linkScore: number | null;
  readonly isVetoed: boolean;
}

/** Labels as places in a list; only atoms that something joins are in it. */
class Atoms {
  readonly list: Atom[] = [];
  private readonly places = new Map<string, number>();
  private readonly held: ReadonlySet<string>;

  constructor(held: readonly string[]) {
    this.held = new Set(held);
  }

  place(label: string): number {
    let place = this.places.get(label);
    if (place === undefined) {
      place = this.list.length;
      this.places.set(label, place);
      // Placed by a person: a score does not add to it.
      this.list.push({ label, isNumbered: label.startsWith('k:'), isHeld: this.held.has(label) || label.startsWith('d:') });
    }
    return place;
  }
}
