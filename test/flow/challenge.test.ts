// A challenge from the agency that doubts a value to the department that delivered it and the steward: over the API, on real loads.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecideService } from '../../src/api/deps.ts';
import { answerByDecision } from '../../src/engine/steward/challenges.ts';
import { decide } from '../../src/engine/steward/decide.ts';
import { keepTasks } from '../../src/engine/steward/task-upkeep.ts';
import { civilDate } from '../../src/kernel/clock.ts';
import { matter, startApi, type Answer, type TestApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
let api: TestApi;
let now = new Date('2026-10-12T01:00:00Z');
let goldenId: string;
const tokens: Record<string, string> = {};
const decided: { taskId?: string }[] = [];
const decisions: DecideService = {
  async decide(request) {
    decided.push(request);
    await database.pool.query(`update hub.task set state = 'done', closed_at = now(), closed_reason = 'decision' where task_id = $1`, [request.taskId]);
    return { decisionId: '01900000-0000-7000-8000-000000000777', state: 'in_force' };
  },
};

const number = '110101190001010014';
const police = (name: string, updated: string): Record<string, string> =>
  ({ person_key: 'K1', id_number: number, full_name: name, sex: '1', birth_date: '1900-01-01', household_no: 'H1', updated });
const as = (who: string, path: string, body?: unknown): Promise<Answer> =>
  api.ask(body === undefined ? 'GET' : 'POST', path, { token: tokens[who], headers: matter, ...(body === undefined || body === null ? {} : { body }) });
const post = (who: string, path: string): Promise<Answer> => api.ask('POST', path, { token: tokens[who], headers: matter });
const record = async (who = 'housing'): Promise<Record<string, any>> => (await as(who, `/v1/persons/golden/${goldenId}`)).json;
const doubt = { attribute: 'full_name', doubt: 'wrong', reason: '窗口核对身份证，姓名不同', proposedValue: '王晓明', evidenceReference: 'HS-1' };
const raise = (body: object = doubt, who = 'housing', id = goldenId): Promise<Answer> => as(who, `/v1/persons/golden/${id}/challenges`, body);
const waiting = async (): Promise<any[]> => (await as('steward', '/v1/tasks?state=waiting')).json['items'] as any[];

beforeAll(async () => {
  database = await testDatabase();
  const clock = { now: () => now, today: () => civilDate(now) };
  hub = await testHub(database, { clock });
  api = await startApi(database, { clock, decisions });
  for (const [who, agency, roles] of [
    ['housing', 'housing', ['agency']], ['other', 'other', ['agency']], ['police', 'police', ['supplier']], ['education', 'education', ['supplier']], ['steward', 'hub', ['steward']],
  ] as const) tokens[who] = (await api.addClient(agency, roles)).token;
  await api.addAgreement('population', { agencyCode: 'housing', attributes: { full_name: 'clear', sex: 'masked' } });
  await api.addAgreement('population', { agencyCode: 'other', attributes: { full_name: 'clear' }, rowFilter: [{ attribute: 'hukou_division', op: 'prefix', values: ['99'] }] });
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await database.ownerPool.query('truncate hub.challenge');
  now = new Date('2026-10-12T01:00:00Z');
  await hub.deliver('police_household', [police('王小明', '2026-03-01')]);
  const { rows } = await database.pool.query<{ golden_id: string }>(`select golden_id from population.golden_record where state = 'active'`);
  goldenId = rows[0]!.golden_id;
});
afterEach(() => void (decided.length = 0));
afterAll(async () => {
  await api.stop();
  await hub.close();
  await database.drop();
});

describe('raised', () => {
  it('it has an owner, a due date by working days, a task, and a mark on the record', async () => {
    expect((await record())['disputed']).toEqual([]);
    const tag = (await as('housing', `/v1/persons/golden/${goldenId}`)).headers.get('etag');
    const made = await raise();
    expect(made.status, made.text).toBe(201);
    // Ten working days from Monday 12 October; no holidays are imported here.
    expect(made.json).toMatchObject({ side: 'challenger', state: 'open', ownerAgency: 'police', dueOn: '2026-10-26', attribute: 'full_name', proposedValue: '王晓明', isOverdue: false });
    expect(made.headers.get('location')).toBe(`/v1/challenges/${made.json['challengeId']}`);
    expect((await record())['disputed']).toEqual(['full_name']);
    expect((await as('housing', `/v1/persons/golden/${goldenId}`)).headers.get('etag')).not.toBe(tag);
    expect((await as('housing', `/v1/persons/golden/${goldenId}/provenance`)).json['attributes']).toMatchObject({ full_name: { isDisputed: true }, sex: { isDisputed: false } });
    expect((await as('steward', '/v1/tasks/next', {})).json).toEqual({ task: null });
    expect(await waiting()).toMatchObject([{ kind: 'challenged_value', departments: ['police'], dueOn: '2026-10-26', goldenIds: [goldenId] }]);
    const { rows } = await database.pool.query('select outcome, golden_id, attributes, details from hub.audit_event where event_id = $1', [made.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ outcome: 'answered', golden_id: goldenId, attributes: ['full_name'], details: { challengeId: made.json['challengeId'] } }]);
  });

  it('it is refused outside the grant, without telling anything, and when it is open already', async () => {
    expect([(await raise({ ...doubt, attribute: 'birth_date' })).json['code'], (await raise({ ...doubt, attribute: 'no_such' })).json['code']]).toEqual(['ATTRIBUTE_NOT_GRANTED', 'ATTRIBUTE_NOT_GRANTED']);
    expect((await raise(doubt, 'other')).json['code']).toBe('NOT_FOUND');
    expect((await raise(doubt, 'police')).json['code']).toBe('SCOPE_MISSING');
    const first = await raise();
    const second = await raise();
    expect([second.status, second.json['code'], second.json['details']]).toEqual([409, 'CHALLENGE_EXISTS', { challengeId: first.json['challengeId'] }]);
    expect((await raise({ ...doubt, attribute: 'sex' })).status).toBe(201);
  });

  it('a second sending with the same key raises one', async () => {
    const send = (): Promise<Answer> => api.ask('POST', `/v1/persons/golden/${goldenId}/challenges`, { token: tokens['housing'], headers: { ...matter, 'Idempotency-Key': 'once-0001' }, body: doubt });
    const [a, b] = [await send(), await send()];
    expect([a.status, b.status, b.json]).toEqual([201, 201, a.json]);
  });
});

describe('seen', () => {
  it('by its challenger, its owner with the value as delivered, the steward, and nobody else', async () => {
    const { challengeId } = (await raise()).json;
    const path = `/v1/challenges/${challengeId}`;
    expect((await as('police', '/v1/challenges')).json['items']).toMatchObject([
      { side: 'owner', attribute: 'full_name', reason: doubt.reason, proposedValue: '王晓明', challengerAgency: 'housing', delivered: { value: '王小明', feed: 'police_household', sourceKey: 'K1' } },
    ]);
    expect((await as('police', path)).json['goldenId']).toBeUndefined();
    expect((await as('housing', '/v1/challenges?state=live')).json['items']).toMatchObject([{ side: 'challenger', goldenId }]);
    expect((await as('housing', path)).text).not.toContain('王小明');
    expect((await as('steward', path)).json).toMatchObject({ side: 'steward', goldenId, proposedValue: '王晓明' });
    for (const who of ['other', 'education']) {
      expect((await as(who, path)).status).toBe(404);
      expect((await as(who, '/v1/challenges')).json['items']).toEqual([]);
    }
    expect((await as('housing', '/v1/challenges?as=owner')).json['items']).toEqual([]);
  });

  it('in pages', async () => {
    await raise();
    await raise({ ...doubt, attribute: 'sex' });
    const first = await as('steward', '/v1/challenges?limit=1');
    const rest = await as('steward', `/v1/challenges?limit=1&after=${first.json['next']}`);
    expect(new Set([...first.json['items'], ...rest.json['items']].map((item: any) => item.attribute))).toEqual(new Set(['full_name', 'sex']));
    expect(rest.json['next']).toBeUndefined();
  });
});

describe('answered', () => {
  it('accepted, it stays in doubt until the corrected row changes the value, then ends by itself with its task', async () => {
    const { challengeId } = (await raise()).json;
    expect((await as('housing', `/v1/challenges/${challengeId}/answer`, { answer: 'accepted' })).status).toBe(403);
    expect((await as('education', `/v1/challenges/${challengeId}/answer`, { answer: 'accepted' })).status).toBe(404);
    const accepted = await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'accepted', reason: '随下批更正' });
    expect(accepted.json).toMatchObject({ state: 'accepted', dueOn: '2026-10-26', answerAgency: 'police' });
    expect((await record())['disputed']).toEqual(['full_name']);
    const again = await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'refused', reason: '再议' });
    expect([again.status, again.json['code']]).toEqual([409, 'CHALLENGE_CLOSED']);
    // Another attribute of the same row: not what was doubted.
    await hub.deliver('police_household', [{ ...police('王小明', '2026-10-13'), household_no: 'H2' }]);
    expect((await as('housing', `/v1/challenges/${challengeId}`)).json['state']).toBe('accepted');
    await hub.deliver('police_household', [police('王晓明', '2026-10-14')]);
    expect((await as('housing', `/v1/challenges/${challengeId}`)).json).toMatchObject({ state: 'resolved', endedReason: 'changed_as_proposed' });
    expect(await record()).toMatchObject({ disputed: [], attributes: { full_name: '王晓明' } });
    expect(await waiting()).toEqual([]);
  });

  it('refused with a reason, it ends; without one it is not taken', async () => {
    const { challengeId } = (await raise()).json;
    expect((await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'refused' })).status).toBe(422);
    expect((await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'refused', reason: '与底册一致' })).json).toMatchObject({ state: 'refused', endedReason: 'refused' });
    expect((await as('housing', `/v1/challenges/${challengeId}`)).json).toMatchObject({ state: 'refused', answerReason: '与底册一致' });
    expect([(await record())['disputed'], await waiting()]).toEqual([[], []]);
    expect((await as('steward', '/v1/tasks?state=done')).json['items']).toMatchObject([{ closedReason: 'challenge_refused', doneBy: { operatorId: 'clerk-7' } }]);
    expect((await raise()).status).toBe(201);
  });

  it('with a corrected value it is put before the steward, who decides by the task', async () => {
    const { challengeId } = (await raise()).json;
    await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'accepted', correctedValue: '王晓明' });
    const next = await as('steward', '/v1/tasks/next', { kind: 'challenged_value' });
    const { taskId } = next.json['task'];
    expect(next.json['task']).toMatchObject({ state: 'claimed', evidence: { challengeId, waitsFor: 'steward', hasCorrection: true } });
    expect((await as('steward', `/v1/challenges/${challengeId}`)).json['correctedValue']).toBe('王晓明');
    const closing = await as('steward', `/v1/tasks/${taskId}/close`, { outcome: 'no_action', reason: '无需处理' });
    expect([closing.status, closing.json['code']]).toEqual([409, 'TASK_BOUND']);
    const resolved = await as('steward', `/v1/tasks/${taskId}/resolve`, { decision: { kind: 'accept_challenge', challengeId, golden: goldenId, expect: [{ goldenId, version: 1 }], pin: { attribute: 'full_name', value: '王晓明', until: '2027-12-31' }, reason: '公安来函' } });
    expect((await as('steward', `/v1/tasks/${taskId}/resolve`, { decision: { kind: 'pin', reason: 'x' } })).status).toBe(422);
    expect(resolved.json).toMatchObject({ decisionId: '01900000-0000-7000-8000-000000000777', decisionState: 'in_force', task: { state: 'done', doneBy: { operatorId: 'clerk-7' } } });
    expect(decided).toMatchObject([{ kind: 'accept_challenge', challengeId, taskId, library: 'population' }]);
  });

  it('late, it comes first in the queue, and the steward may answer in the department’s place, not before', async () => {
    const { challengeId } = (await raise()).json;
    const early = await as('steward', `/v1/challenges/${challengeId}/answer`, { answer: 'refused', reason: '已查' });
    expect([early.status, early.json['code']]).toEqual([409, 'CHALLENGE_NOT_OVERDUE']);
    now = new Date('2026-10-27T01:00:00Z');
    const overdue = await keepTasks({ pool: database.pool, clock: hub.deps.clock, libraries: hub.deps.libraries });
    expect(overdue).toEqual([{ department: 'police', tasks: 1, challenges: 1 }]);
    expect(await waiting()).toMatchObject([{ kind: 'challenged_value', isOverdue: true, priority: 1 }]);
    expect((await as('steward', '/v1/tasks/next', {})).json).toMatchObject({ task: { kind: 'challenged_value', challengeId, ruleLabel: { zh: '使用部门提出校核' } } });
    expect((await as('steward', '/v1/challenges?overdue=true')).json['items']).toMatchObject([{ challengeId, isOverdue: true }]);
    expect((await api.ask('GET', '/metrics')).text).toMatch(/jiku_overdue\{department="police",matter="(task|challenge)"\} \d/);
    expect((await as('steward', `/v1/challenges/${challengeId}/answer`, { answer: 'refused', reason: '已查' })).json).toMatchObject({ state: 'refused', answerAgency: 'hub' });
  });

  it('taken back by its challenger alone', async () => {
    const { challengeId } = (await raise()).json;
    expect((await post('police', `/v1/challenges/${challengeId}/withdraw`)).status).toBe(403);
    expect((await post('other', `/v1/challenges/${challengeId}/withdraw`)).status).toBe(404);
    expect((await post('housing', `/v1/challenges/${challengeId}/withdraw`)).json['state']).toBe('withdrawn');
    expect((await post('housing', `/v1/challenges/${challengeId}/withdraw`)).json['code']).toBe('CHALLENGE_CLOSED');
    expect([(await record())['disputed'], await waiting()]).toEqual([[], []]);
  });
});

describe('after a merge', () => {
  const twins = async (): Promise<{ older: string; younger: string }> => {
    await hub.deliver('department_person', [{ rec_id: 'P1', source: '教育', cert_type: '414', cert_no: 'E12345678', nationality: 'FRA', full_name: '李静', sex: '1', birth_date: '1904-02-29', updated: '2026-03-01' }]);
    const { rows } = await database.pool.query<{ golden_id: string }>(`select golden_id from population.golden_record where state = 'active' and golden_id <> $1`, [goldenId]);
    return { older: goldenId, younger: rows[0]!.golden_id };
  };

  it('the challenge follows its record, and the old id may be challenged and asked for', async () => {
    const { older, younger } = await twins();
    const made = (await raise(doubt, 'housing', younger)).json;
    const both = await Promise.all([older, younger].map(async (id) => (await raise({ ...doubt, attribute: 'sex' }, 'housing', id)).json));
    // As a decision merges: the younger id redirects.
    await database.pool.query(`update population.source_record set golden_id = $1 where golden_id = $2`, [older, younger]);
    await database.pool.query(`update population.golden_record set state = 'redirected', redirect_to = $1, full_name = null where golden_id = $2`, [older, younger]);
    await database.pool.query(`update population.golden_record set full_name = '李静' where golden_id = $1`, [older]);
    await hub.deliver('department_person', [{ rec_id: 'P9', source: '住建', cert_type: '414', cert_no: 'E99999999', nationality: 'FRA', full_name: '赵敏', birth_date: '1903-05-05', updated: '2026-03-01' }]);
    expect((await as('housing', `/v1/challenges/${made['challengeId']}`)).json).toMatchObject({ state: 'open', goldenId: older });
    // Both were in doubt by the same agency: one is left.
    const states = await Promise.all(both.map(async ({ challengeId }) => (await as('housing', `/v1/challenges/${challengeId}`)).json));
    expect(states).toMatchObject([{ state: 'open' }, { state: 'resolved', endedReason: 'same_as_other' }]);
    const tasks = (await as('steward', `/v1/tasks?goldenId=${younger}`)).json['items'];
    expect(tasks).toMatchObject([{ kind: 'challenged_value', goldenIds: [older] }, { kind: 'challenged_value', goldenIds: [older] }]);
    await post('housing', `/v1/challenges/${both[0]?.['challengeId']}/withdraw`);
    const other = await raise({ ...doubt, attribute: 'sex' }, 'housing', younger);
    expect(other.json).toMatchObject({ goldenId: older, redirectedFrom: younger });
  });

  it('it ends when its record is no more', async () => {
    const { challengeId } = (await raise()).json;
    await hub.deliver('police_household', [{ ...police('王小明', '2026-10-20'), operation: 'D' }]);
    expect((await as('housing', `/v1/challenges/${challengeId}`)).json).toMatchObject({ state: 'resolved', endedReason: 'record_gone' });
    expect(await waiting()).toEqual([]);
  });
});

describe('with the decisions of the engine', () => {
  it('a corrected value is pinned: record, challenge and task are one transaction', async () => {
    const clock = hub.deps.clock;
    const real = await startApi(database, { clock, decisions: { decide: (request, by) => decide(hub.deps, request as never, by, { within: async (client, { challengeId = '', kind, reason }) =>
      answerByDecision(client, { challengeId, isAccepted: kind === 'accept_challenge', reason }, { ...by, clock }) }) } });
    const { token } = await real.addClient('hub', ['steward']);
    const { challengeId } = (await raise()).json;
    await as('police', `/v1/challenges/${challengeId}/answer`, { answer: 'accepted', correctedValue: '王晓明' });
    const [{ taskId }] = await waiting();
    const decision = { kind: 'accept_challenge', challengeId, golden: goldenId, expect: [{ goldenId, version: 1 }], pin: { attribute: 'full_name', value: '王晓明', until: '2027-12-31' }, reason: '公安来函' };
    const stale = await real.ask('POST', `/v1/tasks/${taskId}/resolve`, { token, headers: matter, body: { decision: { ...decision, expect: [{ goldenId, version: 9 }] } } });
    expect([stale.status, stale.json['code']]).toEqual([409, 'DECISION_STALE']);
    const resolved = await real.ask('POST', `/v1/tasks/${taskId}/resolve`, { token, headers: matter, body: { decision } });
    await real.stop();
    expect(resolved.json, resolved.text).toMatchObject({ decisionState: 'in_force', task: { state: 'done', closedReason: 'decided', decisionId: resolved.json['decisionId'], doneBy: { operatorId: 'clerk-7' } } });
    expect(await record()).toMatchObject({ disputed: [], attributes: { full_name: '王晓明' } });
    expect((await as('housing', `/v1/challenges/${challengeId}`)).json).toMatchObject({ state: 'resolved', endedReason: 'changed_as_proposed' });
    expect(await waiting()).toEqual([]);
  });
});

describe('a hub without decisions', () => {
  it('says so, and leaves the task as it was', async () => {
    const plain = await startApi(database, {});
    const { token } = await plain.addClient('hub', ['steward']);
    await raise();
    const [{ taskId }] = await waiting();
    const answer = await plain.ask('POST', `/v1/tasks/${taskId}/resolve`, { token, headers: matter, body: { decision: { kind: 'same', reason: '同一人', expect: [{ goldenId, version: 1 }] } } });
    await plain.stop();
    expect([answer.status, answer.json['code']]).toEqual([503, 'DECISIONS_UNAVAILABLE']);
    expect(await waiting()).toMatchObject([{ state: 'open' }]);
  });
});

describe('tasks over the API', () => {
  it('one steward is told of the other’s claim; bulk tells each outcome in words', async () => {
    await hub.deliver('department_person', [{ rec_id: 'R1', source: '教育', cert_type: '111', cert_no: '340104190402299017', full_name: '王小明', updated: '2026-03-01' },
      { rec_id: 'R2', source: '教育', cert_type: '111', cert_no: '340104190402299017', full_name: '李静', updated: '2026-03-01' }]);
    const [{ taskId }] = await waiting();
    expect((await post('steward', `/v1/tasks/${taskId}/claim`)).json).toMatchObject({ state: 'claimed', claimedBy: { operatorId: 'clerk-7' }, kindLabel: { zh: expect.any(String) } });
    const second = await api.ask('POST', `/v1/tasks/${taskId}/claim`, { token: tokens['steward'], headers: { ...matter, 'X-Operator-Id': 'clerk-8' } });
    expect([second.status, second.json['code'], second.json['details']]).toEqual([409, 'TASK_CLAIMED', { taskId, claimedBy: 'clerk-7', claimedUntil: '2026-10-12T01:30:00.000Z' }]);
    now = new Date('2026-10-12T01:20:00Z');
    expect((await as('steward', `/v1/tasks/${taskId}`)).json['claimedUntil']).toBe('2026-10-12T01:50:00.000Z');
    const gone = '01900000-0000-7000-8000-000000000999';
    const bulk = await as('steward', '/v1/tasks/bulk', { taskIds: [taskId, gone], action: 'close', outcome: 'no_action', reason: '曾用名' });
    expect(bulk.json).toMatchObject({ done: 1, refused: 1, results: [{ taskId, result: 'done' }, { taskId: gone, result: 'refused', code: 'NOT_FOUND', title: '没有找到' }] });
    expect((await as('steward', '/v1/tasks/bulk', { taskIds: [taskId], action: 'close' })).status).toBe(422);
    expect((await as('steward', '/v1/tasks/counts')).json).toMatchObject({ total: { waiting: 0, open: 0 }, doneTodayByMe: 1 });
    expect((await as('steward', '/v1/tasks?state=closed&mine=true')).json['items']).toMatchObject([{ taskId, doneNote: '曾用名' }]);
    expect((await as('steward', '/v1/tasks/next', {})).json).toEqual({ task: null });
    const kinds = (await api.ask('GET', '/v1/task-kinds', { token: tokens['steward'] })).json['items'];
    expect(kinds).toContainEqual(expect.objectContaining({ library: 'population', code: 'same_number_different_person', priority: 2, term: expect.objectContaining({ days: 5, isConfirmed: false }) }));
  });
});
