import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, readKey } from '../../../src/app/config.ts';
import { HubError } from '../../../src/kernel/errors.ts';

function faultsOf(environment: Record<string, string>): unknown {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof HubError && error.code === 'CONFIG_INVALID') return error.details?.faults;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('runs on defaults alone', () => {
    expect(readConfig({ PATH: '/bin', JIKU_HOST: ' ' })).toEqual({
      databaseUrl: null, databaseOwnerUrl: null, poolSize: 10, embeddedPort: 0, dataDir: resolve('data'), spoolDays: 30, librariesDir: null, watchDir: null,
      host: '127.0.0.1', port: 8600, issuer: 'http://127.0.0.1:8600', sessionMinutes: 30, sessionHours: 12, passwordDays: 90, oidc: null, logLevel: 'info', region: null, key: null,
      changeDays: 40, webhookPrivate: [],
    });
  });

  it('reads what is given; the owner is the runtime role unless named', () => {
    const url = 'postgresql://app@db/jiku';
    const config = readConfig({
      DATABASE_URL: url, JIKU_ISSUER: 'https://hub.example/', JIKU_KEY: 'ab'.repeat(32), JIKU_DATA_DIR: '/srv/jiku', JIKU_HOST: '::1', JIKU_PORT: '80',
    });
    expect(config).toMatchObject({ databaseUrl: url, databaseOwnerUrl: url, issuer: 'https://hub.example', dataDir: '/srv/jiku', port: 80 });
    expect(config.key).toEqual(Buffer.alloc(32, 0xab));
    expect(readConfig({ JIKU_HOST: '::1' }).issuer).toBe('http://[::1]:8600');
  });

  it('lists every fault at once, without the values', () => {
    const environment = {
      DATABASE_URL: 'mysql://root:secret@db/x', JIKU_PORT: '70000', JIKU_POOL_SIZE: '1.5', JIKU_LOG_LEVEL: 'loud', JIKU_KEY: 'short-secret',
      JIKU_ISSUER: 'hub', JIKU_DATADIR: '/srv', JIKU_SPOOL_DAYS: '0',
    };
    const faults = faultsOf(environment) as string[];
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(
      ['DATABASE_URL', 'JIKU_DATADIR', 'JIKU_ISSUER', 'JIKU_KEY', 'JIKU_LOG_LEVEL', 'JIKU_POOL_SIZE', 'JIKU_PORT', 'JIKU_SPOOL_DAYS'],
    );
    expect(faults.join()).not.toMatch(/secret/);
    expect(faultsOf({ DATABASE_OWNER_URL: 'postgresql://o@db/x' })).toEqual(['DATABASE_OWNER_URL: set DATABASE_URL too']);
    expect(faultsOf({ JIKU_TEST_DATA: 'x' })).toEqual([]);
    const outside = { JIKU_OIDC_ISSUER: 'http://sso.example', JIKU_OIDC_SUBJECT_CLAIM: 'employee' };
    expect((faultsOf(outside) as string[]).map((fault) => fault.split(':')[0])).toEqual(['JIKU_OIDC_ISSUER', 'JIKU_OIDC_CLIENT_ID', 'JIKU_OIDC_CLIENT_SECRET']);
  });
});

describe('readKey', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'jiku-key-'));
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it('makes one key for good, also when processes start together, for its owner alone', async () => {
    const folder = join(dataDir, 'new');
    const keys = await Promise.all([1, 2, 3].map(() => readKey({ key: null, dataDir: folder })));
    expect(keys[0]).toHaveLength(32);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(join(folder, 'hub.key'))).mode & 0o777).toBe(0o600);
    expect(Buffer.from((await readFile(join(folder, 'hub.key'), 'utf8')).trim(), 'base64url')).toEqual(keys[0]);
  });

  it('prefers the configured key and refuses a damaged file', async () => {
    await writeFile(join(dataDir, 'hub.key'), 'damaged');
    await expect(readKey({ key: null, dataDir })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await readKey({ key: Buffer.alloc(32, 1), dataDir })).toEqual(Buffer.alloc(32, 1));
  });
});
