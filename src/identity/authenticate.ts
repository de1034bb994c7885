// Who calls: verifies the bearer token of a request, once; after that the verified token is looked up in memory until it expires or
// anything about access changes. Whether client and agency are active is asked of the access snapshot, never of the token.
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import type { Caller } from './caller.ts';
import { type KeyRing, signingAlgorithm } from './keys.ts';
import { createOutsideIssuers, type OutsideIssuer, type OutsideIssuerConfig } from './outside-issuers.ts';
import { assertionAlgorithms } from './public-jwks.ts';
import type { ScopesOf } from './roles.ts';
import { TokenCache } from './token-cache.ts';

export type { Caller } from './caller.ts';

export interface Authenticator {
  /**
   * Caller of a token already verified and still good; null when it must be verified first. Synchronous: the hot path.
   * Throws ACCESS_STALE.
   */
  cached(authorization: string | undefined): Caller | null;
  /** Refuses UNAUTHENTICATED, TOKEN_EXPIRED, CLIENT_DISABLED, ISSUER_UNAVAILABLE and ACCESS_STALE. */
  authenticate(authorization: string | undefined): Promise<Caller>;
}

/** What is asked of the access snapshot (sharing/access.ts). Both throw ACCESS_STALE when it is not known to be fresh. */
export interface ClientDirectory {
  epoch(): number;
  client(clientId: string): {
    readonly agencyCode: string;
    readonly roles: readonly string[];
    readonly ratePerMinute: number;
    readonly isActive: boolean;
  } | null;
}

export interface AuthenticatorDeps {
  readonly keys: Pick<KeyRing, 'verifier'>;
  readonly directory: ClientDirectory;
  readonly scopesOf: ScopesOf;
  readonly issuer: string;
  readonly audience: string;
  readonly outsideIssuers?: readonly OutsideIssuerConfig[];
  readonly clock?: Clock;
  readonly cacheSize?: number;
}

const longestHeader = 8_192;
const clockTolerance = 5;

interface Verified {
  readonly clientId: string;
  readonly expiresAt: number;
  /** Undefined when the token names none: an outside issuer that does not know the hub's scopes. */
  readonly scope: string | undefined;
}

export class TokenAuthenticator implements Authenticator {
  readonly #deps: AuthenticatorDeps;
  readonly #clock: Clock;
  readonly #outside: ReadonlyMap<string, OutsideIssuer>;
  readonly #cache: TokenCache;

  constructor(deps: AuthenticatorDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    this.#outside = createOutsideIssuers(deps.outsideIssuers ?? []);
    this.#cache = new TokenCache(deps.cacheSize ?? 10_000);
  }

  cached(authorization: string | undefined): Caller | null {
    if (authorization === undefined) return null;
    return this.#cache.get(authorization, { epoch: this.#deps.directory.epoch(), now: this.#clock.now().getTime() });
  }

  async authenticate(authorization: string | undefined): Promise<Caller> {
    const known = this.cached(authorization);
    if (known) return known;
    const token = readBearer(authorization);
    const verified = await this.#verify(token);
    const { directory, scopesOf } = this.#deps;
    // The epoch first: a change between the two reads must leave an entry that is already forgotten, not one that lasts.
    const epoch = directory.epoch();
    const client = directory.client(verified.clientId);
    if (client === null || !client.isActive) {
      throw new HubError('CLIENT_DISABLED', 'the client or its agency is disabled', { clientId: verified.clientId });
    }
    const allowed = scopesOf(client.roles);
    const asked = verified.scope?.split(' ');
    const caller: Caller = {
      clientId: verified.clientId, agencyCode: client.agencyCode, roles: client.roles, ratePerMinute: client.ratePerMinute,
      scopes: asked ? allowed.filter((scope) => asked.includes(scope)) : allowed,
    };
    this.#cache.set(authorization as string, { caller, expiresAt: verified.expiresAt }, epoch);
    return caller;
  }

  async #verify(token: string): Promise<Verified> {
    try {
      const { iss } = decodeJwt(token);
      if (iss === this.#deps.issuer) return await this.#verifyOwn(token);
      const issuer = this.#outside.get(iss ?? '');
      if (issuer === undefined) throw unauthenticated('the issuer is unknown');
      return await this.#verifyOutside(token, issuer);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  async #verifyOwn(token: string): Promise<Verified> {
    const key = await this.#deps.keys.verifier(decodeProtectedHeader(token).kid ?? '');
    if (key === null) throw unauthenticated('the signing key is unknown or retired');
    const { issuer, audience } = this.#deps;
    const requiredClaims = ['exp', 'iat', 'sub', 'client_id', 'jti'];
    const options = { issuer, audience, typ: 'at+jwt', algorithms: [signingAlgorithm], requiredClaims };
    const { payload } = await jwtVerify(token, key, this.#dated(options));
    return { clientId: payload.sub ?? '', expiresAt: expiryOf(payload), scope: scopeOf(payload) ?? '' };
  }

  async #verifyOutside(token: string, issuer: OutsideIssuer): Promise<Verified> {
    const subjectClaim = issuer.subjectClaim ?? 'sub';
    const { payload } = await jwtVerify(token, issuer.key, this.#dated({
      issuer: issuer.issuer, audience: issuer.audience, typ: issuer.type ?? 'at+jwt', algorithms: assertionAlgorithms,
      requiredClaims: ['exp', subjectClaim],
    }));
    const subject = String(payload[subjectClaim]);
    const clientId = Object.hasOwn(issuer.clients, subject) ? issuer.clients[subject] : undefined;
    if (clientId === undefined) throw unauthenticated('the issuer’s subject is mapped to no client');
    return { clientId, expiresAt: expiryOf(payload), scope: scopeOf(payload) };
  }

  #dated(options: JWTVerifyOptions): JWTVerifyOptions {
    return { ...options, currentDate: this.#clock.now(), clockTolerance };
  }
}

function readBearer(authorization: string | undefined): string {
  if (authorization === undefined) throw unauthenticated('no Authorization header');
  if (authorization.length > longestHeader) throw unauthenticated('the token is too long');
  const token = /^bearer +([A-Za-z0-9_.-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated('not a bearer token');
  return token;
}

function expiryOf(payload: JWTPayload): number {
  return ((payload.exp ?? 0) + clockTolerance) * 1000;
}

function scopeOf(payload: JWTPayload): string | undefined {
  return typeof payload.scope === 'string' ? payload.scope : undefined;
}

/** Without the cause where jose's error carries the token's claims: they are not for the log. */
function asRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new HubError('TOKEN_EXPIRED', 'the token has expired');
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || isFetchFailure(error)) {
    return new HubError('ISSUER_UNAVAILABLE', 'the issuer’s keys could not be fetched', undefined, { cause: error });
  }
  if (error instanceof errors.JOSEError) return new HubError('UNAUTHENTICATED', 'the token does not hold', { reason: error.code });
  return error;
}

/** What createRemoteJWKSet throws when the network or the issuer's server fails: fetch's TypeError, or a bare JOSEError by status. */
function isFetchFailure(error: unknown): boolean {
  if (error instanceof TypeError) return error.message === 'fetch failed';
  return error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
}

function unauthenticated(message: string): HubError {
  return new HubError('UNAUTHENTICATED', message);
}
