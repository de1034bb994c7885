// The token endpoint: client credentials in, a short-lived access token (RFC 9068) out. Refusals carry the codes of RFC 6749 §5.2.
import { SignJWT } from 'jose';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type ErrorCode, HubError } from '../kernel/errors.ts';
import {
  type ActiveClient, authenticateClient, type ClientAuthenticationDeps, type Credential, readCredential,
} from './client-authentication.ts';
import { type KeyRing, signingAlgorithm } from './keys.ts';
import type { ScopesOf } from './roles.ts';

export interface TokenConfig {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** `aud` of access tokens: the API. */
  readonly audience: string;
  /** Seconds. */
  readonly tokenLifetime: number;
}

export interface TokenDeps extends Omit<ClientAuthenticationDeps, 'audiences'> {
  readonly keys: KeyRing;
  readonly scopesOf: ScopesOf;
  readonly newId: () => string;
  readonly config: TokenConfig;
}

export interface TokenRequest {
  /** The Authorization header. */
  readonly authorization?: string;
  /** The form as parsed; a parameter given twice arrives as an array and is refused. */
  readonly form: Readonly<Record<string, unknown>>;
  /** The peer: failures are limited by client and address, so that nobody can lock another's client out. */
  readonly remoteAddress: string;
}

/** The body of the answer (RFC 6749 §5.1), and for the audit whom it was given to. */
export interface IssuedToken {
  readonly answer: { readonly access_token: string; readonly token_type: 'Bearer'; readonly expires_in: number; readonly scope: string };
  readonly clientId: string;
  readonly agencyCode: string;
  readonly jti: string;
}

/** `error` of RFC 6749 §5.2 for each refusal of the endpoint; everything else is `server_error`. */
export const oauthErrors: Readonly<Partial<Record<ErrorCode, string>>> = {
  TOKEN_REQUEST_INVALID: 'invalid_request',
  TOKEN_CLIENT_REFUSED: 'invalid_client',
  TOKEN_GRANT_UNSUPPORTED: 'unsupported_grant_type',
  TOKEN_SCOPE_REFUSED: 'invalid_scope',
  TOKEN_RATE_LIMITED: 'temporarily_unavailable',
};

export class TokenEndpoint {
  readonly #deps: TokenDeps;
  readonly #authentication: ClientAuthenticationDeps;
  readonly #failuresOfClient = new RateLimiterMemory({ keyPrefix: 'client', points: 10, duration: 60 });
  readonly #failuresOfAddress = new RateLimiterMemory({ keyPrefix: 'address', points: 100, duration: 60 });

  constructor(deps: TokenDeps) {
    this.#deps = deps;
    this.#authentication = { ...deps, audiences: [deps.config.issuer, deps.config.tokenEndpoint] };
  }

  /** Refuses with the codes of `oauthErrors`. Why a client was refused is not told: the message is for the log. */
  async issue(request: TokenRequest): Promise<IssuedToken> {
    const form = readForm(request.form);
    const grantType = form.get('grant_type');
    if (grantType === undefined) throw new HubError('TOKEN_REQUEST_INVALID', 'grant_type is missing');
    if (grantType !== 'client_credentials') throw new HubError('TOKEN_GRANT_UNSUPPORTED', 'only client_credentials is supported');
    const client = await this.#authenticate(readCredential(request.authorization, form), request.remoteAddress);
    return this.#sign(client, this.#scopeFor(client, form.get('scope')));
  }

  async #authenticate(credential: Credential, remoteAddress: string): Promise<ActiveClient> {
    const limits = [
      { limiter: this.#failuresOfClient, key: `${credential.clientId.slice(0, 64)} ${remoteAddress}` },
      { limiter: this.#failuresOfAddress, key: remoteAddress },
    ];
    for (const { limiter, key } of limits) {
      const held = await limiter.get(key);
      if (held === null || held.remainingPoints > 0) continue;
      const retryAfterSeconds = Math.ceil(held.msBeforeNext / 1000);
      throw new HubError('TOKEN_RATE_LIMITED', 'too many failed authentications', { retryAfterSeconds });
    }
    try {
      return await authenticateClient(this.#authentication, credential);
    } catch (error) {
      if (error instanceof HubError && error.code === 'TOKEN_CLIENT_REFUSED') {
        for (const { limiter, key } of limits) await limiter.penalty(key, 1);
      }
      throw error;
    }
  }

  /** All scopes of the client's roles, or those asked for when every one of them is allowed. */
  #scopeFor(client: ActiveClient, asked: string | undefined): string {
    const allowed = this.#deps.scopesOf(client.roles);
    if (asked === undefined || asked.trim() === '') return allowed.join(' ');
    const scopes = [...new Set(asked.trim().split(/ +/))];
    if (!scopes.every((scope) => allowed.includes(scope))) {
      throw new HubError('TOKEN_SCOPE_REFUSED', 'a scope asked for is not allowed to this client', { allowed });
    }
    return scopes.join(' ');
  }

  async #sign(client: ActiveClient, scope: string): Promise<IssuedToken> {
    const { config, clock, keys, newId } = this.#deps;
    const { kid, key } = await keys.signer();
    const issuedAt = Math.floor(clock.now().getTime() / 1000);
    const jti = newId();
    const { clientId, agencyCode, roles } = client;
    const token = await new SignJWT({ client_id: clientId, scope, agency: agencyCode, roles })
      .setProtectedHeader({ alg: signingAlgorithm, typ: 'at+jwt', kid })
      .setIssuer(config.issuer).setAudience(config.audience).setSubject(clientId)
      .setIssuedAt(issuedAt).setExpirationTime(issuedAt + config.tokenLifetime).setJti(jti)
      .sign(key);
    return { answer: { access_token: token, token_type: 'Bearer', expires_in: config.tokenLifetime, scope }, clientId, agencyCode, jti };
  }
}

function readForm(form: Readonly<Record<string, unknown>>): Map<string, string> {
  const read = new Map<string, string>();
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== 'string') throw new HubError('TOKEN_REQUEST_INVALID', 'a parameter is given twice or is not text');
    if (value !== '') read.set(name, value);
  }
  return read;
}
