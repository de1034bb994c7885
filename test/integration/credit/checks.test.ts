// What a check says and does not say, through the public API on rows put in directly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDate } from '../../../src/kernel/clock.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { matter, startApi, type Answer, type TestApi } from '../../support/api.ts';
import { insertEntry, insertList, insertMeasure, insertRole, insertSubject } from '../../support/credit-rows.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { insert, testId } from '../../support/golden-rows.ts';

const credit = libraries.find(({ code }) => code === 'credit')!;
const clear = Object.fromEntries(Object.keys(credit.attributes).map((code) => [code, 'clear' as const]));
const day = (offset: number): string => civilDate(new Date(Date.now() + offset * 86_400_000));

const firm = { identifier: { type: 'uscc', value: '91110000FAKE00013H' }, name: '示例科技有限公司' };
const person = { identifier: { type: 'id_number', value: '110101190001010014' }, name: '张三' };
const other = { identifier: { type: 'id_number', value: '110101190001010022' }, name: '李四' };
const [firmId, personId, otherId] = [testId(1), testId(2), testId(3)];

let database: TestDatabase;
let api: TestApi;
let token: string;
let foreign: string;
let steward: string;

const check = async (subject: object, { headers = {}, as = token, ...more }: { headers?: object; as?: string; department?: string } = {}): Promise<Answer> =>
  api.ask('POST', '/v1/credit/checks', { token: as, headers: { ...matter, ...headers }, body: { subject, ...more } });
const entriesOf = (answer: Answer): string[] => answer.json['entries'].map((entry: any) => `${entry.list.code}/${entry.targetRole}: ${entry.measures.map((measure: any) => measure.code).join(',')}`);

let entries = 1000;
/** An entry in force since ten days ago, unless it is said otherwise. */
async function listed(subject: string, listCode: string, more: Partial<Parameters<typeof insertEntry>[1]> = {}): Promise<string> {
  const entryId = testId((entries += 1));
  await insertEntry(database.ownerPool, { entryId, subject: { library: subject === firmId ? 'legal_person' : 'population', goldenId: subject }, listCode, beginsOn: day(-10), ...more });
  return entryId;
}
const clearEntries = (): Promise<unknown> => database.ownerPool.query('delete from hub.credit_entry');

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const { ownerPool } = database;
  await insertSubject(ownerPool, 'legal_person', { goldenId: firmId, number: firm.identifier.value, name: firm.name });
  await insertSubject(ownerPool, 'population', { goldenId: personId, number: person.identifier.value, name: person.name });
  await insertSubject(ownerPool, 'population', { goldenId: otherId, number: other.identifier.value, name: other.name });
  await ownerPool.query('delete from hub.credit_measure; delete from hub.credit_list');
  for (const code of ['wages', 'defaulter', 'silent']) await insertList(ownerPool, code);
  await insertList(ownerPool, 'red', { polarity: 'incentive' });
  await insertMeasure(ownerPool, 'wages', 'funds');
  await insertMeasure(ownerPool, 'wages', 'bids', { departments: ['housing'], matters: ['BID-*'] });
  await insertMeasure(ownerPool, 'defaulter', 'travel');
  await insertMeasure(ownerPool, 'defaulter', 'office', { target_role: 'legal_representative', class: 1, is_confirmed: true });
  await insertMeasure(ownerPool, 'red', 'fast', { class: 0 });
  await ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
  ({ token } = await api.addClient('housing', ['credit-check']));
  ({ token: foreign } = await api.addClient('education', ['credit-check']));
  ({ token: steward } = await api.addClient('office', ['steward']));
  for (const agencyCode of ['housing', 'education']) await api.addAgreement('credit', { agencyCode, attributes: clear });
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

describe('a check', () => {
  it('says punish with the measures that apply, and keeps what it said', async () => {
    await clearEntries();
    const entryId = await listed(firmId, 'wages', { endsOn: day(5), columns: { is_disputed: true } });
    const { status, json, headers, text } = await check(firm);
    expect(status, text).toBe(200);
    expect(json).toEqual({
      checkId: headers.get('x-audit-event-id'), result: 'punish', disputed: true, asOf: json['asOf'], rulesEpoch: expect.any(Number),
      entries: [{
        entryId, version: 1, list: { code: 'wages', label: { zh: '名单wages', en: 'List wages' }, edition: '2024', legalBasis: '示例依据' }, polarity: 'punish', targetRole: 'subject',
        beginsOn: day(-10), until: day(4), disputed: true,
        measures: [{ code: 'funds', label: { zh: '措施funds', en: 'Measure funds' }, content: '限制', class: 2, legalBasis: '示例依据', edition: '2024', unverified: true }],
      }],
    });
    const { rows: [kept] } = await database.pool.query('select answer::text, subject_ids, agency_code, operator_id, purpose, matter_code, department from hub.credit_check where check_id = $1', [json['checkId']]);
    expect(kept).toEqual({ answer: text, subject_ids: [firmId], agency_code: 'housing', operator_id: 'clerk-7', purpose: 'test-purpose', matter_code: 'T-0001', department: 'housing' });
    const { rows: [event] } = await database.pool.query('select golden_id, library, operation_id from hub.audit_event where event_id = $1', [json['checkId']]);
    expect(event).toEqual({ golden_id: firmId, library: 'legal_person', operation_id: 'checkCredit' });
  });

  it('names only measures of this department and matter', async () => {
    await clearEntries();
    await listed(firmId, 'wages');
    const bid = { 'X-Matter-Code': 'BID-7' };
    expect(entriesOf(await check(firm, { headers: bid }))).toEqual(['wages/subject: bids,funds']);
    expect(entriesOf(await check(firm, { headers: bid, as: foreign }))).toEqual(['wages/subject: funds']);
    expect(entriesOf(await check(firm, { headers: bid, as: foreign, department: 'housing' }))).toEqual(['wages/subject: bids,funds']);
    await clearEntries();
    await listed(firmId, 'silent');
    expect((await check(firm)).json).toMatchObject({ result: 'none', entries: [] });
  });

  it('puts punishment before incentive and lists both', async () => {
    await clearEntries();
    await listed(firmId, 'red', { polarity: 'incentive' });
    expect((await check(firm)).json).toMatchObject({ result: 'incentive' });
    await listed(firmId, 'wages', { beginsOn: day(-90) });
    const answer = await check(firm);
    expect([answer.json['result'], ...entriesOf(answer)]).toEqual(['punish', 'wages/subject: funds', 'red/subject: fast']);
  });

  it('shows nothing outside its days, suspended or neutral', async () => {
    await clearEntries();
    await listed(firmId, 'wages', { endsOn: day(0) });
    await listed(firmId, 'wages', { beginsOn: day(1) });
    await listed(firmId, 'wages', { columns: { is_suspended: true } });
    await listed(firmId, 'wages', { polarity: 'neutral' });
    expect((await check(firm)).json).toMatchObject({ result: 'none', entries: [], disputed: false });
    await listed(firmId, 'wages', { beginsOn: day(0), endsOn: day(1) });
    expect((await check(firm)).json).toMatchObject({ result: 'punish', entries: [{ until: day(0) }] });
  });

  it('tells unknown from none, and says nothing where number and name differ', async () => {
    await clearEntries();
    await listed(personId, 'wages');
    expect((await check({ identifier: { type: 'uscc', value: '92370403FAKE00021F' }, name: firm.name })).json).toMatchObject({ result: 'unknown', entries: [] });
    expect((await check(other)).json).toMatchObject({ result: 'none' });
    const mismatch = await check({ ...person, name: '李四' });
    expect(mismatch.json).toMatchObject({ result: 'identity_mismatch', entries: [], disputed: false });
    // A homophone is a variant of the name, as in C1; width and blanks are none.
    expect((await check({ ...person, name: '章三' })).json).toMatchObject({ result: 'punish' });
    expect((await check({ ...firm, name: ' 示例科技有限公司 ' })).json).toMatchObject({ result: 'none' });
    const { rows } = await database.pool.query(`select stated[1] is not null as is_recognisable, subject_ids from hub.credit_check where check_id = $1`, [mismatch.json['checkId']]);
    expect(rows).toEqual([{ is_recognisable: true, subject_ids: [personId] }]);
  });

  it('refuses a number that is none of its type, without repeating it', async () => {
    const answer = await check({ ...person, identifier: { type: 'id_number', value: '110101190001010015' } });
    expect([answer.status, answer.json['code']]).toEqual([422, 'IDENTIFIER_UNUSABLE']);
    expect(answer.text).not.toContain('110101190001010015');
  });

  it('follows merges, and former numbers as a look-up does', async () => {
    await clearEntries();
    const { ownerPool } = database;
    await listed(personId, 'wages');
    await insertSubject(ownerPool, 'population', { goldenId: testId(20), number: '340104190402299017', name: '张三', columns: { state: 'redirected', redirect_to: personId } });
    await insert(ownerPool, ['population', 'identifier'], { type: 'id_number', value: '37040319010101006X', golden_id: personId, status: 'former' });
    const by = (value: string) => check({ ...person, identifier: { type: 'id_number', value } });
    expect((await by('340104190402299017')).json).toMatchObject({ result: 'punish' });
    expect((await by('37040319010101006X')).json).toMatchObject({ result: 'punish' });
    // The number is somebody else's by now: whoever had it before is not meant.
    await insertSubject(ownerPool, 'population', { goldenId: testId(21), number: '37040319010101006X', name: '王五' });
    expect((await by('37040319010101006X')).json).toMatchObject({ result: 'identity_mismatch' });
    expect((await check({ identifier: { type: 'id_number', value: '37040319010101006X' }, name: '王五' })).json).toMatchObject({ result: 'none' });
  });

  it('takes a number that two bear for nobody’s', async () => {
    const { ownerPool } = database;
    for (const id of [30, 31]) await insertSubject(ownerPool, 'population', { goldenId: testId(id), number: '610302190102039794', name: '赵六' });
    expect((await check({ identifier: { type: 'id_number', value: '610302190102039794' }, name: '赵六' })).json).toMatchObject({ result: 'identity_mismatch', entries: [] });
  });

  it('honours the row filter of the agreement', async () => {
    await clearEntries();
    const { ownerPool } = database;
    const entryId = await listed(firmId, 'wages');
    await insert(ownerPool, ['credit', 'golden_record'], {
      golden_id: entryId, version: 1, state: 'active', created_at: '2026-09-01', recorded_at: '2026-09-01', cause: 'load:1', record_class: 'list_entry',
    });
    const { token: narrow } = await api.addClient('narrow', ['credit-check']);
    await api.addAgreement('credit', { agencyCode: 'narrow', attributes: clear, rowFilter: [{ attribute: 'record_class', op: 'in', values: ['penalty'] }] });
    expect((await check(firm, { as: narrow })).json).toMatchObject({ result: 'none' });
    const { token: wide } = await api.addClient('wide', ['credit-check']);
    await api.addAgreement('credit', { agencyCode: 'wide', attributes: clear, rowFilter: [{ attribute: 'record_class', op: 'in', values: ['list_entry'] }] });
    expect((await check(firm, { as: wide })).json).toMatchObject({ result: 'punish' });
  });
});

describe('a person', () => {
  it('is reached through a firm where the measure names the role that is held', async () => {
    await clearEntries();
    const { ownerPool } = database;
    await ownerPool.query('delete from legal_person.relation');
    await listed(firmId, 'defaulter');
    await listed(firmId, 'wages');
    expect((await check(person)).json).toMatchObject({ result: 'none' });
    // Two records say so: it counts once.
    for (let times = 0; times < 2; times++) await insertRole(ownerPool, { firm: firmId, person: personId, name: '张三' });
    const answer = await check(person);
    expect(entriesOf(answer)).toEqual(['defaulter/legal_representative: office']);
    expect(answer.json['entries'][0]).toMatchObject({ via: { role: 'legal_representative', name: firm.name }, measures: [{ unverified: false, class: 1 }] });
    expect(entriesOf(await check(firm))).toEqual(expect.arrayContaining(['defaulter/subject: travel', 'wages/subject: funds']));
  });

  it.each([
    ['of another name', { name: '李四' }],
    ['that has ended', { name: '张三', columns: { valid_to: day(-1) } }],
    ['that has not begun', { name: '张三', columns: { valid_from: day(1) } }],
    ['that no measure names', { name: '张三', type: 'responsible_person' }],
    ['of a withdrawn record', { name: '张三', isWithdrawn: true }],
    ['without a name', { name: null as unknown as string }],
  ])('is not reached through a role %s', async (_which, role) => {
    await clearEntries();
    await database.ownerPool.query('delete from legal_person.relation');
    await listed(firmId, 'defaulter');
    await insertRole(database.ownerPool, { firm: firmId, person: personId, ...role });
    expect((await check(person)).json).toMatchObject({ result: 'none', entries: [] });
  });
});

describe('a batch', () => {
  it('answers each in its place as the single check does', async () => {
    await clearEntries();
    await listed(firmId, 'wages');
    const bad = { ...person, identifier: { type: 'id_number', value: '110101190001010015' } };
    const subjects = [firm, bad, person, { ...person, name: '李四' }, firm];
    const { status, json, text } = await api.ask('POST', '/v1/credit/checks/batch', { token, headers: matter, body: { subjects } });
    expect(status, text).toBe(200);
    expect(json['results'].map(({ result, checkId }: any) => `${checkId.slice(36)} ${result}`)).toEqual(['.0 punish', '.1 invalid', '.2 none', '.3 identity_mismatch', '.4 punish']);
    const single = (await check(firm)).json;
    expect(json['results'][0].entries).toEqual(single['entries']);
    const whole = await api.ask('GET', `/v1/credit/checks/${json['checkId']}`, { token, headers: matter });
    expect(whole.json['answer']).toEqual(json);
    const item = await api.ask('GET', `/v1/credit/checks/${json['checkId']}.4`, { token, headers: matter });
    expect(item.json['answer']).toEqual(json['results'][4]);
    expect(item.json['duties']).toMatchObject([{ item: 4, measures: 1, state: 'due' }]);
    expect((await api.ask('GET', `/v1/credit/checks/${json['checkId']}.5`, { token, headers: matter })).status).toBe(404);
    const { rows } = await database.pool.query('select subject_count, library from hub.audit_event where event_id = $1', [json['checkId']]);
    expect(rows).toEqual([{ subject_count: 5, library: null }]);
  });

  it('takes 10,000 and no more', async () => {
    const ask = (count: number) => api.ask('POST', '/v1/credit/checks/batch', { token, headers: matter, body: { subjects: Array.from({ length: count }, () => firm) } });
    expect((await ask(10_001)).status).toBe(422);
    expect((await ask(10_000)).json['results']).toHaveLength(10_000);
  });
});

describe('a replay', () => {
  it('says the same for ever, and what has become of each entry', async () => {
    await clearEntries();
    const [kept, moved, gone] = [await listed(firmId, 'wages'), await listed(firmId, 'defaulter', { beginsOn: day(-20) }), await listed(firmId, 'wages', { beginsOn: day(-30) })];
    const { json: told } = await check(firm);
    const { ownerPool } = database;
    const history = `insert into hub.credit_entry_history (golden_id, version, subject_library, subject_golden_id, list_code, edition, begins_on, ends_on, is_disputed, is_suspended, recorded_at, replaced_at, cause)
      select golden_id, version, subject_library, subject_golden_id, list_code, edition, begins_on, ends_on, is_disputed, is_suspended, recorded_at, now(), 'test' from hub.credit_entry where golden_id = any ($1)`;
    await ownerPool.query(history, [[kept, gone]]);
    await ownerPool.query(`update hub.credit_entry set version = 2, ends_on = $2, end_cause = 'repaired' where golden_id = $1`, [kept, day(0)]);
    await ownerPool.query('update hub.credit_entry set subject_golden_id = $2 where golden_id = $1', [moved, testId(99)]);
    await ownerPool.query('delete from hub.credit_entry where golden_id = $1', [gone]);
    await ownerPool.query('delete from hub.credit_measure where list_code = $1', ['never']);
    const { json } = await api.ask('GET', `/v1/credit/checks/${told['checkId']}`, { token, headers: matter });
    expect(json['answer']).toEqual(told);
    expect(json['entries'].map((entry: any) => [entry.entryId, entry.version, entry.asShown?.until, entry.now.state, entry.now.endCause ?? null])).toEqual([
      [kept, 1, null, 'ended', 'repaired'], [moved, 1, null, 'moved', null], [gone, 1, null, 'gone', null],
    ]);
    expect((await check(firm)).json).toMatchObject({ result: 'none' });
  });

  it('is for the agency that asked, stewards and auditors', async () => {
    const { json: { checkId } } = await check(firm);
    const read = async (as: string): Promise<number> => (await api.ask('GET', `/v1/credit/checks/${checkId}`, { token: as, headers: matter })).status;
    const { token: auditor } = await api.addClient('audit', ['security-auditor']);
    expect([await read(token), await read(foreign), await read(steward), await read(auditor)]).toEqual([200, 404, 200, 200]);
  });

  it('is found in the list of the agency, page after page', async () => {
    await clearEntries();
    await database.ownerPool.query('truncate hub.credit_check, hub.credit_feedback_duty');
    await listed(firmId, 'wages');
    for (const subject of [firm, other, firm]) await check(subject);
    await check(firm, { as: foreign });
    const list = async (query: string, as = token): Promise<Answer> => api.ask('GET', `/v1/credit/checks?${query}`, { token: as, headers: matter });
    const first = await list('limit=2');
    expect(first.json['items'].map((item: any) => item.results[0])).toEqual(['punish', 'none']);
    const rest = await list(`limit=2&after=${first.json['next']}`);
    expect(rest.json['items']).toHaveLength(1);
    expect(rest.json['next']).toBeUndefined();
    expect((await list('result=none')).json['items']).toHaveLength(1);
    expect((await list('feedback=due')).json['items']).toHaveLength(2);
    expect((await list('feedback=none')).json['items']).toHaveLength(1);
    expect((await list(`to=${day(-1)}T00:00:00Z`)).json['items']).toEqual([]);
    expect((await list('', steward)).json['items']).toHaveLength(4);
    expect((await list('after=bm8')).json['code']).toBe('PARAMETER_INVALID');
  });
});

describe('durability', () => {
  it('no answer leaves whose check cannot be kept', async () => {
    await database.ownerPool.query('alter table hub.credit_check rename to credit_check_away');
    try {
      const answer = await check(firm);
      expect([answer.status, answer.json['code']]).toEqual([503, 'AUDIT_UNAVAILABLE']);
    } finally {
      await database.ownerPool.query('alter table hub.credit_check_away rename to credit_check');
    }
    expect((await check(firm)).status).toBe(200);
  });

  it('checks are added, never changed', async () => {
    for (const statement of [`update hub.credit_check set results = '{none}'`, 'delete from hub.credit_check', 'delete from hub.credit_feedback', `update hub.credit_feedback set outcome = 'taken'`]) {
      await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('rules changed a moment ago', () => {
  it('are those by which a new entry is judged', async () => {
    await clearEntries();
    await check(firm);
    const { ownerPool } = database;
    await insertList(ownerPool, 'brandnew');
    await insertMeasure(ownerPool, 'brandnew', 'm');
    await ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
    await listed(firmId, 'brandnew');
    const answer = await check(firm);
    expect(entriesOf(answer)).toEqual(['brandnew/subject: m']);
    const { rows } = await database.pool.query('select epoch from hub.credit_rules');
    expect(answer.json['rulesEpoch']).toBe(Number(rows[0].epoch));
    await insertList(ownerPool, 'newer');
    await insertMeasure(ownerPool, 'newer', 'm');
    await ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
    await listed(firmId, 'newer');
    const batch = await api.ask('POST', '/v1/credit/checks/batch', { token, headers: matter, body: { subjects: [firm] } });
    expect(batch.json['results'][0].entries.map((entry: any) => entry.list.code).sort()).toEqual(['brandnew', 'newer']);
  });
});
