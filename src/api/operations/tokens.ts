// POST /oauth/token and what clients need to use and check tokens.
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { OpenHandler } from '../deps.ts';

export const issueToken: OpenHandler = async (deps, call, input) => {
  const { authorization, remoteAddress } = call;
  const { clientId, body } = await deps.tokens.issue({ form: input.body as Record<string, string>, authorization, remoteAddress });
  return { body: withoutSubjectData(body), clientId };
};

export const readServerMetadata: OpenHandler = async (deps) => ({ body: withoutSubjectData(deps.tokens.metadata()) });

export const readJwks: OpenHandler = async (deps) => ({
  body: withoutSubjectData(await deps.tokens.jwks()),
  headers: { 'Cache-Control': 'public, max-age=300' },
});
