// Registers an agency with what it is granted and the clients it asks with: what an operator does by commands, in one step.
import { createClient, type NewClient } from '../identity/clients.ts';
import { createAgency, type NewAgency } from '../sharing/agencies.ts';
import { createAgreement, type NewAgreement } from '../sharing/agreements.ts';
import type { Hub } from './compose.ts';
import { findLibrary } from './libraries.ts';

export interface Enrolment {
  readonly agency: NewAgency;
  /** By library. */
  readonly agreements: Readonly<Record<string, Omit<NewAgreement, 'agencyCode'>>>;
  readonly clients: readonly Omit<NewClient, 'agencyCode' | 'jwks'>[];
}

export interface Credential {
  readonly clientId: string;
  readonly secret: string;
}

/** The credentials of the clients, in their order. Refuses what createAgency, createAgreement and createClient refuse. */
export async function enrolAgency(hub: Hub, { agency, agreements, clients }: Enrolment): Promise<Credential[]> {
  await createAgency(hub.prisma, agency);
  for (const [library, agreement] of Object.entries(agreements)) {
    await createAgreement(hub.prisma, findLibrary(hub.libraries, library), { ...agreement, agencyCode: agency.code });
  }
  const enrolled: Credential[] = [];
  for (const wanted of clients) {
    const { client, secret } = await createClient(hub.clients, { ...wanted, agencyCode: agency.code });
    enrolled.push({ clientId: client.clientId, secret: secret ?? '' });
  }
  return enrolled;
}
