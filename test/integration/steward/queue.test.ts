// The stewards' queue on a real database: who gets which task, when a claim lapses, how a task ends, and when it comes back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideHeldLoad } from '../../../src/engine/load.ts';
import { countTasks, listTasks, readTask } from '../../../src/engine/query/tasks.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { forEachTask } from '../../../src/engine/steward/bulk-tasks.ts';
import { claimMinutes, claimNext, claimTask, closeTask, releaseTask, viewOf, type QueueDeps, type TaskRow } from '../../../src/engine/steward/task-queue.ts';
import type { TaskFilter, Worker } from '../../../src/engine/steward/task-queue.sql.ts';
import { keepTasks } from '../../../src/engine/steward/task-upkeep.ts';
import { civilDate } from '../../../src/kernel/clock.ts';
import { HubError } from '../../../src/kernel/errors.ts';
import { sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
let now = new Date('2026-10-12T01:00:00Z');
let deps: QueueDeps;
const zhang: Worker = { clientId: 'console', operatorId: 'zhang' };
const li: Worker = { clientId: 'console', operatorId: 'li' };
const pass = (minutes: number): void => void (now = new Date(now.getTime() + minutes * 60_000));
const whole = { filter: {}, sort: 'priority', withSkipped: false } as const;

beforeAll(async () => {
  database = await testDatabase();
  const clock = { now: () => now, today: () => civilDate(now) };
  hub = await testHub(database, { clock });
  deps = { pool: database.pool, clock };
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  now = new Date('2026-10-12T01:00:00Z');
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

/** Tasks of several kinds, priorities, departments and due dates, many opened at the same instant. */
async function fill(count: number): Promise<void> {
  await database.pool.query(sql`
    insert into hub.task (task_id, library, kind, rule, subject_key, priority, departments, due_on, created_at, updated_at)
    select gen_random_uuid(), (array['population', 'legal_person'])[1 + n % 2], (array['attribute_conflict', 'possible_duplicate', 'deceased_active'])[1 + n % 3], 'R' || n % 4,
      'matter ' || n, 1 + n % 5, case n % 4 when 0 then '{}'::text[] when 1 then '{housing}' when 2 then '{housing,education}' else '{education}' end,
      case when n % 7 > 0 then '2026-10-08'::date + n % 9 end, ${now}::timestamptz - make_interval(secs => n / 10), ${now}::timestamptz
    from generate_series(1, ${count}::int) n`);
}

const drain = async (me: Worker): Promise<TaskRow[]> => {
  const taken: TaskRow[] = [];
  for (let task = await claimNext(deps, whole, me); task !== null; task = await claimNext(deps, whole, me)) taken.push(task);
  return taken;
};

async function listAll(filter: TaskFilter, sort: 'priority' | 'due' = 'priority', me = zhang): Promise<TaskRow[]> {
  const all: TaskRow[] = [];
  let after: string | undefined;
  do {
    const page = await listTasks(database.pool, { filter, sort, limit: 37, ...(after === undefined ? {} : { after }) }, viewOf(deps, me));
    all.push(...page!.tasks);
    after = page!.next ?? undefined;
  } while (after !== undefined);
  return all;
}

const refusal = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', (error: { code: string; details: object }) => ({ code: error.code, ...error.details }));

describe('claims', () => {
  test('two stewards with two connections each take 500 tasks: none twice, none left, the most urgent first', async () => {
    await fill(500);
    const [a = [], b = [], c = [], d = []] = await Promise.all([drain(zhang), drain(li), drain(zhang), drain(li)]);
    const taken = [...a, ...b, ...c, ...d].map(({ taskId }) => taskId);
    expect(new Set(taken).size).toBe(500);
    expect(taken).toHaveLength(500);
    expect(await listAll({})).toEqual([]);
    for (const list of [a, b, c, d]) expect(list.map(({ priority }) => priority)).toEqual(list.map(({ priority }) => priority).sort());
    expect((await listAll({ mine: true })).length + (await listAll({ mine: true }, 'priority', li)).length).toBe(500);
  });

  test('hold until they lapse, are prolonged by work, and say who holds until when', async () => {
    await fill(1);
    const { taskId } = (await claimNext(deps, whole, zhang))!;
    const until = new Date(now.getTime() + claimMinutes * 60_000);
    expect(await refusal(claimTask(deps, taskId, li))).toEqual({ code: 'TASK_CLAIMED', taskId, claimedBy: 'zhang', claimedUntil: until });
    expect(await refusal(releaseTask(deps, taskId, { me: li, isSkipped: false }))).toMatchObject({ code: 'TASK_CLAIMED' });
    expect(await refusal(closeTask(deps, taskId, { outcome: 'no_action', reason: 'x', me: li }))).toMatchObject({ code: 'TASK_CLAIMED' });
    expect(await claimNext(deps, whole, li)).toBeNull();
    pass(claimMinutes - 1);
    await claimTask(deps, taskId, zhang);
    pass(claimMinutes - 1);
    expect(await claimNext(deps, whole, li)).toBeNull();
    pass(2);
    expect(await listAll({ state: 'claimed' })).toEqual([]);
    expect(await claimNext(deps, whole, li)).toMatchObject({ taskId, state: 'claimed', claimedBy: li });
    expect(await refusal(claimTask(deps, taskId, zhang))).toMatchObject({ code: 'TASK_CLAIMED', claimedBy: 'li' });
  });

  test('the same operator at another client is another', async () => {
    await fill(1);
    const { taskId } = (await claimNext(deps, whole, zhang))!;
    expect(await refusal(claimTask(deps, taskId, { ...zhang, clientId: 'other' }))).toMatchObject({ code: 'TASK_CLAIMED' });
  });

  test('given back or skipped, the task is free; skipped, it is not given to the same steward again', async () => {
    await fill(2);
    const first = (await claimNext(deps, whole, zhang))!;
    expect(await releaseTask(deps, first.taskId, { me: zhang, isSkipped: true })).toMatchObject({ state: 'open', claimedBy: null, skips: 1 });
    const second = (await claimNext(deps, whole, zhang))!;
    expect(second.taskId).not.toBe(first.taskId);
    expect(await claimNext(deps, whole, zhang)).toBeNull();
    expect(await claimNext(deps, { ...whole, withSkipped: true }, zhang)).toMatchObject({ taskId: first.taskId });
    await releaseTask(deps, first.taskId, { me: zhang, isSkipped: false });
    expect(await claimNext(deps, whole, li)).toMatchObject({ taskId: first.taskId });
    expect(await refusal(claimTask(deps, randomUUID(), li))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the next by due date is the one due first', async () => {
    await fill(60);
    const due = (await claimNext(deps, { ...whole, sort: 'due', filter: { kind: 'attribute_conflict' } }, zhang))!;
    const all = await listAll({ kind: 'attribute_conflict', state: 'waiting' }, 'due');
    expect(due.taskId).toBe(all[0]?.taskId);
    expect(due.dueOn).toBe('2026-10-08');
  });
});

describe('lists and counts', () => {
  const filters: TaskFilter[] = [
    {}, { library: 'population' }, { kind: 'possible_duplicate' }, { rule: 'R3' }, { department: 'housing' }, { isOverdue: true }, { isOverdue: false },
    { dueBefore: '2026-10-10' }, { priority: 2, library: 'legal_person' }, { mine: true }, { mine: false, state: 'waiting' }, { claimedBy: 'li' }, { state: 'claimed' }, { state: 'open' },
  ];
  test('agree with each other under every filter, and pages hold each task once', async () => {
    await fill(300);
    for (let round = 0; round < 20; round++) await claimNext(deps, { ...whole, filter: { priority: 1 + (round % 5) } }, round % 2 ? zhang : li);
    for (const filter of filters) {
      const asked = { state: 'waiting' as const, ...filter };
      for (const sort of ['priority', 'due'] as const) {
        const tasks = await listAll(asked, sort);
        expect(new Set(tasks.map(({ taskId }) => taskId)).size).toBe(tasks.length);
        const { total, byKind, byPriority, byDepartment } = await countTasks(database.pool, asked, viewOf(deps, zhang));
        const of = (condition: (task: TaskRow) => boolean): number => tasks.filter(condition).length;
        expect(total).toMatchObject({
          waiting: tasks.length, claimed: of((task) => task.state === 'claimed'), overdue: of((task) => task.isOverdue),
          dueToday: of((task) => task.dueOn === '2026-10-12'), mine: of((task) => task.claimedBy?.operatorId === 'zhang'),
        });
        for (const group of byKind) expect(group.waiting).toBe(of((task) => task.kind === group.kind && task.library === group.library));
        for (const group of byPriority) expect(group.waiting).toBe(of((task) => task.priority === group.priority));
        for (const group of byDepartment) expect(group.overdue).toBe(of((task) => task.isOverdue && task.departments.includes(group.department!)));
        expect(byKind.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(tasks.length);
      }
    }
  });

  test('orders are those that they name', async () => {
    await fill(200);
    const key = (task: TaskRow, sort: string): string => `${sort === 'due' ? (task.dueOn ?? 'z') : ''} ${task.priority} ${task.createdAt.toISOString()} ${task.taskId}`;
    for (const sort of ['priority', 'due'] as const) {
      const keys = (await listAll({}, sort)).map((task) => key(task, sort));
      expect(keys).toEqual([...keys].sort());
    }
  });
});

describe('many at once', () => {
  test('each has its own outcome', async () => {
    await fill(12);
    const tasks = await listAll({});
    const ids = tasks.map(({ taskId }) => taskId);
    await claimTask(deps, ids[0]!, li);
    await claimTask(deps, ids[1]!, zhang);
    await closeTask(deps, ids[2]!, { outcome: 'handled_elsewhere', reason: 'x', me: li });
    await database.pool.query(sql`update hub.task set kind = 'snapshot_guard' where task_id = ${ids[3]}`);
    const gone = randomUUID();
    const outcomes = await forEachTask([...ids, gone], async (taskId) => {
      await closeTask(deps, taskId, { outcome: 'no_action', reason: '已核实', me: zhang });
      return 'done';
    });
    expect(outcomes.filter(({ result }) => result === 'done').map(({ taskId }) => taskId)).toEqual([ids[1], ...ids.slice(4)]);
    expect(outcomes.filter(({ result }) => result === 'refused').map(({ taskId, code }) => [taskId, code])).toEqual([
      [ids[0], 'TASK_CLAIMED'], [ids[2], 'TASK_CLOSED'], [ids[3], 'TASK_BOUND'], [gone, 'NOT_FOUND'],
    ]);
    expect((await listAll({ state: 'closed', mine: true })).every(({ doneNote, doneBy }) => doneNote === '已核实' && doneBy?.operatorId === 'zhang')).toBe(true);
    expect(await countTasks(database.pool, {}, viewOf(deps, zhang))).toMatchObject({ doneToday: 10, doneTodayByMe: 9 });
  });
});

test('who waits in vain for the library waits once', async () => {
  const asked: string[] = [];
  const outcomes = await forEachTask(['a', 'b', 'c', 'd'], async (taskId) => {
    asked.push(taskId);
    if (taskId === 'b') throw new HubError('LIBRARY_BUSY', 'a load is being applied', { retryAfterSeconds: 20 });
    return 'done';
  });
  const busy = { result: 'refused', code: 'LIBRARY_BUSY', details: { retryAfterSeconds: 20 } };
  expect([asked, outcomes]).toEqual([['a', 'b'], [{ taskId: 'a', result: 'done' }, ...['b', 'c', 'd'].map((taskId) => ({ taskId, ...busy }))]]);
});

describe('a task of a load', () => {
  const person = (key: string, name: string, more: Record<string, string> = {}): Record<string, string> =>
    ({ rec_id: key, source: '教育', cert_type: '111', cert_no: '110101190001010014', full_name: name, mobile_phone: '', updated: '2026-03-01', ...more });
  const conflict = async (): Promise<TaskRow> => {
    await hub.deliver('department_person', [person('R1', '王小明'), person('R2', '李静')]);
    return (await listAll({}))[0]!;
  };
  const police = { person_key: 'K1', id_number: '110101190001010014', full_name: '王小明', sex: '1', birth_date: '1900-01-01', updated: '2026-03-01' };

  test('is due by its kind’s term and names the departments whose data it concerns', async () => {
    expect(await conflict()).toMatchObject({ kind: 'attribute_conflict', departments: ['education'], dueOn: '2026-10-26', isOverdue: false });
  });

  test('ends when its reason is gone, and tells who works on it', async () => {
    const { taskId } = await conflict();
    await claimTask(deps, taskId, zhang);
    await hub.deliver('police_household', [police]);
    expect(await refusal(claimTask(deps, taskId, zhang))).toMatchObject({ code: 'TASK_CLOSED', state: 'closed', closedReason: 'reason_gone', doneBy: null });
    expect(await refusal(releaseTask(deps, taskId, { me: zhang, isSkipped: false }))).toMatchObject({ code: 'TASK_CLOSED' });
    expect(await readTask(database.pool, hub.deps.libraries, { taskId, view: viewOf(deps, zhang) })).toMatchObject({ state: 'closed', closedReason: 'reason_gone', claimedBy: null });
  });

  test('closed as no action stays closed while its evidence is the same, and comes back with other evidence', async () => {
    const { taskId, evidenceDigest } = await conflict();
    await closeTask(deps, taskId, { outcome: 'no_action', reason: '曾用名', me: zhang });
    // Another phone number, another load of the same rows, a rebuild: nothing that the conflict rests on.
    await hub.deliver('department_person', [person('R1', '王小明', { mobile_phone: '13800000001', updated: '2026-03-02' }), person('R2', '李静')]);
    await rebuildLibrary(hub.deps, 'population');
    expect(await listAll({ state: 'waiting' })).toEqual([]);
    await hub.deliver('department_person', [person('R2', '李敬之', { updated: '2026-03-03' })]);
    const [again] = await listAll({});
    expect(again).toMatchObject({ kind: 'attribute_conflict' });
    expect(again?.taskId).not.toBe(taskId);
    expect(again?.evidenceDigest).not.toBe(evidenceDigest);
    // Back to what was judged: the word holds again, and the task that had come back ends.
    await hub.deliver('department_person', [person('R2', '李静', { updated: '2026-03-04' })]);
    expect(await listAll({ state: 'waiting' })).toEqual([]);
  });

  test('handled elsewhere, it comes back while its reason stays', async () => {
    const { taskId } = await conflict();
    await closeTask(deps, taskId, { outcome: 'handled_elsewhere', reason: '已转公安', me: zhang });
    await hub.deliver('department_person', [person('R3', '王小明')]);
    expect(await listAll({})).toHaveLength(1);
  });

  test('is not closed on evidence that has changed since it was read', async () => {
    const { taskId, evidenceDigest } = await conflict();
    await hub.deliver('department_person', [person('R3', '赵敏')]);
    const stale = closeTask(deps, taskId, { outcome: 'no_action', reason: '曾用名', me: zhang, evidenceDigest: evidenceDigest! });
    expect(await refusal(stale)).toMatchObject({ code: 'TASK_CHANGED', taskId });
    const { evidenceDigest: fresh } = (await listAll({}))[0]!;
    await closeTask(deps, taskId, { outcome: 'no_action', reason: '曾用名', me: zhang, evidenceDigest: fresh! });
  });

  test('is found by a golden id, and a rebuild leaves it and its claim as they are', async () => {
    const task = await conflict();
    await claimTask(deps, task.taskId, zhang);
    await rebuildLibrary(hub.deps, 'population');
    const [found] = await listAll({ mine: true, goldenIds: [...task.goldenIds] });
    expect(found).toMatchObject({ taskId: task.taskId, evidenceDigest: task.evidenceDigest, claimedBy: zhang });
  });
});

describe('a held load', () => {
  const berths = (count: number): Record<string, string>[] => Array.from({ length: count }, (_, n) =>
    ({ berth: `B${n}`, certificate_no: `C${String(n + 1).padStart(9, '0')}`, name: `海星${n}`, hull_no: '', updated: '2026-03-01' }));
  const hold = async (): Promise<number> => {
    await hub.deliver('berth_list', berths(6), { declaredDate: '2026-03-01' });
    return (await hub.deliver('berth_list', berths(1), { declaredDate: '2026-03-02' })).loadId;
  };

  test.each(['approve', 'refuse'] as const)('stands in the queue until it is decided: %s', async (decision) => {
    const loadId = await hold();
    const [task] = await listAll({});
    expect(task).toMatchObject({ kind: 'snapshot_guard', library: 'vessel', priority: 1, dueOn: '2026-10-13', departments: [hub.library('vessel').feeds['berth_list']!.source] });
    expect(await refusal(closeTask(deps, task!.taskId, { outcome: 'no_action', reason: 'x', me: zhang }))).toMatchObject({ code: 'TASK_BOUND', endedBy: 'load' });
    await decideHeldLoad(hub.deps, loadId, decision, 'console');
    const [ended] = await listAll({ state: 'done' });
    expect(ended).toMatchObject({ taskId: task!.taskId, closedReason: decision === 'approve' ? 'load_approved' : 'load_refused', doneBy: { clientId: 'console', operatorId: null } });
    if (decision === 'approve') await hub.process(loadId);
    expect(await listAll({ state: 'waiting' })).toEqual([]);
  });

  test('is put back into a queue that lost it, and what is late is counted by department', async () => {
    await hold();
    await database.pool.query('delete from hub.task');
    const upkeep = { ...deps, libraries: hub.deps.libraries };
    expect(await keepTasks(upkeep)).toEqual([]);
    await keepTasks(upkeep);
    expect(await listAll({})).toMatchObject([{ kind: 'snapshot_guard', priority: 1 }]);
    await fill(3);
    await database.pool.query('update hub.task set due_on = null');
    pass(24 * 60 * 20);
    const overdue = await keepTasks(upkeep);
    expect(overdue.find(({ department }) => department === 'housing')).toEqual({ department: 'housing', tasks: 2, challenges: 0 });
    expect((await listAll({})).every(({ dueOn, isOverdue }) => dueOn !== null && isOverdue)).toBe(true);
  });
});
