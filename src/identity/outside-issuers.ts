// Tokens of issuers that the operator trusts beside the hub's own (a city's unified authentication). Each issuer speaks only for the
// clients that the configuration maps to its subjects: an issuer cannot claim to be another's client.
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

export interface OutsideIssuerConfig {
  /** `iss`, exactly. */
  readonly issuer: string;
  /** `aud` its tokens must carry. */
  readonly audience: string;
  /** Where its keys are, or the keys themselves. */
  readonly jwks: { readonly uri: string } | { readonly keys: JSONWebKeySet['keys'] };
  /** Claim that names the subject; `sub` when absent. */
  readonly subjectClaim?: 'sub' | 'client_id' | 'azp';
  /** Subject → client id of the hub. Subjects that do not stand here are refused. */
  readonly clients: Readonly<Record<string, string>>;
  /** `typ` of the header; `at+jwt` (RFC 9068) when absent. Set it to `JWT` only for an issuer whose id tokens have another audience. */
  readonly type?: string;
}

export interface OutsideIssuer extends OutsideIssuerConfig {
  readonly key: JWTVerifyGetKey;
}

const keyTimeout = 3_000;

/** By issuer. Remote keys are fetched when first needed and again for an unknown kid, at most each half minute. */
export function createOutsideIssuers(configs: readonly OutsideIssuerConfig[]): ReadonlyMap<string, OutsideIssuer> {
  return new Map(
    configs.map((config) => {
      const { jwks } = config;
      const key = 'uri' in jwks
        ? createRemoteJWKSet(new URL(jwks.uri), { timeoutDuration: keyTimeout })
        : createLocalJWKSet({ keys: [...jwks.keys] });
      return [config.issuer, { ...config, key }];
    }),
  );
}
