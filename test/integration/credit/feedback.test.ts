// What departments say they did with a check, until when, and how well they keep to it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFeedbackRates, remindFeedback } from '../../../src/credit/checks/feedback-queries.ts';
import { setTerm } from '../../../src/engine/steward/terms.ts';
import { civilDate, fixedClock } from '../../../src/kernel/clock.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { matter, startApi, type Answer, type TestApi } from '../../support/api.ts';
import { insertEntry, insertList, insertMeasure, insertSubject } from '../../support/credit-rows.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testId } from '../../support/golden-rows.ts';

const credit = libraries.find(({ code }) => code === 'credit')!;
const clear = Object.fromEntries(Object.keys(credit.attributes).map((code) => [code, 'clear' as const]));
const firm = { identifier: { type: 'uscc', value: '91110000FAKE00013H' }, name: '示例科技有限公司' };
const today = civilDate(new Date());
const [wages, red] = [testId(101), testId(102)];

let database: TestDatabase;
let api: TestApi;
let token: string;
let checkId: string;

const give = (items: object[], { id = checkId, as = token, headers = {} }: { id?: string; as?: string; headers?: object } = {}): Promise<Answer> =>
  api.ask('POST', `/v1/credit/checks/${id}/feedback`, { token: as, headers: { ...matter, ...headers }, body: { items } });
const funds = { entryId: wages, measureCode: 'funds', outcome: 'taken', result: '不予受理', amount: 200000.5, basis: '条例', actedOn: today };

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const { ownerPool } = database;
  await insertSubject(ownerPool, 'legal_person', { goldenId: testId(1), number: firm.identifier.value, name: firm.name });
  await ownerPool.query('delete from hub.credit_measure; delete from hub.credit_list');
  await insertList(ownerPool, 'wages');
  await insertList(ownerPool, 'red', { polarity: 'incentive' });
  for (const code of ['bids', 'funds']) await insertMeasure(ownerPool, 'wages', code);
  await insertMeasure(ownerPool, 'red', 'fast', { class: 0 });
  await ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
  await insertEntry(ownerPool, { entryId: wages, subject: { library: 'legal_person', goldenId: testId(1) }, listCode: 'wages', beginsOn: '2026-01-01' });
  await insertEntry(ownerPool, { entryId: red, subject: { library: 'legal_person', goldenId: testId(1) }, listCode: 'red', polarity: 'incentive', beginsOn: '2026-01-01' });
  ({ token } = await api.addClient('housing', ['credit-check']));
  await api.addAgreement('credit', { agencyCode: 'housing', attributes: clear });
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});
beforeEach(async () => {
  checkId = (await api.ask('POST', '/v1/credit/checks', { token, headers: matter, body: { subject: firm } })).json['checkId'];
});

describe('feedback', () => {
  it('is given measure by measure until nothing is owed', async () => {
    const first = await give([funds]);
    expect(first.status, first.text).toBe(201);
    expect(first.json['duties']).toMatchObject([{ item: 0, measures: 3, fed: 1, taken: 1, fedAt: null, state: 'due' }]);
    const rest = await give([{ entryId: wages, measureCode: 'bids', outcome: 'not_taken', reason: '未参加投标' }, { entryId: red, outcome: 'taken' }]);
    expect(rest.json['duties']).toMatchObject([{ fed: 3, taken: 2, state: 'done' }]);
    expect(rest.json['feedback']).toMatchObject([{ measureCode: 'funds', amount: 200000.5, operatorId: 'clerk-7' }, { measureCode: 'bids', reason: '未参加投标' }, { measureCode: null }]);
    const replay = await api.ask('GET', `/v1/credit/checks/${checkId}`, { token, headers: matter });
    expect(replay.json['feedback']).toEqual(rest.json['feedback']);
  });

  it('is corrected by a row that supersedes, never overwritten', async () => {
    const { json } = await give([funds]);
    expect((await give([funds])).json).toMatchObject({ code: 'FEEDBACK_EXISTS', status: 409 });
    expect((await give([{ entryId: wages, outcome: 'taken' }])).json).toMatchObject({ code: 'FEEDBACK_EXISTS' });
    const { feedbackId } = json['feedback'][0];
    const corrected = await give([{ entryId: wages, measureCode: 'funds', outcome: 'not_taken', reason: '误填', supersedes: feedbackId }]);
    expect(corrected.json['feedback']).toMatchObject([{ feedbackId, isSuperseded: true, outcome: 'taken' }, { isSuperseded: false, outcome: 'not_taken', supersedes: feedbackId }]);
    expect(corrected.json['duties']).toMatchObject([{ fed: 1, taken: 0 }]);
    expect((await give([{ ...funds, supersedes: feedbackId }])).json).toMatchObject({ code: 'FEEDBACK_SUPERSEDED', status: 409 });
  });

  it.each([
    ['an entry that was not named', { ...funds, entryId: testId(999) }, '/items/0/entryId'],
    ['a measure that was not named', { ...funds, measureCode: 'fast' }, '/items/0/measureCode'],
    ['nothing taken without a reason', { entryId: wages, outcome: 'not_taken' }, '/items/0/reason'],
    ['a day to come', { ...funds, actedOn: '2999-01-01' }, '/items/0/actedOn'],
    ['another role', { ...funds, targetRole: 'controller' }, '/items/0/entryId'],
  ])('is refused for %s, and then none of it is kept', async (_what, item, at) => {
    const answer = await give([item, { entryId: red, outcome: 'taken' }]);
    expect([answer.status, answer.json['code'], answer.json['faults'][0].at]).toEqual([422, 'FEEDBACK_UNFIT', at]);
    expect((await api.ask('GET', `/v1/credit/checks/${checkId}`, { token, headers: matter })).json['feedback']).toEqual([]);
  });

  it('is for the agency that asked', async () => {
    const { token: foreign } = await api.addClient('education', ['credit-check']);
    expect((await give([funds], { as: foreign })).status).toBe(404);
    const { json } = await api.ask('POST', '/v1/credit/checks/batch', { token, headers: matter, body: { subjects: [firm, firm] } });
    expect((await give([funds], { id: json['checkId'] })).status).toBe(404);
    expect((await give([funds], { id: `${json['checkId']}.1` })).json['duties']).toMatchObject([{ item: 1, fed: 1 }]);
  });

  it('given twice at once counts once', async () => {
    const answers = await Promise.all([give([funds]), give([funds]), give([funds])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('what is owed', () => {
  beforeEach(() => database.ownerPool.query('truncate hub.credit_feedback_duty'));
  const owe = (place: number, department: string, columns: object): Promise<unknown> => database.ownerPool.query(
    `insert into hub.credit_feedback_duty select $1, 0, 'housing', $2, 'M', d.at, d.due_on, 2, d.fed, d.taken, d.fed_at from json_to_record($3) as d (at timestamptz, due_on date, fed integer, taken integer, fed_at timestamptz)`,
    [testId(5000 + place), department, JSON.stringify({ at: '2026-09-01T02:00:00Z', fed: 0, taken: 0, ...columns })],
  );

  it('is due by working days, as the term says', async () => {
    await setTerm(database.ownerPool, { matter: 'feedback:due', region: '*', validFrom: '2020-01-02', days: 0, legalBasis: 'test', isConfirmed: false });
    const fresh = await startApi(database);
    const { token: own } = await fresh.addClient('housing', ['credit-check']);
    const { json } = await fresh.ask('POST', '/v1/credit/checks', { token: own, headers: matter, body: { subject: firm } });
    const list = await fresh.ask('GET', '/v1/credit/feedback-due', { token: own, headers: matter });
    expect(list.json['items']).toMatchObject([{ checkId: json['checkId'], dueOn: today, measures: 3, fed: 0, isOverdue: false, department: 'housing', matterCode: 'T-0001' }]);
    expect((await fresh.ask('GET', '/v1/credit/feedback-due?overdue=true', { token: own, headers: matter })).json['items']).toEqual([]);
    await fresh.stop();
  });

  it('is listed oldest first, page after page, and told once when it is overdue', async () => {
    await database.ownerPool.query(`insert into hub.credit_feedback_duty (check_id, item, agency_code, department, matter_code, at, due_on, measure_count)
      select check_id, 0, 'housing', 'housing', 'M', at, '2026-01-05'::date + (row_number() over (order by at))::integer, 1 from hub.credit_check where kind = 'single' limit 3`);
    const page = async (query: string): Promise<any> => (await api.ask('GET', `/v1/credit/feedback-due?${query}`, { token, headers: matter })).json;
    const first = await page('limit=2');
    expect(first.items.map(({ dueOn }: any) => dueOn)).toEqual(['2026-01-06', '2026-01-07']);
    expect((await page(`limit=2&after=${first.next}`)).items.map(({ dueOn }: any) => dueOn)).toEqual(['2026-01-08']);
    const deps = { pool: database.pool, clock: fixedClock('2026-01-08T00:30:00Z') };
    expect(await remindFeedback(deps)).toEqual([{ agencyCode: 'housing', overdue: 2, reminded: 2 }]);
    expect(await remindFeedback(deps)).toEqual([{ agencyCode: 'housing', overdue: 2, reminded: 0 }]);
    expect((await page('limit=1')).items).toMatchObject([{ remindedOn: '2026-01-08', isOverdue: true }]);
  });

  it('gives the rates of each department', async () => {
    await owe(1, 'housing', { due_on: '2026-09-08', fed: 2, taken: 1, fed_at: '2026-09-08T15:00:00Z' });
    // A minute past midnight in Shanghai.
    await owe(2, 'housing', { due_on: '2026-09-08', fed: 2, taken: 2, fed_at: '2026-09-08T16:01:00Z' });
    await owe(3, 'housing', { due_on: '2026-09-08', fed: 1 });
    await owe(4, 'housing', { due_on: '2026-09-20' });
    await owe(5, 'water', { due_on: null });
    await owe(6, 'water', { at: '2026-08-31T15:59:59Z', due_on: '2026-09-05' });
    const rates = await readFeedbackRates({ pool: database.pool, clock: fixedClock('2026-09-10T00:00:00Z') }, { agencyCode: null, from: '2026-09-01', to: '2026-09-01' });
    expect(rates).toEqual([
      { department: 'housing', checks: 4, inTime: 1, late: 1, missing: 1, open: 1, measures: 8, taken: 3, notTaken: 2, feedbackRate: 0.6667, inTimeRate: 0.3333 },
      { department: 'water', checks: 1, inTime: 0, late: 0, missing: 0, open: 1, measures: 2, taken: 0, notTaken: 0, feedbackRate: null, inTimeRate: null },
    ]);
    const answer = await api.ask('GET', '/v1/credit/feedback-rates?from=2026-09-01&to=2026-09-01', { token, headers: matter });
    expect(answer.json['items']).toHaveLength(2);
  });
});
