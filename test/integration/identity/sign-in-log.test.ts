// Whatever goes wrong while somebody signs in, the log holds no name, password, code, cookie or token.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withoutValues } from '../../../src/kernel/log.ts';
import { startApi, type TestApi } from '../../support/api.ts';
import { Browser, ownPassword, signInFirst } from '../../support/browser.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let api: TestApi;
let logged = '';

beforeAll(async () => {
  database = await testDatabase();
  const sink = new Writable({ write: (chunk, _encoding, done) => {
    logged += String(chunk);
    done();
  } });
  api = await startApi(database, { log: pino({ level: 'trace', base: null, serializers: { err: withoutValues } }, sink) });
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

it('holds neither names nor secrets, when all goes well, when it is refused, and when the database fails', async () => {
  const browser = new Browser(api);
  const password = await api.addAccount('secretive', 'bureau', ['steward']);
  await signInFirst(browser, 'secretive', password);
  const code = browser.code(Date.now() + 30_000);
  const guess = new Browser(api);
  await guess.signIn('secretive', 'Wrong-Guess-123');
  await guess.signIn('secretive', ownPassword);
  await guess.giveCode('000001');
  await database.ownerPool.query('alter table hub.account_credential rename to elsewhere');
  expect((await new Browser(api).signIn('secretive', ownPassword)).status).toBe(500);
  expect((await browser.ask('GET', '/v1/session')).status).toBe(500);
  expect((await guess.giveCode(code)).status).toBe(500);
  await database.ownerPool.query('alter table hub.elsewhere rename to account_credential');
  expect(logged).toContain('an operation failed');
  for (const secret of ['secretive', password, ownPassword, 'Wrong-Guess-123', code, browser.cookie?.split('=')[1], browser.csrfToken, browser.totp?.secret.base32]) {
    expect(secret).toBeTruthy();
    expect(logged).not.toContain(secret);
  }
});
