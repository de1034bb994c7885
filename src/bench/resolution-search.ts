// Whether listed companies are found by the names that the public uses: with their short names and initials loaded, and without.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLibrary } from '../app/libraries.ts';
import { comparingReach } from '../engine/query/reach.ts';
import { searchNames } from '../engine/query/search.ts';
import { readTable, writeTable, type TableRow } from './read-table.ts';
import type { PathOf } from './resolution-departments.ts';
import { withResolutionHub, type ResolutionHub } from './resolution-hub.ts';

/** Share of the companies that stand first, and among the first ten. */
export interface Found {
  readonly first: number;
  readonly ten: number;
}

export interface SearchFigures {
  readonly shortName: Found;
  readonly initials: Found;
  /** By short name, full names alone being known. */
  readonly fullNames: Found;
}

export async function measureSearch(pathOf: PathOf): Promise<SearchFigures> {
  const path = pathOf('companies/listed_companies_aliases_dev.csv');
  const listed = await readTable(path);
  const known = await withResolutionHub(async (hub) => {
    await hub.load([{ feed: 'listed_companies', path }]);
    return { shortName: await askAll(hub, listed, 'short_name'), initials: await askAll(hub, listed, 'pinyin_abbr') };
  });
  const folder = await mkdtemp(join(tmpdir(), 'jiku-listed-'));
  try {
    const bare = join(folder, 'listed.csv');
    await writeTable(bare, ['ticker', 'full_name'], listed);
    return { ...known, fullNames: await withResolutionHub(async (hub) => {
      await hub.load([{ feed: 'listed_companies', path: bare }]);
      return askAll(hub, listed, 'short_name');
    }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function askAll({ hub }: ResolutionHub, listed: readonly TableRow[], by: 'short_name' | 'pinyin_abbr'): Promise<Found> {
  const library = findLibrary(hub.libraries, 'legal_person');
  const reach = comparingReach(library, ['ticker']);
  const asked = listed.filter((row) => row[by] !== '');
  let [first, ten] = [0, 0];
  for (const row of asked) {
    const page = await searchNames(hub.pool, library, { reach, name: row[by]!, limit: 10 });
    const place = page?.rows.findIndex(({ ticker }) => ticker === row['ticker']) ?? -1;
    if (place === 0) first += 1;
    if (place >= 0) ten += 1;
  }
  return { first: first / asked.length, ten: ten / asked.length };
}
