// GET /v1/agencies, /v1/clients, /v1/agreements, /v1/feeds: what runs the hub, for the pages of its administration.
import { readFeedHealth } from '../../sharing/feed-health.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { ownFeeds, requireLibrary } from '../feed-access.ts';

export const listAgencies: ClientHandler = async ({ administration }) => ({
  body: withoutSubjectData({ items: await administration.listAgencies() }),
});

/** Neither secrets nor their hashes: whether there is one, and how many keys. */
export const listClients: ClientHandler = async ({ administration }, _call, { parameters }) => ({
  body: withoutSubjectData({ items: await administration.listClients({ agencyCode: parameters['agency'] as string | undefined }) }),
});

export const listAgreements: ClientHandler = async ({ administration, libraries }, _call, { parameters }) => {
  const { agency, library } = parameters as { agency?: string; library?: string };
  if (library !== undefined) requireLibrary(library, libraries);
  return { body: withoutSubjectData({ items: await administration.listAgreements({ agencyCode: agency, library }) }) };
};

/** A department sees its own feeds; those who run or steward the hub see all. */
export const listFeeds: ClientHandler = async (deps, { caller }, { parameters }) => {
  const code = parameters['library'];
  const libraries = code === undefined ? deps.libraries : [requireLibrary(code, deps.libraries)];
  return { body: withoutSubjectData({ items: await readFeedHealth(deps, libraries, ownFeeds(caller, deps.libraries)) }) };
};
