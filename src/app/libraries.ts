// The libraries of a running hub: the built-in ones and those of the operator's folder, checked together.
import { checkLibraries } from '../definition/check-library.ts';
import { DefinitionError } from '../definition/define-library.ts';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';
import { libraries as builtIn } from '../libraries/index.ts';

/** Built-in libraries first, then those of the folder by file name. Throws DefinitionError with every fault. */
export async function readLibraries(folder: string | null): Promise<readonly LibraryDefinition[]> {
  const libraries = folder === null ? builtIn : [...builtIn, ...(await readFolder(folder))];
  const faults = checkLibraries(libraries);
  if (faults.length > 0) throw new DefinitionError('(together)', faults);
  return libraries;
}

/** Readers of JSON Schema and YAML are loaded only where there is such a folder. */
async function readFolder(folder: string): Promise<LibraryDefinition[]> {
  const { loadLibraryFolder } = await import('./load-library-folder.ts');
  return loadLibraryFolder(folder);
}

/** LIBRARY_UNKNOWN names the libraries there are. */
export function findLibrary(libraries: readonly LibraryDefinition[], code: string): LibraryDefinition {
  const found = libraries.find((library) => library.code === code);
  if (!found) throw new HubError('LIBRARY_UNKNOWN', `no library ${code}`, { library: code, known: libraries.map((library) => library.code) });
  return found;
}

/** The feed of a code and its library; the library must be named only where two have a feed of the same code. */
export function inferFeed(libraries: readonly LibraryDefinition[], feed: string, library?: string): { library: LibraryDefinition; feed: FeedDefinition } {
  const candidates = library === undefined ? libraries : [findLibrary(libraries, library)];
  const found = candidates.flatMap((candidate) => {
    const definition = Object.hasOwn(candidate.feeds, feed) ? candidate.feeds[feed] : undefined;
    return definition ? [{ library: candidate, feed: definition }] : [];
  });
  const [first] = found;
  if (!first) throw new HubError('FEED_UNKNOWN', `no feed ${feed}`, { feed });
  if (found.length > 1) {
    const where = found.map(({ library: { code } }) => code);
    throw new HubError('OPTION_INVALID', `feed ${feed} is in several libraries`, { faults: [`--library: ${where.join(' | ')}`] });
  }
  return first;
}
