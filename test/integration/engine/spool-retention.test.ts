// Deliveries leave the disk when no load needs them any more; their rows stay.
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readLoad, type LoadView } from '../../../src/engine/load.ts';
import { removeOldFiles } from '../../../src/engine/spool-retention.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  hub = await testHub(database);
});
afterEach(() => hub.close());
afterAll(() => database.drop());

const ship = (register_no: string): string => `register_no,name\n${register_no},海星\n`;
const files = (): Promise<string[]> => readdir(hub.deps.spoolDir);
/** As if everything so far had happened that many days ago. */
async function age(days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000);
  for (const name of await files()) await utimes(join(hub.deps.spoolDir, name), then, then);
  await database.pool.query('update hub.load set finished_at = $1 where finished_at is not null', [then]);
}

test('a file goes when its last load ended long enough ago, and the load says so', async () => {
  const done = await hub.deliver('ship_register', ship('R1'));
  const refused = await hub.deliver('ship_register', 'name\n海星\n');
  await age(29);
  expect(await removeOldFiles(hub.deps, 30)).toBe(0);
  await age(31);
  expect(await removeOldFiles(hub.deps, 30)).toBe(2);
  expect(await files()).toEqual([]);
  for (const { loadId, sha256 } of [done, refused]) {
    const view = await readLoad(hub.deps, loadId);
    expect([view!.sha256, view!.fileRemovedAt]).toEqual([sha256, expect.any(Date)]);
  }
  expect(await removeOldFiles(hub.deps, 30)).toBe(0);
});

test('a file stays while a load waits for work or for a person, or the same file was sent again lately', async () => {
  const snapshot = (names: readonly string[]): string => ['berth,name', ...names.map((name) => `${name},海星`)].join('\n');
  await hub.deliver('berth_list', snapshot(['B1', 'B2', 'B3', 'B4']), { declaredDate: '2026-03-01' });
  const held = await hub.deliver('berth_list', snapshot(['B1']), { declaredDate: '2026-03-02' });
  expect(held.state).toBe('held');
  const open = await hub.receive('ship_register', ship('R2'));
  await hub.deliver('ship_register', ship('R1'));
  await age(31);
  const again = await hub.deliver('ship_register', ship('R1'));
  expect(await removeOldFiles(hub.deps, 30)).toBe(1);
  expect((await files()).sort()).toEqual([held, open, again].map(({ sha256 }: LoadView) => sha256).sort());
  expect((await hub.process(open.loadId)).state).toBe('done');
});

test('a removed file may come again, and half-written ones go with their time', async () => {
  const first = await hub.deliver('ship_register', ship('R1'));
  await writeFile(join(hub.deps.spoolDir, '.left.part'), 'half');
  await age(31);
  expect(await removeOldFiles(hub.deps, 30)).toBe(2);
  const again = await hub.deliver('ship_register', ship('R1'));
  expect(again).toMatchObject({ state: 'done', sha256: first.sha256, fileRemovedAt: null });
  expect(await files()).toEqual([first.sha256]);
});
