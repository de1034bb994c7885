// The console in a real browser: people sign in, decide by keyboard, correct a file, check and feed back; every page is looked at by axe
// and photographed in both languages.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pickListed, pickPerson } from '../../src/app/demo/subjects.ts';
import { createAccount } from '../../src/identity/accounts.ts';
import { SecretHasher } from '../../src/identity/secrets.ts';
import { findChromium, tellSkipped } from '../support/chromium.ts';
import { codeOf, openConsole, ownPassword, screenshots, settled, type ConsoleSetting, type PageOptions, type Person } from '../support/console.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { testHub } from '../support/hub.ts';
import { matchAll } from '../support/scored.ts';

const hasBrowser = findChromium() !== null;
if (!hasBrowser) tellSkipped();

let database: TestDatabase;
let setting: ConsoleSetting;

beforeAll(async () => {
  if (!hasBrowser) return;
  database = await testDatabase();
  setting = await openConsole(database);
  await sendBranches();
}, 600_000);
afterEach(async () => {
  await setting?.closePages();
});
afterAll(async () => {
  await setting?.stop();
  await database?.drop();
});

const shot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(screenshots, `${name}.png`) });

/** Reads one value of the database. */
async function one<T>(text: string, values: unknown[] = []): Promise<T> {
  return ((await database.pool.query(text, values)).rows[0] as { value: T }).value;
}

/** A department names branches and their firms without a code, so that all that can be said of the two is in their names. */
async function sendBranches(): Promise<void> {
  const town = await testHub(database);
  const names = ['恒达机械制造有限公司', '青禾农业科技有限公司', '万方达商贸有限公司', '新木家具有限公司', '长河物流有限公司', '南山食品有限公司', '秦川印务有限公司', '渭水建筑有限公司', '大秦纺织有限公司', '凤翔酒业有限公司', '岐山面粉有限公司', '扶风陶瓷有限公司'];
  const rows = names.flatMap((name, index) => [['P', name], ['B', `${name}陈仓分公司`]].map(([kind, full]) =>
    ({ rec_id: `${kind}${index}`, name: `宝鸡${full}`, source: '人社', uscc: '', province: '陕西', city: '宝鸡', address: `陕西省宝鸡市渭滨区解放路${index + 1}号` })));
  await town.deliver('department_firm', rows);
  await matchAll(town, 'legal_person');
  await town.close();
  const waiting = (): Promise<number> => one(`select count(*)::integer as value from hub.task where kind = 'proposed_relation' and state = 'open'`);
  // The hub itself may have taken the records to compare.
  while ((await waiting()) < names.length) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** A new steward of the data bureau; the one-time password. */
async function addAccount(name: string, more: { readonly outsideSubject?: string } = {}): Promise<string> {
  const { prisma, pool, clock } = setting.hub;
  const account = { name, displayName: '新来的', agencyCode: 'data_bureau', roles: ['steward'], ...more };
  return (await createAccount({ prisma, pool, clock, hasher: new SecretHasher(2, 100, 10) }, account)).password ?? '';
}

describe.skipIf(!hasBrowser)('signing in', () => {
  it('sets up the second factor, asks for an own password, and then for name, password and code', async () => {
    const page = await setting.page(null);
    const name = 'new.steward';
    const password = await addAccount(name);
    await page.goto(setting.url);
    await settled(page);
    await shot(page, 'sign-in-zh');
    await page.getByLabel('账号').fill(name);
    await page.getByLabel('密码').fill('not the password');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await shot(page, 'sign-in-refused-zh');
    await page.getByLabel('密码').fill(password);
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/session') && response.request().method() === 'POST' && response.ok());
    await page.getByRole('button', { name: '登录', exact: true }).click();
    const { otpauthUri } = (await (await answered).json()) as { otpauthUri: string };
    await page.getByLabel('6 位验证码').waitFor();
    await settled(page);
    await shot(page, 'sign-in-enrol-zh');
    await page.getByLabel('6 位验证码').fill(codeOf(otpauthUri));
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('button', { name: '已收好，进入' }).waitFor();
    await shot(page, 'sign-in-recovery-zh');
    await page.getByRole('button', { name: '已收好，进入' }).click();
    await page.getByLabel('当前密码').fill(password);
    await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
    await page.getByLabel('再输一次新密码').fill(ownPassword);
    await shot(page, 'sign-in-password-zh');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('navigation').waitFor();
    expect(await page.getByRole('link', { name: '待办' }).count()).toBeGreaterThan(0);
    // The session is a cookie that no script sees, and nothing that the page keeps is a token.
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(/token|eyJ|csrf/i);
    await page.getByRole('button', { name: /账号 新来的/ }).click();
    await page.getByText('退出').click();
    await page.getByLabel('账号').fill(name);
    await page.getByLabel('密码').fill(ownPassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('第二因素').waitFor();
    // A code is good once; the next one is of the next half minute.
    await page.getByLabel('6 位验证码').fill(codeOf(otpauthUri, Date.now() + 30_000));
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('navigation').waitFor();
  });

  it('goes on, after a reload, at the step where the person was', async () => {
    const page = await setting.page(null);
    const password = await addAccount('reloading.steward');
    await page.goto(setting.url);
    await page.getByLabel('账号').fill('reloading.steward');
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('绑定验证器').waitFor();
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/session/enrolment'));
    await page.reload();
    const { otpauthUri } = (await (await answered).json()) as { otpauthUri: string };
    await page.getByLabel('6 位验证码').fill(codeOf(otpauthUri));
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('button', { name: '已收好，进入' }).waitFor();
    await page.reload();
    await page.getByText('设置新密码').waitFor();
    await page.getByRole('button', { name: '换一个账号' }).click();
    await page.getByLabel('账号').waitFor();
    await page.reload();
    await page.getByLabel('账号').fill('reloading.steward');
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('第二因素').waitFor();
    await page.reload();
    await page.getByLabel('6 位验证码').fill(codeOf(otpauthUri, Date.now() + 30_000));
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('设置新密码').waitFor();
  });

  it('sends people to their unit’s sign-in, and says what it meant when they come back without one', async () => {
    await addAccount('unit.steward', { outsideSubject: 'unit-7' });
    for (const language of ['zh', 'en'] as const) {
      const page = await setting.page(null, { language });
      setting.provider.claims = { sub: 'nobody-here' };
      await page.goto(setting.url);
      await page.getByRole('link', { name: language === 'zh' ? '单位统一认证登录' : 'Sign in through your unit' }).click();
      await page.getByText(language === 'zh' ? '请联系账号管理员' : 'Ask the administrator of accounts').waitFor();
      await page.waitForURL(`${setting.url}/`);
      await settled(page);
      await shot(page, `sign-in-outside-refused-${language}`);
    }
    const page = await setting.page(null);
    await page.goto(`${setting.url}/?problem=OUTSIDE_SIGN_IN_UNAVAILABLE`);
    await page.getByText('用本地账号和密码登录').waitFor();
    await page.reload();
    setting.provider.claims = { sub: 'unit-7', amr: ['pwd'] };
    const unit = page.getByRole('link', { name: '单位统一认证登录' });
    await unit.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/session/enrolment'));
    await unit.click();
    // The unit asked for a password only: a steward adds the hub's own second factor.
    const { otpauthUri } = (await (await answered).json()) as { otpauthUri: string };
    await page.getByLabel('6 位验证码').fill(codeOf(otpauthUri));
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('button', { name: '已收好，进入' }).click();
    await page.getByRole('navigation').waitFor();
  });

  it('shows no such way where the hub has no provider', async () => {
    const page = await setting.page(null);
    await page.route('**/v1/session/options', (route) => route.fulfill({ json: { outside: false } }));
    const asked = page.waitForResponse((response) => response.url().endsWith('/v1/session/options'));
    await page.goto(setting.url);
    await asked;
    await settled(page);
    expect(await page.getByRole('link', { name: '单位统一认证登录' }).count()).toBe(0);
  });

  it('shows a verify-only clerk verification and nothing else', async () => {
    const page = await setting.open('wang.chen', '/');
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['核验']);
    const person = await pickPerson({ ...setting.town, libraries: setting.hub.libraries });
    await page.getByLabel('号码', { exact: true }).fill(person.number);
    await page.getByLabel('姓名或名称').fill(person.name);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.locator('.verdict.match').waitFor();
    await shot(page, 'verify-only-zh');
    for (const path of ['/today', '/tasks', '/loads', '/administration', '/credit']) {
      await page.goto(setting.url + path);
      await page.getByText('没有这个页面').waitFor();
    }
    const found = await page.request.get(`${setting.url}/v1/tasks`, { headers: { 'X-Purpose': 'account-opening', 'X-Matter-Code': 'M-1' } });
    expect(found.status()).toBe(403);
  });
});

describe.skipIf(!hasBrowser)('the purpose', () => {
  it('of the agency’s agreements is filled in, and the matter stays to be said', async () => {
    const page = await setting.open('li.nan', '/search', { matter: null });
    expect(await page.getByLabel('用途代码').inputValue()).toBe('housing-subsidy');
    await page.getByLabel('事项编号').fill('HS-0001');
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByRole('tab', { name: '按号码' }).waitFor();
    await page.getByRole('tab', { name: '按多项信息' }).click();
    await page.getByLabel('性别（可不填）').waitFor();
    await shot(page, 'search-unique-zh');
  });
});

describe.skipIf(!hasBrowser)('tasks', () => {
  it('are decided and undone by keyboard alone', async () => {
    const page = await setting.open('zhou.min', '/tasks?library=legal_person&kind=possible_duplicate');
    await page.keyboard.press('n');
    await page.locator('.compare td').first().waitFor();
    await settled(page);
    await page.locator('.compare td.result').nth(3).waitFor();
    const first = await page.locator('.bench').getAttribute('data-task');
    const goldens = await one<string[]>('select golden_ids as value from hub.task where task_id = $1', [first]);
    await page.keyboard.press('s');
    await page.locator(`.bench:not([data-task="${first}"])`).waitFor();
    expect(await one<string>('select state as value from hub.task where task_id = $1', [first])).toBe('done');
    const active = (): Promise<number> => one('select count(*)::integer as value from legal_person.golden_record where golden_id = any($1) and state = \'active\'', [goldens]);
    expect(await active()).toBe(1);
    await shot(page, 'tasks-decided-zh');
    await page.keyboard.press('u');
    await page.getByText('已撤销').first().waitFor();
    expect(await active()).toBe(2);
    await settled(page);
    const again = await one<string[]>('select golden_ids as value from hub.task where task_id = $1', [await page.locator('.bench').getAttribute('data-task')]);
    expect(again.toSorted()).toEqual(goldens.toSorted());
    const retaken = await page.locator('.bench').getAttribute('data-task');
    await page.keyboard.press('d');
    await page.locator(`.bench:not([data-task="${retaken}"])`).waitFor();
    expect(await one<number>('select count(*)::integer as value from hub.decision where kind = \'not_same\'')).toBe(1);
  });

  it('make a relation that is proposed, the other way round, or refuse it', async () => {
    const page = await setting.open('zhou.min', '/tasks?library=legal_person&kind=proposed_relation');
    await page.keyboard.press('n');
    const panel = page.locator('[data-relation="branch_of"]');
    await panel.waitFor();
    await settled(page);
    const bench = page.locator('.bench');
    const first = await bench.getAttribute('data-task');
    // Who is the branch is read of the names, which have the parent's in them.
    const names = (await panel.locator('.ant-alert-title').textContent())!.split(/— .* →/).map((name) => name.trim());
    expect(names[0]!.length).toBeGreaterThan(names[1]!.length);
    await shot(page, 'tasks-relation-zh');
    await page.keyboard.press('t');
    await panel.getByText(`${names[1]}`).first().waitFor();
    expect((await panel.locator('.ant-alert-title').textContent())!.startsWith(names[1]!)).toBe(true);
    await page.keyboard.press('t');
    await page.keyboard.press('s');
    await page.locator(`.bench:not([data-task="${first}"])`).waitFor();
    const related = (): Promise<number> => one('select count(*)::integer as value from legal_person.relation where decision_id is not null');
    expect([await related(), await one<string>('select state as value from hub.task where task_id = $1', [first])]).toEqual([1, 'done']);
    await page.keyboard.press('u');
    await page.getByText('已撤销').first().waitFor();
    expect(await related()).toBe(0);
    await settled(page);
    const again = await bench.getAttribute('data-task');
    await page.keyboard.press('s');
    await page.locator(`.bench:not([data-task="${again}"])`).waitFor();
    await panel.waitFor();
    await settled(page);
    const next = await bench.getAttribute('data-task');
    await page.keyboard.press('d');
    await page.locator(`.bench:not([data-task="${next}"])`).waitFor();
    expect(await one<number>('select count(*)::integer as value from hub.decision where kind = \'not_related\'')).toBe(1);
    expect(await related()).toBe(1);
    const goldenId = await one<string>('select golden_id as value from legal_person.relation where decision_id is not null');
    const record = await setting.open('zhou.min', `/records/legal_person/${goldenId}`);
    await record.getByRole('tab', { name: '关系', exact: true }).click();
    await settled(record);
    await shot(record, 'record-relations-decided-zh');
    await record.getByText('人工登记').waitFor();
  });

  it('take letters typed into the reason as letters', async () => {
    const page = await setting.open('zhou.min', '/tasks?library=population&kind=same_number_different_person');
    await page.keyboard.press('n');
    await page.locator('.compare td').first().waitFor();
    const task = await page.locator('.bench').getAttribute('data-task');
    await page.keyboard.press('r');
    await page.keyboard.type('skd sun');
    expect(await page.getByLabel('理由', { exact: true }).inputValue()).toBe('skd sun');
    expect(await page.locator('.bench').getAttribute('data-task')).toBe(task);
    // The record that waits shows its own values beside those of the golden record.
    expect(await page.locator('.compare tr.differs').count()).toBeGreaterThan(0);
    await settled(page);
    await shot(page, 'tasks-held-record-zh');
  });

  it('show masked numbers masked, in the source of the page too', async () => {
    const page = await setting.open('zhou.min', '/tasks?library=population&kind=attribute_conflict');
    await page.keyboard.press('n');
    await page.locator('.compare td').first().waitFor();
    await settled(page);
    const goldens = await one<string[]>('select golden_ids as value from hub.task where task_id = $1', [await page.locator('.bench').getAttribute('data-task')]);
    const number = await one<string>('select id_number as value from population.golden_record where golden_id = $1', [goldens[0]]);
    expect(number).toMatch(/^\d{17}[\dX]$/);
    expect(await page.content()).not.toContain(number);
    expect(await page.content()).toContain('***');
  });

  it('are closed in bulk', async () => {
    const page = await setting.open('zhou.min', '/tasks?view=list&library=credit&kind=credit_unlinked');
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: '批量办理' }).click();
    await shot(page, 'tasks-bulk-zh');
    await page.getByRole('dialog').getByRole('button', { name: '批量办理' }).click();
    await page.getByText(/办结 \d+ 件，未办 0 件/).waitFor();
  });
});

const chooseRelations = (count: number) => async (page: Page): Promise<void> => {
  await page.locator('.ant-table-tbody .ant-checkbox-input').first().waitFor();
  for (let place = 0; place < count; place++) await page.locator('.ant-table-tbody .ant-checkbox-input').nth(place).check();
  await page.getByRole('button', { name: /^(批量办理|Act on all)$/ }).click();
  await page.getByText(/^(按建议登记关系|Decide: record the relation as proposed)$/).click();
  await page.getByText(/^(可裁定 \d+ 件|\d+ can be decided)/).waitFor();
};

describe.skipIf(!hasBrowser)('proposed relations', () => {
  const related = (): Promise<number> => one('select count(*)::integer as value from legal_person.relation where decision_id is not null');

  it('are recorded and refused in bulk, after a look at each', async () => {
    const before = await related();
    const page = await setting.open('zhou.min', '/tasks?view=list&library=legal_person&kind=proposed_relation');
    // Another takes one of them after the list was read.
    const taken = await page.locator('.ant-table-tbody .ant-table-row').first().getAttribute('data-row-key');
    await database.ownerPool.query(`update hub.task set claimed_client = 'another', claimed_operator = 'wang.li', claimed_until = now() + interval '1 day' where task_id = $1`, [taken]);
    await chooseRelations(3)(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('可裁定 2 件，不能裁定 1 件').waitFor();
    for (const row of await dialog.locator('.ant-table-tbody tr.ant-table-row').all()) {
      const [branch, relation, parent, state] = await row.locator('td').allTextContents();
      if (relation !== '') expect([branch, relation, state]).toEqual([`${parent}陈仓分公司`, '分支机构隶属 →', '']);
      else expect([branch, parent, state]).toEqual([expect.stringMatching(/公司$/), expect.stringMatching(/公司$/), '该待办正由他人办理']);
    }
    expect(await dialog.getByLabel('理由').inputValue()).toContain('关系属实');
    await settled(page);
    await shot(page, 'tasks-bulk-relations-zh');
    await dialog.getByRole('button', { name: '批量办理' }).click();
    await page.getByText('办结 2 件，未办 0 件').waitFor();
    await shot(page, 'tasks-bulk-relations-done-zh');
    expect(await related()).toBe(before + 2);
    await dialog.getByRole('button', { name: '取消' }).click();
    await settled(page);
    await page.locator('.ant-table-tbody .ant-checkbox-input').nth(1).check();
    await page.getByRole('button', { name: '批量办理' }).click();
    await page.getByText('判为不是此关系（不再建议）').click();
    await page.getByText('可裁定 1 件').waitFor();
    await dialog.getByRole('button', { name: '批量办理' }).click();
    await page.getByText('办结 1 件，未办 0 件').waitFor();
    expect(await related()).toBe(before + 2);
    await database.ownerPool.query('update hub.task set claimed_client = null, claimed_operator = null, claimed_until = null where task_id = $1', [taken]);
  });

  it('are not decided together with what is no relation', async () => {
    const page = await setting.open('zhou.min', '/tasks?view=list&library=legal_person');
    const box = (kind: string): Locator => page.locator('.ant-table-tbody .ant-table-row', { hasText: kind }).locator('.ant-checkbox-input').first();
    await box('建议登记关系').check();
    await box('疑似重复').check();
    await page.getByRole('button', { name: '批量办理' }).click();
    await page.getByText('关系建议与重复须分别选中', { exact: false }).waitFor();
    await settled(page);
    await shot(page, 'tasks-bulk-mixed-zh');
    expect(await page.getByText('判为同一').count() + await page.getByText('按建议登记关系').count()).toBe(0);
  });

  it('of a record are shown page by page', async () => {
    const goldenId = await one<string>(`select golden_id as value from legal_person.golden_record where state = 'active' order by golden_id limit 1`);
    await database.ownerPool.query(`insert into legal_person.relation (record_id, type, golden_id, target_library, target_golden_id)
      select md5('page ' || golden_id)::uuid, 'succeeds', golden_id, 'legal_person', $1 from legal_person.golden_record where state = 'active' and golden_id <> $1 limit 70`, [goldenId]);
    const page = await setting.open('zhou.min', `/records/legal_person/${goldenId}`);
    await page.getByRole('tab', { name: '关系', exact: true }).click();
    const rows = page.getByRole('table', { name: '已登记的关系' }).locator('tr');
    await rows.nth(40).waitFor();
    expect(await rows.count()).toBeLessThanOrEqual(50);
    await page.getByRole('button', { name: '更多关系' }).scrollIntoViewIfNeeded();
    await shot(page, 'record-relations-more-zh');
    await page.getByRole('button', { name: '更多关系' }).click();
    await rows.nth(69).waitFor();
    expect(await page.getByRole('button', { name: '更多关系' }).count()).toBe(0);
    await database.ownerPool.query(`delete from legal_person.relation where record_id in (select md5('page ' || golden_id)::uuid from legal_person.golden_record)`);
  });

  it('are downloaded as CSV', async () => {
    const page = await setting.open('zhou.min', '/administration/links');
    const row = page.locator('.ant-table-row', { hasText: '分支机构隶属' });
    const [file] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: '下载关系（CSV）' }).click()]);
    expect(file.suggestedFilename()).toBe('relations-legal_person-branch_of.csv');
    const [header, ...lines] = readFileSync(await file.path(), 'utf8').trimEnd().split('\r\n');
    expect(header).toMatch(/^type,from_golden_id,/);
    expect(lines.filter((line) => line.includes(',decision,')).length).toBe(await related());
  });
});

describe.skipIf(!hasBrowser)('loads', () => {
  it('are rejected, corrected and dropped back', async () => {
    const page = await setting.open('sun.hao', '/loads');
    const feed = setting.hub.libraries.find(({ code }) => code === 'population')!.feeds['police_household']!;
    const header = (column: string): string => feed.columns[column]!.headers[0]!;
    const columns = ['person_key', 'id_number', 'full_name', 'updated'];
    const file = join(setting.town.folder, 'new-people.csv');
    const person = await pickPerson({ ...setting.town, libraries: setting.hub.libraries });
    const rows = [[`K-1`, person.number, person.name, '2026-01-01'], ['K-2', person.number, '', '2026-01-01'], ['K-3', person.number, person.name, '2026-01-02'], ['K-4', person.number, person.name, '2026-01-03'], ['K-5', person.number, person.name, '2026-01-03'], ['K-6', person.number, person.name, '2026-01-03']];
    await writeFile(file, `${columns.map(header).join(',')}\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);
    await page.locator('.drop input[type=file]').setInputFiles(file);
    await page.getByText(/按表头认出：/).waitFor();
    await shot(page, 'loads-deliver-zh');
    await page.getByRole('dialog').getByRole('button', { name: '报送' }).click();
    await page.getByRole('heading', { name: '公安户籍登记' }).waitFor();
    await page.locator('.page .ant-tag', { hasText: '完成' }).first().waitFor({ timeout: 30_000 });
    const loadId = Number(page.url().split('/').at(-1));
    await page.getByText('必填项为空').first().waitFor();
    await page.getByRole('button', { name: '查看行' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载退回记录（CSV）' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv).toContain('reject_id');
    await settled(page);
    await shot(page, 'loads-rejects-zh');
    const [head = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean);
    const place = head.split(',').indexOf(header('full_name'));
    const corrected = lines.map((line) => line.split(',').map((cell, index) => (index === place ? person.name : cell)).join(','));
    const back = join(setting.town.folder, 'new-people-rejects.csv');
    await writeFile(back, `${head}\r\n${corrected.join('\r\n')}\r\n`);
    await page.locator('.drop input[type=file]').setInputFiles(back);
    await page.getByRole('dialog').getByRole('button', { name: '报送' }).click();
    await page.waitForURL((url) => Number(url.pathname.split('/').at(-1)) > loadId);
    // The address changes a moment before the page does.
    await page.locator('.ant-breadcrumb', { hasText: `批次 ${page.url().split('/').at(-1)}` }).waitFor();
    await page.locator('.page .ant-tag', { hasText: '完成' }).first().waitFor({ timeout: 30_000 });
    expect(await one<number>('select count(*)::integer as value from population.reject where load_id = $1 and closed_at is null', [loadId])).toBe(0);
  });
});

describe.skipIf(!hasBrowser)('challenges', () => {
  const doubt = async (page: Page, attribute: string, reason: string): Promise<void> => {
    await page.getByRole('row').filter({ has: page.getByRole('cell', { name: attribute, exact: true }) }).getByRole('button', { name: '提出校核' }).click();
    await page.getByLabel('应为（可不填）').fill('王晓明');
    await page.getByLabel('理由').fill(reason);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('进展见“校核”页').first().waitFor();
  };

  it('are raised at the window, answered by the department, and followed or taken back by who raised them', async () => {
    const goldenId = await one<string>(`select golden_id as value from population.source_record where golden_id is not null group by 1 having bool_and(source = 'police') limit 1`);
    const window = await setting.open('li.nan', `/records/population/${goldenId}`);
    await doubt(window, '姓名', '窗口核对身份证，姓名不同');
    await doubt(window, '性别', '点错了');
    await window.getByRole('link', { name: '校核' }).click();
    await window.getByText('窗口核对身份证').waitFor();
    await settled(window);
    await shot(window, 'challenges-raised-zh');
    await window.getByRole('row', { name: /点错了/ }).getByRole('button', { name: '查看' }).click();
    await window.getByRole('button', { name: '撤回校核' }).click();
    await window.getByRole('tooltip').getByRole('button', { name: '撤回校核' }).click();
    await window.getByText('已撤回').first().waitFor();
    await settled(window);
    expect(await window.getByText('点错了').count()).toBe(1);
    const clerk = await setting.open('gao.lei', '/today');
    const tile = clerk.getByRole('link', { name: '待答复的校核' });
    expect(await tile.textContent()).toContain('1');
    await tile.click();
    await clerk.getByRole('button', { name: '答复', exact: true }).click();
    await clerk.getByLabel('不采纳：数值无误').check();
    await clerk.getByRole('button', { name: '提交答复' }).click();
    await clerk.getByText('不采纳须说明理由').waitFor();
    await settled(clerk);
    await shot(clerk, 'challenges-answer-zh');
    expect(await clerk.content()).not.toContain(goldenId);
    await clerk.getByLabel('说明').fill('底册与所报一致');
    await clerk.getByRole('button', { name: '提交答复' }).click();
    await clerk.getByText('未采纳').first().waitFor();
    expect(await one<string>(`select string_agg(state || ' ' || coalesce(answer_reason, '-'), ', ' order by state) as value from hub.challenge`)).toBe('refused 底册与所报一致, withdrawn -');
    await window.goto(`${setting.url}/challenges`);
    await window.getByText('没有校核').waitFor();
    await window.locator('.ant-segmented-item', { hasText: '全部' }).click();
    await window.getByRole('row', { name: /窗口核对身份证/ }).getByRole('button', { name: '查看' }).click();
    await window.getByText('底册与所报一致').waitFor();
  });
});

describe.skipIf(!hasBrowser)('the audit trail', () => {
  it('is searched by matter, by record and by outcome', async () => {
    const goldenId = await one<string>(`select golden_id as value from population.golden_record where state = 'active' limit 1`);
    const window = await setting.open('li.nan', `/records/population/${goldenId}`, { matter: 'HS-AUDIT-1' });
    expect((await window.request.get(`${setting.url}/v1/persons/golden/${goldenId}`, { headers: { 'X-Purpose': 'another-purpose', 'X-Matter-Code': 'HS-AUDIT-1' } })).status()).toBe(403);
    for (const language of ['en', 'zh'] as const) {
      const page = await setting.open('zhao.jing', '/administration/audit', { language });
      await page.getByLabel(language === 'zh' ? '事项编号' : 'Matter', { exact: true }).fill('HS-AUDIT-1');
      await page.getByRole('button', { name: language === 'zh' ? '查询' : 'Search' }).click();
      await page.getByText('NOT_GRANTED').waitFor();
      await settled(page);
      await shot(page, `audit-found-${language}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
    }
    const page = await setting.open('zhao.jing', '/administration/audit');
    await page.getByLabel('经办人').fill('li.nan');
    await page.getByRole('button', { name: '查询' }).click();
    const record = page.getByRole('button', { name: `谁查看过这条记录 ${goldenId}` }).first();
    await record.waitFor();
    expect(await page.locator('.ant-table-row', { hasNotText: 'li.nan' }).count()).toBe(0);
    await record.click();
    expect(await page.getByLabel('主记录编号').inputValue()).toBe(goldenId);
    // The question about the record is itself among what is found when it is asked again.
    await page.locator('.ant-table-row', { hasText: 'HS-AUDIT-1' }).first().waitFor();
    await page.getByRole('button', { name: '清空' }).click();
    await page.getByLabel('结果').click();
    await page.locator('.ant-select-item-option', { hasText: '已拒绝' }).click();
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('NOT_GRANTED').first().waitFor();
    expect(await page.locator('.ant-table-row', { hasText: '已答复' }).count()).toBe(0);
    await page.getByLabel('自（含当日）').fill('2020-01-01');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('不超过 92 天的时段').waitFor();
    await page.getByLabel('自（含当日）').fill('2099-01-01');
    await page.getByText('起日晚于止日').waitFor();
    await shot(page, 'audit-error-zh');
    expect(await one<number>(`select count(*)::integer as value from hub.audit_event where operation_id = 'listAuditEvents' and details -> 'asked' ->> 'operatorId' = 'li.nan'`)).toBe(1);
  });
});

describe.skipIf(!hasBrowser)('the credit desk', () => {
  it('checks a listed firm and feeds back', async () => {
    const { firm } = await pickListed({ ...setting.town, libraries: setting.hub.libraries });
    expect(firm).not.toBeNull();
    const page = await setting.open('he.jing', '/credit', { matter: 'BID-2026-001' });
    await page.getByLabel('号码', { exact: true }).fill(firm!.number);
    await page.getByLabel('姓名或名称').fill(firm!.name);
    await page.getByLabel('号码类型').click();
    await page.locator('.ant-select-item-option', { hasText: '统一社会信用代码' }).first().click();
    await page.getByRole('button', { name: '核查', exact: true }).click();
    await page.getByText('有惩戒措施').waitFor();
    const today = await setting.open('he.jing', '/today', { matter: 'BID-2026-001' });
    const owed = today.locator('.tile', { hasText: '待反馈的核查' }).locator('strong');
    await owed.getByText('1', { exact: true }).waitFor();
    await page.locator('.feedback-line .ant-radio-button-wrapper', { hasText: /^已采取$/ }).first().click();
    for (const line of await page.locator('.feedback-line').all()) await line.locator('.ant-radio-button-wrapper').first().click();
    await shot(page, 'credit-answer-zh');
    await page.getByRole('button', { name: '提交反馈' }).click();
    await page.locator('.ant-alert', { hasText: '已反馈' }).waitFor();
    expect(await one<number>('select count(*)::integer as value from hub.credit_feedback')).toBeGreaterThan(0);
    await today.reload();
    await owed.getByText('0', { exact: true }).waitFor();
  });

  it('checks a file of subjects and gives it back with the answers, or says what its header lacks', async () => {
    const { firm } = await pickListed({ ...setting.town, libraries: setting.hub.libraries });
    const page = await setting.open('he.jing', '/credit/files', { matter: 'BID-2026-002' });
    const file = join(setting.town.folder, 'bidders.csv');
    await writeFile(file, `类型,号码,名称,标段\r\n统一社会信用代码,${firm!.number},${firm!.name},A1\r\n统一社会信用代码,${firm!.number},别的名称,A2\r\n统一社会信用代码,${firm!.number.slice(0, -1)},${firm!.name},A3\r\n`);
    await page.locator('.drop input[type=file]').setInputFiles(file);
    await page.getByText('文件的列：类型、号码、名称、标段').waitFor();
    await settled(page);
    await shot(page, 'credit-file-dialog-zh');
    await page.getByRole('button', { name: '提交核查' }).click();
    const row = page.locator('.ant-table-row', { hasText: 'bidders.csv' });
    await row.getByText('惩戒 1').waitFor({ timeout: 30_000 });
    await row.getByText('不一致 1').waitFor();
    await row.getByText('号码无效 1').waitFor();
    const download = page.waitForEvent('download');
    await row.getByRole('button', { name: '下载结果' }).click();
    const result = await download;
    expect(result.suggestedFilename()).toBe('bidders-result.csv');
    const lines = (await readFile(await result.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toContain('标段,核查结果,名单,措施');
    expect(lines[1]).toContain('经营异常');
    // Half done, by another process: the page follows until it ends.
    const mark = (values: string): Promise<unknown> => database.ownerPool.query(`update hub.credit_file_check set ${values}`);
    await mark(`state = 'answering', answered_count = 1, finished_at = null, lease_owner = 'another', lease_until = now() + interval '1 hour'`);
    await page.reload();
    await row.getByRole('progressbar', { name: '核查中 1 / 3' }).waitFor();
    await shot(page, 'credit-files-answering-zh');
    await mark(`state = 'done', answered_count = 3, finished_at = now(), lease_owner = null, lease_until = null`);
    await row.getByRole('button', { name: '下载结果' }).waitFor();
    const unfit = join(setting.town.folder, 'unfit.csv');
    await writeFile(unfit, '号码,备注\r\nX,Y\r\n');
    await page.locator('.drop input[type=file]').setInputFiles(unfit);
    await page.getByRole('button', { name: '提交核查' }).click();
    const refused = page.locator('.ant-table-row', { hasText: 'unfit.csv' });
    await refused.getByText('缺少的列：名称').waitFor({ timeout: 30_000 });
    expect(await refused.innerText()).toContain('首行须有“号码”与“名称”列');
    await settled(page);
    await shot(page, 'credit-files-done-zh');
  });

  it('leads from an entry of the profile to an objection, and prints the report', async () => {
    const { firm } = await pickListed({ ...setting.town, libraries: setting.hub.libraries });
    const page = await setting.open('wu.tao', '/credit/report');
    await page.getByLabel('号码类型').click();
    await page.locator('.ant-select-item-option', { hasText: '统一社会信用代码' }).first().click();
    await page.getByLabel('号码', { exact: true }).fill(firm!.number);
    await page.getByLabel('姓名或名称').fill(firm!.name);
    await page.getByRole('button', { name: '查看档案' }).click();
    const entry = page.locator('.lines li', { hasText: '经营异常' }).first();
    await entry.waitFor();
    await settled(page);
    await shot(page, 'credit-profile-zh');
    await entry.getByRole('button', { name: '提出异议' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${firm!.name}：`).waitFor();
    await dialog.getByLabel('申请人').fill('王法定');
    await dialog.getByLabel('情况说明').fill('年度报告已按期公示');
    await dialog.getByLabel('证据所在（案卷号）').fill('YY-2026-0001/1');
    await shot(page, 'credit-objection-zh');
    await dialog.getByRole('button', { name: '提交' }).click();
    await entry.getByText('异议处理中').waitFor();
    expect(await one<number>('select count(*)::integer as value from hub.credit_case')).toBe(1);
    await page.getByRole('button', { name: '出具报告' }).click();
    // The hub's own document is what is shown, printed and saved: its marks are there, and its bytes are those that were issued.
    const report = page.frameLocator('iframe');
    await report.locator('.entry .mark', { hasText: '异议中' }).waitFor();
    await settled(page);
    await shot(page, 'credit-report-issued-zh');
    await page.locator('iframe').evaluate((frame: { contentWindow: { print: () => void }; dataset: Record<string, string> }) => { frame.contentWindow.print = () => { frame.dataset['printed'] = 'yes'; }; });
    await page.getByRole('button', { name: '打印' }).click();
    expect(await page.locator('iframe').getAttribute('data-printed')).toBe('yes');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存文件' }).click();
    const html = await readFile(await (await saved).path());
    expect(await one<string>('select html_zh as value from hub.credit_report')).toBe(html.toString());
    await page.getByRole('tab', { name: '修复与异议' }).click();
    await page.locator('.ant-table-row', { hasText: '经营异常' }).getByRole('button', { name: '查看' }).click();
    await page.getByText('年度报告已按期公示').waitFor();
    await settled(page);
    await shot(page, 'credit-case-zh');
  });

  it('shows a bureau how far the stream is, gives its files and keeps its authorisations', async () => {
    const page = await setting.open('gao.yuan', '/credit/flags');
    await page.getByText('还没有文件').first().waitFor();
    await shot(page, 'flags-empty-zh');
    await page.getByRole('button', { name: '立即生成文件' }).click();
    const full = page.locator('.ant-table-row', { hasText: '全量' }).first();
    const download = page.waitForEvent('download');
    await full.getByRole('button', { name: '下载' }).click();
    const bytes = await readFile(await (await download).path());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await one<string>(`select sha256 as value from hub.credit_flag_file where kind = 'full'`)).toBe(sha256);
    expect(await full.innerText()).toContain(sha256);
    const person = await pickPerson({ ...setting.town, libraries: setting.hub.libraries });
    await page.getByRole('tab', { name: '本人授权' }).click();
    await page.getByRole('button', { name: '登记授权' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('号码', { exact: true }).fill(person.number);
    await dialog.getByLabel('姓名或名称').fill(`${person.name}某`);
    await dialog.getByLabel('授权书编号').fill('SQ-2026-0001');
    await dialog.getByLabel('截止日').fill('2099-12-31');
    await dialog.getByRole('button', { name: '登记授权' }).click();
    await dialog.getByText('号码与名称不一致').waitFor();
    await shot(page, 'authorisation-refused-zh');
    await dialog.getByLabel('姓名或名称').fill(person.name);
    await dialog.getByRole('button', { name: '登记授权' }).click();
    await page.locator('.ant-table-row', { hasText: 'SQ-2026-0001' }).waitFor();
    const window = await setting.open('wu.tao', '/credit/withdrawals');
    await window.getByLabel('号码', { exact: true }).fill(person.number);
    await window.getByLabel('姓名或名称').fill(person.name);
    await window.getByRole('button', { name: '查询授权' }).click();
    const given = window.locator('.ant-table-row', { hasText: 'SQ-2026-0001' });
    await given.getByText('征信机构', { exact: true }).waitFor();
    await given.getByRole('button', { name: '撤销' }).click();
    await window.locator('.ant-popconfirm .ant-btn-primary').click();
    await given.getByText('本人撤销').waitFor();
    await shot(window, 'authorisations-withdrawn-zh');
    await page.getByLabel('只看有效').uncheck();
    await page.locator('.ant-table-row', { hasText: '本人撤销' }).waitFor();
  });
});

describe.skipIf(!hasBrowser)('the administration', () => {
  it('registers a webhook, shows its secret once, and sends again what did not arrive', async () => {
    let answers = 500;
    const receiver = createServer((request, response) => (request.resume(), response.writeHead(answers).end()));
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const page = await setting.open('he.jing', '/administration/webhooks');
    await page.getByRole('button', { name: '登记回调地址' }).click();
    await page.getByRole('textbox', { name: '地址' }).fill('http://10.0.0.1/hook');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByText('该地址不可作为回调地址').waitFor();
    await shot(page, 'webhook-refused-zh');
    await page.getByRole('textbox', { name: '地址' }).fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`);
    await page.getByRole('textbox', { name: '说明' }).fill('招标系统');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    const secret = page.locator('code', { hasText: 'whsec_' });
    const first = await secret.innerText();
    await settled(page);
    await shot(page, 'webhook-secret-zh');
    await page.locator('.ant-modal-close').last().click();
    await secret.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(first);
    await page.locator('.ant-table-row', { hasText: '招标系统' }).getByRole('button', { name: '打开' }).click();
    await page.getByRole('button', { name: '发送测试消息' }).click();
    await page.getByText('500 · 接收方拒绝').waitFor({ timeout: 30_000 });
    await database.ownerPool.query(`update hub.webhook_delivery set state = 'dead', attempts = 10, ended_at = now()`);
    await page.reload();
    await page.locator('.ant-table-row', { hasText: '招标系统' }).getByRole('button', { name: '打开' }).click();
    await page.getByRole('button', { name: '重发全部未送达（1）' }).waitFor();
    await settled(page);
    await shot(page, 'webhook-dead-zh');
    const english = await setting.open('he.jing', '/administration/webhooks', { language: 'en', shade: 'dark' });
    await english.locator('.ant-table-row', { hasText: '招标系统' }).getByRole('button', { name: 'Open' }).click();
    await english.getByRole('button', { name: 'Resend all dead (1)' }).waitFor();
    await settled(english);
    await shot(english, 'webhook-dead-en-dark');
    answers = 200;
    await page.getByRole('button', { name: '重发全部未送达（1）' }).click();
    await page.locator('.ant-segmented-item', { hasText: '已送达' }).click();
    await page.locator('.ant-drawer .ant-table-row', { hasText: '已送达' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: '暂停', exact: true }).click();
    await page.locator('.ant-drawer').getByText('已暂停').waitFor();
    await page.getByRole('button', { name: '更换密钥' }).click();
    await shot(page, 'webhook-rotate-zh');
    await page.locator('.ant-popconfirm .ant-btn-primary').click();
    expect(await secret.innerText()).not.toBe(first);
    await page.locator('.ant-modal-close').last().click();
    await page.getByText('旧密钥同时签名至').waitFor();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('rehearses an edition of the rules before it is kept', async () => {
    const page = await setting.open('lin.jia', '/administration/rules');
    await page.getByRole('button', { name: '导入版本' }).click();
    const drop = page.locator('.drop input[type=file]');
    const write = async (name: string, text: string): Promise<string> => {
      const path = join(setting.town.folder, name);
      await writeFile(path, text);
      return path;
    };
    await drop.setInputFiles(await write('broken.yaml', 'edition: "x\nlists: ['));
    await page.getByText('broken.yaml 不是可读的 YAML 或 JSON').waitFor();
    const list = (from: string): string => `edition: '2099'
lists:
  - code: abnormal_operation
    label: 经营异常名录|Abnormal operation
    polarity: punish
    section: abnormal
    authority: 市场监督管理部门
    basis: 示例
    takes: { class: list_entry, list: abnormal_operation }
    priority: 999
    published: true
    termMonths: 1
    from: '${from}'
`;
    await drop.setInputFiles(await write('no-day.yaml', list('2001-02-30')));
    await page.getByText('2001-02-30 不是日期').waitFor();
    await shot(page, 'rules-refused-zh');
    await drop.setInputFiles(await write('edition.yaml', list('2001-01-01')));
    await page.getByText('edition.yaml（2099 版）的演练结果，尚未写入').waitFor();
    await page.getByRole('dialog').locator('.ant-table-row', { hasText: '经营异常名录' }).waitFor();
    await settled(page);
    await shot(page, 'rules-rehearsed-zh');
    const count = (): Promise<number> => one(`select count(*)::integer as value from hub.credit_list where edition = '2099'`);
    expect(await count()).toBe(0);
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入：1 个名单').waitFor();
    expect(await count()).toBe(1);
    await page.getByLabel('版本').first().click();
    await page.locator('.ant-select-item-option', { hasText: '2099' }).click();
    expect(await page.locator('.ant-table-row').count()).toBe(1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载此版本' }).click();
    expect(JSON.parse(await readFile(await (await saved).path(), 'utf8'))).toMatchObject({ edition: '2099', lists: [{ code: 'abnormal_operation', termMonths: 1 }] });
    await database.ownerPool.query(`delete from hub.credit_list where edition = '2099'`);
  });
});

interface Pictured {
  readonly name: string;
  readonly person: Person;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  readonly options?: PageOptions;
  /** Looked at in the dark theme too. */
  readonly isDarkToo?: true;
}

const press = (key: string) => async (page: Page): Promise<void> => {
  await page.keyboard.press(key);
  try {
    await page.locator('.compare td').first().waitFor();
  } catch (error) {
    await shot(page, 'failed');
    throw error;
  }
};
const tab = (index: number) => async (page: Page): Promise<void> => page.getByRole('tab').nth(index).click();

const rehearsalTab = /^(试算与启用|Dry run and activation)$/;

const pages: readonly Pictured[] = [
  { name: 'today', person: 'zhou.min', path: '/today', isDarkToo: true },
  { name: 'today-clerk', person: 'he.jing', path: '/today' },
  { name: 'today-purpose', person: 'zhou.min', path: '/today', options: { matter: null } },
  { name: 'search', person: 'zhou.min', path: '/search' },
  { name: 'search-purpose', person: 'li.nan', path: '/search', options: { matter: null } },
  { name: 'search-likeness', person: 'zhou.min', path: '/search', act: tab(2) },
  { name: 'tasks-idle', person: 'zhou.min', path: '/tasks' },
  { name: 'tasks-duplicate', person: 'zhou.min', path: '/tasks?library=legal_person&kind=possible_duplicate', act: press('n'), isDarkToo: true },
  { name: 'tasks-relation', person: 'zhou.min', path: '/tasks?library=legal_person&kind=proposed_relation', act: press('n'), isDarkToo: true },
  { name: 'tasks-conflict', person: 'zhou.min', path: '/tasks?library=population&kind=attribute_conflict', act: press('n') },
  { name: 'tasks-list', person: 'zhou.min', path: '/tasks?view=list' },
  { name: 'tasks-bulk-relation', person: 'zhou.min', path: '/tasks?view=list&library=legal_person&kind=proposed_relation', act: chooseRelations(3), isDarkToo: true },
  { name: 'challenges', person: 'gao.lei', path: '/challenges' },
  { name: 'challenges-all', person: 'zhou.min', path: '/challenges', act: async (page) => page.locator('.ant-segmented-item').nth(1).click(), isDarkToo: true },
  { name: 'loads', person: 'sun.hao', path: '/loads' },
  { name: 'load', person: 'sun.hao', path: '/loads/1', isDarkToo: true },
  { name: 'load-missing', person: 'sun.hao', path: '/loads/999999' },
  { name: 'credit-check', person: 'he.jing', path: '/credit', isDarkToo: true },
  { name: 'credit-files', person: 'he.jing', path: '/credit/files', isDarkToo: true },
  { name: 'credit-due', person: 'he.jing', path: '/credit/due' },
  { name: 'credit-cases', person: 'wu.tao', path: '/credit/cases' },
  { name: 'credit-report', person: 'wu.tao', path: '/credit/report' },
  { name: 'credit-withdrawals', person: 'wu.tao', path: '/credit/withdrawals' },
  { name: 'flags', person: 'gao.yuan', path: '/credit/flags', isDarkToo: true },
  { name: 'authorisations', person: 'gao.yuan', path: '/credit/authorisations' },
  { name: 'feeds', person: 'zhou.min', path: '/administration/feeds' },
  { name: 'links', person: 'zhou.min', path: '/administration/links', isDarkToo: true },
  { name: 'models', person: 'zhou.min', path: '/administration/models' },
  { name: 'model', person: 'zhou.min', path: '/administration/models/1' },
  { name: 'model-weights', person: 'zhou.min', path: '/administration/models/1', act: (page) => page.getByRole('tab', { name: /^(权重|Weights)$/ }).click(), isDarkToo: true },
  { name: 'model-unrehearsed', person: 'sun.hao', path: '/administration/models/1', act: (page) => page.getByRole('tab', { name: rehearsalTab }).click() },
  { name: 'model-missing', person: 'zhou.min', path: '/administration/models/999999' },
  { name: 'rules', person: 'zhou.min', path: '/administration/rules' },
  { name: 'rules-administrator', person: 'lin.jia', path: '/administration/rules', act: async (page) => page.locator('.ant-table-row-expand-icon-collapsed').first().click(), isDarkToo: true },
  { name: 'webhooks', person: 'he.jing', path: '/administration/webhooks', isDarkToo: true },
  { name: 'accounts', person: 'chen.yu', path: '/administration/accounts' },
  { name: 'agreements', person: 'zhao.jing', path: '/administration/agreements' },
  { name: 'audit', person: 'zhao.jing', path: '/administration/audit' },
  { name: 'no-page', person: 'zhou.min', path: '/nowhere' },
];

describe.skipIf(!hasBrowser)('every page', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  /** Serious faults that axe finds, each with where it is. */
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as { violations: { id: string; impact: string; nodes: { html: string; any: { message: string }[] }[] }[] };
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 4).map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`));
  }

  interface Look {
    readonly language: 'zh' | 'en';
    readonly shade?: 'light' | 'dark';
  }

  async function picture({ name, person, path, act, options }: Pictured, { language, shade = 'light' }: Look): Promise<string[]> {
    const page = await setting.open(person, path, { language, shade, ...options });
    if (act !== undefined) {
      await act(page);
      await settled(page);
    }
    const file = `${name}-${language}${shade === 'dark' ? '-dark' : ''}`;
    await shot(page, file);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    const faults = [...(width > 1280 ? [`scrolls sideways: ${width}`] : []), ...(await faultsOf(page))];
    await page.context().close();
    return faults.map((fault) => `${file}: ${fault}`);
  }

  // The looks of a page are opened at once: much of a picture's time is waiting until nothing changes any more.
  it.each(pages)('$name: no serious issue, no sideways scroll, in both languages and, of some, in the dark theme', async (pictured) => {
    const looks: Look[] = [{ language: 'zh' }, { language: 'en' }, ...(pictured.isDarkToo ? [{ language: 'zh', shade: 'dark' } as const] : [])];
    expect((await Promise.all(looks.map((look) => picture(pictured, look)))).flat()).toEqual([]);
  });

  it('shows a record with its sources, links, time, relations, credit and decisions', async () => {
    const { firm } = await pickListed({ ...setting.town, libraries: setting.hub.libraries });
    const firmId = await one<string>(`select golden_id as value from legal_person.golden_record where uscc = $1 and state = 'active'`, [firm!.number]);
    const personId = await one<string>(`select golden_id as value from population.golden_record where state = 'active' and conflicts is not null limit 1`);
    const look = async (name: string, path: string, language: 'zh' | 'en'): Promise<void> => {
      const page = await setting.open('zhou.min', path, { language });
      const tabs = await page.getByRole('tab').count();
      for (let index = 0; index < tabs; index += 1) {
        await page.getByRole('tab').nth(index).click();
        await settled(page);
        await shot(page, `record-${name}-${index}-${language}`);
        expect(await faultsOf(page)).toEqual([]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
      await page.context().close();
    };
    const records = [['firm', `/records/legal_person/${firmId}`], ['person', `/records/population/${personId}`]] as const;
    await Promise.all(records.flatMap(([name, path]) => (['zh', 'en'] as const).map((language) => look(name, path, language))));
  });

  it('stays smooth with 10,000 tasks, long names and a wall of 4K', async () => {
    await database.ownerPool.query(`insert into hub.task (library, kind, rule, subject_key, evidence, priority, departments, due_on)
      select 'population', 'capped_block', 'P8', 'bulk:' || n, '{}', 7, array['human_resources'], '2026-01-01' from generate_series(1, 10000) n`);
    await database.ownerPool.query(`update legal_person.golden_record set name = repeat('某某省某某市某某区超长名称有限责任公司', 12) where golden_id = (select golden_id from legal_person.golden_record where state = 'active' order by golden_id limit 1)`);
    const long = await one<string>(`select golden_id as value from legal_person.golden_record where state = 'active' order by golden_id limit 1`);
    const page = await setting.open('zhou.min', '/tasks?view=list');
    await page.locator('.ant-table-row').first().waitFor();
    for (let turn = 0; turn < 6; turn += 1) {
      await page.mouse.move(800, 400);
      await page.mouse.wheel(0, 8_000);
      await page.waitForTimeout(300);
    }
    await settled(page);
    // Of all that was loaded only what is seen is in the page.
    expect(await page.locator('.ant-table-row').count()).toBeLessThan(80);
    await shot(page, 'tasks-list-10000-zh');
    const record = await setting.open('zhou.min', `/records/legal_person/${long}`);
    await shot(record, 'record-long-name-zh');
    expect(await record.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
    const wall = await setting.open('zhou.min', '/today', { width: 3840, height: 2160 });
    await shot(wall, 'today-wall-zh');
  });

  it('paints each page, and tells how soon', async () => {
    for (const path of ['/today', '/search', '/tasks', '/loads', '/credit', '/administration']) {
      const page = await setting.page('zhou.min');
      await page.goto(setting.url + path);
      await page.locator('main h1, main button').first().waitFor();
      const painted = (await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`)) as number | null;
      expect(painted, path).not.toBeNull();
      // A figure to read, not to fail by: the machine is shared.
      process.stdout.write(`first paint of ${path}: ${Math.round(painted!)} ms\n`);
      await page.context().close();
    }
  });

  it('rehearses a model, shows what would move, and activates it after asking', async () => {
    const place = '/administration/models/1';
    const library = await one<string>('select library as value from hub.match_model where model_id = 1');
    const openRehearsal = async (person: Person, options: PageOptions = {}): Promise<Page> => {
      const page = await setting.open(person, place, options);
      await page.getByRole('tab', { name: rehearsalTab }).click();
      await settled(page);
      return page;
    };
    const none = await setting.page('sun.hao');
    await none.route('**/v1/models', (route) => route.fulfill({ json: { items: [] } }));
    await none.goto(`${setting.url}/administration/models`);
    await none.getByText('还没有模型').waitFor();
    await shot(none, 'models-empty-zh');
    await database.pool.query(`insert into hub.model_rehearsal (rehearsal_id, library, model_id, auto_link, state, created_at, created_by, finished_at, problem)
      values (gen_random_uuid(), $1, 1, false, 'failed', now() - interval '1 day', 'sun.hao', now(), '{"code": "FAULT"}')`, [library]);
    const page = await openRehearsal('sun.hao');
    await page.getByText('试算中断').waitFor();
    await shot(page, 'model-failed-zh');
    // In force with links by score: what can be rehearsed is the change.
    expect(await page.getByRole('radio', { name: '不可以', exact: true }).isChecked()).toBe(true);
    await page.getByRole('button', { name: '开始试算' }).click();
    await page.locator('.ant-steps').waitFor();
    await shot(page, 'model-rehearsing-zh');
    await page.getByText('将变动的记录').waitFor({ timeout: 90_000 });
    await settled(page);
    await shot(page, 'model-rehearsed-zh');
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.sample').first().scrollIntoViewIfNeeded();
    expect(await page.locator('.sample').first().textContent()).toContain('新主记录');
    await shot(page, 'model-samples-zh');
    const told = await one<{ moved: number; splits: number; samples: { sourceKey: string }[] }>(`select result as value from hub.model_rehearsal where state = 'done'`);
    expect(told.moved).toBeGreaterThan(0);
    expect(told.samples.length).toBeGreaterThan(0);
    for (const { sourceKey } of told.samples) expect(await one<number>(`select count(*)::integer as value from ${library}.source_record where source_key = $1`, [sourceKey])).toBe(0);
    for (const [name, options] of [['en', { language: 'en' }], ['zh-dark', { shade: 'dark' }]] as const) {
      const other = await openRehearsal('zhou.min', options);
      await other.locator('.sample').first().waitFor();
      await shot(other, `model-rehearsed-${name}`);
      await other.locator('.sample').first().scrollIntoViewIfNeeded();
      await shot(other, `model-samples-${name}`);
      expect(await faultsOf(other)).toEqual([]);
      expect(await other.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
      // A steward sees the effect; who runs the hub activates.
      expect(await other.getByRole('button', { name: /^(启用|Activate)/ }).count()).toBe(0);
    }
    const english = await openRehearsal('sun.hao', { language: 'en' });
    await english.getByRole('button', { name: 'Activate model 1' }).click();
    await english.getByRole('dialog').waitFor();
    await english.waitForTimeout(400);
    await shot(english, 'model-activate-en');
    expect(await faultsOf(english)).toEqual([]);
    await page.getByRole('button', { name: '启用模型 1' }).click();
    await page.getByRole('dialog').getByText(/评分不自动归集/).waitFor();
    await page.waitForTimeout(400);
    await shot(page, 'model-activate-zh');
    await page.getByRole('dialog').getByRole('button', { name: '启用模型 1' }).click();
    await page.getByText(/已启用，.*条记录重新比对/).waitFor();
    await shot(page, 'model-activated-zh');
    expect(await one<object>('select jsonb_build_array(model_id, auto_link, updated_by) as value from hub.match_setting where library = $1', [library])).toEqual([1, false, 'sun.hao']);
    // The worker does what the dry run told.
    await expect.poll(() => one<number>(`select count(*)::integer as value from ${library}.source_record where link_score is not null and not is_withdrawn`), { timeout: 90_000, interval: 1_000 }).toBe(0);
    // Somebody else's activation meanwhile is a refusal with what to do.
    await english.getByRole('dialog').getByRole('button', { name: 'Activate model 1' }).click();
    await english.getByRole('dialog').getByRole('alert').waitFor();
    await shot(english, 'model-refused-en');
  }, 300_000);

  it('never made a script fail', () => {
    expect(setting.complaints).toEqual([]);
  });
});
