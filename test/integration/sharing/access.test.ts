// Access on two processes' worth of snapshots: grants, their ends, and what happens when the database cannot be asked.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/kernel/log.ts';
import { LiveAccess, maxAccessAge } from '../../../src/sharing/access.ts';
import { createAgency, listAgencies, setAgencyActive } from '../../../src/sharing/agencies.ts';
import { createAgreement, endAgreement, listAgreements, type NewAgreement } from '../../../src/sharing/agreements.ts';
import { createPrisma, type PrismaClient } from '../../../src/store/prisma.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { townLibrary } from '../../unit/sharing/town-library.ts';

let database: TestDatabase;
let prisma: PrismaClient;
const running: LiveAccess[] = [];
const log = createLog('silent');
const caller = { clientId: 'window-1', agencyCode: 'window' };
const need = { library: 'town', operation: 'read', purpose: 'benefit' } as const;
const agreement: NewAgreement = {
  agencyCode: 'window', purposes: ['benefit', 'relief'], legalBasis: 'Order 809', validFrom: '2026-01-01', validTo: '2026-12-31',
  attributes: { full_name: 'default', number: 'clear', division_code: 'default' },
  rowFilter: [{ attribute: 'division_code', op: 'prefix', values: ['3401'] }], operations: ['read', 'verify'],
};

function accessOn(options: { connection?: string; clock?: { now: () => Date }; elapsed?: () => number } = {}): LiveAccess {
  const now = options.clock?.now ?? (() => new Date('2026-06-01T00:00:00Z'));
  const access = new LiveAccess({
    pool: database.pool, log, elapsed: options.elapsed, clock: { now, today: () => '' },
    createListener: () => new pg.Client({ connectionString: options.connection ?? database.url }),
  });
  running.push(access);
  return access;
}

/** Milliseconds until the condition holds; fails after six seconds. */
async function until(condition: () => boolean): Promise<number> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > 6_000) throw new Error('it did not come about within six seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - began;
}

beforeAll(async () => {
  database = await testDatabase();
  prisma = createPrisma(database.pool);
});
beforeEach(async () => {
  await Promise.all(running.splice(0).map((access) => access.stop()));
  await database.pool.query('delete from hub.agreement; delete from hub.client; delete from hub.agency');
  await createAgency(prisma, { code: 'window', nameZh: '窗口', nameEn: 'Window', kind: 'window' });
  await prisma.client.create({ data: { clientId: 'window-1', agencyCode: 'window', name: 'one', roles: ['agency'] } });
});
afterAll(async () => {
  await Promise.all(running.map((access) => access.stop()));
  await database.drop();
});

describe('a grant', () => {
  it('carries what the agreement says, with defaults by sensitivity', async () => {
    const made = await createAgreement(prisma, townLibrary, agreement);
    const access = accessOn();
    await access.start();
    const grant = access.grant(caller, need);
    expect(grant).toMatchObject({ agreementId: made.agreementId, agencyCode: 'window', library: 'town', rowFilter: agreement.rowFilter });
    expect(grant?.id).toBe(`${made.agreementId}:${access.epoch()}`);
    expect([...(grant?.attributes ?? [])].sort()).toEqual([['division_code', 'clear'], ['full_name', 'masked'], ['number', 'clear']]);
    expect(access.grant(caller, { ...need, purpose: 'relief', operation: 'verify' })?.id).toBe(grant?.id);
  });

  it('is refused for another library, purpose, operation, agency or client', async () => {
    await createAgreement(prisma, townLibrary, agreement);
    const access = accessOn();
    await access.start();
    expect(access.grant(caller, need)).not.toBeNull();
    expect(access.grant(caller, { ...need, library: 'city' })).toBeNull();
    expect(access.grant(caller, { ...need, purpose: 'curiosity' })).toBeNull();
    expect(access.grant(caller, { ...need, operation: 'search' })).toBeNull();
    expect(access.grant({ ...caller, agencyCode: 'other' }, need)).toBeNull();
    expect(access.grant({ ...caller, clientId: 'other' }, need)).toBeNull();
  });

  it('holds on both days of its period by Shanghai time, and not before or after', async () => {
    await createAgreement(prisma, townLibrary, agreement);
    let now = new Date('2025-12-31T15:59:59.999Z');
    const access = accessOn({ clock: { now: () => now } });
    await access.start();
    const at = (iso: string): boolean => {
      now = new Date(iso);
      return access.grant(caller, need) !== null;
    };
    expect(at('2025-12-31T15:59:59.999Z')).toBe(false);
    expect(at('2025-12-31T16:00:00.000Z')).toBe(true);
    expect(at('2026-12-31T15:59:59.999Z')).toBe(true);
    expect(at('2026-12-31T16:00:00.000Z')).toBe(false);
  });
});

describe('a change', () => {
  it('reaches every process within five seconds: agreement ended, client disabled, agency disabled', async () => {
    const made = await createAgreement(prisma, townLibrary, agreement);
    const both = [accessOn(), accessOn()];
    await Promise.all(both.map((access) => access.start()));
    const all = (holds: boolean): (() => boolean) => () => both.every((access) => (access.grant(caller, need) !== null) === holds);
    expect(all(true)()).toBe(true);
    await endAgreement(prisma, made.agreementId);
    expect(await until(all(false))).toBeLessThan(maxAccessAge);
    await createAgreement(prisma, townLibrary, agreement);
    await until(all(true));
    await prisma.client.update({ where: { clientId: 'window-1' }, data: { isActive: false } });
    expect(await until(all(false))).toBeLessThan(maxAccessAge);
    await prisma.client.update({ where: { clientId: 'window-1' }, data: { isActive: true } });
    await until(all(true));
    await setAgencyActive(prisma, 'window', false);
    expect(await until(all(false))).toBeLessThan(maxAccessAge);
    expect(both.every((access) => access.client('window-1')?.isActive === false)).toBe(true);
  });

  it('reaches a process that gets no notices, by polling', async () => {
    const made = await createAgreement(prisma, townLibrary, agreement);
    const deaf = accessOn({ connection: 'postgres://nobody:none@127.0.0.1:1/none' });
    await deaf.start();
    expect(deaf.grant(caller, need)).not.toBeNull();
    await endAgreement(prisma, made.agreementId);
    expect(await until(() => deaf.grant(caller, need) === null)).toBeLessThan(maxAccessAge);
  });

  it('is seen again after the listening connection was killed', async () => {
    const access = accessOn();
    await access.start();
    const { rowCount } = await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen jiku_access'`,
    );
    expect(rowCount).toBeGreaterThan(0);
    const before = access.epoch();
    await createAgreement(prisma, townLibrary, agreement);
    expect(await until(() => access.epoch() > before && access.grant(caller, need) !== null)).toBeLessThan(maxAccessAge);
  });
});

it('refuses when the snapshot has not been confirmed for five seconds', async () => {
  let elapsed = 0;
  const access = accessOn({ elapsed: () => elapsed });
  expect(() => access.client('window-1')).toThrow(expect.objectContaining({ code: 'ACCESS_STALE' }));
  await access.start();
  await access.stop();
  elapsed = maxAccessAge;
  expect(access.client('window-1')).not.toBeNull();
  elapsed = maxAccessAge + 1;
  for (const ask of [() => access.client('window-1'), () => access.grant(caller, need), () => access.epoch()]) {
    expect(ask).toThrow(expect.objectContaining({ code: 'ACCESS_STALE' }));
  }
});

describe('agencies and agreements', () => {
  it('a code is taken once, and every fault is named', async () => {
    await expect(createAgency(prisma, { code: 'window', nameZh: '窗', nameEn: 'W', kind: 'window' }))
      .rejects.toMatchObject({ code: 'AGENCY_EXISTS' });
    await expect(createAgency(prisma, { code: 'Bad Code', nameZh: '', nameEn: ' ', kind: 'shop' as never })).rejects.toMatchObject({
      code: 'AGENCY_INVALID', details: { faults: { length: 4 } },
    });
    await expect(setAgencyActive(prisma, 'nowhere', false)).rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' });
    expect((await listAgencies(prisma)).map((agency) => agency.code)).toEqual(['window']);
  });

  it('an agreement states what the library has, all faults at once', async () => {
    const bad = {
      ...agreement, purposes: ['有'], legalBasis: '', validFrom: '2026-13-01', validTo: '2025-01-01', operations: ['write' as never],
      attributes: { nothing: 'clear' as const, number: 'open' as never },
      rowFilter: [
        { attribute: 'settled_on', op: 'like' as never, values: [] },
        { attribute: '__proto__', op: 'eq' as const, values: ['1'] },
      ],
    };
    await expect(createAgreement(prisma, townLibrary, bad))
      .rejects.toMatchObject({ code: 'AGREEMENT_INVALID', details: { faults: { length: 11 } } });
    await expect(createAgreement(prisma, townLibrary, { ...agreement, agencyCode: 'nowhere' }))
      .rejects.toMatchObject({ code: 'AGENCY_UNKNOWN' });
  });

  it('a second one for the same purpose, operation and time is refused, even at the same moment', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => createAgreement(prisma, townLibrary, agreement)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason.code === 'AGREEMENT_OVERLAPS')).toHaveLength(2);
    const lastDay = { ...agreement, validFrom: '2026-12-31', validTo: '2027-01-31', purposes: ['relief', 'new'] };
    await expect(createAgreement(prisma, townLibrary, lastDay)).rejects.toMatchObject({ code: 'AGREEMENT_OVERLAPS' });
    await createAgreement(prisma, townLibrary, { ...lastDay, validFrom: '2027-01-01' });
    await createAgreement(prisma, townLibrary, { ...lastDay, purposes: ['new'], validTo: '2026-12-31' });
    await createAgreement(prisma, townLibrary, { ...agreement, operations: ['search'] });
    expect(await listAgreements(prisma, { agencyCode: 'window', library: 'town' })).toHaveLength(4);
    await expect(endAgreement(prisma, 'not-an-id')).rejects.toMatchObject({ code: 'AGREEMENT_UNKNOWN' });
  });
});
