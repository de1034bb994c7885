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
/** Above every system's pid_max. */
const impossiblePid = '2147483647';
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
  const text = await readIfThere(file);
  if (text !== null) return JSON.parse(text) as Passwords;
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
  const lines = (await readIfThere(join(cluster.data, 'postmaster.pid')))?.split('\n');
  return lines ? { port: Number(lines[3]), socket: lines[4]?.trim() || null } : null;
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
  await forgetUsers(users, (pid) => pid === process.pid || !isAlive(pid));
  if (!(await isInitialised(data))) await initialise(cluster, passwords);
  await disownDeadServer(data);
  const address: Address = {
    port: options.port || (await choosePort(data)),
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

/**
 * PostgreSQL takes a zombie for a running server. Its number in the lock files (postmaster.pid, .s.PGSQL.<port>.lock) gives way to
 * one that cannot exist; the rest stays, so that the start still refuses while a process of the dead server holds its shared memory.
 */
async function disownDeadServer(data: string): Promise<void> {
  const locks = (await readdir(data)).filter((name) => name === 'postmaster.pid' || /^\.s\.PGSQL\.\d+\.lock$/.test(name));
  for (const name of locks) {
    const [pid, ...rest] = (await readFile(join(data, name), 'utf8')).split('\n');
    if (!isAlive(Number(pid))) await writeFile(join(data, name), [impossiblePid, ...rest].join('\n'));
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function isInitialised(data: string): Promise<boolean> {
  return (await readIfThere(join(data, 'postgresql.conf')))?.includes('jiku.conf') ?? false;
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

/** The port of the last time, so that others who use the folder find the server again; else any free one. */
async function choosePort(data: string): Promise<number> {
  const last = /^port = '(\d+)'$/m.exec((await readIfThere(join(data, 'jiku.conf'))) ?? '')?.[1];
  const port = (last && (await tryPort(Number(last)))) || (await tryPort(0));
  if (port === null) throw new HubError('DATABASE_EMBEDDED', 'no free TCP port');
  return port;
}

/** The port that could be listened on, or null when it is taken; 0 asks for any. */
async function tryPort(port: number): Promise<number | null> {
  const server = createServer();
  const isListening = await new Promise<boolean>((settle) => {
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => settle(true));
  });
  const address = server.address();
  if (isListening) await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : null;
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
