// A database of its own for each test file: a clone of the migrated template.
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { inject } from 'vitest';
import { createPool } from '../../src/store/pool.ts';
import { testRoles, withCredentials } from './database-server.ts';

export interface TestDatabase {
  /** As the runtime role: what the hub may do. */
  readonly pool: Pool;
  readonly url: string;
  /** As the role that owns schemas and tables. */
  readonly ownerPool: Pool;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  /** The runtime role's name, for grants on tables that a test adds. */
  readonly appRole: string;
  /** Call it in afterAll: closes both pools and drops the clone. */
  drop(): Promise<void>;
}

/**
 * `empty: true`: a bare database owned by the owner role, without the hub's schemas. Files are copied: page by page through the log, as
 * by default, takes three times as long.
 */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const { superuserUrl, template } = inject('database');
  const name = `jiku_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const source = options.empty ? `template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'` : template;
  await runAsSuperuser(superuserUrl, `create database ${name} owner ${testRoles.owner} template ${source} strategy file_copy`);
  const url = withCredentials(superuserUrl, testRoles.app, name);
  const ownerUrl = withCredentials(superuserUrl, testRoles.owner, name);
  const pool = createPool(url, { max: 8, applicationName: 'jiku test' });
  const ownerPool = createPool(ownerUrl, { max: 4, applicationName: 'jiku test owner' });
  return {
    pool,
    url,
    ownerPool,
    ownerUrl,
    superuserUrl,
    appRole: testRoles.app,
    async drop() {
      await Promise.all([pool.end(), ownerPool.end()]);
      await runAsSuperuser(superuserUrl, `drop database ${name} with (force)`);
    },
  };
}

async function runAsSuperuser(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'jiku tests' });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
