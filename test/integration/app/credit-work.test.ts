// What the worker does for bureaus and departments, on an open hub: files for every agreement of flags, the ends of authorisations, messages to who
// may be told, and forgetting what is old.
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub, type Hub } from '../../../src/app/compose.ts';
import { buildAllFiles, creditJobs, readRecipients, startWebhooks } from '../../../src/app/credit-work.ts';
import { beginAuthorisation, listAuthorisations } from '../../../src/credit/flags/authorisations.ts';
import { listFiles } from '../../../src/credit/flags/files.ts';
import { createWebhook } from '../../../src/credit/webhooks/webhooks.ts';
import { createAgency } from '../../../src/sharing/agencies.ts';
import { createAgreement, endAgreement } from '../../../src/sharing/agreements.ts';
import { testConfig } from '../../support/config.ts';
import { putRecord } from '../../support/credit-records.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testId } from '../../support/golden-rows.ts';

let database: TestDatabase;
let hub: Hub;
let dataDir: string;
let server: Server;
let agreementId: string;
const received: { headers: Record<string, string>; body: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'jiku-credit-work-'));
  hub = await openHub(testConfig(database, dataDir, { webhookPrivate: ['127.0.0.1'] }));
  const library = hub.libraries.find(({ code }) => code === 'credit')!;
  for (const [code, operation] of [['bureau', 'flags'], ['housing', 'credit'], ['other', 'read']] as const) {
    await createAgency(hub.prisma, { code, nameZh: code, nameEn: code, kind: code === 'bureau' ? 'bureau' : 'department' });
    const made = await createAgreement(hub.prisma, library, {
      agencyCode: code, purposes: ['p-1', 'p-2'], legalBasis: 'test', validFrom: '2020-01-01', validTo: '2099-12-31', attributes: { document_no: 'clear' }, operations: [operation],
    });
    if (code === 'bureau') agreementId = made.agreementId;
  }
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await hub.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const job = (code: string) => creditJobs(hub).find((each) => each.code === code)!.run();

describe('the worker', () => {
  it('knows who may be told of what', async () => {
    const recipients = await readRecipients(hub);
    expect([...recipients.values()].map(({ agencyCode, entries, hasFlags }) => [agencyCode, entries !== null, hasFlags])).toEqual([['housing', true, false], ['bureau', false, true]]);
  });

  it('delivers what began to who registered for it', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { pool, clock, newId, sealer, webhookPolicy: policy } = hub;
    const { secret } = await createWebhook({ pool, clock, newId, sealer, policy }, { agencyCode: 'housing', clientId: 'c', url, eventTypes: ['credit.entry.began'], description: null });
    const stop = startWebhooks(hub);
    await putRecord(hub.pool, testId(401), { subject_golden_id: testId(1), subject_name: '示例' });
    await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
    await stop();
    expect(new Webhook(secret).verify(received[0]!.body, received[0]!.headers)).toMatchObject({ type: 'credit.entry.began', data: { entryId: testId(401) } });
  });

  it('builds the files of an agreement once, whatever its purposes, and removes them when it has ended', async () => {
    expect([await buildAllFiles(hub), await buildAllFiles(hub, 'housing')]).toEqual([5, 0]);
    const [full] = await listFiles(hub.pool, agreementId);
    expect(full).toMatchObject({ kind: 'full', rows: 1 });
    const folder = join(dataDir, 'flags', agreementId);
    expect(await readdir(folder)).toHaveLength(5);
    await database.ownerPool.query(`update hub.credit_flag_file set built_at = now() - interval '4 days'`);
    await buildAllFiles(hub);
    expect(await job('credit-clean-up')).toMatch(/files 5/);
    expect(await readdir(folder)).toHaveLength(5);
    await endAgreement(hub.prisma, agreementId);
    expect(await job('credit-clean-up')).toMatch(/files 5/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends authorisations whose last day is past, and moves those of merged persons', async () => {
    const authorisation = { agencyCode: 'bureau', subjectLibrary: 'population', lists: null, sections: null, until: '2099-12-31', clientId: 'c', operatorId: 'o' };
    await beginAuthorisation(hub, { ...authorisation, subjectGoldenId: testId(2), reference: 'over' });
    await beginAuthorisation(hub, { ...authorisation, subjectGoldenId: testId(3), reference: 'moved' });
    await database.ownerPool.query(`update hub.credit_authorisation set until_on = '2026-01-01' where reference = 'over'`);
    await database.ownerPool.query(`insert into population.golden_record (golden_id, state, redirect_to, created_at, recorded_at, cause) values ($1, 'redirected', $2, now(), now(), 'x')`, [testId(3), testId(4)]);
    expect(await job('credit-authorisations')).toBe('changed 2');
    expect(await job('credit-authorisations')).toBe('changed 0');
    const found = await listAuthorisations(hub, { agencyCode: 'bureau', limit: 9 });
    expect(found.map(({ reference, endedCause, subjectGoldenId }) => [reference, endedCause, subjectGoldenId])).toEqual([['moved', null, testId(4)], ['over', 'expired', testId(2)]]);
  });

  it('forgets changes after the days that are set', async () => {
    await database.ownerPool.query(`update hub.credit_change set at = now() - interval '41 days'`);
    expect(await job('credit-clean-up')).toMatch(/^changes [1-9]/);
    const { rows: [feed] } = await hub.pool.query('select floor > 0 as raised from hub.credit_feed');
    expect(feed).toEqual({ raised: true });
  });
});
