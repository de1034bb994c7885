// Pairs counted by the levels they show: all that learning m, u and the prior needs of millions of pairs.
import type { ComparisonShape, Levels, PairLabel, PatternCount } from './types.ts';

/**
 * Counts pairs by pattern. Comparisons that read the unique number are taken as missing where the number itself gave the label: a
 * model that learned from them would only learn how it was labelled.
 */
export class PatternCounter {
  readonly #shapes: readonly ComparisonShape[];
  readonly #counts = new Map<string, { levels: number[]; count: number; label: PairLabel }>();
  #total = 0;

  constructor(shapes: readonly ComparisonShape[]) {
    this.#shapes = shapes;
  }

  get total(): number {
    return this.#total;
  }

  add(levels: Levels, label: PairLabel = null, isLabelledByNumber = label !== null): void {
    this.#total++;
    let key = label === null ? '?' : label === 'match' ? '=' : '#';
    for (let index = 0; index < this.#shapes.length; index++) {
      key += String.fromCharCode(66 + (isLabelledByNumber && this.#shapes[index]!.isOfNumber ? -1 : levels[index]!));
    }
    const found = this.#counts.get(key);
    if (found) found.count++;
    else this.#counts.set(key, { levels: Array.from(key.slice(1), (letter) => letter.charCodeAt(0) - 66), count: 1, label });
  }

  patterns(): PatternCount[] {
    return [...this.#counts.values()];
  }
}

/** Patterns in typed arrays, equal ones joined and sorted, so that the order of the input leaves no trace in floating-point sums. */
export interface PatternTable {
  readonly size: number;
  /** Row after row; a missing value that counts as different is the last level here. */
  readonly levels: Int8Array;
  readonly counts: Float64Array;
  /** 1 match, 0 no match, -1 unknown. */
  readonly labels: Int8Array;
  readonly total: number;
}

export function tabulate(patterns: readonly PatternCount[], shapes: readonly ComparisonShape[]): PatternTable {
  const joined = new Map<string, { levels: number[]; count: number; label: number }>();
  for (const pattern of patterns) {
    const levels = shapes.map((shape, index) => settleLevel(pattern.levels[index]!, shape));
    const label = pattern.label === null ? -1 : pattern.label === 'match' ? 1 : 0;
    const key = `${label}:${levels.join(',')}`;
    const found = joined.get(key);
    if (found) found.count += pattern.count;
    else joined.set(key, { levels, count: pattern.count, label });
  }
  const rows = [...joined].filter(([, row]) => row.count > 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {
    size: rows.length,
    levels: Int8Array.from(rows.flatMap((row) => row.levels)),
    counts: Float64Array.from(rows, (row) => row.count),
    labels: Int8Array.from(rows, (row) => row.label),
    total: rows.reduce((sum, row) => sum + row.count, 0),
  };
}

/** The level as it counts: missing may mean different; a level beyond the last is a fault of the feeder. */
export function settleLevel(level: number, shape: ComparisonShape): number {
  if (level >= shape.levels) throw new RangeError(`comparison ${shape.code} has no level ${level}`);
  return level < 0 ? (shape.missing === 'different' ? shape.levels - 1 : -1) : level;
}
