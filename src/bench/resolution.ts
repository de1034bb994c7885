// How well and how fast records are resolved beyond keys. What needs the data folder is left out where that is not there.
import type { BenchNote } from './ingest.ts';
import { createMeasure, type Measure } from './measure.ts';
import { measureFirms, measurePersons, type PathOf } from './resolution-departments.ts';
import { measureForeign, type ForeignSet } from './resolution-foreign.ts';
import { measureLookAlikes } from './resolution-look-alikes.ts';
import { measureSearch } from './resolution-search.ts';
import { benchResolutionSpeed } from './resolution-speed.ts';
import { testData } from './test-data.ts';

interface Accuracy {
  readonly pathOf: PathOf;
  readonly note: BenchNote;
}

const accuracy = { departments, foreign, search } as const satisfies Readonly<Record<string, (data: Accuracy) => Promise<Measure[]>>>;

export const resolutionParts = [...(Object.keys(accuracy) as (keyof typeof accuracy)[]), 'speed'] as const;
export type ResolutionPart = (typeof resolutionParts)[number];

/** `part`: only this one. */
export async function benchResolution(options: { readonly rows: number; readonly part?: ResolutionPart }, note: BenchNote): Promise<Measure[]> {
  const data: Accuracy = { pathOf: (file) => testData(file) ?? `missing ${file}`, note };
  const isThere = testData('er/score_pairs.py') !== null;
  if (!isThere) note('resolution: no data folder (JIKU_TEST_DATA), accuracy is not measured');
  const measures: Measure[] = [];
  for (const part of options.part === undefined ? resolutionParts : [options.part]) {
    if (part === 'speed') measures.push(...(await benchResolutionSpeed(options, note)));
    else if (isThere) measures.push(...(await accuracy[part](data)));
  }
  return measures;
}

async function departments({ pathOf, note }: Accuracy): Promise<Measure[]> {
  note('resolution: persons of departments');
  const persons = await measurePersons(pathOf);
  note('resolution: firms of departments and their register');
  const firms = await measureFirms(pathOf);
  note('resolution: look-alikes');
  const { oneCharacter, branches, sameName } = await measureLookAlikes(pathOf, firms.model);
  note(`  merged: ${oneCharacter.merged} one character apart, ${branches.merged} branches, ${sameName.merged} of one name; ${branches.duplicates} branches asked about`);
  const apart = ({ pairs, merged }: { pairs: number; merged: number }): number => 1 - merged / pairs;
  return [
    createMeasure('persons_precision', persons.automatic.precision, 0.995),
    createMeasure('persons_recall', persons.automatic.recall, 0.93),
    createMeasure('persons_reviewed_recall', persons.reviewed.recall, 0.97),
    createMeasure('persons_queued', persons.queuedPerThousand, 60),
    createMeasure('firms_precision', firms.links.precision, 0.995),
    createMeasure('firms_recall', firms.links.recall, 0.975),
    createMeasure('one_character_apart', apart(oneCharacter), 0.998),
    createMeasure('branch_apart', apart(branches), 0.998),
    createMeasure('branch_related', branches.related / branches.pairs, 0.8),
    createMeasure('same_name_apart', apart(sameName), 1),
  ];
}

async function foreign({ pathOf, note }: Accuracy): Promise<Measure[]> {
  note('resolution: foreign sets');
  const f1 = async (set: ForeignSet): Promise<number> => (await measureForeign(set, pathOf)).f1;
  return [
    createMeasure('febrl_f1', await f1('febrl'), 0.999), createMeasure('fake_people_f1', await f1('fake_people'), 0.87), createMeasure('truth_set_f1', await f1('truth_set'), 0.97),
  ];
}

async function search({ pathOf, note }: Accuracy): Promise<Measure[]> {
  note('resolution: search by the names that the public uses');
  const found = await measureSearch(pathOf);
  return [
    createMeasure('short_name_first', found.shortName.first, 0.98),
    createMeasure('short_name_ten', found.shortName.ten, 0.99),
    createMeasure('initials_first', found.initials.first, 0.85),
    createMeasure('initials_ten', found.initials.ten, 0.99),
    createMeasure('full_names_ten', found.fullNames.ten, 0.85),
  ];
}
