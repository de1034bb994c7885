// From a change to a receiver: messages are written once, sent in order, signed, tried again, given up, sent again, and never anywhere closed.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverNext, type DeliverDeps } from '../../../src/credit/webhooks/deliver.ts';
import { fanOut, type FanOutDeps, type Recipient } from '../../../src/credit/webhooks/fan-out.ts';
import { send } from '../../../src/credit/webhooks/send.ts';
import { TargetPolicy } from '../../../src/credit/webhooks/targets.ts';
import {
  changeWebhook, createWebhook, deleteWebhook, listDeliveries, listWebhooks, resendDead, resendDelivery, rotateWebhookSecret, testWebhook,
} from '../../../src/credit/webhooks/webhooks.ts';
import { readRules } from '../../../src/credit/rules/read-rules.ts';
import { createSealer } from '../../../src/identity/seal.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { sql } from '../../../src/store/sql.ts';
import { loadOwnRules, putRecord } from '../../support/credit-records.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { insert, testId } from '../../support/golden-rows.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let database: TestDatabase;
let server: Server;
let url: string;
let received: Received[] = [];
/** What the receiver answers, one after the other; then 204. */
let answers: { status: number; headers?: Record<string, string>; delay?: number }[] = [];
let seconds = 0;
const clock = { now: () => new Date(Date.now() + 1000 * seconds), today: () => new Date(Date.now() + 1000 * seconds).toISOString().slice(0, 10) };
const newId = createIdSource();
const sealer = createSealer(Buffer.alloc(32, 3));
const recipients = new Map<string, Recipient>([
  ['housing', { agencyCode: 'housing', entries: sql`true`, hasFlags: false }],
  ['bureau', { agencyCode: 'bureau', entries: null, hasFlags: true }],
]);
let deps: DeliverDeps & FanOutDeps;

beforeAll(async () => {
  database = await testDatabase();
  for (const code of ['housing', 'bureau', 'stranger']) await insert(database.ownerPool, ['hub', 'agency'], { code, name_zh: code, name_en: code, kind: 'department' });
  await loadOwnRules(database.pool);
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const { status, headers, delay = 0 } = answers.shift() ?? { status: 204 };
      setTimeout(() => response.writeHead(status, headers).end(), delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  deps = {
    pool: database.pool, clock, newId, sealer, policy: new TargetPolicy(['127.0.0.1']), log: createLog('silent'), owner: 'p-1', timeout: 400, pauses: [10, 100], random: () => 0.5,
    rules: { current: () => readRules(database.pool) }, recipients: async () => recipients, organisations: ['legal_person'],
  };
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
});

beforeEach(async () => {
  received = [];
  answers = [];
  while ((await fanOut(deps)).hasMore);
});

afterEach(() => database.ownerPool.query('delete from hub.webhook'));

const make = async (agencyCode: string, eventTypes: string[], at = url) => createWebhook(deps, { agencyCode, clientId: 'c', url: at, eventTypes, description: null });
const entryTypes = ['credit.entry.began', 'credit.entry.changed', 'credit.entry.ended'];
let number = 300;
const list = (values: object = {}, id = ++number) => putRecord(database.pool, testId(id), { subject_golden_id: testId(1), subject_name: '示例科技有限公司', subject_uscc: '91110000FAKE00013H', ...values }, clock).then(() => testId(id));
const deliverAll = async () => {
  while (await deliverNext(deps));
};
const stateOf = async (webhookId: string) => (await listDeliveries(deps, 'housing', { webhookId, state: null, after: null, limit: 50 })).reverse()
  .map(({ state, attempts, lastStatus, lastFault }) => [state, attempts, lastStatus, lastFault]);

describe('messages', () => {
  it('are written once for the department’s events, say nothing of the subject, and verify', async () => {
    const { webhook, secret } = await make('housing', entryTypes);
    const entryId = await list();
    const results = await Promise.all([fanOut(deps), fanOut(deps), fanOut(deps)]);
    expect(results.reduce((sum, { messages }) => sum + messages, 0)).toBe(1);
    await putRecord(database.pool, entryId, { removed_on: '2026-06-01' }, clock);
    await fanOut(deps);
    await deliverAll();
    const [began, ended] = received.map(({ headers, body }) => new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, any>);
    expect(began).toEqual({
      type: 'credit.entry.began', timestamp: expect.any(String),
      data: {
        timepoint: expect.any(Number), entryId, list: { code: 'court_defaulter', edition: '2024' }, polarity: 'punish', begins: '2026-05-01', until: '2028-05-01', cause: 'load',
        measures: expect.arrayContaining([{ code: 'bid_limits', targetRoles: ['subject'] }]),
      },
    });
    expect(ended).toMatchObject({ type: 'credit.entry.ended', data: { entryId, cause: 'removed' } });
    expect(JSON.stringify(received)).not.toMatch(/示例|FAKE/);
    expect(await stateOf(webhook.webhookId)).toEqual([['delivered', 1, 204, null], ['delivered', 1, 204, null]]);
  });

  it('are of the kinds asked for, of changes after the webhook, and only for who may be told', async () => {
    await list();
    const ofHousing = await make('housing', ['credit.entry.ended', 'credit.flags.changed']);
    const ofBureau = await make('bureau', ['credit.entry.began', 'credit.flags.changed']);
    await make('stranger', [...entryTypes, 'credit.flags.changed']);
    await list();
    await list();
    expect((await fanOut(deps)).messages).toBe(1);
    expect((await listWebhooks(deps, 'housing')).map(({ pending }) => pending)).toEqual([0]);
    await deliverAll();
    expect(received.map(({ body }) => JSON.parse(body) as { type: string })).toMatchObject([{ type: 'credit.flags.changed', data: { timepoint: expect.any(Number) } }]);
    expect([ofHousing.webhook.state, ofBureau.webhook.state]).toEqual(['active', 'active']);
  });
});

describe('delivery', () => {
  it('tries again later, without holding back what comes after, until it is dead; then one or all are sent again under the same id', async () => {
    const { webhook: { webhookId } } = await make('housing', entryTypes);
    answers = [{ status: 500 }];
    await list();
    await list();
    await fanOut(deps);
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['pending', 1, 500, 'status'], ['pending', 0, null, null]]);
    seconds += 6;
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['pending', 1, 500, 'status'], ['delivered', 1, 204, null]]);
    for (const wait of [5, 101]) {
      answers = [{ status: 302, headers: { Location: 'http://127.0.0.1:1/' } }];
      seconds += wait;
      await deliverAll();
    }
    expect((await stateOf(webhookId))[0]).toEqual(['dead', 3, 302, 'redirect']);
    const [dead] = await listDeliveries(deps, 'housing', { webhookId, state: 'dead', after: null, limit: 50 });
    received = [];
    await expect(resendDelivery(deps, 'bureau', dead!.deliveryId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await resendDelivery(deps, 'housing', dead!.deliveryId);
    seconds += 6;
    await deliverAll();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([dead!.deliveryId]);
    await database.pool.query(`update hub.webhook_delivery set state = 'dead'`);
    expect(await resendDead(deps, 'housing', webhookId)).toBe(2);
    await deliverAll();
    expect(received).toHaveLength(3);
  });

  it('waits as Retry-After says', async () => {
    const { webhook: { webhookId } } = await make('housing', entryTypes);
    answers = [{ status: 503, headers: { 'Retry-After': '60' } }];
    await list();
    await fanOut(deps);
    await deliverAll();
    seconds += 30;
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['pending', 1, 503, 'status']]);
    seconds += 31;
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['delivered', 2, 204, null]]);
  });

  it('stops at 410 until the agency says so', async () => {
    const { webhook: { webhookId } } = await make('housing', entryTypes);
    answers = [{ status: 410 }];
    await list();
    await list();
    await fanOut(deps);
    await deliverAll();
    seconds += 1_000;
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['dead', 1, 410, 'status'], ['pending', 0, null, null]]);
    expect((await listWebhooks(deps, 'housing'))[0]).toMatchObject({ state: 'disabled', disabledCause: 'gone' });
    await changeWebhook(deps, 'housing', { webhookId, isActive: true });
    await deliverAll();
    expect((await stateOf(webhookId))[1]).toEqual(['delivered', 1, 204, null]);
  });

  it('gives up on a receiver that does not answer in time', async () => {
    const { webhook: { webhookId } } = await make('housing', entryTypes);
    answers = [{ status: 200, delay: 1_000 }];
    await list();
    await fanOut(deps);
    await deliverAll();
    expect(await stateOf(webhookId)).toEqual([['pending', 1, null, 'timeout']]);
  });

  it('goes out once at a time, in order, whatever the number of processes; a dead one’s lease runs out', async () => {
    await make('housing', entryTypes);
    answers = Array.from({ length: 12 }, () => ({ status: 204, delay: 20 }));
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) ids.push(await list());
    await fanOut(deps);
    const process = async (owner: string) => {
      while (await deliverNext({ ...deps, owner }));
    };
    await Promise.all(['p-1', 'p-2', 'p-3'].map(process));
    expect(received.map(({ body }) => (JSON.parse(body) as { data: { entryId: string } }).data.entryId)).toEqual(ids);
    await list();
    await fanOut(deps);
    await database.pool.query(`update hub.webhook set lease_owner = 'p-9', lease_until = $1`, [new Date(clock.now().getTime() + 60_000)]);
    expect(await deliverNext(deps)).toBe(false);
    seconds += 61;
    expect(await deliverNext(deps)).toBe(true);
    expect(received).toHaveLength(13);
  });

  it('carries two signatures while secrets change, and one after', async () => {
    const { webhook: { webhookId }, secret: former } = await make('housing', entryTypes);
    const { secret: fresh, webhook } = await rotateWebhookSecret(deps, 'housing', { webhookId, overlapHours: 1 });
    expect(webhook.formerSecretUntil).not.toBeNull();
    await testWebhook(deps, 'housing', webhookId);
    await deliverAll();
    const [both] = received as [Received];
    // The library refuses what is too old or too new, and this clock has been put forward.
    const verify = (secret: string, { body, headers }: Received) => new Webhook(secret).sign(String(headers['webhook-id']), new Date(1000 * Number(headers['webhook-timestamp'])), body);
    expect(String(both.headers['webhook-signature']).split(' ')).toEqual([verify(fresh, both), verify(former, both)]);
    seconds += 3_601;
    await testWebhook(deps, 'housing', webhookId);
    await deliverAll();
    expect(received[1]!.headers['webhook-signature']).toBe(verify(fresh, received[1]!));
    const { rows } = await database.pool.query('select secret_sealed, former_secret_sealed from hub.webhook');
    expect(JSON.stringify(rows)).not.toMatch(/whsec_/);
  });

  it('ends with its webhook', async () => {
    const { webhook: { webhookId } } = await make('housing', entryTypes);
    await testWebhook(deps, 'housing', webhookId);
    await expect(deleteWebhook(deps, 'bureau', webhookId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await deleteWebhook(deps, 'housing', webhookId);
    await deliverAll();
    expect(received).toEqual([]);
  });
});

describe('an address', () => {
  it('that is closed is refused when it is registered, and when it is called', async () => {
    const policy = new TargetPolicy();
    await expect(createWebhook({ ...deps, policy }, { agencyCode: 'housing', clientId: 'c', url, eventTypes: entryTypes, description: null })).rejects.toMatchObject({ code: 'WEBHOOK_TARGET' });
    const attempt = (target: string, given = policy) => send({ url: target, headers: {}, body: '{}', policy: given, timeout: 1_000 });
    expect((await attempt(url)).fault).toBe('target');
    expect((await attempt('https://127.0.0.1:1/')).fault).toBe('target');
    // A name that may be called, but leads to a closed address.
    const byName = Object.create(policy, { read: { value: (text: string) => new URL(text) } }) as TargetPolicy;
    expect((await attempt(`http://localhost:${new URL(url).port}/`, byName)).fault).toBe('target');
    expect(received).toEqual([]);
    expect((await attempt('http://127.0.0.1:1/', new TargetPolicy(['127.0.0.1']))).fault).toBe('connection');
  });

  it('is one of twenty at most', async () => {
    for (let index = 0; index < 20; index++) await make('housing', entryTypes);
    await expect(make('housing', entryTypes)).rejects.toMatchObject({ code: 'WEBHOOK_LIMIT' });
  });
});
