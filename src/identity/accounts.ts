// Accounts of people: made, changed, disabled, unlocked. Passwords are made here for others, shown once, and changed by their owners at
// the first sign-in. Whatever takes a right away ends the account's sessions on every process.
import type { Pool } from 'pg';
import type { Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { Prisma, type PrismaClient } from '../store/prisma.ts';
import { sql } from '../store/sql.ts';
import { hashPassword, removeSecondFactor, setPassword } from './credentials.ts';
import { createPassword } from './passwords.ts';
import { rolesMisplaced } from './role-places.ts';
import { isRole, roles as allRoles, rolesInConflict } from './roles.ts';
import type { SecretHasher } from './secrets.ts';
import { endSessions } from './sessions.ts';
import { SignInFailures } from './sign-in-failures.ts';

export interface AccountDeps {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly hasher: SecretHasher;
}

export interface NewAccount {
  /** Also the staff code under which the audit names the person: no name and no number of a person. */
  readonly name: string;
  readonly displayName: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  readonly language?: string;
  /** Who the person is to the outside provider; such an account gets no password. */
  readonly outsideSubject?: string | null;
}

export type AccountChange = Partial<Omit<NewAccount, 'name'>> & {
  readonly isActive?: boolean;
  readonly unlock?: true;
  readonly resetPassword?: true;
  readonly resetSecondFactor?: true;
};

/** An account as administrators see it. */
export interface AccountLine {
  readonly name: string;
  readonly displayName: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  readonly language: string;
  readonly outsideSubject: string | null;
  readonly isActive: boolean;
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly lockedUntil: Date | null;
  readonly signedInAt: Date | null;
  readonly createdAt: Date;
}

/** `password` is shown this once; null for an account of the outside provider. Refuses ACCOUNT_INVALID, ACCOUNT_EXISTS, AGENCY_UNKNOWN. */
export async function createAccount(deps: AccountDeps, account: NewAccount): Promise<{ account: AccountLine; password: string | null }> {
  const { name, displayName, agencyCode, roles, language = 'zh', outsideSubject = null } = account;
  refuseFaults([...nameFaults(name), ...changeFaults(account), ...(roles.length === 0 ? ['roles: at least one'] : [])]);
  refuseFaults(await rolesMisplaced(deps.prisma, agencyCode, roles));
  const password = outsideSubject === null ? createPassword() : null;
  const hash = password === null ? null : await hashPassword(deps, password);
  await naming(name, () => deps.prisma.account.create({ data: { name, displayName, agencyCode, roles: [...roles], language, outsideSubject } }));
  await setPassword(deps, name, { hash, mustChange: password !== null });
  return { account: await readAccount(deps, name), password };
}

/** `password`: the new one where it was reset. Refuses ACCOUNT_UNKNOWN, ACCOUNT_INVALID, AGENCY_UNKNOWN. */
export async function changeAccount(deps: AccountDeps, name: string, change: AccountChange): Promise<{ account: AccountLine; password: string | null }> {
  const held = await readAccount(deps, name);
  refuseFaults(changeFaults(change));
  // Only what changes is judged: whatever an account holds, it can be disabled.
  if (change.agencyCode !== undefined || change.roles !== undefined) {
    refuseFaults(await rolesMisplaced(deps.prisma, change.agencyCode ?? held.agencyCode, change.roles ?? held.roles));
  }
  const { displayName, agencyCode, roles, language, outsideSubject, isActive } = change;
  const data = { displayName, agencyCode, language, outsideSubject, isActive, ...(roles === undefined ? {} : { roles: [...roles] }) };
  if (Object.values(data).some((value) => value !== undefined)) {
    await naming(name, () => deps.prisma.account.update({ where: { name }, data }));
  }
  if ([agencyCode, roles, outsideSubject].some((value) => value !== undefined) || isActive === false) await endSessions(deps.pool, name);
  if (change.unlock) await new SignInFailures(deps).clear(name, ['password', 'code']);
  if (change.resetSecondFactor) await removeSecondFactor(deps, name);
  const password = change.resetPassword ? createPassword() : null;
  if (password !== null) {
    await setPassword(deps, name, { hash: await hashPassword(deps, password), mustChange: true });
    await new SignInFailures(deps).clear(name, ['password']);
  }
  return { account: await readAccount(deps, name), password };
}

export async function readAccount(deps: Pick<AccountDeps, 'pool' | 'clock'>, name: string): Promise<AccountLine> {
  const [account] = await selectAccounts(deps, { name, limit: 1 });
  if (account === undefined) throw new HubError('ACCOUNT_UNKNOWN', 'no such account');
  return account;
}

/** By name, from after `after`; one more than `limit` shows that there are more. */
export function listAccounts(
  deps: Pick<AccountDeps, 'pool' | 'clock'>,
  where: { readonly agencyCode?: string; readonly role?: string; readonly after?: string; readonly limit: number },
): Promise<AccountLine[]> {
  return selectAccounts(deps, where);
}

async function selectAccounts(
  deps: Pick<AccountDeps, 'pool' | 'clock'>,
  { name, agencyCode, role, after, limit }: { name?: string; agencyCode?: string; role?: string; after?: string; limit: number },
): Promise<AccountLine[]> {
  const { rows } = await deps.pool.query<Omit<AccountLine, 'lockedUntil'>>(sql`
select a.name, a.display_name as "displayName", a.agency_code as "agencyCode", a.roles, a.language, a.outside_subject as "outsideSubject",
  a.is_active as "isActive", c.password_hash is not null as "hasPassword", coalesce(c.must_change, false) as "mustChangePassword",
  c.totp_sealed is not null as "hasSecondFactor", c.signed_in_at as "signedInAt", a.created_at as "createdAt"
from hub.account a left join hub.account_credential c on c.account = a.name
where (${name ?? null}::text is null or a.name = ${name ?? null}) and (${agencyCode ?? null}::text is null or a.agency_code = ${agencyCode ?? null})
  and (${role ?? null}::text is null or ${role ?? null} = any (a.roles)) and (${after ?? null}::text is null or a.name > ${after ?? null})
order by a.name limit ${limit}`);
  const locked = await new SignInFailures(deps).lockedUntil(rows.map((row) => row.name));
  return rows.map((row) => ({ ...row, lockedUntil: locked.get(row.name) ?? null }));
}

/** Two accounts of one name, or of one subject outside, are refused as such. */
async function naming(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
    throw new HubError('ACCOUNT_EXISTS', 'the name or the outside subject is another account’s', { name });
  }
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new HubError('ACCOUNT_INVALID', faults.join('; '), { reasons: faults });
}

function nameFaults(name: string): string[] {
  const faults: string[] = [];
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(name)) faults.push('name: 2 to 40 of a-z 0-9 . _ -');
  if (/\d{15}/.test(name)) faults.push('name: not the number of a person');
  return faults;
}

function changeFaults({ displayName, roles, language, outsideSubject }: AccountChange): string[] {
  const faults: string[] = [];
  if (displayName !== undefined && (displayName.trim() === '' || displayName.length > 100)) faults.push('displayName: 1 to 100 characters');
  for (const role of roles ?? []) if (!isRole(role)) faults.push(`roles: ${role} is not one of ${allRoles.join(', ')}`);
  const conflict = rolesInConflict(roles ?? []);
  if (conflict.length > 0) faults.push(`roles: ${conflict.join(', ')} are for different people`);
  if (language !== undefined && language !== 'zh' && language !== 'en') faults.push('language: zh or en');
  if (typeof outsideSubject === 'string' && !/^\S.{0,254}$/.test(outsideSubject)) faults.push('outsideSubject: 1 to 255 characters');
  return faults;
}
