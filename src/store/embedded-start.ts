// Brings the server of a data folder up: makes the cluster on first use, clears what a dead server left, writes the settings, starts it.
import { chown, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { HubError } from '../kernel/errors.ts';
import { clusterSettings, initdbArguments, run, type Account, type Binaries } from './embedded-cluster.ts';
import { isAlive } from './file-lock.ts';

/** Where a cluster lies and what runs it. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
}

/** Where a server listens; `socket` is a folder. */
export interface Address {
  readonly port: number;
  readonly socket: string | null;
}

export interface StartOptions {
  readonly superuserPassword: string;
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** sun_path holds 107 bytes; beyond that PostgreSQL refuses a socket and the hub connects by TCP. */
const longestSocketFolder = 90;
/** Above every system's pid_max. */
const impossiblePid = '2147483647';

/** Starts the cluster's server and waits until it answers. The caller has made sure that none runs. */
export async function startCluster(cluster: Cluster, options: StartOptions): Promise<Address> {
  const { binaries, account, data } = cluster;
  if (!(await isInitialised(data))) await initialise(cluster, options.superuserPassword);
  await disownDeadServer(data);
  const address: Address = {
    port: options.port || (await choosePort(data)),
    socket: Buffer.byteLength(data) <= longestSocketFolder ? data : null,
  };
  const settings = { ...clusterSettings(), ...options.settings, port: String(address.port), unix_socket_directories: address.socket ?? '' };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeFile(join(data, 'jiku.conf'), `${lines.join('\n')}\n`);
  await run(binaries.pg_ctl, ['start', '-w', '-t', '120', '-D', data, '-l', join(data, 'start.log')], account).catch((error: unknown) => {
    throw new HubError('DATABASE_EMBEDDED', `the embedded database did not start; see ${data}/start.log and ${data}/log`, { logs: [join(data, 'start.log'), join(data, 'log')] }, { cause: error });
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

/** A file's text, or null where there is no such file. */
export async function readIfThere(file: string): Promise<string | null> {
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
async function initialise({ binaries, account, data, folder }: Cluster, password: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const passwordFile = join(data, '..', `password-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
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
