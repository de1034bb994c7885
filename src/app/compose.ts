// Builds the hub from its settings. Only here and in compose-api.ts, which commands that serve nothing do not load, is anything
// constructed that others are given. stop() undoes it in the reverse order.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import { followData } from '../credit/cases/follow-data.ts';
import { TargetPolicy } from '../credit/webhooks/targets.ts';
import { seedRules } from '../credit/rules/import-rules.ts';
import { CreditChecks } from '../credit/checks/credit-checks.ts';
import type { FileChecks } from '../credit/checks/file-checks.ts';
import { LiveRules } from '../credit/rules/read-rules.ts';
import type { LoadDeps } from '../engine/load.ts';
import { createStanding, type MatchDeps } from '../engine/resolve/scored/match-queue.ts';
import { createStagePool } from '../engine/ingest/stage-pool.ts';
import { setHubRegion } from '../engine/steward/terms.ts';
import type { ClientDeps } from '../identity/clients.ts';
import { KeyRing } from '../identity/keys.ts';
import { createSealer, type Sealer } from '../identity/seal.ts';
import { SecretHasher } from '../identity/secrets.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { createIdSource } from '../kernel/ids.ts';
import { createLog, type Log } from '../kernel/log.ts';
import { migrate, type MigrateResult } from '../store/migrate.ts';
import { openDatabase, type DatabaseSource } from '../store/open-database.ts';
import { createPool } from '../store/pool.ts';
import { connect } from '../store/server-check.ts';
import { createPrisma, type PrismaClient } from '../store/prisma.ts';
import { createFileChecks } from './compose-file-checks.ts';
import { createFileCheckThreads } from './file-check-threads.ts';
import { readKey, type Config } from './config.ts';
import { readOwnRules } from './credit-rules.ts';
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
  /** Starts the threads that read deliveries; else each starts with its first file. */
  warmStages(): void;
  /** What the match queues are worked off with. */
  readonly matching: MatchDeps;
  /** The lists and measures in force, as this process knows them. */
  readonly creditRules: LiveRules;
  /** Checks of credit, and those of whole files with a pool of their own. */
  readonly checks: CreditChecks;
  readonly fileChecks: FileChecks;
  readonly ruleOf: RuleOf;
  /** Seals what the database holds sealed, under the hub's key. */
  readonly sealer: Sealer;
  /** Where webhooks may lead. */
  readonly webhookPolicy: TargetPolicy;
  /** What opening changed in the database; null when the runtime role may not, and the owner has to. */
  readonly migrated: MigrateResult | null;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Seconds that an access token lives. */
export const tokenLifetime = 300;
/** For three loads at once: three connections that stage or the transaction that applies each, and room for heartbeats. */
const loadConnections = 12;
/** One works off the queues of records that come one by one; another, where a model is looked up meanwhile. */
const standingConnections = 2;
/** Threads that read deliveries; more than the cores of a small machine gain nothing. */
const stageThreads = 2;

/** Opens the database (starting the hub's own when none is configured), migrates it where the role may, and builds on it. */
export async function openHub(config: Config): Promise<Hub> {
  const libraries = await readLibraries(config.librariesDir);
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  const undo: (() => Promise<unknown>)[] = [() => database.stop()];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  const openPool = (max: number, part: string, isStanding = false): Pool => {
    const pool = createPool(database.url, { max, applicationName: `jiku ${part}`, isStanding, log });
    undo.push(() => pool.end());
    return pool;
  };
  try {
    const migrated = await migrateAsOwner(database, libraries);
    const pool = openPool(config.poolSize, 'hub');
    if (config.region !== null) await setHubRegion(pool, config.region);
    const prisma = createPrisma(pool);
    undo.push(() => prisma.$disconnect());
    const clock = systemClock;
    await seedRules(pool, clock, await readOwnRules());
    const newId = createIdSource();
    const sealer = createSealer(await readKey(config));
    const keys = new KeyRing({ prisma, sealer, clock, tokenLifetime });
    const stages = createStagePool(database.url, stageThreads);
    undo.push(() => stages.stop());
    const loads: LoadDeps = {
      stage: stages.stage,
      pool: openPool(loadConnections, 'loads'), clock, newId, libraries, log, deriveFurther: followData,
      spoolDir: join(config.dataDir, 'spool'),
      owner: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
    };
    const creditRules = new LiveRules(pool);
    const checks = new CreditChecks({ pool, clock, libraries, rules: creditRules });
    const ruleOf = createRuleCatalog();
    const { workOff, stop: stopFileChecks } = createFileCheckThreads(database.url, config);
    undo.push(stopFileChecks);
    return {
      checks, fileChecks: createFileChecks({ loads, dataDir: config.dataDir, workOff }),
      config, libraries, clock, log, newId, pool, prisma, keys, loads, migrated, stop, warmStages: () => stages.warm(),
      clients: { prisma, hasher: new SecretHasher() },
      matching: {
        pool: loads.pool, clock, libraries, deriveFurther: followData, databaseUrl: database.url,
        standing: createStanding(openPool(standingConnections, 'matching', true), libraries),
      },
      ruleOf, creditRules, sealer, webhookPolicy: new TargetPolicy(config.webhookPrivate), databaseUrl: database.url,
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
