// POST /oauth/token and what clients need to use and check tokens.
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { OpenHandler } from '../deps.ts';

export const issueToken: OpenHandler = async (deps, call, input) => {
  const { authorization, remoteAddress } = call;
  const form = input.body as Record<string, string>;
  const { answer, clientId, agencyCode, jti } = await deps.tokens.endpoint.issue({ form, authorization, remoteAddress });
  return { body: withoutSubjectData(answer), clientId, agencyCode, details: { jti } };
};

export const readServerMetadata: OpenHandler = async (deps) => ({ body: withoutSubjectData(deps.tokens.metadata) });

export const readJwks: OpenHandler = async (deps) => ({
  body: withoutSubjectData(await deps.tokens.keys.publicJwks()),
  headers: { 'Cache-Control': 'public, max-age=300' },
});
