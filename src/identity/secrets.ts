// Client secrets: made here, shown once, kept as scrypt hashes. Verification is slow on purpose, so it is limited to a few at a time.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { HubError } from '../kernel/errors.ts';

// 2^15 × 8 × 128 bytes = 32 MB each. The parameters stand in the hash, so that they can rise.
const logN = 15;
const blockSize = 8;
const parallel = 1;
const hashLength = 32;

/** 256 random bits in base64url: 43 characters that need no escaping in a form or a header. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

export class SecretHasher {
  readonly #limit: number;
  readonly #longestQueue: number;
  readonly #logN: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * `limit` at a time (libuv has four threads for everything), the rest waits; beyond the queue TOKEN_RATE_LIMITED. Tests alone take
   * fewer rounds.
   */
  constructor(limit = 2, longestQueue = 100, rounds = logN) {
    this.#limit = limit;
    this.#longestQueue = longestQueue;
    this.#logN = rounds;
  }

  async hash(secret: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await this.#derive(secret, { salt, logN: this.#logN, blockSize, parallel });
    return ['scrypt', this.#logN, blockSize, parallel, salt.toString('base64url'), key.toString('base64url')].join('$');
  }

  /** Compares in constant time. Without a hash (no such client, or one without a secret) it takes as long and says no. */
  async verify(secret: string, hash: string | null): Promise<boolean> {
    const [scheme, n, r, p, salt = '', expected = ''] = (hash ?? dummyHash(this.#logN)).split('$');
    if (scheme !== 'scrypt') throw new Error('a secret hash of an unknown scheme');
    const parameters = { salt: Buffer.from(salt, 'base64url'), logN: Number(n), blockSize: Number(r), parallel: Number(p) };
    const key = await this.#derive(secret, parameters);
    return timingSafeEqual(key, Buffer.from(expected, 'base64url')) && hash !== null;
  }

  async #derive(secret: string, by: { salt: Buffer; logN: number; blockSize: number; parallel: number }): Promise<Buffer> {
    await this.#enter();
    try {
      return await new Promise((resolve, reject) => {
        const options = { N: 2 ** by.logN, r: by.blockSize, p: by.parallel, maxmem: 2 ** (by.logN + 8) * by.blockSize };
        scrypt(secret, by.salt, hashLength, options, (error, key) => (error ? reject(error) : resolve(key)));
      });
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limit) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= this.#longestQueue) {
      throw new HubError('TOKEN_RATE_LIMITED', 'too many secrets wait for verification', { retryAfterSeconds: 5 });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the place to the next in line, or frees it. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}

const zeros = (bytes: number): string => Buffer.alloc(bytes).toString('base64url');
const dummyHash = (rounds: number): string => ['scrypt', rounds, blockSize, parallel, zeros(16), zeros(hashLength)].join('$');
