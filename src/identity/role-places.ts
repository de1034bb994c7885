// At which agencies a role may be held.
import { HubError } from '../kernel/errors.ts';
import type { PrismaClient } from '../store/prisma.ts';

/** What is wrong with these roles at this agency; empty when all is well. Refuses AGENCY_UNKNOWN. */
export async function rolesMisplaced(prisma: PrismaClient, agencyCode: string, roles: readonly string[]): Promise<string[]> {
  const agency = await prisma.agency.findUnique({ where: { code: agencyCode } });
  if (agency === null) throw new HubError('AGENCY_UNKNOWN', `no agency ${agencyCode}`, { code: agencyCode });
  // Who follows the stream of flags holds a copy of it: credit bureaus alone.
  const isMisplaced = roles.includes('bureau') && agency.kind !== 'bureau';
  return isMisplaced ? [`roles: bureau is for an agency of kind bureau, and ${agencyCode} is of kind ${agency.kind}`] : [];
}
