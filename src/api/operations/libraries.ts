// GET /v1/libraries, /v1/libraries/{code}, /v1/libraries/{code}/links
import { exportLinks as streamLinks, type LinkFilter } from '../../engine/query/export-links.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';

export const listLibraries: ClientHandler = async (deps) => ({
  body: withoutSubjectData({
    items: deps.libraries.map(({ code, label, kind, version, resource }) => ({ code, label, kind, version, resource })),
  }),
});

export const readLibrary: ClientHandler = async (deps, _call, { parameters }) => ({
  body: withoutSubjectData(requireLibrary(parameters['code'], deps.libraries)),
});

/** Source keys may be numbers of persons: the scope is the stewards' and operators' alone. */
export const exportLinks: ClientHandler = async (deps, _call, { parameters }) => {
  const library = requireLibrary(parameters['code'], deps.libraries);
  const { origin, rule, minScore, maxScore, model } = parameters as LinkFilter;
  const filter: LinkFilter = { origin, rule, minScore, maxScore, model };
  return { stream: { contentType: 'text/csv; charset=utf-8', body: await streamLinks(deps.pool, library, filter) }, library: library.code };
};
