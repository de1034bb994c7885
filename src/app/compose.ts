// Builds the hub from its settings: the only place that constructs what others are given. stop() undoes it in the reverse order.
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import pg from 'pg';
import type { LoadService } from '../api/deps.ts';
import { ApiMetrics } from '../api/metrics.ts';
import { createServer } from '../api/server.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { decideHeldLoad, readLoad, receiveLoad, type LoadDeps } from '../engine/load.ts';
import type { MatchDeps } from '../engine/resolve/scored/match-queue.ts';
import { createStagePool } from '../engine/ingest/stage-pool.ts';
import type { Encoding } from '../engine/readers/encoding.ts';
import { TokenAuthenticator } from '../identity/authenticate.ts';
import type { ClientDeps } from '../identity/clients.ts';
import { KeyRing } from '../identity/keys.ts';
import { serverMetadata } from '../identity/metadata.ts';
import { createScopesOf } from '../identity/roles.ts';
import { createSealer } from '../identity/seal.ts';
import { SecretHasher } from '../identity/secrets.ts';
import { TokenEndpoint } from '../identity/token.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { createIdSource } from '../kernel/ids.ts';
import { createLog, type Log } from '../kernel/log.ts';
import { LiveAccess } from '../sharing/access.ts';
import { BatchedAuditWriter } from '../sharing/audit.ts';
import { RefusalCounter } from '../sharing/refusal-counter.ts';
import { migrate, type MigrateResult } from '../store/migrate.ts';
import { openDatabase, type DatabaseSource } from '../store/open-database.ts';
import { createPool } from '../store/pool.ts';
import { connect } from '../store/server-check.ts';
import { createPrisma, type PrismaClient } from '../store/prisma.ts';
import { readKey, type Config } from './config.ts';
import { readLibraries } from './libraries.ts';
import { createRuleCatalog, type RuleOf } from './rule-catalog.ts';

/** What every command works with. */
export interface Hub {
  readonly config: Config;
  readonly libraries: readonly LibraryDefinition[];
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  readonly keys: KeyRing;
  readonly clients: ClientDeps;
  /** What loads are received and worked off with; a pool of their own, so that they cannot starve look-ups. */
  readonly loads: LoadDeps;
  /** What the match queues are worked off with. */
  readonly matching: MatchDeps;
  readonly ruleOf: RuleOf;
  /** What opening changed in the database; null when the runtime role may not, and the owner has to. */
  readonly migrated: MigrateResult | null;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Seconds that an access token lives. */
const tokenLifetime = 300;
/** For three loads at once: two COPY streams or the transaction that applies each, and room for heartbeats. */
const loadConnections = 9;
/** Threads that read deliveries; more than the cores of a small machine gain nothing. */
const stageThreads = 2;

/** Opens the database (starting the hub's own when none is configured), migrates it where the role may, and builds on it. */
export async function openHub(config: Config): Promise<Hub> {
  const libraries = readLibraries(config.librariesDir);
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  const undo: (() => Promise<unknown>)[] = [() => database.stop()];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  const openPool = (max: number, part: string): Pool => {
    const pool = createPool(database.url, { max, applicationName: `jiku ${part}`, log });
    undo.push(() => pool.end());
    return pool;
  };
  try {
    const migrated = await migrateAsOwner(database, libraries);
    const pool = openPool(config.poolSize, 'hub');
    const prisma = createPrisma(pool);
    undo.push(() => prisma.$disconnect());
    const clock = systemClock;
    const newId = createIdSource();
    const keys = new KeyRing({ prisma, sealer: createSealer(await readKey(config)), clock, tokenLifetime });
    const stages = createStagePool(database.url, stageThreads);
    undo.push(() => stages.stop());
    const loads: LoadDeps = {
      stage: stages.stage,
      pool: openPool(loadConnections, 'loads'), clock, newId, libraries, log,
      spoolDir: join(config.dataDir, 'spool'),
      owner: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
    };
    return {
      config, libraries, clock, log, newId, pool, prisma, keys, loads, migrated, stop,
      clients: { prisma, hasher: new SecretHasher() },
      matching: { pool: loads.pool, clock, libraries, databaseUrl: database.url },
      ruleOf: createRuleCatalog(), databaseUrl: database.url,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Every start migrates when it can. Where the owner's credentials are kept from the runtime, `hub migrate` is run by who has them. */
async function migrateAsOwner(database: DatabaseSource, libraries: readonly LibraryDefinition[]): Promise<MigrateResult | null> {
  const owner = createPool(database.ownerUrl, { max: 2, applicationName: 'jiku migrate' });
  try {
    return (await mayCreate(owner)) ? await migrate(owner, libraries, { appRole: database.appRole }) : null;
  } finally {
    await owner.end();
  }
}

async function mayCreate(owner: Pool): Promise<boolean> {
  const client = await connect(owner);
  try {
    const { rows } = await client.query<{ may: boolean }>(`select has_database_privilege(current_database(), 'create') as may`);
    return rows[0]?.may === true;
  } finally {
    client.release();
  }
}

/** The HTTP side of a hub, not yet listening. */
export interface Api {
  readonly server: Server;
  /** Resolves when the access snapshot in memory holds every change made before the call. */
  refreshed(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds the API over an open hub. Access and audit have pools of their own: neither may wait behind look-ups. */
export async function openApi(hub: Hub): Promise<Api> {
  const { config, libraries, clock, log, newId, pool, prisma, keys, clients, ruleOf } = hub;
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
  const server = createServer({
    pool, libraries, clock, log, newId, access, refusals, ruleOf,
    authenticator: new TokenAuthenticator({ keys, directory: access, scopesOf, issuer, audience: issuer }),
    audit: new BatchedAuditWriter(auditPool),
    loads: loadService(hub.loads),
    tokens: {
      endpoint: new TokenEndpoint({
        prisma, pool, hasher: clients.hasher, clock, keys, scopesOf, newId,
        config: { issuer, tokenEndpoint: urls.tokenEndpoint, audience: issuer, tokenLifetime },
      }),
      keys,
      metadata: serverMetadata(urls, libraries),
    },
    metrics: new ApiMetrics(pool),
  });
  return {
    server,
    async refreshed() {
      const { rows } = await pool.query<{ epoch: number }>('select epoch from hub.access_epoch');
      while (access.epoch() < Number(rows[0]?.epoch)) await new Promise((wake) => setTimeout(wake, 10));
    },
    async stop() {
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
