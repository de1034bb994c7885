// Several loads at once, and workers that die: one golden record a person, nothing lost, nothing twice, nobody left waiting.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { libraryLock } from '../../../src/engine/apply-load.ts';
import { readLoad, type LoadView } from '../../../src/engine/load.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { residentIdCheckDigit } from '../../../src/standards/resident-id.ts';
import { createStaging } from '../../../src/engine/ingest/staging.sql.ts';
import { sql, type Query } from '../../../src/store/sql.ts';
import { createPool } from '../../../src/store/pool.ts';
import { lockInTransaction, withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type Rows, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
beforeEach(() => emptyLibraries(database.ownerPool));
afterAll(async () => {
  await hub.close();
  await database.drop();
});

/** Fictitious numbers: people born in 1900. */
function idNumber(index: number): string {
  const first17 = `1101011900${String(1 + (index % 12)).padStart(2, '0')}01${String(1 + Math.floor(index / 12)).padStart(3, '0')}`;
  return first17 + residentIdCheckDigit(first17);
}

const people = (count: number, source: string, prefix: string): Rows => Array.from({ length: count }, (_, index) =>
  ({ rec_id: `${prefix}${index}`, source, cert_no: idNumber(index), full_name: '王小明', updated: '2026-03-01' }));

const single = async <T extends object>(query: Query): Promise<T> => (await database.pool.query<T>(query)).rows[0]!;
const goldens = async (): Promise<number> => (await single<{ count: number }>(sql`select count(*) as count from population.golden_record where state = 'active'`)).count;

const shipOf = (number: string): Record<string, string> => ({ certificate_no: `C00000000${number.slice(1)}`, name: '海星', updated: '2026-03-01' });
const ship = (number: string): Record<string, string> => ({ register_no: number, ...shipOf(number) });

/** Stages the files while their library is locked, and lets them go at once. */
async function together(files: readonly (readonly [string, Rows])[], meanwhile: (loadIds: readonly number[]) => Promise<void> = async () => undefined): Promise<PromiseSettledResult<LoadView>[]> {
  const loads: LoadView[] = [];
  for (const [feed, rows] of files) loads.push(await hub.receive(feed, rows));
  const { working } = await withTransaction(database.pool, async (client) => {
    await lockInTransaction(client, libraryLock('vessel'));
    const started = Promise.allSettled(loads.map(({ loadId }) => hub.process(loadId)));
    const isStaged = async (loadId: number): Promise<boolean> => (await readLoad({ pool: database.pool }, loadId))?.state === 'staged';
    for (const { loadId } of loads) while (!(await isStaged(loadId))) await new Promise((resolve) => setTimeout(resolve, 10));
    await meanwhile(loads.map(({ loadId }) => loadId));
    return { working: started };
  });
  return working;
}

describe('loads at once', () => {
  test('five files of the same 300 people, worked on by five pools, give 300 golden records', async () => {
    const loads = await Promise.all(['教育', '住建', '公积金', '税务', '法院'].map((source, index) =>
      hub.receive('department_person', index % 2 ? [...people(300, source, `${index}-`)].reverse() : people(300, source, `${index}-`))));
    const pools = loads.map((_, index) => createPool(database.url, { max: 3, applicationName: `worker ${index}` }));
    const workers = await Promise.all(pools.map((pool, index) => testHub({ pool }, { owner: `worker ${index}` })));
    const views = await Promise.all(workers.map((worker, index) => worker.process(loads[index]!.loadId)));
    await Promise.all([...workers.map((worker) => worker.close()), ...pools.map((pool) => pool.end())]);
    expect(views.map((view) => [view.state, view.counts.linked])).toEqual(views.map(() => ['done', 300]));
    expect(await goldens()).toBe(300);
    const clusters = await hub.clusters('population');
    expect(new Set(clusters.map((cluster) => cluster.length))).toEqual(new Set([5]));
  });

  test('loads of several feeds that wait together are applied together: one version a golden record, and each load its own counts', async () => {
    const views = await together([['ship_register', [ship('R1'), ship('R2')]], ['berth_list', [{ berth: 'B1', ...shipOf('R1') }, { berth: 'B2', ...shipOf('R9') }]]]);
    expect(views.map((view) => (view as PromiseFulfilledResult<LoadView>).value.counts)).toMatchObject([{ new: 2, linked: 2 }, { new: 2, linked: 2 }]);
    const { rows } = await database.pool.query('select version, cardinality(array_remove(win_record, null)) > 0 as speaks from vessel.golden_record');
    expect(rows).toEqual([1, 1, 1].map((version) => ({ version, speaks: true })));
    expect((await single<{ count: number }>(sql`select count(*) as count from vessel.golden_history`)).count).toBe(0);
  });

  test('a load that cannot be applied takes none of those that wait beside it with it', async () => {
    const spoil = async (loadIds: readonly number[]): Promise<void> => {
      await database.pool.query(`alter table staging.load_${loadIds[0]} drop column name_keys`);
    };
    const views = await together([['ship_register', [ship('R1')]], ['berth_list', [{ berth: 'B1', ...shipOf('R1') }]]], spoil);
    expect(views.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    const { rows } = await database.pool.query('select state from hub.load order by load_id desc limit 2');
    expect(rows).toEqual([{ state: 'done' }, { state: 'failed' }]);
  });

  test('one load is worked on by one process only', async () => {
    const load = await hub.receive('department_person', people(200, '教育', 'R'));
    const other = await testHub(database, { owner: 'other' });
    const outcomes = await Promise.allSettled([hub.process(load.loadId), other.process(load.loadId)]);
    await other.close();
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await goldens()).toBe(200);
  });

  test('loads of three libraries that name each other do not block for ever, and leave nobody unlinked', async () => {
    const firms = [{ rec_id: 'M1', uscc: '91110000FAKE00013H', name: '北京甲有限公司', legal_rep_name: '王小明', legal_rep_document_type: '111', legal_rep_document_no: idNumber(1), updated: '2026-03-01' }];
    const permits = [{ document_no: '京许1号', subject_name: '北京甲有限公司', subject_uscc: '91110000FAKE00013H', decided_on: '2026-02-01', decided_by: '北京市某局' }];
    const insured = [{ person_key: 'S1', id_number: idNumber(1), full_name: '王小明', social_insurance_status: '1', insured_employer_name: '北京甲有限公司', insured_employer_uscc: '91110000FAKE00013H', updated: '2026-03-01' }];
    const ships = [{ register_no: 'R1', certificate_no: 'C000000001', name: '海星', owner_uscc: '91110000FAKE00013H', owner_name: '北京甲有限公司', updated: '2026-03-01' }];
    for (let round = 0; round < 3; round++) {
      await emptyLibraries(database.ownerPool);
      const loads = [await hub.receive('permits_2019', permits), await hub.receive('social_security', insured), await hub.receive('ship_register', ships), await hub.receive('market_registry', firms)];
      const pools = loads.map((_, index) => createPool(database.url, { max: 3, applicationName: `worker ${index}` }));
      const workers = await Promise.all(pools.map((pool, index) => testHub({ pool }, { owner: `worker ${index}` })));
      const views = await Promise.all(workers.map((worker, index) => worker.process(loads[index]!.loadId)));
      await Promise.all([...workers.map((worker) => worker.close()), ...pools.map((pool) => pool.end())]);
      expect(views.map((view) => view.state)).toEqual(['done', 'done', 'done', 'done']);
      expect((await hub.state('credit')).goldens.map((golden) => golden.subject)).toEqual(['linked uscc 91110000FAKE00013H']);
      expect((await hub.state('population')).relations).toEqual(['social_security/S1 employer 91110000FAKE00013H 北京甲有限公司 found ']);
      expect((await hub.state('vessel')).relations).toEqual(['ship_register/R1 owner 91110000FAKE00013H 北京甲有限公司 found ']);
      expect((await hub.state('legal_person')).relations[0]).toMatch(/found/);
    }
  });
});

describe('a worker that dies', () => {
  const script = fileURLToPath(new URL('../../support/hub-process.ts', import.meta.url));

  /** Starts a worker on the load and kills it `after` milliseconds from its first word. */
  function workAndDie(loadId: number, after: number): Promise<void> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', script, database.url, hub.deps.spoolDir, String(loadId), `victim ${after}`], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), after));
      child.once('exit', () => resolve());
    });
  }

  const releaseLease = (loadId: number): Promise<unknown> => database.pool.query(sql`update hub.load set lease_until = now() - interval '1 second' where load_id = ${loadId} and lease_owner is not null`);

  test('at any moment: another takes the load over, and the result is that of an undisturbed one', { timeout: 120_000 }, async () => {
    const first = people(2000, '教育', 'A');
    const second = people(2000, '住建', 'B');
    await hub.deliver('department_person', first);
    await hub.deliver('department_person', second);
    const undisturbed = await hub.state('population');
    for (const after of [0, 60, 150, 300, 600]) {
      await emptyLibraries(database.ownerPool);
      await hub.deliver('department_person', first);
      const load = await hub.receive('department_person', second);
      await workAndDie(load.loadId, after);
      await releaseLease(load.loadId);
      const before = await single<{ state: string }>(sql`select state from hub.load where load_id = ${load.loadId}`);
      if (before.state !== 'done') await hub.process(load.loadId);
      const view = await single<{ state: string; counts: Record<string, number> }>(sql`select state, counts from hub.load where load_id = ${load.loadId}`);
      expect(view, `killed after ${after} ms in state ${before.state}`).toMatchObject({ state: 'done', counts: { rows: 2000, new: 2000, linked: 2000, rejected: 0 } });
      expect(await hub.state('population')).toEqual(undisturbed);
    }
  });

  test('staging that a database crash emptied is filled again from the spool', async () => {
    const load = await hub.receive('department_person', people(50, '教育', 'A'));
    for (const statement of createStaging(hub.library('population'), load.loadId)) await database.pool.query(statement);
    const staged = { rows: 50, staged: 50, rejected: 0, issues: {}, rejects: {}, columns: [], sources: ['education'], supplied: [] };
    await database.pool.query(sql`update hub.load set state = 'staged', options = ${{ staged }} where load_id = ${load.loadId}`);
    const view = await hub.process(load.loadId);
    expect(view).toMatchObject({ state: 'done', counts: { rows: 50, new: 50 } });
    expect(await goldens()).toBe(50);
  });

  test('a worker that only seemed dead cannot apply the load a second time, nor end it for the other', async () => {
    const load = await hub.receive('department_person', people(400, '教育', 'A'));
    const slow = await testHub(database, { owner: 'slow' });
    const running = slow.process(load.loadId);
    await new Promise((resolve) => setTimeout(resolve, 40));
    await releaseLease(load.loadId);
    const outcomes = await Promise.allSettled([running, hub.process(load.loadId)]);
    await slow.close();
    const after = await single<{ state: string; counts: Record<string, number> }>(sql`select state, counts from hub.load where load_id = ${load.loadId}`);
    expect(after, JSON.stringify(outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome.value.state)))).toMatchObject({ state: 'done', counts: { new: 400, unchanged: 0 } });
    expect(await goldens()).toBe(400);
    await rebuildLibrary(hub.deps, 'population');
    expect(await goldens()).toBe(400);
  });
});
