// resolution, resolution_rate, resolution_growth, resolution_memory, match_one_p95, reads_p99: four departments' records of the same
// people, a third without a usable number, from recorded to linked, training included; beside a bare COPY of the same files.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findLibrary, readLibraries } from '../app/libraries.ts';
import { comparingReach } from '../engine/query/reach.ts';
import { RecordFinder } from '../engine/query/find-records.ts';
import { lookupKey } from '../engine/query/identifier-keys.ts';
import { StatementNames } from '../engine/query/statement-names.ts';
import { generateMatchPeople } from '../sample/match-people.ts';
import { createPool } from '../store/pool.ts';
import { withFolder } from './bench-folder.ts';
import { startChild } from './child.ts';
import type { BenchNote } from './ingest.ts';
import { createMeasure, type Measure } from './measure.ts';
import { scoreClusters } from './pair-score.ts';
import type { Loaded, Resolved, ResolutionMessage } from './resolution-child.ts';
import { median, percentile } from './statistics.ts';

const departments = 4;
const seed = 7;
const leastRate = 10_000;
const memoryLimit = 2048;
const mostMilliseconds = 30;
const readsPerSecond = 300;
const quietSeconds = 10;
const singles = 100;

interface Round {
  readonly rows: number;
  readonly seconds: number;
  readonly copySeconds: number;
  readonly peakMemory: number;
  readonly singleP95: number;
  readonly quietP99: number;
  readonly busyP99: number;
}

export async function benchResolutionSpeed({ rows }: { readonly rows: number }, note: BenchNote): Promise<Measure[]> {
  const small = await resolveOnce(Math.round(rows / 10), note);
  const whole = await resolveOnce(rows, note);
  const costOf = (round: Round): number => (round.seconds / round.rows) * 1e6;
  return [
    createMeasure('resolution', whole.seconds, whole.copySeconds),
    createMeasure('resolution_rate', whole.rows / whole.seconds, leastRate),
    createMeasure('resolution_growth', costOf(whole), costOf(small)),
    createMeasure('resolution_memory', Math.max(small.peakMemory, whole.peakMemory), memoryLimit),
    createMeasure('match_one_p95', whole.singleP95, mostMilliseconds),
    createMeasure('reads_p99', whole.busyP99, whole.quietP99),
  ];
}

function resolveOnce(wanted: number, note: BenchNote): Promise<Round> {
  return withFolder(async (folder) => {
    const people = Math.max(100, Math.round(wanted / departments));
    const rows = people * departments;
    note(`resolution: ${rows.toLocaleString('en')} records of ${people.toLocaleString('en')} people`);
    await mkdir(join(folder, 'files'));
    const files = await generateMatchPeople({ people, seed, folder: join(folder, 'files') });
    const child = startChild(new URL('./resolution-child.ts', import.meta.url));
    const ask = <Answer>(message: ResolutionMessage): Promise<Answer> => child.ask<Answer>(message);
    try {
      const loaded = await ask<Loaded>({ kind: 'load', dataDir: join(folder, 'hub'), paths: files.map(({ path }) => path), copies: 3 });
      const quiet = await readSteadily(loaded, new Promise((done) => setTimeout(done, quietSeconds * 1000)));
      const resolving = ask<Resolved>({ kind: 'resolve' });
      const busy = await readSteadily(loaded, resolving);
      const resolved = await resolving;
      checkLinks(resolved, people);
      const times = await ask<number[]>({ kind: 'one by one', records: singles });
      const seconds = resolved.trainSeconds + resolved.matchSeconds;
      note(`  loaded in ${loaded.loadSeconds.toFixed(1)} s, trained in ${resolved.trainSeconds.toFixed(1)} s, matched in ${resolved.matchSeconds.toFixed(1)} s: ${JSON.stringify(resolved.run)}`);
      return {
        rows, seconds, copySeconds: median(loaded.copySeconds), peakMemory: resolved.peakMemory, singleP95: percentile(times, 0.95),
        quietP99: percentile(quiet, 0.99), busyP99: percentile(busy, 0.99),
      };
    } finally {
      await child.stop();
    }
  });
}

/** A fast wrong answer is no measure. */
function checkLinks({ links }: Resolved, people: number): void {
  const truth = new Map(links.map(([key]) => [key, key.split('-')[1]!]));
  const { precision, recall } = scoreClusters(truth, new Map(links.flatMap(([key, id]) => (id === null ? [] : [[key, id] as const]))));
  if (precision < 0.995 || recall < 0.93) throw new Error(`the links of ${people} people are wrong: precision ${precision}, recall ${recall}`);
}

/** Look-ups by number at a steady pace, from a process of their own, until `end`; milliseconds of each, waiting for its turn included. */
async function readSteadily({ databaseUrl, numbers }: Loaded, end: Promise<unknown>): Promise<number[]> {
  const pool = createPool(databaseUrl, { max: 10, applicationName: 'jiku bench reads' });
  const library = findLibrary(await readLibraries(null), 'population');
  const finder = new RecordFinder({ pool, statements: new StatementNames() }, library);
  const reach = comparingReach(library, ['full_name', 'id_number', 'birth_date']);
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  let isOver = false;
  const over = end.then(() => (isOver = true), () => (isOver = true));
  const startedAt = performance.now();
  try {
    for (let at = 0; !isOver; at++) {
      const due = startedAt + (at * 1000) / readsPerSecond;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((done) => setTimeout(done, wait));
      const number = numbers[(at * 7919) % numbers.length]!;
      asked.push(finder.findByKeys(reach, [lookupKey('id_number', number)]).then(() => void times.push(performance.now() - due)));
    }
    await Promise.all(asked);
    await over;
    return times;
  } finally {
    await pool.end();
  }
}
