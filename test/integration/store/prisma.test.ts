// schema.prisma and the migrations must name the same tables and columns: one read of every model finds a difference.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrisma, Prisma, type PrismaClient } from '../../../src/store/prisma.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('the Prisma client', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  beforeAll(async () => {
    database = await testDatabase();
    prisma = createPrisma(database.pool);
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  it.each(Object.values(Prisma.ModelName))('reads %s', async (model) => {
    const delegate = prisma[`${model[0]?.toLowerCase()}${model.slice(1)}` as 'agency'];
    await expect(delegate.findFirst()).resolves.toBeNull();
  });

  it('writes through the defaults of the tables and back', async () => {
    await prisma.agency.create({ data: { code: 'police', nameZh: '公安', nameEn: 'Police', kind: 'department' } });
    const made = await prisma.agreement.create({
      data: {
        agencyCode: 'police', library: 'population', purposes: ['p'], legalBasis: 'x',
        validFrom: new Date('2026-01-01'), validTo: new Date('2027-12-31'), attributes: { full_name: 'masked' },
      },
    });
    const read = await prisma.agreement.findUniqueOrThrow({ where: { agreementId: made.agreementId }, include: { agency: true } });
    expect(read).toMatchObject({ operations: ['read', 'verify', 'search'], rowFilter: [], isActive: true, agency: { nameZh: '公安' } });
    expect(read.validTo.toISOString()).toBe('2027-12-31T00:00:00.000Z');
    const { rows } = await database.pool.query('select valid_from, valid_to from hub.agreement');
    expect(rows).toEqual([{ valid_from: '2026-01-01', valid_to: '2027-12-31' }]);
  });
});
