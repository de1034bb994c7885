// Pseudo-random numbers that are a pure function of (seed, stream, index), so that any row can be made again without its neighbours.

/** Spreads the bits of a 32-bit integer (the finaliser of MurmurHash3, public domain). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a seed, a stream number and an index. */
export function hash(seed: number, stream: number, index: number): number {
  return mix(mix(mix(seed + 0x9e3779b9) ^ (stream + 0x7f4a7c15)) + Math.imul(index, 0x9e3779b1));
}

/** A Weyl sequence through `mix`: 32 bits of state, which is ample for sample data and costs nothing to start. */
export class Random {
  private state: number;

  constructor(seed: number, stream = 0, index = 0) {
    this.state = hash(seed, stream, index);
  }

  /** Uniform in [0, 2^32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    return mix(this.state);
  }

  /** Uniform integer in [0, below). */
  int(below: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * below);
  }

  /** Uniform integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability * 0x1_0000_0000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)]!;
  }
}

/**
 * Bijection of [0, size) onto itself: neighbours land far apart. `size` below 2^26, so that products stay exact.
 * Made once for a size; each call then costs one multiplication.
 */
export function createScatter(size: number, offset = 0): (index: number) => number {
  let step = Math.floor(size * 0.618033988749895) | 1;
  while (divisor(step, size) !== 1) step += 2;
  return (index) => (index * step + offset) % size;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
