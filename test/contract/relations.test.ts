// Relations over the API: proposed ones decided in bulk, those of a record page by page, those of a library as CSV.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/steward/decide.ts';
import { setFourEyes } from '../../src/engine/steward/four-eyes.ts';
import { libraries } from '../../src/libraries/index.ts';
import { sql, type Query } from '../../src/store/sql.ts';
import { matter, startApi, type Answer, type TestApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { emptyLibraries, testHub, type Rows, type TestHub } from '../support/hub.ts';
import { activateEven, matchAll } from '../support/scored.ts';

const code = 'legal_person';
const library = libraries.find((one) => one.code === code)!;
const clear = Object.fromEntries(Object.keys(library.attributes).map((attribute) => [attribute, 'clear' as const]));
let database: TestDatabase;
let hub: TestHub;
let api: TestApi;
let steward: string;
let colleague: string;
/** Of an agency that sees names of firms in Xi'an, and of numbers a part. */
let partial: string;

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  api = await startApi(database, { decisions: { decide: (request, by) => decide(hub.deps, request as never, by) } });
  ({ token: steward } = await api.addClient('bureau', ['steward']));
  ({ token: colleague } = await api.addClient('bureau', ['steward']));
  ({ token: partial } = await api.addClient('partial', ['steward']));
  await api.addAgreement(code, { agencyCode: 'bureau', attributes: clear });
  await api.addAgreement(code, {
    agencyCode: 'partial', attributes: { name: 'clear', parent_uscc: 'masked', parent_name: 'masked' }, rowFilter: [{ attribute: 'city', op: 'in', values: ['西安'] }],
  });
});
afterAll(async () => {
  await api.stop();
  await hub.close();
  await database.drop();
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await setFourEyes(database.pool, code, []);
});

const ask = (path: string, { token = steward, body, operator = 'clerk-7' }: { token?: string; body?: unknown; operator?: string } = {}): Promise<Answer> =>
  api.ask(body === undefined ? 'GET' : 'POST', path, { token, body, headers: { ...matter, 'X-Operator-Id': operator } });
const all = async <Row extends object>(query: Query): Promise<Row[]> => (await database.ownerPool.query<Row>(query)).rows;
const auditOf = async ({ headers }: Answer): Promise<unknown> =>
  (await all(sql`select operation_id, library, golden_ids, subject_count, details from hub.audit_event where event_id = ${headers.get('x-audit-event-id')}`))[0];
const goldenOf = async (key: string): Promise<string> =>
  (await all<{ id: string }>(sql`select golden_id as id from legal_person.source_record where source_key = ${key} or source_key like ${`${key}|%`}`))[0]!.id;

describe('proposed relations in bulk', () => {
  const firms = ['宝鸡恒达机械制造有限公司', '咸阳青禾农业有限公司', '渭南长信商贸有限公司'];
  const row = (id: string, name: string, more: Rows[number] = {}): Rows[number] =>
    ({ rec_id: id, name, source: '人社', uscc: '', reg_date: '2099-01-02', province: '陕西', city: '宝鸡', address: '陕西省宝鸡市渭滨区解放路12号', updated: '2026-01-01', ...more });
  const branchName = (name: string): string => `${name}陈仓分公司`;
  interface Golden { readonly goldenId: string; readonly version: number; readonly name: string | null }
  interface Result { readonly taskId: string; readonly result: string; readonly code?: string; readonly goldens: Golden[]; readonly relation: { type: string; from: string; to: string } }
  let taskIds: string[];

  const proposed = async (): Promise<string[]> => (await ask(`/v1/tasks?library=${code}&kind=proposed_relation&state=waiting`)).json['items'].map(({ taskId }: { taskId: string }) => taskId);
  const preview = (kind: string, token = steward): Promise<Answer> => ask('/v1/tasks/bulk/preview', { token, body: { taskIds, kind } });
  const seenIn = ({ json }: Answer): object[] => json['results'].flatMap(({ goldens }: Result) => goldens.map(({ goldenId, version }) => ({ goldenId, version })));
  const act = (kind: string, expected: object[] | undefined): Promise<Answer> =>
    ask('/v1/tasks/bulk', { body: { taskIds, action: 'decide', decision: { kind, reason: '核对营业执照', ...(expected === undefined ? {} : { expect: expected }) } } });
  const related = async (): Promise<string[]> =>
    (await all<{ told: string }>(sql`select golden_id || ' ' || target_golden_id as told from legal_person.relation where decision_id is not null`)).map(({ told }) => told).sort();

  beforeEach(async () => {
    await activateEven(hub, code, true);
    await hub.deliver('department_firm', firms.flatMap((name, place) => [row(`F${place}`, name), row(`B${place}`, branchName(name))]));
    await matchAll(hub, code);
    taskIds = await proposed();
    expect(taskIds).toHaveLength(3);
  });

  it('are looked at, recorded with one reason the way round that is proposed, and audited', async () => {
    const seen = await preview('relate');
    expect(seen.json).toMatchObject({ ready: 3, refused: 0, needsSecondPerson: false });
    const results = seen.json['results'] as Result[];
    for (const { goldens, relation } of results) {
      const nameOf = (id: string): string | null => goldens.find(({ goldenId }) => goldenId === id)!.name;
      expect([relation.type, nameOf(relation.from)]).toEqual(['branch_of', branchName(nameOf(relation.to)!)]);
    }
    expect([await related(), await proposed()]).toEqual([[], taskIds]);
    expect(await auditOf(seen)).toMatchObject({ operation_id: 'previewTasks', library: code, subject_count: 6, details: { kind: 'relate', ready: 3, refused: 0 } });
    const made = await act('relate', seenIn(seen));
    expect(made.json).toMatchObject({ done: 3, proposed: 0, refused: 0, results: taskIds.map((taskId) => ({ taskId, result: 'done' })) });
    expect(await related()).toEqual(results.map(({ relation: { from, to } }) => `${from} ${to}`).sort());
    expect(await auditOf(made)).toMatchObject({ details: { action: 'decide', kind: 'relate', done: 3, taskIds } });
    const decisions = (await ask(`/v1/decisions?library=${code}&kind=relate`)).json['items'];
    expect(decisions.map(({ reason, operatorId }: Record<string, string>) => [reason, operatorId])).toEqual(Array(3).fill(['核对营业执照', 'clerk-7']));
    expect(await proposed()).toEqual([]);
  });

  it('are refused for good at once', async () => {
    const made = await act('not_related', seenIn(await preview('not_related')));
    expect(made.json).toMatchObject({ done: 3, refused: 0 });
    await hub.deliver('department_firm', [row('B0', branchName(firms[0]!), { reg_date: '2099-03-04', updated: '2026-02-01' })]);
    await matchAll(hub, code);
    expect([await related(), await proposed()]).toEqual([[], []]);
  });

  it('one that has changed since it was looked at is refused by itself, and so is one whose versions were not stated', async () => {
    const seen = await preview('relate');
    const changed = await goldenOf('B0');
    await hub.deliver('department_firm', [row('B0', branchName(firms[0]!), { reg_date: '2099-03-04', updated: '2026-02-01' })]);
    await matchAll(hub, code);
    const unstated = await goldenOf('F1');
    const made = await act('relate', seenIn(seen).filter((one) => (one as Golden).goldenId !== unstated));
    expect(made.json).toMatchObject({ done: 1, refused: 2 });
    const codes = new Map((made.json['results'] as Result[]).map(({ taskId, code: refusal }) => [taskId, refusal]));
    const taskOf = (id: string): string => (seen.json['results'] as Result[]).find(({ goldens }) => goldens.some(({ goldenId }) => goldenId === id))!.taskId;
    expect([codes.get(taskOf(changed)), codes.get(taskOf(unstated))]).toEqual(['DECISION_STALE', 'DECISION_INVALID']);
    expect(await related()).toHaveLength(1);
    expect((await act('relate', undefined)).status).toBe(422);
  });

  it('wait for a second person where the library asks for one, each by itself', async () => {
    await setFourEyes(database.pool, code, ['relate']);
    const seen = await preview('relate');
    expect(seen.json['needsSecondPerson']).toBe(true);
    const made = await act('relate', seenIn(seen));
    expect(made.json).toMatchObject({ done: 0, proposed: 3, refused: 0 });
    expect([await related(), await proposed()]).toEqual([[], taskIds]);
    const waiting = (await ask('/v1/tasks?kind=confirm_decision', { token: colleague, operator: 'clerk-8' })).json['items'] as { taskId: string }[];
    expect(waiting).toHaveLength(3);
    const { evidence } = (await ask(`/v1/tasks/${waiting[0]!.taskId}`, { token: colleague, operator: 'clerk-8' })).json;
    const confirmed = await ask(`/v1/decisions/${evidence.decisionId ?? evidence.decision.decisionId}/confirm`, { token: colleague, operator: 'clerk-8', body: { reason: '复核' } });
    expect(confirmed.json['state'], confirmed.text).toBe('in_force');
    expect(await related()).toHaveLength(1);
  });

  it('what another works on, what has ended and what proposes none is told beforehand; names as the agreement shows them', async () => {
    await ask(`/v1/tasks/${taskIds[0]!}/claim`, { token: colleague, operator: 'clerk-8', body: {} });
    await ask(`/v1/tasks/${taskIds[1]!}/close`, { body: { outcome: 'no_action', reason: '已核实' } });
    await hub.deliver('department_person', ['王小明', '李静'].map((name, place) => ({ rec_id: `R${place}`, source: '教育', cert_type: '111', cert_no: '340104190402299017', full_name: name, updated: '2026-03-01' })));
    const other = (await ask('/v1/tasks?library=population')).json['items'][0].taskId as string;
    taskIds = [...taskIds, other];
    const seen = await preview('relate', partial);
    expect((seen.json['results'] as Result[]).map(({ result, code: refusal }) => [result, refusal])).toEqual([
      ['refused', 'TASK_CLAIMED'], ['refused', 'TASK_CLOSED'], ['ready', undefined], ['refused', 'DECISION_INVALID'],
    ]);
    expect((seen.json['results'] as Result[]).map(({ goldens }) => goldens.map(({ name }) => name))).toEqual([[null, null], [null, null], [null, null], [null]]);
    expect(seen.json['results'][3].title).toEqual(expect.any(String));
    expect((await preview('hold')).status).toBe(422);
  });
});

const register = (id: string, name: string, more: Rows[number] = {}): Rows[number] => ({ rec_id: id, name, uscc: '', city: '西安', established_on: '2099-01-02', updated: '2026-03-01', ...more });
const parentCode = '91110000FAKE00013H';

describe('the relations of a record', () => {
  it('come page by page, each once and in one order; the cursor names nobody', async () => {
    const days = ['2020-05-01', '2020-05-01', '2020-05-02', '2020-01-03', '2020-05-01'];
    await hub.deliver('market_registry', [
      register('P', '西安恒达机械制造有限公司', { uscc: parentCode }),
      ...days.map((established_on, place) => register(`S${place}`, `西安承继${'甲乙丙丁戊'[place]}有限公司`, { predecessor_uscc: parentCode, established_on })),
      ...['甲', '乙', '丙'].map((name, place) => register(`B${place}`, `西安恒达机械制造有限公司${name}分公司`, { parent_uscc: parentCode, city: place === 2 ? '宝鸡' : '西安' })),
    ]);
    const parent = await goldenOf('P');
    const path = `/v1/legal-persons/golden/${parent}/relations`;
    interface Told { readonly type: string; readonly goldenId: string; readonly validFrom: string | null }
    const readAll = async (limit: number, token = steward): Promise<Told[]> => {
      const told: Told[] = [];
      for (let after: string | undefined, pages = 0; pages < 20; pages++) {
        const { json } = await ask(`${path}?limit=${limit}${after === undefined ? '' : `&after=${after}`}`, { token });
        expect(json['relations'].length).toBeLessThanOrEqual(limit);
        told.push(...(json['relations'] as Told[]));
        after = json['next'] as string | undefined;
        if (after === undefined) return told;
        for (const { goldenId } of told) expect(Buffer.from(after, 'base64url').toString()).not.toContain(goldenId);
      }
      throw new Error('the pages never end');
    };
    const whole = await readAll(50);
    expect(whole.map(({ type, validFrom }) => `${type} ${validFrom}`)).toEqual([
      ...Array<string>(3).fill('branch_of null'), 'succeeds 2020-05-02', ...Array<string>(3).fill('succeeds 2020-05-01'), 'succeeds 2020-01-03',
    ]);
    expect(new Set(whole.map(({ goldenId }) => goldenId)).size).toBe(8);
    for (const limit of [1, 2, 3, 7, 8]) expect(await readAll(limit)).toEqual(whole);
    // Within a narrower agreement pages are as full, and tell no more.
    expect(await readAll(1, partial)).toHaveLength(2);
    for (const cursor of ['WzEsMF0', 'bm8', Buffer.from('["x",true,-1,0]').toString('base64url')]) {
      expect((await ask(`${path}?after=${cursor}`)).json['code']).toBe('PARAMETER_INVALID');
    }
  });
});

describe('the relations of a library as CSV', () => {
  const lines = ({ text }: Answer): Record<string, string>[] => {
    const [header = [], ...rows] = text.trimEnd().split('\r\n').map((line) => line.split(','));
    return rows.map((cells) => Object.fromEntries(cells.map((cell, place) => [header[place]!, cell])));
  };
  beforeEach(async () => {
    await hub.deliver('market_registry', [
      register('P', '西安恒达机械制造有限公司', { uscc: parentCode }),
      register('B', '西安恒达机械制造有限公司甲分公司', { parent_uscc: parentCode, parent_name: '恒达机械' }),
      register('N', '宝鸡青禾农业有限公司', { city: '宝鸡', parent_uscc: '91340100FAKE0003X3', parent_name: '没有登记的公司' }),
    ]);
    const goldens = await Promise.all(['N', 'P'].map(goldenOf));
    const by = { clientId: 'steward-1', operatorId: 'alice' };
    await decide(hub.deps, { kind: 'relate', library: code, reason: 'x', relation: 'supervised_by', golden: goldens[0]!, to: goldens[1]! }, by);
  });

  it('tell who stands in which to whom, by whose word, under the agreement', async () => {
    const answer = await ask('/v1/legal-persons/relations');
    expect([answer.status, answer.headers.get('content-type')], answer.text).toEqual([200, 'text/csv; charset=utf-8']);
    const stated = { origin: 'source', source: 'market_regulation', feed: 'market_registry', to_library: code, to_identifier_type: 'uscc', decision_id: '' };
    const [decision] = await all<{ id: string }>(sql`select decision_id as id from hub.decision`);
    const told = lines(answer);
    expect(told).toHaveLength(3);
    expect(told).toEqual(expect.arrayContaining([
      expect.objectContaining({ ...stated, type: 'branch_of', from_golden_id: await goldenOf('B'), from_source_key: expect.stringMatching(/^B/), to_golden_id: await goldenOf('P'), to_identifier: parentCode, to_name: '西安恒达机械制造有限公司' }),
      expect.objectContaining({ ...stated, type: 'branch_of', from_golden_id: await goldenOf('N'), to_golden_id: '', to_identifier: '91340100FAKE0003X3', to_name: '没有登记的公司' }),
      {
        type: 'supervised_by', from_golden_id: await goldenOf('N'), from_source_key: '', to_library: code, to_golden_id: await goldenOf('P'), to_identifier_type: '', to_identifier: '',
        to_name: '西安恒达机械制造有限公司', valid_from: '', valid_to: '', origin: 'decision', source: '', feed: '', decision_id: decision!.id,
      },
    ]));
    expect(lines(await ask('/v1/legal-persons/relations?origin=decision')).map(({ type }) => type)).toEqual(['supervised_by']);
    const branches = await ask('/v1/legal-persons/relations?type=branch_of&origin=source');
    expect(lines(branches)).toHaveLength(2);
    expect(await auditOf(branches)).toMatchObject({ operation_id: 'exportLegalPersonsRelations', library: code, details: { type: 'branch_of', origin: 'source' } });
    for (const { id } of await all<{ id: string }>(sql`select record_id as id from legal_person.source_record`)) expect(answer.text).not.toContain(id);
  });

  it('show no more than the agreement: rows, types, numbers and names', async () => {
    const told = lines(await ask('/v1/legal-persons/relations', { token: partial }));
    expect(told).toMatchObject([{ type: 'branch_of', from_golden_id: await goldenOf('B'), to_golden_id: await goldenOf('P'), to_name: '西安恒达机械制造有限公司', to_identifier: expect.stringMatching(/\*{4,}/) }]);
    const { token: operator } = await api.addClient('bureau', ['operator']);
    const withoutValues = lines(await ask('/v1/legal-persons/relations', { token: operator }));
    expect(withoutValues.map(({ to_identifier, to_name, to_identifier_type }) => [to_identifier, to_name, to_identifier_type])).toEqual(Array(3).fill(['', '', '']));
    expect(withoutValues.filter(({ to_golden_id }) => to_golden_id !== '')).toHaveLength(2);
    const { token: agency } = await api.addClient('bureau', ['agency']);
    expect((await ask('/v1/legal-persons/relations', { token: agency })).json['code']).toBe('SCOPE_MISSING');
    const { token: stranger } = await api.addClient('stranger', ['steward']);
    expect((await ask('/v1/legal-persons/relations', { token: stranger })).json['code']).toBe('NOT_GRANTED');
  });

  it('are streamed by pages, each relation once', async () => {
    const other = await goldenOf('P');
    await all(sql`insert into legal_person.relation (record_id, type, golden_id, target_library, target_golden_id)
      select md5('r' || n)::uuid, type, ${await goldenOf('B')}::uuid, ${code}::text, ${other}::uuid
      from generate_series(1, 1250) n cross join (values ('branch_of'), ('succeeds')) t (type)`);
    const { text } = await ask('/v1/legal-persons/relations');
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 3 + 2500);
  });
});
