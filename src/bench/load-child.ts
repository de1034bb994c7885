// The process whose loads are timed and whose memory is read: a hub as `hub work` runs it, on a database of its own. It takes one job.
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import { openHub, type Hub } from '../app/compose.ts';
import { ingestFiles, type LoadView } from '../app/ingest-files.ts';
import type { BenchFile } from '../sample/bench-people.ts';
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
const bareTable = 'staging.bench_bare';

let hub: Hub | null = null;

answerParent<LoadJob>(async ({ dataDir, copies, sets }): Promise<LoadResult> => {
  hub = await openHub(benchConfig(dataDir));
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

/** The files as they are into one table of text with a primary key, one after the other as COPY goes. Seconds. */
async function copyBare(on: Hub, files: readonly BenchFile[]): Promise<number> {
  const widths = await Promise.all(files.map(({ path }) => countColumns(path)));
  const columns = Array.from({ length: Math.max(...widths) }, (_, at) => `c${at + 1}`);
  const client = await on.loads.pool.connect();
  try {
    await client.query(`create table ${bareTable} (id bigint generated always as identity primary key, ${columns.map((column) => `${column} text`).join(', ')})`);
    const startedAt = performance.now();
    for (const [at, { path }] of files.entries()) await copyFile(client, path, columns.slice(0, widths[at]));
    return (performance.now() - startedAt) / 1000;
  } finally {
    await client.query(`drop table if exists ${bareTable}`);
    client.release();
  }
}

async function copyFile(client: PoolClient, path: string, columns: readonly string[]): Promise<void> {
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), client.query(from(`copy ${bareTable} (${columns.join(', ')}) from stdin with (format csv, header)`)));
}

async function countColumns(path: string): Promise<number> {
  const file = await open(path);
  try {
    for await (const line of file.readLines()) return line.split(',').length;
    throw new Error(`${path} is empty`);
  } finally {
    await file.close();
  }
}

/** Linux keeps the high-water mark; elsewhere the runtime's own figure (kilobytes, as getrusage has it on Linux) must do. */
async function readPeakMemory(): Promise<number> {
  const status = process.platform === 'linux' ? await readFile('/proc/self/status', 'utf8') : '';
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return kilobytes / 1024;
}
