// The console in a real browser: people sign in, decide by keyboard, correct a file, check and feed back; every page is looked at by axe
// and photographed in both languages.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pickListed, pickPerson } from '../../src/app/demo/subjects.ts';
import { createAccount } from '../../src/identity/accounts.ts';
import { SecretHasher } from '../../src/identity/secrets.ts';
import { findChromium, tellSkipped } from '../support/chromium.ts';
import { codeOf, openConsole, ownPassword, screenshots, settled, type ConsoleSetting, type PageOptions, type Person } from '../support/console.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const hasBrowser = findChromium() !== null;
if (!hasBrowser) tellSkipped();

let database: TestDatabase;
let setting: ConsoleSetting;

beforeAll(async () => {
  if (!hasBrowser) return;
  database = await testDatabase();
  setting = await openConsole(database);
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
    await page.locator('.feedback-line .ant-radio-button-wrapper', { hasText: /^已采取$/ }).first().click();
    for (const line of await page.locator('.feedback-line').all()) await line.locator('.ant-radio-button-wrapper').first().click();
    await shot(page, 'credit-answer-zh');
    await page.getByRole('button', { name: '提交反馈' }).click();
    await page.locator('.ant-alert', { hasText: '已反馈' }).waitFor();
    expect(await one<number>('select count(*)::integer as value from hub.credit_feedback')).toBeGreaterThan(0);
  });
});

interface Pictured {
  readonly name: string;
  readonly person: Person;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  readonly options?: PageOptions;
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

const pages: readonly Pictured[] = [
  { name: 'today', person: 'zhou.min', path: '/today' },
  { name: 'today-purpose', person: 'zhou.min', path: '/today', options: { matter: null } },
  { name: 'search', person: 'zhou.min', path: '/search' },
  { name: 'search-purpose', person: 'li.nan', path: '/search', options: { matter: null } },
  { name: 'search-likeness', person: 'zhou.min', path: '/search', act: tab(2) },
  { name: 'tasks-idle', person: 'zhou.min', path: '/tasks' },
  { name: 'tasks-duplicate', person: 'zhou.min', path: '/tasks?library=legal_person&kind=possible_duplicate', act: press('n') },
  { name: 'tasks-conflict', person: 'zhou.min', path: '/tasks?library=population&kind=attribute_conflict', act: press('n') },
  { name: 'tasks-list', person: 'zhou.min', path: '/tasks?view=list' },
  { name: 'challenges', person: 'gao.lei', path: '/challenges' },
  { name: 'challenges-all', person: 'zhou.min', path: '/challenges', act: async (page) => page.locator('.ant-segmented-item').nth(1).click() },
  { name: 'loads', person: 'sun.hao', path: '/loads' },
  { name: 'load', person: 'sun.hao', path: '/loads/1' },
  { name: 'load-missing', person: 'sun.hao', path: '/loads/999999' },
  { name: 'credit-check', person: 'he.jing', path: '/credit' },
  { name: 'credit-due', person: 'he.jing', path: '/credit/due' },
  { name: 'credit-cases', person: 'wu.tao', path: '/credit/cases' },
  { name: 'credit-report', person: 'wu.tao', path: '/credit/report' },
  { name: 'feeds', person: 'zhou.min', path: '/administration/feeds' },
  { name: 'models', person: 'zhou.min', path: '/administration/models' },
  { name: 'rules', person: 'zhou.min', path: '/administration/rules' },
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

  async function picture({ name, person, path, act, options }: Pictured, language: 'zh' | 'en', shade: 'light' | 'dark' = 'light'): Promise<string[]> {
    const page = await setting.open(person, path, { language, shade, ...options });
    await act?.(page);
    await settled(page);
    await shot(page, `${name}-${language}${shade === 'dark' ? '-dark' : ''}`);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    const faults = await faultsOf(page);
    await page.context().close();
    return [...(width > 1280 ? [`scrolls sideways: ${width}`] : []), ...faults];
  }

  it.each(pages)('$name: no serious issue, no sideways scroll, in both languages', async (pictured) => {
    expect({ zh: await picture(pictured, 'zh'), en: await picture(pictured, 'en') }).toEqual({ zh: [], en: [] });
  });

  it.each(pages.filter(({ name }) => ['today', 'challenges-all', 'tasks-duplicate', 'load', 'credit-check'].includes(name)))('$name: legible in the dark theme', async (pictured) => {
    expect(await picture(pictured, 'zh', 'dark')).toEqual([]);
  });

  it('shows a record with its sources, links, time, relations, credit and decisions', async () => {
    const { firm } = await pickListed({ ...setting.town, libraries: setting.hub.libraries });
    const firmId = await one<string>(`select golden_id as value from legal_person.golden_record where uscc = $1 and state = 'active'`, [firm!.number]);
    const personId = await one<string>(`select golden_id as value from population.golden_record where state = 'active' and conflicts is not null limit 1`);
    for (const [name, path] of [['firm', `/records/legal_person/${firmId}`], ['person', `/records/population/${personId}`]] as const) {
      for (const language of ['zh', 'en'] as const) {
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
      }
    }
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

  it('never made a script fail', () => {
    expect(setting.complaints).toEqual([]);
  });
});
