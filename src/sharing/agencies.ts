// Agencies: departments, service windows and bureaus that own sources, clients and agreements. Never deleted, because audit names them.
import { HubError } from '../kernel/errors.ts';
import type { Agency, PrismaClient } from '../store/prisma.ts';

export const agencyKinds = ['department', 'window', 'bureau', 'operator'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

export interface NewAgency {
  /** Also the source code of what the agency delivers: police, market_regulation. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: AgencyKind;
}

/** Refuses AGENCY_INVALID with every fault, and AGENCY_EXISTS. */
export async function createAgency(prisma: PrismaClient, agency: NewAgency): Promise<Agency> {
  const faults = agencyFaults(agency);
  if (faults.length > 0) throw new HubError('AGENCY_INVALID', faults.join('; '), { faults });
  const { code, nameZh, nameEn, kind } = agency;
  const { count } = await prisma.agency.createMany({ data: [{ code, nameZh, nameEn, kind }], skipDuplicates: true });
  if (count === 0) throw new HubError('AGENCY_EXISTS', `agency ${code} exists`, { code });
  return prisma.agency.findUniqueOrThrow({ where: { code } });
}

export function listAgencies(prisma: PrismaClient): Promise<Agency[]> {
  return prisma.agency.findMany({ orderBy: { code: 'asc' } });
}

/** Disabling stops every client and agreement of the agency at its next call, on every process within five seconds. */
export async function setAgencyActive(prisma: PrismaClient, code: string, isActive: boolean): Promise<void> {
  const { count } = await prisma.agency.updateMany({ where: { code }, data: { isActive } });
  if (count === 0) throw new HubError('AGENCY_UNKNOWN', `no agency ${code}`, { code });
}

function agencyFaults(agency: NewAgency): string[] {
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(agency.code)) faults.push('code: 2 to 40 characters of a-z, 0-9 and _, a letter first');
  if (agency.nameZh.trim() === '') faults.push('nameZh: missing');
  if (agency.nameEn.trim() === '') faults.push('nameEn: missing');
  if (!agencyKinds.includes(agency.kind)) faults.push(`kind: one of ${agencyKinds.join(', ')}`);
  return faults;
}
