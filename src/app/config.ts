// The settings of a hub process: the only reader of the environment. Every fault is reported at once, and so is a misspelt name.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { OutsideSignInConfig } from '../identity/outside-sign-in.ts';
import { HubError } from '../kernel/errors.ts';

export interface Config {
  /** The operator's own PostgreSQL as the runtime role; null: the hub runs its own in the data folder. */
  readonly databaseUrl: string | null;
  /** The role that migrates and owns the tables; the same as databaseUrl unless given. */
  readonly databaseOwnerUrl: string | null;
  /** Connections of each pool of this process. */
  readonly poolSize: number;
  /** TCP port of the hub's own PostgreSQL; 0: any free one. */
  readonly embeddedPort: number;
  /** Absolute. Holds the spool, the hub's own PostgreSQL and, unless given, the key. */
  readonly dataDir: string;
  /** Days that a received file is kept after its load has ended. */
  readonly spoolDays: number;
  /** Libraries from outside, beside the built-in ones. */
  readonly librariesDir: string | null;
  /** Folder in which departments put their files. */
  readonly watchDir: string | null;
  readonly host: string;
  readonly port: number;
  /** Who the tokens are from: the address under which clients reach the hub. No slash at the end. */
  readonly issuer: string;
  /** Minutes without a request after which a person's session ends. */
  readonly sessionMinutes: number;
  /** Hours from signing in after which it ends whatever happens. */
  readonly sessionHours: number;
  /** The OpenID Connect provider at which people may sign in beside the hub; null: none. */
  readonly oidc: OutsideSignInConfig | null;
  /** Days after which a password must be changed; 0: never. */
  readonly passwordDays: number;
  readonly logLevel: string;
  /** Days that changes of credit entries are kept for those who follow them. */
  readonly changeDays: number;
  /** Hosts and networks (CIDR) that webhooks may call although they are private, also by plain http. */
  readonly webhookPrivate: readonly string[];
  /** Division of the hub (six digits): its own terms and working days come before those that hold everywhere. Null: leave it as it was set. */
  readonly region: string | null;
  /** 32 secret bytes that seal what the database holds sealed. From JIKU_KEY; null: readKey() makes or finds it. */
  readonly key: Buffer | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const names = [
  'JIKU_DATA_DIR', 'JIKU_LIBRARIES_DIR', 'JIKU_WATCH_DIR', 'JIKU_HOST', 'JIKU_PORT', 'JIKU_ISSUER', 'JIKU_KEY', 'JIKU_LOG_LEVEL', 'JIKU_REGION',
  'JIKU_SESSION_MINUTES', 'JIKU_SESSION_HOURS', 'JIKU_PASSWORD_DAYS',
  'JIKU_OIDC_ISSUER', 'JIKU_OIDC_CLIENT_ID', 'JIKU_OIDC_CLIENT_SECRET', 'JIKU_OIDC_SUBJECT_CLAIM',
  'JIKU_POOL_SIZE', 'JIKU_EMBEDDED_PORT', 'JIKU_SPOOL_DAYS', 'JIKU_CHANGE_DAYS', 'JIKU_WEBHOOK_PRIVATE',
] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const keyBytes = 32;

/** Reads the environment, by default the process's own. CONFIG_INVALID lists every fault in `details.faults`; values stay out of it. */
export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const folder = (name: string): string | null => mapText(text(name), (path) => resolve(path));
  const whole = (name: string, range: { min: number; max: number; fallback: number }): number =>
    mapText(text(name), (value) => parseWhole(name, value, range, faults)) ?? range.fallback;

  checkNames(environment, faults);
  const host = text('JIKU_HOST') ?? '127.0.0.1';
  const port = whole('JIKU_PORT', { min: 1, max: 65_535, fallback: 8600 });
  const databaseUrl = mapText(text('DATABASE_URL'), (url) => checkDatabaseUrl('DATABASE_URL', url, faults));
  const ownerUrl = mapText(text('DATABASE_OWNER_URL'), (url) => checkDatabaseUrl('DATABASE_OWNER_URL', url, faults));
  if (ownerUrl && !databaseUrl) faults.push('DATABASE_OWNER_URL: set DATABASE_URL too');
  const config: Config = {
    databaseUrl,
    databaseOwnerUrl: ownerUrl ?? databaseUrl,
    poolSize: whole('JIKU_POOL_SIZE', { min: 2, max: 200, fallback: 10 }),
    embeddedPort: whole('JIKU_EMBEDDED_PORT', { min: 0, max: 65_535, fallback: 0 }),
    dataDir: folder('JIKU_DATA_DIR') ?? resolve('data'),
    spoolDays: whole('JIKU_SPOOL_DAYS', { min: 1, max: 36_500, fallback: 30 }),
    librariesDir: folder('JIKU_LIBRARIES_DIR'),
    watchDir: folder('JIKU_WATCH_DIR'),
    host,
    port,
    issuer: mapText(text('JIKU_ISSUER'), (url) => parseIssuer(url, faults)) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    sessionMinutes: whole('JIKU_SESSION_MINUTES', { min: 1, max: 480, fallback: 30 }),
    sessionHours: whole('JIKU_SESSION_HOURS', { min: 1, max: 24, fallback: 12 }),
    oidc: readOidc(text, faults),
    passwordDays: whole('JIKU_PASSWORD_DAYS', { min: 0, max: 3_650, fallback: 90 }),
    logLevel: mapText(text('JIKU_LOG_LEVEL'), (level) => oneOf('JIKU_LOG_LEVEL', level, logLevels, faults)) ?? 'info',
    changeDays: whole('JIKU_CHANGE_DAYS', { min: 32, max: 36_500, fallback: 40 }),
    webhookPrivate: mapText(text('JIKU_WEBHOOK_PRIVATE'), (list) => parseHosts('JIKU_WEBHOOK_PRIVATE', list, faults)) ?? [],
    region: mapText(text('JIKU_REGION'), (region) => parseRegion(region, faults)),
    key: mapText(text('JIKU_KEY'), (key) => parseKey('JIKU_KEY', key, faults)),
  };
  if (faults.length > 0) throw new HubError('CONFIG_INVALID', faults.join('; '), { faults });
  return config;
}

/** The hub's key: the configured one, else `hub.key` of the data folder, made on first use and readable by its owner alone. */
export async function readKey(config: Pick<Config, 'key' | 'dataDir'>): Promise<Buffer> {
  if (config.key) return config.key;
  const file = join(config.dataDir, 'hub.key');
  await mkdir(config.dataDir, { recursive: true });
  try {
    await writeFile(file, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const faults: string[] = [];
  const key = parseKey(file, (await readFile(file, 'utf8')).trim(), faults);
  if (faults.length > 0) throw new HubError('CONFIG_INVALID', faults.join('; '), { faults });
  return key;
}

function mapText<T>(value: string | null, read: (value: string) => T): T | null {
  return value === null ? null : read(value);
}

/** All three of issuer, client and secret, or none. Plain http only on this machine. */
function readOidc(text: (name: string) => string | null, faults: string[]): OutsideSignInConfig | null {
  const issuer = text('JIKU_OIDC_ISSUER');
  const clientId = text('JIKU_OIDC_CLIENT_ID');
  const clientSecret = text('JIKU_OIDC_CLIENT_SECRET');
  const subjectClaim = text('JIKU_OIDC_SUBJECT_CLAIM');
  if (issuer === null && clientId === null && clientSecret === null && subjectClaim === null) return null;
  if (issuer === null || !(protocolOf(issuer) === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(issuer))) {
    faults.push('JIKU_OIDC_ISSUER: a URL like https://sso.example.gov.cn');
  }
  if (clientId === null) faults.push('JIKU_OIDC_CLIENT_ID: missing');
  if (clientSecret === null) faults.push('JIKU_OIDC_CLIENT_SECRET: missing');
  return { issuer: issuer ?? '', clientId: clientId ?? '', clientSecret: clientSecret ?? '', subjectClaim: subjectClaim ?? 'sub' };
}

/** Names under JIKU_TEST_ belong to the tests. */
function checkNames(environment: Environment, faults: string[]): void {
  const known: readonly string[] = names;
  for (const name of Object.keys(environment)) {
    if (name.startsWith('JIKU_') && !name.startsWith('JIKU_TEST_') && !known.includes(name)) faults.push(`${name}: no such setting`);
  }
}

function parseWhole(name: string, value: string, range: { min: number; max: number }, faults: string[]): number {
  const number = Number(value);
  const isGood = /^\d+$/.test(value) && number >= range.min && number <= range.max;
  if (!isGood) faults.push(`${name}: a whole number from ${range.min} to ${range.max}`);
  return number;
}

function oneOf(name: string, value: string, allowed: readonly string[], faults: string[]): string {
  if (!allowed.includes(value)) faults.push(`${name}: one of ${allowed.join(', ')}`);
  return value;
}

function checkDatabaseUrl(name: string, url: string, faults: string[]): string {
  if (!/^postgres(ql)?:$/.test(protocolOf(url))) faults.push(`${name}: a URL like postgresql://user:password@host:5432/database`);
  return url;
}

function parseHosts(name: string, list: string, faults: string[]): string[] {
  const hosts = list.split(',').map((entry) => entry.trim()).filter(Boolean);
  for (const host of hosts) {
    const [address = '', bits] = host.split('/');
    const isGood = bits === undefined ? /^[A-Za-z0-9.:-]+$/.test(address) : isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
    if (!isGood) faults.push(`${name}: hosts and networks with commas, like hooks.example.gov.cn,10.20.0.0/16`);
  }
  return hosts;
}

function parseRegion(region: string, faults: string[]): string {
  if (!/^[1-9]\d{5}$/.test(region)) faults.push('JIKU_REGION: a division code of six digits, like 310000');
  return region;
}

function parseIssuer(url: string, faults: string[]): string {
  if (!/^https?:$/.test(protocolOf(url))) faults.push('JIKU_ISSUER: a URL like https://hub.example.gov.cn');
  return url.replace(/\/+$/, '');
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function parseKey(name: string, text: string, faults: string[]): Buffer {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64url');
  if (key.length !== keyBytes) faults.push(`${name}: ${keyBytes} bytes as 64 hexadecimal digits or base64`);
  return key;
}
