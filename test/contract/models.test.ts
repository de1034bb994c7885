// A model over the API: rehearsed as a job, its result read, put in force by who may, refused with a reason where it may not be; and what
// then stands is what the command would have made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildContract } from '../../src/api/contract/build-contract.ts';
import { listOperations } from '../../src/api/contract/document.ts';
import { insertModel } from '../../src/engine/resolve/model/model-store.ts';
import { planMatch } from '../../src/engine/resolve/scored/match-plan.ts';
import { matchLock, matchPending, type MatchDeps } from '../../src/engine/resolve/scored/match-queue.ts';
import { processRehearsals } from '../../src/engine/resolve/scored/rehearsals.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { libraries } from '../../src/libraries/index.ts';
import { maskNumber } from '../../src/sharing/mask-styles.ts';
import { tryAdvisoryLock } from '../../src/store/transaction.ts';
import { startApi, type Answer, type TestApi } from '../support/api.ts';
import { Browser, signInFirst } from '../support/browser.ts';
import { createContractCheck } from '../support/contract.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { plainModel } from '../support/models.ts';

const document = buildContract(libraries);
const operations = new Map(listOperations(document).map(({ operation }) => [operation.operationId, operation]));
const check = createContractCheck(document);
const missing = '01900000-0000-7000-8000-000000000999';
const sourceKey = '340104190402299018';

let database: TestDatabase;
let hub: TestHub;
let api: TestApi;
let operator: Browser;
let steward: Browser;
let modelId: number;

async function signedIn(name: string, roles: readonly string[]): Promise<Browser> {
  const browser = new Browser(api);
  expect((await signInFirst(browser, name, await api.addAccount(name, 'data_bureau', roles))).json['state']).toBe('signed_in');
  return browser;
}

function expectAs(operationId: string, answer: Answer, status: number, code?: string): void {
  expect([answer.status, answer.json['code']], answer.text).toEqual([status, code]);
  check(operations.get(operationId)!, answer);
}

/** By the API's own clock; the deliveries keep to another. */
const matching = (): MatchDeps => ({ ...hub.deps, clock: systemClock });
const work = (): Promise<number> => processRehearsals({ matching: matching(), log: createLog('silent'), maskKey: maskNumber });
const start = (who: Browser, body: object, id = modelId): Promise<Answer> => who.ask('POST', `/v1/models/${id}/rehearsals`, { body });
const activate = (who: Browser, rehearsalId: string, { id = modelId, headers = {} }: { id?: number; headers?: Record<string, string> } = {}): Promise<Answer> =>
  who.ask('POST', `/v1/models/${id}/activation`, { body: { rehearsalId }, headers });

async function rehearsed(body: object, id = modelId): Promise<Answer> {
  const made = await start(operator, body, id);
  expectAs('createRehearsal', made, 202);
  expect(await work()).toBe(1);
  return operator.ask('GET', made.headers.get('location') ?? '');
}

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  api = await startApi(database);
  await hub.deliver('police_household', [
    { person_key: 'K1', id_number: '340104190402299017', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-01-01' },
  ]);
  await hub.deliver('department_person', [
    { rec_id: sourceKey, source: '教育', cert_type: '', cert_no: '', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-02-01' },
    { rec_id: 'D2', source: '教育', cert_type: '', cert_no: '', full_name: '王小敏', sex: '2', birth_date: '1904-02-29', mobile_phone: '', updated: '2026-02-01' },
  ]);
  modelId = await insertModel(database.pool, plainModel(planMatch(hub.library('population'))!), { createdBy: 'test', note: '首个' });
  operator = await signedIn('operator', ['operator']);
  steward = await signedIn('steward', ['steward']);
});
afterAll(async () => {
  await api.stop();
  await hub.close();
  await database.drop();
});

describe('a model', () => {
  it('is told with its weights, thresholds and bands in words', async () => {
    const answer = await steward.ask('GET', `/v1/models/${modelId}`);
    expectAs('readModel', answer, 200);
    expect(answer.json).toMatchObject({ modelId, isActive: false, isFit: true, waiting: 0, note: '首个', review: { from: 5 } });
    const name = answer.json['comparisons'].find(({ code }: any) => code === 'name');
    expect(name).toMatchObject({ label: { zh: '姓名' }, levels: expect.arrayContaining([expect.objectContaining({ label: expect.objectContaining({ en: 'names are equal' }), weight: 6 })]) });
    expect(answer.json['links'][0]).toMatchObject({ from: 14, conditions: expect.arrayContaining([expect.objectContaining({ levels: expect.arrayContaining([expect.objectContaining({ zh: expect.any(String) })]) })]) });
  });
});

describe('a dry run', () => {
  it('waits its turn, tells where it is, and then what would move, with masked keys', async () => {
    const made = await start(steward, { autoLink: true });
    expectAs('createRehearsal', made, 202);
    expect(made.json).toMatchObject({ state: 'waiting', autoLink: true, createdBy: 'steward', startedAt: null, stale: null });
    const place = made.headers.get('location') ?? '';
    expectAs('createRehearsal', await start(operator, {}), 409, 'REHEARSAL_OPEN');
    expectAs('activateModel', await activate(operator, made.json['rehearsalId']), 409, 'REHEARSAL_MISSING');
    // While records are compared it waits; what it is at is seen from outside.
    await tryAdvisoryLock(database.pool, matchLock('population'), async () => {
      expect(await work()).toBe(0);
      expect((await operator.ask('GET', place)).json).toMatchObject({ state: 'waiting', result: null, finishedAt: null });
    });
    const before = await hub.state('population');
    expect(await work()).toBe(1);
    const done = await operator.ask('GET', place);
    expectAs('readRehearsal', done, 200);
    expect(done.json).toMatchObject({ state: 'done', stale: null, loadsSince: 0, problem: null });
    expect(done.json['result']).toMatchObject({ records: 3, moved: 1, merges: 1, goldensBefore: 3, goldensAfter: 2, linksBefore: 0, linksAfter: 1, held: [] });
    expect(done.json['result'].samples).toMatchObject([{ source: 'education', sourceKey: '340***********9018', isNew: false, other: { sourceKey: '**' } }]);
    expect(done.text).not.toContain(sourceKey);
    expect(await hub.state('population')).toEqual(before);
    expectAs('listRehearsals', await steward.ask('GET', `/v1/models/${modelId}/rehearsals`), 200);
  });

  it('passes through its steps in order, also after a process died at one', async () => {
    const seen: string[] = [];
    const { pool } = hub.deps;
    const watched = new Proxy(pool, { get: (target, name) => (name === 'query' ? (query: any, ...rest: any[]) => {
      if (/^update hub\.model_rehearsal set state = \$1 where/.test(query.text ?? '')) seen.push(query.values[0]);
      return (target.query as any)(query, ...rest);
    } : Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)) });
    await start(operator, { autoLink: true });
    await database.pool.query(`update hub.model_rehearsal set state = 'scores', started_at = now() where finished_at is null`);
    await processRehearsals({ matching: { ...matching(), pool: watched }, log: createLog('silent'), maskKey: maskNumber });
    expect(seen).toEqual(['keys', 'pairs', 'scores', 'clusters']);
  });

  it('is refused where the model does not fit, and marked failed where it breaks', async () => {
    const other = await insertModel(database.pool, { ...plainModel(planMatch(hub.library('population'))!), rulesDigest: 'of-other-rules' }, { createdBy: 'test' });
    expectAs('createRehearsal', await start(operator, {}, other), 409, 'MODEL_UNFIT');
    expectAs('activateModel', await activate(operator, missing, { id: other }), 409, 'MODEL_UNFIT');
    const broken = await insertModel(database.pool, { ...plainModel(planMatch(hub.library('population'))!), comparisons: [] }, { createdBy: 'test' });
    const made = await start(operator, {}, broken);
    expect(await work()).toBe(0);
    const ended = await operator.ask('GET', made.headers.get('location') ?? '');
    expectAs('readRehearsal', ended, 200);
    expect(ended.json).toMatchObject({ state: 'failed', problem: { code: 'FAULT' }, result: null });
    expectAs('activateModel', await activate(operator, made.json['rehearsalId'], { id: broken }), 409, 'REHEARSAL_MISSING');
  });
});

describe('an activation', () => {
  it('is the operator’s alone, needs a dry run of the model, and does what the dry run told, once', async () => {
    const { json: told } = await rehearsed({ autoLink: true });
    const { rehearsalId, result } = told;
    expectAs('activateModel', await activate(steward, rehearsalId), 403, 'SCOPE_MISSING');
    expectAs('activateModel', await activate(operator, missing), 409, 'REHEARSAL_MISSING');
    expectAs('activateModel', await activate(operator, rehearsalId, { id: 999_999 }), 404, 'MODEL_UNKNOWN');
    const headers = { 'Idempotency-Key': 'activate-once-1' };
    const done = await activate(operator, rehearsalId, { headers });
    expectAs('activateModel', done, 200);
    expect(done.json).toEqual({ modelId, library: 'population', autoLink: true, queued: 3 });
    expect((await activate(operator, rehearsalId, { headers })).json).toEqual(done.json);
    const { rows } = await database.pool.query('select operator_id, library, outcome, details from hub.audit_event where event_id = $1', [done.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ operator_id: 'operator', library: 'population', outcome: 'answered', details: { modelId, rehearsalId, autoLink: true, queued: 3 } }]);
    expect((await operator.ask('GET', `/v1/models/${modelId}`)).json).toMatchObject({ isActive: true, autoLink: true, waiting: 3 });
    await matchPending(hub.deps, 'population');
    expect(await hub.clusters('population')).toHaveLength(result.goldensAfter);
    expect((await operator.ask('GET', `/v1/models/${modelId}`)).json['waiting']).toBe(0);
    expectAs('activateModel', await activate(operator, rehearsalId), 409, 'MODEL_ACTIVE');
    expectAs('createRehearsal', await start(operator, {}), 409, 'MODEL_ACTIVE');
  });

  it('switches whether scores link, and not by a dry run that another activation has overtaken or that is of yesterday', async () => {
    const off = (await rehearsed({ autoLink: false })).json;
    expect(off['result']).toMatchObject({ moved: 1, splits: 1, linksAfter: 0, samples: [{ isNew: true, score: null }] });
    const next = await insertModel(database.pool, plainModel(planMatch(hub.library('population'))!), { createdBy: 'test' });
    const other = (await rehearsed({ autoLink: true }, next)).json;
    await database.pool.query(`update hub.model_rehearsal set finished_at = finished_at - interval '25 hours' where rehearsal_id = $1`, [other['rehearsalId']]);
    const stale = await activate(operator, other['rehearsalId'], { id: next });
    expectAs('activateModel', stale, 409, 'REHEARSAL_STALE');
    expect(stale.json['details']).toMatchObject({ reason: 'old' });
    await database.pool.query(`update hub.model_rehearsal set finished_at = finished_at + interval '25 hours' where rehearsal_id = $1`, [other['rehearsalId']]);
    expectAs('activateModel', await activate(operator, off['rehearsalId']), 200);
    const overtaken = await activate(operator, other['rehearsalId'], { id: next });
    expectAs('activateModel', overtaken, 409, 'REHEARSAL_STALE');
    expect(overtaken.json['details']).toMatchObject({ reason: 'overtaken' });
    expect((await operator.ask('GET', `/v1/models/${modelId}`)).json).toMatchObject({ isActive: true, autoLink: false });
  });
});
