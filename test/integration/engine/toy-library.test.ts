// A library that the engine has never heard of runs from file to golden record, and is rebuilt with the same result.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLibraries, checkLibrary } from '../../../src/definition/check-library.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testHub, testLibraries, type TestHub } from '../../support/hub.ts';
import { toyLibrary } from '../../support/toy-library.ts';

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

test('the definition is sound', () => {
  expect(checkLibrary(toyLibrary)).toEqual([]);
  expect(checkLibraries(testLibraries)).toEqual([]);
});

test('ships go from files to golden records, identifiers, relations and back again by rebuild', async () => {
  await hub.deliver('berth_list', [
    { berth: 'B1', certificate_no: 'C000000001', name: '海星', tonnage: '100', updated: '2026-01-02' },
    { berth: 'B2', certificate_no: '', name: '北斗', hull_no: 'E12345678', updated: '2026-01-02' },
  ], { declaredDate: '2026-01-02' });
  const view = await hub.deliver('ship_register', [
    { register_no: 'R1', certificate_no: 'C000000001', name: '海星号', tonnage: '120', owner_uscc: '', owner_name: '远洋公司', updated: '2026-01-01' },
    { register_no: 'R2', certificate_no: 'C000000002', name: '北斗', hull_no: 'E12345678', updated: '2026-01-01' },
  ]);
  expect(view.counts).toMatchObject({ rows: 2, new: 2, linked: 2, held: 0 });
  expect(await hub.clusters('vessel')).toEqual([['berth_list/B1', 'ship_register/R1'], ['berth_list/B2', 'ship_register/R2']]);
  const before = await hub.state('vessel');
  expect(before.goldens[0]).toMatchObject({
    values: { certificate_no: 'C000000001', name: '海星号', tonnage: '120', berth: 'B1', owner_name: '远洋公司' },
    provenance: { name: 'ship_register/R1 1 2026-01-01', berth: 'berth_list/B1 99 2026-01-02' },
    conflicts: ['name', 'tonnage'],
  });
  expect(before.goldens[1]!.identifiers).toEqual(['birth_certificate_no C000000002 current   ', 'passport E12345678 current   ']);
  expect(before.relations).toEqual(['ship_register/R1 owner  远洋公司 unknown ']);
  await rebuildLibrary(hub.deps, 'vessel');
  expect(await hub.state('vessel')).toEqual(before);
});
