// Pool adjacent violators: the nearest monotone sequence. Used for weights (a worse level never weighs more) and for score bands.

export interface Pool {
  /** Index of the first and past the last value pooled. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  readonly value: number;
}

interface OpenPool {
  start: number;
  end: number;
  weight: number;
  sum: number;
}

/**
 * Weighted means of `values`, pooled until they never fall (`rising`) or never rise. Equal neighbours are one pool. Values of weight 0
 * join the pool before them, or the first one with weight.
 */
export function poolMonotone(values: readonly number[], weights: readonly number[], direction: 'rising' | 'falling'): Pool[] {
  const sign = direction === 'rising' ? 1 : -1;
  const pools: OpenPool[] = [];
  values.forEach((value, index) => {
    const weight = weights[index]!;
    pools.push({ start: index, end: index + 1, weight, sum: weight * value });
    for (let last = pools.at(-1)!, before = pools.at(-2); before && isViolation(before, last, sign); last = pools.at(-1)!, before = pools.at(-2)) {
      pools.pop();
      before.end = last.end;
      before.weight += last.weight;
      before.sum += last.sum;
    }
  });
  return pools.map(({ start, end, weight, sum }) => ({ start, end, weight, value: weight > 0 ? sum / weight : 0 }));
}

function isViolation(before: OpenPool, last: OpenPool, sign: number): boolean {
  if (before.weight === 0 || last.weight === 0) return true;
  return sign * (before.sum / before.weight - last.sum / last.weight) >= 0;
}
