// Pairwise precision and recall of links against a truth, as record-linkage papers count them.

export interface PairScore {
  /** Pairs that belong together, and pairs that were put together. */
  readonly pairs: number;
  readonly predicted: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Both: record → cluster. Records of the truth that the prediction lacks count as alone; records that only the prediction has do not count. */
export function scoreClusters(truth: ReadonlyMap<string, string>, predicted: ReadonlyMap<string, string>): PairScore {
  const actual = new Tally();
  const made = new Tally();
  const both = new Tally();
  for (const [record, cluster] of truth) {
    actual.add(cluster);
    const other = predicted.get(record);
    if (other === undefined) continue;
    made.add(other);
    both.add(`${cluster} ${other}`);
  }
  return scoreOf({ pairs: actual.pairs(), predicted: made.pairs(), correct: both.pairs() });
}

/** Both: unordered pairs of record ids, each pair once however often it is given. */
export function scoreLinks(truth: Iterable<readonly [string, string]>, predicted: Iterable<readonly [string, string]>): PairScore {
  const wanted = new Set(Array.from(truth, pairKey));
  const made = new Set(Array.from(predicted, pairKey));
  const correct = [...made].filter((pair) => wanted.has(pair)).length;
  return scoreOf({ pairs: wanted.size, predicted: made.size, correct });
}

const pairKey = ([a, b]: readonly [string, string]): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  pairs(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += (count * (count - 1)) / 2;
    return sum;
  }
}

function scoreOf({ pairs, predicted, correct }: { pairs: number; predicted: number; correct: number }): PairScore {
  const precision = predicted === 0 ? 0 : correct / predicted;
  const recall = pairs === 0 ? 0 : correct / pairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { pairs, predicted, precision, recall, f1 };
}
