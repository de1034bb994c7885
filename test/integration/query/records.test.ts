// What the queries over golden records find, through the public API on rows put in directly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraries } from '../../../src/libraries/index.ts';
import { matter, startApi, type TestApi } from '../../support/api.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { insert, insertGolden, testId } from '../../support/golden-rows.ts';

const [population, legalPerson, credit] = ['population', 'legal_person', 'credit'].map((code) => {
  const library = libraries.find((candidate) => candidate.code === code);
  if (!library) throw new Error(`no library ${code}`);
  return library;
}) as [(typeof libraries)[0], (typeof libraries)[0], (typeof libraries)[0]];

const number = '110101190001010014';
const otherNumber = '110101190001010022';
let database: TestDatabase;
let api: TestApi;
let token: string;
let narrow: string;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const { ownerPool } = database;
  await insertGolden(ownerPool, population, {
    goldenId: testId(1), values: { id_number: number, full_name: '张三', sex: '1', birth_date: '1900-03-04' }, identifiers: { id_number: number, passport: 'E00000001' },
    columns: { version: 3, recorded_at: '2026-09-03T00:00:00Z', conflicts: ['full_name', 'sex'], key: number },
  });
  await insertGolden(ownerPool, population, { goldenId: testId(2), columns: { state: 'redirected', redirect_to: testId(1) }, identifiers: { passport: 'E00000002' } });
  await insertGolden(ownerPool, population, {
    goldenId: testId(3), values: { id_number: otherNumber, full_name: '李四', sex: '2', birth_date: '1900-03-04' }, identifiers: { id_number: otherNumber, passport: 'E00000003' },
  });
  await insertGolden(ownerPool, population, { goldenId: testId(4), values: { full_name: '王五', birth_date: '1900-02-02' }, identifiers: { passport: 'E00000003' } });
  const history = { golden_id: testId(1), created_at: '2026-09-01T00:00:00Z', id_number: number, birth_date: '1900-03-04' };
  await insert(ownerPool, ['population', 'golden_history'], {
    ...history, version: 1, recorded_at: '2026-09-01T00:00:00Z', replaced_at: '2026-09-02T00:00:00Z', cause: 'load:1', replaced_by: 'load:2', full_name: '张三', sex: null,
  });
  await insert(ownerPool, ['population', 'golden_history'], {
    ...history, version: 2, recorded_at: '2026-09-02T00:00:00Z', replaced_at: '2026-09-03T00:00:00Z', cause: 'load:2', replaced_by: 'load:3', full_name: '张叁', sex: '1',
  });
  ({ token } = await api.addClient('bureau_a', ['agency', 'steward']));
  await api.addAgreement('population', { agencyCode: 'bureau_a', attributes: { full_name: 'masked', id_number: 'masked', sex: 'clear', birth_date: 'clear' } });
  ({ token: narrow } = await api.addClient('bureau_b', ['agency']));
  await api.addAgreement('population', {
    agencyCode: 'bureau_b', attributes: { full_name: 'clear' }, rowFilter: [{ attribute: 'sex', op: 'eq', values: ['2'] }],
  });
  const open = Object.fromEntries(Object.keys(legalPerson.attributes).map((code) => [code, 'clear' as const]));
  await api.addAgreement('legal_person', { agencyCode: 'bureau_a', attributes: open });
  const clear = Object.fromEntries(Object.keys(credit.attributes).map((code) => [code, 'clear' as const]));
  await api.addAgreement('credit', { agencyCode: 'bureau_a', attributes: clear });
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function lookup(identifiers: unknown[], as = token): Promise<any[]> {
  const { status, json } = await api.ask('POST', '/v1/persons/lookup', { token: as, headers: matter, body: { identifiers } });
  expect(status).toBe(200);
  return json['results'];
}

describe('look-up', () => {
  it('keeps the order, masks, follows redirects and says why an identifier is none', async () => {
    const results = await lookup([
      { type: 'passport', value: 'E00000002' },
      { type: 'id_number', value: '110101190001010010' },
      { type: 'id_number', value: '110101000101001' },
      { type: 'passport', value: 'E00000099' },
      { type: 'passport', value: 'E00000003' },
    ]);
    expect(results.map(({ result }) => result)).toEqual(['found', 'invalid', 'found', 'notFound', 'ambiguous']);
    expect(results[0].record).toMatchObject({ goldenId: testId(1), redirectedFrom: testId(2), version: 3 });
    expect(results[1].reason).toMatch(/^[A-Z_]+$/);
    expect(results[2].record.attributes).toEqual({ full_name: '张*', id_number: '110***********0014', sex: '1', birth_date: '1900-03-04' });
    expect(results[2].record.conflicts).toEqual(['full_name', 'sex']);
  });

  it('shows only granted attributes of granted rows', async () => {
    const results = await lookup([{ type: 'id_number', value: number }, { type: 'id_number', value: otherNumber }, { type: 'passport', value: 'E00000002' }], narrow);
    expect(results.map(({ result }) => result)).toEqual(['notFound', 'found', 'notFound']);
    expect(results[1].record.attributes).toEqual({ full_name: '李四' });
  });

  it('finds by a former number, unless another bears it now', async () => {
    const former = (value: string) => insert(database.ownerPool, ['population', 'identifier'], { type: 'id_number', value, golden_id: testId(1), status: 'former' });
    await former('610302190102039794');
    await former(otherNumber);
    const results = await lookup([{ type: 'id_number', value: '610302190102039794' }, { type: 'id_number', value: otherNumber }]);
    expect(results.map(({ result, record }) => [result, record?.goldenId])).toEqual([['found', testId(1)], ['found', testId(3)]]);
  });

  it('is ambiguous where two left the number and nobody holds it, tells neither, and counts it in the audit event', async () => {
    const left = '630102190102039885';
    const leave = (goldenId: string) => insert(database.ownerPool, ['population', 'identifier'], { type: 'id_number', value: left, golden_id: goldenId, status: 'former' });
    await leave(testId(1));
    await leave(testId(3));
    const asked = { identifiers: [{ type: 'id_number', value: left }, { type: 'id_number', value: number }] };
    const { json, headers } = await api.ask('POST', '/v1/persons/lookup', { token, headers: matter, body: asked });
    expect(json['results'][0]).toEqual({ result: 'ambiguous' });
    expect(json['results'][1]).toMatchObject({ result: 'found', record: { goldenId: testId(1) } });
    const readEvent = async (eventId: string | null) =>
      (await database.pool.query('select golden_id, golden_ids, subject_count, details from hub.audit_event where event_id = $1', [eventId])).rows[0];
    expect(await readEvent(headers.get('x-audit-event-id'))).toEqual({ golden_id: testId(1), golden_ids: null, subject_count: 2, details: { ambiguous: 1 } });
    // Who may see one of the two learns nothing of the other.
    expect(await lookup([{ type: 'id_number', value: left }], narrow)).toMatchObject([{ result: 'found', record: { goldenId: testId(3) } }]);
    const verified = await api.ask('POST', '/v1/persons/verify', { token, headers: matter, body: { items: [{ identifier: { type: 'id_number', value: left }, name: '张三' }] } });
    expect(verified.json['results']).toEqual([{ name: 'unknown', attributes: {} }]);
    expect(await readEvent(verified.headers.get('x-audit-event-id'))).toMatchObject({ golden_id: null, golden_ids: null, subject_count: 1, details: { ambiguous: 1 } });
  });

  it('shows nobody who left a number to one who may not see its holder of today', async () => {
    const handedOn = '340104190402299017';
    await insert(database.ownerPool, ['population', 'identifier'], { type: 'id_number', value: handedOn, golden_id: testId(1), status: 'current' });
    await insert(database.ownerPool, ['population', 'identifier'], { type: 'id_number', value: handedOn, golden_id: testId(3), status: 'former' });
    const ask = { type: 'id_number', value: handedOn };
    expect(await lookup([ask], narrow)).toEqual([{ result: 'notFound' }]);
    expect(await lookup([ask])).toMatchObject([{ result: 'found', record: { goldenId: testId(1) } }]);
  });

  it('refuses to read one of several that hold a number', async () => {
    const uscc = '91350100M000100Y43';
    for (const index of [21, 22]) {
      await insertGolden(database.ownerPool, legalPerson, { goldenId: testId(index), values: { uscc, name: '青禾科技有限公司' }, identifiers: { uscc } });
    }
    const { status, json } = await api.ask('GET', `/v1/legal-persons/${uscc}`, { token, headers: matter });
    expect([status, json['code'], json['details']]).toEqual([409, 'IDENTIFIER_AMBIGUOUS', { ambiguous: 2 }]);
  });

  it('answers each of many concurrent requests with its own record', async () => {
    const asked = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? number : index % 3 === 1 ? otherNumber : '110101190102030019'));
    const answers = await Promise.all(asked.map((value, index) => lookup([{ type: 'id_number', value }], index % 2 === 0 ? token : narrow)));
    answers.forEach(([result], index) => {
      const own = index % 3 === 0 ? testId(1) : testId(3);
      const isShown = index % 3 === 1 || (index % 3 === 0 && index % 2 === 0);
      expect(result.record?.goldenId).toBe(isShown ? own : undefined);
    });
  });
});

describe('one golden record', () => {
  const path = `/v1/persons/golden/${testId(1)}`;
  const read = (suffix = '', headers = {}) => api.ask('GET', path + suffix, { token, headers: { ...matter, ...headers } });

  it('has a tag that changes with the version and the grant', async () => {
    const first = await read();
    const tag = first.headers.get('etag') ?? '';
    expect((await read('', { 'If-None-Match': tag })).status).toBe(304);
    expect((await read('', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('can be read as it stood', async () => {
    const names = [];
    for (const asOf of ['2026-09-01T12:00:00Z', '2026-09-02T00:00:00Z', '2026-09-03T00:00:00Z']) {
      const { json } = await read(`?asOf=${asOf}`);
      names.push([json['version'], json['attributes']?.sex]);
    }
    expect(names).toEqual([[1, null], [2, '1'], [3, '1']]);
    expect((await read('?asOf=2026-08-31T23:59:59Z')).status).toBe(404);
  });

  it('is 404 outside the grant, as one that does not exist', async () => {
    const outside = await api.ask('GET', path, { token: narrow, headers: matter });
    const missing = await api.ask('GET', `/v1/persons/golden/${testId(99)}`, { token: narrow, headers: matter });
    expect([outside.status, missing.status]).toEqual([404, 404]);
    expect(outside.json['title']).toBe(missing.json['title']);
  });

  it('tells its history, masked', async () => {
    const { json } = await read('/history');
    expect(json['versions']).toMatchObject([
      { version: 3, cause: 'load:1', changes: [{ attribute: 'full_name', from: '张*', to: '张*' }] },
      { version: 2, cause: 'load:2' },
      { version: 1, cause: 'load:1' },
    ]);
    expect(json['versions'][1].changes).toContainEqual({ attribute: 'sex', from: null, to: '1' });
    expect(JSON.stringify(json)).not.toContain('张叁');
  });

  it('tells where each value comes from and which lost', async () => {
    const { ownerPool } = database;
    const { survivorshipGroups } = await import('../../../src/definition/columns.ts');
    const groups = survivorshipGroups(population);
    const record = (id: string, source: string, name: string) => insert(ownerPool, ['population', 'source_record'], {
      record_id: id, source, feed: source, source_key: `${source}-1`, effective_date: '2026-08-01', content_hash: id, home_id: testId(99), load_id: 1, line: 1,
      recorded_at: '2026-09-01T00:00:00Z', golden_id: testId(1), link_rule: 'P1', link_origin: 'auto', definition_version: 1, full_name: name, sex: '1',
    });
    await ownerPool.query(`insert into hub.agency (code, name_zh, name_en, kind) values ('housing', '市住建局', 'City housing office', 'department')`);
    await record(testId(11), 'police', '张三');
    await record(testId(12), 'housing', '张叁');
    await ownerPool.query('update population.golden_record set win_record = $2, win_rank = $3 where golden_id = $1', [
      testId(1), groups.map(() => testId(11)), groups.map(() => 1),
    ]);
    const { json } = await read('/provenance');
    const name = json['attributes'].full_name;
    expect(name).toMatchObject({ value: '张*', hasConflict: true, winner: { value: '张*', source: 'police', department: { zh: '公安', en: 'Police' }, rule: 'authority', rank: 1, linkRule: 'P1' } });
    expect(name.others).toMatchObject([{ value: '张*', source: 'housing', department: { zh: '市住建局', en: 'City housing office' }, effectiveDate: '2026-08-01' }]);
    expect(json['attributes'].ethnicity).toBeUndefined();
    expect(JSON.stringify(json)).not.toContain(testId(11));
  });
});

describe('verification', () => {
  it('says match, mismatch or unknown and nothing else', async () => {
    const items = [
      { identifier: { type: 'id_number', value: number }, name: '张 三', attributes: { birth_date: '1900年3月4日', sex: '2' } },
      { identifier: { type: 'id_number', value: number }, name: '章三', attributes: { birth_date: '19000101' } },
      { identifier: { type: 'passport', value: 'E00000099' }, name: '张三' },
      { identifier: { type: 'id_number', value: '1' }, name: '张三' },
    ];
    const { json } = await api.ask('POST', '/v1/persons/verify', { token, headers: matter, body: { items } });
    expect(json['results']).toEqual([
      { name: 'match', attributes: { birth_date: 'match', sex: 'mismatch' } },
      { name: 'mismatch', attributes: { birth_date: 'unknown' } },
      { name: 'unknown', attributes: {} },
      { name: 'unknown', attributes: {} },
    ]);
  });

  it('refuses to guess at attributes outside the agreement', async () => {
    const items = [{ identifier: { type: 'id_number', value: otherNumber }, name: '李四', attributes: { sex: '2' } }];
    const { status, json } = await api.ask('POST', '/v1/persons/verify', { token: narrow, headers: matter, body: { items } });
    expect([status, json['code']]).toEqual([403, 'ATTRIBUTE_NOT_GRANTED']);
  });
});

describe('search', () => {
  it('of persons names one or nobody: none and several answer alike', async () => {
    const match = async (full_name: string, extra = {}) =>
      (await api.ask('POST', '/v1/persons/search', { token, headers: matter, body: { attributes: { full_name, birth_date: '1900-03-04', ...extra } } })).json;
    await insertGolden(database.ownerPool, population, { goldenId: testId(5), values: { full_name: '赵六', birth_date: '1900-03-04', sex: '1' } });
    await insertGolden(database.ownerPool, population, { goldenId: testId(6), values: { full_name: '赵六', birth_date: '1900-03-04', sex: '2' } });
    expect(await match('赵六')).toEqual({ match: null });
    expect(await match('孙七')).toEqual({ match: null });
    expect(await match('赵六', { sex: '2' })).toMatchObject({ match: { goldenId: testId(6) } });
  });

  it('of legal persons ranks exact, prefix and similar names, and pages without gap or double', async () => {
    const [nameCode = ''] = legalPerson.search?.names?.attributes ?? [];
    const names = ['示例科技', '示例科技有限公司', '示例科技发展有限公司', '北京示例科技有限公司', '另一家公司'];
    for (const [index, name] of names.entries()) {
      await insertGolden(database.ownerPool, legalPerson, { goldenId: testId(100 + index), values: { [nameCode]: name } });
    }
    const found: string[] = [];
    for (let next: string | undefined = '', pages = 0; next !== undefined && pages < 9; pages++) {
      const path: string = `/v1/legal-persons?name=${encodeURIComponent('示例科技')}&limit=2${next ? `&after=${next}` : ''}`;
      const { json, status } = await api.ask('GET', path, { token, headers: matter });
      expect(status).toBe(200);
      found.push(...json['items'].map((item: any) => item.attributes[nameCode]));
      next = json['next'];
    }
    expect(found).toEqual(['示例科技', '示例科技有限公司', '示例科技发展有限公司', '北京示例科技有限公司']);
  });

  it('of legal persons works by initials', async () => {
    const initials = legalPerson.search?.names?.initials ?? '';
    const [nameCode = ''] = legalPerson.search?.names?.attributes ?? [];
    await insertGolden(database.ownerPool, legalPerson, { goldenId: testId(120), values: { [nameCode]: '首字母公司', [initials]: '*SZMGS' } });
    for (const name of ['*szm', '*SZMGS']) {
      const { json } = await api.ask('GET', `/v1/legal-persons?name=${name}`, { token, headers: matter });
      expect(json['items'].map((item: any) => item.goldenId), name).toEqual([testId(120)]);
    }
  });

  it('of credit records needs number and name of the subject, and shows only what is attached without doubt', async () => {
    const uscc = '91110000FAKE00013H';
    const name = legalPerson.matchRules.deterministic.key.name?.attribute ?? '';
    await insertGolden(database.ownerPool, legalPerson, { goldenId: testId(200), values: { uscc, [name]: '甲有限公司' }, identifiers: { uscc } });
    const about = { subject_library: 'legal_person', subject_golden_id: testId(200) };
    await insertGolden(database.ownerPool, credit, { goldenId: testId(201), columns: { ...about, subject_state: 'linked' } });
    await insertGolden(database.ownerPool, credit, { goldenId: testId(202), columns: { ...about, subject_state: 'doubtful' } });
    const search = async (value: string, subjectName: string) =>
      (await api.ask('POST', '/v1/credit-records/search', { token, headers: matter, body: { subject: { type: 'uscc', value, name: subjectName } } })).json;
    expect((await search(uscc, '甲有限公司'))['records'].map((record: any) => record.goldenId)).toEqual([testId(201)]);
    expect(await search(uscc, '乙有限公司')).toEqual({ subject: 'mismatch', records: [] });
    expect(await search('91340100FAKE0003X3', '甲有限公司')).toEqual({ subject: 'unknown', records: [] });
    const byNumber = await api.ask('GET', `/v1/legal-persons/${uscc.toLowerCase()}`, { token, headers: matter });
    expect(byNumber.json['goldenId']).toBe(testId(200));
  });
});
