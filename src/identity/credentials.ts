// What lets people in: password hashes, sealed secrets of second factors and recovery codes. The one writer of account_credential and
// recovery_code; whatever replaces a credential ends the account's sessions with it.
import type { Pool } from 'pg';
import type { Clock } from '../kernel/clock.ts';
import { sql } from '../store/sql.ts';
import { withTransaction } from '../store/transaction.ts';
import { normalisePassword } from './passwords.ts';
import type { Sealer } from './seal.ts';
import { createRecoveryCodes, recoveryHash, totpStep } from './second-factor.ts';
import type { SecretHasher } from './secrets.ts';
import { endSessions } from './sessions.ts';

export interface CredentialDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly hasher: SecretHasher;
  readonly sealer: Sealer;
}

export interface Credential {
  /** Null: signs in outside only. */
  readonly passwordHash: string | null;
  readonly mustChange: boolean;
  readonly passwordSetAt: Date;
  readonly totpSealed: string | null;
  readonly epoch: number;
}

export async function readCredential(pool: Pool, account: string): Promise<Credential | null> {
  const { rows } = await pool.query<Credential>(sql`select password_hash as "passwordHash", must_change as "mustChange",
  password_set_at as "passwordSetAt", totp_sealed as "totpSealed", epoch from hub.account_credential where account = ${account}`);
  return rows[0] ?? null;
}

export function hashPassword({ hasher }: Pick<CredentialDeps, 'hasher'>, password: string): Promise<string> {
  return hasher.hash(normalisePassword(password));
}

/**
 * Replaces the password, or makes the row of a new account, and ends all sessions; the epoch of the next ones. `mustChange`: somebody
 * else chose it. Without a hash the account signs in outside only.
 */
export async function setPassword(
  { pool, clock }: Pick<CredentialDeps, 'pool' | 'clock'>,
  account: string,
  { hash, mustChange }: { readonly hash: string | null; readonly mustChange: boolean },
): Promise<number> {
  return withTransaction(pool, async (client) => {
    const now = clock.now();
    await client.query(sql`
insert into hub.account_credential (account, password_hash, must_change, password_set_at) values (${account}, ${hash}, ${mustChange}, ${now})
on conflict (account) do update set password_hash = ${hash}, must_change = ${mustChange}, password_set_at = ${now}`);
    return endSessions(client, account);
  });
}

/**
 * Makes a confirmed secret the account's second factor, with new recovery codes, which are returned this once. `step` is that of the
 * confirming code. Other sessions are ended; the epoch of the next ones.
 */
export async function setSecondFactor(
  { pool }: Pick<CredentialDeps, 'pool'>,
  account: string,
  { sealed, step }: { readonly sealed: string; readonly step: number },
): Promise<{ recoveryCodes: string[]; epoch: number }> {
  const recoveryCodes = createRecoveryCodes();
  const epoch = await withTransaction(pool, async (client) => {
    await client.query(sql`update hub.account_credential set totp_sealed = ${sealed}, totp_step = ${step} where account = ${account}`);
    await client.query(sql`delete from hub.recovery_code where account = ${account}`);
    const hashes = recoveryCodes.map((code) => recoveryHash(account, code));
    await client.query(sql`insert into hub.recovery_code (account, code_hash) select ${account}, unnest(${hashes}::text[])`);
    return endSessions(client, account);
  });
  return { recoveryCodes, epoch };
}

/** Without a second factor the person enrols anew at the next sign-in. Ends all sessions. */
export async function removeSecondFactor({ pool }: Pick<CredentialDeps, 'pool'>, account: string): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(sql`update hub.account_credential set totp_sealed = null, totp_step = null where account = ${account}`);
    await client.query(sql`delete from hub.recovery_code where account = ${account}`);
    await endSessions(client, account);
  });
}

/** Takes a code of the clock or a recovery code, once: of two requests with the same one, on any process, the second is told false. */
export async function takeCode(deps: CredentialDeps, account: string, { totpSealed, code }: { totpSealed: string; code: string }): Promise<boolean> {
  const { pool, clock, sealer } = deps;
  const step = totpStep(sealer.open(totpSealed, totpOwner(account)), code, clock.now());
  const taken = step === null
    ? await pool.query(sql`delete from hub.recovery_code where account = ${account} and code_hash = ${recoveryHash(account, code)}`)
    : await pool.query(sql`update hub.account_credential set totp_step = ${step}
        where account = ${account} and totp_sealed = ${totpSealed} and (totp_step is null or totp_step < ${step})`);
  return taken.rowCount === 1;
}

/** What the sealed secret belongs to. */
export function totpOwner(account: string): string {
  return `totp ${account}`;
}

export async function markSignedIn({ pool, clock }: Pick<CredentialDeps, 'pool' | 'clock'>, account: string): Promise<void> {
  await pool.query(sql`update hub.account_credential set signed_in_at = ${clock.now()} where account = ${account}`);
}
