// The token endpoint on a real database: every way in, and every refusal with its code.
import { type CryptoKey, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertionType } from '../../../src/identity/client-authentication.ts';
import { createClient, listClients, registerJwks, rotateSecret, setClientActive } from '../../../src/identity/clients.ts';
import { oauthErrors, type TokenEndpoint } from '../../../src/identity/token.ts';
import { setAgencyActive } from '../../../src/sharing/agencies.ts';
import { config, createSetting, type Setting } from './setting.ts';

let setting: Setting;
let endpoint: TokenEndpoint;
let secret: string;
let signer: Awaited<ReturnType<typeof generateKeyPair>>;
const grant = { grant_type: 'client_credentials' };

beforeAll(async () => {
  setting = await createSetting();
  endpoint = setting.createEndpoint();
  secret = (await createClient(setting.clients, { agencyCode: 'window', name: 'one', roles: ['agency'], clientId: 'one' })).secret ?? '';
  signer = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [await exportJWK(signer.publicKey)] };
  expect((await createClient(setting.clients, { agencyCode: 'window', name: 'two', roles: ['verify-only'], clientId: 'two', jwks })).secret)
    .toBeNull();
});
afterAll(() => setting.stop());

let address = 0;
/** Each request from an address of its own, unless told otherwise, so that tests do not limit each other. */
const ask = (form: Record<string, unknown>, authorization?: string, remoteAddress = `10.0.0.${++address}`) =>
  endpoint.issue({ form: { ...grant, ...form }, authorization, remoteAddress });
const basic = (id: string, password: string): string => `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;
const refused = (code: string) => expect.objectContaining({ code });

describe('a secret', () => {
  it('in the header brings a token of RFC 9068 with the client’s scopes', async () => {
    const { answer, clientId, agencyCode, jti } = await ask({}, basic('one', secret));
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    expect(answer.scope.split(' ')).toEqual(
      [
        'challenges:read', 'challenges:withdraw', 'credit-records:challenge', 'credit-records:read', 'credit-records:search', 'credit:events', 'credit:report',
        'libraries:read',
        'persons:challenge', 'persons:match', 'persons:read', 'persons:search', 'persons:verify', 'webhooks:manage',
      ],
    );
    const { kid } = await setting.keys.signer();
    expect(decodeProtectedHeader(answer.access_token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid });
    const claims = decodeJwt(answer.access_token);
    expect(claims)
      .toMatchObject({ iss: config.issuer, aud: config.audience, sub: 'one', client_id: 'one', agency: 'window', roles: ['agency'],
        jti, scope: answer.scope });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    expect([clientId, agencyCode]).toEqual(['one', 'window']);
  });

  it('in the form brings the scopes asked for', async () => {
    const { answer } = await ask({ client_id: 'one', client_secret: secret, scope: 'persons:verify persons:read persons:read' });
    expect(answer.scope).toBe('persons:verify persons:read');
  });

  it.each([
    ['a wrong secret', {}, () => basic('one', 'wrong'), 'TOKEN_CLIENT_REFUSED'],
    ['an unknown client', {}, () => basic('nobody', secret), 'TOKEN_CLIENT_REFUSED'],
    ['a secret for a client with keys', {}, () => basic('two', secret), 'TOKEN_CLIENT_REFUSED'],
    ['no credential', {}, () => undefined, 'TOKEN_CLIENT_REFUSED'],
    ['another grant', { grant_type: 'password' }, () => basic('one', secret), 'TOKEN_GRANT_UNSUPPORTED'],
    ['no grant', { grant_type: '' }, () => basic('one', secret), 'TOKEN_REQUEST_INVALID'],
    ['a parameter twice', { scope: ['a', 'b'] }, () => basic('one', secret), 'TOKEN_REQUEST_INVALID'],
    ['a scope of another role', { scope: 'persons:read audit:read' }, () => basic('one', secret), 'TOKEN_SCOPE_REFUSED'],
  ])('%s is refused', async (_, form, header, code) => {
    await expect(ask(form, header())).rejects.toThrow(refused(code));
    expect(oauthErrors).toHaveProperty(code);
  });

  it('rotated, the old one is refused and the new one taken', async () => {
    const made = await createClient(setting.clients, { agencyCode: 'window', name: 'three', roles: ['agency'] });
    const { clientId } = made.client;
    const next = await rotateSecret(setting.clients, clientId);
    await expect(ask({}, basic(clientId, made.secret ?? ''))).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    expect((await ask({}, basic(clientId, next))).clientId).toBe(clientId);
  });

  it('of a disabled client or agency is refused', async () => {
    const made = await createClient(setting.clients, { agencyCode: 'window', name: 'four', roles: ['agency'], clientId: 'four' });
    await setClientActive(setting.clients, 'four', false);
    await expect(ask({}, basic('four', made.secret ?? ''))).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    await setClientActive(setting.clients, 'four', true);
    await setAgencyActive(setting.prisma, 'window', false);
    await expect(ask({}, basic('four', made.secret ?? ''))).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    await setAgencyActive(setting.prisma, 'window', true);
    expect((await ask({}, basic('four', made.secret ?? ''))).clientId).toBe('four');
  });

  it('is in no row, and no view shows its hash', async () => {
    const { rows } = await setting.database.pool.query<{ row: string }>('select c::text as row from hub.client c');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(secret);
    const views = await listClients(setting.clients, { agencyCode: 'window' });
    expect(views.find((view) => view.clientId === 'one')).toMatchObject({ hasSecret: true, keyCount: 0 });
    expect(JSON.stringify(views)).not.toContain('scrypt');
  });

  it('guessed from one address is limited there, and the client goes on elsewhere', async () => {
    for (let i = 0; i < 10; i++) await expect(ask({}, basic('one', 'wrong'), '10.9.9.9')).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    await expect(ask({}, basic('one', secret), '10.9.9.9'))
      .rejects.toMatchObject({ code: 'TOKEN_RATE_LIMITED', details: { retryAfterSeconds: expect.any(Number) } });
    expect((await ask({}, basic('one', secret), '10.9.9.8')).clientId).toBe('one');
  });
});

describe('an assertion', () => {
  let serial = 0;
  const sign = async (claims: JWTPayload = {}, options: { alg?: string; key?: CryptoKey } = {}): Promise<string> => {
    const now = Math.floor(setting.clock.now().getTime() / 1000);
    return new SignJWT({ iss: 'two', sub: 'two', aud: config.tokenEndpoint, exp: now + 60, jti: `jti-${++serial}`, ...claims })
      .setProtectedHeader({ alg: options.alg ?? 'ES256' }).sign((options.key ?? signer.privateKey) as never);
  };
  const present = (assertion: string, form: Record<string, string> = {}) =>
    ask({ client_assertion_type: assertionType, client_assertion: assertion, ...form });

  it('for the issuer or the token endpoint brings a token', async () => {
    expect((await present(await sign())).answer.scope).toBe('libraries:read persons:verify');
    expect((await present(await sign({ aud: config.issuer }), { client_id: 'two' })).clientId).toBe('two');
  });

  it('is good once, on every process, even at the same moment', async () => {
    const assertion = await sign();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => present(assertion)));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    endpoint = setting.createEndpoint();
    await expect(present(assertion)).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
  });

  it('leaves no trace once it has expired', async () => {
    await present(await sign({ jti: 'swept' }));
    setting.clock.offset = 400;
    await present(await sign());
    setting.clock.offset = 0;
    const { rows } = await setting.database.pool.query('select count(*) as count from hub.assertion_seen');
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is refused with a wrong claim, key or algorithm', async () => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = await generateKeyPair('ES256');
    const wrong = [
      await sign({ aud: 'https://elsewhere.test' }), await sign({ iss: 'one' }), await sign({ exp: now - 60 }),
      await sign({ exp: now + 3_600 }),
      await sign({ exp: undefined }), await sign({ jti: undefined }), await sign({ jti: '' }), await sign({ nbf: now + 60 }),
      await sign({ sub: 'one', iss: 'one' }), await sign({}, { key: stranger.privateKey as CryptoKey }), 'not-a-jwt',
      await new SignJWT({ iss: 'two', sub: 'two', aud: config.issuer, exp: now + 60, jti: 'h' })
        .setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32)),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign()).split('.')[1]}.`,
    ];
    for (const [index, assertion] of wrong.entries()) {
      await expect(present(assertion), `case ${index}`).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    }
    await expect(present(await sign(), { client_id: 'one' })).rejects.toThrow(refused('TOKEN_REQUEST_INVALID'));
  });

  it('of keys registered later replaces the secret', async () => {
    const made = await createClient(setting.clients, { agencyCode: 'window', name: 'five', roles: ['agency'], clientId: 'five' });
    await registerJwks(setting.clients, 'five', { keys: [await exportJWK(signer.publicKey)] });
    await expect(ask({}, basic('five', made.secret ?? ''))).rejects.toThrow(refused('TOKEN_CLIENT_REFUSED'));
    expect((await present(await sign({ iss: 'five', sub: 'five' }))).clientId).toBe('five');
    await expect(registerJwks(setting.clients, 'five', { keys: [await exportJWK(signer.privateKey)] }))
      .rejects.toThrow(refused('CLIENT_INVALID'));
  });
});

it('a client names every fault, is made once, and only for an agency that exists', async () => {
  const bad = { agencyCode: 'window', name: ' ', roles: ['root'], ratePerMinute: 0, clientId: 'a b' };
  await expect(createClient(setting.clients, bad)).rejects.toMatchObject({ code: 'CLIENT_INVALID', details: { faults: { length: 4 } } });
  const good = { agencyCode: 'window', name: 'one', roles: ['agency'], clientId: 'one' };
  await expect(createClient(setting.clients, good)).rejects.toThrow(refused('CLIENT_EXISTS'));
  await expect(createClient(setting.clients, { ...good, agencyCode: 'nowhere' })).rejects.toThrow(refused('AGENCY_UNKNOWN'));
  await expect(createClient(setting.clients, { ...good, clientId: 'six', roles: ['bureau'] })).rejects.toMatchObject({ code: 'CLIENT_INVALID', details: { faults: [expect.stringContaining('kind bureau')] } });
  await expect(rotateSecret(setting.clients, 'nobody')).rejects.toThrow(refused('CLIENT_UNKNOWN'));
});
