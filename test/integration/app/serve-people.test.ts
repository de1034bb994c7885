// A hub as it is composed: an account made by hand signs in over HTTP, asks with its cookie, and the console's place is served.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHub, type Hub } from '../../../src/app/compose.ts';
import { serve, type Serving } from '../../../src/app/serve.ts';
import { createAccount } from '../../../src/identity/accounts.ts';
import { createAgency } from '../../../src/sharing/agencies.ts';
import { askAt } from '../../support/api.ts';
import { Browser, signInFirst } from '../../support/browser.ts';
import { testConfig } from '../../support/config.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let folder: string;
let hub: Hub;
let serving: Serving;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-people-'));
  hub = await openHub(testConfig(database, folder));
  serving = await serve(hub, { work: false });
});
afterAll(async () => {
  await serving.stop();
  await hub.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('serves people and the console', async () => {
  await createAgency(hub.prisma, { code: 'bureau', nameZh: '数据局', nameEn: 'Data bureau', kind: 'operator' });
  const deps = { prisma: hub.prisma, pool: hub.pool, clock: hub.clock, hasher: hub.clients.hasher };
  const { password } = await createAccount(deps, { name: 'runner', displayName: '运行', agencyCode: 'bureau', roles: ['operator'] });
  await serving.api.refreshed();
  const browser = new Browser({ ask: askAt(serving.url) }, serving.url);
  expect((await signInFirst(browser, 'runner', password ?? '')).json['state']).toBe('signed_in');
  expect((await browser.ask('GET', '/v1/feeds')).json['items'].length).toBeGreaterThan(3);
  expect((await browser.ask('GET', '/v1/accounts')).json['code']).toBe('SCOPE_MISSING');
  const page = await fetch(`${serving.url}/`);
  expect([200, 503]).toContain(page.status);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect((await fetch(`${serving.url}/v1/nothing`)).status).toBe(404);
});

it('says which address is taken, and lets go of all that it had opened', async () => {
  const taken = Number(new URL(serving.url).port);
  const second = await openHub({ ...testConfig(database, folder), port: taken });
  await expect(serve(second, { work: false })).rejects.toMatchObject({ code: 'ADDRESS_UNAVAILABLE', details: { port: taken, reason: 'EADDRINUSE' } });
  await second.stop();
  const { rows: [{ open }] } = await database.ownerPool.query("select count(*)::int as open from pg_stat_activity where application_name = 'jiku access' and datname = current_database()");
  expect(open).toBe(1);
});
