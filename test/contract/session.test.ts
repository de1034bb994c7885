// Signing in and out against the contract: each operation, and each refusal that it declares.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildContract } from '../../src/api/contract/build-contract.ts';
import { listOperations } from '../../src/api/contract/document.ts';
import { libraries } from '../../src/libraries/index.ts';
import { startApi, type Answer, type TestApi } from '../support/api.ts';
import { Browser, ownPassword, signInFirst } from '../support/browser.ts';
import { createContractCheck } from '../support/contract.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const document = buildContract(libraries);
/** The outside provider has a test of its own (outside-sign-in). */
const isOutside = (path: string): boolean => path.startsWith('/v1/session/oidc');
const operations = listOperations(document).filter(({ path, operation }) => operation['x-session'] === true && !isOutside(path));
const check = createContractCheck(document);
const withBody = operations.filter(({ operation }) => operation.requestBody !== undefined);

let database: TestDatabase;
let api: TestApi;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  browser = new Browser(api);
  await signInFirst(browser, 'wang.li', await api.addAccount('wang.li', 'bureau', ['agency']));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

function expectAs(operationId: string, answer: Answer, status: number, code?: string): void {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  expect([answer.status, answer.json['code']], answer.text).toEqual([status, code]);
  check(found!.operation, answer);
}

it('every step answers as the contract says', async () => {
  const newcomer = new Browser(api);
  const password = await api.addAccount('newcomer', 'bureau', ['steward']);
  expectAs('createSession', await newcomer.signIn('newcomer', password), 200);
  expectAs('readSession', await newcomer.ask('GET', '/v1/session'), 401, 'SESSION_INCOMPLETE');
  expectAs('changePassword', await newcomer.changePassword(password, ownPassword), 409, 'SESSION_STEP');
  expectAs('enrolSecondFactor', await newcomer.ask('POST', '/v1/session/enrolment', { body: {} }), 200);
  expectAs('confirmSecondFactor', await newcomer.giveCode('000000'), 401, 'SECOND_FACTOR_REFUSED');
  expectAs('confirmSecondFactor', await newcomer.giveCode(newcomer.code()), 200);
  expectAs('confirmSecondFactor', await newcomer.giveCode('000000'), 409, 'SESSION_STEP');
  expectAs('changePassword', await newcomer.changePassword('wrong', ownPassword), 422, 'PASSWORD_REFUSED');
  expectAs('changePassword', await newcomer.changePassword(password, 'weak'), 422, 'PASSWORD_WEAK');
  expectAs('changePassword', await newcomer.changePassword(password, ownPassword), 200);
  expectAs('readSession', await newcomer.ask('GET', '/v1/session'), 200);
  expectAs('enrolSecondFactor', await newcomer.ask('POST', '/v1/session/enrolment', { body: {} }), 409, 'SESSION_STEP');
  expectAs('endSession', await newcomer.ask('DELETE', '/v1/session'), 204);
  expectAs('readSession', await newcomer.ask('GET', '/v1/session'), 401, 'UNAUTHENTICATED');
});

it('the account is told for which purposes its agency has agreements in force', async () => {
  await api.addAgreement('population', { agencyCode: 'bureau', attributes: { full_name: 'clear' }, purposes: ['school-enrolment', 'housing-subsidy'] });
  await api.addAgreement('population', { agencyCode: 'bureau', attributes: { full_name: 'clear' }, purposes: ['past'], validFrom: '2020-01-01', validTo: '2020-12-31' });
  await api.addClient('other', ['agency']);
  await api.addAgreement('population', { agencyCode: 'other', attributes: { full_name: 'clear' }, purposes: ['of-another'] });
  const answer = await browser.ask('GET', '/v1/session');
  expectAs('readSession', answer, 200);
  expect(answer.json['account'].purposes).toEqual(['housing-subsidy', 'school-enrolment']);
});

it('who may not come in is refused as the contract says', async () => {
  expectAs('createSession', await new Browser(api).signIn('nobody', 'x'), 401, 'SESSION_REFUSED');
  for (let tried = 0; tried < 4; tried++) await new Browser(api).signIn('nobody', 'x');
  expectAs('createSession', await new Browser(api).signIn('nobody', 'x'), 423, 'ACCOUNT_LOCKED');
});

it('one address tries a hundred times a minute', async () => {
  const crowded = await startApi(database);
  const tries = [];
  for (let tried = 0; tried < 101; tried++) tries.push(await new Browser(crowded).signIn(`nobody-${tried}`, 'x'));
  await crowded.stop();
  expectAs('createSession', tries[99] as Answer, 401, 'SESSION_REFUSED');
  expectAs('createSession', tries[100] as Answer, 429, 'RATE_LIMITED');
  expect(Number(tries[100]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('refusals', () => {
  it.each(operations.filter(({ operation }) => operation.operationId !== 'createSession'))('$operation.operationId without a session: 401', async ({ path, method, operation }) => {
    const body = Object.values(operation.requestBody?.content ?? {})[0]?.example;
    expectAs(operation.operationId, await new Browser(api).ask(method.toUpperCase(), path, { body }), 401, 'UNAUTHENTICATED');
  });

  it.each(operations.filter(({ method }) => method !== 'get'))('$operation.operationId for a page of another site: 403', async ({ path, method, operation }) => {
    const body = Object.values(operation.requestBody?.content ?? {})[0]?.example;
    const answer = await browser.ask(method.toUpperCase(), path, { body, headers: { Origin: 'https://evil.example' } });
    expectAs(operation.operationId, answer, 403, 'CSRF_REFUSED');
  });

  it.each(withBody)('$operation.operationId with a broken, wrong, oversized or foreign body, or a parameter: 400, 422, 413, 415', async ({ path, operation }) => {
    const send = (rawBody: string, headers = {}, target = path): Promise<Answer> => browser.ask('POST', target, { rawBody, headers: { 'Content-Type': 'application/json', ...headers } });
    expectAs(operation.operationId, await send('{"a":'), 400, 'REQUEST_MALFORMED');
    expectAs(operation.operationId, await send('{"a":1}', {}, `${path}?a=1`), 400, 'PARAMETER_INVALID');
    const wrong = await send('{"Secret-word-1":1}');
    expectAs(operation.operationId, wrong, 422, 'BODY_INVALID');
    expect(wrong.text).not.toContain('Secret-word-1');
    expectAs(operation.operationId, await send(`"${'x'.repeat(1_100_000)}"`), 413, 'BODY_TOO_LARGE');
    expectAs(operation.operationId, await send('{}', { 'Content-Type': 'text/plain' }), 415, 'MEDIA_TYPE');
  });

  it('on the way in ask for no token, which browsers would ask people for', async () => {
    expect((await browser.ask('POST', '/v1/session', { body: { name: 'nobody', password: 'x' } })).headers.get('www-authenticate')).toBeNull();
  });
});

it('a bearer token opens no session', async () => {
  const { token } = await api.addClient('bureau', ['agency']);
  expectAs('readSession', await api.ask('GET', '/v1/session', { token }), 401, 'UNAUTHENTICATED');
});
