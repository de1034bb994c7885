// The hub's own PostgreSQL, for who has none: a server in the data folder, shared by every hub process that uses the folder.
// The server is a daemon of its own: it survives a killed hub, is found again by the next, and stops with its last user.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { HubError } from '../kernel/errors.ts';
import { readBinaries, readPostgresAccount, run } from './embedded-cluster.ts';
import { readIfThere, startCluster, type Address, type Cluster } from './embedded-start.ts';
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

interface SharedCluster extends Cluster {
  /** A folder with a file for each hub process that uses the server: `<pid>-<random>`. */
  readonly users: string;
}

interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

const database = 'jiku';

/** Starts the server of a data folder, creating it on first use, or joins the one that already runs. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = await openCluster(options.dataDir);
  const user = join(cluster.users, `${process.pid}-${randomBytes(4).toString('hex')}`);
  const lock = join(cluster.folder, 'lock');
  return withFileLock(lock, async () => {
    const passwords = await readPasswords(cluster);
    const address = (await findRunning(cluster, passwords)) ?? (await start(cluster, passwords.superuser, options));
    await createRoles(urlFor(address, 'postgres', passwords.superuser, 'postgres'), passwords);
    await writeFile(user, '');
    return {
      url: urlFor(address, 'jiku_app', passwords.app, database),
      ownerUrl: urlFor(address, 'jiku_owner', passwords.owner, database),
      superuserUrl: urlFor(address, 'postgres', passwords.superuser, 'postgres'),
      stop: () => withFileLock(lock, () => leave(cluster, user)),
    };
  });
}

async function openCluster(dataDir: string): Promise<SharedCluster> {
  const folder = resolve(dataDir, 'postgres');
  const users = join(folder, 'users');
  await mkdir(users, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new HubError('DATABASE_EMBEDDED', `${folder} cannot be made`, { folder, reason: error.code }, { cause: error });
  });
  return { folder, data: join(folder, 'cluster'), users, binaries: await readBinaries(), account: await readPostgresAccount() };
}

async function readPasswords(cluster: SharedCluster): Promise<Passwords> {
  const file = join(cluster.folder, 'passwords.json');
  const text = await readIfThere(file);
  if (text !== null) return JSON.parse(text) as Passwords;
  const make = (): string => randomBytes(24).toString('base64url');
  const passwords: Passwords = { superuser: make(), owner: make(), app: make() };
  await writeFile(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

/** The address of a server that already serves this folder, from its postmaster.pid, or null. Waits while it is starting up. */
async function findRunning(cluster: SharedCluster, passwords: Passwords): Promise<Address | null> {
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

async function readAddress(cluster: SharedCluster): Promise<Address | null> {
  const lines = (await readIfThere(join(cluster.data, 'postmaster.pid')))?.split('\n');
  return lines ? { port: Number(lines[3]), socket: lines[4]?.trim() || null } : null;
}

/**
 * A refused connection or another folder's server means that the pid file is left over; PostgreSQL clears it on its next start. A
 * server on a busy machine that does not answer in time, or has no connection left, is asked again.
 */
async function probe(url: string, data: string): Promise<'ours' | 'starting' | 'absent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === data ? 'ours' : 'absent';
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    return ['57P03', '53300'].includes(code) || /timeout/.test(message) ? 'starting' : 'absent';
  } finally {
    await client.end();
  }
}

async function start(cluster: SharedCluster, superuserPassword: string, { port, settings }: EmbeddedOptions): Promise<Address> {
  await forgetUsers(cluster.users, (pid) => pid === process.pid || !isAlive(pid));
  return startCluster(cluster, { superuserPassword, port, settings });
}

async function createRoles(url: string, passwords: Passwords): Promise<void> {
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
async function leave(cluster: SharedCluster, user: string): Promise<void> {
  await rm(user, { force: true });
  const left = await forgetUsers(cluster.users, (pid) => !isAlive(pid));
  if (left > 0 || (await readIfThere(join(cluster.data, 'postmaster.pid'))) === null) return;
  await run(cluster.binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', cluster.data], cluster.account);
}

/** How many users remain. */
async function forgetUsers(folder: string, isGone: (pid: number) => boolean): Promise<number> {
  const users = await readdir(folder);
  const gone = users.filter((user) => isGone(Number.parseInt(user, 10)));
  await Promise.all(gone.map((user) => rm(join(folder, user), { force: true })));
  return users.length - gone.length;
}

function urlFor(address: Address, role: string, password: string, name: string): string {
  const host = address.socket ? `?host=${encodeURIComponent(address.socket)}` : '';
  return `postgresql://${role}:${password}@127.0.0.1:${address.port}/${name}${host}`;
}
