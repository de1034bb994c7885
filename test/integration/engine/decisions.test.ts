// Decisions of stewards: they hold against the machine, are refused when they contradict each other, and undone they leave no trace. The
// acceptance lists are those of HAPI FHIR, OpenCR, AtroCore and Tilores (issue numbers where they reported a fault).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type Rows, type TestHub } from '../../support/hub.ts';
import { stewardOf, type TestSteward } from '../../support/steward.ts';

let database: TestDatabase;
let hub: TestHub;
let steward: TestSteward;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  steward = stewardOf(hub, database.pool, 'vessel');
});
beforeEach(() => emptyLibraries(database.ownerPool));
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const register = (rows: Rows): Promise<unknown> => hub.deliver('ship_register', rows.map((row) => ({ certificate_no: '', hull_no: '', tonnage: '', updated: '2026-01-01', ...row })));
const clusters = (): Promise<string[][]> => hub.clusters('vessel');
const short = async (): Promise<string> => (await clusters()).map((records) => records.map((record) => record.split('/')[1]).join('+')).sort().join(' ');

/** Two ships under two certificates, and a record without one. */
const two = (): Promise<unknown> => register([
  { register_no: 'R1', certificate_no: 'C000000001', name: '海星', tonnage: '100' },
  { register_no: 'R2', certificate_no: 'C000000001', name: '海星', tonnage: '120', updated: '2026-01-02' },
  { register_no: 'R3', certificate_no: 'C000000002', name: '北斗', tonnage: '300' },
  { register_no: 'R4', name: '长风', tonnage: '400' },
]);

test('same: two golden records are one, the older id stays, and undone both are as they were', async () => {
  await two();
  const before = await hub.state('vessel');
  const [one, other] = await steward.goldens('R1', 'R4') as [string, string];
  const made = await steward.decide({ kind: 'same', goldens: [other, one] });
  expect(made).toMatchObject({ kind: 'same', state: 'in_force', decidedBy: 'steward-1', operatorId: 'alice', before: [{ goldenId: one }, { goldenId: other }].sort((a, b) => (a.goldenId < b.goldenId ? -1 : 1)) });
  expect(await short()).toBe('R1+R2+R4 R3');
  const kept = await steward.goldenId('R4');
  expect([one, other]).toContain(kept);
  expect(made.after).toEqual([await steward.golden('R4')]);
  const undone = await steward.undo(made);
  expect(undone).toMatchObject({ kind: 'undo', undoes: made.decisionId, state: 'in_force' });
  expect(await hub.state('vessel')).toEqual(before);
  expect(await steward.goldens('R1', 'R4')).toEqual([one, other]);
});

test('undoing an undo brings the decision and its ids back', async () => {
  await two();
  const made = await steward.decide({ kind: 'same', goldens: await steward.goldens('R1', 'R4') });
  const joined = await hub.state('vessel');
  const id = await steward.goldenId('R4');
  const undone = await steward.undo(made);
  await steward.undo(undone);
  expect(await hub.state('vessel')).toEqual(joined);
  expect(await steward.goldenId('R4')).toBe(id);
  await expect(steward.undo(undone)).rejects.toMatchObject({ code: 'DECISION_NOT_IN_FORCE' });
  await steward.undo(made);
  expect(await short()).toBe('R1+R2 R3 R4');
});

test('different valid numbers are joined only by someone who says that they saw them', async () => {
  await two();
  const goldens = await steward.goldens('R1', 'R3');
  await expect(steward.decide({ kind: 'same', goldens })).rejects.toMatchObject({ code: 'DECISION_NUMBERS', details: { numbers: 2 } });
  await steward.decide({ kind: 'same', goldens, acceptsNumbers: true });
  const [golden] = (await hub.state('vessel')).goldens.filter(({ records }) => records.length === 3);
  expect(golden!.identifiers).toEqual(['birth_certificate_no C000000001 current   ', 'birth_certificate_no C000000002 current   ']);
  // A newcomer under either number joins.
  await register([{ register_no: 'R5', certificate_no: 'C000000002', name: '北斗' }]);
  expect(await short()).toBe('R1+R2+R3+R5 R4');
  expect(await steward.tasks()).not.toContainEqual(expect.objectContaining({ kind: 'decision_contradicted' }));
});

test('split: what leaves forms a golden record of its own, and its number counts no more (break and un-break)', async () => {
  await two();
  const before = await hub.state('vessel');
  const golden = await steward.goldenId('R1');
  const made = await steward.decide({ kind: 'split', golden, records: [await steward.record('R2')] });
  expect(await short()).toBe('R1 R2 R3 R4');
  expect(await steward.goldenId('R1')).toBe(golden);
  const [left] = (await hub.state('vessel')).goldens.filter(({ records }) => records[0] === 'ship_register/R2');
  // HAPI #5236: no value of the other stays, and no identifier.
  expect(left).toMatchObject({ values: { name: '海星', tonnage: '120' }, identifiers: [] });
  expect(left!.values).not.toHaveProperty('certificate_no');
  const [rest] = (await hub.state('vessel')).goldens.filter(({ records }) => records[0] === 'ship_register/R1');
  expect(rest).toMatchObject({ values: { tonnage: '100', certificate_no: 'C000000001' }, conflicts: [] });
  // The feed sends both again, and a newcomer comes under the number.
  await register([
    { register_no: 'R2', certificate_no: 'C000000001', name: '海星', tonnage: '130', updated: '2026-02-02' },
    { register_no: 'R5', certificate_no: 'C000000001', name: '海星' },
  ]);
  expect(await short()).toBe('R1+R5 R2 R3 R4');
  const state = await hub.state('vessel');
  await rebuildLibrary(hub.deps, 'vessel');
  expect(await hub.state('vessel')).toEqual(state);
  await emptyLibraries(database.ownerPool);
  await two();
  const again = await steward.decide({ kind: 'split', golden: await steward.goldenId('R1'), records: [await steward.record('R2')] });
  expect(again.decisionId).not.toBe(made.decisionId);
  await steward.undo(again);
  expect(await hub.state('vessel')).toEqual(before);
});

test('not the same: later data do not overturn it, a task says so (reject and un-reject)', async () => {
  await two();
  const made = await steward.decide({ kind: 'not_same', goldens: await steward.goldens('R3', 'R4') });
  // R4 now claims the number of R3.
  await register([{ register_no: 'R4', certificate_no: 'C000000002', name: '长风', updated: '2026-02-01' }]);
  expect((await clusters()).find((records) => records.includes('ship_register/R4') && records.includes('ship_register/R3'))).toBeUndefined();
  const tasks = await steward.tasks();
  expect(tasks).toContainEqual(expect.objectContaining({ kind: 'decision_contradicted', rule: 'NOT_SAME' }));
  const state = await hub.state('vessel');
  await rebuildLibrary(hub.deps, 'vessel');
  expect(await hub.state('vessel')).toEqual(state);
  await steward.undo(made);
  expect(await short()).toBe('R1+R2 R3+R4');
  expect((await steward.tasks()).filter(({ kind }) => kind === 'decision_contradicted')).toEqual([]);
});

test('HAPI #4156: one record is not accepted into two golden records', async () => {
  await two();
  await register([{ register_no: 'R5', certificate_no: 'C000000001', name: '海星' }]);
  const record = await steward.record('R5');
  const made = await steward.decide({ kind: 'move', golden: await steward.goldenId('R5'), records: [record], to: await steward.goldenId('R3') });
  expect(await short()).toBe('R1+R2 R3+R5 R4');
  await expect(steward.decide({ kind: 'move', golden: await steward.goldenId('R5'), records: [record], to: await steward.goldenId('R4') }))
    .rejects.toMatchObject({ code: 'DECISION_CONTRADICTS', details: { decisions: [made.decisionId] } });
  await steward.undo(made);
  expect(await short()).toBe('R1+R2+R5 R3 R4');
});

test('contradictions are refused through any number of steps, naming what says otherwise', async () => {
  await two();
  await register([{ register_no: 'R5', certificate_no: 'C000000004', name: '东风' }]);
  const [a, b, c] = await steward.goldens('R1', 'R4', 'R5') as [string, string, string];
  const never = await steward.decide({ kind: 'not_same', goldens: [a, c] });
  const same = await steward.decide({ kind: 'same', goldens: [a, b] });
  await expect(steward.decide({ kind: 'same', goldens: [b, c], acceptsNumbers: true })).rejects.toMatchObject({ code: 'DECISION_CONTRADICTS', details: { decisions: [never.decisionId] } });
  await expect(steward.decide({ kind: 'split', golden: a, records: [await steward.record('R4')] }))
    .rejects.toMatchObject({ code: 'DECISION_CONTRADICTS', details: { decisions: [same.decisionId] } });
  await steward.undo(never);
  await steward.decide({ kind: 'same', goldens: [b, c], acceptsNumbers: true });
  // To bring the veto back would now contradict both.
  await expect(steward.undo((await latestUndo(never.decisionId)))).rejects.toMatchObject({ code: 'DECISION_CONTRADICTS' });
});

async function latestUndo(decisionId: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>('select decision_id as id from hub.decision where undoes = $1 order by 1 desc limit 1', [decisionId]);
  return rows[0]!.id;
}

/** Two certificates and a record without one that points to both by hull and name. */
const pointing = (): Promise<unknown> => register([
  { register_no: 'R1', certificate_no: 'C000000001', name: '海星', hull_no: 'E12345678' },
  { register_no: 'R2', certificate_no: 'C000000002', name: '海星', hull_no: 'E12345678' },
  { register_no: 'R3', name: '海星', hull_no: 'E12345678' },
]);
const duplicates = async (): Promise<unknown[]> => (await steward.tasks()).filter(({ kind }) => kind === 'possible_duplicate');

test('HAPI #4287: when the two candidates become one, no possible duplicate dangles, and the record joins', async () => {
  await pointing();
  const before = await hub.state('vessel');
  expect(await duplicates()).toHaveLength(1);
  const made = await steward.decide({ kind: 'same', goldens: await steward.goldens('R1', 'R2'), acceptsNumbers: true });
  expect(await duplicates()).toEqual([]);
  expect(await short()).toBe('R1+R2+R3');
  await steward.undo(made);
  expect(await hub.state('vessel')).toEqual(before);
});

test('HAPI #4745: the second candidate can be rejected after the first was accepted', async () => {
  await pointing();
  const [{ taskId }] = (await duplicates()) as [{ taskId: string }];
  await steward.decide({ kind: 'same', goldens: await steward.goldens('R3', 'R1'), taskId });
  expect(await short()).toBe('R1+R3 R2');
  expect(await duplicates()).toEqual([]);
  const { rows } = await database.pool.query('select state, closed_reason from hub.task where task_id = $1', [taskId]);
  expect(rows).toEqual([{ state: 'done', closed_reason: 'decided' }]);
  await steward.decide({ kind: 'not_same', goldens: await steward.goldens('R3', 'R2') });
  expect(await short()).toBe('R1+R3 R2');
});

test('a candidate that is rejected leaves the other; with none left the record stands alone without a task', async () => {
  await pointing();
  await steward.decide({ kind: 'not_same', goldens: await steward.goldens('R3', 'R1') });
  expect(await short()).toBe('R1 R2+R3');
  expect(await duplicates()).toEqual([]);
  await steward.decide({ kind: 'split', golden: await steward.goldenId('R3'), records: [await steward.record('R3')] });
  expect(await short()).toBe('R1 R2 R3');
  await register([{ register_no: 'R3', name: '海星', hull_no: 'E12345678', tonnage: '7', updated: '2026-03-01' }]);
  expect(await short()).toBe('R1 R2 R3');
  expect(await duplicates()).toEqual([]);
});

test('OpenCR #2: a record was broken out, then a newcomer fits both: it goes by its number; without one it is asked about', async () => {
  await two();
  await steward.decide({ kind: 'split', golden: await steward.goldenId('R1'), records: [await steward.record('R2')] });
  await register([{ register_no: 'R5', certificate_no: 'C000000001', name: '海星' }]);
  expect(await short()).toBe('R1+R5 R2 R3 R4');
});

test('withdraw: the record gives nothing, even when its feed sends it again', async () => {
  await two();
  const before = await hub.state('vessel');
  const made = await steward.decide({ kind: 'withdraw', golden: await steward.goldenId('R2'), records: [await steward.record('R2')] });
  await register([{ register_no: 'R2', certificate_no: 'C000000001', name: '海星', tonnage: '120', updated: '2026-01-02' }]);
  expect(await short()).toBe('R1 R3 R4');
  const last = await steward.decide({ kind: 'withdraw', golden: await steward.goldenId('R3'), records: [await steward.record('R3')] });
  expect(await short()).toBe('R1 R4');
  expect(last.after).toEqual([]);
  await steward.undo(last);
  await steward.undo(made);
  expect(await hub.state('vessel')).toEqual(before);
});

test('pin: the value wins over every source until its day, and stays when records join', async () => {
  await two();
  const before = await hub.state('vessel');
  const golden = await steward.goldenId('R1');
  await expect(steward.decide({ kind: 'pin', golden, attribute: 'tonnage', value: '111', until: '2026-09-30' })).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'until' } });
  await expect(steward.decide({ kind: 'pin', golden, attribute: 'certificate_no', value: 'C000000009', until: '2026-12-31' })).rejects.toMatchObject({ details: { why: 'attribute' } });
  await expect(steward.decide({ kind: 'pin', golden, attribute: 'built_on', value: 'soon', until: '2026-12-31' })).rejects.toMatchObject({ details: { why: 'value' } });
  const made = await steward.decide({ kind: 'pin', golden, attribute: 'tonnage', value: '111', until: '2026-12-31' });
  const tonnage = async (): Promise<unknown> => (await hub.state('vessel')).goldens.find(({ records }) => records.includes('ship_register/R1'))!.values.tonnage;
  expect(await tonnage()).toBe('111');
  await register([{ register_no: 'R5', certificate_no: 'C000000001', name: '海星', tonnage: '999', updated: '2026-03-01' }]);
  expect(await tonnage()).toBe('111');
  await rebuildLibrary(hub.deps, 'vessel');
  expect(await tonnage()).toBe('111');
  await hub.deliver('ship_register', [{ register_no: 'R5', certificate_no: '', name: '', hull_no: '', tonnage: '', updated: '2026-03-02', operation: 'D' }]);
  await steward.undo(made);
  expect((await hub.state('vessel')).goldens).toEqual(before.goldens);
});

test('a pinned name settles the conflict of names', async () => {
  await hub.deliver('berth_list', [
    { berth: 'B1', certificate_no: 'C000000001', name: '海星', updated: '2026-01-01' },
    { berth: 'B2', certificate_no: 'C000000001', name: '北斗', updated: '2026-01-02' },
  ]);
  const [task] = await steward.tasks();
  expect(task).toMatchObject({ kind: 'attribute_conflict' });
  const made = await steward.decide({ kind: 'pin', golden: task!.goldenIds[0]!, attribute: 'name', value: '海星', until: '2026-12-31', taskId: task!.taskId });
  expect(await steward.tasks()).toEqual([]);
  await hub.deliver('berth_list', [
    { berth: 'B1', certificate_no: 'C000000001', name: '海星', updated: '2026-01-01' },
    { berth: 'B2', certificate_no: 'C000000001', name: '长风', updated: '2026-01-03' },
  ], { declaredDate: '2026-10-01' });
  expect(await steward.tasks()).toEqual([]);
  await steward.undo(made);
  expect(await steward.tasks()).toMatchObject([{ kind: 'attribute_conflict' }]);
});

test('a decision on what has changed since is refused, with what changed', async () => {
  await two();
  const seen = await steward.golden('R1');
  const other = await steward.golden('R4');
  await register([{ register_no: 'R5', certificate_no: 'C000000001', name: '海星', tonnage: '999', updated: '2026-03-01' }]);
  await expect(steward.decide({ kind: 'same', goldens: [seen.goldenId, other.goldenId], expect: [seen, other] })).rejects.toMatchObject({
    code: 'DECISION_STALE', details: { goldens: [{ goldenId: seen.goldenId, expected: 1, version: 2, state: 'active', attributes: ['tonnage'], recordsCame: 1 }] },
  });
  await steward.decide({ kind: 'same', goldens: [seen.goldenId, other.goldenId], expect: [await steward.golden('R1'), other] });
  await expect(steward.decide({ kind: 'same', goldens: [seen.goldenId, other.goldenId] })).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'one_golden_record' } });
});

test('a preview shows the golden records afterwards and changes nothing', async () => {
  await two();
  const before = await hub.state('vessel');
  const [one, other] = await steward.goldens('R1', 'R4') as [string, string];
  const library = hub.library('vessel');
  const { sql } = await import('../../../src/store/sql.ts');
  const preview = await steward.preview({ kind: 'same', goldens: [one, other] }, { id: 'test', columns: Object.keys(library.attributes), filter: sql`true` });
  expect(preview.goldens).toHaveLength(1);
  expect(preview.goldens[0]).toMatchObject({ row: { tonnage: '120' }, records: [{ feed: 'ship_register' }, { feed: 'ship_register' }, { feed: 'ship_register' }] });
  expect(preview.ended).toEqual([{ goldenId: [one, other].find((id) => id !== preview.goldens[0]!.goldenId), redirectTo: preview.goldens[0]!.goldenId }]);
  expect(await hub.state('vessel')).toEqual(before);
  const { rows } = await database.pool.query('select from hub.decision');
  expect(rows).toEqual([]);
});

test('of two people who decide the opposite at once one is refused, and loads beside them lose nothing', async () => {
  await two();
  const goldens = await steward.goldens('R1', 'R4');
  const [first, second] = await Promise.allSettled([
    steward.decide({ kind: 'same', goldens }), steward.decide({ kind: 'not_same', goldens }),
    register([{ register_no: 'R5', certificate_no: 'C000000001', name: '海星' }]), register([{ register_no: 'R6', certificate_no: 'C000000002', name: '北斗' }]),
  ]);
  const refused = [first, second].filter((result) => result?.status === 'rejected');
  expect(refused).toHaveLength(1);
  // `not_same` after `same` finds one golden record; `same` after `not_same` finds the veto.
  expect(['DECISION_INVALID', 'DECISION_CONTRADICTS']).toContain((refused[0] as PromiseRejectedResult).reason.code);
  expect(await short()).toBe(first!.status === 'fulfilled' ? 'R1+R2+R4+R5 R3+R6' : 'R1+R2+R5 R3+R6 R4');
  const state = await hub.state('vessel');
  await rebuildLibrary(hub.deps, 'vessel');
  expect(await hub.state('vessel')).toEqual(state);
});

test('a decision reaches no further than it says: the number of a joined golden record that is corrected goes on its own way only by undoing', async () => {
  await two();
  const made = await steward.decide({ kind: 'same', goldens: await steward.goldens('R1', 'R4') });
  // R4 turns out to bear a number of its own, which nobody accepted.
  await register([{ register_no: 'R4', certificate_no: 'C000000004', name: '长风', updated: '2026-02-01' }]);
  expect(await short()).toBe('R1+R2+R4 R3');
  expect(await steward.tasks()).toContainEqual(expect.objectContaining({ kind: 'decision_contradicted', rule: 'NUMBERS' }));
  await steward.undo(made);
  expect(await short()).toBe('R1+R2 R3 R4');
  expect((await steward.tasks()).filter(({ kind }) => kind === 'decision_contradicted')).toEqual([]);
});
