// The process whose loads are timed and whose memory is read: a hub as `hub work` runs it, on a database of its own. It takes one job.
import { openHub, type Hub } from '../app/compose.ts';
import { ingestFiles, type LoadView } from '../app/ingest-files.ts';
import type { BenchFile } from '../sample/bench-people.ts';
import { copyBare, readPeakMemory } from './bare-copy.ts';
import { benchConfig } from './bench-folder.ts';
import { answerParent } from './child.ts';

export interface LoadJob {
  readonly dataDir: string;
  /** Times the files are copied bare before anything is loaded; 0: no baseline is wanted. */
  readonly copies: number;
  /** Loaded set after set. */
  readonly sets: readonly (readonly BenchFile[])[];
}

export interface LoadedSet {
  readonly seconds: number;
  readonly loads: readonly LoadView[];
}

export interface LoadResult {
  /** Seconds of each bare copy. */
  readonly copies: readonly number[];
  readonly sets: readonly LoadedSet[];
  /** Active golden records, and different ID numbers that lead to one. */
  readonly goldens: number;
  readonly numbers: number;
  /** The most that was ever resident, MB. */
  readonly peakMemory: number;
}

/** As many as the worker takes on at once. */
const atOnce = 4;
const declaredDate = '2025-07-01';

let hub: Hub | null = null;

answerParent<LoadJob>(async ({ dataDir, copies, sets }): Promise<LoadResult> => {
  hub = await openHub(benchConfig(dataDir));
  hub.warmStages();
  const copied: number[] = [];
  const loaded: LoadedSet[] = [];
  for (let at = 0; at < copies; at++) copied.push(await copyBare(hub, sets[0] ?? []));
  for (const files of sets) loaded.push(await loadSet(hub, files));
  return { copies: copied, sets: loaded, ...(await countGoldens(hub)), peakMemory: await readPeakMemory() };
}, async () => hub?.stop());

async function loadSet(on: Hub, files: readonly BenchFile[]): Promise<LoadedSet> {
  const startedAt = performance.now();
  const loads = await ingestFiles(on, files.map(({ feed, path }) => ({ library: 'population', feed, path, declaredDate })), { atOnce });
  return { seconds: (performance.now() - startedAt) / 1000, loads };
}

async function countGoldens({ pool }: Hub): Promise<Pick<LoadResult, 'goldens' | 'numbers'>> {
  const { rows: [counts] } = await pool.query<{ goldens: number; numbers: number }>(`
select (select count(*) from population.golden_record where state = 'active') as goldens,
  (select count(distinct value) from population.identifier where type = 'id_number') as numbers`);
  return { goldens: counts?.goldens ?? 0, numbers: counts?.numbers ?? 0 };
}
