// What a load leaves behind: nothing when it is resent, its rejects until they are corrected, nothing at all while a snapshot is held.
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { libraryLock } from '../../../src/engine/apply-load.ts';
import { decideHeldLoad, hasRejects, readLoad, receiveLoad, type LoadView } from '../../../src/engine/load.ts';
import { readRejects } from '../../../src/engine/query/loads.ts';
import { rejectsCsv } from '../../../src/engine/query/rejects-csv.ts';
import { HubError } from '../../../src/kernel/errors.ts';
import { population } from '../../../src/libraries/population/library.ts';
import { sql } from '../../../src/store/sql.ts';
import { lockInTransaction, withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, toCsv, type TestHub } from '../../support/hub.ts';
import { numbers } from '../../support/people.ts';
import { toyLibrary } from '../../support/toy-library.ts';

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

const count = async (table: string): Promise<number> => (await database.pool.query<{ count: number }>(`select count(*) as count from ${table}`)).rows[0]!.count;
const stagingTables = async (loadId: number): Promise<number | null> =>
  (await database.pool.query(sql`select from pg_tables where schemaname = 'staging' and tablename in (${`load_${loadId}`}, ${`reject_${loadId}`})`)).rowCount;
const rejectsText = async (loadId: number): Promise<string> => {
  let text = '';
  for await (const line of rejectsCsv(database.pool, { library: toyLibrary, loadId, ruleOf: (rule) => ({ label: { zh: rule, en: `${rule}?` }, remedy: { zh: '改', en: 'Mend' } }) })) text += line;
  return text;
};
const ship = (register_no: string, rest: Record<string, string> = {}): Record<string, string> =>
  ({ register_no, certificate_no: `C00000000${register_no.slice(1)}`, name: '海星', updated: '2026-03-01', ...rest });
const berth = (name: string, rest: Record<string, string> = {}): Record<string, string> => ({ berth: name, certificate_no: '', name: '海星', updated: '2026-03-01', ...rest });

describe('the same file twice', () => {
  test('changes nothing and counts every row as unchanged', async () => {
    const rows = [ship('R1'), ship('R2'), ship('R3')];
    await hub.deliver('ship_register', rows);
    const before = await hub.state('vessel');
    const { rows: goldens } = await database.pool.query('select * from vessel.golden_record order by golden_id');
    const view = await hub.deliver('ship_register', rows.reverse());
    expect(view.counts).toMatchObject({ rows: 3, new: 0, changed: 0, unchanged: 3, stale: 0, duplicate: 0, rejected: 0 });
    expect(await hub.state('vessel')).toEqual(before);
    expect((await database.pool.query('select * from vessel.golden_record order by golden_id')).rows).toEqual(goldens);
    expect(await count('vessel.golden_history')).toBe(0);
    expect(await count('vessel.source_version')).toBe(0);
  });
});

describe('rows that are held word for word', () => {
  const staged = async (loadId: number): Promise<{ staged: number; known: number }> =>
    (await database.pool.query<{ staged: { staged: number; known: number } }>(sql`select options -> 'staged' as staged from hub.load where load_id = ${loadId}`)).rows[0]!.staged;

  test('are not read again, and count like those that are', async () => {
    await hub.deliver('ship_register', [ship('R1'), ship('R2'), ship('R3', { updated: 'soon' })]);
    const view = await hub.deliver('ship_register', [ship('R2'), ship('R1'), ship('R1'), ship('R3', { updated: 'soon' }), ship('R4')]);
    expect(view.counts).toMatchObject({ rows: 5, new: 1, changed: 0, unchanged: 3, stale: 0, duplicate: 1 });
    // A row with findings is read each time, so that they are counted each time.
    expect(await staged(view.loadId)).toMatchObject({ staged: 2, known: 3 });
  });

  test('are read where the date that the delivery speaks for is another', async () => {
    const undated = [ship('R1', { updated: '' })];
    await hub.deliver('ship_register', undated, { declaredDate: '2026-03-01' });
    const later = await hub.deliver('ship_register', undated, { declaredDate: '2026-03-09' });
    expect([later.counts.unchanged, (await staged(later.loadId)).known]).toEqual([1, 0]);
    const again = await hub.deliver('ship_register', undated, { declaredDate: '2026-03-09' });
    expect([again.counts.unchanged, (await staged(again.loadId)).known]).toEqual([1, 1]);
  });

  test('are read after all where the file says something else of the record too', async () => {
    await hub.deliver('ship_register', [ship('R1', { tonnage: '100' })]);
    const view = await hub.deliver('ship_register', [ship('R1', { tonnage: '100' }), ship('R1', { tonnage: '200', updated: '2026-03-02' })]);
    expect(view.counts).toMatchObject({ rows: 2, changed: 1, stale: 1, unchanged: 0 });
    expect(await staged(view.loadId)).toMatchObject({ staged: 2, known: 0 });
    expect((await database.pool.query('select tonnage from vessel.source_version')).rows).toEqual([{ tonnage: '100' }]);
  });

  test('are read after all where another delivery came between', async () => {
    await hub.deliver('ship_register', [ship('R1', { tonnage: '100' })]);
    const newer = await hub.receive('ship_register', [ship('R1', { tonnage: '300', updated: '2026-03-04' })]);
    const known = await hub.receive('ship_register', [ship('R1', { tonnage: '100' })]);
    const { working } = await withTransaction(database.pool, async (client) => {
      await lockInTransaction(client, libraryLock('vessel'));
      const started: Promise<LoadView>[] = [];
      for (const { loadId } of [newer, known]) {
        started.push(hub.process(loadId));
        while ((await readLoad({ pool: database.pool }, loadId))?.state !== 'staged') await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(await staged(known.loadId)).toMatchObject({ staged: 0, known: 1 });
      return { working: Promise.all(started) };
    });
    expect((await working).map(({ counts }) => [counts.changed, counts.stale, counts.unchanged])).toEqual([[1, 0, 0], [0, 1, 0]]);
    expect((await database.pool.query('select tonnage from vessel.source_record')).rows).toEqual([{ tonnage: '300' }]);
  });
});

describe('outcomes of rows', () => {
  test('each row ends as exactly one; a doubled row is a duplicate, an older one stale and kept as a past version', async () => {
    await hub.deliver('ship_register', [ship('R1', { tonnage: '100', updated: '2026-03-05' }), ship('R2')]);
    const view = await hub.deliver('ship_register', [
      ship('R1', { tonnage: '90', updated: '2026-03-01' }), ship('R2'), ship('R2'), ship('R3', { name: '' }), ship('R4'),
      ship('R5', { updated: '2026-03-02' }), ship('R5', { tonnage: '7', updated: '2026-03-01' }),
    ]);
    expect(view.counts).toMatchObject({ rows: 7, new: 2, changed: 0, unchanged: 1, stale: 2, duplicate: 1, rejected: 1 });
    const { rows } = await database.pool.query('select source_key, tonnage from vessel.source_version order by source_key');
    expect(rows).toEqual([{ source_key: 'R1', tonnage: '90' }, { source_key: 'R5', tonnage: '7' }]);
  });
});

describe('rejects', () => {
  test('keep the row and reason, and are closed by a good row with their id or of the same record', async () => {
    await hub.deliver('ship_register', [ship('R1', { name: '' }), ship('R2', { name: '' }), ship('R3', { name: '' }), ...[4, 5, 6, 7, 8, 9].map((n) => ship(`R${n}`)),
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((n) => ship(`R${n}`, { certificate_no: '' }))]);
    const { rows } = await database.pool.query<{ reject_id: string; line: number; rule: string; field: string; header: string[]; cells: string[]; closed_at: Date | null }>(
      'select * from vessel.reject order by line');
    expect(rows.map(({ line, rule, field, closed_at }) => ({ line, rule, field, closed_at }))).toEqual([2, 3, 4].map((line) => ({ line, rule: 'REQUIRED_MISSING', field: 'name', closed_at: null })));
    expect(Object.fromEntries(rows[0]!.header.map((name, index) => [name, rows[0]!.cells[index]]))).toEqual(ship('R1', { name: '' }));
    const corrected = toCsv([{ ...ship('R91'), reject_id: rows[0]!.reject_id, rule: 'x', field: 'name', reason: '缺' }, { ...ship('R2'), reject_id: '', rule: '', field: '', reason: '' }]);
    const view = await hub.deliver('ship_register', corrected);
    expect(view.counts).toMatchObject({ new: 2, rejected: 0, unknownColumns: [] });
    const { rows: after } = await database.pool.query('select line, closed_by_load from vessel.reject order by line');
    expect(after).toEqual([{ line: 2, closed_by_load: view.loadId }, { line: 3, closed_by_load: view.loadId }, { line: 4, closed_by_load: null }]);
  });

  test('over the feed’s limit the whole file is refused: its good rows are not recorded, its rejects wait for their correction', async () => {
    const file = [ship('R1', { name: '' }), ship('R2'), ship('', { name: '海风' })];
    const view = await hub.deliver('ship_register', file);
    const rejects = { REQUIRED_MISSING: 1, SOURCE_KEY_MISSING: 1 };
    expect(view).toMatchObject({ state: 'refused', counts: { rows: 3, rejected: 2, rejects }, problem: { code: 'LOAD_REJECTS_OVER_LIMIT' } });
    expect(hasRejects(view)).toBe(true);
    expect([await count('vessel.source_record'), await stagingTables(view.loadId)]).toEqual([0, 0]);
    const kept = await readRejects(database.pool, toyLibrary, { loadId: view.loadId, after: 0, limit: 9 });
    expect(kept.map(({ line, rule, closedAt }) => ({ line, rule, closedAt }))).toEqual([
      { line: 2, rule: 'REQUIRED_MISSING', closedAt: null }, { line: 4, rule: 'SOURCE_KEY_MISSING', closedAt: null },
    ]);
    const sent = await rejectsText(view.loadId);
    expect(sent.split('\r\n')[2]).toBe(`,C00000000,海风,2026-03-01,${kept[1]!.rejectId},SOURCE_KEY_MISSING,register_no,SOURCE_KEY_MISSING；改 / SOURCE_KEY_MISSING?. Mend`);
    const corrected = sent.replace(',,2026', ',海星,2026').replace('\r\n,', '\r\nR3,');
    expect(await hub.deliver('ship_register', corrected)).toMatchObject({ state: 'done', counts: { new: 2, rejected: 0 } });
    expect(await count('vessel.reject where closed_at is null')).toBe(0);
  });

  test('of a file refused for them are closed by the whole file sent again', async () => {
    await hub.deliver('ship_register', [ship('R1', { name: '' }), ship('R2')]);
    expect(await count('vessel.reject where closed_at is null')).toBe(1);
    await hub.deliver('ship_register', [ship('R1'), ship('R2')]);
    expect(await count('vessel.reject where closed_at is null')).toBe(0);
  });

  test('are kept where no row of the file could be read at all', async () => {
    const view = await hub.deliver('ship_register', 'register_no,name\nR1,海星,1,2,3\nR2,海星,1,2,3\n');
    expect(view).toMatchObject({ state: 'refused', counts: { rows: 2, rejected: 2 }, problem: { code: 'LOAD_REJECTS_OVER_LIMIT' } });
    expect(await count('vessel.reject')).toBe(2);
  });

  test('stand under one header where a file’s columns grow', async () => {
    const lines = [ship('R1', { name: '' }), ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => ship(`R${n}`)), ship('R10', { name: '', tonnage: '7' })];
    const view = await hub.deliver('ship_register', lines.map((row) => JSON.stringify(row)).join('\n'), { fileName: 'ships.jsonl' });
    const rows = (await rejectsText(view.loadId)).trimEnd().split('\r\n').map((line) => line.split(','));
    expect(rows[0]!.slice(0, 6)).toEqual(['\ufeffregister_no', 'certificate_no', 'name', 'updated', 'tonnage', 'reject_id']);
    expect(rows.slice(1).map((cells) => [cells[0], cells[4], cells[6]])).toEqual([['R1', '', 'REQUIRED_MISSING'], ['R10', '7', 'REQUIRED_MISSING']]);
  });

  test('a snapshot row that is rejected is not an absent row: its record stays', async () => {
    const berths = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'].map((name) => berth(name));
    await hub.deliver('berth_list', berths, { declaredDate: '2026-03-01' });
    const view = await hub.deliver('berth_list', berths.map((row) => (row.berth === 'B3' ? { ...row, name: '' } : row)), { declaredDate: '2026-03-02' });
    expect(view.counts).toMatchObject({ rejected: 1, withdrawn: 0, unchanged: 5 });
    expect((await hub.state('vessel')).records['berth_list/B3']).toMatch(/ALONE$/);
  });

  test('corrected rows of a snapshot do not withdraw the others, whatever date they are declared for', async () => {
    const berths = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'].map((name) => berth(name));
    await hub.deliver('berth_list', berths.map((row) => (row.berth === 'B3' ? { ...row, name: '' } : row)), { declaredDate: '2026-03-02' });
    const { rows: [reject] } = await database.pool.query<{ reject_id: string }>('select reject_id from vessel.reject');
    const view = await hub.deliver('berth_list', [{ ...berth('B3'), reject_id: reject!.reject_id, rule: '', field: '', reason: '' }], { declaredDate: '2026-03-09' });
    expect(view).toMatchObject({ state: 'done', counts: { new: 1, withdrawn: 0 } });
  });
});

describe('a reject of a cell that was needed', () => {
  test('says what is wrong with the cell itself', async () => {
    const person = (key: string, id_number: string): Record<string, string> => ({ person_key: key, id_number, full_name: '王小明', updated: '2026-03-01' });
    const view = await hub.deliver('police_household', [...numbers.map((number, index) => person(`K${index}`, number)), ...numbers.map((number, index) => person(`L${index}`, number)),
      person('K9', '110101190001010015')]);
    const rejects = await readRejects(database.pool, population, { loadId: view.loadId, after: 0, limit: 10 });
    expect(rejects).toMatchObject([{ rule: 'REQUIRED_INVALID', cause: 'ID_CHECK', line: 8 }]);
  });
});

describe('a birth date of 1900-01-01', () => {
  test('is kept where the valid number says the same, and is a placeholder without one', async () => {
    await hub.deliver('department_person', [
      { rec_id: 'D1', source: '教育', cert_no: numbers[0]!, full_name: '王小明', birth_date: '1900-01-01' },
      { rec_id: 'D2', source: '教育', cert_no: '', full_name: '王小明', birth_date: '19000101' },
      { rec_id: 'D3', source: '教育', cert_no: numbers[2]!, full_name: '李静', birth_date: '1900-01-01' },
    ]);
    const { rows } = await database.pool.query(`select source_key, birth_date, issues->'birth_date' as issues, raw->'birth_date' as raw, is_contradicting
      from population.source_record order by source_key`);
    expect(rows).toEqual([
      { source_key: 'D1', birth_date: '1900-01-01', issues: null, raw: null, is_contradicting: false },
      { source_key: 'D2', birth_date: null, issues: ['DATE_FORM', 'DATE_PLACEHOLDER'], raw: '19000101', is_contradicting: false },
      { source_key: 'D3', birth_date: null, issues: ['DATE_PLACEHOLDER'], raw: '1900-01-01', is_contradicting: false },
    ]);
  });
});

describe('a snapshot over its guard', () => {
  const full = ['B1', 'B2', 'B3', 'B4'].map((name) => berth(name));

  test('waits, and nothing of it is recorded; approved it withdraws, and only once', async () => {
    await hub.deliver('berth_list', full, { declaredDate: '2026-03-01' });
    const before = await hub.state('vessel');
    const view = await hub.deliver('berth_list', [berth('B1', { tonnage: '5' }), berth('B9')], { declaredDate: '2026-03-02' });
    expect(view).toMatchObject({ state: 'held', problem: { code: 'SNAPSHOT_GUARD', details: { missing: 3, held: 4, guard: 0.5 } } });
    expect(await hub.state('vessel')).toEqual({ ...before, tasks: [`snapshot_guard SNAPSHOT_GUARD load:${view.loadId} → `] });
    expect(await count('hub.snapshot')).toBe(1);
    await decideHeldLoad(hub.deps, view.loadId, 'approve', 'steward');
    expect((await hub.state('vessel')).tasks).toEqual([]);
    expect((await hub.process(view.loadId)).counts).toMatchObject({ rows: 2, new: 1, withdrawn: 3 });
    await expect(decideHeldLoad(hub.deps, view.loadId, 'approve', 'steward')).rejects.toThrow(HubError);
    expect(Object.values((await hub.state('vessel')).records).filter((text) => text.endsWith('withdrawn'))).toHaveLength(3);
  });

  test('refused it leaves nothing, and cannot be worked on', async () => {
    await hub.deliver('berth_list', full, { declaredDate: '2026-03-01' });
    const before = await hub.state('vessel');
    const view = await hub.deliver('berth_list', [berth('B1')], { declaredDate: '2026-03-02' });
    await decideHeldLoad(hub.deps, view.loadId, 'refuse', 'steward');
    await expect(hub.process(view.loadId)).rejects.toThrow('could not be worked on');
    expect(await hub.state('vessel')).toEqual(before);
    expect(await stagingTables(view.loadId)).toBe(0);
  });

  test('is decided once, however many people decide at the same time', async () => {
    await hub.deliver('berth_list', full, { declaredDate: '2026-03-01' });
    for (let round = 2; round < 8; round++) {
      const { loadId } = await hub.deliver('berth_list', [berth('B1')], { declaredDate: `2026-03-0${round}` });
      const decided = await Promise.allSettled([
        decideHeldLoad(hub.deps, loadId, 'refuse', 'a'), decideHeldLoad(hub.deps, loadId, 'approve', 'b'), decideHeldLoad(hub.deps, loadId, 'refuse', 'c'),
      ]);
      const views = decided.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      const refusals = decided.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as HubError] : []));
      expect([views.length, refusals.map(({ code }) => code)]).toEqual([1, ['LOAD_NOT_HELD', 'LOAD_NOT_HELD']]);
      expect(await readLoad(hub.deps, loadId)).toEqual(views[0]);
      if (views[0]!.state === 'staged') break;
    }
  });

  test('an older snapshot never meets the guard, and withdraws nothing', async () => {
    await hub.deliver('berth_list', full, { declaredDate: '2026-03-03' });
    const view = await hub.deliver('berth_list', [berth('B1')], { declaredDate: '2026-03-02' });
    expect(view).toMatchObject({ state: 'done', counts: { withdrawn: 0, unchanged: 1 } });
  });
});

describe('a large file, staged in halves', () => {
  const rows = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'].map((no) => ship(no));
  const inHalves = async <T>(use: (halves: TestHub) => Promise<T>): Promise<T> => {
    const halves = await testHub(database, { cutBytes: 1 });
    return use(halves).finally(() => halves.close());
  };

  test('is recorded as if it were read by one: counts, lines, what becomes of it', async () => {
    const text = toCsv([...rows.slice(0, 5), ship('R6', { name: '' }), rows[0]!]);
    const placed = async (): Promise<unknown> => ({
      records: (await database.pool.query('select record_id, line from vessel.source_record order by record_id')).rows,
      rejects: (await database.pool.query('select line, rule, field from vessel.reject')).rows,
      state: await hub.state('vessel'),
    });
    const whole = await hub.deliver('ship_register', text);
    expect(whole.counts).toMatchObject({ rows: 7, new: 5, duplicate: 1, rejected: 1 });
    const before = await placed();
    await emptyLibraries(database.ownerPool);
    const view = await inHalves((halves) => halves.deliver('ship_register', text));
    expect(view.counts).toEqual(whole.counts);
    expect(await placed()).toEqual(before);
  });

  test('is refused at the same place as by one', async () => {
    const bytes = Buffer.concat([Buffer.from(toCsv(rows)), Buffer.from([0xff, 0x0a])]);
    const refuse = async (by: TestHub): Promise<LoadView> => by.process((await receiveLoad(by.deps, {
      library: 'vessel', feed: 'ship_register', fileName: 'ships.csv', body: Readable.from([bytes]), origin: 'cli', createdBy: 'test', format: { encoding: 'utf-8' },
    })).loadId);
    const whole = await refuse(hub);
    expect(whole).toMatchObject({ state: 'refused', problem: { code: 'FILE_ENCODING', details: { line: 8 } } });
    expect((await inHalves(refuse)).problem).toEqual(whole.problem);
  });
});

describe('files that are refused', () => {
  test('a delivery declared for a day to come: it would make every later snapshot an older one', async () => {
    await expect(hub.deliver('berth_list', [berth('B1')], { declaredDate: '2999-01-01' })).rejects.toMatchObject({ code: 'DECLARED_DATE_FUTURE' });
    expect(await count('vessel.source_record')).toBe(0);
  });

  test.each([
    ['a required header is missing', 'certificate_no,name\nC000000001,海星\n', 'FILE_HEADER'],
    ['no row is good', 'register_no,name\nR1,\nR2,\n', 'LOAD_REJECTS_OVER_LIMIT'],
  ])('%s', async (_what, text, code) => {
    const view = await hub.deliver('ship_register', text);
    expect(view).toMatchObject({ state: 'refused', problem: { code } });
    expect(await count('vessel.source_record')).toBe(0);
    expect(await stagingTables(view.loadId)).toBe(0);
  });
});
