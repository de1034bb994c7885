// The API on a test database, with real clients, agreements, tokens and audit; only the engine's loads are stood in for by a table read.
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ApiDeps, LoadView } from '../../src/api/deps.ts';
import { ApiMetrics } from '../../src/api/metrics.ts';
import { createServer } from '../../src/api/server.ts';
import { SessionCookie } from '../../src/identity/browser.ts';
import { ChangeSignal } from '../../src/credit/flags/change-signal.ts';
import { HeldStreams } from '../../src/credit/flags/held-streams.ts';
import { TargetPolicy } from '../../src/credit/webhooks/targets.ts';
import { createAdministration } from '../../src/app/compose-administration.ts';
import { createFileChecks, createWorkOff } from '../../src/app/compose-file-checks.ts';
import { CreditChecks } from '../../src/credit/checks/credit-checks.ts';
import type { FileChecks } from '../../src/credit/checks/file-checks.ts';
import { LiveRules } from '../../src/credit/rules/read-rules.ts';
import { TokenAuthenticator } from '../../src/identity/authenticate.ts';
import { changeAccount, createAccount, type AccountChange } from '../../src/identity/accounts.ts';
import { createClient } from '../../src/identity/clients.ts';
import { KeyRing } from '../../src/identity/keys.ts';
import { serverMetadata } from '../../src/identity/metadata.ts';
import { createScopesOf } from '../../src/identity/roles.ts';
import { createSealer } from '../../src/identity/seal.ts';
import { SecretHasher } from '../../src/identity/secrets.ts';
import { Sessions, type SessionLimits } from '../../src/identity/sessions.ts';
import { SignIn } from '../../src/identity/sign-in.ts';
import { TokenEndpoint } from '../../src/identity/token.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { HubError } from '../../src/kernel/errors.ts';
import { CreditReports } from '../../src/credit/reports/credit-reports.ts';
import { createIdSource } from '../../src/kernel/ids.ts';
import { createLog } from '../../src/kernel/log.ts';
import { libraries } from '../../src/libraries/index.ts';
import { LiveAccess } from '../../src/sharing/access.ts';
import { createAgreement, type NewAgreement } from '../../src/sharing/agreements.ts';
import { BatchedAuditWriter } from '../../src/sharing/audit.ts';
import { RefusalCounter } from '../../src/sharing/refusal-counter.ts';
import { createPrisma, type PrismaClient } from '../../src/store/prisma.ts';
import type { TestDatabase } from './database.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, any>;
}

export interface Ask {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it stands. */
  readonly rawBody?: string | Buffer;
}

export const matter = { 'X-Purpose': 'test-purpose', 'X-Matter-Code': 'T-0001', 'X-Operator-Id': 'clerk-7' };

export interface TestApi {
  readonly url: string;
  readonly prisma: PrismaClient;
  readonly refusals: RefusalCounter;
  readonly checks: CreditChecks;
  readonly fileChecks: FileChecks;
  readonly dataDir: string;
  /** A client with a token; its agency is made when it is new. */
  addClient(agencyCode: string, roles: readonly string[], options?: { ratePerMinute?: number }): Promise<{ clientId: string; secret: string; token: string }>;
  addAgreement(library: string, agreement: Partial<NewAgreement> & Pick<NewAgreement, 'agencyCode' | 'attributes'>): Promise<string>;
  /** An account of an agency, made when it is new; its one-time password. */
  addAccount(name: string, agencyCode: string, roles: readonly string[], change?: AccountChange): Promise<string>;
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

/** What may differ from a hub as it is composed. */
export type ApiChanges = Partial<ApiDeps> & { readonly limits?: SessionLimits; readonly publicUrl?: string; readonly passwordDays?: number };

export async function startApi(database: TestDatabase, { limits = { idleSeconds: 1800, longestSeconds: 43_200 }, publicUrl = 'http://hub.example', passwordDays = 90, ...changes }: ApiChanges = {}): Promise<TestApi> {
  const { pool } = database;
  const prisma = createPrisma(pool);
  const log = createLog('silent');
  // Tokens keep to the clock of who verifies them.
  const clock = changes.clock ?? systemClock;
  const newId = createIdSource();
  const access = new LiveAccess({ pool, log, createListener: () => new pg.Client({ connectionString: database.url }) });
  await access.start();
  const scopesOf = createScopesOf(libraries);
  const issuer = 'https://hub.example';
  const sealer = createSealer(Buffer.alloc(32, 7));
  const keys = new KeyRing({ prisma, sealer, clock: systemClock, tokenLifetime: 300 });
  await keys.ensureKeys();
  const hasher = new SecretHasher();
  const urls = { issuer, tokenEndpoint: `${issuer}/oauth/token`, jwksUri: `${issuer}/.well-known/jwks.json` };
  const config = { issuer, tokenEndpoint: urls.tokenEndpoint, audience: issuer, tokenLifetime: 300 };
  const refusals = new RefusalCounter({ pool, log });
  const cookie = new SessionCookie(publicUrl);
  const sessions = new Sessions({ pool, clock, directory: access, scopesOf, cookie, limits });
  const accounts = { prisma, pool, clock, hasher: new SecretHasher(2, 100, 10) };
  const signal = new ChangeSignal({ log, createListener: () => new pg.Client({ connectionString: database.url }) });
  await signal.start();
  const filesDir = await mkdtemp(join(tmpdir(), 'jiku-flags-'));
  const ruleOf: ApiDeps['ruleOf'] = () => ({ label: { zh: '规则', en: 'Rule' }, remedy: { zh: '改正', en: 'Correct it' } });
  const rules = new LiveRules(pool);
  const checks = new CreditChecks({ pool, clock, libraries, rules });
  const dataDir = mkdtempSync(join(tmpdir(), 'jiku-api-'));
  const fileCheckLoads = { pool, log, clock, newId, owner: 'test' };
  const fileChecks = createFileChecks({ loads: fileCheckLoads, dataDir, workOff: createWorkOff({ checks, loads: fileCheckLoads, ruleOf: ruleOf as never, dataDir }) });
  const server = createServer({
    sessions,
    outsideSignIn: null,
    administration: createAdministration(accounts),
    signIn: new SignIn({ ...accounts, sealer, sessions, cookie, idleSeconds: limits.idleSeconds, passwordDays }),
    checks, fileChecks, pool, libraries, clock, log, newId, access, refusals,
    authenticator: new TokenAuthenticator({ keys, directory: access, scopesOf, issuer, audience: issuer }),
    audit: new BatchedAuditWriter(pool),
    loads: tableLoads(database),
    feeds: {
      signal, streams: new HeldStreams(2), filesDir, sealer: createSealer(Buffer.alloc(32, 7)), policy: new TargetPolicy(['127.0.0.1', 'agency.example.gov.cn']),
      heartbeat: 300, longestStream: 60_000,
    },
    tokens: { endpoint: new TokenEndpoint({ prisma, pool, hasher, clock: systemClock, keys, scopesOf, newId, config }), keys, metadata: serverMetadata(urls, libraries) },
    creditRules: rules,
    creditReports: new CreditReports({ pool, clock, issuer }),
    ruleOf,
    metrics: new ApiMetrics(pool),
    ...changes,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const untilSeen = async (change: () => Promise<unknown>): Promise<void> => {
    await change();
    const { rows } = await pool.query<{ epoch: number }>('select epoch from hub.access_epoch');
    // On a busy machine the snapshot may be late; it is waited for.
    const seen = (): number => {
      try {
        return access.epoch();
      } catch (error) {
        if (error instanceof HubError && error.code === 'ACCESS_STALE') return -1;
        throw error;
      }
    };
    while (seen() < Number(rows[0]?.epoch)) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const ask = askAt(url);
  const needAgency = async (code: string, roles: readonly string[]): Promise<void> => {
    const kind = roles.includes('bureau') ? 'bureau' : 'department';
    const { count } = await prisma.agency.createMany({ data: [{ code, nameZh: code, nameEn: code, kind }], skipDuplicates: true });
    if (count > 0) await untilSeen(async () => undefined);
  };

  return {
    url, prisma, refusals, ask, checks, fileChecks, dataDir,
    async addAccount(name, agencyCode, roles, change) {
      await needAgency(agencyCode, roles);
      let made = '';
      await untilSeen(async () => {
        const { password } = await createAccount(accounts, { name, displayName: name, agencyCode, roles });
        made = password ?? '';
        if (change) await changeAccount(accounts, name, change);
      });
      return made;
    },
    async addClient(agencyCode, roles, options = {}) {
      await needAgency(agencyCode, roles);
      let made = { clientId: '', secret: '' };
      await untilSeen(async () => {
        const { client, secret } = await createClient({ prisma, hasher }, { agencyCode, name: 'test', roles, clientId: `c-${newId()}`, ...options });
        made = { clientId: client.clientId, secret: secret ?? '' };
      });
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: made.clientId, client_secret: made.secret });
      const answer = await ask('POST', '/oauth/token', { rawBody: form.toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
      return { ...made, token: String(answer.json['access_token']) };
    },
    async addAgreement(code, agreement) {
      const library = libraries.find((candidate) => candidate.code === code);
      if (!library) throw new Error(`no library ${code}`);
      let agreementId = '';
      await untilSeen(async () => {
        const made = await createAgreement(prisma, library, {
          purposes: ['test-purpose'], legalBasis: 'test', validFrom: '2020-01-01', validTo: '2099-12-31',
          operations: library.kind === 'entity' ? ['read', 'verify', 'search'] : ['read', 'credit'], ...agreement,
        });
        agreementId = made.agreementId;
      });
      return agreementId;
    },
    async stop() {
      await signal.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(filesDir, { recursive: true, force: true });
      await refusals.stop();
      await access.stop();
      await prisma.$disconnect();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Asks a server over HTTP, redirects not followed. */
export function askAt(url: string): TestApi['ask'] {
  return async (method, path, { token, headers = {}, body, rawBody } = {}) => {
    const response = await fetch(url + path, {
      redirect: 'manual',
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: rawBody ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as Record<string, any>) : {} };
  };
}

const loadColumns = `load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt"`;

/** hub.load alone: enough for what the API itself does with loads. */
function tableLoads({ ownerPool }: TestDatabase): ApiDeps['loads'] {
  const read = async (loadId: number): Promise<LoadView | null> => {
    const { rows } = await ownerPool.query<LoadView>(`select ${loadColumns} from hub.load where load_id = $1`, [loadId]);
    return rows[0] ?? null;
  };
  return {
    read,
    async receive(file) {
      let bytes = 0;
      for await (const chunk of file.body) bytes += (chunk as Buffer).length;
      const { rows } = await ownerPool.query<{ id: number }>(
        `insert into hub.load (library, feed, file_name, sha256, bytes, spool_path, declared_date, state, origin, created_by)
         values ($1, $2, $3, 'x', $4, 'x', coalesce($5::date, '2026-09-01'), 'received', 'api', $6) returning load_id as id`,
        [file.library, file.feed, file.fileName, bytes, file.declaredDate ?? null, file.createdBy],
      );
      return (await read(rows[0]?.id ?? 0)) as LoadView;
    },
    async decide(loadId, decision) {
      const state = decision === 'approve' ? 'staged' : 'refused';
      const { rowCount } = await ownerPool.query(`update hub.load set state = $2 where load_id = $1 and state = 'held'`, [loadId, state]);
      if (rowCount === 0) throw new HubError('LOAD_NOT_HELD', 'not held');
      return (await read(loadId)) as LoadView;
    },
  };
}
