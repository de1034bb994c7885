// The whole way: a department's file over the API, the worker, an agency's masked answer, the audit row, and a client that is stopped.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub, type Hub } from '../../src/app/compose.ts';
import { findLibrary } from '../../src/app/libraries.ts';
import { serve, type Serving } from '../../src/app/serve.ts';
import { createClient, setClientActive } from '../../src/identity/clients.ts';
import { createAgency } from '../../src/sharing/agencies.ts';
import { createAgreement } from '../../src/sharing/agreements.ts';
import { testConfig } from '../support/config.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const number = '110101190001010014';
const file = `公民身份号码,姓名,性别,出生日期,人员编号,更新时间\n${number},张甲,1,1900-01-01,K1,2024-01-01\n`;
const matter = { 'X-Purpose': 'housing-subsidy', 'X-Matter-Code': 'M-1', 'X-Operator-Id': 'clerk-7' };

let database: TestDatabase;
let dataDir: string;
let hub: Hub;
let serving: Serving;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'jiku-flow-'));
  hub = await openHub(testConfig(database, dataDir));
  serving = await serve(hub);
});
afterAll(async () => {
  await serving.stop();
  await hub.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function enrol(agencyCode: string, role: string): Promise<{ clientId: string; token: string }> {
  await createAgency(hub.prisma, { code: agencyCode, nameZh: agencyCode, nameEn: agencyCode, kind: 'department' });
  const { client, secret } = await createClient(hub.clients, { agencyCode, name: 'test', roles: [role] });
  await serving.api.refreshed();
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: secret ?? '' });
  const answer = (await (await fetch(`${serving.url}/oauth/token`, { method: 'POST', body })).json()) as { access_token: string };
  return { clientId: client.clientId, token: answer.access_token };
}

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

async function lookUp(token: string): Promise<{ status: number; headers: Headers; body: Record<string, any> }> {
  const response = await fetch(`${serving.url}/v1/persons/lookup`, {
    method: 'POST', headers: { ...bearer(token), ...matter, 'Content-Type': 'application/json' },
    body: JSON.stringify({ identifiers: [{ type: 'id_number', value: number }] }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, any> };
}

describe('from a file to an audited answer', () => {
  it('takes the police’s file over the API and works it off', async () => {
    const { token } = await enrol('police', 'supplier');
    const url = `${serving.url}/v1/loads?library=population&feed=police_household&fileName=a.csv&declaredDate=2024-02-01`;
    const sent = await fetch(url, { method: 'POST', headers: { ...bearer(token), 'Content-Type': 'application/octet-stream', 'Idempotency-Key': 'delivery-0001' }, body: file });
    expect([sent.status, sent.headers.get('location')]).toEqual([202, '/v1/loads/1']);
    await expect.poll(async () => {
      const load = (await (await fetch(`${serving.url}/v1/loads/1`, { headers: bearer(token) })).json()) as Record<string, unknown>;
      return load['state'];
    }, { timeout: 30_000, interval: 200 }).toBe('done');
  });

  it('answers an agency what its agreement grants, and leaves an audit row that the answer names', async () => {
    const { token, clientId } = await enrol('housing', 'agency');
    expect((await lookUp(token)).status).toBe(403);
    await createAgreement(hub.prisma, findLibrary(hub.libraries, 'population'), {
      agencyCode: 'housing', purposes: ['housing-subsidy'], legalBasis: 'test', validFrom: '2020-01-01', validTo: '2099-12-31',
      attributes: { full_name: 'clear', id_number: 'masked' }, operations: ['read'],
    });
    await serving.api.refreshed();
    const answer = await lookUp(token);
    expect(answer.status).toBe(200);
    const { record } = answer.body['results'][0] as { record: { goldenId: string; attributes: Record<string, string> } };
    expect(record.attributes).toEqual({ full_name: '张甲', id_number: '110***********0014' });
    const { rows } = await database.pool.query('select client_id, purpose, matter_code, operator_id, outcome, golden_id, attributes from hub.audit_event where event_id = $1', [
      answer.headers.get('x-audit-event-id'),
    ]);
    expect(rows).toEqual([{
      client_id: clientId, purpose: 'housing-subsidy', matter_code: 'M-1', operator_id: 'clerk-7', outcome: 'answered', golden_id: record.goldenId,
      attributes: ['full_name', 'id_number'],
    }]);
    expect(JSON.stringify(rows)).not.toContain(number);

    await setClientActive(hub.clients, clientId, false);
    await expect.poll(async () => (await lookUp(token)).status, { timeout: 5_000, interval: 100 }).toBe(401);
  });
});
