// hub credit: a file of subjects checked under an agency's agreement, and the rates of feedback.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubEnvironment, runHub, type CliResult } from '../../support/cli.ts';
import { insertEntry, insertSubject } from '../../support/credit-rows.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testId } from '../../support/golden-rows.ts';

let database: TestDatabase;
let folder: string;
let hub: (...args: string[]) => Promise<CliResult>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-cli-'));
  hub = (...args) => runHub(args, hubEnvironment(database, folder));
  await insertSubject(database.ownerPool, 'legal_person', { goldenId: testId(1), number: '91110000FAKE00013H', name: '示例科技有限公司' });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('checks a file for an agency that has an agreement, and no other', async () => {
  const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
  await writeFile(input, '号码,名称\n91110000FAKE00013H,示例科技有限公司\n92370403FAKE00021F,无\n');
  const check = (): Promise<CliResult> => hub('credit', 'check-file', input, output, '--agency', 'housing', '--purpose', 'bids', '--matter', 'BID-1');
  const refused = await check();
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('NOT_GRANTED');
  expect((await hub('agency', 'add', 'housing', '--zh', '住建局', '--en', 'Housing', '--kind', 'department')).code).toBe(0);
  await database.ownerPool.query(`insert into hub.agreement (agreement_id, agency_code, library, purposes, legal_basis, valid_from, valid_to, attributes, row_filter, operations)
    values ($1, 'housing', 'credit', '{bids}', 'x', '2020-01-01', '2099-12-31', '{}', '[]', '{credit}')`, [testId(5)]);
  // Of the rules that a new hub starts with.
  await insertEntry(database.ownerPool, { entryId: testId(101), subject: { library: 'legal_person', goldenId: testId(1) }, listCode: 'court_defaulter', beginsOn: '2026-01-01' });
  const checked = await check();
  expect(checked.code, checked.err).toBe(0);
  const lines = (await readFile(output, 'utf8')).trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',')[2])).toEqual(['核查结果', '惩戒', '未知主体']);
  // It is read in a thread, whose refusal arrives as what it is.
  await writeFile(input, '甲,乙\n1,2\n');
  const unread = await check();
  expect(unread.code).toBe(2);
  expect(unread.err).toContain('FILE_CHECK_HEADER');
  // A file is looked through ahead of any matter: no feedback is owed.
  expect((await hub('credit', 'feedback-rates', '--lang', 'en')).out).toBe('(none)\n');
});
