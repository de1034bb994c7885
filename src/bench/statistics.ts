// The few statistics of the benches. Samples are numbers of any unit; an empty list is a fault of the caller.

/** The middle value, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = sort(samples);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The smallest sample that at least the share (0 < share ≤ 1) of all samples do not exceed: the nearest-rank percentile. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = sort(samples);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

function sort(samples: readonly number[]): Float64Array {
  if (samples.length === 0) throw new RangeError('no samples');
  return Float64Array.from(samples).sort();
}
