// Pairs counted by what they show and what is known of them: all that learning needs of millions of pairs.
import type { ComparisonShape, LabelSource, Levels, PairLabel, PatternCount } from './types.ts';

/** Distinct patterns that are held; beyond, adjustments are counted in steps twice as coarse. */
const maxPatterns = 300_000;
/** Finest step of adjustments, bits. */
const finestStep = 0.5;

interface Counted {
  readonly levels: number[];
  count: number;
  readonly label: PairLabel;
  readonly labelledBy?: LabelSource;
  /** In steps. */
  readonly adjustment: number;
}

/** Counts pairs by pattern in bounded memory. The order in which they come leaves no trace. */
export class PatternCounter {
  readonly #max: number;
  #counts = new Map<string, Counted>();
  #step = finestStep;
  #total = 0;

  constructor(max = maxPatterns) {
    this.#max = max;
  }

  get total(): number {
    return this.#total;
  }

  add(levels: Levels, { label = null, labelledBy, adjustment = 0 }: Partial<Omit<PatternCount, 'levels' | 'count'>> = {}): void {
    this.#total++;
    // Nested steps: halving a floor gives the floor of the half, whenever it is done.
    const steps = Math.floor(adjustment / this.#step);
    this.#count({ levels: Array.from(levels), count: 1, label, labelledBy: label === null ? undefined : labelledBy, adjustment: steps });
    if (this.#counts.size > this.#max) this.#coarsen();
  }

  patterns(): PatternCount[] {
    return [...this.#counts.values()].map(({ adjustment, ...pattern }) => ({ ...pattern, adjustment: this.#bitsOf(adjustment) }));
  }

  /** The middle of the step; no adjustment stays none while steps are fine. */
  #bitsOf(steps: number): number {
    return steps === 0 && this.#step === finestStep ? 0 : (steps + 0.5) * this.#step;
  }

  #count(pattern: Counted): void {
    const key = `${pattern.label}${pattern.labelledBy}${pattern.adjustment}:${pattern.levels.join(',')}`;
    const found = this.#counts.get(key);
    if (found) found.count += pattern.count;
    else this.#counts.set(key, pattern);
  }

  #coarsen(): void {
    const before = this.#counts;
    // Levels alone are as coarse as it gets.
    if (this.#step > 1024) return;
    this.#counts = new Map();
    this.#step *= 2;
    for (const pattern of before.values()) this.#count({ ...pattern, adjustment: Math.floor(pattern.adjustment / 2) });
  }
}

/** What a table's pairs are known to be. A number's word is nearly sure: numbers are used by others, too. */
export const labelCodes = { unknown: -1, noMatch: 0, match: 1, sameNumber: 2 } as const;

/** Patterns in typed arrays, equal ones joined and sorted, so that the order of the input leaves no trace in floating-point sums. */
export interface PatternTable {
  readonly size: number;
  readonly width: number;
  /** Row after row, as settled: see `settleLevel`. */
  readonly levels: Int8Array;
  readonly adjustments: Float64Array;
  readonly counts: Float64Array;
  /** One of `labelCodes`. */
  readonly labels: Int8Array;
  readonly total: number;
}

/**
 * `blankNumbers`: comparisons that read the unique number are taken as missing where a number gave the label; a model that learned
 * from them would only learn how it was labelled.
 */
export function tabulate(patterns: readonly PatternCount[], shapes: readonly ComparisonShape[], { blankNumbers = true } = {}): PatternTable {
  const joined = new Map<string, { levels: number[]; count: number; label: number; adjustment: number }>();
  for (const pattern of patterns) {
    const { label, labelledBy, adjustment = 0 } = pattern;
    const isByNumber = label !== null && labelledBy === 'number';
    const code = label === null ? labelCodes.unknown : label === 'no_match' ? labelCodes.noMatch : isByNumber ? labelCodes.sameNumber : labelCodes.match;
    const levels = shapes.map((shape, index) => (blankNumbers && isByNumber && shape.isOfNumber ? -1 : settleLevel(pattern.levels[index]!, shape)));
    const key = `${code}:${levels.join(',')}:${adjustment}`;
    const found = joined.get(key);
    if (found) found.count += pattern.count;
    else joined.set(key, { levels, count: pattern.count, label: code, adjustment });
  }
  const rows = [...joined].filter(([, row]) => row.count > 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const levels = new Int8Array(rows.length * shapes.length);
  rows.forEach((row, place) => levels.set(row.levels, place * shapes.length));
  return {
    size: rows.length,
    width: shapes.length,
    levels,
    adjustments: Float64Array.from(rows, (row) => row.adjustment),
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
