// API clients of agencies: made, given a new secret or keys, disabled. Secrets are returned once and stored as scrypt hashes.
import { randomBytes } from 'node:crypto';
import { HubError } from '../kernel/errors.ts';
import { type Client, Prisma, type PrismaClient } from '../store/prisma.ts';
import { checkPublicJwks, type PublicJwks } from './public-jwks.ts';
import { rolesMisplaced } from './role-places.ts';
import { isRole, roles } from './roles.ts';
import { createSecret, type SecretHasher } from './secrets.ts';

export interface ClientDeps {
  readonly prisma: PrismaClient;
  readonly hasher: SecretHasher;
}

export interface NewClient {
  readonly agencyCode: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly ratePerMinute?: number;
  /** Chosen by the operator, or made from the agency's code. */
  readonly clientId?: string;
  /** Public keys for private_key_jwt; such a client gets no secret. */
  readonly jwks?: unknown;
}

/** A client as operators see it: neither the hash nor, after its making, the secret. */
export type ClientView = Omit<Client, 'secretHash' | 'jwks'> & { readonly hasSecret: boolean; readonly keyCount: number };

/** `secret` is shown this once; null for a client with keys. Refuses CLIENT_INVALID, CLIENT_EXISTS, AGENCY_UNKNOWN. */
export async function createClient(deps: ClientDeps, client: NewClient): Promise<{ client: ClientView; secret: string | null }> {
  const faults = clientFaults(client);
  if (faults.length > 0) throw new HubError('CLIENT_INVALID', faults.join('; '), { faults });
  const jwks = client.jwks === undefined ? null : await checkPublicJwks(client.jwks);
  const misplaced = await rolesMisplaced(deps.prisma, client.agencyCode, client.roles);
  if (misplaced.length > 0) throw new HubError('CLIENT_INVALID', misplaced.join('; '), { faults: misplaced });
  const clientId = client.clientId ?? `${client.agencyCode}-${randomBytes(6).toString('hex')}`;
  const secret = jwks === null ? createSecret() : null;
  const { count } = await deps.prisma.client.createMany({
    data: [{
      clientId, agencyCode: client.agencyCode, name: client.name, roles: [...client.roles], ratePerMinute: client.ratePerMinute,
      secretHash: secret === null ? null : await deps.hasher.hash(secret), jwks: jwks === null ? Prisma.DbNull : asJson(jwks),
    }],
    skipDuplicates: true,
  });
  if (count === 0) throw new HubError('CLIENT_EXISTS', `client ${clientId} exists`, { clientId });
  return { client: viewOf(await deps.prisma.client.findUniqueOrThrow({ where: { clientId } })), secret };
}

/** Replaces the secret, and keys if there were any; the old one is refused from now on, tokens already issued live out their minutes. */
export async function rotateSecret(deps: ClientDeps, clientId: string): Promise<string> {
  const secret = createSecret();
  await update(deps, clientId, { secretHash: await deps.hasher.hash(secret), jwks: Prisma.DbNull });
  return secret;
}

/** Registers public keys for private_key_jwt and drops the secret: one way of authentication a client. */
export async function registerJwks(deps: ClientDeps, clientId: string, jwks: unknown): Promise<void> {
  await update(deps, clientId, { jwks: asJson(await checkPublicJwks(jwks)), secretHash: null });
}

/** Disabling stops the client's next call and its next token, on every process within five seconds. */
export async function setClientActive(deps: ClientDeps, clientId: string, isActive: boolean): Promise<void> {
  await update(deps, clientId, { isActive });
}

export async function listClients(deps: Pick<ClientDeps, 'prisma'>, where: { agencyCode?: string } = {}): Promise<ClientView[]> {
  const clients = await deps.prisma.client.findMany({ where, orderBy: [{ agencyCode: 'asc' }, { clientId: 'asc' }] });
  return clients.map(viewOf);
}

async function update(deps: ClientDeps, clientId: string, data: Prisma.ClientUpdateManyMutationInput): Promise<void> {
  const { count } = await deps.prisma.client.updateMany({ where: { clientId }, data });
  if (count === 0) throw new HubError('CLIENT_UNKNOWN', `no client ${clientId}`, { clientId });
}

function viewOf({ secretHash, jwks, ...client }: Client): ClientView {
  return { ...client, hasSecret: secretHash !== null, keyCount: jwks === null ? 0 : (jwks as unknown as PublicJwks).keys.length };
}

function asJson(jwks: PublicJwks): Prisma.InputJsonObject {
  return jwks as unknown as Prisma.InputJsonObject;
}

function clientFaults(client: NewClient): string[] {
  const faults: string[] = [];
  const { clientId, ratePerMinute } = client;
  if (clientId !== undefined && !/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/.test(clientId)) faults.push('clientId: 3 to 64 of A-Z a-z 0-9 . _ -');
  if (client.name.trim() === '') faults.push('name: missing');
  if (client.roles.length === 0) faults.push('roles: at least one');
  for (const role of client.roles) if (!isRole(role)) faults.push(`roles: ${role} is not one of ${roles.join(', ')}`);
  if (ratePerMinute !== undefined && !(Number.isInteger(ratePerMinute) && ratePerMinute > 0)) {
    faults.push('ratePerMinute: a whole number above 0');
  }
  return faults;
}
