// Input of the bench: the same people as four departments know them, clean but for a few per cent, and the same rows once more in
// another order. Both orders are computed, never held: a person is a function of the index, an order a permutation of it.
import { join } from 'node:path';
import type { LibraryDefinition } from '../definition/types.ts';
import { createInjector } from './damage.ts';
import { openFile } from './file-writer.ts';
import { bindSheet, type FileLayout } from './layout.ts';
import { maxPeople } from './numbers.ts';
import { personAt, type Person } from './person.ts';
import { personSheets } from './person-sheets.ts';
import { scatter } from './random.ts';
import type { Sheet } from './sheet.ts';
import type { World } from './world.ts';

/** The feeds of the four departments, widest first. */
export const benchFeeds = ['police_household', 'social_security', 'housing_fund', 'education'] as const;

export interface BenchOptions {
  readonly library: LibraryDefinition;
  readonly people: number;
  /** 1 to 4. */
  readonly departments: number;
  readonly seed: number;
  readonly folder: string;
}

export interface BenchFile {
  readonly feed: string;
  readonly path: string;
  readonly rows: number;
}

/** `ordered` and `reordered` hold the same rows; a department's file stands at the same place in both. */
export interface BenchFiles {
  readonly ordered: readonly BenchFile[];
  readonly reordered: readonly BenchFile[];
}

/** Columns that the bench leaves out of the register, so that every department sends thirteen or so. */
const COLUMNS = 13;
/** Later columns that a file cannot do without: its key, its date and what the feed requires. */
const isNeeded = <S>({ keyAt, feed, columns }: FileLayout<S>, place: number) =>
  keyAt.includes(place) || columns[place]!.key === feed.effectiveDate || Boolean(columns[place]!.column.requiredHeader);

/** Writes every department's file in index order and in a scattered order, as plain CSV in UTF-8. */
export async function generateBenchPeople({ library, people, departments, seed, folder }: BenchOptions): Promise<BenchFiles> {
  if (people > maxPeople) throw new Error(`at most ${maxPeople} people`);
  const world: World = { people, firms: Math.max(10, Math.floor(people / 8)), seed, today: '2025-06-30' };
  const files: { ordered: BenchFile[]; reordered: BenchFile[] } = { ordered: [], reordered: [] };
  for (const feed of benchFeeds.slice(0, departments)) {
    const layout = bindSheet(library, personSheets.find((sheet) => sheet.feed === feed) as Sheet<Person>, 'en');
    for (const order of ['ordered', 'reordered'] as const) {
      const path = join(folder, order, `${feed}.csv`);
      await writePeople(path, { world, layout, indexAt: order === 'ordered' ? (place) => place : (place) => scatter(place, people, seed + 1) });
      files[order].push({ feed, path, rows: people });
    }
  }
  return files;
}

interface Writing {
  readonly world: World;
  readonly layout: FileLayout<Person>;
  readonly indexAt: (place: number) => number;
}

async function writePeople(path: string, { world, layout, indexAt }: Writing): Promise<void> {
  const places = chosenPlaces(layout);
  const writer = await openFile(path, places.map((place) => layout.columns[place]!.header), { kind: 'csv' });
  const clean = createInjector(layout, world, new Map());
  void clean;
  for (let at = 0; at < world.people; at++) {
    const row = layout.rowOf(personAt(world, indexAt(at)), { world, version: 0 });
    writer.add(places.map((place) => row[place]!));
    if (writer.isFull) await writer.flush();
  }
  await writer.close();
}

/** The first columns of the layout, with those it needs. */
function chosenPlaces(layout: FileLayout<Person>): number[] {
  const needed = layout.columns.flatMap((_, place) => (isNeeded(layout, place) ? [place] : []));
  const others = layout.columns.flatMap((_, place) => (isNeeded(layout, place) ? [] : [place])).slice(0, Math.max(0, COLUMNS - needed.length));
  return [...needed, ...others].sort((a, b) => a - b);
}
