// Scoring a description and explaining what scores did, over the API on a town of a few records.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchPending } from '../../src/engine/resolve/scored/match-queue.ts';
import { libraries } from '../../src/libraries/index.ts';
import { matter, startApi, type Answer, type TestApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { activatePlainModel } from '../support/models.ts';

const number = '340104190402299017';
const address = '安徽省合肥市庐阳区长江路1号2幢301室';

let database: TestDatabase;
let hub: TestHub;
let api: TestApi;
let token: string;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  api = await startApi(database);
  await hub.deliver('police_household', [
    { person_key: 'K1', id_number: number, full_name: '王小明', sex: '1', birth_date: '1904-02-29', hukou_address: address, hukou_division: '340103', updated: '2026-01-01' },
    { person_key: 'K2', id_number: '37040319010101006X', full_name: '李静', sex: '2', birth_date: '1901-01-01', hukou_division: '340104', updated: '2026-01-01' },
  ]);
  await hub.deliver('department_person', [
    { rec_id: 'D1', source: '教育', cert_type: '', cert_no: '', full_name: '王晓明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-02-01' },
  ]);
  const all = Object.fromEntries(Object.keys(libraries[0]!.attributes).map((code) => [code, 'clear' as const]));
  token = (await api.addClient('everything', ['agency', 'steward'])).token;
  await api.addAgreement('population', { agencyCode: 'everything', attributes: all, operations: ['read', 'match'] });
});
afterAll(async () => {
  await api.stop();
  await hub.close();
  await database.drop();
});

const ask = (attributes: Record<string, string>, more: { limit?: number; token?: string } = {}): Promise<Answer> =>
  api.ask('POST', '/v1/persons/match', { token: more.token ?? token, headers: matter, body: { attributes, ...(more.limit ? { limit: more.limit } : {}) } });
const goldenOf = async (key: string): Promise<string> =>
  (await database.pool.query<{ id: string }>('select golden_id as id from population.source_record where source_key like $1', [`%${key}%`])).rows[0]!.id;
const described = { full_name: '王小明', birth_date: '1904年2月29日', sex: '男', hukou_address: address };

describe('a description', () => {
  it('is refused while no model is in force', async () => {
    const answer = await ask(described);
    expect([answer.status, answer.json['code']]).toEqual([409, 'MODEL_NONE']);
  });

  it('finds whom it may mean, with reasons and without a value of the hub', async () => {
    const modelId = await activatePlainModel(database.pool, libraries[0]!);
    await matchPending(hub.deps, 'population');
    const { status, json, text } = await ask(described);
    expect(status, text).toBe(200);
    expect(json['modelId']).toBe(modelId);
    const [first, second] = json['candidates'];
    expect(first).toMatchObject({ goldenId: await goldenOf('K1'), outcome: 'match', expectedPrecision: 0.998, relation: null, identifiers: [] });
    expect(first.reasons.find((reason: any) => reason.comparison === 'address')).toMatchObject({
      level: { code: 'same_door' }, weight: 6, adjustment: 0, words: { zh: '有力支持', en: 'speaks strongly for it' },
    });
    expect(first.reasons.find((reason: any) => reason.comparison === 'number').level).toBeNull();
    expect(second).toMatchObject({ goldenId: await goldenOf('D1'), outcome: 'review' });
    for (const value of ['13800000001', number, '王晓明', '庐阳']) expect(text).not.toContain(value);
    expect((await ask(described, { limit: 1 })).json['candidates']).toHaveLength(1);
  });

  it('is audited with the golden ids it was answered', async () => {
    const answer = await ask(described, { limit: 1 });
    const { rows } = await database.pool.query('select operation_id, outcome, golden_id, details from hub.audit_event where event_id = $1', [answer.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ operation_id: 'scorePersons', outcome: 'answered', golden_id: await goldenOf('K1'), details: expect.anything() }]);
  });

  it('finds the holder of a valid number, and says so; what contradicts the number waits for a person', async () => {
    const byNumber = await ask({ id_number: number, full_name: '王小明' });
    expect(byNumber.json['candidates'][0]).toMatchObject({ goldenId: await goldenOf('K1'), outcome: 'match', identifiers: ['id_number'], expectedPrecision: null });
    expect((await ask({ id_number: number, full_name: '赵丁' })).json['candidates'][0]).toMatchObject({ outcome: 'review', identifiers: ['id_number'] });
    expect((await ask({ id_number: number, full_name: '王小明', sex: '女' })).json['candidates'][0]).toMatchObject({ outcome: 'review' });
  });

  it('lets an unusable number take part as it was sent', async () => {
    const { json } = await ask({ id_number: '340104190402299018', full_name: '王小明' });
    expect(json['candidates'][0]).toMatchObject({ goldenId: await goldenOf('K1'), identifiers: [] });
    expect(json['candidates'][0].reasons.find((reason: any) => reason.comparison === 'number').level.code).toBe('one_place');
  });

  it('knows only what the agreement grants: rows and attributes', async () => {
    const narrow = (await api.addClient('narrow', ['agency'])).token;
    await api.addAgreement('population', {
      agencyCode: 'narrow', attributes: { full_name: 'clear', birth_date: 'masked' }, operations: ['match'],
      rowFilter: [{ attribute: 'hukou_division', op: 'eq', values: ['340103'] }],
    });
    const refused = await ask(described, { token: narrow });
    expect([refused.status, refused.json['code']]).toEqual([403, 'ATTRIBUTE_NOT_GRANTED']);
    const { json } = await ask({ full_name: '王小明', birth_date: '19040229' }, { token: narrow });
    expect(json['candidates'].map((candidate: any) => candidate.goldenId)).toEqual([await goldenOf('K1')]);
    expect((await ask({ full_name: '李静', birth_date: '19010101' }, { token: narrow })).json['candidates']).toEqual([]);
  });

  it('is not born on the placeholder date', async () => {
    const { json } = await ask({ full_name: '王小明', birth_date: '1900-01-01', sex: '1', hukou_address: address });
    expect(json['candidates'][0].reasons.find((reason: any) => reason.comparison === 'birth_date').level).toBeNull();
  });

  it('needs an agreement for matching', async () => {
    const reader = (await api.addClient('reader', ['agency'])).token;
    await api.addAgreement('population', { agencyCode: 'reader', attributes: { full_name: 'clear' } });
    const answer = await ask({ full_name: '王小明' }, { token: reader });
    expect([answer.status, answer.json['code']]).toEqual([403, 'NOT_GRANTED']);
  });
});

describe('a golden record', () => {
  it('says with which records it was compared, and why it was judged so', async () => {
    const { status, json, text } = await api.ask('GET', `/v1/persons/golden/${await goldenOf('D1')}/pairs`, { token, headers: matter });
    expect(status, text).toBe(200);
    const [pair] = json['pairs'];
    expect(pair).toMatchObject({ outcome: expect.stringMatching(/match|review/), rule: 'P8', decided: null, vetoes: [], withheld: [] });
    expect(pair.records.map((record: any) => record.goldenId)).toEqual([await goldenOf('D1'), await goldenOf('K1')]);
    expect(pair.records[1].attributes).toMatchObject({ full_name: '王小明', id_number: number });
    expect(pair.sentence.zh).toMatch(/姓名：.*（\+\d\.\d）.*合计 \d+\.\d 分，预期准确率 \d/);
    expect(text).not.toMatch(/record_id|recordId/);
  });

  it('shows values only as granted, and names the comparisons it withholds', async () => {
    const masked = (await api.addClient('masked', ['steward'])).token;
    await api.addAgreement('population', { agencyCode: 'masked', attributes: { full_name: 'masked', birth_date: 'clear' } });
    const { json, text } = await api.ask('GET', `/v1/persons/golden/${await goldenOf('D1')}/pairs`, { token: masked, headers: matter });
    expect(json['pairs'][0].withheld).toContain('phone');
    expect(json['pairs'][0].reasons.map((reason: any) => reason.comparison)).toEqual(['name', 'birth_date']);
    for (const value of ['王小明', '王晓明', '13800000001', number]) expect(text).not.toContain(value);
  });

  it('says how it came to be', async () => {
    const { status, json, text } = await api.ask('GET', `/v1/persons/golden/${await goldenOf('K1')}/how`, { token, headers: matter });
    expect(status, text).toBe(200);
    expect(json['events'].map((event: any) => event.kind)).toEqual(['record', 'version']);
    expect(json['events'][0]).toMatchObject({ source: 'police', rule: 'P1', origin: 'auto', score: null });
    expect(json['events'][0].sentence.zh).toMatch(/按 P1（号码有效且一致/);
    expect(json['events'][1].sentence.en).toMatch(/version 1, made by load \d/);
    expect(text).not.toContain('王小明');
  });
});

describe('a task of a scored pair', () => {
  it('tells the comparisons, and values only of records, as the agreement allows', async () => {
    const { rows: [task] } = await database.pool.query<{ id: string }>(`select task_id as id from hub.task where kind = 'possible_duplicate' and state = 'open'`);
    const { json } = await api.ask('GET', `/v1/tasks/${task!.id}`, { token, headers: matter });
    expect(json['evidence'].pair.reasons.find((reason: any) => reason.comparison === 'birth_date').level.code).toBe('equal');
    expect(json['evidence'].pair.records[0]).toHaveProperty('record');
    for (const value of ['王小明', '王晓明', number]) expect(JSON.stringify(json['evidence'].pair)).not.toContain(value);
    expect(json['evidence'].records.map((record: any) => record.attributes.full_name).sort()).toEqual(['王小明', '王晓明']);
  });
});
