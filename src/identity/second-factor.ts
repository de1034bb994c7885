// Codes of the second factor: by the clock (TOTP, RFC 6238) from the person's device, and recovery codes for who has lost it.
import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 §5.2 and what every authenticator app reads: SHA-1, six digits, half a minute. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps that a device's clock may be off, either way. */
const tolerance = 1;
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const recoveryCount = 10;

/** 160 random bits (RFC 4226 §4), in base32. */
export function createTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says. */
export function otpauthUri(secret: string, account: string): string {
  return new TOTP({ ...form, issuer: 'Jiku', label: account, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step of a right code, to be taken once; null for a wrong one. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const totp = new TOTP({ ...form, secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: tolerance });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** Ten codes of 79 bits, shown once. */
export function createRecoveryCodes(): string[] {
  const random = (): string => letters[randomInt(letters.length)] ?? '';
  const group = (): string => Array.from({ length: 4 }, random).join('');
  return Array.from({ length: recoveryCount }, () => [group(), group(), group(), group()].join('-'));
}

/** Nobody guesses 79 bits, so one round of SHA-256 keeps them; groups and capitals do not matter. */
export function recoveryHash(account: string, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${account}\n${plain}`).digest('base64url');
}
