// Who asks for a token: client_secret_basic, client_secret_post (RFC 6749 §2.3.1) or private_key_jwt (RFC 7523). Exactly one of them.
import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Pool } from 'pg';
import type { Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { sql } from '../store/sql.ts';
import type { Client, PrismaClient } from '../store/prisma.ts';
import { assertionAlgorithms } from './public-jwks.ts';
import type { SecretHasher } from './secrets.ts';

export interface ClientAuthenticationDeps {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  readonly hasher: SecretHasher;
  readonly clock: Clock;
  /** The values an assertion may name as its audience: the issuer and the token endpoint. */
  readonly audiences: readonly string[];
}

/** What the request presents, before any of it is believed. */
export type Credential =
  | { readonly method: 'secret'; readonly clientId: string; readonly secret: string }
  | { readonly method: 'assertion'; readonly clientId: string; readonly assertion: string };

export type ActiveClient = Client & { readonly agency: { readonly isActive: boolean } };

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const longestAssertion = 300;
const clockTolerance = 10;

/** Reads the one credential of a request: TOKEN_REQUEST_INVALID when there are two or it is malformed, TOKEN_CLIENT_REFUSED without any. */
export function readCredential(authorization: string | undefined, form: ReadonlyMap<string, string>): Credential {
  const presented = [authorization !== undefined, form.has('client_secret'), form.has('client_assertion')].filter(Boolean).length;
  if (presented > 1) throw malformed('more than one way of client authentication');
  const credential = presented === 0 ? null : authorization !== undefined ? readBasic(authorization) : readForm(form);
  if (credential === null) throw refused('no client authentication');
  const named = form.get('client_id');
  if (named !== undefined && named !== credential.clientId) throw malformed('client_id names another client');
  return credential;
}

function readBasic(authorization: string): Credential {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization)?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1) throw refused('not a Basic header');
  return { method: 'secret', clientId: formDecode(pair.slice(0, colon)), secret: formDecode(pair.slice(colon + 1)) };
}

function readForm(form: ReadonlyMap<string, string>): Credential {
  const assertion = form.get('client_assertion');
  if (assertion === undefined) {
    const clientId = form.get('client_id');
    if (clientId === undefined) throw malformed('client_id is missing');
    return { method: 'secret', clientId, secret: form.get('client_secret') ?? '' };
  }
  if (form.get('client_assertion_type') !== assertionType) throw malformed('client_assertion_type is not jwt-bearer');
  return { method: 'assertion', clientId: claimedSubject(assertion), assertion };
}

/** Both halves of the Basic pair are form-encoded first (RFC 6749 §2.3.1). */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new HubError('TOKEN_REQUEST_INVALID', 'the Basic pair is not form-encoded', undefined, { cause });
  }
}

function claimedSubject(assertion: string): string {
  try {
    return decodeJwt(assertion).sub ?? '';
  } catch (cause) {
    throw new HubError('TOKEN_CLIENT_REFUSED', 'the client assertion is not a JWT', undefined, { cause });
  }
}

/** The client, when the credential proves it and it and its agency are active; otherwise TOKEN_CLIENT_REFUSED, for whatever reason. */
export async function authenticateClient(deps: ClientAuthenticationDeps, credential: Credential): Promise<ActiveClient> {
  const { clientId } = credential;
  const client = await deps.prisma.client.findUnique({ where: { clientId }, include: { agency: { select: { isActive: true } } } });
  if (credential.method === 'secret') {
    if (!(await deps.hasher.verify(credential.secret, client?.secretHash ?? null))) throw refused('the secret does not fit');
  } else if (client?.jwks) {
    await verifyAssertion(deps, { client, assertion: credential.assertion });
  } else {
    throw refused('no client with keys');
  }
  if (client === null || !client.isActive || !client.agency.isActive) throw refused('the client is disabled');
  return client;
}

async function verifyAssertion(deps: ClientAuthenticationDeps, by: { client: Client; assertion: string }): Promise<void> {
  const { clientId, jwks } = by.client;
  const now = deps.clock.now();
  const { payload } = await jwtVerify(by.assertion, createLocalJWKSet(jwks as unknown as JSONWebKeySet), {
    algorithms: assertionAlgorithms,
    issuer: clientId,
    subject: clientId,
    audience: [...deps.audiences],
    requiredClaims: ['exp', 'jti'],
    currentDate: now,
    clockTolerance,
  }).catch((cause: unknown) => {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    // Not as the cause: jose's errors carry the claims, which are not for the log.
    throw new HubError('TOKEN_CLIENT_REFUSED', 'the client assertion does not hold', { reason: cause.code });
  });
  const expiry = payload.exp ?? 0;
  if (expiry > now.getTime() / 1000 + longestAssertion + clockTolerance) throw refused('the assertion lives longer than five minutes');
  if (typeof payload.jti !== 'string' || payload.jti === '') throw refused('the assertion has no jti');
  await useOnce(deps, { key: `${clientId}\n${payload.jti}`, expiresAt: new Date((expiry + clockTolerance) * 1000) });
}

/** Records the jti; the second who tries, on any process, is refused. What has expired is swept on the way. */
async function useOnce(deps: ClientAuthenticationDeps, assertion: { key: string; expiresAt: Date }): Promise<void> {
  const hash = createHash('sha256').update(assertion.key).digest('base64url');
  await deps.pool.query(sql`delete from hub.assertion_seen where expires_at < ${deps.clock.now()}`);
  const { rowCount } = await deps.pool.query(
    sql`insert into hub.assertion_seen (jti_hash, expires_at) values (${hash}, ${assertion.expiresAt}) on conflict do nothing`,
  );
  if (rowCount !== 1) throw refused('the assertion was used before');
}

function refused(message: string): HubError {
  return new HubError('TOKEN_CLIENT_REFUSED', message);
}

function malformed(message: string): HubError {
  return new HubError('TOKEN_REQUEST_INVALID', message);
}
