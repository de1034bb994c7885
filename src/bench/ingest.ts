// ingest, reload, ingest_memory, ingest_growth: files of four departments to golden records, beside a bare COPY of the same files.
import { join } from 'node:path';
import { findLibrary, readLibraries } from '../app/libraries.ts';
import { generateBenchPeople, type BenchFiles } from '../sample/bench-people.ts';
import { withFolder } from './bench-folder.ts';
import { startChild } from './child.ts';
import { ingestFaults } from './ingest-faults.ts';
import type { LoadedSet, LoadJob, LoadResult } from './load-child.ts';
import { createMeasure, type Measure } from './measure.ts';
import { median } from './statistics.ts';

/** Rows of a person: one from each department. */
const departments = 4;
const seed = 7;
const memoryLimit = 512;
/** The bare copy is short and so it varies more than what is held against it. */
const copies = 3;

/** Tells how the bench goes; results are what it returns. */
export type BenchNote = (text: string) => void;

export async function benchIngest({ rows }: { rows: number }, note: BenchNote): Promise<Measure[]> {
  const whole = await load({ rows, isReloaded: true, copies }, note);
  const small = await load({ rows: rows / 5, isReloaded: false, copies: 0 }, note);
  const large = await load({ rows: rows * 2, isReloaded: false, copies: 0 }, note);
  const bare = median(whole.copies);
  const peak = Math.max(...[whole, small, large].map(({ peakMemory }) => peakMemory));
  const costOf = ({ sets: [first] }: LoadResult, count: number): number => ((first?.seconds ?? NaN) / count) * 1e6;
  return [
    createMeasure('ingest', whole.sets[0]?.seconds ?? NaN, bare),
    createMeasure('reload', whole.sets[1]?.seconds ?? NaN, bare),
    createMeasure('ingest_memory', peak, memoryLimit),
    createMeasure('ingest_growth', costOf(large, rows * 2), costOf(small, rows / 5)),
  ];
}

interface LoadPlan {
  readonly rows: number;
  readonly isReloaded: boolean;
  readonly copies: number;
}

/** One hub on a fresh database. */
function load({ rows, isReloaded, copies }: LoadPlan, note: BenchNote): Promise<LoadResult> {
  return withFolder(async (folder) => {
    const people = Math.max(1, Math.round(rows / departments));
    note(`ingest: ${(people * departments).toLocaleString('en')} rows of ${people.toLocaleString('en')} people`);
    const files = await generatePeople(people, join(folder, 'files'));
    const sets = isReloaded ? [files.ordered, files.reordered] : [files.ordered];
    const result = await loadRight({ dataDir: join(folder, 'hub'), copies, sets }, people);
    for (const set of result.sets) note(`  ${tell(set)}`);
    note(`  bare copies ${result.copies.map((copy) => copy.toFixed(2)).join(', ') || 'none'} s; ${Math.round(result.peakMemory)} MB; ${result.goldens} golden records`);
    return result;
  });
}

/** When each load of a set was staged and done, in seconds since its first file. */
function tell({ seconds, loads }: LoadedSet): string {
  const start = Math.min(...loads.map(({ createdAt }) => createdAt.getTime()));
  const after = (at: Date | null): string => (at === null ? 'never' : ((at.getTime() - start) / 1000).toFixed(1));
  return `${seconds.toFixed(1)} s: ${loads.map(({ feed, stagedAt, finishedAt }) => `${feed} staged ${after(stagedAt)} done ${after(finishedAt)}`).join(', ')}`;
}

/** The departments' files of so many people, in both orders. */
export async function generatePeople(people: number, folder: string): Promise<BenchFiles> {
  return generateBenchPeople({ library: findLibrary(await readLibraries(null), 'population'), people, departments, seed, folder });
}

/** Loads in a process of its own. Throws when what the hub made of the files is wrong: a fast wrong answer is no measure. */
export async function loadRight(job: LoadJob, people: number): Promise<LoadResult> {
  const child = startChild(new URL('./load-child.ts', import.meta.url));
  try {
    const result = await child.ask<LoadResult>(job);
    const faults = ingestFaults(result, { people, departments });
    if (faults.length > 0) throw new Error(`the loads are wrong: ${faults.join('; ')}`);
    return result;
  } finally {
    await child.stop();
  }
}
