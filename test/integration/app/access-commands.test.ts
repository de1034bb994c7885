// `hub agency|client|agreement …` as who has the machine runs them: every change leaves an audit row with the machine's user, and no secret.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubEnvironment, runHub, type CliResult } from '../../support/cli.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let folder: string;
let hub: (...args: string[]) => Promise<CliResult>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jiku-access-'));
  hub = (...args) => runHub(args, hubEnvironment(database, folder));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command, which must succeed; its output. */
async function run(...args: string[]): Promise<string> {
  const { code, out, err } = await hub(...args);
  expect(code, err).toBe(0);
  return out;
}

async function trail(): Promise<{ operator_id: string; operation_id: string; library: string | null; details: Record<string, unknown>; whole: string }[]> {
  return (await database.pool.query('select operator_id, operation_id, library, details, row_to_json(e)::text as whole from hub.audit_event e order by event_id')).rows;
}

it('leaves a row for every change, and none for a list or a refusal', async () => {
  await run('agency', 'add', 'bureau', '--zh', '数据局', '--en', 'Data bureau');
  const secretOf = (out: string): string => /client_secret (\S+)/.exec(out)![1]!;
  const first = secretOf(await run('client', 'add', 'bureau', '--name', 'window', '--role', 'agency', '--client-id', 'window-1'));
  const second = secretOf(await run('client', 'rotate-secret', 'window-1'));
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = join(folder, 'jwks.json');
  await writeFile(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] }));
  await run('client', 'add-key', 'window-1', jwks);
  await run('client', 'disable', 'window-1');
  const added = await run('agreement', 'add', 'bureau', 'population', '--purpose', 'housing', '--basis', 'Measure 12', '--from', '2026-01-01', '--to', '2099-12-31',
    '--attributes', 'sex', '--operations', 'read');
  const agreement = /[0-9a-f-]{36}/.exec(added)![0];
  await run('agreement', 'end', agreement);
  await run('agency', 'disable', 'bureau');
  await Promise.all([run('agency', 'list'), run('client', 'list'), run('agreement', 'list')]);
  expect((await hub('client', 'enable', 'nobody')).err).toContain('CLIENT_UNKNOWN');

  const rows = await trail();
  expect(rows.map(({ operation_id, library, details }) => [operation_id, library, details])).toEqual([
    ['hub.createAgency', null, { agency: 'bureau', kind: 'department' }],
    ['hub.createClient', null, { client: 'window-1', agency: 'bureau', roles: ['agency'] }],
    ['hub.changeClient', null, { client: 'window-1', changed: ['secret'] }],
    ['hub.changeClient', null, { client: 'window-1', changed: ['keys'] }],
    ['hub.changeClient', null, { client: 'window-1', changed: ['isActive'], isActive: false }],
    ['hub.createAgreement', 'population', { agreement, agency: 'bureau', purposes: ['housing'], operations: ['read'] }],
    ['hub.endAgreement', null, { agreement }],
    ['hub.changeAgency', null, { agency: 'bureau', changed: ['isActive'], isActive: false }],
  ]);
  expect(new Set(rows.map(({ operator_id }) => operator_id))).toEqual(new Set([`os:${userInfo().username}`]));
  for (const secret of [first, second]) expect(rows.map(({ whole }) => whole).join()).not.toContain(secret);
}, 180_000);
