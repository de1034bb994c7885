// Whether decisions contradict each other: what is to be one by some must not be kept apart by others, through any number of steps.
import type { Effects } from './decision.ts';

/** One row of `decided` of the kinds `same` and `never`. */
export interface Said {
  readonly decisionId: string;
  readonly kind: string;
  readonly recordId: string;
  readonly otherId: string;
}

/** A new decision's own statements carry this instead of an id. */
export const fresh = '';

/** The statements of effects, as rows. */
export function saidBy(effects: Effects, decisionId: string = fresh): Said[] {
  return (['same', 'never'] as const).flatMap((kind) => (effects[kind] ?? []).flatMap(([left, right]) =>
    left.flatMap((recordId) => right.map((otherId) => ({ decisionId, kind, recordId, otherId })))));
}

/**
 * The earlier decisions that the new one contradicts, sorted; empty when it fits. Only what the new one brings counts: two earlier
 * decisions that contradict each other are not its fault.
 */
export function findContradicted(effects: Effects, earlier: readonly Said[]): string[] {
  const own = saidBy(effects);
  const all = [...earlier, ...own];
  const edges = all.filter(({ kind }) => kind === 'same');
  const graph = neighbours(edges);
  const blamed = new Set<string>();
  for (const { decisionId, recordId, otherId } of all.filter(({ kind }) => kind === 'never')) {
    const path = findPath(graph, recordId, otherId);
    if (path === null || ![decisionId, ...path].includes(fresh)) continue;
    for (const id of [decisionId, ...path]) if (id !== fresh) blamed.add(id);
  }
  return [...blamed].sort();
}

interface Step {
  readonly to: string;
  readonly decisionId: string;
}

function neighbours(edges: readonly Said[]): Map<string, Step[]> {
  const graph = new Map<string, Step[]>();
  const add = (from: string, step: Step): void => {
    const held = graph.get(from);
    if (held) held.push(step);
    else graph.set(from, [step]);
  };
  for (const { recordId, otherId, decisionId } of edges) {
    add(recordId, { to: otherId, decisionId });
    add(otherId, { to: recordId, decisionId });
  }
  return graph;
}

/** The decisions along the shortest way by which `same` joins the two; null when there is none. */
function findPath(graph: ReadonlyMap<string, readonly Step[]>, from: string, to: string): string[] | null {
  const cameBy = new Map<string, { before: string; decisionId: string } | null>([[from, null]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined && at !== to; at = queue.shift()) {
    for (const step of graph.get(at) ?? []) {
      if (cameBy.has(step.to)) continue;
      cameBy.set(step.to, { before: at, decisionId: step.decisionId });
      queue.push(step.to);
    }
  }
  if (!cameBy.has(to)) return null;
  const path: string[] = [];
  for (let step = cameBy.get(to) ?? null; step !== null; step = cameBy.get(step.before) ?? null) path.push(step.decisionId);
  return path;
}
