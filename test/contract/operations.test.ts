// Every operation, its success and each refusal that it declares, held against the contract that the server itself serves.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecideService } from '../../src/api/deps.ts';
import { buildContract } from '../../src/api/contract/build-contract.ts';
import { listOperations, resolveReference, type OperationObject } from '../../src/api/contract/document.ts';
import { libraries } from '../../src/libraries/index.ts';
import { matter, startApi, type Answer, type Ask, type TestApi } from '../support/api.ts';
import { createContractCheck } from '../support/contract.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { creditPath, insertCredit } from '../support/case-rows.ts';
import { feedPath, insertFeedRows } from '../support/credit-feed-rows.ts';
import { decisionPath, insertDecisions } from '../support/decision-rows.ts';
import { insertCheck } from '../support/credit-rows.ts';
import { insert, insertGolden, testId } from '../support/golden-rows.ts';
import { insertDoneRehearsal, insertIdleModel } from '../support/model-rows.ts';
import { activatePlainModel } from '../support/models.ts';

const document = buildContract(libraries);
// Signing in and out has a test of its own.
const operations = listOperations(document).filter(({ operation }) => operation['x-session'] !== true);
const secured = operations.filter(({ operation }) => operation['x-scope'] !== null);
const expectInContract = createContractCheck(document);

const everyRole = [
  'supplier', 'agency', 'verify-only', 'credit-check', 'bureau', 'subject-service', 'steward', 'security-auditor', 'operator', 'catalogue-admin', 'account-admin',
];
/** Ends the task as the engine's decisions do. */
const decisions: DecideService = {
  async decide({ taskId }) {
    await database.pool.query(`update hub.task set state = 'done', closed_at = now(), closed_reason = 'decision' where task_id = $1`, [taskId]);
    return { decisionId: testId(900), state: 'in_force' };
  },
};
const loadId = 1;
const taskId = testId(500);
/** Operations that end what they name have one of their own. */
const taskOf: Readonly<Record<string, string>> = { closeTask: testId(510), resolveTask: testId(511) };
const challengeId = testId(520);
const challengeOf: Readonly<Record<string, string>> = { answerChallenge: testId(521), withdrawChallenge: testId(522) };
const uscc = '91110000FAKE00013H';
const checkId = testId(530);
const entryId = '01900000-0000-7000-8000-0000000000e1';
const fileCheckId = testId(540);
const rehearsalId = '01900000-0000-7000-8000-0000000000f1';
/** Not in force; `rehearsalId` is a dry run of it. */
let modelId: number;
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

let database: TestDatabase;
let api: TestApi;
let all: { clientId: string; secret: string; token: string };
let withoutAgreement: string;
let fileId: string;
/** A token that lacks the scope: an auditor's, and for what an auditor may do the catalogue administrator's. */
let withoutScope: (scope: string) => string;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database, { decisions });
  const { ownerPool } = database;
  for (const library of libraries) {
    await insertGolden(ownerPool, library, { goldenId: testId(1), values: library.attributes['uscc'] ? { uscc } : {}, identifiers: library.attributes['uscc'] ? { uscc } : {} });
  }
  for (const library of libraries) await activatePlainModel(database.pool, library);
  modelId = await insertIdleModel(database.pool, libraries.find(({ code }) => code === 'population')!);
  await insertDoneRehearsal(database.pool, { rehearsalId, modelId });
  for (const state of ['held', 'received']) {
    await insert(ownerPool, ['hub', 'load'], {
      library: 'population', feed: Object.keys(libraries[0]?.feeds ?? {})[0], file_name: 'a.csv', sha256: 'x', bytes: 1, spool_path: 'x', declared_date: '2026-09-01', state, origin: 'api', created_by: 'test',
    });
  }
  for (const line of [2, 3, 4]) {
    await insert(ownerPool, ['population', 'reject'], {
      reject_id: testId(600 + line), load_id: loadId, feed: 'x', line, rule: 'REQUIRED_MISSING', field: 'full_name', header: ['姓名', '备注', 'reject_id'], cells: ['', 'a "b", c', 'old'], created_at: '2026-09-01T00:00:00Z',
    });
  }
  for (const id of [taskId, ...Object.values(taskOf)]) {
    await insert(ownerPool, ['hub', 'task'], { task_id: id, library: 'population', kind: 'k', rule: 'P3', subject_key: id, due_on: '2026-09-01' });
  }
  // Of a library in which no decision of these tests looks at challenges again.
  for (const id of [challengeId, ...Object.values(challengeOf)]) {
    await insert(ownerPool, ['hub', 'challenge'], {
      challenge_id: id, library: 'legal_person', golden_id: id, attribute: 'name', doubt: 'wrong', reason: 'x', challenger_agency: 'everything', challenger_client: 'c',
      challenger_operator: 'o', purpose: 'p', matter_code: 'm', value_digest: 'x', created_at: '2026-08-01T00:00:00Z', due_on: '2026-08-15',
    });
  }
  await insertDecisions(ownerPool);
  await insertCredit(ownerPool);
  const population = libraries.find(({ code }) => code === 'population')!;
  await insertGolden(ownerPool, population, { goldenId: testId(2), values: { full_name: '示例' }, identifiers: { id_number: '110101190001010014' } });
  await insertCheck(ownerPool, { checkId, entryId, fileCheckId });
  await mkdir(join(api.dataDir, 'file-checks', fileCheckId), { recursive: true });
  await writeFile(join(api.dataDir, 'file-checks', fileCheckId, 'result.csv'), '号码,名称\r\n');
  all = await api.addClient('everything', everyRole);
  await insertFeedRows(ownerPool, 'everything');
  withoutAgreement = (await api.addClient('nothing', everyRole)).token;
  const auditor = (await api.addClient('nothing', ['security-auditor'])).token;
  const verifier = (await api.addClient('nothing', ['verify-only'])).token;
  withoutScope = (scope) => (scope.endsWith(':verify') ? auditor : verifier);
  await api.addAccount('wang.li', 'housing', ['agency']);
  for (const library of libraries) {
    const attributes = Object.fromEntries(Object.keys(library.attributes).map((code) => [code, 'clear' as const]));
    await api.addAgreement(library.code, { agencyCode: 'everything', attributes, operations: library.kind === 'entity' ? ['read', 'verify', 'search', 'match'] : ['read', 'credit', 'flags'] });
  }
  const files = await api.ask('POST', '/v1/credit/flags/files', { token: all.token, headers: matter });
  fileId = String(files.json['items'][0].fileId);
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** The path with the examples of the contract, and what exists in this database where an id is needed. */
function pathOf(path: string, operation: OperationObject): string {
  const filled = creditPath(feedPath(path, operation.operationId), operation.operationId).replace('{fileId}', fileId)
    .replace('{goldenId}', testId(1)).replace('{loadId}', String(loadId))
    .replace('{taskId}', taskOf[operation.operationId] ?? taskId).replace('{challengeId}', challengeOf[operation.operationId] ?? challengeId)
    .replace('{code}', 'population').replace('{uscc}', uscc).replace('{decisionId}', decisionPath(operation.operationId))
    .replace('{name}', 'wang.li').replace('{checkId}', checkId).replace('{fileCheckId}', fileCheckId)
    .replace('{modelId}', String(modelId)).replace('{rehearsalId}', rehearsalId);
  const query = new URLSearchParams();
  for (const entry of operation.parameters ?? []) {
    const parameter = resolveReference(document, entry);
    if (!('in' in parameter) || parameter.in !== 'query' || parameter.required !== true) continue;
    query.set(parameter.name, parameter.name === 'goldenId' ? testId(1) : String(parameter.example));
  }
  if (operation.operationId === 'createLoad') query.set('feed', Object.keys(libraries[0]?.feeds ?? {})[0] ?? '');
  return query.size === 0 ? filled : `${filled}?${query}`;
}

function askOf(operation: OperationObject, token?: string): Ask {
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const headers: Record<string, string> = operation['x-purpose'] ? { ...matter } : {};
  if (type === undefined) return { token, headers };
  headers['Content-Type'] = type;
  const rawBody = operation['x-body'] === 'stream' ? String(media?.example)
    : operation['x-body'] === 'form' ? new URLSearchParams({ grant_type: 'client_credentials', client_id: all.clientId, client_secret: all.secret }).toString()
      : JSON.stringify(media?.example);
  return { token, headers, rawBody };
}

async function expectProblem(operation: OperationObject, answer: Answer, status: number, code: string): Promise<void> {
  expect([answer.status, answer.json['code']], `${operation.operationId}: ${answer.text}`).toEqual([status, code]);
  expectInContract(operation, answer);
  const eventId = answer.headers.get('x-audit-event-id');
  if (status === 401 || operation['x-audit'] === null) return expect(eventId).toBeNull();
  if (operation['x-scope'] === null) return;
  expect(answer.json['auditEventId']).toBe(eventId);
  const { rows } = await database.pool.query('select outcome, status from hub.audit_event where event_id = $1', [eventId]);
  expect(rows).toEqual([{ outcome: code, status }]);
}

describe('success', () => {
  it.each(operations)('$operation.operationId', async ({ path, method, operation }) => {
    const answer = await api.ask(method.toUpperCase(), pathOf(path, operation), askOf(operation, operation['x-scope'] === null ? undefined : all.token));
    expect(answer.status, answer.text).toBeLessThan(300);
    expectInContract(operation, answer);
    if (operation['x-audit'] === null) return;
    const { rows } = await database.pool.query('select operation_id, outcome, purpose, client_id from hub.audit_event where event_id = $1', [
      answer.headers.get('x-audit-event-id'),
    ]);
    expect(rows).toEqual([{ operation_id: operation.operationId, outcome: 'answered', purpose: operation['x-purpose'] ? 'test-purpose' : null, client_id: operation['x-scope'] === null && operation['x-body'] !== 'form' ? null : all.clientId }]);
    if (operation['x-scope'] !== null) expect(Number(answer.headers.get('ratelimit-remaining'))).toBeLessThan(Number(answer.headers.get('ratelimit-limit')));
  });
});

describe('refusals', () => {
  it.each(secured)('$operation.operationId without a token, and with one that does not hold: 401', async ({ path, method, operation }) => {
    const ask = askOf(operation);
    await expectProblem(operation, await api.ask(method.toUpperCase(), pathOf(path, operation), ask), 401, 'UNAUTHENTICATED');
    const answer = await api.ask(method.toUpperCase(), pathOf(path, operation), { ...ask, token: 'a.b.c' });
    await expectProblem(operation, answer, 401, 'UNAUTHENTICATED');
  });

  it.each(secured.filter(({ operation }) => operation['x-scope'] !== 'libraries:read'))('$operation.operationId without its scope: 403', async ({ path, method, operation }) => {
    await expectProblem(operation, await api.ask(method.toUpperCase(), pathOf(path, operation), askOf(operation, withoutScope(operation['x-scope'] ?? ''))), 403, 'SCOPE_MISSING');
  });

  it.each(secured.filter(({ operation }) => operation['x-grant']))('$operation.operationId without an agreement: 403', async ({ path, method, operation }) => {
    await expectProblem(operation, await api.ask(method.toUpperCase(), pathOf(path, operation), askOf(operation, withoutAgreement)), 403, 'NOT_GRANTED');
    const ask = askOf(operation, all.token);
    const otherPurpose = { ...ask, headers: { ...ask.headers, 'X-Purpose': 'other-purpose' } };
    await expectProblem(operation, await api.ask(method.toUpperCase(), pathOf(path, operation), otherPurpose), 403, 'NOT_GRANTED');
  });

  it.each(secured.filter(({ operation }) => operation['x-purpose']))('$operation.operationId without saying why: 400', async ({ path, method, operation }) => {
    for (const name of Object.keys(matter)) {
      const ask = askOf(operation, all.token);
      const { [name]: _left, ...headers } = ask.headers as Record<string, string>;
      await expectProblem(operation, await api.ask(method.toUpperCase(), pathOf(path, operation), { ...ask, headers }), 400, 'HEADER_INVALID');
    }
  });

  it.each(operations.filter(({ operation }) => '400' in operation.responses))('$operation.operationId with a parameter of no contract: 400', async ({ path, method, operation }) => {
    const target = pathOf(path, operation);
    const answer = await api.ask(method.toUpperCase(), `${target}${target.includes('?') ? '&' : '?'}id_number=110101190001010014`, askOf(operation, all.token));
    await expectProblem(operation, answer, 400, 'PARAMETER_INVALID');
    expect(answer.text).not.toContain('110101190001010014');
  });

  const withPathId = secured.filter(({ path }) => path.includes('{'));
  it.each(withPathId)('$operation.operationId of what is not there: 404', async ({ path, method, operation }) => {
    const missing = creditPath(path, 'missing').replace('{goldenId}', testId(999)).replace('{loadId}', '999999').replace('{taskId}', testId(999)).replace('{challengeId}', testId(999)).replace('{decisionId}', testId(999)).replace('{code}', 'no_such').replace('{uscc}', '91340100FAKE0003X3')
      .replace(/\{(file|webhook|delivery|authorisation|check|fileCheck)Id\}/, testId(999)).replace('{name}', 'nobody')
      .replace('{modelId}', path.includes('{rehearsalId}') ? String(modelId) : '999999').replace('{rehearsalId}', testId(999));
    const code = path.startsWith('/v1/accounts/') ? 'ACCOUNT_UNKNOWN' : path.includes('{modelId}') && !path.includes('{rehearsalId}') ? 'MODEL_UNKNOWN' : 'NOT_FOUND';
    await expectProblem(operation, await api.ask(method.toUpperCase(), missing, askOf(operation, all.token)), 404, code);
  });

  const withJson = operations.filter(({ operation }) => operation.requestBody && operation['x-body'] === undefined);
  it.each(withJson)('$operation.operationId with a broken, wrong, oversized or foreign body: 400, 422, 413, 415', async ({ path, method, operation }) => {
    const target = pathOf(path, operation);
    const ask = askOf(operation, all.token);
    const send = (rawBody: string | Buffer, headers = {}): Promise<Answer> =>
      api.ask(method.toUpperCase(), target, { ...ask, rawBody, headers: { ...ask.headers, ...headers } });
    await expectProblem(operation, await send('{"a":'), 400, 'REQUEST_MALFORMED');
    // 张 in GB18030.
    await expectProblem(operation, await send(Buffer.from('{"a":"\xd5\xc5"}', 'latin1')), 400, 'REQUEST_MALFORMED');
    const wrong = await send('{"110101190001010014":"张三"}');
    await expectProblem(operation, wrong, 422, 'BODY_INVALID');
    expect(wrong.text).not.toMatch(/110101190001010014|张三/);
    await expectProblem(operation, await send(`"${'x'.repeat((operation['x-body-bytes'] ?? 1024 * 1024) + 10)}"`), 413, 'BODY_TOO_LARGE');
    await expectProblem(operation, await send('{}', { 'Content-Type': 'text/plain' }), 415, 'MEDIA_TYPE');
  });

  it('batches end at 1,000', async () => {
    const { operation } = operations.find((each) => each.operation.operationId === 'lookupPersons') ?? {};
    const identifiers = Array.from({ length: 1_001 }, () => ({ type: 'id_number', value: '110101190001010014' }));
    const answer = await api.ask('POST', '/v1/persons/lookup', { token: all.token, headers: matter, body: { identifiers } });
    await expectProblem(operation as OperationObject, answer, 422, 'BODY_INVALID');
    expect(answer.json['faults']).toEqual([{ at: '/identifiers', rule: 'maxItems', expected: 1000, message: '至多 1000 项' }]);
    const most = await api.ask('POST', '/v1/persons/lookup', { token: all.token, headers: matter, body: { identifiers: identifiers.slice(1) } });
    expect(most.json['results']).toHaveLength(1_000);
  });

  it.each(secured)('$operation.operationId over the rate: 429', async ({ path, method, operation }) => {
    const { token } = await api.addClient('everything', everyRole, { ratePerMinute: 1 });
    await api.ask('GET', '/v1/libraries', { token });
    const answer = await api.ask(method.toUpperCase(), pathOf(path, operation), askOf(operation, token));
    await expectProblem(operation, answer, 429, 'RATE_LIMITED');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of the token endpoint speak OAuth', async () => {
    const { operation } = operations.find((each) => each.operation.operationId === 'issueToken') ?? {};
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: all.clientId, client_secret: 'wrong' }).toString();
    const answer = await api.ask('POST', '/oauth/token', { rawBody: body, headers: form });
    expect([answer.status, answer.json['error']]).toEqual([401, 'invalid_client']);
    expectInContract(operation as OperationObject, answer);
    for (const [rawBody, error] of [['scope=a', 'invalid_request'], ['grant_type=password', 'unsupported_grant_type']] as const) {
      const refused = await api.ask('POST', '/oauth/token', { rawBody, headers: form });
      expect([refused.status, refused.json['error']]).toEqual([400, error]);
      expectInContract(operation as OperationObject, refused);
    }
  });

  it('name every place of a body that leaves the contract, up to 20', async () => {
    const ask = async (identifiers: unknown[]): Promise<{ at: string; rule: string }[]> => {
      const answer = await api.ask('POST', '/v1/persons/lookup', { token: all.token, headers: matter, body: { identifiers } });
      expect([answer.status, answer.json['code']]).toEqual([422, 'BODY_INVALID']);
      return answer.json['faults'] as { at: string; rule: string }[];
    };
    const faults = await ask([{ type: 'id_number' }, { type: 'id_number', value: '110101190001010014', note: '张三' }, { type: 'id_number', value: 5 }]);
    expect(faults.map(({ at, rule }) => `${at} ${rule}`)).toEqual(['/identifiers/0/value required', '/identifiers/1 additionalProperties', '/identifiers/2/value type']);
    expect(await ask(Array.from({ length: 50 }, () => ({})))).toHaveLength(20);
  });

  it('name every header that is missing or no code, in words', async () => {
    const body = { identifiers: [{ type: 'id_number', value: '110101190001010014' }] };
    const answer = await api.ask('POST', '/v1/persons/lookup', { token: all.token, body, headers: { 'X-Matter-Code': '?', 'Accept-Language': 'fr, en;q=0.5' } });
    expect([answer.status, answer.json['code']]).toEqual([400, 'HEADER_INVALID']);
    expect(answer.json['faults']).toEqual([
      { at: 'x-purpose', rule: 'header', message: 'this header is missing' },
      { at: 'x-matter-code', rule: 'code', message: 'must be a code: 1 to 64 letters, digits and . _ : / -' },
      { at: 'x-operator-id', rule: 'header', message: 'this header is missing' },
    ]);
  });

  it('name an operator that is given by the number of a person, and do not keep it', async () => {
    const body = { identifiers: [{ type: 'id_number', value: '110101190001010014' }] };
    const answer = await api.ask('POST', '/v1/persons/lookup', { token: all.token, body, headers: { ...matter, 'X-Operator-Id': '110101190001010014', 'Accept-Language': 'en' } });
    expect(answer.json['faults']).toEqual([{ at: 'x-operator-id', rule: 'personNumber', message: 'must be a staff code, not the ID number of a person' }]);
    const { rows } = await database.pool.query('select operator_id from hub.audit_event where event_id = $1', [answer.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ operator_id: null }]);
  });

  it('come in Chinese, and in English on request', async () => {
    const chinese = await api.ask('GET', '/v1/libraries');
    const english = await api.ask('GET', '/v1/libraries', { headers: { 'Accept-Language': 'en-GB' } });
    expect(chinese.json['title']).toMatch(/\p{Script=Han}/u);
    expect(english.json['title']).not.toMatch(/\p{Script=Han}/u);
  });

  it('outside the contract: unknown paths and methods', async () => {
    expect((await api.ask('GET', '/v2/persons')).json['code']).toBe('NOT_FOUND');
    const answer = await api.ask('DELETE', '/v1/loads');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, GET']);
    expect((await api.ask('GET', '/v1/legal-persons/%E0%A4%A')).status).toBe(400);
  });

  it('without a known client are counted by the minute', async () => {
    await api.ask('GET', '/v1/evaluation');
    await api.refusals.flush();
    const { rows } = await database.pool.query(`select code from hub.refusal_count where operation_id = 'readEvaluation'`);
    expect(rows).toContainEqual({ code: 'UNAUTHENTICATED' });
  });
});

describe('an idempotency key', () => {
  const body = '姓名\n张三\n';
  const target = `/v1/loads?library=population&fileName=k.csv&feed=${Object.keys(libraries[0]?.feeds ?? {})[0]}`;
  const send = (key: string, path = target, rawBody = body): Promise<Answer> =>
    api.ask('POST', path, { token: all.token, rawBody, headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': key } });

  it('creates once and answers the same', async () => {
    const first = await send('key-0000001');
    const second = await send('key-0000001');
    expect(second.status).toBe(202);
    expect(second.json).toEqual(first.json);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const { rowCount } = await database.pool.query(`select from hub.load where file_name = 'k.csv'`);
    expect(rowCount).toBe(1);
  });

  it('belongs to one request', async () => {
    await send('key-0000002');
    const { operation } = operations.find((each) => each.operation.operationId === 'createLoad') ?? {};
    await expectProblem(operation as OperationObject, await send('key-0000002', `${target}&encoding=gb18030`), 409, 'IDEMPOTENCY_MISMATCH');
    await expectProblem(operation as OperationObject, await send('key-0000002', target, '姓名\n李四\n'), 409, 'IDEMPOTENCY_MISMATCH');
    expect((await send('key-0000002')).status).toBe(202);
  });
});

describe('rejects', () => {
  it('page as JSON and come whole as CSV with the original columns first', async () => {
    const first = await api.ask('GET', `/v1/loads/${loadId}/rejects?limit=2`, { token: all.token, headers: matter });
    expect(first.json['items'].map((item: any) => item.line)).toEqual([2, 3]);
    const rest = await api.ask('GET', `/v1/loads/${loadId}/rejects?limit=2&after=${first.json['next']}`, { token: all.token, headers: matter });
    expect(rest.json).toMatchObject({ items: [{ line: 4, cells: { 备注: 'a "b", c' } }] });
    expect(rest.json['next']).toBeUndefined();
    const csv = await api.ask('GET', `/v1/loads/${loadId}/rejects?format=csv`, { token: all.token, headers: matter });
    const lines = csv.text.replace(/^\ufeff/, '').trimEnd().split('\r\n');
    expect(lines[0]).toBe('姓名,备注,reject_id,rule,field,reason');
    expect(lines[1]).toBe(`,"a ""b"", c",${testId(602)},REQUIRED_MISSING,full_name,规则；改正 / Rule. Correct it`);
    expect(lines).toHaveLength(4);
  });

  it('are for the department that sent them', async () => {
    const { token } = await api.addClient('nothing', ['supplier']);
    expect((await api.ask('GET', `/v1/loads/${loadId}/rejects`, { token, headers: matter })).status).toBe(404);
    expect((await api.ask('GET', '/v1/loads', { token })).json['items']).toEqual([]);
  });
});

describe('audit events', () => {
  const { operation } = operations.find((each) => each.operation.operationId === 'listAuditEvents') ?? {};
  const find = (query: Readonly<Record<string, string | undefined>>): Promise<Answer> => api.ask('GET', `/v1/audit-events?${new URLSearchParams(query as Record<string, string>)}`, { token: all.token, headers: matter });

  it('are found by who asked, in what matter and with what outcome, in the last week unless a period is named', async () => {
    const { token, clientId } = await api.addClient('housing', ['agency']);
    const headers = { ...matter, 'X-Matter-Code': 'M-AUDIT-1', 'X-Operator-Id': 'clerk-9' };
    const refused = await api.ask('GET', `/v1/persons/golden/${testId(1)}`, { token, headers });
    expect(refused.json['code']).toBe('NOT_GRANTED');
    const event = { eventId: refused.headers.get('x-audit-event-id'), operationId: 'readPersonsGolden', clientId, agencyCode: 'housing', operatorId: 'clerk-9', matterCode: 'M-AUDIT-1', outcome: 'NOT_GRANTED', library: 'population' };
    const asked = { agency: 'housing', client: clientId, operator: 'clerk-9', purpose: 'test-purpose', matterCode: 'M-AUDIT-1', operation: 'readPersonsGolden', outcome: 'refused', library: 'population' };
    for (const query of [asked, { matterCode: 'M-AUDIT-1' }, { operator: 'clerk-9' }, { client: clientId, outcome: 'NOT_GRANTED' }]) {
      const found = await find(query);
      expectInContract(operation as OperationObject, found);
      expect(found.json['items'], JSON.stringify(query)).toMatchObject([event]);
      expect(Date.parse(found.json['to']) - Date.parse(found.json['from'])).toBe(7 * 86_400_000);
    }
    expect((await find({ ...asked, outcome: 'answered' })).json['items']).toEqual([]);
    const question = await find(asked);
    const { rows } = await database.pool.query('select golden_id, details from hub.audit_event where event_id = $1', [question.headers.get('x-audit-event-id')]);
    expect(rows).toMatchObject([{ golden_id: null, details: { asked: { clientId, operatorId: 'clerk-9', matterCode: 'M-AUDIT-1', outcome: 'refused' } } }]);
  });

  it('without a record are those of a quarter at most; a record is named with its library', async () => {
    const quarter = { from: '2026-01-01T00:00:00Z', to: '2026-04-03T00:00:00Z' };
    expect((await find(quarter)).status).toBe(200);
    for (const query of [{ ...quarter, to: '2026-04-04T00:00:00Z' }, { from: quarter.to, to: quarter.from }, { from: '2020-01-01T00:00:00Z' }, { goldenId: testId(1) }]) {
      await expectProblem(operation as OperationObject, await find(query), 400, 'AUDIT_QUERY_INVALID');
    }
    expect((await find({ goldenId: testId(1), library: 'population', from: '2020-01-01T00:00:00Z' })).status).toBe(200);
  });
});

describe('a task', () => {
  it('tells what its records are, and none of their ids', async () => {
    const id = testId(700);
    await insert(database.ownerPool, ['population', 'source_record'], {
      record_id: id, source: 'housing', feed: 'housing', source_key: 'h', effective_date: '2026-08-01', content_hash: id, home_id: testId(710), load_id: 1, line: 1,
      recorded_at: '2026-09-01T00:00:00Z', definition_version: 1, full_name: '张三',
    });
    await insert(database.ownerPool, ['hub', 'task'], {
      task_id: testId(501), library: 'population', kind: 'k', rule: 'P3', subject_key: 't', evidence: JSON.stringify({ records: [id], numbers: 2 }),
    });
    const { json, text } = await api.ask('GET', `/v1/tasks/${testId(501)}`, { token: all.token, headers: matter });
    const record = { record: testId(710), source: 'housing', feed: 'housing', effectiveDate: '2026-08-01', goldenId: null, linkRule: null, isWithdrawn: false };
    const { records: [{ attributes, ...told }], ...facts } = json['evidence'];
    expect({ told, facts }).toEqual({ told: record, facts: { numbers: 2 } });
    expect(attributes).toMatchObject({ full_name: expect.any(String), sex: null });
    expect(text).not.toContain(id);
  });

  it('shows no value of its records for a purpose without an agreement', async () => {
    const { json } = await api.ask('GET', `/v1/tasks/${testId(501)}`, { token: all.token, headers: { ...matter, 'X-Purpose': 'another' } });
    expect(json['evidence'].records[0].attributes).toBeUndefined();
  });
});

describe('documents', () => {
  it('are served from this origin alone', async () => {
    const { json } = await api.ask('GET', '/openapi.json');
    expect(Object.keys(json['paths'])).toEqual(Object.keys(document.paths));
    expect((await api.ask('GET', '/openapi.yaml')).text).toContain('operationId: lookupPersons');
    const page = await api.ask('GET', '/docs/');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
  });
});
