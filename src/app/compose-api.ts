// Builds the HTTP side of an open hub: authentication, access, audit and the server.
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import pg from 'pg';
import { serveConsole } from '../api/console.ts';
import type { LoadService } from '../api/deps.ts';
import { ApiMetrics } from '../api/metrics.ts';
import { createServer } from '../api/server.ts';
import { ChangeSignal } from '../credit/flags/change-signal.ts';
import { HeldStreams } from '../credit/flags/held-streams.ts';
import { decideHeldLoad, readLoad, receiveLoad, type LoadDeps } from '../engine/load.ts';
import type { Encoding } from '../engine/readers/encoding.ts';
import { answerByDecision } from '../engine/steward/challenges.ts';
import { decide, type DecideOptions } from '../engine/steward/decide.ts';
import type { DecisionRequest } from '../engine/steward/decision.ts';
import { SessionCookie } from '../identity/browser.ts';
import { TokenAuthenticator } from '../identity/authenticate.ts';
import { serverMetadata } from '../identity/metadata.ts';
import { OutsideSignIn } from '../identity/outside-sign-in.ts';
import { createScopesOf } from '../identity/roles.ts';
import { SecretHasher } from '../identity/secrets.ts';
import { Sessions } from '../identity/sessions.ts';
import { SignIn } from '../identity/sign-in.ts';
import { TokenEndpoint } from '../identity/token.ts';
import { CreditReports } from '../credit/reports/credit-reports.ts';
import { LiveAccess } from '../sharing/access.ts';
import { BatchedAuditWriter } from '../sharing/audit.ts';
import { RefusalCounter } from '../sharing/refusal-counter.ts';
import { createPool } from '../store/pool.ts';
import { createAdministration } from './compose-administration.ts';
import { tokenLifetime, type Hub } from './compose.ts';

/** Where `npm run build:console` puts the console. */
const consoleDir = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** The HTTP side of a hub, not yet listening. */
export interface Api {
  readonly server: Server;
  /** Resolves when the access snapshot in memory holds every change made before the call. */
  refreshed(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds the API over an open hub. Access and audit have pools of their own: neither may wait behind look-ups. */
export async function openApi(hub: Hub): Promise<Api> {
  const { config, libraries, clock, log, newId, pool, prisma, keys, clients, ruleOf, sealer } = hub;
  const { issuer } = config;
  const urls = { issuer, tokenEndpoint: `${issuer}/oauth/token`, jwksUri: `${issuer}/.well-known/jwks.json` };
  const scopesOf = createScopesOf(libraries);
  await keys.ensureKeys();
  const accessPool = createPool(hub.databaseUrl, { max: 1, applicationName: 'jiku access', log });
  const auditPool = createPool(hub.databaseUrl, { max: 1, applicationName: 'jiku audit', log });
  const access = new LiveAccess({ pool: accessPool, log, createListener: () => new pg.Client({ connectionString: hub.databaseUrl }) });
  await access.start();
  const refusals = new RefusalCounter({ pool, log });
  refusals.start();
  const cookie = new SessionCookie(issuer);
  const limits = { idleSeconds: config.sessionMinutes * 60, longestSeconds: config.sessionHours * 3600 };
  const sessions = new Sessions({ pool, clock, directory: access, scopesOf, cookie, limits });
  // A hasher of their own: people who sign in and clients that ask for tokens do not wait for each other.
  const accounts = { pool, prisma, clock, hasher: new SecretHasher(1, 50) };
  const signIn = new SignIn({ ...accounts, sealer, sessions, cookie, idleSeconds: limits.idleSeconds, passwordDays: config.passwordDays });
  const outsideSignIn = config.oidc && new OutsideSignIn({ config: config.oidc, sealer, publicUrl: issuer });
  const signal = new ChangeSignal({ log, createListener: () => new pg.Client({ connectionString: hub.databaseUrl }) });
  await signal.start();
  const server = createServer({
    pool, libraries, clock, log, newId, access, refusals, ruleOf, sessions, signIn, outsideSignIn, administration: createAdministration(accounts), checks: hub.checks, fileChecks: hub.fileChecks,
    authenticator: new TokenAuthenticator({ keys, directory: access, scopesOf, issuer, audience: issuer }),
    audit: new BatchedAuditWriter(auditPool),
    loads: loadService(hub.loads),
    feeds: {
      signal, streams: new HeldStreams(5), filesDir: join(config.dataDir, 'flags'), sealer: hub.sealer, policy: hub.webhookPolicy,
      heartbeat: 15_000, longestStream: 3_600_000,
    },
    // The contract has checked the form of what a task is resolved with; its forms are those of decisions.
    decisions: { decide: (request, by) => decide(hub.loads, request as unknown as DecisionRequest, by, { within: answerChallenge({ ...by, clock }) }) },
    tokens: {
      endpoint: new TokenEndpoint({
        prisma, pool, hasher: clients.hasher, clock, keys, scopesOf, newId,
        config: { issuer, tokenEndpoint: urls.tokenEndpoint, audience: issuer, tokenLifetime },
      }),
      keys,
      metadata: serverMetadata(urls, libraries),
    },
    creditRules: hub.creditRules,
    creditReports: new CreditReports({ pool, clock, issuer }),
    metrics: new ApiMetrics(pool),
  }, (app) => serveConsole(app, { folder: consoleDir, publicUrl: issuer }));
  return {
    server,
    async refreshed() {
      const { rows } = await pool.query<{ epoch: number }>('select epoch from hub.access_epoch');
      while (access.epoch() < Number(rows[0]?.epoch)) await new Promise((wake) => setTimeout(wake, 10));
    },
    async stop() {
      // Held streams end, or the server would wait for them.
      await signal.stop();
      await closeServer(server);
      await refusals.stop();
      await access.stop();
      await Promise.all([accessPool.end(), auditPool.end()]);
    },
  };
}

/** Answers under way are finished; connections that only wait are closed at once. */
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
}

/** The challenge that a decision answers ends, or is accepted, in the decision's own transaction. */
function answerChallenge(by: Parameters<typeof answerByDecision>[2]): DecideOptions['within'] {
  return async (client, { challengeId, kind, reason }) => {
    if (challengeId !== undefined) await answerByDecision(client, { challengeId, isAccepted: kind === 'accept_challenge', reason }, by);
  };
}

function loadService(deps: LoadDeps): LoadService {
  return {
    async receive({ encoding, ...file }) {
      const format = encoding === undefined ? undefined : { encoding: encoding as Encoding };
      return { ...(await receiveLoad(deps, { ...file, format, origin: 'api' })) };
    },
    async read(loadId) {
      const load = await readLoad(deps, loadId);
      return load && { ...load };
    },
    decide: async (loadId, decision, by) => ({ ...(await decideHeldLoad(deps, loadId, decision, by)) }),
  };
}
