// Cases of subjects from application to end, and what feeds may do meanwhile: a repaired entry never comes back by a delivery.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actOnCase } from '../../../src/credit/cases/act-on-case.ts';
import { keepCases } from '../../../src/credit/cases/case-tasks.ts';
import { fileCase, type Filing } from '../../../src/credit/cases/file-case.ts';
import { listCases, readSteps } from '../../../src/credit/cases/read-cases.ts';
import type { CaseAction, CaseActor, CaseRow } from '../../../src/credit/cases/types.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { setFourEyes } from '../../../src/engine/steward/four-eyes.ts';
import { keepTasks } from '../../../src/engine/steward/task-upkeep.ts';
import { importCalendar, setHubRegion } from '../../../src/engine/steward/terms.ts';
import { sql } from '../../../src/store/sql.ts';
import { readCalendarFile } from '../../../src/app/calendar-csv.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
let sent = 0;
const uscc = '91110000FAKE00013H';

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  await importCalendar(database.pool, await readCalendarFile('src/app/calendars/2026.csv'));
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await database.ownerPool.query('truncate hub.hub_region');
  sent = 0;
  await hub.deliver('market_registry', [{ rec_id: 'M1', uscc, name: '北京甲有限公司', updated: '2026-01-01' }]);
  await send();
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const penalty = (more: Record<string, string> = {}): Record<string, string> => ({
  document_no: '京罚〔2026〕1号', subject_name: '北京甲有限公司', subject_uscc: uscc, decided_on: '2026-05-10', decided_by: '北京市某局', penalty_class: '罚款', fine_amount: '1', operation: '', ...more,
});

/** Each delivery is newer than those before. */
const send = (more: Record<string, string> = {}): Promise<unknown> => hub.deliver('penalties_2019', [penalty(more)], { declaredDate: `2026-09-${String(++sent).padStart(2, '0')}` });

const window = { side: 'filer', agencyCode: 'window', clientId: 'window-1', operatorId: 'clerk-1' } as const;
const department: CaseActor = { side: 'department', agencyCode: 'development_reform', clientId: 'dept-1', operatorId: 'officer-1' };
const steward: CaseActor = { side: 'steward', agencyCode: 'hub', clientId: 'steward-1', operatorId: 'alice' };

async function subject(): Promise<Filing['subject']> {
  const { rows } = await database.pool.query<{ goldenId: string }>(sql`select golden_id as "goldenId" from legal_person.identifier where type = 'uscc' and value = ${uscc}`);
  return { library: 'legal_person', goldenId: rows[0]!.goldenId };
}

async function file(kind: Filing['kind'], more: Partial<Filing['application']> = {}, deps: Pick<TestHub['deps'], 'pool' | 'clock' | 'newId'> = hub.deps): Promise<CaseRow> {
  return fileCase(deps, hub.library('credit'), {
    kind, subject: await subject(), by: { ...window, purpose: 'p', matterCode: 'm' },
    application: {
      documentNo: '京罚〔2026〕1号', applicant: { name: '张三', capacity: 'legal_representative' }, statement: '已履行', evidence: [{ reference: 'E-1' }],
      ...(kind === 'repair' ? { promise: '今后守法经营' } : { ground: 'error' }), ...more,
    },
  });
}

const act = ({ caseId }: CaseRow, action: CaseAction, by: CaseActor = department): Promise<CaseRow> => actOnCase(hub.deps, caseId, { action, reason: `${action} 的理由`, by });

/** What anyone is answered of: entries in force or published on the hub's day. */
async function shown(): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(sql`
    select concat_ws(' ', list_code, case when is_disputed then 'disputed' end, case when is_suspended then 'suspended' end) as line from hub.credit_entry
    where (begins_on <= ${hub.deps.clock.today()}::date and ends_on > ${hub.deps.clock.today()}::date) or published_until > ${hub.deps.clock.today()}::date order by 1`);
  return rows.map(({ line }) => line);
}
const changes = async (): Promise<string[]> => (await database.pool.query<{ line: string }>(sql`
  select concat_ws(' ', coalesce(effect, '-'), coalesce(publication, '-'), regexp_replace(cause, ':.*', '')) as line from hub.credit_change order by timepoint`)).rows.map(({ line }) => line);
const tasks = async (): Promise<string[]> => (await database.pool.query<{ line: string }>(sql`
  select concat_ws(' ', kind, state, due_on, priority) as line from hub.task where kind like 'subject_%' order by 1`)).rows.map(({ line }) => line);
const steps = async ({ caseId }: CaseRow): Promise<string[]> => (await readSteps(hub.deps, caseId)).map((step) => `${step.action} ${step.by.side}${step.dueOn === null ? '' : ` ${step.dueOn} ${step.term?.region}`}`);

describe('a repair', () => {
  test('is one act: published, shared and with measures until it, gone with it', async () => {
    const filed = await file('repair');
    expect(filed).toMatchObject({ kind: 'repair', state: 'open', ownerAgency: 'development_reform', dueOn: '2026-10-20', isOverdue: false, listCode: 'penalty_general' });
    expect(await shown()).toEqual(['penalty_general']);
    expect(await tasks()).toEqual(['subject_repair open 2026-10-20 3']);
    const approved = await act(filed, 'approve');
    expect(approved).toMatchObject({ state: 'approved', endedReason: 'approve 的理由' });
    expect(await shown()).toEqual([]);
    expect(await changes()).toEqual(['began add load', 'ended remove repaired']);
    expect(await tasks()).toEqual(['subject_repair done 2026-10-20 3']);
    expect(await steps(filed)).toEqual(['filed filer', 'forwarded hub 2026-10-20 *', 'approve department']);
  });

  test('is refused before its day, with the day; of what is not repaired; twice; and of what has ended', async () => {
    await send({ document_no: '罚2号', decided_on: '2026-08-01' });
    await hub.deliver('permits_2019', [{ document_no: '许1号', subject_name: '北京甲有限公司', subject_uscc: uscc, decided_on: '2026-02-01', decided_by: '北京市某局' }]);
    await expect(file('repair', { documentNo: '罚2号' })).rejects.toMatchObject({ code: 'CREDIT_REPAIR_EARLY', details: { repairableFrom: '2026-11-01' } });
    await expect(file('repair', { documentNo: '许1号' })).rejects.toMatchObject({ code: 'CREDIT_NOT_REPAIRABLE' });
    await expect(file('repair', { documentNo: '罚9号' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const first = await file('repair');
    await expect(file('repair')).rejects.toMatchObject({ code: 'CREDIT_CASE_EXISTS', details: { caseId: first.caseId } });
    await act(first, 'approve');
    await expect(file('repair')).rejects.toMatchObject({ code: 'CREDIT_ENTRY_ENDED' });
  });

  test('cannot be undone by a feed', async () => {
    await act(await file('repair'), 'approve');
    const gone = async (): Promise<void> => expect(await shown()).toEqual([]);
    await send();
    await gone();
    await send({ facts: '再次报送', fine_amount: '2' });
    await gone();
    // The same document under other words, and with a sum that another list takes.
    await send({ decided_by: '北京市某某局' });
    await send({ decided_by: '北京市某局分局', fine_amount: '500' });
    await gone();
    await send({ operation: 'D' });
    await gone();
    await send();
    await gone();
    await send({ document_no: '京罚[2026]1号' });
    await gone();
    await send({ document_no: '京罚 （２０２６） 1 号', decided_by: '北京市某局分局' });
    await gone();
    await send({ document_no: '京罚〔2026〕11号' });
    expect(await shown()).toEqual(['penalty_general']);
    await send({ document_no: '京罚〔2026〕11号', operation: 'D' });
    await rebuildLibrary(hub.deps, 'credit');
    await gone();
    expect((await changes()).filter((line) => line.startsWith('began'))).toHaveLength(2);
  });

  test('approved by mistake is undone, by two where that is asked', async () => {
    const first = await act(await file('repair'), 'approve');
    expect(await act(first, 'undo', steward)).toMatchObject({ state: 'undone' });
    expect(await shown()).toEqual(['penalty_general']);
    expect(await changes()).toEqual(['began add load', 'ended remove repaired', 'began add case']);
    await setFourEyes(database.pool, 'credit', ['undo']);
    const second = await act(await file('repair'), 'approve');
    expect(await act(second, 'undo')).toMatchObject({ state: 'undo_proposed' });
    expect(await shown()).toEqual([]);
    await expect(act(second, 'confirm', { ...steward, clientId: 'dept-1' })).rejects.toMatchObject({ code: 'DECISION_SECOND_PERSON' });
    await expect(act(second, 'confirm', { ...steward, operatorId: 'officer-1' })).rejects.toMatchObject({ code: 'DECISION_SECOND_PERSON' });
    expect(await act(second, 'decline', steward)).toMatchObject({ state: 'approved' });
    await act(second, 'undo');
    expect(await act(second, 'confirm', steward)).toMatchObject({ state: 'undone' });
    expect(await shown()).toEqual(['penalty_general']);
    const { rows } = await database.pool.query(sql`select ended_reason from hub.credit_effect where kind = 'repaired'`);
    expect(rows).toEqual([{ ended_reason: 'undo 的理由' }, { ended_reason: 'confirm 的理由' }]);
  });

  test('refused, withdrawn or left by its entry leaves all as it was', async () => {
    const refused = await file('repair');
    await act(refused, 'suspend');
    expect(await shown()).toEqual(['penalty_general suspended']);
    expect(await act(refused, 'refuse')).toMatchObject({ state: 'refused', isSuspended: false });
    expect(await shown()).toEqual(['penalty_general']);
    await expect(act(refused, 'approve')).rejects.toMatchObject({ code: 'CREDIT_CASE_STEP', details: { state: 'refused', possible: [] } });
    const withdrawn = await file('repair');
    await expect(act(withdrawn, 'approve', window)).rejects.toMatchObject({ code: 'CREDIT_CASE_STEP', details: { possible: ['withdraw'] } });
    await expect(act(withdrawn, 'correct')).rejects.toMatchObject({ code: 'CREDIT_CASE_STEP' });
    expect(await act(withdrawn, 'withdraw', window)).toMatchObject({ state: 'withdrawn' });
    const lapsed = await file('repair');
    await send({ operation: 'D' });
    const { cases } = (await listCases(hub.deps, { filer: null, owner: null }, { limit: 10 }))!;
    expect(cases.find(({ caseId }) => caseId === lapsed.caseId)).toMatchObject({ state: 'lapsed', endedReason: 'record_gone' });
    expect(await tasks()).toEqual(['subject_repair closed 2026-10-20 3', 'subject_repair done 2026-10-20 3', 'subject_repair done 2026-10-20 3']);
  });
});

test('a repair of what has ended by its day lapses; an objection to it is still answered', async () => {
  const repair = await file('repair');
  await act(repair, 'suspend');
  const objection = await file('objection');
  const late = fixedClock('2027-05-11T01:00:00Z');
  await keepCases(database.pool, fixedClock('2027-05-10T01:00:00Z'));
  expect((await listCases(hub.deps, { filer: null, owner: null, state: 'live' }, { limit: 10 }))!.cases).toHaveLength(2);
  await keepCases(database.pool, late);
  expect((await steps(repair)).at(-1)).toBe('entry_ended hub');
  expect((await listCases({ ...hub.deps, clock: late }, { filer: null, owner: null, state: 'live' }, { limit: 10 }))!.cases.map(({ caseId }) => caseId)).toEqual([objection.caseId]);
});

describe('an objection', () => {
  test('marks the entry at once and until its end', async () => {
    const filed = await file('objection', { ground: 'wrongly_listed' });
    expect(await shown()).toEqual(['penalty_general disputed']);
    expect(filed).toMatchObject({ dueOn: '2026-10-13', answerDueOn: '2026-10-15' });
    expect(await steps(filed)).toEqual(['filed filer 2026-10-15 *', 'marked hub 2026-10-08 *', 'forwarded hub 2026-10-13 *']);
    await act(filed, 'suspend');
    expect(await shown()).toEqual(['penalty_general disputed suspended']);
    await act(filed, 'resume');
    await act(filed, 'refuse');
    expect(await shown()).toEqual(['penalty_general']);
    expect((await changes()).filter((line) => line.startsWith('changed'))).toHaveLength(4);
  });

  test('that is right ends the entry, which no feed brings back', async () => {
    await act(await file('objection'), 'correct');
    expect(await shown()).toEqual([]);
    await send({ facts: '再次报送', decided_by: '北京市某某局' });
    expect(await shown()).toEqual([]);
  });

  test('that is accepted ends when the record is another, not when it is sent again', async () => {
    const filed = await file('objection');
    expect(await act(filed, 'accept')).toMatchObject({ state: 'accepted', dueOn: '2026-10-10' });
    await send();
    expect(await shown()).toEqual(['penalty_general disputed']);
    await send({ fine_amount: '0.5' });
    expect(await shown()).toEqual(['penalty_general']);
    expect(await steps(filed)).toContain('record_changed hub');
    expect((await listCases(hub.deps, { filer: 'window', owner: null }, { limit: 10 }))!.cases).toMatchObject([{ state: 'corrected', endedReason: 'record_changed' }]);
  });

  test('has the clocks of the hub’s region', async () => {
    await setHubRegion(database.pool, '440305');
    const filed = await file('objection');
    expect(await steps(filed)).toEqual(['filed filer 2026-10-10 440300', 'marked hub 2026-10-08 440300', 'forwarded hub 2026-10-09 440300']);
    await act(filed, 'withdraw', window);
    await setHubRegion(database.pool, '310115');
    expect(await steps(await file('objection'))).toEqual(['filed filer 2026-10-15 310000', 'marked hub 2026-10-08 310000', 'forwarded hub 2026-10-13 310000']);
  });

  test('that nobody answers is listed as overdue, and its task comes first', async () => {
    const filed = await file('objection');
    const late = { ...hub.deps, clock: fixedClock('2026-10-20T01:00:00Z') };
    expect((await listCases(late, { filer: null, owner: 'development_reform', isOverdue: true }, { limit: 10 }))!.cases.map(({ caseId }) => caseId)).toEqual([filed.caseId]);
    expect((await listCases(hub.deps, { filer: null, owner: 'development_reform', isOverdue: true }, { limit: 10 }))!.cases).toEqual([]);
    await database.ownerPool.query('truncate hub.task');
    await keepCases(late.pool, late.clock);
    await keepTasks(late);
    expect(await tasks()).toEqual(['subject_objection open 2026-10-13 1']);
  });
});
