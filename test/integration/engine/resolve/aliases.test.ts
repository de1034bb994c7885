// Aliases as databases kept them before a number had one for each bearer's days (P9): the records that this had given to the wrong person
// come back with the next notice or rebuild.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rebuildLibrary } from '../../../../src/engine/rebuild.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { emptyLibraries, testHub, type LibraryState, type Rows, type TestHub } from '../../../support/hub.ts';

const number = '110101190001010014';
const [ofFirst, ofSecond, before] = ['340104190402299017', '630102190102039885', '610302190102039794'];
const notice = (no: string, from: string, to: string, on: string): Rows[number] =>
  ({ notice_no: no, previous_id_number: from, id_number: to, full_name: '李静', number_change_reason: '差错', changed_on: on });

let database: TestDatabase;
let hub: TestHub;
let right: LibraryState;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const unrelated = notice('N9', '110101190202029811', '110101190303039613', '2026-03-11');
const deliverRecords = () => hub.deliver('department_person', [
  { rec_id: 'R1', source: '教育', cert_no: number, full_name: '王小明', updated: '2026-03-01' },
  { rec_id: 'R2', source: '教育', cert_no: number, full_name: '李静', updated: '2026-03-09' },
]);
const deliverNotices = () => hub.deliver('police_number_change', [
  notice('N1', number, ofFirst, '2026-03-05'), notice('N2', before, number, '2026-03-08'), notice('N3', number, ofSecond, '2026-03-11'),
]);

/** The number's first alias is lost and its last one speaks for all days; the first bearer's record is linked accordingly. */
async function asBefore(): Promise<void> {
  await database.ownerPool.query(`delete from population.key_alias where old_key = '${number}' and new_key = '${ofFirst}'`);
  await database.ownerPool.query(`update population.key_alias set held_from = '-infinity' where old_key = '${number}'`);
  await database.ownerPool.query(`delete from population.identifier where value = '${number}'
    and golden_id <> (select golden_id from population.identifier where value = '${ofSecond}')`);
  await database.ownerPool.query(`update population.source_record set golden_id = (select golden_id from population.identifier where value = '${ofSecond}'), link_rule = 'P2'
    where source_key like 'R1%'`);
}

beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await deliverRecords();
  await deliverNotices();
  right = await hub.state('population');
  expect(right.goldens.map(({ records }) => records.map((record) => record.replace(/^.*\/|\|.*$/g, '')).join(' ')).sort()).toEqual(['R1 N1', 'R2 N2 N3']);
  await asBefore();
  expect(await hub.state('population')).not.toEqual(right);
});

test('a rebuild puts them right', async () => {
  await rebuildLibrary(hub.deps, 'population');
  expect(await hub.state('population')).toEqual(right);
});

test('the next notice puts them right, whatever it is about', async () => {
  await hub.deliver('police_number_change', [unrelated]);
  const healed = await hub.state('population');
  await emptyLibraries(database.ownerPool);
  await deliverRecords();
  await deliverNotices();
  await hub.deliver('police_number_change', [unrelated]);
  expect(healed).toEqual(await hub.state('population'));
});
