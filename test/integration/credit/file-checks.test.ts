// A file of subjects from the upload to the result, and what a kill in between leaves.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileChecks, createWorkOff } from '../../../src/app/compose-file-checks.ts';
import type { FileChecks } from '../../../src/credit/checks/file-checks.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { BatchedAuditWriter, type AuditWriter } from '../../../src/sharing/audit.ts';
import { createPool } from '../../../src/store/pool.ts';
import { matter, startApi, type TestApi } from '../../support/api.ts';
import { insertEntry, insertList, insertMeasure, insertRole, insertSubject } from '../../support/credit-rows.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testId } from '../../support/golden-rows.ts';

const credit = libraries.find(({ code }) => code === 'credit')!;
const clear = Object.fromEntries(Object.keys(credit.attributes).map((code) => [code, 'clear' as const]));
const [uscc, id] = ['91110000FAKE00013H', '110101190001010014'];
const asker = {
  agencyCode: 'housing', clientId: 'c', operatorId: 'clerk-7', purpose: 'test-purpose', matterCode: 'T-0001', department: 'housing', agreementId: testId(1),
};

let database: TestDatabase;
let api: TestApi;
let token: string;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  const { ownerPool } = database;
  await insertSubject(ownerPool, 'legal_person', { goldenId: testId(1), number: uscc, name: '示例科技有限公司' });
  await insertSubject(ownerPool, 'population', { goldenId: testId(2), number: id, name: '张三' });
  await insertSubject(ownerPool, 'population', { goldenId: testId(3), number: '340104190402299017', name: '张三', columns: { state: 'redirected', redirect_to: testId(2) } });
  await ownerPool.query('delete from hub.credit_measure; delete from hub.credit_list');
  await insertList(ownerPool, 'wages');
  await insertMeasure(ownerPool, 'wages', 'funds');
  await insertMeasure(ownerPool, 'wages', 'office', { target_role: 'legal_representative' });
  await ownerPool.query('update hub.credit_rules set epoch = epoch + 1');
  await insertEntry(ownerPool, { entryId: testId(101), subject: { library: 'legal_person', goldenId: testId(1) }, listCode: 'wages', beginsOn: '2026-01-01', endsOn: '2099-01-01', columns: { is_disputed: true } });
  await insertEntry(ownerPool, { entryId: testId(102), subject: { library: 'legal_person', goldenId: testId(1) }, listCode: 'wages', beginsOn: '2026-01-01', endsOn: '2026-02-01' });
  await insertRole(ownerPool, { firm: testId(1), person: testId(2), name: '张三' });
  ({ token } = await api.addClient('housing', ['credit-check']));
  await api.addAgreement('credit', { agencyCode: 'housing', attributes: clear });
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function send(body: string | Buffer, fileName = 'subjects.csv', query = ''): Promise<any> {
  const answer = await api.ask('POST', `/v1/credit/file-checks?fileName=${fileName}${query}`, { token, headers: { ...matter, 'Content-Type': 'application/octet-stream' }, rawBody: body });
  expect(answer.status, answer.text).toBe(202);
  expect(answer.headers.get('location')).toBe(`/v1/credit/file-checks/${answer.json['fileCheckId']}`);
  return answer.json;
}
const resultOf = (fileCheckId: string) => api.ask('GET', `/v1/credit/file-checks/${fileCheckId}/result`, { token, headers: matter });
const linesOf = (text: string): string[] => text.replace(/^\ufeff/, '').trimEnd().split('\r\n');

describe('a file check', () => {
  it('answers every row in its place, and keeps what it answered', async () => {
    const rows = [
      '类型,号码,名称,备注',
      `统一社会信用代码,${uscc},示例科技有限公司,=1+1`,
      `居民身份证,${id},张三,-5`,
      `,${id},李四,+86`,
      ',340104190402299017,张三,"甲,乙"',
      ',37040319010101006X,王五,@sum',
      `,110101190001010015,张三,`,
      `军官证,1,张三,`,
      `,,,x`,
    ];
    const made = await send(`${rows.join('\n')}\n`);
    expect((await resultOf(made.fileCheckId)).json).toMatchObject({ code: 'FILE_CHECK_UNFINISHED', status: 409 });
    await api.fileChecks.processOpen();
    const { json: view } = await api.ask('GET', `/v1/credit/file-checks/${made.fileCheckId}`, { token, headers: matter });
    expect(view, JSON.stringify(view['problem'])).toMatchObject({ state: 'done', rows: 8, answered: 8, counts: { punish: 3, identity_mismatch: 1, unknown: 1, invalid: 3 }, problem: null });
    const result = await resultOf(made.fileCheckId);
    const [header, ...lines] = linesOf(result.text);
    expect(header).toBe('类型,号码,名称,备注,核查结果,名单,措施,截止日期,有异议,核查编号,不能核查的原因');
    const shown = lines.map((line) => line.replace(/[0-9a-f-]{36}\.(\d+)/, '#$1'));
    expect(shown).toEqual([
      `统一社会信用代码,${uscc},示例科技有限公司,'=1+1,惩戒,名单wages,措施funds,2098-12-31,是,#0,`,
      `居民身份证,${id},张三,-5,惩戒,名单wages,措施office,2098-12-31,是,#1,`,
      `,${id},李四,+86,身份不符,,,,,#2,`,
      ',340104190402299017,张三,"甲,乙",惩戒,名单wages,措施office,2098-12-31,是,#3,',
      `,37040319010101006X,王五,'@sum,未知主体,,,,,#4,`,
      expect.stringMatching(/^,110101190001010015,张三,,无效,,,,,#5,[A-Z_]+ 规则$/),
      '军官证,1,张三,,无效,,,,,#6,IDENTIFIER_TYPE_UNKNOWN 规则',
      expect.stringMatching(/^,,,x,无效,,,,,#7,[A-Z_]+ 规则$/),
    ]);
    const checkId = /[0-9a-f-]{36}\.1/.exec(result.text)![0];
    const replay = await api.ask('GET', `/v1/credit/checks/${checkId}`, { token, headers: matter });
    expect(replay.json).toMatchObject({ kind: 'file', fileCheckId: made.fileCheckId, answer: { result: 'punish', entries: [{ targetRole: 'legal_representative' }] }, duties: null });
    // Nothing is owed on a file; what is said of it is kept all the same.
    const feedback = await api.ask('POST', `/v1/credit/checks/${checkId}/feedback`, { token, headers: matter, body: { items: [{ entryId: testId(101), targetRole: 'legal_representative', outcome: 'taken' }] } });
    expect(feedback.json['duties'], feedback.text).toMatchObject([{ item: 1, dueOn: null, measures: 1, fed: 1, state: 'done' }]);
    const { rows: events } = await database.pool.query(`select subject_count, golden_ids from hub.audit_event where event_id = $1`, [checkId.slice(0, 36)]);
    expect(events).toEqual([{ subject_count: 8, golden_ids: expect.arrayContaining([testId(1), testId(2)]) }]);
    expect((await database.pool.query(`select from pg_tables where schemaname = 'staging' and tablename like 'check_%'`)).rowCount).toBe(0);
  });

  it('reads English headers, gzip, and its own result again', async () => {
    const made = await send(gzipSync(`number,name\n${uscc},示例科技有限公司\n`), 'a.csv.gz');
    await api.fileChecks.processOpen();
    const { text } = await resultOf(made.fileCheckId);
    expect(linesOf(text)[1]).toMatch(new RegExp(`^${uscc},示例科技有限公司,punish,List wages,Measure funds,2098-12-31,yes,`));
    const again = await send(text);
    await api.fileChecks.processOpen();
    expect(linesOf((await resultOf(again.fileCheckId)).text).map((line) => line.replace(/[0-9a-f-]{36}/, '')))
      .toEqual(linesOf(text).map((line) => line.replace(/[0-9a-f-]{36}/, '')));
  });

  it('refuses what is no file of subjects, with the reason', async () => {
    const made = await send('a,b\n1,2\n');
    await api.fileChecks.processOpen();
    const { json } = await api.ask('GET', `/v1/credit/file-checks/${made.fileCheckId}`, { token, headers: matter });
    expect(json).toMatchObject({ state: 'refused', problem: { code: 'FILE_CHECK_HEADER', details: { missing: ['number', 'name'] }, title: { zh: '文件缺少号码或名称列' } } });
    expect((await resultOf(made.fileCheckId)).status).toBe(409);
  });

  it('is for the agency that sent it', async () => {
    const made = await send(`number,name\n${uscc},x\n`);
    const { token: foreign } = await api.addClient('education', ['credit-check']);
    for (const path of ['', '/result']) expect((await api.ask('GET', `/v1/credit/file-checks/${made.fileCheckId}${path}`, { token: foreign, headers: matter })).status).toBe(404);
    expect((await api.ask('GET', '/v1/credit/file-checks', { token: foreign, headers: matter })).json['items']).toEqual([]);
    expect((await api.ask('GET', '/v1/credit/file-checks', { token, headers: matter })).json['items'].length).toBeGreaterThan(0);
    await api.fileChecks.processOpen();
  });

  it('loses its files after their term, and not its answers', async () => {
    const made = await send(`number,name\n${uscc},示例科技有限公司\n`);
    await api.fileChecks.processOpen();
    await database.ownerPool.query(`update hub.credit_file_check set finished_at = now() - interval '31 days' where file_check_id = $1`, [made.fileCheckId]);
    expect(await api.fileChecks.removeOldFiles(30)).toBe(1);
    await expect(stat(join(api.dataDir, 'file-checks', made.fileCheckId))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await resultOf(made.fileCheckId)).json['code']).toBe('FILE_CHECK_UNFINISHED');
    expect((await database.pool.query('select from hub.credit_check where file_check_id = $1', [made.fileCheckId])).rowCount).toBe(1);
  });
});

describe('after a kill', () => {
  const count = 50_000;
  const body = `号码,名称\n${Array.from({ length: count }, (_, at) => (at % 3 === 0 ? `${uscc},示例科技有限公司` : `${id},${at % 3 === 1 ? '张三' : '李四'}`)).join('\n')}\n`;

  /**
   * A process that dies when its n-th part is to be kept: before it, or after it without hearing of it. `bury` ends its connections, as
   * the system does with those of the dead: what it had begun is rolled back and holds no lock.
   */
  function dyingChecks(part: number, when: 'before' | 'after'): { checks: FileChecks; bury: () => Promise<void> } {
    let kept = 0;
    let die = (): void => {};
    const death = new Promise<never>((_, reject) => (die = () => reject(new Error('killed'))));
    death.catch(() => undefined);
    const name = `dying ${part} ${when}`;
    const pool = createPool(database.url, { max: 3, applicationName: name });
    const bury = async (): Promise<void> => {
      await database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name]);
      die();
      await pool.end();
    };
    const loads = { pool, log: createLog('silent'), clock: systemClock, newId: createIdSource(), owner: `dying-${part}-${when}` };
    const audit = new BatchedAuditWriter(pool);
    const dying: AuditWriter = {
      async write(event, beside) {
        kept += 1;
        if (kept < part || (kept === part && when === 'after')) await audit.write(event, beside);
        if (kept >= part) await death;
      },
    };
    const { checks, dataDir } = api;
    return { checks: createFileChecks({ loads, dataDir, workOff: createWorkOff({ checks, loads, ruleOf: () => undefined, dataDir, audit: dying }) }), bury };
  }

  it.each([[1, 'before'], [2, 'before'], [2, 'after'], [3, 'after']] as const)('at part %i, %s it was kept, every row is answered once', async (part, when) => {
    const made = await api.fileChecks.receive({ asker, rowFilter: [], fileName: 'big.csv', encoding: null, body: Readable.from([Buffer.from(body)]) });
    const dying = dyingChecks(part, when);
    const dead = dying.checks.process(made.fileCheckId).catch(() => null);
    const wanted = when === 'after' ? Math.min(part * 20_000, count) : (part - 1) * 20_000;
    for (let tries = 0; tries < 500; tries++) {
      const view = await api.fileChecks.read(made.fileCheckId);
      if (view!.answered >= wanted && view!.state === 'answering') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    await database.ownerPool.query(`update hub.credit_file_check set lease_until = now() - interval '1 second', lease_owner = 'nobody' where file_check_id = $1`, [made.fileCheckId]);
    await dying.bury();
    await dead;
    const view = await api.fileChecks.process(made.fileCheckId);
    expect(view).toMatchObject({ state: 'done', rows: count, answered: count, counts: { punish: 33_334, identity_mismatch: 16_666 } });
    const lines = linesOf((await resultOf(made.fileCheckId)).text).slice(1);
    expect(lines).toHaveLength(count);
    lines.forEach((line, at) => {
      if (!line.includes(at % 3 === 2 ? ',身份不符,' : ',惩戒,')) throw new Error(`row ${at}: ${line}`);
    });
    const ids = lines.map((line) => /[0-9a-f-]{36}\.\d+/.exec(line)![0]);
    expect(new Set(ids).size).toBe(count);
    const { rows } = await database.pool.query(`select sum(subject_count)::integer as answered, count(*)::integer as parts from hub.credit_check where file_check_id = $1`, [made.fileCheckId]);
    expect(rows).toEqual([{ answered: count, parts: 3 }]);
    const { rows: known } = await database.pool.query(`select distinct check_id from hub.credit_check where file_check_id = $1`, [made.fileCheckId]);
    expect(new Set(ids.map((each) => each.slice(0, 36)))).toEqual(new Set(known.map((row) => row.check_id)));
  });
});
