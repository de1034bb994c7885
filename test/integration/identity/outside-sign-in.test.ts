// Signing in at an outside OpenID Connect provider, from the button to the session, and everything that must not lead there.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildContract } from '../../../src/api/contract/build-contract.ts';
import { listOperations } from '../../../src/api/contract/document.ts';
import { OutsideSignIn } from '../../../src/identity/outside-sign-in.ts';
import { createSealer } from '../../../src/identity/seal.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { startApi, type Answer, type TestApi } from '../../support/api.ts';
import { Browser } from '../../support/browser.ts';
import { createContractCheck } from '../../support/contract.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { client, OidcProvider } from '../../support/oidc-provider.ts';

const provider = new OidcProvider();
let database: TestDatabase;
let api: TestApi;
let closed: TestApi;

const document = buildContract(libraries);
const inContract = createContractCheck(document);
const check = (operationId: string, answer: Answer): void =>
  inContract(listOperations(document).find(({ operation }) => operation.operationId === operationId)!.operation, answer);
const publicUrl = 'http://hub.example';
const outside = (issuer: string, subjectClaim = 'sub'): OutsideSignIn =>
  new OutsideSignIn({ config: { issuer, clientId: client.id, clientSecret: client.secret, subjectClaim }, sealer: createSealer(Buffer.alloc(32, 7)), publicUrl });

beforeAll(async () => {
  database = await testDatabase();
  await provider.start();
  api = await startApi(database, { outsideSignIn: outside(provider.issuer) });
  closed = await startApi(database, { outsideSignIn: outside('http://127.0.0.1:1') });
  await api.addAccount('zhang.wei', 'bureau', ['agency'], { outsideSubject: 'u-1' });
  await api.addAccount('chen.jing', 'bureau', ['steward'], { outsideSubject: 'u-2' });
  await api.addAccount('gone', 'bureau', ['agency'], { outsideSubject: 'u-3', isActive: false });
});
beforeEach(() => {
  provider.claims = { sub: 'u-1' };
  provider.userinfo = {};
  provider.fault = 'none';
});
afterAll(async () => {
  await api.stop();
  await closed.stop();
  await provider.stop();
  await database.drop();
});

/** The journey of a browser; what it holds at the end is the answer of the callback. */
async function journey(browser: Browser, at: TestApi = api, back: (url: URL) => void = () => undefined): Promise<Answer> {
  const begun = await at.ask('GET', '/v1/session/oidc');
  expect(begun.status, begun.text).toBe(302);
  check('beginOutsideSignIn', begun);
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const there = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const url = new URL(there.headers.get('location') ?? '');
  expect(url.origin + url.pathname).toBe(`${publicUrl}/v1/session/oidc/callback`);
  back(url);
  browser.cookie = cookie;
  const answer = await browser.ask('GET', url.pathname + url.search);
  check('finishOutsideSignIn', answer);
  return answer;
}

async function lastEvent(): Promise<unknown> {
  const { rows } = await database.pool.query(`select outcome, operator_id from hub.audit_event where operation_id = 'finishOutsideSignIn' order by at desc limit 1`);
  return rows[0];
}

it('is told to the page that signs people in', async () => {
  expect((await api.ask('GET', '/v1/session/options')).json).toEqual({ outside: true });
  const without = await startApi(database);
  expect((await without.ask('GET', '/v1/session/options')).json).toEqual({ outside: false });
  expect((await without.ask('GET', '/v1/session/oidc')).status).toBe(404);
  expect((await without.ask('GET', '/v1/session/oidc/callback?code=x')).status).toBe(404);
  await without.stop();
});

describe('a person whom the provider vouches for', () => {
  it('is signed in as the account of its subject, and audited', async () => {
    const browser = new Browser(api);
    const answer = await journey(browser);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.get('set-cookie')).toMatch(/^jiku_session=.*SameSite=Strict/);
    expect((await browser.ask('GET', '/v1/session')).json).toMatchObject({ account: { name: 'zhang.wei' } });
    expect(await lastEvent()).toEqual({ outcome: 'answered', operator_id: 'zhang.wei' });
  });

  it('is asked for the hub’s second factor where the role needs one and the provider had none', async () => {
    provider.claims = { sub: 'u-2', amr: ['pwd'] };
    const browser = new Browser(api);
    await journey(browser);
    const held = await browser.ask('GET', '/v1/session');
    expect(held.json).toMatchObject({ code: 'SESSION_INCOMPLETE', details: { state: 'enrol_second_factor' } });
    browser.csrfToken = held.json['details'].csrfToken;
    expect((await browser.ask('POST', '/v1/session/enrolment', { body: {} })).status).toBe(200);
    expect((await browser.giveCode(browser.code())).json['state']).toBe('signed_in');
  });

  it.each([[['mfa']], [['pwd', 'otp']]])('is signed in with what the provider had: amr %j', async (amr) => {
    provider.claims = { sub: 'u-2', amr };
    const browser = new Browser(api);
    await journey(browser);
    expect((await browser.ask('GET', '/v1/session')).status).toBe(200);
  });

  it('may be named by a claim of userinfo', async () => {
    const byEmployee = await startApi(database, { outsideSignIn: outside(provider.issuer, 'employee') });
    provider.userinfo = { employee: 'u-1' };
    const browser = new Browser(byEmployee);
    await journey(browser, byEmployee);
    expect((await browser.ask('GET', '/v1/session')).json).toMatchObject({ account: { name: 'zhang.wei' } });
    await byEmployee.stop();
  });
});

describe('nobody is signed in', () => {
  it.each([
    ['for a subject that is nobody’s', { sub: 'u-9' }, 'none', 'SESSION_REFUSED'], ['for a disabled account', { sub: 'u-3' }, 'none', 'SESSION_REFUSED'],
    ['by an id token for another journey', { sub: 'u-1' }, 'nonce', 'OUTSIDE_SIGN_IN_REFUSED'], ['by one for another client', { sub: 'u-1' }, 'audience', 'OUTSIDE_SIGN_IN_REFUSED'],
    ['by an old one', { sub: 'u-1' }, 'expired', 'OUTSIDE_SIGN_IN_REFUSED'], ['by one that another signed', { sub: 'u-1' }, 'signature', 'OUTSIDE_SIGN_IN_REFUSED'],
  ] as const)('%s', async (_, claims, fault, code) => {
    provider.claims = { ...claims };
    provider.fault = fault;
    const browser = new Browser(api);
    const answer = await journey(browser);
    expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([303, `/?problem=${code}`, null]);
    expect(await lastEvent()).toMatchObject({ outcome: code });
    expect((await browser.ask('GET', '/v1/session')).status).toBe(401);
  });

  it('with the state of another browser, another answer, or no journey at all', async () => {
    for (const back of [(url: URL) => url.searchParams.set('state', 'x'), (url: URL) => url.searchParams.set('code', 'x'), (url: URL) => url.searchParams.set('error', 'access_denied')]) {
      expect((await journey(new Browser(api), api, back)).headers.get('location')).toBe('/?problem=OUTSIDE_SIGN_IN_REFUSED');
    }
    const victim = new Browser(api);
    const begun = await api.ask('GET', '/v1/session/oidc');
    const there = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const url = new URL(there.headers.get('location') ?? '');
    expect((await victim.ask('GET', url.pathname + url.search)).headers.get('location')).toBe('/?problem=OUTSIDE_SIGN_IN_REFUSED');
    victim.cookie = 'jiku_oidc=made.up.by.me';
    expect((await victim.ask('GET', url.pathname + url.search)).headers.get('location')).toBe('/?problem=OUTSIDE_SIGN_IN_REFUSED');
  });

  it('twice by one answer', async () => {
    let again = '';
    const browser = new Browser(api);
    await journey(browser, api, (url) => (again = url.pathname + url.search));
    const begun = await api.ask('GET', '/v1/session/oidc');
    browser.cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await browser.ask('GET', again)).headers.get('location')).toBe('/?problem=OUTSIDE_SIGN_IN_REFUSED');
  });

  it('while the provider is away', async () => {
    const answer = await closed.ask('GET', '/v1/session/oidc');
    check('beginOutsideSignIn', answer);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?problem=OUTSIDE_SIGN_IN_UNAVAILABLE']);
  });
});
