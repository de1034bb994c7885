// GET /v1/evaluation: how each feed keeps what its department promised.
import { evaluateFeeds } from '../../sharing/evaluation.ts';
import { civilDate } from '../../kernel/clock.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';

const day = 86_400_000;

export const readEvaluation: ClientHandler = async (deps, _call, { parameters }) => {
  const to = deps.clock.now();
  const from = new Date(to.getTime() - Number(parameters['days']) * day);
  const code = parameters['library'];
  const libraries = code === undefined ? deps.libraries : [requireLibrary(code, deps.libraries)];
  const items = (await Promise.all(libraries.map((library) => evaluateFeeds(deps.pool, library, { from, to, clock: deps.clock })))).flat();
  return { body: withoutSubjectData({ since: civilDate(from), items }) };
};
