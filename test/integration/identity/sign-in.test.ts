// People sign in, stay and are put out: over the API of two servers on one database, with a clock that can be set.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAccount, createAccount, type AccountDeps } from '../../../src/identity/accounts.ts';
import { SecretHasher } from '../../../src/identity/secrets.ts';
import { removeOldSessions } from '../../../src/identity/sessions.ts';
import { setAgencyActive } from '../../../src/sharing/agencies.ts';
import { matter, startApi, type TestApi } from '../../support/api.ts';
import { Browser, ownPassword, signInFirst } from '../../support/browser.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { SetClock, until } from './setting.ts';

const clock = new SetClock();
let database: TestDatabase;
let api: TestApi;
let other: TestApi;
let accounts: AccountDeps;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database, { clock });
  other = await startApi(database, { clock });
  accounts = { prisma: api.prisma, pool: database.pool, clock, hasher: new SecretHasher(2, 100, 10) };
});
beforeEach(() => {
  clock.offset = 0;
});
afterAll(async () => {
  await api.stop();
  await other.stop();
  await database.drop();
});

/** A person of an agency who has signed in once, on a browser of the first server. */
async function person(roles: readonly string[], at: TestApi = api): Promise<{ name: string; browser: Browser }> {
  const name = `person-${++count}`;
  const browser = new Browser(at);
  const answer = await signInFirst(browser, name, await at.addAccount(name, 'bureau', roles));
  expect([answer.status, answer.json['state']], answer.text).toEqual([200, 'signed_in']);
  return { name, browser };
}

async function events(name: string): Promise<[string, string][]> {
  const { rows } = await database.pool.query<{ operation_id: string; outcome: string }>(
    'select operation_id, outcome from hub.audit_event where operator_id = $1 order by at, event_id', [name]);
  return rows.map((row) => [row.operation_id, row.outcome]);
}

const codeAt = (browser: Browser): string => browser.code(clock.now().getTime());

describe('signing in', () => {
  it('asks for a second factor and an own password first, and audits each step', async () => {
    const browser = new Browser(api);
    const password = await api.addAccount('wang.li', 'bureau', ['steward']);
    const first = await browser.signIn(' Wang.Li ', password);
    expect(first.json).toMatchObject({ state: 'enrol_second_factor', otpauthUri: expect.stringContaining('otpauth://totp/Jiku:wang.li?') });
    expect(first.json['account']).toBeUndefined();
    const second = await browser.giveCode(browser.code());
    expect(second.json).toMatchObject({ state: 'change_password', recoveryCodes: expect.arrayContaining([expect.stringMatching(/^\w{4}(-\w{4}){3}$/)]) });
    expect((await browser.ask('GET', '/v1/tasks', { headers: matter })).json['code']).toBe('SESSION_INCOMPLETE');
    expect((await browser.ask('GET', '/v1/session')).json).toMatchObject({ code: 'SESSION_INCOMPLETE', details: { state: 'change_password' } });
    const third = await browser.changePassword(password, ownPassword);
    expect(third.json).toMatchObject({ state: 'signed_in', account: { name: 'wang.li', roles: ['steward'], agency: { code: 'bureau' } } });
    expect((await browser.ask('GET', '/v1/session')).json).toMatchObject({ account: { name: 'wang.li', scopes: expect.arrayContaining(['tasks:read']) }, idleSeconds: 1800 });
    expect(await events('wang.li')).toEqual([['createSession', 'answered'], ['confirmSecondFactor', 'answered'], ['changePassword', 'answered']]);
  });

  it('keeps neither id, password, secret nor recovery code', async () => {
    const { browser } = await person(['steward']);
    const { rows } = await database.pool.query<{ all: string }>(`select concat((select json_agg(s) from hub.session s)::text,
      (select json_agg(c) from hub.account_credential c)::text, (select json_agg(r) from hub.recovery_code r)::text) as all`);
    for (const secret of [browser.cookie?.split('=')[1], browser.csrfToken, ownPassword, browser.totp?.secret.base32]) {
      expect(secret).toBeTruthy();
      expect(rows[0]?.all).not.toContain(secret);
    }
  });

  it('needs no second factor for those who only ask', async () => {
    const browser = new Browser(api);
    const answer = await signInFirst(browser, 'clerk', await api.addAccount('clerk', 'bureau', ['agency']));
    expect(answer.json['state']).toBe('signed_in');
    expect((await browser.ask('POST', '/v1/session/enrolment', { body: { password: 'no' } })).json['code']).toBe('PASSWORD_REFUSED');
    expect((await browser.ask('POST', '/v1/session/enrolment', { body: { password: ownPassword } })).json['otpauthUri']).toBeTruthy();
    expect((await browser.giveCode(codeAt(browser))).json).toMatchObject({ state: 'signed_in', recoveryCodes: expect.any(Array) });
    const again = new Browser(api);
    expect((await again.signIn('clerk', ownPassword)).json['state']).toBe('second_factor');
  });

  it('changes the id of the session at every step, and ids chosen by others are worth nothing', async () => {
    const browser = new Browser(api);
    browser.cookie = 'jiku_session=chosen-by-somebody-else';
    const password = await api.addAccount('fixated', 'bureau', ['steward']);
    const seen = [browser.cookie];
    await browser.signIn('fixated', password);
    seen.push(browser.cookie as string);
    await browser.giveCode(browser.code());
    seen.push(browser.cookie as string);
    await browser.changePassword(password, ownPassword);
    seen.push(browser.cookie as string);
    expect(new Set(seen).size).toBe(4);
    for (const Cookie of seen.slice(0, 3)) expect((await api.ask('GET', '/v1/session', { headers: { Cookie } })).json['code']).toBe('SESSION_ENDED');
  });

  it('sets a cookie that no script, no other site and, with https, no other host sees', async () => {
    const password = await api.addAccount('cookie', 'bureau', ['agency']);
    const answer = await new Browser(api).signIn('cookie', password);
    expect(answer.headers.get('set-cookie')).toMatch(/^jiku_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const secure = await startApi(database, { publicUrl: 'https://hub.example' });
    const headers = { Origin: 'https://hub.example' };
    const secured = await secure.ask('POST', '/v1/session', { body: { name: 'cookie', password }, headers });
    await secure.stop();
    expect(secured.headers.get('set-cookie')).toMatch(/^__Host-jiku_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  });

  it('tells a name that is nobody’s, a wrong password and a disabled account apart for nobody', async () => {
    const password = await api.addAccount('known', 'bureau', ['agency']);
    const disabled = await api.addAccount('disabled', 'bureau', ['agency'], { isActive: false });
    const answers = [];
    for (const [name, given] of [['nobody', 'x'], ['known', 'wrong'], ['disabled', disabled]] as const) answers.push(await new Browser(api).signIn(name, given));
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get('set-cookie')).toBeNull();
      expect({ ...json, requestId: '', auditEventId: '' }).toEqual({ ...answers[0]?.json, requestId: '', auditEventId: '' });
      const { rows } = await database.pool.query('select outcome from hub.audit_event where event_id = $1', [json['auditEventId']]);
      expect(rows).toEqual([{ outcome: 'SESSION_REFUSED' }]);
    }
    expect(await events('known')).toEqual([['createSession', 'SESSION_REFUSED']]);
    expect((await new Browser(api).signIn('known', password)).status).toBe(200);
  });
});

describe('lock-out', () => {
  it('comes after five failures, for names that are nobody’s too, and ends by itself or by an administrator', async () => {
    const password = await api.addAccount('locked', 'bureau', ['agency']);
    for (const name of ['locked', 'nobody-to-lock']) {
      for (let left = 4; left >= 0; left--) expect((await new Browser(left % 2 ? api : other).signIn(name, 'wrong')).json['details']).toMatchObject({ attemptsLeft: left });
      const answer = await new Browser(api).signIn(name, password);
      expect([answer.status, answer.json['code']]).toEqual([423, 'ACCOUNT_LOCKED']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(880);
    }
    await changeAccount(accounts, 'locked', { unlock: true });
    expect((await new Browser(api).signIn('locked', password)).status).toBe(200);
    clock.offset = 901;
    expect((await new Browser(api).signIn('nobody-to-lock', 'x')).status).toBe(401);
  });

  it('counts attempts at once as attempts one after the other', async () => {
    const password = await api.addAccount('stormed', 'bureau', ['agency']);
    const answers = await Promise.all(Array.from({ length: 12 }, () => new Browser(api).signIn('stormed', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect((await new Browser(api).signIn('stormed', password)).status).toBe(423);
  });

  it('guards the second factor as well, whatever the password', async () => {
    const { name } = await person(['steward']);
    for (let tried = 0; tried < 5; tried++) {
      const guess = new Browser(api);
      expect((await guess.signIn(name, ownPassword)).json['state']).toBe('second_factor');
      expect((await guess.giveCode('000000')).json['code']).toBe('SECOND_FACTOR_REFUSED');
    }
    const guess = new Browser(api);
    await guess.signIn(name, ownPassword);
    expect((await guess.giveCode('000000')).json['code']).toBe('ACCOUNT_LOCKED');
    expect((await guess.giveCode('000000')).json['code']).toBe('SESSION_ENDED');
  });
});

describe('the second factor', () => {
  it('takes a code once, on whatever server, and none from before it', async () => {
    const { name, browser } = await person(['steward']);
    clock.offset = 60;
    const code = codeAt(browser);
    const first = new Browser(api);
    const second = new Browser(other);
    await first.signIn(name, ownPassword);
    await second.signIn(name, ownPassword);
    expect((await first.giveCode(code)).json['state']).toBe('signed_in');
    expect((await second.giveCode(code)).json['code']).toBe('SECOND_FACTOR_REFUSED');
    expect((await second.giveCode(browser.code(clock.now().getTime() - 30_000))).json['code']).toBe('SECOND_FACTOR_REFUSED');
    expect((await second.giveCode(browser.code(clock.now().getTime() + 30_000))).json['state']).toBe('signed_in');
  });

  it('takes each recovery code once', async () => {
    const name = `person-${++count}`;
    const browser = new Browser(api);
    await browser.signIn(name, await api.addAccount(name, 'bureau', ['steward'], {}));
    const { json } = await browser.giveCode(browser.code());
    const [code] = json['recoveryCodes'] as string[];
    const { password } = await changeAccount(accounts, name, { resetPassword: true });
    const answers = [];
    for (let tried = 0; tried < 2; tried++) {
      const again = new Browser(api);
      await again.signIn(name, password ?? '');
      answers.push((await again.giveCode((code ?? '').toUpperCase().replaceAll('-', ' '))).json);
    }
    expect(answers).toMatchObject([{ state: 'change_password' }, { code: 'SECOND_FACTOR_REFUSED' }]);
  });

  it('once reset is enrolled anew', async () => {
    const { name, browser } = await person(['steward']);
    await changeAccount(accounts, name, { resetSecondFactor: true });
    expect((await browser.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
    expect((await new Browser(api).signIn(name, ownPassword)).json['state']).toBe('enrol_second_factor');
  });
});

describe('a password', () => {
  it('breaks no rule', async () => {
    const { browser, name } = await person(['agency']);
    for (const [next, rules] of [['Short-1', ['too_short']], ['alllowercase', ['too_plain']], ['Password-2026!', ['overused']], [`My-${name}-9`, ['names_owner']], ['Aa1!Aa1!Aa1!', ['too_uniform']], [ownPassword, ['unchanged']]] as const) {
      const answer = await browser.changePassword(ownPassword, next);
      expect([answer.status, answer.json['code'], answer.json['details']]).toEqual([422, 'PASSWORD_WEAK', { rules }]);
      expect(answer.text).not.toContain(next);
    }
    expect((await browser.changePassword(ownPassword, '春眠不觉晓处处闻啼鸟Abc')).status).toBe(200);
  });

  it('must be changed when it is old', async () => {
    const { name } = await person(['agency']);
    clock.offset = 91 * 86_400;
    expect((await new Browser(api).signIn(name, ownPassword)).json['state']).toBe('change_password');
  });

  it('once changed ends the other sessions', async () => {
    const { name, browser } = await person(['agency']);
    const elsewhere = new Browser(other);
    await elsewhere.signIn(name, ownPassword);
    await browser.changePassword(ownPassword, 'Another-Lake-88');
    expect((await browser.ask('GET', '/v1/session')).status).toBe(200);
    expect((await elsewhere.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
  });
});

describe('a session', () => {
  it('is a caller like a token: scopes of the roles, the person as operator', async () => {
    const { name, browser } = await person(['steward']);
    const { 'X-Operator-Id': _, ...headers } = matter;
    const answer = await browser.ask('GET', '/v1/tasks', { headers });
    expect(answer.status, answer.text).toBe(200);
    const { rows } = await database.pool.query('select client_id, agency_code, operator_id from hub.audit_event where event_id = $1', [answer.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ client_id: `account:${name}`, agency_code: 'bureau', operator_id: name }]);
    expect((await browser.ask('GET', '/v1/tasks', { headers: matter })).json['code']).toBe('OPERATOR_MISMATCH');
    expect((await browser.ask('GET', '/v1/tasks', { headers: { ...matter, 'X-Operator-Id': name } })).status).toBe(200);
    expect((await browser.ask('GET', '/v1/audit-events', { headers })).json['code']).toBe('SCOPE_MISSING');
    const { token } = await api.addClient('bureau', ['verify-only']);
    expect((await browser.ask('GET', '/v1/tasks', { headers: matter, token })).json['code']).toBe('SCOPE_MISSING');
  });

  it('ends when nobody uses it, whatever its pages ask by themselves, and at the latest after its life', async () => {
    const { browser } = await person(['agency']);
    const { browser: busy } = await person(['agency']);
    for (let minutes = 20; minutes < 720; minutes += 20) {
      clock.offset = minutes * 60;
      const background = await browser.ask('GET', '/v1/session', { headers: { 'X-Background': 'true' } });
      if (minutes === 20) expect(background.status).toBe(200);
      expect((await busy.ask('GET', '/v1/session')).status).toBe(200);
    }
    expect((await browser.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
    clock.offset = 721 * 60;
    expect((await busy.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
  });

  it('that is over is swept with its row', async () => {
    const { name } = await person(['agency']);
    const { name: fresh } = await person(['agency']);
    await database.pool.query(`update hub.session set last_seen_at = now() - interval '31 minutes' where account = $1`, [name]);
    await database.pool.query(`insert into hub.sign_in_failure values ('old', 1, now() - interval '2 days', null)`);
    expect(await removeOldSessions(database.pool, 1800)).toBeGreaterThanOrEqual(1);
    const { rows } = await database.pool.query('select account from hub.session where account = any ($1)', [[name, fresh]]);
    expect(rows).toEqual([{ account: fresh }]);
    expect((await database.pool.query(`select from hub.sign_in_failure where subject_hash = 'old'`)).rowCount).toBe(0);
  });

  it('is over everywhere when its person signs out', async () => {
    const { browser } = await person(['agency']);
    const headers = { Cookie: browser.cookie ?? '' };
    const answer = await browser.ask('DELETE', '/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    for (const server of [api, other]) expect((await server.ask('GET', '/v1/session', { headers })).json['code']).toBe('SESSION_ENDED');
  });

  it.each([
    ['its account is disabled', (name: string) => changeAccount(accounts, name, { isActive: false })],
    ['its roles change', (name: string) => changeAccount(accounts, name, { roles: ['agency'] })],
    ['its agency is disabled', () => setAgencyActive(api.prisma, 'bureau', false)],
    // By a statement of a DBA, which ends no session itself.
    ['the row of its account says so', (name: string) => database.ownerPool.query('update hub.account set is_active = false where name = $1', [name])],
  ])('is over within five seconds on every server when %s', async (_, change) => {
    const { name, browser } = await person(['steward']);
    const headers = { ...matter, 'X-Operator-Id': name, Cookie: browser.cookie ?? '' };
    const status = async (server: TestApi): Promise<number> => (await server.ask('GET', '/v1/tasks', { headers })).status;
    expect([await status(api), await status(other)]).toEqual([200, 200]);
    await change(name);
    const took = await until(async () => (await status(api)) === 401 && (await status(other)) === 401);
    expect(took).toBeLessThan(5_000);
    await setAgencyActive(api.prisma, 'bureau', true);
    await until(async () => (await other.ask('GET', '/readyz')).status === 200);
  });

  it('loses a role that a row no longer has, and is over when a role asks for a second factor that it lacks', async () => {
    const { name, browser } = await person(['agency']);
    await database.ownerPool.query(`update hub.account set roles = '{steward}' where name = $1`, [name]);
    await until(async () => (await browser.ask('GET', '/v1/session')).status === 401);
    expect((await new Browser(api).signIn(name, ownPassword)).json['state']).toBe('enrol_second_factor');
  });

  it('of an attempt that was under way when the password was reset does not begin', async () => {
    const { name } = await person(['agency']);
    const { rows: [held] } = await database.pool.query('select epoch from hub.account_credential where account = $1', [name]);
    const browser = new Browser(api);
    await browser.signIn(name, ownPassword);
    await changeAccount(accounts, name, { resetPassword: true });
    await database.pool.query(`update hub.session set epoch = $2 where account = $1`, [name, held.epoch]);
    expect((await browser.ask('GET', '/v1/session')).json['code']).toBe('SESSION_ENDED');
  });
});

describe('a request of another site', () => {
  const change = { body: { decision: 'approve' } };
  const changes: [string, string, object][] = [
    ['POST', '/v1/loads/1/decision', change], ['DELETE', '/v1/session', {}], ['POST', '/v1/session/password', { body: { current: 'a', next: 'b' } }],
    ['POST', '/v1/session/enrolment', { body: {} }],
  ];

  it.each(changes)('that changes something is refused: %s %s', async (method, path, ask) => {
    const { name, browser } = await person(['operator']);
    const token = browser.csrfToken ?? '';
    const foreign: Record<string, string>[] = [
      { Origin: 'http://evil.example' }, { Origin: 'null' }, { Origin: 'http://hub.example', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'http://hub.example', 'Sec-Fetch-Site': 'same-site' }, { 'X-CSRF-Token': '' }, { 'X-CSRF-Token': `${token}x` }, { 'X-CSRF-Token': token.replace(/^./, (one) => (one === 'a' ? 'b' : 'a')) },
    ];
    for (const headers of foreign) {
      const answer = await browser.ask(method, path, { ...ask, headers });
      expect([answer.status, answer.json['code']], JSON.stringify(headers)).toEqual([403, 'CSRF_REFUSED']);
    }
    expect((await browser.ask('GET', '/v1/session')).status).toBe(200);
    if (path.startsWith('/v1/loads')) expect(await events(name)).toContainEqual(['decideLoad', 'CSRF_REFUSED']);
    expect((await api.ask(method, path, { ...ask, headers: { Cookie: browser.cookie ?? '', 'X-CSRF-Token': token } })).json['code']).toBe('CSRF_REFUSED');
  });

  it('signs nobody in', async () => {
    const password = await api.addAccount('victim', 'bureau', ['agency']);
    const body = { name: 'victim', password };
    expect((await api.ask('POST', '/v1/session', { body })).json['code']).toBe('CSRF_REFUSED');
    expect((await api.ask('POST', '/v1/session', { body, headers: { Origin: 'https://evil.example' } })).json['code']).toBe('CSRF_REFUSED');
    // The address that was asked is our own, whatever the configured one.
    expect((await api.ask('POST', '/v1/session', { body, headers: { Origin: api.url } })).status).toBe(200);
    expect((await api.ask('POST', '/v1/session', { body, headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200);
  });

  it('does not act for a page of ours with the token of another session', async () => {
    const { browser } = await person(['agency']);
    const { browser: second } = await person(['agency']);
    const answer = await browser.ask('DELETE', '/v1/session', { headers: { 'X-CSRF-Token': second.csrfToken ?? '' } });
    expect(answer.json['code']).toBe('CSRF_REFUSED');
  });
});

describe('an account', () => {
  it.each([
    [{ name: 'Wang' }, 'name'], [{ name: '110101190001010014' }, 'name'], [{ displayName: ' ' }, 'displayName'], [{ roles: [] }, 'roles'], [{ roles: ['king'] }, 'roles'],
    [{ roles: ['operator', 'account-admin'] }, 'roles'], [{ roles: ['account-admin', 'security-auditor'] }, 'roles'], [{ language: 'fr' }, 'language'], [{ outsideSubject: '' }, 'outsideSubject'],
  ])('as %j is refused', async (change, field) => {
    const account = { name: 'new-one', displayName: '新人', agencyCode: 'bureau', roles: ['agency'], ...change };
    await expect(createAccount(accounts, account)).rejects.toMatchObject({ code: 'ACCOUNT_INVALID', details: { reasons: [expect.stringContaining(field)] } });
  });

  it('has a name of its own and an agency', async () => {
    const { name } = await person(['agency']);
    const account = { name, displayName: '新人', agencyCode: 'bureau', roles: ['agency'] };
    await expect(createAccount(accounts, account)).rejects.toMatchObject({ code: 'ACCOUNT_EXISTS' });
    await expect(createAccount(accounts, { ...account, name: 'new-two', agencyCode: 'nowhere' })).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' });
    await expect(createAccount(accounts, { ...account, name: 'new-three', roles: ['bureau'] })).rejects.toMatchObject({ code: 'ACCOUNT_INVALID', details: { reasons: [expect.stringContaining('kind bureau')] } });
    await expect(changeAccount(accounts, name, { roles: ['bureau'] })).rejects.toMatchObject({ code: 'ACCOUNT_INVALID' });
    await api.prisma.account.update({ where: { name }, data: { roles: ['bureau'] } });
    expect((await changeAccount(accounts, name, { isActive: false })).account.isActive).toBe(false);
    await expect(changeAccount(accounts, 'nobody', { isActive: true })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
  });
});
