// Who may see and deliver which feed: the department that owns it, and those who run or steward the hub.
import type { LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';
import type { Caller, LoadView } from './deps.ts';

const rolesOverAllFeeds = ['operator', 'steward'];

export function seesAllFeeds(caller: Caller): boolean {
  return rolesOverAllFeeds.some((role) => caller.roles.includes(role));
}

/** `library feed` pairs that the caller's department owns; null for all. */
export function ownFeeds(caller: Caller, libraries: readonly LibraryDefinition[]): string[] | null {
  if (seesAllFeeds(caller)) return null;
  return libraries.flatMap((library) =>
    Object.values(library.feeds)
      .filter((feed) => feed.source === caller.agencyCode)
      .map((feed) => `${library.code} ${feed.code}`),
  );
}

/** The load if it is there and the caller may see its feed; otherwise NOT_FOUND, alike for both. */
export function requireLoad(load: LoadView | null, caller: Caller, libraries: readonly LibraryDefinition[]): { load: LoadView; library: LibraryDefinition } {
  const library = libraries.find(({ code }) => code === load?.library);
  const own = ownFeeds(caller, libraries);
  if (load === null || library === undefined || (own !== null && !own.includes(`${load.library} ${load.feed}`))) {
    throw new HubError('NOT_FOUND', 'no such load for this caller');
  }
  return { load, library };
}

/** The library of that code, or NOT_FOUND. */
export function requireLibrary(code: unknown, libraries: readonly LibraryDefinition[]): LibraryDefinition {
  const library = libraries.find((candidate) => candidate.code === code);
  if (library === undefined) throw new HubError('NOT_FOUND', 'no such library');
  return library;
}
