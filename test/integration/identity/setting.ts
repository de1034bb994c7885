// What the tests of identity share: a database, an agency with clients, a key ring, a token endpoint and a clock that can be set.
import pg from 'pg';
import { randomBytes } from 'node:crypto';
import { TokenAuthenticator } from '../../../src/identity/authenticate.ts';
import { KeyRing } from '../../../src/identity/keys.ts';
import type { OutsideIssuerConfig } from '../../../src/identity/outside-issuers.ts';
import { createScopesOf } from '../../../src/identity/roles.ts';
import { createSealer } from '../../../src/identity/seal.ts';
import { SecretHasher } from '../../../src/identity/secrets.ts';
import { TokenEndpoint } from '../../../src/identity/token.ts';
import { civilDate } from '../../../src/kernel/clock.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { LiveAccess } from '../../../src/sharing/access.ts';
import { createAgency } from '../../../src/sharing/agencies.ts';
import { createPrisma } from '../../../src/store/prisma.ts';
import { testDatabase } from '../../support/database.ts';

export const config = {
  issuer: 'https://hub.test', tokenEndpoint: 'https://hub.test/oauth/token', audience: 'https://hub.test/v1', tokenLifetime: 600,
};
export const scopesOf = createScopesOf([{ kind: 'entity', resource: 'persons' }, { kind: 'subject_record', resource: 'credit-records' }]);

export class SetClock {
  offset = 0;
  now = (): Date => new Date(Date.now() + this.offset * 1000);
  today = (): string => civilDate(this.now());
}

export async function createSetting() {
  const database = await testDatabase();
  const prisma = createPrisma(database.pool);
  const clock = new SetClock();
  const sealer = createSealer(randomBytes(32));
  const hasher = new SecretHasher();
  await createAgency(prisma, { code: 'window', nameZh: '窗口', nameEn: 'Window', kind: 'window' });
  const createKeyRing = (): KeyRing => new KeyRing({ prisma, sealer, clock, tokenLifetime: config.tokenLifetime });
  const keys = createKeyRing();
  await keys.ensureKeys();
  const createEndpoint = (ring = keys): TokenEndpoint =>
    new TokenEndpoint({ prisma, pool: database.pool, hasher, clock, keys: ring, scopesOf, newId: createIdSource(), config });
  const running: LiveAccess[] = [];
  return {
    database, prisma, clock, keys, createKeyRing, createEndpoint, clients: { prisma, hasher },
    async createAccess(): Promise<LiveAccess> {
      const access = new LiveAccess({
        pool: database.pool, log: createLog('silent'), createListener: () => new pg.Client({ connectionString: database.url }), clock,
      });
      running.push(access);
      await access.start();
      return access;
    },
    createAuthenticator: (
      directory: LiveAccess,
      options: { keys?: KeyRing; outsideIssuers?: OutsideIssuerConfig[] } = {},
    ): TokenAuthenticator =>
      new TokenAuthenticator({ keys: options.keys ?? keys, directory, scopesOf, clock, outsideIssuers: options.outsideIssuers, ...config }),
    async stop(): Promise<void> {
      await Promise.all(running.map((access) => access.stop()));
      await database.drop();
    },
  };
}

export type Setting = Awaited<ReturnType<typeof createSetting>>;

/** Waits until the condition holds, at most six seconds; milliseconds it took. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await condition())) {
    if (performance.now() - began > 6_000) throw new Error('it did not come about within six seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - began;
}
