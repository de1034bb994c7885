// Two people who were given one ID number, and left it one after the other by notices of the police, with nobody given it in between (P3, P9).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rebuildLibrary } from '../../../../src/engine/rebuild.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { emptyLibraries, testHub, type GoldenState, type LibraryState, type Rows, type TestHub } from '../../../support/hub.ts';

/** Of a man born 1900-01-01; then those of men born 1904-02-29 and 1901-02-03. */
const shared = '110101190001010014';
const ofFirst = '340104190402299017';
const ofSecond = '610302190102039794';

type File = readonly [feed: string, rows: Rows];

const record = (id: string, source: string, said: Readonly<Record<string, string>>): Rows[number] =>
  ({ rec_id: id, source, cert_no: shared, updated: '2026-03-01', ...said });
const notice = (no: string, said: Readonly<Record<string, string>>): Rows[number] =>
  ({ notice_no: no, previous_id_number: shared, number_change_reason: '重号', ...said });

const firstLeaves: File = ['police_number_change', [notice('N1', { id_number: ofFirst, full_name: '王小明', changed_on: '2026-03-05' })]];
const secondLeaves: File = ['police_number_change', [notice('N2', { id_number: ofSecond, full_name: '李静', changed_on: '2026-03-08' })]];

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
beforeEach(() => emptyLibraries(database.ownerPool));

function orders<T>(list: readonly T[]): T[][] {
  return list.length < 2 ? [[...list]] : list.flatMap((one, index) => orders(list.filter((_, place) => place !== index)).map((rest) => [one, ...rest]));
}

const deliver = ([feed, rows]: File) => hub.deliver(feed, rows);
const short = (name: string): string => name.replace(/^.*\/|\|.*$/g, '');
const membersOf = ({ records }: GoldenState): string => records.map(short).sort().join(' ');
/** Records of each golden record, its number and name, and its numbers as look-ups find them. */
const pictureOf = (state: LibraryState): Record<string, string[]> => Object.fromEntries(state.goldens.map((golden) =>
  [membersOf(golden), [String(golden.values.id_number), String(golden.values.full_name), ...golden.identifiers.map((said) => said.split(' ').slice(1, 3).join(' '))]]));

/** Golden records in which records of the one stand beside those of the other. */
const mixed = ({ goldens }: LibraryState): string[] => goldens.map(membersOf).filter((members) => /[AN]1/.test(members) && /[BN]2|B1/.test(members));

describe.each<[string, boolean, File, File]>([
  ['the register and a school bear the first out, the second contradicts the number', true, ['department_person', [
    record('A1', '公安', { full_name: '王小明', birth_date: '1900-01-01' }), record('A11', '教育', { full_name: '王晓明' }),
  ]], ['department_person', [
    record('B1', '住建', { full_name: '李静', birth_date: '1901-02-03' }), record('B2', '教育', { full_name: '李静' }),
  ]]],
  // Until the contradiction comes, a notice in another name is taken for a change of both (P2).
  ['nobody bears the first out, the second contradicts the number', false, ['department_person', [record('A1', '教育', { full_name: '王小明' })]],
    ['department_person', [record('B1', '住建', { full_name: '李静', birth_date: '1901-02-03' })]]],
])('%s', (_, isProved, first, second) => {
  const files = [first, second, firstLeaves, secondLeaves];

  test('after both notices there are two golden records, in every order', { timeout: 300_000 }, async () => {
    let expected: LibraryState | undefined;
    for (const order of orders(files)) {
      await emptyLibraries(database.ownerPool);
      for (const file of order) {
        await deliver(file);
        if (isProved) expect(mixed(await hub.state('population')), JSON.stringify(order)).toEqual([]);
      }
      const state = await hub.state('population');
      expected ??= state;
      expect(state, JSON.stringify(order)).toEqual(expected);
    }
    const memberIds = (file: File, no: string): string => [...file[1].map(({ rec_id }) => rec_id), no].sort().join(' ');
    expect(pictureOf(expected!)).toEqual({
      [memberIds(first, 'N1')]: [ofFirst, '王小明', `${shared} former`, `${ofFirst} current`],
      [memberIds(second, 'N2')]: [ofSecond, '李静', `${shared} former`, `${ofSecond} current`],
    });
    expect(expected!.tasks).toEqual([]);
    await rebuildLibrary(hub.deps, 'population');
    expect(await hub.state('population')).toEqual(expected);
  });

  test('when only one of them left, the other keeps the number or is held for it', async () => {
    for (const file of [first, second, secondLeaves]) await deliver(file);
    const stayed = pictureOf(await hub.state('population'));
    expect(Object.values(stayed)).toContainEqual([shared, '王小明', `${shared} current`]);
    expect(Object.values(stayed)).toContainEqual([ofSecond, '李静', `${shared} former`, `${ofSecond} current`]);
    await emptyLibraries(database.ownerPool);
    for (const file of [first, second, firstLeaves]) await deliver(file);
    expect(Object.values(pictureOf(await hub.state('population')))).toContainEqual([ofFirst, '王小明', `${shared} former`, `${ofFirst} current`]);
  });
});

test('two whose records the number alone joined part when each leaves it; a record of neither name stays with the number', async () => {
  const files: File[] = [
    ['department_person', [record('A1', '教育', { full_name: '王小明' }), record('B1', '住建', { full_name: '李静' }), record('C1', '医保', { full_name: '赵敏' })]],
    firstLeaves, secondLeaves,
  ];
  for (const order of orders(files)) {
    await emptyLibraries(database.ownerPool);
    for (const file of order) await deliver(file);
    expect(pictureOf(await hub.state('population')), JSON.stringify(order)).toEqual({
      'A1 N1': [ofFirst, '王小明', `${shared} former`, `${ofFirst} current`],
      'B1 N2': [ofSecond, '李静', `${shared} former`, `${ofSecond} current`],
      C1: [shared, '赵敏', `${shared} current`],
    });
  }
});

test('golden ids stay with the people, and the history tells how each left the number', async () => {
  await deliver(['department_person', [record('A1', '公安', { full_name: '王小明', birth_date: '1900-01-01' })]]);
  await deliver(['department_person', [record('B1', '住建', { full_name: '李静', birth_date: '1901-02-03' })]]);
  const idOf = async (recordKey: string): Promise<unknown> =>
    (await database.pool.query<{ golden_id: string }>('select golden_id from population.source_record where source_key like $1', [`${recordKey}%`])).rows[0]?.golden_id;
  const first = await idOf('A1');
  expect(await hub.state('population')).toMatchObject({ tasks: [expect.stringContaining('same_number_different_person')] });
  await deliver(secondLeaves);
  const second = await idOf('B1');
  expect([await idOf('A1'), await idOf('N2')]).toEqual([first, second]);
  await deliver(firstLeaves);
  expect([await idOf('A1'), await idOf('N1'), await idOf('B1')]).toEqual([first, first, second]);
  const { rows } = await database.pool.query('select key, id_number, full_name from population.golden_history where golden_id = $1', [first]);
  expect(rows).toContainEqual({ key: shared, id_number: shared, full_name: '王小明' });
});

test('a contradiction that a department takes back, or that comes late, moves nobody to another’s number', async () => {
  const a = record('A1', '公安', { full_name: '王小明', birth_date: '1900-01-01' });
  const b = record('B1', '住建', { full_name: '李静', birth_date: '1901-02-03' });
  const corrected = { ...b, birth_date: '', updated: '2026-03-03' };
  const ends: LibraryState[] = [];
  for (const files of [[firstLeaves, ['department_person', [a]], ['department_person', [b]]], [['department_person', [b]], ['department_person', [a]], firstLeaves]] as File[][]) {
    await emptyLibraries(database.ownerPool);
    for (const file of files) await deliver(file);
    ends.push(await hub.state('population'));
    await deliver(['department_person', [corrected]]);
    ends.push(await hub.state('population'));
  }
  expect(ends[2]).toEqual(ends[0]);
  expect(ends[3]).toEqual(ends[1]);
  expect(ends[0]!.tasks).toEqual([expect.stringMatching(/^same_number_different_person P3 .*B1 → .*A1/)]);
});

test('a notice in a name that nobody of a proved number bears asks a steward, until the number’s bearer is known by both names', async () => {
  await deliver(['department_person', [record('A1', '公安', { full_name: '王小明', birth_date: '1900-01-01' })]]);
  await deliver(secondLeaves);
  expect(await hub.clusters('population')).toEqual([[expect.stringContaining('A1')], [expect.stringContaining('N2')]]);
  expect((await hub.state('population')).tasks).toEqual([expect.stringMatching(/^same_number_different_person P9 .*A1.*N2 → /)]);
  await deliver(['department_person', [record('A1', '公安', { full_name: '李静', used_name: '王小明', birth_date: '1900-01-01', updated: '2026-03-09' })]]);
  expect(await hub.clusters('population')).toEqual([[expect.stringContaining('A1'), expect.stringContaining('N2')]]);
  expect((await hub.state('population')).tasks).toEqual([]);
});
