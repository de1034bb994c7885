// A relation that resolution proposes becomes one by a person's word, or is never proposed again: through loads, matching, rebuilds, merge
// and split, and as if nobody had decided once it is undone.
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decidedRelations, relateDecided, relationDecisionsOf } from '../../../src/engine/golden/decided-relations.sql.ts';
import { createChangeTables } from '../../../src/engine/change-tables.sql.ts';
import { librarySql } from '../../../src/engine/library-sql.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { createRelabelTables } from '../../../src/engine/resolve/relabel.sql.ts';
import { runAll } from '../../../src/engine/run-statements.ts';
import { setFourEyes } from '../../../src/engine/steward/four-eyes.ts';
import { sql, type Query } from '../../../src/store/sql.ts';
import { withTransaction } from '../../../src/store/transaction.ts';
import { analyzeWork, makeWork } from '../../../src/store/work-table.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type Rows, type TestHub } from '../../support/hub.ts';
import { activateEven, matchAll } from '../../support/scored.ts';
import { alice, bob, stewardOf, type TestSteward } from '../../support/steward.ts';

const code = 'legal_person';
const parent = '宝鸡恒达机械制造有限公司';
const branch = '宝鸡恒达机械制造有限公司陈仓分公司';
let database: TestDatabase;
let hub: TestHub;
let steward: TestSteward;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  steward = stewardOf(hub, database.pool, code);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const firm = (id: string, name: string, more: Rows[number] = {}): Rows[number] =>
  ({ rec_id: id, name, source: '人社', uscc: '', reg_date: '2099-01-02', province: '陕西', city: '宝鸡', address: '陕西省宝鸡市渭滨区解放路12号', updated: '2026-01-01', ...more });
const deliver = async (...rows: Rows): Promise<void> => {
  await hub.deliver('department_firm', rows);
  await matchAll(hub, code);
};
const state = () => hub.state(code);
const proposed = async (): Promise<string[]> => (await steward.tasks()).filter(({ kind }) => kind === 'proposed_relation').map(({ taskId }) => taskId);
const decided = async (): Promise<string[]> => (await state()).relations.filter((told) => told.startsWith('decided')).map((told) => told.replaceAll('department_firm/', ''));
const request = async (kind: 'relate' | 'not_related', from = 'F2', to = 'F1') =>
  ({ kind, relation: 'branch_of', golden: await steward.goldenId(from), to: await steward.goldenId(to) });

beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await setFourEyes(database.pool, code, []);
  await activateEven(hub, code, true);
  await deliver(firm('F1', parent), firm('F2', branch));
});

/** Everything that must not change what was decided. */
async function goOn(): Promise<void> {
  await deliver(firm('F1', parent, { address: '陕西省宝鸡市渭滨区解放路13号', updated: '2026-02-01' }), firm('F2', branch, { address: '陕西省宝鸡市渭滨区解放路13号', updated: '2026-02-01' }));
  await deliver(firm('F9', '咸阳青禾农业有限公司'));
  await rebuildLibrary(hub.deps, code);
}

test('accepted, it stands beside the golden records and its task is done; undone, all is as it was', async () => {
  const before = await state();
  const [taskId] = await proposed();
  const made = await steward.decide({ ...(await request('relate')), taskId });
  expect(made).toMatchObject({ kind: 'relate', state: 'in_force', relation: { type: 'branch_of', from: await steward.goldenId('F2'), to: await steward.goldenId('F1') } });
  const held = await state();
  expect(held.relations).toEqual(['decided department_firm/F2 branch_of   → department_firm/F1 ']);
  expect(held.tasks).toEqual([]);
  expect(held.goldens).toEqual(before.goldens);
  await rebuildLibrary(hub.deps, code);
  expect(await state()).toEqual(held);
  await database.ownerPool.query('truncate legal_person.relation, legal_person.decided_relation');
  await rebuildLibrary(hub.deps, code);
  expect(await state()).toEqual(held);
  // What no decision says is gone after a rebuild, wherever it came from.
  await database.ownerPool.query(`insert into legal_person.relation (record_id, type, golden_id, target_library, target_golden_id, decision_id)
    values (md5('a')::uuid, 'branch_of', md5('b')::uuid, 'legal_person', md5('c')::uuid, md5('a')::uuid)`);
  await rebuildLibrary(hub.deps, code);
  expect(await state()).toEqual(held);
  const undo = await steward.undo(made);
  expect(await state()).toEqual(before);
  await steward.undo(undo);
  expect(await state()).toEqual(held);
});

test('accepted, it survives loads, matching and a rebuild, and is not proposed again', async () => {
  await steward.decide(await request('relate'));
  await goOn();
  expect(await decided()).toEqual(['decided F2 branch_of   → F1 ']);
  expect(await proposed()).toEqual([]);
});

test('refused, it is never proposed again, whatever comes, until that is undone', async () => {
  const [taskId] = await proposed();
  const made = await steward.decide({ ...(await request('not_related')), taskId });
  expect(await proposed()).toEqual([]);
  await goOn();
  expect([await decided(), await proposed()]).toEqual([[], []]);
  await steward.undo(made);
  expect(await proposed()).toHaveLength(1);
});

test('what a source states of the two is not proposed, and is again when the source takes it back', async () => {
  const [code1, code2] = ['91110000FAKE00013H', '91340100FAKE0003X3'];
  const register = (id: string, name: string, more: Rows[number]): Rows[number] => ({ rec_id: id, name, parent_uscc: '', city: '宝鸡', established_on: '2099-01-02', updated: '2026-03-01', ...more });
  await emptyLibraries(database.ownerPool);
  await activateEven(hub, code, true);
  const load = async (...rows: Rows): Promise<void> => {
    await hub.deliver('market_registry', rows);
    await matchAll(hub, code);
  };
  await load(register('M1', parent, { uscc: code1 }), register('M2', branch, { uscc: code2, parent_uscc: code1 }));
  expect(await proposed()).toEqual([]);
  await load(register('M2', branch, { uscc: code2, updated: '2026-03-02' }));
  expect(await proposed()).toHaveLength(1);
});

test('it follows its golden records through merge and split', async () => {
  await deliver(firm('F3', '宝鸡恒达集团', { city: '西安', address: '' }));
  await steward.decide(await request('relate'));
  const merged = await steward.decide({ kind: 'same', goldens: await steward.goldens('F1', 'F3') });
  expect(await decided()).toEqual(['decided F2 branch_of   → F1+F3 ']);
  // Whom the relation names goes out of the merged record, and the relation with it.
  const split = await steward.decide({ kind: 'withdraw', golden: await steward.goldenId('F1'), records: [await steward.record('F1')] });
  expect(await decided()).toEqual([]);
  await steward.undo(split);
  await steward.undo(merged);
  expect(await decided()).toEqual(['decided F2 branch_of   → F1 ']);
  // As one golden record they stand in no relation to each other.
  const one = await steward.decide({ kind: 'same', goldens: await steward.goldens('F1', 'F2') });
  expect(await decided()).toEqual([]);
  await steward.undo(one);
  expect(await decided()).toEqual(['decided F2 branch_of   → F1 ']);
});

test('what is loaded asks of the decisions about its own records alone', async () => {
  await steward.decide(await request('relate'));
  await decideAboutOthers(3000);
  await deliver(firm('F2', branch, { reg_date: '2099-03-04', updated: '2026-02-01' }));
  expect(await decided()).toContain('decided F2 branch_of   → F1 ');
  const lib = librarySql(hub.library(code));
  const settled = sql`select golden_id from settled`;
  const reads = await withTransaction(database.ownerPool, async (client) => {
    const touched = sql`select ${await steward.goldenId('F2')}::uuid as golden_id`;
    await runAll(client, [
      ...createChangeTables(), ...createRelabelTables(), sql`insert into touched ${touched}`, makeWork('settled', sql`golden_id uuid not null`), sql`insert into settled ${touched}`,
      analyzeWork('touched'), analyzeWork('scope'), analyzeWork('settled'),
    ]);
    return [await rowsRead(client, relateDecided(lib)), await rowsRead(client, decidedRelations(lib, relationDecisionsOf(lib, settled)))];
  });
  // Two sides of one decision, each of them read a few times.
  for (const rows of reads) expect(rows).toBeLessThan(20);
});

/** Firms that stand in no other test, each decided to be a branch of the next. */
async function decideAboutOthers(count: number): Promise<void> {
  const id = (kind: string): Query => sql`md5(${`${kind} `}::text || n)::uuid`;
  const firms = sql`generate_series(1, ${count}::integer + 1) n`;
  for (const statement of [
    sql`insert into legal_person.source_record (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line, recorded_at, golden_id, link_rule, link_origin, definition_version)
      select ${id('record')}, '人社', 'department_firm', 'other ' || n, '2026-01-01', ${id('record')}, ${id('golden')}, 1, n, now(), ${id('golden')}, 'ALONE', 'auto', 1 from ${firms}`,
    sql`insert into legal_person.decided_relation (decision_id, side, record_id, place, type, is_refused)
      select ${id('decision')}, side, md5('record ' || case side when 'from' then n else n + 1 end)::uuid, 1, 'branch_of', false
      from generate_series(1, ${count}::integer) n cross join (values ('from'), ('to')) s (side)`,
    sql`insert into legal_person.relation (record_id, type, golden_id, target_library, target_golden_id, decision_id)
      select ${id('decision')}, 'branch_of', ${id('golden')}, ${code}::text, md5('golden ' || n + 1)::uuid, ${id('decision')} from generate_series(1, ${count}::integer) n`,
  ]) await database.ownerPool.query(statement);
  await database.ownerPool.query('analyze legal_person.source_record, legal_person.decided_relation, legal_person.relation');
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows of decided relations the statement reads. */
async function rowsRead(client: PoolClient, { text, values }: Query): Promise<number> {
  const { rows: [row] } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(`explain (analyze, format json) ${text}`, values);
  const count = (node: PlanNode): number =>
    (node['Relation Name'] === 'decided_relation' ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0)
    + (node.Plans ?? []).reduce((sum, plan) => sum + count(plan), 0);
  return count(row!['QUERY PLAN'][0]!.Plan);
}

describe('a steward', () => {
  test('sees the relation beforehand, and nothing is kept of it', async () => {
    const preview = await steward.preview(await request('relate'));
    expect(preview.relations).toEqual([{ type: 'branch_of', from: await steward.goldenId('F2'), to: await steward.goldenId('F1') }]);
    expect(preview.goldens.map(({ goldenId }) => goldenId).sort()).toEqual((await steward.goldens('F1', 'F2')).sort());
    expect((await steward.preview(await request('not_related'))).relations).toEqual([]);
    expect([await decided(), (await proposed()).length]).toEqual([[], 1]);
  });

  test('is refused what is stale, said already, said otherwise, or no relation of the library', async () => {
    const seen = await steward.golden('F2');
    await deliver(firm('F2', branch, { reg_date: '2099-03-04', updated: '2026-02-01' }));
    await expect(steward.decide({ ...(await request('relate')), expect: [seen] })).rejects.toMatchObject({ code: 'DECISION_STALE' });
    const made = await steward.decide(await request('relate'));
    await expect(steward.decide(await request('relate'))).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'already_decided' } });
    for (const other of [await request('not_related'), await request('relate', 'F1', 'F2')]) {
      await expect(steward.decide(other)).rejects.toMatchObject({ code: 'DECISION_CONTRADICTS', details: { decisions: [made.decisionId] } });
    }
    await steward.undo(made);
    await steward.decide(await request('not_related', 'F1', 'F2'));
    await expect(steward.undo((await database.pool.query<{ id: string }>(`select decision_id as id from hub.decision where kind = 'undo'`)).rows[0]!.id))
      .rejects.toMatchObject({ code: 'DECISION_CONTRADICTS' });
    await expect(steward.decide({ ...(await request('relate')), relation: 'legal_representative' })).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'relation' } });
    await expect(steward.decide(await request('relate', 'F1', 'F1'))).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'one_golden_record' } });
  });

  test('waits for a second person where the library asks for one', async () => {
    await setFourEyes(database.pool, code, ['relate']);
    const made = await steward.decide(await request('relate'));
    expect([made.state, await decided()]).toEqual(['proposed', []]);
    await expect(steward.follow('confirm', made.decisionId, alice)).rejects.toMatchObject({ code: 'DECISION_SECOND_PERSON' });
    await steward.follow('confirm', made.decisionId, bob);
    expect(await decided()).toEqual(['decided F2 branch_of   → F1 ']);
    expect(await proposed()).toEqual([]);
  });
});
