// Secrets are hashed, sealed texts open only where they belong, and the pieces of identity without a database behave.
import { createHash, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { readCredential } from '../../../src/identity/client-authentication.ts';
import { serverMetadata } from '../../../src/identity/metadata.ts';
import { checkPublicJwks } from '../../../src/identity/public-jwks.ts';
import { createScopesOf, roles } from '../../../src/identity/roles.ts';
import { createSealer } from '../../../src/identity/seal.ts';
import { createSecret, SecretHasher } from '../../../src/identity/secrets.ts';
import { TokenCache } from '../../../src/identity/token-cache.ts';

describe('secrets', () => {
  it('fit their own hash only, and the hash does not show them', async () => {
    const hasher = new SecretHasher();
    const secret = createSecret();
    const [hash, again] = await Promise.all([hasher.hash(secret), hasher.hash(secret)]);
    expect(hash).not.toBe(again);
    expect(hash).not.toContain(secret);
    expect(await hasher.verify(secret, hash)).toBe(true);
    expect(await hasher.verify(`${secret}x`, hash)).toBe(false);
    expect(await hasher.verify('', hash)).toBe(false);
    expect(await hasher.verify(secret, null)).toBe(false);
  });

  it('are verified a few at a time, and beyond the queue not at all', async () => {
    const hasher = new SecretHasher(1, 2);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => hasher.hash('x')));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: { code: 'TOKEN_RATE_LIMITED' } });
    await expect(hasher.hash('x')).resolves.toBeTypeOf('string');
  });
});

describe('sealing', () => {
  const sealer = createSealer(randomBytes(32));
  const sealed = sealer.seal('私钥', 'kid-1');

  it('opens for its owner under its key', () => {
    expect(sealer.open(sealed, 'kid-1')).toBe('私钥');
    expect(sealer.seal('私钥', 'kid-1')).not.toBe(sealed);
  });

  it('opens for no other owner, key or text', () => {
    expect(() => sealer.open(sealed, 'kid-2')).toThrow();
    expect(() => createSealer(randomBytes(32)).open(sealed, 'kid-1')).toThrow();
    const [version, nonce, body = '', tag] = sealed.split('.');
    const flipped = (body.startsWith('A') ? 'B' : 'A') + body.slice(1);
    expect(() => sealer.open([version, nonce, flipped, tag].join('.'), 'kid-1')).toThrow();
    expect(() => sealer.open([version, nonce, body, (tag ?? '').slice(0, 6)].join('.'), 'kid-1')).toThrow();
    expect(() => createSealer(randomBytes(16))).toThrow('32 bytes');
  });
});

describe('credentials', () => {
  const form = (fields: Record<string, string>): Map<string, string> => new Map(Object.entries(fields));
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

  it('are read from the header, form-decoded, or from the form', () => {
    expect(readCredential(basic('a%2Fb:x+y%3A1'), form({}))).toEqual({ method: 'secret', clientId: 'a/b', secret: 'x y:1' });
    expect(readCredential(undefined, form({ client_id: 'c', client_secret: 's' })))
      .toEqual({ method: 'secret', clientId: 'c', secret: 's' });
  });

  it.each([
    ['two ways at once', basic('a:b'), { client_secret: 's' }, 'TOKEN_REQUEST_INVALID'],
    ['another client in the form', basic('a:b'), { client_id: 'c' }, 'TOKEN_REQUEST_INVALID'],
    ['a broken escape', basic('a%:b'), {}, 'TOKEN_REQUEST_INVALID'],
    ['a secret without a client', undefined, { client_secret: 's' }, 'TOKEN_REQUEST_INVALID'],
    ['an assertion of another type', undefined, { client_assertion: 'x', client_assertion_type: 'saml' }, 'TOKEN_REQUEST_INVALID'],
    ['nothing', undefined, { client_id: 'c' }, 'TOKEN_CLIENT_REFUSED'],
    ['a bearer header', 'Bearer x', {}, 'TOKEN_CLIENT_REFUSED'],
    ['a pair without a colon', basic('ab'), {}, 'TOKEN_CLIENT_REFUSED'],
  ])('%s is refused', (_, header, fields, code) => {
    expect(() => readCredential(header, form(fields as Record<string, string>))).toThrow(expect.objectContaining({ code }));
  });
});

describe('keys of clients', () => {
  it('are public, asymmetric, strong and told apart', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const [publicJwk, privateJwk] = [await exportJWK(pair.publicKey), await exportJWK(pair.privateKey)];
    const weak = await exportJWK((await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })).publicKey);
    expect(await checkPublicJwks({ keys: [publicJwk] })).toEqual({ keys: [publicJwk] });
    const short = { ...weak, n: (weak.n ?? '').slice(0, 171) };
    const refused = [
      null, {}, { keys: [] }, { keys: [privateJwk] }, { keys: [{ kty: 'oct', k: 'AAAA' }] },
      { keys: [{ kty: 'EC', crv: 'secp256k1' }] }, { keys: ['x'] },
      { keys: [short] }, { keys: [publicJwk, publicJwk] }, { keys: [{ ...publicJwk, kid: 'a' }, { ...publicJwk, kid: 'a' }] },
      { keys: [{ ...publicJwk, x: 'AAAA' }] }, { keys: [{ ...publicJwk, use: 'enc' }] }, { keys: [{ ...publicJwk, alg: 'HS256' }] },
    ];
    for (const jwks of refused) await expect(checkPublicJwks(jwks), JSON.stringify(jwks)).rejects.toMatchObject({ code: 'CLIENT_INVALID' });
  });
});

describe('scopes', () => {
  const libraries = [{ kind: 'entity', resource: 'persons' }, { kind: 'subject_record', resource: 'credit-records' }] as const;
  const scopesOf = createScopesOf(libraries);

  it('follow the roles, for every library by its kind', () => {
    expect(scopesOf(['verify-only'])).toEqual(['libraries:read', 'persons:verify']);
    expect(scopesOf(['bureau', 'credit-check'])).toEqual([
      'credit-records:read', 'credit-records:search', 'credit:authorise', 'credit:check', 'credit:events', 'credit:feedback', 'credit:flags', 'credit:replay', 'libraries:read', 'webhooks:manage',
    ]);
    expect(createScopesOf([...libraries, { kind: 'entity', resource: 'houses' }])(['verify-only']))
      .toEqual(['houses:verify', 'libraries:read', 'persons:verify']);
    expect(scopesOf(['security-auditor'])).toEqual([
      'accounts:read', 'agencies:read', 'agreements:read', 'audit:read', 'clients:read', 'credit:read-entries', 'credit:replay', 'libraries:read',
    ]);
    expect(scopesOf(['account-admin'])).toEqual(['accounts:read', 'accounts:write', 'agencies:read']);
    expect(scopesOf(['root', '__proto__'])).toEqual([]);
  });

  it('no role but the auditor’s reads the audit trail', () => {
    for (const role of roles) expect(scopesOf([role]).includes('audit:read')).toBe(role === 'security-auditor');
  });

  it('lets operators alone activate models, and stewards rehearse them', () => {
    const holders = (scope: string): string[] => roles.filter((role) => scopesOf([role]).includes(scope));
    expect(holders('models:activate')).toEqual(['operator']);
    expect(holders('models:rehearse')).toEqual(['steward', 'operator']);
  });

  it('stand in the metadata', () => {
    const issuer = 'https://hub.example';
    const metadata = serverMetadata({ issuer, tokenEndpoint: `${issuer}/oauth/token`, jwksUri: `${issuer}/jwks` }, libraries);
    expect(metadata).toMatchObject({ issuer: 'https://hub.example', grant_types_supported: ['client_credentials'] });
    expect(metadata.scopes_supported).toEqual(expect.arrayContaining(['persons:read', 'loads:write', 'audit:read']));
  });
});

describe('the cache of verified tokens', () => {
  const caller = (clientId: string) => ({ clientId, agencyCode: 'a', roles: [], scopes: [], ratePerMinute: 1 });

  it('forgets at expiry and at every new epoch', () => {
    const cache = new TokenCache(10);
    cache.set('t', { caller: caller('c'), expiresAt: 100 }, 1);
    expect(cache.get('t', { epoch: 1, now: 99 })?.clientId).toBe('c');
    expect(cache.get('t', { epoch: 1, now: 100 })).toBeNull();
    expect(cache.get('t', { epoch: 2, now: 99 })).toBeNull();
    cache.set('u', { caller: caller('d'), expiresAt: 100 }, 2);
    expect(cache.get('t', { epoch: 2, now: 99 })).toBeNull();
  });

  it('holds no more than its size, and what is used stays', () => {
    const cache = new TokenCache(10);
    const token = (i: number): string => createHash('sha256').update(String(i)).digest('hex');
    for (let i = 0; i < 1_000; i++) {
      cache.set(token(i), { caller: caller(String(i)), expiresAt: 100 }, 1);
      expect(cache.get(token(0), { epoch: 1, now: 0 })).not.toBeNull();
    }
    const held = Array.from({ length: 1_000 }, (_, i) => i).filter((i) => cache.get(token(i), { epoch: 1, now: 0 }) !== null);
    expect(held.length).toBeLessThanOrEqual(10);
  });
});
