// What the worker does for bureaus and departments: files of flags, the ends of authorisations, webhooks, and forgetting what is old.
import { join } from 'node:path';
import { flagFileOrder } from '../api/flag-view.ts';
import { keepAuthorisations } from '../credit/flags/authorisations.ts';
import { purgeChanges } from '../credit/flags/bounds.ts';
import { buildFiles, removeOldFlagFiles } from '../credit/flags/files.ts';
import { organisationLibraries } from '../credit/flags/organisations.ts';
import { readRules } from '../credit/rules/read-rules.ts';
import { deliverNext, type DeliverDeps } from '../credit/webhooks/deliver.ts';
import { fanOut, type FanOutDeps, type Recipient } from '../credit/webhooks/fan-out.ts';
import { removeOldDeliveriesSql } from '../credit/webhooks/webhooks.sql.ts';
import { HubError } from '../kernel/errors.ts';
import { AccessSnapshot, accessSnapshotSql, type AccessSnapshotRow } from '../sharing/access-snapshot.ts';
import type { Grant } from '../sharing/grant.ts';
import { rowFilterSql } from '../sharing/row-filter.sql.ts';
import { join as joinSql, type Query } from '../store/sql.ts';
import type { Hub } from './compose.ts';
import type { Job } from './schedule.ts';

const library = 'credit';
const pollEvery = 1_000;
/** Webhooks that one process delivers to at the same time. */
const deliveriesAtOnce = 4;
const day = 86_400_000;
/** Files and delivered messages are kept so long; the newest files longer, dead messages as long as the change log. */
const keepDays = 3;

export function creditJobs(hub: Hub): Job[] {
  return [
    { code: 'credit-authorisations', cron: '20 */10 * * * *', run: async () => `changed ${await keepAuthorisations(hub, hub.libraries)}` },
    { code: 'credit-files', cron: '0 15 */8 * * *', run: async () => `files ${await buildAllFiles(hub)}` },
    { code: 'credit-clean-up', cron: '0 5 4 * * *', run: () => forgetOld(hub) },
  ];
}

/** Grants of the credit library that are in force now and allow the operation; one for each agreement. */
async function grantsFor({ pool, clock }: Hub, operation: 'credit' | 'flags'): Promise<Grant[]> {
  const { rows: [row] } = await pool.query<AccessSnapshotRow>(accessSnapshotSql);
  if (row === undefined) throw new Error('hub.access_epoch has lost its row');
  const snapshot = new AccessSnapshot(row);
  const grants = row.agreements.filter((agreement) => agreement.library === library && agreement.operations.includes(operation)).map(({ agencyCode, purposes: [purpose = ''] }) =>
    snapshot.grant(agencyCode, { library, operation, purpose }, clock.now().getTime()));
  return [...new Map(grants.filter((grant) => grant !== null).map((grant) => [grant.agreementId, grant])).values()];
}

/** Files of every agreement that allows flags, or of one agency's. Returns how many files. */
export async function buildAllFiles(hub: Hub, agencyCode?: string): Promise<number> {
  const definition = hub.libraries.find(({ code }) => code === library);
  if (definition === undefined) return 0;
  const rules = await readRules(hub.pool);
  let files = 0;
  for (const grant of await grantsFor(hub, 'flags')) {
    if (agencyCode !== undefined && grant.agencyCode !== agencyCode) continue;
    const order = flagFileOrder(definition, grant, { libraries: hub.libraries, today: hub.clock.today(), rules });
    const built = await buildFiles({ ...hub, dir: join(hub.config.dataDir, 'flags') }, order).catch((error: unknown) => {
      if (error instanceof HubError && error.code === 'FILES_BUSY') return [];
      throw error;
    });
    files += built.length;
  }
  return files;
}

async function forgetOld({ pool, clock, config }: Hub): Promise<string> {
  const before = (days: number): Date => new Date(clock.now().getTime() - days * day);
  const changes = await purgeChanges(pool, before(config.changeDays));
  const files = await removeOldFlagFiles(pool, before(keepDays));
  const deliveries = await pool.query(removeOldDeliveriesSql({ delivered: before(keepDays), dead: before(config.changeDays) }));
  return `changes ${changes}, files ${files}, deliveries ${deliveries.rowCount ?? 0}`;
}

/** Turns changes into messages and sends them; the returned function stops after what is under way. */
export function startWebhooks(hub: Hub): () => Promise<void> {
  const { pool, clock, newId, log } = hub;
  const fan: FanOutDeps = {
    pool, clock, newId, rules: hub.creditRules, organisations: organisationLibraries(hub.libraries), recipients: () => readRecipients(hub),
  };
  const delivery: DeliverDeps = { pool, clock, newId, log, sealer: hub.sealer, policy: hub.webhookPolicy, owner: hub.loads.owner };
  let isStopped = false;
  const sleeping = new Set<() => void>();
  const pause = (): Promise<void> => new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      sleeping.delete(done);
      resolve();
    };
    const timer = setTimeout(done, pollEvery);
    sleeping.add(done);
  });
  const loop = async (work: () => Promise<boolean>, part: string): Promise<void> => {
    while (!isStopped) {
      const isBusy = await work().catch((error: unknown) => {
        log.error({ err: error }, `webhooks: ${part} failed`);
        return false;
      });
      if (!isBusy && !isStopped) await pause();
    }
  };
  const loops = [loop(async () => (await fanOut(fan)).hasMore, 'fan-out'), ...Array.from({ length: deliveriesAtOnce }, () => loop(() => deliverNext(delivery), 'delivery'))];
  return async () => {
    isStopped = true;
    for (const done of [...sleeping]) done();
    await Promise.all(loops);
  };
}

/** Who may be told of what: by the agreements in force, whatever their purpose. */
export async function readRecipients(hub: Hub): Promise<ReadonlyMap<string, Recipient>> {
  const filters = new Map<string, Query[]>();
  for (const grant of await grantsFor(hub, 'credit')) filters.set(grant.agencyCode, [...(filters.get(grant.agencyCode) ?? []), rowFilterSql(grant.rowFilter, 'g')]);
  const bureaus = new Set((await grantsFor(hub, 'flags')).map(({ agencyCode }) => agencyCode));
  return new Map([...new Set([...filters.keys(), ...bureaus])].map((agencyCode) => {
    const own = filters.get(agencyCode);
    return [agencyCode, { agencyCode, entries: own === undefined ? null : joinSql(own, ' or '), hasFlags: bureaus.has(agencyCode) }];
  }));
}
