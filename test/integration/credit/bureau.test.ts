// A bureau's integrator and a department's, by the API: pages, lines, waiting, a held stream, authorisations, files and events.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraries } from '../../../src/libraries/index.ts';
import { matter, startApi, type Answer, type TestApi } from '../../support/api.ts';
import { loadOwnRules, putRecord } from '../../support/credit-records.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { insertGolden, testId } from '../../support/golden-rows.ts';

const [population, legalPerson] = ['population', 'legal_person'].map((code) => libraries.find((library) => library.code === code)!);
const uscc = '91110000FAKE00013H';
const idNumber = '110101190001010014';
const firm = testId(1);
const person = testId(2);
const granted = { document_no: 'clear', decided_by: 'clear', listed_on: 'clear', reason: 'clear', subject_name: 'clear', subject_uscc: 'clear' } as const;
const lines = { ...matter, Accept: 'application/x-ndjson' };

let database: TestDatabase;
let api: TestApi;
let bureau: string;
let other: string;
let department: string;
let window: string;

beforeAll(async () => {
  database = await testDatabase();
  await loadOwnRules(database.pool);
  api = await startApi(database);
  await insertGolden(database.ownerPool, legalPerson!, { goldenId: firm, values: { uscc, name: '示例科技有限公司' }, identifiers: { uscc } });
  await insertGolden(database.ownerPool, population!, { goldenId: person, values: { full_name: '张示例' }, identifiers: { id_number: idNumber } });
  bureau = (await api.addClient('bureau_a', ['bureau'])).token;
  other = (await api.addClient('bureau_b', ['bureau'])).token;
  department = (await api.addClient('housing', ['credit-check'])).token;
  window = (await api.addClient('hall', ['subject-service'])).token;
  await api.addAgreement('credit', { agencyCode: 'bureau_a', attributes: granted, operations: ['flags'] });
  await api.addAgreement('credit', { agencyCode: 'bureau_b', attributes: { document_no: 'clear', subject_name: 'masked' }, operations: ['flags'] });
  await api.addAgreement('credit', { agencyCode: 'housing', attributes: granted, operations: ['credit'] });
  await api.addAgreement('credit', { agencyCode: 'hall', attributes: granted, operations: ['credit'] });
  await putRecord(database.pool, testId(101), { subject_golden_id: firm, subject_name: '示例科技有限公司', subject_uscc: uscc });
  await putRecord(database.pool, testId(102), { subject_golden_id: person, subject_library: 'population', subject_name: '张示例', subject_id_number: idNumber });
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const flags = (token: string, query: string, headers: Record<string, string> = matter): Promise<Answer> => api.ask('GET', `/v1/credit/flags?${query}`, { token, headers });
const authorise = (token: string, reference: string, changes: object = {}): Promise<Answer> => api.ask('POST', '/v1/credit/authorisations', {
  token, headers: matter, body: { subject: { type: 'id_number', value: idNumber, name: '张示例' }, reference, until: '2099-12-31', ...changes },
});
const revoke = (token: string, id: unknown): Promise<Answer> => api.ask('DELETE', `/v1/credit/authorisations/${String(id)}`, { token, headers: matter });
const timepoint = async (token = bureau): Promise<number> => Number((await flags(token, 'since=0')).json['next']);

describe('a page', () => {
  it('tells of organisations what the agreement grants, of persons nothing', async () => {
    const { json } = await flags(bureau, 'since=0');
    expect(json['more']).toBe(false);
    expect(json['items']).toEqual([{
      timepoint: expect.any(Number), op: 'add', entryId: testId(101),
      entry: {
        entryId: testId(101), list: { code: 'court_defaulter', edition: '2024', label: { zh: '失信被执行人', en: 'Defaulter in enforcement' } }, polarity: 'punish', section: 'judicial',
        begins: '2026-05-01', until: '2028-05-01', disputed: false, subject: { kind: 'organisation', name: '示例科技有限公司', uscc },
        attributes: { document_no: '0101', decided_by: '示例法院', listed_on: '2026-05-01', reason: '示例' },
      },
    }]);
    const masked = await flags(other, 'since=0');
    expect(masked.json['items'][0].entry).toMatchObject({ subject: { kind: 'organisation', name: expect.stringContaining('*') }, attributes: { document_no: '0101' } });
    expect(masked.text).not.toContain(uscc);
  });

  it('is audited with the entries that it told', async () => {
    const answer = await flags(bureau, 'since=0');
    const { rows } = await database.pool.query('select operation_id, golden_id, subject_count, agreement_id is not null as has_agreement, details from hub.audit_event where event_id = $1', [answer.headers.get('x-audit-event-id')]);
    expect(rows).toEqual([{ operation_id: 'readFlags', golden_id: testId(101), subject_count: 1, has_agreement: true, details: { since: 0, next: answer.json['next'], more: false } }]);
  });

  it('as JSON Lines ends with a checkpoint', async () => {
    const answer = await flags(bureau, 'since=0', lines);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const [change, checkpoint] = answer.text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([change?.['op'], checkpoint]).toEqual(['add', { op: 'checkpoint', timepoint: await timepoint(), more: false }]);
  });

  it('from a timepoint that is not kept, or not reached, is 416', async () => {
    const ahead = await flags(bureau, 'since=99999999');
    expect([ahead.status, ahead.json['code'], ahead.json['details']]).toEqual([416, 'TIMEPOINT_AHEAD', { floor: 0, head: await timepoint() }]);
    await database.pool.query('update hub.credit_feed set floor = 1');
    const gone = await flags(bureau, 'since=0');
    await database.pool.query('update hub.credit_feed set floor = 0');
    expect([gone.status, gone.json['code'], gone.json['details'].floor]).toEqual([416, 'TIMEPOINT_GONE', 1]);
  });

  it('that waits answers as soon as something commits', async () => {
    const since = await timepoint();
    const waiting = flags(bureau, `since=${since}&wait=30`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = performance.now();
    await putRecord(database.pool, testId(103), { subject_golden_id: firm, subject_name: '示例科技有限公司' });
    const { json } = await waiting;
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(json['items'].map((item: { entryId: string }) => item.entryId)).toEqual([testId(103)]);
    await putRecord(database.pool, testId(103), { removed_on: '2026-06-01' });
  });

  it('that waits in vain moves on past what is not the bureau’s', async () => {
    const since = await timepoint();
    const waiting = flags(bureau, `since=${since}&wait=1`);
    await putRecord(database.pool, testId(104), { subject_golden_id: person, subject_library: 'population', subject_name: '张示例' });
    const { json } = await waiting;
    expect([json['items'], json['next']]).toEqual([[], since + 1]);
    await putRecord(database.pool, testId(104), { state: 'redirected' });
  });
});

describe('an authorisation', () => {
  it('must name a person by number and name', async () => {
    for (const subject of [{ type: 'id_number', value: idNumber, name: '李四' }, { type: 'id_number', value: '110101190001010022', name: '张示例' }]) {
      const answer = await authorise(bureau, 'A-0', { subject });
      expect([answer.status, answer.json['code'], answer.json['details']]).toEqual([422, 'CREDIT_IDENTITY_MISMATCH', undefined]);
    }
    expect((await authorise(bureau, 'A-0', { subject: { type: 'uscc', value: uscc, name: '示例科技有限公司' } })).json['code']).toBe('AUTHORISATION_NOT_NEEDED');
    expect((await authorise(bureau, 'A-0', { until: '2026-01-01' })).json['code']).toBe('AUTHORISATION_OVER');
  });

  it('brings the person’s entries into its bureau’s stream alone, without number, and takes them out again', async () => {
    const since = await timepoint();
    const made = await authorise(bureau, 'A-1', { scope: { sections: ['judicial'] } });
    expect([made.status, made.json['inForce']]).toEqual([201, true]);
    expect((await authorise(bureau, 'A-1')).json['code']).toBe('AUTHORISATION_EXISTS');
    const added = await flags(bureau, `since=${since}`);
    expect(added.json['items']).toMatchObject([{ op: 'add', entryId: testId(102), entry: { subject: { kind: 'person', name: '张**', authorisationId: made.json['authorisationId'], reference: 'A-1' } } }]);
    expect(added.text).not.toMatch(new RegExp(`${idNumber}|张示例`));
    expect((await flags(other, `since=${since}`)).json['items']).toEqual([]);
    expect((await revoke(other, made.json['authorisationId'])).status).toBe(404);
    expect((await revoke(bureau, made.json['authorisationId'])).status).toBe(204);
    expect((await flags(bureau, `since=${added.json['next'] as number}`)).json['items']).toEqual([{ timepoint: expect.any(Number), op: 'remove', entryId: testId(102) }]);
    expect((await flags(bureau, 'since=0')).json['items'].map((item: { op: string; entryId: string }) => `${item.op} ${item.entryId.slice(-3)}`)).toContain('remove 102');
  });

  it('is seen and withdrawn by the person, at a window', async () => {
    const made = await authorise(bureau, 'A-2');
    const search = await api.ask('POST', '/v1/credit/authorisations/search', { token: window, headers: matter, body: { subject: { type: 'id_number', value: idNumber, name: '张示例' } } });
    expect(search.json['items'][0]).toMatchObject({ agency: 'bureau_a', agencyLabel: { zh: 'bureau_a', en: 'bureau_a' }, reference: 'A-2', inForce: true });
    expect((await revoke(window, made.json['authorisationId'])).status).toBe(204);
    const { json } = await api.ask('GET', '/v1/credit/authorisations?reference=A-2', { token: bureau, headers: matter });
    expect(json['items']).toMatchObject([{ reference: 'A-2', endedCause: 'withdrawn', inForce: false }]);
  });

  it('outside its scope brings nothing', async () => {
    const since = await timepoint();
    await authorise(other, 'A-3', { scope: { lists: ['tax_a_level'] } });
    expect((await flags(other, `since=${since}`)).json['items']).toEqual([]);
  });
});

describe('a held stream', () => {
  it('is only of lines', async () => {
    expect((await flags(bureau, 'since=0&follow=true')).json).toMatchObject({ code: 'PARAMETER_INVALID', faults: [{ at: '/follow', rule: 'ndjson' }] });
  });

  it('sends what commits, heartbeats while nothing does, audits each chunk, and ends with its agreement', async () => {
    const { token, clientId } = await api.addClient('bureau_c', ['bureau']);
    const agreementId = await api.addAgreement('credit', { agencyCode: 'bureau_c', attributes: granted, operations: ['flags'] });
    const since = await timepoint();
    const reader = await open(token, since);
    expect(await reader.next()).toEqual({ op: 'checkpoint', timepoint: since, more: false });
    expect(await reader.next()).toEqual({ op: 'checkpoint', timepoint: since, more: false });
    await putRecord(database.pool, testId(105), { subject_golden_id: firm });
    let line = await reader.next();
    while (line?.['op'] === 'checkpoint' && line['timepoint'] === since) line = await reader.next();
    expect(line).toMatchObject({ op: 'add', entryId: testId(105) });
    expect(await reader.next()).toEqual({ op: 'checkpoint', timepoint: since + 1, more: false });
    const { rows } = await database.pool.query(`select golden_id, subject_count, details ->> 'next' as next from hub.audit_event where client_id = $1 and subject_count = 1`, [clientId]);
    expect(rows).toEqual([{ golden_id: testId(105), subject_count: 1, next: String(since + 1) }]);
    await api.prisma.agreement.update({ where: { agreementId }, data: { isActive: false } });
    while (line !== null) line = await reader.next();
  });

  it('is refused over the limit, and its place is given back', async () => {
    const { token } = await api.addClient('bureau_a', ['bureau']);
    const [first, second] = [await open(token, 0), await open(token, 0)];
    expect((await flags(token, 'since=0&follow=true', lines)).json['code']).toBe('STREAM_LIMIT');
    await first.close();
    await second.close();
    await expect.poll(async () => {
      const again = await open(token, 0).catch(() => null);
      await again?.close();
      return again !== null;
    }, { timeout: 5_000 }).toBe(true);
  });

  it('from a timepoint that is not kept is refused at once', async () => {
    expect((await flags(bureau, 'since=99999999&follow=true', lines)).status).toBe(416);
  });
});

describe('files', () => {
  it('hold what the stream leads to, with their digest, and exist under their agreement alone', async () => {
    const built = await api.ask('POST', '/v1/credit/flags/files', { token: bureau, headers: matter });
    expect(built.json['items'].map((file: { kind: string }) => file.kind)).toEqual(['full', 'hours8', 'day', 'week', 'month']);
    const listed = await api.ask('GET', '/v1/credit/flags/files', { token: bureau, headers: matter });
    expect(listed.json['items']).toEqual(built.json['items']);
    const [full, delta] = built.json['items'] as { fileId: string; sha256: string; rows: number; bytes: number; from: number; to: number }[];
    const stream = (await flags(bureau, 'since=0')).json;
    expect([listed.json['floor'], listed.json['head']]).toEqual([0, stream['next']]);
    expect([full?.to, full?.from, delta?.from]).toEqual([stream['next'], null, 0]);
    const download = async (id: unknown, token = bureau) => fetch(`${api.url}/v1/credit/flags/files/${String(id)}`, { headers: { ...matter, Authorization: `Bearer ${token}` } });
    const response = await download(full?.fileId);
    const bytes = Buffer.from(await response.arrayBuffer());
    const digest = createHash('sha256').update(bytes);
    expect([bytes.length, response.headers.get('repr-digest')]).toEqual([full?.bytes, `sha-256=:${digest.copy().digest('base64')}:`]);
    expect(digest.digest('hex')).toBe(full?.sha256);
    const read = (content: Buffer) => gunzipSync(content).toString('utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as { op: string; entryId: string; entry?: unknown });
    const entries = read(bytes);
    expect(entries).toHaveLength(full?.rows ?? -1);
    const visible = (stream['items'] as { op: string; entryId: string; entry?: unknown }[]).filter(({ op }) => op !== 'remove');
    const byId = (items: { entryId: string; entry?: unknown }[]) => items.map(({ entryId, entry }) => ({ entryId, entry })).sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
    expect(byId(entries)).toEqual(byId(visible));
    expect(read(Buffer.from(await (await download(delta?.fileId)).arrayBuffer())).length).toBe(stream['items'].length);
    expect((await download(full?.fileId, other)).status).toBe(404);
  });
});

describe('events of a department', () => {
  const events = (after: number, limit = 100) => api.ask('GET', `/v1/credit/events?after=${after}&limit=${limit}`, { token: department, headers: matter });

  it('name its measures and the organisation, not the person', async () => {
    const { json } = await events(0);
    const [ofFirm, ofPerson] = [101, 102].map((number) => json['items'].find((item: { entryId: string }) => item.entryId === testId(number)));
    expect(ofFirm).toMatchObject({
      type: 'credit.entry.began', polarity: 'punish', begins: '2026-05-01', until: '2028-05-01', cause: 'load', superseded: false, subject: { kind: 'organisation', name: '示例科技有限公司', uscc },
    });
    const limits = ofFirm.measures.find((measure: { code: string }) => measure.code === 'consumption_limits');
    expect(limits).toMatchObject({ class: 1, matters: ['TRAVEL-*'], label: { zh: '限制高消费' } });
    expect(limits.targetRoles).toEqual(expect.arrayContaining(['subject', 'legal_representative', 'responsible_person', 'controller']));
    expect(ofPerson.subject).toEqual({ kind: 'person' });
  });

  it('show a person as the agreement grants the number, and no clearer', async () => {
    const { token } = await api.addClient('court_window', ['agency']);
    await api.addAgreement('credit', { agencyCode: 'court_window', attributes: { subject_name: 'clear', subject_id_number: 'masked' }, operations: ['credit'] });
    const { json } = await api.ask('GET', '/v1/credit/events?after=0', { token, headers: matter });
    expect(json['items'].find((item: { entryId: string }) => item.entryId === testId(102)).subject).toEqual({ kind: 'person', name: '张**', idNumber: '110***********0014' });
  });

  it('that a later one has overtaken no longer say whom they were about', async () => {
    await putRecord(database.pool, testId(106), { subject_golden_id: firm, subject_name: '示例科技有限公司' });
    await putRecord(database.pool, testId(106), { removed_on: '2026-06-01' });
    const { json } = await events(0);
    const [began, ended] = json['items'].filter((item: { entryId: string }) => item.entryId === testId(106));
    expect([began.superseded, began.subject, ended.type, ended.cause, ended.subject.name]).toEqual([true, undefined, 'credit.entry.ended', 'removed', '示例科技有限公司']);
  });

  it('come page by page, each once', async () => {
    const all = (await events(0)).json['items'] as { timepoint: number }[];
    const paged: unknown[] = [];
    for (let after = 0, more = true; more;) {
      const { json } = await events(after, 2);
      paged.push(...(json['items'] as unknown[]));
      ({ next: after, more } = json as { next: number; more: boolean });
    }
    expect(paged).toEqual(all);
  });

  it('of measures of other departments are not told', async () => {
    await database.ownerPool.query(`update hub.credit_measure set departments = '{court_window}' where list_code = 'court_defaulter'`);
    await database.ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
    await expect.poll(async () => (await events(0)).json['items'], { timeout: 5_000 }).toEqual([]);
    await database.ownerPool.query(`update hub.credit_measure set departments = '{*}' where list_code = 'court_defaulter'`);
    await database.ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
  });
});

interface LineReader {
  next(): Promise<Record<string, unknown> | null>;
  close(): Promise<void>;
}

async function open(token: string, since: number): Promise<LineReader> {
  const stop = new AbortController();
  const response = await fetch(`${api.url}/v1/credit/flags?since=${since}&follow=true`, { headers: { ...lines, Authorization: `Bearer ${token}` }, signal: stop.signal });
  if (response.status !== 200) throw new Error(await response.text());
  const reader = response.body!.getReader();
  let text = '';
  return {
    async next() {
      while (!text.includes('\n')) {
        const { done, value } = await reader.read();
        if (done) return null;
        text += Buffer.from(value).toString('utf8');
      }
      const [line = ''] = text.split('\n', 1);
      text = text.slice(line.length + 1);
      return JSON.parse(line) as Record<string, unknown>;
    },
    async close() {
      stop.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}
