// What clients and outside issuers may register as keys: public, asymmetric, strong enough, told apart by kid.
import { importJWK, type JWK } from 'jose';
import { HubError } from '../kernel/errors.ts';

export interface PublicJwks {
  readonly keys: JWK[];
}

/** Signature algorithms that assertions and outside tokens may use. Nothing symmetric, no `none`, no SHA-1, no PKCS #1 v1.5 but RS256. */
export const assertionAlgorithms = ['ES256', 'ES384', 'ES512', 'EdDSA', 'PS256', 'PS384', 'PS512', 'RS256'];

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const mostKeys = 10;
const fewestRsaBits = 2048;

/** Refuses CLIENT_INVALID with every fault: private parts, symmetric or weak keys, keys that cannot be told apart. */
export async function checkPublicJwks(input: unknown): Promise<PublicJwks> {
  const keys = (input as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > mostKeys) throw invalid([`jwks: 1 to ${mostKeys} keys`]);
  const faults = (await Promise.all(keys.map(async (key, index) => keyFaults(key, `jwks.keys[${index}]`)))).flat();
  const kids = keys.map((key: JWK) => key.kid);
  if (kids.length > 1 && (kids.includes(undefined) || new Set(kids).size < kids.length)) {
    faults.push('jwks: each of several keys needs a kid of its own');
  }
  if (faults.length > 0) throw invalid(faults);
  return { keys };
}

async function keyFaults(key: unknown, at: string): Promise<string[]> {
  if (typeof key !== 'object' || key === null) return [`${at}: not a JWK`];
  const jwk = key as JWK;
  if (privateMembers.some((member) => member in jwk)) return [`${at}: holds a private part; register the public key only`];
  const algorithm = jwk.alg ?? algorithmOf(jwk);
  if (algorithm === undefined || !assertionAlgorithms.includes(algorithm)) return [`${at}: an EC, OKP or RSA signing key is needed`];
  if (jwk.use !== undefined && jwk.use !== 'sig') return [`${at}: is not a signing key (use)`];
  if (jwk.kty === 'RSA' && rsaBits(jwk) < fewestRsaBits) return [`${at}: RSA keys have at least ${fewestRsaBits} bits`];
  try {
    await importJWK(jwk, algorithm);
    return [];
  } catch (error) {
    return [`${at}: cannot be read (${error instanceof Error ? error.message : 'unknown fault'})`];
  }
}

function algorithmOf(jwk: JWK): string | undefined {
  if (jwk.kty === 'EC') return ({ 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as Record<string, string>)[jwk.crv ?? ''];
  if (jwk.kty === 'OKP') return jwk.crv === 'Ed25519' ? 'EdDSA' : undefined;
  return jwk.kty === 'RSA' ? 'PS256' : undefined;
}

function rsaBits(jwk: JWK): number {
  return Buffer.from(jwk.n ?? '', 'base64url').length * 8;
}

function invalid(faults: string[]): HubError {
  return new HubError('CLIENT_INVALID', faults.join('; '), { faults });
}
