// What the token endpoint says about itself: authorization server metadata, RFC 8414.
import { assertionAlgorithms } from './public-jwks.ts';
import { createScopesOf, roles } from './roles.ts';
import type { LibraryDefinition } from '../definition/types.ts';

/** The document served at /.well-known/oauth-authorization-server. URLs are absolute, as configured. */
export function serverMetadata(
  urls: { readonly issuer: string; readonly tokenEndpoint: string; readonly jwksUri: string },
  libraries: readonly Pick<LibraryDefinition, 'kind' | 'resource'>[],
): Record<string, unknown> {
  return {
    issuer: urls.issuer,
    token_endpoint: urls.tokenEndpoint,
    jwks_uri: urls.jwksUri,
    scopes_supported: createScopesOf(libraries)(roles),
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  };
}
