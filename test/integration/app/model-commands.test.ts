// The commands of models as an operator runs them: from a few records to a model in force.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubEnvironment, runHub, type CliResult } from '../../support/cli.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const people = ['id_number,姓名,性别,出生日期,人员编号,更新时间', '110101190001010014,张甲,1,1900-01-01,K1,2024-01-01', '110101190001010030,张甲,1,1900-01-01,K2,2024-01-01',
  '340104190402299017,王丙,1,1904-02-29,K3,2024-01-01', '37040319010101006X,赵丁,2,1901-01-01,K4,2024-01-01'];

let database: TestDatabase;
let folder: string;
let hub: (...args: string[]) => Promise<CliResult>;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-model-'));
  hub = (...args) => runHub(args, hubEnvironment(database, folder));
  await writeFile(join(folder, 'people.csv'), `${people.join('\n')}\n`);
  const { code, out } = await hub('ingest', 'police_household', join(folder, 'people.csv'), '--date', '2024-02-01');
  expect(code, out).toBe(0);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('hub model', () => {
  it('trains, shows, evaluates, compares and activates', async () => {
    const trained = await hub('model', 'train', 'population', '--note', '首个模型');
    expect(trained.err).toContain('模型 1 已训练');
    expect(trained.code).toBe(0);
    expect(trained.out).toMatch(/population #1[\s\S]*首个模型[\s\S]*姓名：姓名相同/);
    const [shown, compared, evaluated] = await Promise.all([hub('model', 'show', '1'), hub('model', 'compare', '1', '1', '--lang', 'en'), hub('model', 'evaluate', '1')]);
    expect(shown.out).toBe(trained.out);
    expect(compared.out).toMatch(/name: names are equal.*\+0\.0[\s\S]*What becomes of open pairs/);
    expect(evaluated.out).toContain('对照人工决定');
    expect((await hub('model', 'activate', '1', '--auto-link', 'on')).out).toMatch(/模型 1 已在 population 启用/);
    expect((await hub('model', 'list')).out).toMatch(/^1 .*已启用, 自动归集/m);
    const { rows } = await database.pool.query('select model_id, auto_link from hub.match_setting');
    expect(rows).toEqual([{ model_id: 1, auto_link: true }]);
    expect((await hub('model', 'activate', '1', '--auto-link', 'on')).err).toContain('MODEL_ACTIVE');
    const { rows: trail } = await database.pool.query(`select operator_id, library, details from hub.audit_event where operation_id = 'hub.activateModel'`);
    expect(trail).toEqual([{ operator_id: `os:${userInfo().username}`, library: 'population', details: { modelId: 1, autoLink: true, queued: 4 } }]);
  }, 180_000);

  it('refuses what it does not know', async () => {
    const [unknown, without] = await Promise.all([hub('model', 'show', '99'), hub('model', 'train', 'credit')]);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.err).toContain('MODEL_UNKNOWN');
    expect(without).toMatchObject({ code: 2 });
    expect(without.err).toContain('MODEL_RULES_MISSING');
  });
});
