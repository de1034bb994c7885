// Decisions over the API: what a steward is refused and told, what a preview shows, and that a second person is a second person.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setFourEyes } from '../../src/engine/steward/four-eyes.ts';
import { libraries } from '../../src/libraries/index.ts';
import { matter, startApi, type Answer, type TestApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../support/hub.ts';

const numbers = ['110101190001010014', '340104190402299017'] as const;
let database: TestDatabase;
let hub: TestHub;
let api: TestApi;
let alice: string;
let bob: string;
let blind: string;

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  api = await startApi(database);
  ({ token: alice } = await api.addClient('bureau', ['steward']));
  ({ token: bob } = await api.addClient('bureau', ['steward']));
  ({ token: blind } = await api.addClient('other', ['steward']));
  const population = libraries.find(({ code }) => code === 'population')!;
  const attributes = Object.fromEntries(Object.keys(population.attributes).map((code) => [code, code === 'id_number' ? 'masked' as const : 'clear' as const]));
  await api.addAgreement('population', { agencyCode: 'bureau', attributes });
});
afterAll(async () => {
  await api.stop();
  await hub.close();
  await database.drop();
});

beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await setFourEyes(database.pool, 'population', []);
  await hub.deliver('police_household', [
    { person_key: 'K1', id_number: numbers[0], full_name: '王小明', sex: '', birth_date: '1900-01-01', updated: '2026-01-01' },
    { person_key: 'K2', id_number: numbers[1], full_name: '李静', sex: '', birth_date: '1904-02-29', updated: '2026-01-01' },
  ]);
  await hub.deliver('department_person', [{ rec_id: 'D1', source: '教育', cert_type: '111', cert_no: numbers[0], full_name: '王小明', updated: '2026-01-01' }]);
});

interface Seen {
  readonly goldenId: string;
  readonly version: number;
}

async function golden(key: string): Promise<Seen> {
  const { rows } = await database.pool.query<Seen>(`select g.golden_id as "goldenId", g.version from population.source_record r join population.golden_record g using (golden_id) where r.source_key like $1 || '%'`, [key]);
  return rows[0]!;
}

const post = (path: string, body: unknown, token = alice, headers: Record<string, string> = {}): Promise<Answer> =>
  api.ask('POST', `/v1/decisions${path}`, { token, headers: { ...matter, ...headers }, body });
const outcome = ({ status, json }: Answer): unknown[] => [status, json['code']];

async function same(more: object = {}): Promise<Record<string, unknown>> {
  const expectations = [await golden('K1'), await golden('K2')];
  return { kind: 'same', library: 'population', reason: '核对原件', goldens: expectations.map(({ goldenId }) => goldenId), expect: expectations, ...more };
}

describe('a decision', () => {
  it('is made once for an idempotency key, read, listed and audited with its golden records', async () => {
    const body = await same({ acceptsNumbers: true });
    const made = await post('', body, alice, { 'Idempotency-Key': 'decide-000001' });
    const again = await post('', body, alice, { 'Idempotency-Key': 'decide-000001' });
    expect([made.status, again.json]).toEqual([201, made.json]);
    expect(made.json).toMatchObject({ kind: 'same', state: 'in_force', operatorId: 'clerk-7', after: [{ version: 3 }] });
    expect(made.headers.get('location')).toBe(`/v1/decisions/${made.json['decisionId']}`);
    const { rows } = await database.pool.query('select operation_id, golden_ids, library, details from hub.audit_event where event_id = $1', [made.headers.get('x-audit-event-id')]);
    expect(rows[0]).toMatchObject({ operation_id: 'createDecision', library: 'population', details: { decisionId: made.json['decisionId'], kind: 'same', state: 'in_force' } });
    expect([...rows[0].golden_ids].sort()).toEqual([...(body['goldens'] as string[])].sort());
    const ask = (path: string): Promise<Answer> => api.ask('GET', `/v1/decisions${path}`, { token: alice, headers: matter });
    expect((await ask(`/${made.json['decisionId']}`)).json).toEqual(made.json);
    for (const goldenId of body['goldens'] as string[]) expect((await ask(`?goldenId=${goldenId}&inForce=true&kind=same&by=clerk-7&library=population`)).json['items']).toEqual([made.json]);
    expect((await ask('?inForce=false')).json['items']).toEqual([]);
    const undone = await post(`/${made.json['decisionId']}/undo`, { reason: '误并' });
    expect([undone.status, undone.json['undoes']]).toEqual([201, made.json['decisionId']]);
    expect((await ask(`/${made.json['decisionId']}`)).json['state']).toBe('undone');
    const page = (await ask('?limit=1')).json;
    expect([page['items'][0].kind, (await ask(`?limit=1&after=${page['next']}`)).json['items'][0].kind]).toEqual(['undo', 'same']);
  });

  it('never shows a record id or a number', async () => {
    const made = await post('', await same({ acceptsNumbers: true }));
    const { rows } = await database.pool.query<{ id: string }>('select record_id as id from population.source_record');
    for (const { id } of rows) expect(made.text).not.toContain(id);
    for (const number of numbers) expect(made.text).not.toContain(number);
  });

  it.each([
    ['two numbers that nobody accepted', {}, [422, 'DECISION_NUMBERS']],
    ['a golden record without the version that was seen', { expect: [{ goldenId: '01900000-0000-7000-8000-000000000001', version: 1 }] }, [422, 'DECISION_INVALID']],
    ['no reason', { reason: ' ' }, [422, 'BODY_INVALID']],
    ['what the kind does not take', { records: ['01900000-0000-7000-8000-000000000001'] }, [422, 'BODY_INVALID']],
    ['a library that is not there', { library: 'no_such' }, [404, 'NOT_FOUND']],
    ['a task that is not there', { acceptsNumbers: true, taskId: '01900000-0000-7000-8000-000000000001' }, [404, 'NOT_FOUND']],
  ])('is refused for %s', async (_, more, expected) => {
    expect(outcome(await post('', await same(more)))).toEqual(expected);
  });

  it('on what has changed is refused with what changed; one that contradicts another names it', async () => {
    const body = await same({ acceptsNumbers: true });
    await hub.deliver('police_household', [{ person_key: 'K1', id_number: numbers[0], full_name: '王小明', sex: '1', birth_date: '1900-01-01', updated: '2026-02-01' }]);
    const stale = await post('', body);
    expect(outcome(stale)).toEqual([409, 'DECISION_STALE']);
    expect(stale.json['details'].goldens).toMatchObject([{ expected: 2, version: 3, attributes: ['sex'], state: 'active' }]);
    const never = await post('', await same({ kind: 'not_same' }));
    const refused = await post('', await same({ acceptsNumbers: true }));
    expect([...outcome(refused), refused.json['details']]).toEqual([409, 'DECISION_CONTRADICTS', { decisions: [never.json['decisionId']] }]);
    expect(outcome(await post('/preview', await same({ acceptsNumbers: true })))).toEqual([409, 'DECISION_CONTRADICTS']);
    expect(outcome(await post(`/${never.json['decisionId']}/confirm`, { reason: 'x' }))).toEqual([409, 'DECISION_NOT_PROPOSED']);
    await post(`/${never.json['decisionId']}/undo`, { reason: 'x' });
    expect(outcome(await post(`/${never.json['decisionId']}/undo`, { reason: 'x' }))).toEqual([409, 'DECISION_NOT_IN_FORCE']);
  });

  it('waits for nobody for ever: a library under a long load answers 503', async () => {
    const client = await database.pool.connect();
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('library:population', 0))`);
    const answer = await post('', await same({ acceptsNumbers: true }));
    await client.query('rollback');
    client.release();
    expect([...outcome(answer), answer.headers.get('retry-after')]).toEqual([503, 'LIBRARY_BUSY', '20']);
  });
});

describe('a preview', () => {
  it('shows values under the caller’s agreement, records by their handles, and keeps nothing', async () => {
    const before = await hub.state('population');
    const body = await same({ acceptsNumbers: true });
    const { status, json } = await post('/preview', body);
    expect(status).toBe(200);
    expect(json).toMatchObject({ needsSecondPerson: false, goldens: [{ isNew: false, attributes: { id_number: expect.stringMatching(/^\d{3}\*{11}\d{4}$/) } }], ended: [{}] });
    expect(json['goldens'][0].records).toHaveLength(3);
    expect((await post('/preview', body, blind)).json['goldens'][0]).toMatchObject({ attributes: null, conflicts: [] });
    expect(await hub.state('population')).toEqual(before);
    const made = await post('', body);
    const undo = await api.ask('POST', `/v1/decisions/${made.json['decisionId']}/undo-preview`, { token: alice, headers: matter });
    expect(undo.json['goldens']).toHaveLength(2);
  });

  it('takes handles from provenance, and a pinned value shows as pinned', async () => {
    const seen = await golden('K1');
    const read = (token: string): Promise<Answer> => api.ask('GET', `/v1/persons/golden/${seen.goldenId}/provenance`, { token, headers: matter });
    const record = (await read(alice)).json['attributes'].full_name.others[0].record as string;
    const split = { kind: 'split', library: 'population', reason: 'x', golden: seen.goldenId, records: [record], expect: [seen] };
    const { json } = await post('/preview', split);
    expect(json['goldens'].map(({ isNew }: { isNew: boolean }) => isNew).sort()).toEqual([false, true]);
    const pinned = await post('', { kind: 'pin', library: 'population', reason: 'x', golden: seen.goldenId, expect: [seen], attribute: 'birth_date', value: '1900/1/2', until: '2099-12-31' });
    expect(pinned.status, pinned.text).toBe(201);
    const { birth_date: told } = (await read(alice)).json['attributes'];
    expect(told).toMatchObject({ value: '1900-01-02', winner: { value: '1900-01-02', rule: 'pinned', source: 'steward' }, others: [{ value: '1900-01-01', feed: 'police_household' }] });
    const { token: agency } = await api.addClient('bureau', ['agency']);
    expect((await read(agency)).text).not.toContain(record);
  });
});

describe('four eyes', () => {
  it('a decision of such a kind waits until another person with another client confirms it', async () => {
    await setFourEyes(database.pool, 'population', ['same']);
    const before = await hub.state('population');
    const body = await same({ acceptsNumbers: true });
    expect((await post('/preview', body)).json['needsSecondPerson']).toBe(true);
    const proposed = await post('', body);
    expect([proposed.status, proposed.json['state'], proposed.json['after']]).toEqual([202, 'proposed', []]);
    expect({ ...(await hub.state('population')), tasks: [] }).toEqual({ ...before, tasks: [] });
    const tasks = async (): Promise<unknown[]> => (await database.pool.query(`select kind, rule, state, golden_ids from hub.task where kind = 'confirm_decision'`)).rows;
    expect(await tasks()).toMatchObject([{ rule: 'same', state: 'open' }]);
    const confirm = (token: string, operator: string): Promise<Answer> => post(`/${proposed.json['decisionId']}/confirm`, { reason: '复核无误' }, token, { 'X-Operator-Id': operator });
    expect(outcome(await confirm(alice, 'clerk-8'))).toEqual([403, 'DECISION_SECOND_PERSON']);
    expect(outcome(await confirm(bob, 'clerk-7'))).toEqual([403, 'DECISION_SECOND_PERSON']);
    const confirmed = await confirm(bob, 'clerk-8');
    expect([confirmed.status, confirmed.json['decisionId'], confirmed.json['state']]).toEqual([200, proposed.json['decisionId'], 'in_force']);
    expect(confirmed.json['after']).toHaveLength(1);
    expect(await tasks()).toMatchObject([{ state: 'done' }]);
    const undone = await post(`/${proposed.json['decisionId']}/undo`, { reason: '误并' });
    expect(undone.status).toBe(201);
    expect(await hub.state('population')).toEqual(before);
  });

  it('a proposal may be declined; one whose golden records have changed since must be proposed anew; an undo may wait too', async () => {
    await setFourEyes(database.pool, 'population', ['same', 'undo']);
    const follow = (id: unknown, what: string): Promise<Answer> => post(`/${String(id)}/${what}`, { reason: 'x' }, bob, { 'X-Operator-Id': 'clerk-8' });
    const first = await post('', await same({ acceptsNumbers: true }));
    expect((await follow(first.json['decisionId'], 'decline')).json['state']).toBe('declined');
    expect(outcome(await follow(first.json['decisionId'], 'confirm'))).toEqual([409, 'DECISION_NOT_PROPOSED']);
    const second = await post('', await same({ acceptsNumbers: true }));
    await hub.deliver('police_household', [{ person_key: 'K1', id_number: numbers[0], full_name: '王小明', sex: '1', birth_date: '1900-01-01', updated: '2026-02-01' }]);
    expect(outcome(await follow(second.json['decisionId'], 'confirm'))).toEqual([409, 'DECISION_STALE']);
    const before = await hub.state('population');
    const third = await post('', await same({ acceptsNumbers: true }));
    expect((await follow(third.json['decisionId'], 'confirm')).status).toBe(200);
    const undo = await post(`/${String(third.json['decisionId'])}/undo`, { reason: 'x' });
    expect([undo.status, undo.json['state']]).toEqual([202, 'proposed']);
    expect((await hub.state('population')).goldens).toHaveLength(1);
    expect((await follow(undo.json['decisionId'], 'confirm')).json['state']).toBe('in_force');
    expect((await hub.state('population')).goldens).toEqual(before.goldens);
  });
});

describe('a relation between golden records', () => {
  const firmOf = async (key: string): Promise<Seen> => {
    const { rows } = await database.pool.query<Seen>(`select g.golden_id as "goldenId", g.version from legal_person.source_record r join legal_person.golden_record g using (golden_id) where r.source_key like $1 || '%'`, [key]);
    return rows[0]!;
  };
  const readRelations = async (goldenId: string, token = alice): Promise<Answer> =>
    api.ask('GET', `/v1/legal-persons/golden/${goldenId}/relations`, { token, headers: matter });
  let branch: Seen;
  let parent: Seen;
  let body: Record<string, unknown>;

  beforeAll(async () => {
    const library = libraries.find(({ code }) => code === 'legal_person')!;
    await api.addAgreement('legal_person', { agencyCode: 'bureau', attributes: Object.fromEntries(Object.keys(library.attributes).map((code) => [code, 'clear' as const])) });
    await api.addAgreement('legal_person', { agencyCode: 'other', attributes: { name: 'clear' } });
  });
  beforeEach(async () => {
    await hub.deliver('department_firm', [['F1', '宝鸡恒达机械制造有限公司'], ['F2', '宝鸡恒达机械制造有限公司陈仓分公司']].map(([rec_id, name]) => ({ rec_id: rec_id!, name: name!, source: '人社', uscc: '', updated: '2026-01-01' })));
    [parent, branch] = [await firmOf('F1'), await firmOf('F2')];
    body = { kind: 'relate', library: 'legal_person', reason: '核对营业执照', relation: 'branch_of', golden: branch.goldenId, to: parent.goldenId, expect: [branch, parent] };
  });

  it('is shown beforehand, recorded, read from both ends with who said so, told in the course of the record, and undone', async () => {
    const relation = { type: 'branch_of', from: branch.goldenId, to: parent.goldenId };
    expect((await post('/preview', body)).json).toMatchObject({ relations: [relation], ended: [], needsSecondPerson: false });
    expect((await readRelations(branch.goldenId)).json['relations']).toEqual([]);
    const made = await post('', body, alice, { 'Idempotency-Key': 'relate-000001' });
    expect([made.status, made.json['kind'], made.json['relation']]).toEqual([201, 'relate', relation]);
    const decisionId = made.json['decisionId'];
    const told = { type: 'branch_of', library: 'legal_person', origin: 'decision', decisionId, source: null, validFrom: null };
    const { json, headers } = await readRelations(branch.goldenId);
    expect(json['relations']).toMatchObject([{ ...told, direction: 'to', goldenId: parent.goldenId, name: '宝鸡恒达机械制造有限公司' }]);
    expect((await readRelations(parent.goldenId)).json['relations']).toMatchObject([{ ...told, direction: 'from', goldenId: branch.goldenId, name: '宝鸡恒达机械制造有限公司陈仓分公司' }]);
    const { rows: [event] } = await database.pool.query('select golden_ids from hub.audit_event where event_id = $1', [headers.get('x-audit-event-id')]);
    expect([...event.golden_ids].sort()).toEqual([branch.goldenId, parent.goldenId].sort());
    const how = await api.ask('GET', `/v1/legal-persons/golden/${branch.goldenId}/how`, { token: alice, headers: matter });
    expect(how.json['events'].find(({ kind }: { kind: string }) => kind === 'decision').sentence.zh).toContain('登记关系');
    await post(`/${decisionId}/undo`, { reason: '误认' });
    expect((await readRelations(branch.goldenId)).json['relations']).toEqual([]);
  });

  it('is not told to whom none of its attributes is granted', async () => {
    await post('', body);
    expect((await readRelations(branch.goldenId, blind)).json['relations']).toEqual([]);
  });

  it('is refused without versions, with stale ones, and against an earlier word', async () => {
    expect(outcome(await post('', { ...body, expect: [branch] }))).toEqual([422, 'DECISION_INVALID']);
    expect(outcome(await post('', { ...body, expect: [branch, { ...parent, version: 9 }] }))).toEqual([409, 'DECISION_STALE']);
    expect(outcome(await post('', { ...body, relation: 'legal_representative' }))).toEqual([422, 'DECISION_INVALID']);
    const refusal = await post('', { ...body, kind: 'not_related' });
    expect([refusal.status, refusal.json['kind']]).toEqual([201, 'not_related']);
    expect((await readRelations(branch.goldenId)).json['relations']).toEqual([]);
    expect(outcome(await post('', body))).toEqual([409, 'DECISION_CONTRADICTS']);
  });
});
