// The hub's own server: made once, shared by processes, found again after a killed one, and serving what the hub needs.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedServer } from '../../../src/store/embedded.ts';
import { clusterSettings } from '../../../src/store/embedded-cluster.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { createPool } from '../../../src/store/pool.ts';

const fast = { fsync: 'off', shared_buffers: '64MB', min_wal_size: '80MB' };

describe('startEmbedded', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'jiku-embedded-'));
    await chmod(dataDir, 0o711);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function postmaster(): Promise<number | null> {
    const text = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => null);
    return text === null ? null : Number(text.split('\n')[0]);
  }

  it('serves two users at once and stops with the last', async () => {
    const [first, second] = (await Promise.all([1, 2].map(() => startEmbedded({ dataDir, settings: fast })))) as [EmbeddedServer, EmbeddedServer];
    expect(second.url).toBe(first.url);
    const pool = createPool(second.ownerUrl, { max: 2 });
    expect((await migrate(pool, [], { appRole: 'jiku_app' })).migrations.length).toBeGreaterThan(0);
    await first.stop();
    const { rows } = await pool.query(`select show_trgm('人') <> '{}' as chinese, current_setting('TimeZone') as zone,
      (select datcollate || ' ' || datctype from pg_database where datname = current_database()) as locale`);
    expect(rows).toEqual([{ chinese: true, zone: 'Asia/Shanghai', locale: expect.stringMatching(/^C .*UTF-8$/) as unknown }]);
    await pool.end();
    expect(await postmaster()).not.toBeNull();
    await second.stop();
    expect(await postmaster()).toBeNull();
  });

  it('keeps rows and passwords over a restart; secrets are for their owner alone', async () => {
    const server = await startEmbedded({ dataDir, settings: fast });
    const pool = createPool(server.url, { max: 1 });
    expect((await pool.query('select count(*) > 0 as kept from hub.access_epoch')).rows).toEqual([{ kept: true }]);
    await pool.end();
    await server.stop();
    expect((await stat(join(dataDir, 'postgres/passwords.json'))).mode & 0o777).toBe(0o600);
  });

  it('names the folder in which it cannot be made', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(startEmbedded({ dataDir: file })).rejects.toMatchObject({ code: 'DATABASE_EMBEDDED', details: { reason: 'ENOTDIR' } });
  });

  it('is joined, not started once more, when it is too busy to answer at once', async () => {
    const server = await startEmbedded({ dataDir, settings: fast });
    const pid = (await postmaster()) ?? 0;
    process.kill(pid, 'SIGSTOP');
    const joining = startEmbedded({ dataDir, settings: fast });
    await new Promise((later) => setTimeout(later, 6_000));
    process.kill(pid, 'SIGCONT');
    const other = await joining;
    expect(other.url).toBe(server.url);
    await other.stop();
    await server.stop();
  });

  it('is found again after the hub that started it was killed, also where its lock and server crashed', async () => {
    const script = `import { startEmbedded } from '${new URL('../../../src/store/embedded.ts', import.meta.url).href}';
      await startEmbedded({ dataDir: '${dataDir}', settings: ${JSON.stringify(fast)} });
      process.stdout.write('up'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((up) => child.stdout.once('data', up));
    const started = await postmaster();
    child.kill('SIGKILL');
    await new Promise((gone) => child.once('exit', gone));
    await writeFile(join(dataDir, 'postgres/lock'), String(child.pid));

    const found = await startEmbedded({ dataDir, settings: fast });
    expect(await postmaster()).toBe(started);
    process.kill(started!, 'SIGKILL');
    await new Promise((wake) => setTimeout(wake, 300));

    const recovered = await startEmbedded({ dataDir, settings: fast });
    const pool = createPool(recovered.url, { max: 1 });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    expect(recovered.url).toBe(found.url);
    await found.stop();
    expect(await postmaster()).not.toBeNull();
    await recovered.stop();
    await recovered.stop();
    expect(await postmaster()).toBeNull();
  });

  it('is what the hub opens when no URL is configured', async () => {
    const source = await openDatabase({ databaseUrl: null, databaseOwnerUrl: null, dataDir, embeddedPort: 0 });
    expect(source.appRole).toBe('jiku_app');
    await source.stop();
    const given = { databaseUrl: 'postgresql://app@db/jiku', dataDir, embeddedPort: 0 };
    expect(await openDatabase({ ...given, databaseOwnerUrl: null })).toMatchObject({ ownerUrl: given.databaseUrl, appRole: undefined });
    expect(await openDatabase({ ...given, databaseOwnerUrl: 'postgresql://owner@db/jiku' })).toMatchObject({ appRole: 'app' });
  });
});

describe('clusterSettings', () => {
  it('scales to the memory and keeps durability', () => {
    expect(clusterSettings(2 ** 31)).toMatchObject({ shared_buffers: '512MB', effective_cache_size: '1024MB' });
    expect(clusterSettings(24 * 2 ** 30)).toMatchObject({ shared_buffers: '2048MB', fsync: 'on', synchronous_commit: 'on' });
  });
});
