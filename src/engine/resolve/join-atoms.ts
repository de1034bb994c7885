// The step between atoms and golden ids: reads what joins the atoms in scope, clusters them, writes the labels that changed.
import type { PoolClient } from 'pg';
import { analyzeWork } from '../../store/work-table.ts';
import type { LibrarySql } from '../library-sql.ts';
import { runAll } from '../run-statements.ts';
import { clusterAtoms, type Atom, type ScoredEdge } from './cluster.ts';
import { createRegrouped, noteClusters, readDecisions, readEdges, takeClusters, type Regrouped } from './join-atoms.sql.ts';
import { readMatchSetting } from './match-setting.ts';

/** Atoms written back at once. */
const chunk = 20_000;

/** Joins the atoms of `scope` by decisions and, where the library's autoLink is on, by scores. Costs two small reads where nothing joins. */
export async function joinAtoms(client: PoolClient, lib: LibrarySql, { autoLink }: { readonly autoLink?: boolean } = {}): Promise<void> {
  const { scored } = lib.library.matchRules;
  const decisions = (await client.query<{ kind: string; a: string; b: string }>(readDecisions(lib))).rows;
  const pairs = scored ? (await client.query<EdgeRow>(readEdges(lib))).rows : [];
  if (decisions.length === 0 && pairs.length === 0) return;
  const atoms = new Atoms(decisions.filter(({ kind }) => kind === 'hold').map(({ a }) => a));
  const between = (kind: string): [number, number][] => decisions.filter((row) => row.kind === kind).map(({ a, b }) => [atoms.place(a), atoms.place(b)]);
  const edges = pairs.map(({ a, b, ...rest }): ScoredEdge => ({ a: atoms.place(a), b: atoms.place(b), ...rest }));
  const placed = clusterAtoms({
    same: between('same'), never: between('never'), edges, atoms: atoms.list,
    margin: scored?.link.margin ?? 0, autoLink: scored ? autoLink ?? (await readMatchSetting(client, lib.library.code)).autoLink : false,
  });
  const regrouped = placed.flatMap(({ cluster, by, score }, index): Regrouped[] => {
    const { label } = atoms.list[index]!;
    return by === 'keys' && cluster === label ? [] : [{ label, cluster, by, score }];
  });
  await client.query(createRegrouped());
  for (let start = 0; start < regrouped.length; start += chunk) await client.query(noteClusters(regrouped.slice(start, start + chunk)));
  await runAll(client, [analyzeWork('regrouped'), takeClusters(lib)]);
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
