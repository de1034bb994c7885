// Tasks and decisions: a decided matter is done and does not come back on the same evidence, held records find a place, pins end with
// their day, challenges are answered in one transaction with what they change.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { decide } from '../../../src/engine/steward/decide.ts';
import { expirePins } from '../../../src/engine/steward/expire-pins.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';
import { alice, stewardOf, type TestSteward } from '../../support/steward.ts';

const number = '110101190001010014';
const later = '340104190402299017';
let database: TestDatabase;
let hub: TestHub;
let steward: TestSteward;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  steward = stewardOf(hub, database.pool, 'population');
});
beforeEach(() => emptyLibraries(database.ownerPool));
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const police = (rows: object[]): Promise<unknown> => hub.deliver('police_household', rows.map((row) => ({ sex: '', birth_date: '', updated: '2026-01-01', ...row })));
const department = (rows: object[]): Promise<unknown> => hub.deliver('department_person', rows.map((row) => ({ source: '教育', cert_type: '111', sex: '', birth_date: '', updated: '2026-01-01', ...row })));
const short = async (): Promise<string> => (await hub.clusters('population')).map((records) => records.map((record) => record.split('/')[1]!.split('|')[0]).join('+')).sort().join(' ');

/** D1 uses the number of K1 with another name and birth date: held (P3). */
async function heldRecord(): Promise<string> {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明', birth_date: '1900-01-01' }]);
  await department([{ rec_id: 'D1', cert_no: number, full_name: '李静', birth_date: '1903-05-05' }]);
  const [task] = await steward.tasks();
  expect(task).toMatchObject({ kind: 'same_number_different_person' });
  return task!.taskId;
}

test('a held record becomes a person of its own, without the number', async () => {
  const taskId = await heldRecord();
  const before = await hub.state('population');
  const made = await steward.decide({ kind: 'split', records: [await steward.record('D1')], taskId });
  expect(await short()).toBe('D1 K1');
  expect(await steward.tasks()).toEqual([]);
  const own = (await hub.state('population')).goldens.find(({ records }) => records[0]!.includes('D1'))!;
  expect(own.values).toMatchObject({ full_name: '李静', birth_date: '1903-05-05' });
  expect(own.values).not.toHaveProperty('id_number');
  expect(own.identifiers).toEqual([]);
  await department([{ rec_id: 'D1', cert_no: number, full_name: '李静', birth_date: '1903-05-05', updated: '2026-02-01' }]);
  expect(await short()).toBe('D1 K1');
  const state = await hub.state('population');
  await rebuildLibrary(hub.deps, 'population');
  expect(await hub.state('population')).toEqual(state);
  await steward.undo(made);
  expect((await hub.state('population')).tasks).toEqual(before.tasks);
});

test('a held record goes to the golden record that a person names, or gives nothing', async () => {
  const taskId = await heldRecord();
  const moved = await steward.decide({ kind: 'move', records: [await steward.record('D1')], to: await steward.goldenId('K1'), taskId });
  expect(await short()).toBe('D1+K1');
  expect(await steward.tasks()).toEqual([]);
  await steward.undo(moved);
  const [task] = await steward.tasks();
  await steward.decide({ kind: 'withdraw', records: [await steward.record('D1')], taskId: task!.taskId });
  expect(await short()).toBe('K1');
  expect(await steward.tasks()).toEqual([]);
});

test('a notice of a new number does not overturn a decision', async () => {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明' }]);
  await department([{ rec_id: 'D1', cert_no: number, full_name: '王小明' }, { rec_id: 'D2', cert_no: later, full_name: '王小明' }]);
  const split = await steward.decide({ kind: 'split', golden: await steward.goldenId('D1'), records: [await steward.record('D1')] });
  const never = await steward.decide({ kind: 'not_same', goldens: await steward.goldens('K1', 'D2') });
  await hub.deliver('police_number_change', [{ notice_no: 'N1', previous_id_number: number, id_number: later, full_name: '王小明', number_change_reason: '差错', changed_on: '2026-03-01' }]);
  const together = (await hub.clusters('population')).some((records) => records.some((record) => record.includes('K1')) && records.some((record) => record.includes('D2')));
  expect(together).toBe(false);
  expect((await hub.clusters('population')).some((records) => records.length === 1 && records[0]!.includes('D1'))).toBe(true);
  expect(await steward.tasks()).toContainEqual(expect.objectContaining({ kind: 'decision_contradicted' }));
  await steward.undo(never);
  await steward.undo(split);
  expect((await hub.clusters('population'))).toHaveLength(1);
});

test('a notice that a person withdraws changes no number', async () => {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明' }]);
  await department([{ rec_id: 'D2', cert_no: later, full_name: '王小明' }]);
  const before = await hub.state('population');
  await hub.deliver('police_number_change', [{ notice_no: 'N1', previous_id_number: number, id_number: later, full_name: '王小明', number_change_reason: '差错', changed_on: '2026-03-01' }]);
  const renumbered = await hub.state('population');
  expect(renumbered.goldens).toHaveLength(1);
  const made = await steward.decide({ kind: 'withdraw', golden: await steward.goldenId('N1'), records: [await steward.record('N1')] });
  expect((await hub.state('population')).goldens).toEqual(before.goldens);
  await rebuildLibrary(hub.deps, 'population');
  expect((await hub.state('population')).goldens).toEqual(before.goldens);
  await steward.undo(made);
  expect(await hub.state('population')).toEqual(renumbered);
});

test('a decided matter does not come back on the same evidence; on new evidence or once undone it does', async () => {
  await hub.deliver('social_security', [{ person_key: 'S1', id_number: number, full_name: '王小明', social_insurance_status: '1', insured_region: '', updated: '2026-01-01' }]);
  await department([{ rec_id: 'D1', cert_no: number, full_name: '李静' }]);
  const [task] = await steward.tasks();
  expect(task).toMatchObject({ kind: 'attribute_conflict' });
  // Not by what it changes, but because it names the task.
  const made = await steward.decide({ kind: 'pin', golden: task!.goldenIds[0]!, attribute: 'sex', value: '1', until: '2027-01-01', taskId: task!.taskId });
  expect(await steward.tasks()).toEqual([]);
  await department([{ rec_id: 'D1', cert_no: number, full_name: '李静', mobile_phone: '13800000001', updated: '2026-02-01' }]);
  await rebuildLibrary(hub.deps, 'population');
  expect(await steward.tasks()).toEqual([]);
  await department([{ rec_id: 'D2', cert_no: number, full_name: '赵敏' }]);
  expect(await steward.tasks()).toMatchObject([{ kind: 'attribute_conflict' }]);
  await hub.deliver('department_person', [{ rec_id: 'D2', source: '教育', cert_type: '', cert_no: '', full_name: '', sex: '', birth_date: '', updated: '2026-03-01', operation: 'D' }]);
  expect(await steward.tasks()).toEqual([]);
  await steward.undo(made);
  expect(await steward.tasks()).toMatchObject([{ kind: 'attribute_conflict' }]);
  await expect(steward.decide({ kind: 'pin', golden: task!.goldenIds[0]!, attribute: 'sex', value: '1', until: '2027-01-01', taskId: task!.taskId }))
    .rejects.toMatchObject({ code: 'DECISION_STALE', details: { state: 'done' } });
});

test('a decision that names no golden records is about those of its task', async () => {
  const clerk = stewardOf(hub, database.pool, 'legal_person');
  const firms = (updated: string): Promise<unknown> => hub.deliver('market_registry', [
    { rec_id: 'M1', uscc: '91110000FAKE00013H', reg_no: '', name: '北京甲有限公司', updated },
    { rec_id: 'M2', uscc: '92110000FAKE00013E', reg_no: '', name: '北京甲有限公司', updated },
  ]);
  await firms('2026-01-01');
  const [task] = await clerk.tasks();
  expect(task).toMatchObject({ kind: 'identifier_conflict' });
  const made = await clerk.decide({ kind: 'not_same', taskId: task!.taskId });
  expect(made.before).toHaveLength(2);
  await firms('2026-02-01');
  expect(await clerk.tasks()).toEqual([]);
  await clerk.undo(made);
  expect(await clerk.tasks()).toMatchObject([{ kind: 'identifier_conflict' }]);
  const [again] = await clerk.tasks();
  await clerk.decide({ kind: 'same', taskId: again!.taskId, acceptsNumbers: true });
  expect(await hub.clusters('legal_person')).toHaveLength(1);
  expect(await clerk.tasks()).toEqual([]);
});

test('a pin ends with its last day, in Shanghai', async () => {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明', sex: '2' }]);
  const before = (await hub.state('population')).goldens;
  await steward.decide({ kind: 'pin', golden: await steward.goldenId('K1'), attribute: 'sex', value: '1', until: '2026-10-05' });
  const sex = async (): Promise<unknown> => (await hub.state('population')).goldens[0]!.values.sex;
  const at = (iso: string): Promise<number> => expirePins({ ...hub.deps, clock: fixedClock(iso) });
  expect([await at('2026-10-05T15:59:00Z'), await sex()]).toEqual([0, '1']);
  expect([await at('2026-10-05T16:00:00Z'), await sex()]).toEqual([1, '2']);
  expect((await hub.state('population')).goldens).toEqual(before);
  expect(await at('2026-10-06T16:00:00Z')).toBe(0);
});

test('a pin goes where the entity goes, and of two the later holds', async () => {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明', sex: '2' }]);
  await department([{ rec_id: 'D1', cert_type: '', cert_no: '', full_name: '王小明', sex: '2' }]);
  const sexOf = async (key: string): Promise<unknown> => (await hub.state('population')).goldens.find(({ records }) => records.some((record) => record.includes(key)))!.values.sex;
  const first = await steward.decide({ kind: 'pin', golden: await steward.goldenId('D1'), attribute: 'sex', value: '1', until: '2027-01-01' });
  const joined = await steward.decide({ kind: 'same', goldens: await steward.goldens('K1', 'D1') });
  expect(await sexOf('K1')).toBe('1');
  const second = await steward.decide({ kind: 'pin', golden: await steward.goldenId('K1'), attribute: 'sex', value: '9', until: '2027-01-01' });
  expect(await sexOf('K1')).toBe('9');
  await steward.undo(joined);
  expect([await sexOf('K1'), await sexOf('D1')]).toEqual(['9', '1']);
  await steward.undo(second);
  expect([await sexOf('K1'), await sexOf('D1')]).toEqual(['2', '1']);
  await steward.undo(first);
  expect(await sexOf('D1')).toBe('2');
});

test('an answer to a challenge commits with what belongs to it, or not at all', async () => {
  await police([{ person_key: 'K1', id_number: number, full_name: '王小明', sex: '2' }]);
  const golden = await steward.goldenId('K1');
  const request = {
    kind: 'accept_challenge', library: 'population', reason: '持证核对', challengeId: '01900000-0000-7000-8000-00000000000e', golden,
    pin: { attribute: 'sex', value: '男', until: '2027-01-01' },
  } as const;
  await expect(decide(hub.deps, request, alice, { within: () => Promise.reject(new Error('the challenge is closed')) })).rejects.toThrow('the challenge is closed');
  expect((await database.pool.query('select from hub.decision')).rowCount).toBe(0);
  const seen: string[] = [];
  const made = await decide(hub.deps, request, alice, { within: async (client, decision) => {
    seen.push(decision.decisionId);
    await client.query('select 1');
  } });
  expect([made.challengeId, seen]).toEqual([request.challengeId, [made.decisionId]]);
  expect((await hub.state('population')).goldens[0]!.values.sex).toBe('1');
  await steward.undo(made);
  expect((await hub.state('population')).goldens[0]!.values.sex).toBe('2');
});
