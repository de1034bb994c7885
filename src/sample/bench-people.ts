// Input of the bench: the same people as four departments know them, clean but for a few per cent, and the same rows once more in
// another order. Both orders are computed, never held: a person is a function of the index, an order a permutation of it.
import { join } from 'node:path';
import type { LibraryDefinition } from '../definition/types.ts';
import { createSteadyInjector } from './damage.ts';
import { openFile } from './file-writer.ts';
import { bindSheet, type FileLayout } from './layout.ts';
import { maxPeople } from './numbers.ts';
import { personAt, type Person } from './person.ts';
import { personSheets } from './person-sheets.ts';
import { createScatter } from './random.ts';
import type { Sheet } from './sheet.ts';
import type { World } from './world.ts';

/** The feeds of the four departments and the columns they send: ten to thirteen each. */
const departmentColumns: Readonly<Record<string, readonly string[]>> = {
  police_household: [
    'id_number', 'full_name', 'sex', 'birth_date', 'ethnic_group', 'birthplace_code', 'household_no', 'household_relation', 'hukou_address',
    'hukou_division', 'mobile_phone', 'person_key', 'updated',
  ],
  social_security: [
    'person_key', 'id_number', 'full_name', 'sex', 'birth_date', 'social_insurance_status', 'insured_region', 'insured_employer_name',
    'insured_employer_uscc', 'mobile_phone', 'residence_address', 'updated',
  ],
  housing_fund: [
    'account_no', 'id_number', 'full_name', 'sex', 'birth_date', 'housing_fund_status', 'housing_fund_employer', 'mobile_phone', 'residence_address', 'updated',
  ],
  education: ['certificate_no', 'id_number', 'full_name', 'sex', 'birth_date', 'education_level', 'school', 'graduation_date', 'updated'],
};
/** The feeds in the order of their files. */
export const benchFeeds: readonly string[] = Object.keys(departmentColumns);
/** One row in this many has a fault. */
const STRIDE = 30;

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

/** Writes every department's file in index order and in a scattered order, as plain CSV in UTF-8. */
export async function generateBenchPeople({ library, people, departments, seed, folder }: BenchOptions): Promise<BenchFiles> {
  if (people > maxPeople) throw new Error(`at most ${maxPeople} people`);
  const world: World = { people, firms: Math.max(10, Math.floor(people / 8)), seed, today: '2025-06-30' };
  const files: { ordered: BenchFile[]; reordered: BenchFile[] } = { ordered: [], reordered: [] };
  for (const feed of benchFeeds.slice(0, departments)) {
    const layout = bindSheet(library, personSheets.find((sheet) => sheet.feed === feed) as Sheet<Person>, {
      style: 'en', only: departmentColumns[feed],
    });
    for (const order of ['ordered', 'reordered'] as const) {
      const path = join(folder, order, `${feed}.csv`);
      await writePeople(path, { world, layout, indexAt: order === 'ordered' ? (place) => place : createScatter(people, seed) });
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
  const writer = await openFile(path, layout.columns.map(({ header }) => header), { kind: 'csv' });
  const injector = createSteadyInjector(layout, world.seed, STRIDE);
  const visit = { world, version: 0 };
  for (let at = 0; at < world.people; at++) {
    const index = indexAt(at);
    const clean = layout.rowOf(personAt(world, index), visit);
    const row = injector.strike(clean, index)?.row ?? clean;
    writer.add(row);
    if (writer.isFull) await writer.flush();
  }
  await writer.close();
}
