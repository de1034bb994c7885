// The hub's own PostgreSQL, for who has none: a server in the data folder, shared by every hub process that uses the folder.
// The server is a daemon of its own: it survives a killed hub, is found again by the next, and stops with its last user.
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { HubError } from '../kernel/errors.ts';
import { clusterSettings, initdbArguments, readBinaries, readPostgresAccount, run, type Account, type Binaries } from './embedded-cluster.ts';
import { isAlive, withFileLock } from './file-lock.ts';
import { quoteIdent } from './sql.ts';

export interface EmbeddedOptions {
  /** The hub's data folder; the server lives in its sub-folder `postgres`. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; absent or 0: any free one. A server that already runs keeps its own. */
  readonly port?: number;
  /** Over the defaults computed from this machine, e.g. `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** As the runtime role jiku_app. */
  readonly url: string;
  /** As jiku_owner, who owns the database and migrates. */
  readonly ownerUrl: string;
  /** As the superuser; for tests and for a DBA, not for the hub. */
  readonly superuserUrl: string;
  /** Gives the server up; the last user's stop shuts it down (fast: open transactions roll back). */
  stop(): Promise<void>;
}

interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly users: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
}

interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

interface Address {
  readonly port: number;
  readonly socket: string | null;
}

const database = 'jiku';
/** sun_path holds 107 bytes; beyond that PostgreSQL refuses a socket and the hub connects by TCP. */
const longestSocketFolder = 90;

/** Starts the server of a data folder, creating it on first use, or joins the one that already runs. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = await openCluster(options.dataDir);
  const user = join(cluster.users, `${process.pid}-${randomBytes(4).toString('hex')}`);
  const lock = join(cluster.folder, 'lock');
  return withFileLock(lock, async () => {
    const passwords = await readPasswords(cluster);
    const address = (await findRunning(cluster, passwords)) ?? (await start(cluster, passwords, options));
    await createRoles(cluster, urlFor(address, 'postgres', passwords.superuser, 'postgres'), passwords);
    await writeFile(user, '');
    return {
      url: urlFor(address, 'jiku_app', passwords.app, database),
      ownerUrl: urlFor(address, 'jiku_owner', passwords.owner, database),
      superuserUrl: urlFor(address, 'postgres', passwords.superuser, 'postgres'),
      stop: () => withFileLock(lock, () => leave(cluster, user)),
    };
  });
}

async function openCluster(dataDir: string): Promise<Cluster> {
  const folder = resolve(dataDir, 'postgres');
  const users = join(folder, 'users');
  await mkdir(users, { recursive: true });
  return { folder, data: join(folder, 'cluster'), users, binaries: await readBinaries(), account: await readPostgresAccount() };
}

async function readPasswords(cluster: Cluster): Promise<Passwords> {
  const file = join(cluster.folder, 'passwords.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Passwords;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const make = (): string => randomBytes(24).toString('base64url');
  const passwords: Passwords = { superuser: make(), owner: make(), app: make() };
  await writeFile(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

/** The address of a server that already serves this folder, from its postmaster.pid, or null. Waits while it is starting up. */
async function findRunning(cluster: Cluster, passwords: Passwords): Promise<Address | null> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const address = await readAddress(cluster);
    if (!address) return null;
    const answer = await probe(urlFor(address, 'postgres', passwords.superuser, 'postgres'), cluster.data);
    if (answer !== 'starting') return answer === 'ours' ? address : null;
    if (Date.now() > deadline) throw new HubError('DATABASE_EMBEDDED', 'the embedded database does not finish its recovery');
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

async function readAddress(cluster: Cluster): Promise<Address | null> {
  try {
    const lines = (await readFile(join(cluster.data, 'postmaster.pid'), 'utf8')).split('\n');
    return { port: Number(lines[3]), socket: lines[4]?.trim() || null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A refused connection or another folder's server means that the pid file is left over; PostgreSQL clears it on its next start. */
async function probe(url: string, data: string): Promise<'ours' | 'starting' | 'absent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === data ? 'ours' : 'absent';
  } catch (error) {
    return (error as { code?: string }).code === '57P03' ? 'starting' : 'absent';
  } finally {
    await client.end();
  }
}

async function start(cluster: Cluster, passwords: Passwords, options: EmbeddedOptions): Promise<Address> {
  const { binaries, account, data, users } = cluster;
  for (const left of await readdir(users)) await rm(join(users, left));
  if (!(await isInitialised(data))) await initialise(cluster, passwords);
  const address: Address = {
    port: options.port || (await freePort()),
    socket: Buffer.byteLength(data) <= longestSocketFolder ? data : null,
  };
  const settings = { ...clusterSettings(), ...options.settings, port: String(address.port), unix_socket_directories: address.socket ?? '' };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeFile(join(data, 'jiku.conf'), `${lines.join('\n')}\n`);
  await run(binaries.pg_ctl, ['start', '-w', '-t', '120', '-D', data, '-l', join(data, 'start.log')], account).catch((error: unknown) => {
    throw new HubError('DATABASE_EMBEDDED', `the embedded database did not start; see ${data}/start.log and ${data}/log`, {}, { cause: error });
  });
  return address;
}

async function isInitialised(data: string): Promise<boolean> {
  try {
    return (await readFile(join(data, 'postgresql.conf'), 'utf8')).includes('jiku.conf');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The include line is written last, so that a folder whose first start was cut short is made anew (it holds nothing yet). */
async function initialise({ binaries, account, data, folder }: Cluster, passwords: Passwords): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const passwordFile = join(data, '..', `password-${process.pid}`);
  await writeFile(passwordFile, passwords.superuser, { mode: 0o600 });
  try {
    if (account) for (const path of [data, passwordFile]) await chown(path, account.uid, account.gid);
    await run(binaries.initdb, initdbArguments(data, passwordFile), account);
  } catch (error) {
    throw new HubError('DATABASE_EMBEDDED', `initdb failed in ${folder}`, {}, { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(join(data, 'postgresql.conf'), "include_if_exists = 'jiku.conf'\n", { flag: 'a' });
}

async function freePort(): Promise<number> {
  const probeServer = createServer();
  await new Promise<void>((listening, failed) => probeServer.once('error', failed).listen(0, '127.0.0.1', listening));
  const address = probeServer.address();
  await new Promise((closed) => probeServer.close(closed));
  if (typeof address !== 'object' || address === null) throw new Error('no free TCP port');
  return address.port;
}

async function createRoles(cluster: Cluster, url: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount) return;
    for (const [role, password] of [['jiku_owner', passwords.owner], ['jiku_app', passwords.app]] as const) {
      await client.query(`drop role if exists ${role}`);
      await client.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
    }
    await client.query(`create database ${quoteIdent(database)} owner jiku_owner`);
  } finally {
    await client.end();
  }
}

/** Shuts the server down unless others use it. Users whose process is gone without leaving do not count. */
async function leave(cluster: Cluster, user: string): Promise<void> {
  await rm(user, { force: true });
  for (const other of await readdir(cluster.users)) {
    if (isAlive(Number.parseInt(other, 10))) return;
    await rm(join(cluster.users, other), { force: true });
  }
  await run(cluster.binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', cluster.data], cluster.account);
}

function urlFor(address: Address, role: string, password: string, name: string): string {
  const host = address.socket ? `?host=${encodeURIComponent(address.socket)}` : '';
  return `postgresql://${role}:${password}@127.0.0.1:${address.port}/${name}${host}`;
}
