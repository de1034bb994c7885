import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub, type Hub } from '../../../src/app/compose.ts';
import { FolderWatch } from '../../../src/app/watch-folder.ts';
import { processOpenLoads } from '../../../src/engine/load.ts';
import { testConfig } from '../../support/config.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const header = '公民身份号码,姓名,人员编号,更新时间\n';
const rows = '110101190001010014,张甲,K1,2024-01-01\n110101190001010022,,K2,2024-01-01\n340104190402299017,王丙,K3,2024-01-01\n37040319010101006X,赵丁,K4,2024-01-01\n610302190102039794,孙戊,K5,2024-01-01\n';

let database: TestDatabase;
let hub: Hub;
let folder: string;
let feed: string;
const watchOf = (): FolderWatch => new FolderWatch({ loads: hub.loads, ruleOf: hub.ruleOf, folder });
const namesIn = async (name: string): Promise<string[]> => (await readdir(join(feed, name))).sort();

beforeAll(async () => {
  database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'jiku-watch-'));
  folder = join(dataDir, 'in');
  feed = join(folder, 'population', 'police_household');
  hub = await openHub(testConfig(database, dataDir));
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

describe('FolderWatch', () => {
  it('makes the folders of known feeds and takes a file only when it has stopped growing', async () => {
    const watch = watchOf();
    await watch.look();
    const path = join(feed, 'a.csv');
    await writeFile(path, header);
    await writeFile(`${path}.json`, `\ufeff${JSON.stringify({ declaredDate: '2024-02-01' })}`);
    expect(await watch.look()).toEqual({ taken: 0, finished: 0 });
    await appendFile(path, rows);
    expect(await watch.look()).toEqual({ taken: 0, finished: 0 });
    expect(await watch.look()).toEqual({ taken: 1, finished: 0 });
    expect(await namesIn('working')).toEqual(['1-a.csv', '1-a.csv.json']);
  });

  it('puts a finished file into done/ with its report and its rejects, whoever looks', async () => {
    await processOpenLoads(hub.loads);
    expect(await watchOf().look()).toEqual({ taken: 0, finished: 1 });
    expect(await namesIn('done')).toEqual(['1-a.csv', '1-a.csv.json', '1-a.csv.rejects.csv', '1-a.csv.report.json']);
    const report = JSON.parse(await readFile(join(feed, 'done', '1-a.csv.report.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({ state: 'done', declaredDate: '2024-02-01', counts: { rows: 5, new: 4, rejected: 1 } });
    expect(await readFile(join(feed, 'done', '1-a.csv.rejects.csv'), 'utf8')).toContain('K2,2024-01-01');
    expect(await namesIn('working')).toEqual([]);
  });

  it('puts a refused file into failed/ with the reason in both languages', async () => {
    const watch = watchOf();
    await writeFile(join(feed, 'b.csv'), '姓名\n张甲\n');
    await watch.look();
    await watch.look();
    await processOpenLoads(hub.loads);
    expect(await watch.look()).toEqual({ taken: 0, finished: 1 });
    const report = JSON.parse(await readFile(join(feed, 'failed', '2-b.csv.report.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({ state: 'refused', problem: { code: 'FILE_HEADER' }, reason: { title: { zh: '表头缺少必需的列' } } });
  });

  it('puts the rejects beside a file that was refused for them', async () => {
    const watch = watchOf();
    await writeFile(join(feed, 'e.csv'), `${header}110101190001010022,,K2,2024-01-01\n`);
    await watch.look();
    await watch.look();
    await processOpenLoads(hub.loads);
    expect(await watch.look()).toEqual({ taken: 0, finished: 1 });
    const report = JSON.parse(await readFile(join(feed, 'failed', '3-e.csv.report.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({ state: 'refused', problem: { code: 'LOAD_REJECTS_OVER_LIMIT' }, counts: { rows: 1, rejected: 1, rejects: { REQUIRED_MISSING: 1 } } });
    expect(await readFile(join(feed, 'failed', '3-e.csv.rejects.csv'), 'utf8')).toContain('K2,2024-01-01');
  });

  it('refuses a bad manifest and an unknown feed without a load', async () => {
    const watch = watchOf();
    const unknown = join(folder, 'population', 'no_such_feed');
    await mkdir(unknown, { recursive: true });
    await writeFile(join(unknown, 'c.csv'), header);
    await writeFile(join(feed, 'd.csv'), header + rows);
    await writeFile(join(feed, 'd.csv.json'), '{"declaredDate":"1 May"}');
    await watch.look();
    await watch.look();
    const reportIn = async (path: string): Promise<string> => readFile(join(path, (await readdir(path)).find((name) => name.endsWith('.report.json') && !/^[23]-/.test(name))!), 'utf8');
    expect(await reportIn(join(unknown, 'failed'))).toContain('FEED_UNKNOWN');
    expect(await reportIn(join(feed, 'failed'))).toContain('declaredDate: a date YYYY-MM-DD');
    const { rows: loads } = await database.pool.query('select load_id from hub.load');
    expect(loads).toHaveLength(3);
  });
});
