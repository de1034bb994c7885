// `hub account …` as who has the machine runs it, and that what it prints lets the person in.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubEnvironment, runHub, type CliResult } from '../../support/cli.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let folder: string;
let hub: (...args: string[]) => Promise<CliResult>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-accounts-'));
  hub = (...args) => runHub(args, hubEnvironment(database, folder));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const credential = async (): Promise<Record<string, unknown>> =>
  (await database.pool.query('select password_hash, must_change, epoch from hub.account_credential')).rows[0];

it('makes, lists, locks, unlocks and resets', async () => {
  await hub('agency', 'add', 'bureau', '--zh', '数据局', '--en', 'Data bureau');
  const made = await hub('account', 'create', 'wang.li', '--agency', 'bureau', '--display', '王丽', '--role', 'account-admin');
  expect(made.code, made.err).toBe(0);
  expect(made.out).toMatch(/^password {2}\w{4}(-\w{4}){3}$/m);
  const first = await credential();
  expect(first).toMatchObject({ must_change: true, password_hash: expect.stringMatching(/^scrypt\$/) });
  expect((await hub('account', 'lock', 'wang.li')).code).toBe(0);
  const listed = await hub('account', 'list', '--lang', 'en');
  expect(listed.out).toMatch(/wang\.li +王丽 +bureau +account-admin .*✗/);
  expect((await hub('account', 'unlock', 'wang.li')).code).toBe(0);
  const reset = await hub('account', 'reset-password', 'wang.li');
  expect(reset.out).toMatch(/^password /m);
  const second = await credential();
  expect(second['password_hash']).not.toBe(first['password_hash']);
  expect(Number(second['epoch'])).toBeGreaterThan(Number(first['epoch']));
  expect((await hub('account', 'reset-second-factor', 'wang.li')).code).toBe(0);
  expect((await hub('account', 'roles', 'wang.li', '--role', 'steward')).code).toBe(0);
  const { rows } = await database.pool.query(`select operation_id, details from hub.audit_event where operation_id like '%Account' order by at`);
  expect(rows.map((row) => [row.operation_id, row.details.account, row.details.changed])).toEqual([
    ['hub.createAccount', 'wang.li', undefined], ['hub.changeAccount', 'wang.li', ['isActive']], ['hub.changeAccount', 'wang.li', ['isActive', 'unlock']],
    ['hub.changeAccount', 'wang.li', ['resetPassword']], ['hub.changeAccount', 'wang.li', ['resetSecondFactor']], ['hub.changeAccount', 'wang.li', ['roles']],
  ]);
}, 180_000);

it('refuses what cannot be', async () => {
  const refused = await hub('account', 'create', 'both', '--agency', 'bureau', '--display', '二', '--role', 'operator,security-auditor');
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('ACCOUNT_INVALID')]);
  expect((await hub('account', 'lock', 'nobody')).err).toContain('ACCOUNT_UNKNOWN');
});
