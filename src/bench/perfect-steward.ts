// What the links would be after a steward who knows the truth had answered every queued pair.
import type { LinkedRecord, QueuedTask } from './resolution-hub.ts';

export interface Answered {
  /** Record → cluster after all answers. */
  readonly clusters: ReadonlyMap<string, string>;
  /** Pairs that the steward was asked about. */
  readonly asked: number;
}

/** `truth`: record → entity. A held record is asked about once for each golden record of its number and each record held with it. */
export function answerAll(links: readonly LinkedRecord[], tasks: readonly QueuedTask[], truth: ReadonlyMap<string, string>): Answered {
  const clusters = new Unions();
  const first = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const { sourceKey, goldenId } of links) {
    clusters.add(sourceKey);
    if (goldenId === null) continue;
    const leader = first.get(goldenId);
    if (leader === undefined) first.set(goldenId, sourceKey);
    else clusters.join(leader, sourceKey);
    members.set(goldenId, [...(members.get(goldenId) ?? []), sourceKey]);
  }
  let asked = 0;
  const ask = (a: string, b: string): void => {
    if (truth.get(a) === truth.get(b)) clusters.join(a, b);
  };
  for (const { kind, records, goldenIds } of tasks) {
    if (kind === 'possible_duplicate') {
      asked += 1;
      if (records.length === 2) ask(records[0]!, records[1]!);
      continue;
    }
    asked += records.length * goldenIds.length + (records.length * (records.length - 1)) / 2;
    for (const [index, held] of records.entries()) {
      for (const other of [...records.slice(index + 1), ...goldenIds.flatMap((id) => members.get(id) ?? [])]) ask(held, other);
    }
  }
  return { clusters: new Map(links.map(({ sourceKey }) => [sourceKey, clusters.leader(sourceKey)])), asked };
}

class Unions {
  readonly #parent = new Map<string, string>();

  add(name: string): void {
    this.#parent.set(name, name);
  }

  leader(name: string): string {
    let found = name;
    while (this.#parent.get(found)! !== found) found = this.#parent.get(found)!;
    for (let at = name; at !== found; ) {
      const next = this.#parent.get(at)!;
      this.#parent.set(at, found);
      at = next;
    }
    return found;
  }

  join(a: string, b: string): void {
    this.#parent.set(this.leader(a), this.leader(b));
  }
}
