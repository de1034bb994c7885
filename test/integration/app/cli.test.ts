// The commands of an operator on a real database; one of each exit code as a process of its own.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/steward/decide.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { hubEnvironment, runHub, runHubProcess, type CliResult } from '../../support/cli.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const header = 'id_number,姓名,性别,出生日期,人员编号,更新时间';
const good = ['110101190001010014,张甲,1,1900-01-01,K1,2024-01-01', '110101190001010022,李乙,2,1900-01-01,K2,2024-01-01',
  '340104190402299017,王丙,1,1904-02-29,K3,2024-01-01', '37040319010101006X,赵丁,2,1901-01-01,K4,2024-01-01', '610302190102039794,孙戊,1,1901-02-03,K5,2024-01-01'];
const bad = '630102190102039885,,1,1901-02-03,K6,2024-01-01';

let database: TestDatabase;
let folder: string;
let hub: (...args: string[]) => Promise<CliResult>;
let hubProcess: typeof hub;
const fileOf = async (name: string, lines: readonly string[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return path;
};

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-cli-'));
  hub = (...args) => runHub(args, hubEnvironment(database, folder));
  hubProcess = (...args) => runHubProcess(args, hubEnvironment(database, folder));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('hub', () => {
  it('loads a file, says how every row ended, and writes rejects that can be sent back corrected', async () => {
    const rejects = join(folder, 'rejects.csv');
    const loaded = await hubProcess('ingest', 'police_household', await fileOf('a.csv', [...good, bad]), '--date', '2024-02-01', '--rejects', rejects);
    expect(loaded.err + loaded.out).toContain('完成');
    expect(loaded.err.split('入库与归集中')).toHaveLength(2);
    expect(loaded.code).toBe(0);
    expect(loaded.out).toMatch(/文件行数\s+6/);
    expect(loaded.out).toContain('= 5 + 0 + 0 + 0 + 0 + 1');
    expect(loaded.out).toContain('必填项为空 / A required value is missing');
    const csv = await readFile(rejects, 'utf8');
    expect(csv.split('\r\n')[0]).toBe(`\ufeff${header},reject_id,rule,field,reason`);
    expect(csv).toContain('REQUIRED_MISSING');

    const corrected = join(folder, 'corrected.csv');
    await writeFile(corrected, csv.replace('630102190102039885,,', '630102190102039885,周己,'));
    expect((await hub('ingest', 'police_household', corrected, '--date', '2024-02-01')).code).toBe(0);
    const { rows } = await database.pool.query('select closed_at from population.reject');
    expect(rows).toHaveLength(1);
    expect(rows[0]).not.toEqual({ closed_at: null });

    const loadId = /#(\d+)/.exec(loaded.out)![1]!;
    expect((await hub('rejects', loadId)).out).not.toContain('REQUIRED_MISSING');
    expect((await hubProcess('rejects', loadId, '--all')).out).toBe(csv);
  });

  it('says where a definition is wrong, in both languages, and does nothing', async () => {
    const libraries = await mkdtemp(join(folder, 'libraries-'));
    await writeFile(join(libraries, 'ships.yaml'), 'code: ships\nlabel: [');
    const { code, err } = await runHubProcess(['feeds'], { ...hubEnvironment(database, folder), JIKU_LIBRARIES_DIR: libraries });
    expect(code).toBe(2);
    expect(err).toMatch(/库定义 ships\.yaml 有 1 处错误[\s\S]*has 1 fault\(s\)[\s\S]*SYNTAX line 2, column 9: /);
  });

  it('says what is wrong with a command line, beside its help, and exits with 1', async () => {
    const { code, out, err } = await hubProcess('feeds', '--no-such-option');
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(/--no-such-option[^]*Usage: hub feeds/)]);
    expect(await hub('feeds', '--no-such-option')).toEqual({ code, out, err });
    expect((await hub('load', 'list', '--state', 'nonsense')).err).toContain('Allowed choices are');
    expect((await hub('client', 'add', 'x', '--name', 'x', '--role', 'agency', '--rate', 'many')).err).toContain('整数 / a whole number');
  });

  it('exports a golden id for every linked record, and rebuilds them unchanged', async () => {
    const before = await hub('export', 'links', '--library', 'population');
    const lines = before.out.trim().split('\n');
    expect(lines[0]).toBe('source_key,golden_id,source,feed,origin,rule,score');
    expect(lines).toHaveLength(7);
    expect(lines.slice(1).every((line) => /^K\d,[0-9a-f-]{36},police,police_household,auto,/.test(line))).toBe(true);
    expect((await hub('rebuild', 'population')).out).toContain('主档 6 个，其中 0 个');
    expect((await hub('export', 'links', '--library', 'population')).out.split('\n').sort()).toEqual(before.out.split('\n').sort());
  });

  it('exports who stands in which relation to whom', async () => {
    const firms = join(folder, 'firms.csv');
    await writeFile(firms, ['rec_id,name,uscc,parent_uscc,parent_name,updated', 'P,北京甲有限公司,91110000FAKE00013H,,,2026-03-01',
      'B,北京甲有限公司海淀分公司,,91110000FAKE00013H,甲公司,2026-03-01', 'N,"北京乙,有限公司",,,没有登记的公司,2026-03-01'].join('\n'));
    expect((await hub('ingest', 'market_registry', firms, '--date', '2026-03-01')).code).toBe(0);
    const { out, code } = await hub('export', 'relations', '--library', 'legal_person', '--type', 'branch_of', '--origin', 'source');
    const [head, ...lines] = out.trimEnd().split('\r\n');
    expect([code, head]).toEqual([0, 'type,from_golden_id,from_source_key,to_library,to_golden_id,to_identifier_type,to_identifier,to_name,valid_from,valid_to,origin,source,feed,decision_id']);
    const id = '[0-9a-f-]{36}';
    expect(lines.sort()).toEqual([
      expect.stringMatching(`^branch_of,${id},B[^,]*,legal_person,${id},uscc,91110000FAKE00013H,北京甲有限公司,,,source,market_regulation,market_registry,$`),
      expect.stringMatching(`^branch_of,${id},N[^,]*,legal_person,,,,没有登记的公司,,,source,market_regulation,market_registry,$`),
    ]);
    expect((await hub('export', 'relations', '--library', 'legal_person', '--origin', 'decision')).out).toBe(`${head}\r\n`);
    const path = join(folder, 'relations.csv');
    expect((await hub('export', 'relations', '--library', 'legal_person', '--out', path)).err).toContain(path);
    expect((await readFile(path, 'utf8')).split('\r\n')[0]).toBe(head);
    expect((await hub('export', 'relations', '--library', 'no_such')).code).toBe(2);
  });

  it('lists, shows and undoes decisions, and says which kinds need a second person', async () => {
    const { rows: [golden] } = await database.pool.query<{ goldenId: string }>('select golden_id as "goldenId" from population.golden_record limit 1');
    const deps = { pool: database.pool, clock: systemClock, newId: createIdSource(), libraries };
    const made = await decide(deps, { kind: 'pin', library: 'population', reason: '核对', golden: golden!.goldenId, attribute: 'sex', value: '1', until: '2099-12-31' }, { clientId: 'c', operatorId: 'o' });
    expect((await hub('decide', 'list', '--library', 'population', '--in-force')).out).toContain(made.decisionId);
    expect(JSON.parse((await hub('decide', 'show', made.decisionId)).out)).toMatchObject({ kind: 'pin', attribute: 'sex', state: 'in_force' });
    expect((await hub('decide', 'undo', made.decisionId, '--reason', '误')).out).toContain(`已撤销裁定 ${made.decisionId}`);
    const again = await hub('decide', 'undo', made.decisionId, '--reason', '误');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('DECISION_NOT_IN_FORCE')]);
    expect((await hub('decide', 'four-eyes', '--library', 'population', '--kinds', 'same,undo')).out).toBe('same, undo\n');
    expect((await hub('decide', 'four-eyes', '--library', 'population', '--kinds', 'none')).out).toBe('（无）\n');
    expect((await hub('decide', 'four-eyes', '--library', 'population', '--kinds', 'all')).code).toBe(2);
  });

  it('refuses a whole file with its reason in both languages and another exit code', async () => {
    const path = join(folder, 'short.csv');
    await writeFile(path, '姓名\n张甲\n');
    const refused = await hubProcess('ingest', 'police_household', path, '--lang', 'en');
    expect(refused.code).toBe(2);
    expect(refused.out).toContain('FILE_HEADER The header lacks required columns / 表头缺少必需的列');
    expect((await hub('load', 'list', '--state', 'refused')).out).toContain('整批拒收');
    const rejected = await hub('ingest', 'police_household', await fileOf('bad.csv', [bad, good[0]!]), '--rejects', join(folder, 'bad-rejects.csv'), '--lang', 'en');
    expect([rejected.code, rejected.out]).toEqual([2, expect.stringMatching(/send the whole file again\)/)]);
    expect(await readFile(join(folder, 'bad-rejects.csv'), 'utf8')).toContain('必填项为空；补填该项后重新报送本行 / A required value is missing. Fill');
    for (const unreadable of [folder, join(folder, 'missing.csv')]) {
      const none = await hub('ingest', 'police_household', unreadable);
      expect([none.code, none.err], unreadable).toEqual([2, expect.stringContaining('FILE_UNREADABLE')]);
    }
  });

  it('gives the rejects of a file that was refused for them', async () => {
    const rejects = join(folder, 'refused.csv');
    const refused = await hub('ingest', 'police_household', await fileOf('mostly-bad.csv', [bad]), '--lang', 'en', '--rejects', rejects);
    expect(refused.code).toBe(2);
    expect(refused.out).toContain('LOAD_REJECTS_OVER_LIMIT');
    expect(refused.out).toContain('A required value is missing');
    const loadId = /#(\d+)/.exec(refused.out)![1]!;
    expect((await hub('rejects', loadId)).out).toBe(await readFile(rejects, 'utf8'));
    expect(refused.err).not.toContain('Recording');
    expect(await readFile(rejects, 'utf8')).toContain('K6,2024-01-01');
  });

  it('holds a snapshot over its guard until it is approved', async () => {
    const rows = ['甲,110101190001010014', '乙,110101190001010022', '丙,340104190402299017'].map((row) => `${row},2024-01-01,1`);
    const snapshot = async (name: string, lines: readonly string[]): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, `${['姓名,公民身份号码,更新时间,参保状态', ...lines].join('\n')}\n`);
      return path;
    };
    expect((await hub('ingest', 'social_security', await snapshot('full.csv', rows), '--date', '2024-02-01')).code).toBe(0);
    const held = await hubProcess('ingest', 'social_security', await snapshot('short.csv', rows.slice(0, 1)), '--date', '2024-03-01');
    expect(held.code).toBe(3);
    const loadId = /load approve (\d+)/.exec(held.out)?.[1] ?? '';
    expect((await hub('task', 'list')).out).toMatch(/快照缺失.*human_resources/);
    const approved = await hub('load', 'approve', loadId);
    expect(approved.out).toMatch(/撤回\s+2/);
    expect((await hub('load', 'approve', loadId)).err).toContain('LOAD_NOT_HELD');
  });

  it('works a task: claims, shows and closes it', async () => {
    const taskId = '01900000-0000-7000-8000-000000000001';
    await database.pool.query(`insert into hub.task (task_id, library, kind, rule, subject_key, departments) values ($1, 'population', 'attribute_conflict', 'P2', 'x', '{housing}')`, [taskId]);
    expect((await hub('task', 'claim', taskId)).out).toContain(`已领取 ${taskId}`);
    expect((await hub('task', 'show', taskId, '--lang', 'en')).out).toMatch(/names in conflict[^]*State: claimed/);
    expect((await hub('task', 'close', taskId, '--reason', '已核实')).out).toContain(`已关闭 ${taskId}`);
    const ended = await hub('task', 'release', taskId);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('TASK_CLOSED')]);
  });

  it('knows holidays by import, and warns of years that nobody has confirmed', async () => {
    expect((await hub('calendar', 'import', 'src/app/calendars/2026.csv')).out).toContain('已导入 39 天');
    const known = await hub('calendar', 'check', '--lang', 'en', '--year', '2026');
    expect([known.code, known.out]).toEqual([3, expect.stringMatching(/33 days off, 6 weekend days worked, 248 working days[^]*not compared/)]);
    expect((await hub('calendar', 'check', '--year', '2099')).out).toContain('只按周末计算');
    const file = join(folder, 'bad-days.csv');
    await writeFile(file, '日期,是否上班,名称,来源\n2027-13-01,maybe,元旦,x\n');
    const refused = await hub('calendar', 'import', file);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/is_working[^]*YYYY-MM-DD|YYYY-MM-DD[^]*is_working/)]);
  });

  it('sets a term from a day on', async () => {
    expect((await hub('term', 'set', 'challenge:answer', '--days', '5', '--basis', '测试', '--from', '2027-01-01', '--confirmed')).code).toBe(0);
    expect((await hub('term', 'list')).out).toMatch(/challenge:answer +10 .*2026-12-31[^]*challenge:answer +5 +2027-01-01/);
    expect((await hub('term', 'set', 'lunch', '--days', '5', '--basis', 'x')).code).toBe(2);
  });

  it('registers an agency, a client and an agreement; the secret is shown once', async () => {
    expect((await hub('agency', 'add', 'housing', '--zh', '住建局', '--en', 'Housing')).code).toBe(0);
    const client = await hub('client', 'add', 'housing', '--name', 'window', '--role', 'agency', '--client-id', 'housing-1');
    const secret = /client_secret (\S+)/.exec(client.out)?.[1] ?? '';
    expect(secret).toHaveLength(43);
    expect((await hub('client', 'list')).out).not.toContain(secret);
    const added = await hub('agreement', 'add', 'housing', 'population', '--purpose', 'subsidy', '--basis', '测试', '--from', '2024-01-01', '--to', '2099-12-31',
      '--attributes', 'full_name=clear,id_number', '--operations', 'read,verify', '--filter', 'hukou_division:prefix:3401');
    expect(added.code).toBe(0);
    const { rows } = await database.pool.query('select attributes, row_filter from hub.agreement');
    expect(rows).toEqual([{ attributes: { full_name: 'clear', id_number: 'masked' }, row_filter: [{ attribute: 'hukou_division', op: 'prefix', values: ['3401'] }] }]);
    const refused = await hub('agreement', 'add', 'housing', 'population', '--purpose', 'x', '--basis', 'x', '--from', '2024-01-01', '--to', '2099-12-31',
      '--attributes', 'no_such', '--operations', 'read');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('population has no no_such')]);
    expect((await hub('client', 'disable', 'housing-1')).code).toBe(0);
    expect((await hub('client', 'list', '--agency', 'housing')).out).toMatch(/housing-1 .*✗/);
  });

  it('scaffolds a library that the hub then runs', async () => {
    const libraries = join(folder, 'libraries');
    const environment = { ...hubEnvironment(database, folder), JIKU_LIBRARIES_DIR: libraries };
    expect((await runHub(['new-library', 'fire_permit'], environment)).code).toBe(0);
    for (const taken of ['fire_permit', 'population']) {
      expect(await runHub(['new-library', taken], environment)).toMatchObject({ code: 2, err: expect.stringContaining(`${taken}: 已有此库`) });
    }
    expect((await runHub(['feeds', '--library', 'fire_permit'], environment)).out).toContain('fire_permit_certificates');
    const nowhere = await runHub(['feeds'], { ...environment, JIKU_LIBRARIES_DIR: join(folder, 'nowhere') });
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('JIKU_LIBRARIES_DIR: ')]);
    expect((await runHub(['schema', 'fire_permit'], environment)).out).toContain('create table if not exists "fire_permit"."source_record"');
  });
});
