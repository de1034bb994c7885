// Bearer tokens: the hub's own through key rotation, those of outside issuers, and what stops them.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenAuthenticator } from '../../../src/identity/authenticate.ts';
import { createClient, setClientActive } from '../../../src/identity/clients.ts';
import { maxAccessAge } from '../../../src/sharing/access.ts';
import { config, createSetting, type Setting, until } from './setting.ts';

let setting: Setting;
let authenticator: TokenAuthenticator;
let secret: string;
const refused = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  setting = await createSetting();
  const client = { agencyCode: 'window', name: 'one', roles: ['agency'], clientId: 'one', ratePerMinute: 7 };
  secret = (await createClient(setting.clients, client)).secret ?? '';
  authenticator = setting.createAuthenticator(await setting.createAccess());
});
afterAll(() => setting.stop());

async function bearer(endpoint = setting.createEndpoint(), scope = ''): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'one', client_secret: secret, scope };
  return `Bearer ${(await endpoint.issue({ form, remoteAddress: '10.0.0.1' })).answer.access_token}`;
}

const ownClaims = (): JWTPayload => {
  const now = Math.floor(setting.clock.now().getTime() / 1000);
  return { iss: config.issuer, aud: config.audience, sub: 'one', client_id: 'one', iat: now, exp: now + 60, jti: 'x',
    scope: 'persons:read' };
};

describe('an own token', () => {
  it('names the caller, and the second time without verification', async () => {
    const authorization = await bearer(undefined, 'persons:read libraries:read');
    expect(authenticator.cached(authorization)).toBeNull();
    const caller = await authenticator.authenticate(authorization);
    expect(caller)
      .toEqual({ clientId: 'one', agencyCode: 'window', roles: ['agency'], scopes: ['libraries:read', 'persons:read'], ratePerMinute: 7 });
    expect(authenticator.cached(authorization)).toBe(caller);
  });

  it('expires, in the cache too', async () => {
    const authorization = await bearer();
    await authenticator.authenticate(authorization);
    setting.clock.offset = config.tokenLifetime + 10;
    expect(authenticator.cached(authorization)).toBeNull();
    await expect(authenticator.authenticate(authorization)).rejects.toThrow(refused('TOKEN_EXPIRED'));
    setting.clock.offset = 0;
  });

  it.each([
    [undefined], [''], ['Basic abc'], ['Bearer'], ['Bearer x'], ['Bearer a.b.c'], [`Bearer ${'a'.repeat(9_000)}`], ['Bearer a b'],
  ])('%# malformed is refused', async (authorization) => {
    await expect(authenticator.authenticate(authorization)).rejects.toThrow(refused('UNAUTHENTICATED'));
  });

  it('changed, forged or meant for another is refused', async () => {
    const authorization = await bearer();
    const [head = '', body = '', signature = ''] = authorization.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as JWTPayload;
    const raised = Buffer.from(JSON.stringify({ ...claims, scope: 'audit:read' })).toString('base64url');
    const { kid, key } = await setting.keys.signer();
    const stranger = (await generateKeyPair('ES256')).privateKey;
    const sign = (changes: JWTPayload, by: { typ?: string; kid?: string; key?: typeof key } = {}) =>
      new SignJWT({ ...ownClaims(), ...changes })
        .setProtectedHeader({ alg: 'ES256', typ: by.typ ?? 'at+jwt', kid: by.kid ?? kid })
        .sign(by.key ?? key);
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url');
    const wrong = [
      `${head}.${raised}.${signature}`.slice(7), `${none}.${body}.`, await sign({}, { key: stranger }), await sign({}, { kid: 'unknown' }),
      await sign({}, { typ: 'JWT' }), await sign({ aud: 'https://elsewhere.test' }), await sign({ iss: 'https://elsewhere.test' }),
      await sign({ exp: undefined }), await sign({ client_id: undefined }), await sign({ jti: undefined }),
      await sign({ nbf: Date.now() / 1000 + 60 }),
    ];
    for (const [index, token] of wrong.entries()) {
      await expect(authenticator.authenticate(`Bearer ${token}`), `case ${index}`).rejects.toThrow(refused('UNAUTHENTICATED'));
    }
    await expect(authenticator.authenticate(`Bearer ${await sign({})}`)).resolves.toMatchObject({ clientId: 'one' });
    await expect(authenticator.authenticate(`Bearer ${await sign({ sub: 'gone' })}`)).rejects.toThrow(refused('CLIENT_DISABLED'));
  });

  it('stops within five seconds on every process when its client is disabled, and the roles are those of now', async () => {
    const two = setting.createAuthenticator(await setting.createAccess());
    const authorization = await bearer();
    for (const each of [authenticator, two]) await each.authenticate(authorization);
    await setClientActive(setting.clients, 'one', false);
    const isRefused = async (each: TokenAuthenticator): Promise<boolean> => {
      if (each.cached(authorization) !== null) return false;
      return each.authenticate(authorization).then(() => false, (error: { code: string }) => error.code === 'CLIENT_DISABLED');
    };
    expect(await until(async () => (await isRefused(authenticator)) && (await isRefused(two)))).toBeLessThan(maxAccessAge);
    await setting.prisma.client.update({ where: { clientId: 'one' }, data: { isActive: true, roles: ['verify-only'] } });
    await until(async () => !(await isRefused(authenticator)) && !(await isRefused(two)));
    await until(async () => (await two.authenticate(authorization)).scopes.join() === 'libraries:read,persons:verify');
    await setting.prisma.client.update({ where: { clientId: 'one' }, data: { roles: ['agency'] } });
    await until(async () => (await authenticator.authenticate(authorization)).scopes.length > 2);
  });
});

describe('keys', () => {
  it('rotate: the old token holds, the new one is known elsewhere at once, and a private part never outlives its use', async () => {
    const access = await setting.createAccess();
    const elsewhere = setting.createKeyRing();
    const there = setting.createAuthenticator(access, { keys: elsewhere });
    const before = await setting.keys.signer();
    const old = await bearer();
    await there.authenticate(old);
    const announced = (await elsewhere.publicJwks()).keys.map((key) => key.kid);
    await setting.keys.rotate();
    const after = await setting.keys.signer();
    expect(after.kid).not.toBe(before.kid);
    expect(announced).toContain(after.kid);
    await expect(there.authenticate(await bearer())).resolves.toMatchObject({ clientId: 'one' });
    const fresh = setting.createAuthenticator(access, { keys: setting.createKeyRing() });
    await expect(fresh.authenticate(old)).resolves.toMatchObject({ clientId: 'one' });
    const { rows } = await setting.database.pool.query('select kid, state, private_jwk_sealed = $1 as erased from hub.signing_key order by state', ['']);
    expect(rows.map((row) => [row.state, row.erased])).toEqual([['current', false], ['next', false], ['retired', true]]);
  });

  it('a retired key is published until the longest token has expired, and then no more', async () => {
    const ring = setting.createKeyRing();
    const old = (await ring.signer()).kid;
    await ring.rotate();
    setting.clock.offset = config.tokenLifetime;
    expect((await setting.createKeyRing().publicJwks()).keys.map((key) => key.kid)).toContain(old);
    expect(await setting.createKeyRing().verifier(old)).not.toBeNull();
    setting.clock.offset = config.tokenLifetime + 200;
    expect((await setting.createKeyRing().publicJwks()).keys.map((key) => key.kid)).not.toContain(old);
    expect(await setting.createKeyRing().verifier(old)).toBeNull();
    setting.clock.offset = 0;
  });

  it('the document holds public parts only, and processes that start together make one set', async () => {
    const { keys } = await setting.createKeyRing().publicJwks();
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    await setting.prisma.signingKey.deleteMany();
    await Promise.all([1, 2, 3].map(() => setting.createKeyRing().ensureKeys()));
    expect(await setting.prisma.signingKey.count()).toBe(2);
  });
});

describe('an outside issuer', () => {
  let server: Server;
  let served: { keys: unknown[] };
  let isBroken = false;
  let outside: Awaited<ReturnType<typeof generateKeyPair>>;
  let there: TokenAuthenticator;
  const issuer = 'https://login.city.test';

  beforeAll(async () => {
    outside = await generateKeyPair('PS256', { extractable: true });
    served = { keys: [{ ...(await exportJWK(outside.publicKey)), kid: 'o1', alg: 'PS256' }] };
    server = createServer((_, response) => {
      response.writeHead(isBroken ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(served));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    there = await withIssuer();
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function withIssuer(): Promise<TokenAuthenticator> {
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    return setting.createAuthenticator(await setting.createAccess(), {
      outsideIssuers: [{ issuer, audience: 'hub', jwks: { uri }, subjectClaim: 'azp', clients: { portal: 'one' } }],
    });
  }

  const sign = async (claims: JWTPayload = {}, header: { typ?: string; kid?: string } = {}): Promise<string> => {
    const body = { iss: issuer, aud: 'hub', azp: 'portal', exp: Math.floor(Date.now() / 1000) + 60, ...claims };
    return `Bearer ${await new SignJWT(body).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: 'o1', ...header }).sign(outside.privateKey)}`;
  };

  it('speaks for the client it is mapped to', async () => {
    const authorization = await sign({ scope: 'persons:read audit:read' });
    expect(await there.authenticate(authorization)).toMatchObject({ clientId: 'one', agencyCode: 'window', scopes: ['persons:read'] });
    expect(there.cached(authorization)?.clientId).toBe('one');
    expect((await there.authenticate(await sign())).scopes).toContain('persons:verify');
  });

  it('for nobody else, and not with another audience, type, key or issuer', async () => {
    const wrong = [
      await sign({ azp: 'one' }), await sign({ azp: 'toString' }), await sign({ azp: undefined }), await sign({ aud: config.audience }),
      await sign({}, { typ: 'JWT' }), await sign({}, { kid: 'o2' }), await sign({ iss: 'https://other.test' }),
      await sign({ iss: config.issuer }),
      await sign({ exp: undefined }),
    ];
    for (const [index, authorization] of wrong.entries()) {
      await expect(there.authenticate(authorization), `case ${index}`).rejects.toThrow(refused('UNAUTHENTICATED'));
    }
    await expect(there.authenticate(await sign({ exp: Math.floor(Date.now() / 1000) - 60 }))).rejects.toThrow(refused('TOKEN_EXPIRED'));
  });

  it('whose keys cannot be fetched is said to be away, not the token to be false', async () => {
    isBroken = true;
    await expect((await withIssuer()).authenticate(await sign())).rejects.toThrow(refused('ISSUER_UNAVAILABLE'));
    isBroken = false;
    await new Promise((resolve) => server.close(resolve));
    const uri = 'http://127.0.0.1:1/jwks';
    const outsideIssuers = [{ issuer, audience: 'hub', jwks: { uri }, clients: {} }];
    const dead = setting.createAuthenticator(await setting.createAccess(), { outsideIssuers });
    await expect(dead.authenticate(await sign())).rejects.toThrow(refused('ISSUER_UNAVAILABLE'));
  });
});
