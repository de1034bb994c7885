// vitest's global set-up: one PostgreSQL for the whole run and a template database, migrated once, that each test file clones.
// JIKU_TEST_DATABASE_URL (a superuser's URL) runs the tests on another server; otherwise the embedded one starts in a temporary folder.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import type { TestProject } from 'vitest/node';
import type { LibraryDefinition } from '../../src/definition/types.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { readOwnRules } from '../../src/app/credit-rules.ts';
import { seedRules } from '../../src/credit/rules/import-rules.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createPool } from '../../src/store/pool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    database: { superuserUrl: string; template: string };
  }
}

/** Test roles on whatever server; their password protects nothing but test data. */
export const testRoles = { owner: 'jiku_test_owner', app: 'jiku_test_app', password: 'jiku_test' } as const;

/** Nothing here must survive a crash. */
const testSettings = {
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB', max_wal_size: '2GB', min_wal_size: '80MB',
};

export function withCredentials(url: string, role: string, database: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = testRoles.password;
  changed.pathname = `/${database}`;
  return changed.href;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const superuser = createPool(server.url, { max: 1, applicationName: 'jiku tests' });
  const template = `jiku_test_template_${process.pid}`;
  const tearDown = async (): Promise<void> => {
    await superuser.query(`drop database if exists ${template} with (force)`);
    await superuser.end();
    await server.stop();
  };
  try {
    await buildTemplate(superuser, server.url, template);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('database', { superuserUrl: server.url, template });
  return tearDown;
}

async function buildTemplate(superuser: Pool, url: string, template: string): Promise<void> {
  for (const role of [testRoles.owner, testRoles.app]) {
    const { rowCount } = await superuser.query('select from pg_roles where rolname = $1', [role]);
    if (!rowCount) await superuser.query(`create role ${role} login password '${testRoles.password}'`);
  }
  await superuser.query(
    `create database ${template} owner ${testRoles.owner} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
  );
  const owner = createPool(withCredentials(url, testRoles.owner, template), { max: 2 });
  try {
    await migrate(owner, await readLibraries(), { appRole: testRoles.app });
    await seedRules(owner, systemClock, await readOwnRules());
  } finally {
    await owner.end();
  }
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.JIKU_TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const dataDir = await mkdtemp(join(tmpdir(), 'jiku-test-'));
  await chmod(dataDir, 0o711);
  const server = await startEmbedded({ dataDir, settings: testSettings });
  return {
    url: server.superuserUrl,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The built-in libraries and the tests' toy library. */
async function readLibraries(): Promise<LibraryDefinition[]> {
  const { libraries } = (await import('../../src/libraries/index.ts')) as { libraries: readonly LibraryDefinition[] };
  const toy = fileURLToPath(new URL('toy-library.ts', import.meta.url));
  if (!existsSync(toy)) return [...libraries];
  const { toyLibrary } = (await import(toy)) as { toyLibrary: LibraryDefinition };
  return [...libraries, toyLibrary];
}
