// Share agreements: what one agency may see of one library, for which purposes, until when. At most one agreement is in force for an
// agency, library, purpose and operation at any date, so that which one decided is never a question: a second one is refused.
import type { LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';
import type { Agreement, Prisma, PrismaClient } from '../store/prisma.ts';
import { defaultVisibility, type Visibility } from './mask.ts';
import { agreementFaults, type NewAgreement } from './new-agreement.ts';

export type { NewAgreement } from './new-agreement.ts';

/** Refuses AGREEMENT_INVALID with every fault, AGENCY_UNKNOWN, and AGREEMENT_OVERLAPS naming the agreement in force. */
export async function createAgreement(prisma: PrismaClient, library: LibraryDefinition, agreement: NewAgreement): Promise<Agreement> {
  const faults = agreementFaults(library, agreement);
  if (faults.length > 0) throw new HubError('AGREEMENT_INVALID', faults.join('; '), { faults });
  const { agencyCode, legalBasis } = agreement;
  return prisma.$transaction(async (tx) => {
    // One agreement of an agency at a time: two that overlap must not both find the place free.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`agreement ${agencyCode} ${library.code}`}, 0))`;
    if ((await tx.agency.findUnique({ where: { code: agencyCode } })) === null) {
      throw new HubError('AGENCY_UNKNOWN', `no agency ${agencyCode}`, { code: agencyCode });
    }
    await refuseOverlap(tx, library, agreement);
    return tx.agreement.create({
      data: {
        agencyCode,
        library: library.code,
        purposes: [...agreement.purposes],
        legalBasis,
        validFrom: new Date(agreement.validFrom),
        validTo: new Date(agreement.validTo),
        attributes: grantedAttributes(library, agreement.attributes),
        rowFilter: (agreement.rowFilter ?? []).map(({ attribute, op, values }) => ({ attribute, op, values: [...values] })),
        operations: [...agreement.operations],
      },
    });
  });
}

export function listAgreements(prisma: PrismaClient, where: { agencyCode?: string; library?: string } = {}): Promise<Agreement[]> {
  return prisma.agreement.findMany({ where, orderBy: [{ agencyCode: 'asc' }, { library: 'asc' }, { createdAt: 'asc' }] });
}

/** Ends an agreement now; its agency's next call finds it gone, on every process within five seconds. It is kept: audit names it. */
export async function endAgreement(prisma: PrismaClient, agreementId: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(agreementId);
  const { count } = isId ? await prisma.agreement.updateMany({ where: { agreementId }, data: { isActive: false } }) : { count: 0 };
  if (count === 0) throw new HubError('AGREEMENT_UNKNOWN', `no agreement ${agreementId}`, { agreementId });
}

async function refuseOverlap(tx: Prisma.TransactionClient, library: LibraryDefinition, agreement: NewAgreement): Promise<void> {
  const other = await tx.agreement.findFirst({
    where: {
      agencyCode: agreement.agencyCode,
      library: library.code,
      isActive: true,
      purposes: { hasSome: [...agreement.purposes] },
      operations: { hasSome: [...agreement.operations] },
      validFrom: { lte: new Date(agreement.validTo) },
      validTo: { gte: new Date(agreement.validFrom) },
    },
  });
  if (other === null) return;
  const { agreementId } = other;
  throw new HubError('AGREEMENT_OVERLAPS', 'an agreement is in force for a purpose and operation asked for', { agreementId });
}

function grantedAttributes(library: LibraryDefinition, attributes: NewAgreement['attributes']): Record<string, Visibility> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([code, visibility]) => {
      const attribute = library.attributes[code];
      return attribute ? [[code, visibility === 'default' ? defaultVisibility(attribute) : visibility]] : [];
    }),
  );
}
