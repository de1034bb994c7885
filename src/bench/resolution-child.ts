// The process whose resolution is timed and whose memory is read: files in, a model learned, everything matched, then single records.
import { openHub } from '../app/compose.ts';
import { matchPending, type MatchRun } from '../engine/resolve/scored/match-queue.ts';
import { queueRecords } from '../engine/resolve/scored/queue.sql.ts';
import { librarySql } from '../engine/library-sql.ts';
import { matchFeed } from '../sample/match-people.ts';
import { sql } from '../store/sql.ts';
import { copyBare, readPeakMemory } from './bare-copy.ts';
import { benchConfig } from './bench-folder.ts';
import { answerParent } from './child.ts';
import { ResolutionHub } from './resolution-hub.ts';

export type ResolutionMessage =
  | { readonly kind: 'load'; readonly dataDir: string; readonly paths: readonly string[]; readonly copies: number }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'one by one'; readonly records: number };

export interface Loaded {
  readonly databaseUrl: string;
  readonly loadSeconds: number;
  readonly copySeconds: readonly number[];
  /** Some ID numbers that are held. */
  readonly numbers: readonly string[];
}

export interface Resolved {
  readonly trainSeconds: number;
  readonly matchSeconds: number;
  readonly run: MatchRun;
  /** MB, the most that was ever resident. */
  readonly peakMemory: number;
  /** Record of a person → golden record. */
  readonly links: readonly (readonly [sourceKey: string, goldenId: string | null])[];
}

const code = 'population';
const seconds = (since: number): number => (performance.now() - since) / 1000;

let held: ResolutionHub | null = null;

answerParent<ResolutionMessage>((message) => {
  if (message.kind === 'load') return load(message);
  return message.kind === 'resolve' ? resolve(held!) : matchOneByOne(held!, message.records);
}, async () => held?.hub.stop());

async function load({ dataDir, paths, copies }: { dataDir: string; paths: readonly string[]; copies: number }): Promise<Loaded> {
  held = new ResolutionHub(await openHub(benchConfig(dataDir)));
  const copySeconds: number[] = [];
  for (let at = 0; at < copies; at++) copySeconds.push(await copyBare(held.hub, paths.map((path) => ({ path }))));
  const startedAt = performance.now();
  await held.load(paths.map((path) => ({ feed: matchFeed, path })));
  const loadSeconds = seconds(startedAt);
  const { rows } = await held.pool.query<{ value: string }>(`select value from population.identifier where type = 'id_number' limit 20000`);
  return { databaseUrl: held.hub.databaseUrl, loadSeconds, copySeconds, numbers: rows.map(({ value }) => value) };
}

async function resolve(on: ResolutionHub): Promise<Resolved> {
  const trainStart = performance.now();
  const model = await on.train(code);
  const trainSeconds = seconds(trainStart);
  const matchStart = performance.now();
  const run = await on.match(code, model);
  const matchSeconds = seconds(matchStart);
  const peakMemory = await readPeakMemory();
  const links = (await on.links(code)).map(({ sourceKey, goldenId }) => [sourceKey, goldenId] as const);
  return { trainSeconds, matchSeconds, run, peakMemory, links };
}

/** Milliseconds that each of so many records takes, queued alone, from the queue to its link. */
async function matchOneByOne({ hub, pool }: ResolutionHub, records: number): Promise<number[]> {
  const lib = librarySql(hub.libraries.find((library) => library.code === code)!);
  const { rows } = await pool.query<{ record_id: string }>(sql`select record_id from ${lib.table('source_record')} where key is null order by content_hash limit ${records}`);
  const times: number[] = [];
  for (const { record_id: record } of rows) {
    await pool.query(queueRecords(lib, sql`select ${record}::uuid as record_id`, hub.clock.now()));
    const startedAt = performance.now();
    await matchPending(hub.matching, code);
    times.push(performance.now() - startedAt);
  }
  return times;
}
