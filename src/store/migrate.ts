// Brings a database to this version of the hub: checks the server, runs new migrations in order, each once, syncs the library tables.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';
import { applyGrants } from './grants.ts';
import { syncLibraryTables } from './library-schema.ts';
import { checkChineseSearch, checkServer, connect } from './server-check.ts';
import { sql } from './sql.ts';

export interface MigrateOptions {
  /** The runtime role that gets its grants; absent when the owner itself runs the hub. */
  readonly appRole?: string;
  /** Where the migrations lie, as Prisma lays them out; default: the hub's own. */
  readonly folder?: string;
}

export interface MigrateResult {
  /** Names of the migrations that were run now. */
  readonly migrations: string[];
  /** Statements that the library tables needed. */
  readonly statements: string[];
}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

const ownFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Safe to run at every start and by several processes at once. Refuses an edited migration, a newer database, and drift. */
export async function migrate(
  ownerPool: Pool,
  libraries: readonly LibraryDefinition[],
  { appRole, folder = ownFolder }: MigrateOptions = {},
): Promise<MigrateResult> {
  const migrations = await runMigrations(ownerPool, await readMigrations(folder));
  const statements = await syncLibraryTables(ownerPool, libraries);
  if (appRole) await applyGrants(ownerPool, appRole, libraries);
  return { migrations, statements };
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function runMigrations(ownerPool: Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await connect(ownerPool);
  try {
    await checkServer(client);
    await client.query(sql`select pg_advisory_lock(hashtextextended('jiku migrations', 0))`);
    await checkChineseSearch(client);
    const done = await readDone(client);
    checkDone(done, migrations);
    const open = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of open) await runMigration(client, migration);
    return open.map((migration) => migration.name);
  } finally {
    // Closing the connection, not returning it, also lets the lock go, whatever state a failed migration left.
    client.release(true);
  }
}

async function readDone(client: PoolClient): Promise<ReadonlyMap<string, string>> {
  await client.query('create schema if not exists hub');
  await client.query(`create table if not exists hub.migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from hub.migration');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

function checkDone(done: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  const unknown = [...done.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new HubError('MIGRATION_UNKNOWN', `the database knows migrations that the program lacks: ${unknown}`, { unknown });
  const edited = [...done].filter(([name, sha256]) => known.get(name) !== sha256).map(([name]) => name);
  if (edited.length > 0) throw new HubError('MIGRATION_EDITED', `edited after they had run: ${edited}`, { edited });
}

async function runMigration(client: PoolClient, { name, text, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  await client.query(text);
  await client.query(sql`insert into hub.migration (name, sha256) values (${name}, ${sha256})`);
  await client.query('commit');
}
