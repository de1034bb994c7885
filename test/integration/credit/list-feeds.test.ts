// From the files of lists, repairs and objections to the entries that are shown: what departments send, and what must come of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await hub.deliver('market_registry', [{ rec_id: 'M1', uscc: '91110000FAKE00013H', name: '北京甲有限公司', updated: '2026-01-01' }]);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const firm = { subject_name: '北京甲有限公司', subject_uscc: '91110000FAKE00013H' };
const abnormal = (more: Record<string, string> = {}): Record<string, string> => ({ rec_id: 'A1', ...firm, listed_on: '2026-02-01', decided_by: '北京市市场监督管理局', ...more });
const safety = (more: Record<string, string> = {}): Record<string, string> => (
  { rec_id: 'S1', ...firm, document_no: '京应急〔2026〕1号', listed_on: '2026-02-01', decided_by: '北京市应急管理局', ...more }
);
const repair = (more: Record<string, string> = {}): Record<string, string> => ({ rec_id: 'R1', ...firm, ref_document_no: '', repaired_on: '2026-06-01', decided_by: '北京市应急管理局', ...more });

/** `list from until cause`, with `disputed` where it is. */
async function entries(): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(sql`
    select concat_ws(' ', list_code, begins_on, ends_on, end_cause, case when is_disputed then 'disputed' end) as line from hub.credit_entry order by list_code, begins_on`);
  return rows.map(({ line }) => line);
}

describe('an entry of a list', () => {
  test('is one, whoever reports it', async () => {
    await hub.deliver('safety_violations', [safety()]);
    const alone = await entries();
    await hub.deliver('credit_lists', [{ ...safety({ rec_id: 'D1', document_no: '京应急[2026]1号' }), list_code: 'safety_violation' }]);
    expect(alone).toHaveLength(1);
    expect(await entries()).toEqual(alone);
  });

  test('is repaired by the number of its decision, and stays so when it is sent again under another record number', async () => {
    await hub.deliver('safety_violations', [safety()]);
    await hub.deliver('repairs', [repair({ ref_document_no: '京应急〔2026〕1号', ref_list_code: 'safety_violation' })]);
    expect(await entries()).toEqual(['safety_violation 2026-02-01 2026-06-01 repaired']);
    await hub.deliver('safety_violations', [safety({ rec_id: 'S2', remark: '再次报送' }), safety({ remark: '更正' })]);
    expect(await entries()).toEqual(['safety_violation 2026-02-01 2026-06-01 repaired']);
  });

  test('of a list without numbers is repaired by the list; a later listing is not', async () => {
    await hub.deliver('abnormal_operations', [abnormal(), abnormal({ rec_id: 'A2', listed_on: '2026-08-01' })]);
    await hub.deliver('repairs', [repair({ ref_list_code: 'abnormal_operation' })]);
    expect(await entries()).toEqual(['abnormal_operation 2026-02-01 2026-06-01 repaired', 'abnormal_operation 2026-08-01 infinity']);
  });

  test('is not repaired by a decision about another list or another subject', async () => {
    await hub.deliver('abnormal_operations', [abnormal()]);
    await hub.deliver('repairs', [repair({ ref_list_code: 'serious_violation' }), repair({ rec_id: 'R2', subject_name: '上海丙有限公司', subject_uscc: '', ref_list_code: 'abnormal_operation' })]);
    expect(await entries()).toEqual(['abnormal_operation 2026-02-01 infinity']);
  });

  test('ends on the day of its removal, whoever states it', async () => {
    await hub.deliver('abnormal_operations', [abnormal()]);
    await hub.deliver('credit_lists', [{ ...abnormal({ rec_id: 'D1', removed_on: '2026-05-05' }), list_code: 'abnormal_operation' }]);
    expect(await entries()).toEqual(['abnormal_operation 2026-02-01 2026-05-05 removed']);
  });

  test('is disputed while an objection about its list or its decision is open', async () => {
    await hub.deliver('abnormal_operations', [abnormal()]);
    const objection = { rec_id: 'Y1', ...firm, ref_document_no: '', ref_list_code: 'abnormal_operation', raised_on: '2026-05-01', objection_state: '待核实', decided_by: '北京市发展和改革委员会' };
    await hub.deliver('objections', [objection]);
    expect(await entries()).toEqual(['abnormal_operation 2026-02-01 infinity disputed']);
    await hub.deliver('objections', [{ ...objection, objection_state: '未通过', closed_on: '2026-05-08' }]);
    expect(await entries()).toEqual(['abnormal_operation 2026-02-01 infinity']);
  });
});
