// Signing keys of the token endpoint, shared by all processes through hub.signing_key. `next` is published before it signs, `retired`
// stays published until the last token it signed has expired, and its private part is erased as soon as it retires.
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Clock } from '../kernel/clock.ts';
import type { Prisma, PrismaClient, SigningKey } from '../store/prisma.ts';
import type { Sealer } from './seal.ts';

export interface KeyRingDeps {
  readonly prisma: PrismaClient;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Seconds that the longest token lives. */
  readonly tokenLifetime: number;
}

export const signingAlgorithm = 'ES256';
/** A process signs with a key at most this long after another process retired it. */
const rereadAfter = 30_000;
/** An unknown kid makes the ring read again, but no oftener than this: anyone can send unknown kids. */
const rereadPause = 1_000;
const clockSkew = 60_000;

interface Ring {
  readonly readAt: number;
  readonly signer: { readonly kid: string; readonly key: CryptoKey } | null;
  readonly verifiers: ReadonlyMap<string, { readonly key: CryptoKey; readonly goodUntil: number }>;
  readonly published: readonly JWK[];
}

export class KeyRing {
  readonly #deps: KeyRingDeps;
  #ring: Ring | null = null;
  #reading: Promise<Ring> | null = null;

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /** Makes the first `current` and `next` keys if there are none; safe in several processes at once. */
  async ensureKeys(): Promise<void> {
    await this.#locked(async (tx) => {
      for (const state of ['current', 'next']) {
        if ((await tx.signingKey.findFirst({ where: { state } })) === null) await this.#make(tx, state);
      }
    });
    this.#ring = null;
  }

  /** next → current, current → retired without its private part, and a new next. */
  async rotate(): Promise<void> {
    await this.#locked(async (tx) => {
      const retired = { state: 'retired', retiredAt: this.#deps.clock.now(), privateJwkSealed: '' };
      await tx.signingKey.updateMany({ where: { state: 'current' }, data: retired });
      const { count } = await tx.signingKey.updateMany({ where: { state: 'next' }, data: { state: 'current' } });
      if (count === 0) await this.#make(tx, 'current');
      await this.#make(tx, 'next');
    });
    this.#ring = null;
  }

  /** The key that signs now. */
  async signer(): Promise<{ kid: string; key: CryptoKey }> {
    const ring = await this.#current(rereadAfter);
    if (ring.signer === null) throw new Error('no current signing key: ensureKeys() has not run');
    return ring.signer;
  }

  /** The public key of a kid that is still good, or null. */
  async verifier(kid: string): Promise<CryptoKey | null> {
    const now = this.#deps.clock.now().getTime();
    const held = (await this.#current(rereadAfter)).verifiers.get(kid) ?? (await this.#current(rereadPause)).verifiers.get(kid);
    return held !== undefined && now < held.goodUntil ? held.key : null;
  }

  /** The JWKS document (RFC 7517): next, current and lately retired keys. */
  async publicJwks(): Promise<{ keys: readonly JWK[] }> {
    return { keys: (await this.#current(rereadAfter)).published };
  }

  async #current(oldest: number): Promise<Ring> {
    if (this.#ring !== null && performance.now() - this.#ring.readAt < oldest) return this.#ring;
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(): Promise<Ring> {
    const readAt = performance.now();
    const rows = (await this.#deps.prisma.signingKey.findMany({ orderBy: { createdAt: 'asc' } })).filter((row) => this.#isPublished(row));
    const current = rows.find((row) => row.state === 'current');
    const verifiers = await Promise.all(
      rows.map(async (row) => [row.kid, { key: await importKey(row.publicJwk as JWK), goodUntil: this.#goodUntil(row) }] as const),
    );
    this.#ring = {
      readAt,
      signer: current ? { kid: current.kid, key: await this.#unseal(current) } : null,
      verifiers: new Map(verifiers),
      published: rows.map((row) => row.publicJwk as JWK),
    };
    return this.#ring;
  }

  #isPublished(row: SigningKey): boolean {
    return this.#deps.clock.now().getTime() < this.#goodUntil(row);
  }

  #goodUntil(row: SigningKey): number {
    if (row.retiredAt === null) return Infinity;
    return row.retiredAt.getTime() + this.#deps.tokenLifetime * 1000 + rereadAfter + clockSkew;
  }

  async #unseal(row: SigningKey): Promise<CryptoKey> {
    let opened: string;
    try {
      opened = this.#deps.sealer.open(row.privateJwkSealed, row.kid);
    } catch (cause) {
      throw new Error(`signing key ${row.kid} does not open: is the hub key the one it was sealed with?`, { cause });
    }
    return importKey(JSON.parse(opened) as JWK);
  }

  async #make(tx: Prisma.TransactionClient, state: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
    const publicJwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const sealed = this.#deps.sealer.seal(JSON.stringify(await exportJWK(privateKey)), kid);
    await tx.signingKey.create({
      data: {
        kid, state, algorithm: signingAlgorithm, privateJwkSealed: sealed, createdAt: this.#deps.clock.now(),
        publicJwk: { ...publicJwk, kid, alg: signingAlgorithm, use: 'sig' } as Prisma.InputJsonObject,
      },
    });
  }

  async #locked(run: (tx: Prisma.TransactionClient) => Promise<void>): Promise<void> {
    await this.#deps.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('signing keys', 0))`;
      await run(tx);
    });
  }
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  return (await importJWK(jwk, signingAlgorithm)) as CryptoKey;
}
