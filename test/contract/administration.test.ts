// Administration over the API: who may change whose account, what is shown once, and what departments see of feeds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildContract } from '../../src/api/contract/build-contract.ts';
import { listOperations } from '../../src/api/contract/document.ts';
import { libraries } from '../../src/libraries/index.ts';
import { startApi, type Answer, type TestApi } from '../support/api.ts';
import { Browser, signInFirst } from '../support/browser.ts';
import { createContractCheck } from '../support/contract.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { insert } from '../support/golden-rows.ts';

const document = buildContract(libraries);
const operations = new Map(listOperations(document).map(({ operation }) => [operation.operationId, operation]));
const check = createContractCheck(document);
const newcomer = { name: 'li.na', displayName: '李娜', agencyCode: 'bureau', roles: ['agency'] };

let database: TestDatabase;
let api: TestApi;
let admin: Browser;
let auditor: Browser;

async function signedIn(name: string, roles: readonly string[], agencyCode = 'bureau'): Promise<Browser> {
  const browser = new Browser(api);
  expect((await signInFirst(browser, name, await api.addAccount(name, agencyCode, roles))).json['state']).toBe('signed_in');
  return browser;
}

function expectAs(operationId: string, answer: Answer, status: number, code?: string): void {
  expect([answer.status, answer.json['code']], answer.text).toEqual([status, code]);
  check(operations.get(operationId)!, answer);
}

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  admin = await signedIn('admin', ['account-admin']);
  auditor = await signedIn('auditor', ['security-auditor']);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

describe('an account', () => {
  it('is made with a password that is shown once and kept nowhere', async () => {
    const made = await admin.ask('POST', '/v1/accounts', { body: newcomer });
    expectAs('createAccount', made, 201);
    const { password } = made.json as { password: string };
    expect(password).toMatch(/^\w{4}(-\w{4}){3}$/);
    expectAs('readAccount', await admin.ask('GET', made.headers.get('location') ?? ''), 200);
    const listed = await admin.ask('GET', '/v1/accounts?agency=bureau');
    expect(listed.json['items'].map((item: any) => item.name)).toEqual(['admin', 'auditor', 'li.na']);
    expect(listed.text).not.toContain(password);
    const { rows } = await database.pool.query('select operator_id, details, row_to_json(e)::text as whole from hub.audit_event e where event_id = $1', [made.headers.get('x-audit-event-id')]);
    expect(rows).toMatchObject([{ operator_id: 'admin', details: { account: 'li.na', roles: ['agency'] } }]);
    expect(rows[0].whole).not.toContain(password);
    expectAs('createAccount', await admin.ask('POST', '/v1/accounts', { body: newcomer }), 409, 'ACCOUNT_EXISTS');
    expect((await new Browser(api).signIn('li.na', password)).json['state']).toBe('change_password');
  });

  it('pages by name', async () => {
    const first = await admin.ask('GET', '/v1/accounts?limit=1');
    expect(first.json).toMatchObject({ items: [{ name: 'admin' }], next: 'admin' });
    expect((await admin.ask('GET', '/v1/accounts?limit=1&after=admin')).json).toMatchObject({ items: [{ name: 'auditor' }] });
    expect((await admin.ask('GET', '/v1/accounts?role=security-auditor')).json['items']).toHaveLength(1);
  });

  it('is refused where roles exclude each other, the agency is unknown or the contract is left', async () => {
    const send = (change: object): Promise<Answer> => admin.ask('POST', '/v1/accounts', { body: { ...newcomer, name: 'other', ...change } });
    expectAs('createAccount', await send({ roles: ['operator', 'security-auditor'] }), 422, 'ACCOUNT_INVALID');
    expectAs('createAccount', await send({ agencyCode: 'nowhere' }), 422, 'AGENCY_UNKNOWN');
    expectAs('createAccount', await send({ name: 'Not A Name' }), 422, 'BODY_INVALID');
    expectAs('changeAccount', await admin.ask('PATCH', '/v1/accounts/auditor', { body: {} }), 422, 'BODY_INVALID');
    expectAs('changeAccount', await admin.ask('PATCH', '/v1/accounts/nobody', { body: { unlock: true } }), 404, 'ACCOUNT_UNKNOWN');
  });

  it('is changed by another only, from a page of ours only, and not by who only looks', async () => {
    expectAs('changeAccount', await admin.ask('PATCH', '/v1/accounts/admin', { body: { roles: ['steward'] } }), 403, 'ACCOUNT_OWN');
    expectAs('changeAccount', await admin.ask('PATCH', '/v1/accounts/auditor', { body: { isActive: false }, headers: { 'X-CSRF-Token': 'x' } }), 403, 'CSRF_REFUSED');
    expectAs('changeAccount', await auditor.ask('PATCH', '/v1/accounts/admin', { body: { isActive: false } }), 403, 'SCOPE_MISSING');
    expectAs('listAccounts', await auditor.ask('GET', '/v1/accounts'), 200);
    expectAs('listAccounts', await (await signedIn('operator', ['operator'])).ask('GET', '/v1/accounts'), 403, 'SCOPE_MISSING');
  });

  it('is unlocked, reset and disabled', async () => {
    const browser = await signedIn('steward', ['steward']);
    const guess = new Browser(api);
    for (let tried = 0; tried < 5; tried++) await guess.signIn('steward', 'wrong');
    expect((await admin.ask('GET', '/v1/accounts/steward')).json['lockedUntil']).toMatch(/Z$/);
    const change = (body: object): Promise<Answer> => admin.ask('PATCH', '/v1/accounts/steward', { body });
    expect((await change({ unlock: true })).json['lockedUntil']).toBeNull();
    expect((await browser.ask('GET', '/v1/session')).status).toBe(200);
    const reset = await change({ resetPassword: true, resetSecondFactor: true });
    expectAs('changeAccount', reset, 200);
    expect(reset.json).toMatchObject({ mustChangePassword: true, hasSecondFactor: false, password: expect.any(String) });
    expect((await browser.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
    expect((await guess.signIn('steward', reset.json['password'])).json['state']).toBe('enrol_second_factor');
    expect((await change({ isActive: false })).json['isActive']).toBe(false);
    expect((await guess.signIn('steward', reset.json['password'])).json['code']).toBe('SESSION_REFUSED');
  });
});

describe('what runs the hub', () => {
  it('names clients without what lets them in, and agreements with whether they hold', async () => {
    const { clientId } = await api.addClient('bureau', ['agency']);
    const clients = await auditor.ask('GET', '/v1/clients?agency=bureau');
    expectAs('listClients', clients, 200);
    expect(clients.json['items']).toMatchObject([{ clientId, hasSecret: true, keyCount: 0 }]);
    expect(clients.text).not.toMatch(/scrypt/);
    for (const validTo of ['2021-12-31', '2099-12-31']) {
      await api.addAgreement('population', { agencyCode: 'bureau', attributes: { sex: 'clear' }, purposes: [`until-${validTo}`], validTo });
    }
    const agreements = await auditor.ask('GET', '/v1/agreements?agency=bureau&library=population');
    expectAs('listAgreements', agreements, 200);
    expect(agreements.json['items'].map((item: any) => [item.validTo, item.isInForce])).toEqual([['2021-12-31', false], ['2099-12-31', true]]);
    expectAs('listAgreements', await auditor.ask('GET', '/v1/agreements?library=none'), 404, 'NOT_FOUND');
  });

  it('tells how each feed stands, to a department of its own feeds', async () => {
    const library = libraries.find(({ code }) => code === 'population')!;
    const [late, failed, held, fresh, never] = Object.values(library.feeds);
    const load = (feed: string | undefined, facts: object): Promise<unknown> => insert(database.ownerPool, ['hub', 'load'], {
      library: 'population', feed, file_name: 'a.csv', sha256: 'x', bytes: 1, spool_path: 'x', declared_date: '2020-01-01', state: 'done', origin: 'api', created_by: 'test', ...facts,
    });
    await load(late?.code, {});
    await load(failed?.code, { declared_date: '2999-01-01' });
    await load(failed?.code, { state: 'failed', problem: JSON.stringify({ code: 'FILE_HEADER' }) });
    await load(held?.code, { state: 'held' });
    await load(fresh?.code, { declared_date: '2999-01-01' });
    const operator = await signedIn('runner', ['operator']);
    const answer = await operator.ask('GET', '/v1/feeds?library=population');
    expectAs('listFeeds', answer, 200);
    const stateOf = new Map(answer.json['items'].map((item: any) => [item.feed, item]));
    expect(stateOf.get(late!.code)).toMatchObject({ state: 'late', isLate: true, lastDeclaredDate: '2020-01-01', daysLate: expect.any(Number), lastLoad: { state: 'done' } });
    expect(stateOf.get(failed!.code)).toMatchObject({ state: 'failed', isLate: false, lastDeclaredDate: '2999-01-01', lastLoad: { problem: 'FILE_HEADER' } });
    expect(stateOf.get(held!.code)).toMatchObject({ state: 'held', lastDeclaredDate: null });
    expect(stateOf.get(fresh!.code)).toMatchObject({ state: 'ok', daysLate: 0 });
    if (never) expect(stateOf.get(never.code)).toMatchObject({ state: 'never', dueOn: null, lastLoad: null });
    const supplier = await signedIn('supplier', ['supplier'], late!.source);
    const own = (await supplier.ask('GET', '/v1/feeds')).json['items'] as any[];
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((item) => item.department))).toEqual(new Set([late!.source]));
  });
});
