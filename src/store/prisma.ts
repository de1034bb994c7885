// Prisma over the hub's own pool: typed reads and writes of the control tables that stand alone. All else is pg.
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';

export type { Account, Agency, Agreement, Client, Schedule, SigningKey } from '../generated/prisma/client.ts';
export { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** A client on the given pool. Ending it leaves the pool open: whoever made the pool closes it. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
