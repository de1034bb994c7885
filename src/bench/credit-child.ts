// The hub whose checks are measured: it loads the city, serves it as `hub serve` does, and asks plain SQL the same questions. Takes one
// message at a time.
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { enrolAgency, type Credential } from '../app/enrol.ts';
import { openHub, type Hub } from '../app/compose.ts';
import { ingestFiles } from '../app/ingest-files.ts';
import { inferFeed } from '../app/libraries.ts';
import { serve, type Serving } from '../app/serve.ts';
import { CreditChecks } from '../credit/checks/credit-checks.ts';
import { announceDue } from '../credit/entries/derive.ts';
import { LiveRules } from '../credit/rules/read-rules.ts';
import { fixedClock } from '../kernel/clock.ts';
import type { CityFile, CitySubject } from '../sample/bench-city.ts';
import { readPeakMemory } from './bare-copy.ts';
import { benchConfig } from './bench-folder.ts';
import { answerParent } from './child.ts';
import { bareBatchSql, bareFileSql, subjectsSql, wrongAfterSql } from './credit.sql.ts';

export type CreditMessage =
  | { readonly kind: 'load'; readonly dataDir: string; readonly files: readonly CityFile[] }
  | { readonly kind: 'serve'; readonly clients: number; readonly subjects: readonly CitySubject[] }
  | { readonly kind: 'bareBatch'; readonly subjects: readonly CitySubject[] }
  | { readonly kind: 'bareFile' | 'hubFile'; readonly path: string; readonly resultPath: string }
  | { readonly kind: 'expire'; readonly day: string }
  | { readonly kind: 'countChecks' };

export interface CreditLoaded {
  readonly seconds: number;
  readonly records: number;
  readonly entries: number;
  readonly inForce: number;
}

export interface CreditServed {
  readonly url: string;
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly clients: readonly Credential[];
  readonly purpose: string;
  /** Table of the same subjects for the bare route, by primary key id_number. */
  readonly bareTable: string;
  readonly subjects: readonly KnownSubject[];
}

export interface KnownSubject extends CitySubject {
  readonly goldenId: string;
  /** By plain SQL. */
  readonly result: string;
}

export interface FileTimes {
  readonly seconds: number;
  readonly rows: number;
  readonly resultBytes: number;
  readonly peakMemory: number;
}

export interface Expired {
  readonly seconds: number;
  readonly announced: number;
  readonly asked: number;
  /** Answers on that day, before anything ran, that differ from plain SQL. */
  readonly wrong: number;
}

const purpose = 'tendering';
export const benchMatter = 'BID-0001';
const bareTable = 'staging.bench_subject';
const agency = 'bid_window';

let hub: Hub | null = null;
let serving: Serving | null = null;
/** What plain SQL is asked on: one connection of its own. */
let bare: pg.Client | null = null;

answerParent<CreditMessage>(async (message) => {
  switch (message.kind) {
    case 'load': return load(message.dataDir, message.files);
    case 'serve': return start(message.clients, message.subjects);
    case 'bareBatch': return bareBatch(message.subjects);
    case 'bareFile': return bareFile(message.path, message.resultPath);
    case 'hubFile': return hubFile(message.path, message.resultPath);
    case 'expire': return expire(message.day);
    case 'countChecks': return countChecks();
  }
}, async () => {
  await bare?.end();
  await serving?.stop();
  await hub?.stop();
});

async function load(dataDir: string, files: readonly CityFile[]): Promise<CreditLoaded> {
  hub = await openHub(benchConfig(dataDir));
  const startedAt = performance.now();
  const today = hub.clock.today();
  for (const { feed, path, rows } of files) {
    const { library } = inferFeed(hub.libraries, feed);
    const [view] = await ingestFiles(hub, [{ library: library.code, feed, path, declaredDate: today }], { atOnce: 1 });
    if (view?.state !== 'done' || view.counts.rows !== rows || (view.counts.rejected ?? 0) > 0) throw new Error(`the load of ${feed} ended as ${JSON.stringify(view)}`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  for (const table of ['hub.credit_entry', 'legal_person.relation', 'legal_person.identifier', 'population.identifier', 'population.golden_record', 'legal_person.golden_record', 'legal_person.source_record']) {
    await hub.loads.pool.query(`analyze ${table}`).catch(() => undefined);
  }
  const { rows: [counts] } = await hub.pool.query<Omit<CreditLoaded, 'seconds'>>(`
select (select count(*) from credit.golden_record where state = 'active') as records, (select count(*) from hub.credit_entry) as entries,
  (select count(*) from hub.credit_entry where begins_on <= current_date and ends_on > current_date and polarity <> 'neutral') as "inForce"`);
  return { seconds, ...counts! };
}

async function start(clients: number, subjects: readonly CitySubject[]): Promise<CreditServed> {
  const open = hub!;
  const attributes = Object.fromEntries(Object.keys(open.libraries.find(({ code }) => code === 'credit')!.attributes).map((code) => [code, 'clear' as const]));
  const credentials = await enrolAgency(open, {
    agency: { code: agency, nameZh: '招标投标窗口', nameEn: 'Tendering window', kind: 'window' },
    agreements: { credit: { purposes: [purpose], legalBasis: 'bench', validFrom: '2020-01-01', validTo: '2099-12-31', attributes, operations: ['credit'] } },
    clients: Array.from({ length: clients }, (_, at) => ({ clientId: `bench-${at + 1}`, name: `bench ${at + 1}`, roles: ['credit-check'], ratePerMinute: 10_000_000 })),
  });
  await open.pool.query(`drop table if exists ${bareTable}`);
  await open.pool.query(`create table ${bareTable} as ${subjectsSql(subjects, { day: open.clock.today(), matter: benchMatter })}`);
  await open.pool.query(`alter table ${bareTable} add primary key (id_number)`);
  await open.pool.query(`analyze ${bareTable}`);
  const { rows } = await open.pool.query<KnownSubject>(`select type, id_number as number, name, golden_id as "goldenId", result from ${bareTable}`);
  serving = await serve(open, { work: false });
  await serving.api.refreshed();
  bare = new pg.Client({ connectionString: open.databaseUrl });
  await bare.connect();
  return { url: serving.url, databaseUrl: open.databaseUrl, poolSize: open.config.poolSize, clients: credentials, purpose, bareTable, subjects: rows };
}

/** Seconds of one prepared statement that joins the subjects to their entries of today, its rows received. */
async function bareBatch(subjects: readonly CitySubject[]): Promise<number> {
  const values = [subjects.map(({ type }) => type), subjects.map(({ number }) => number)];
  const startedAt = performance.now();
  const { rows } = await bare!.query({ name: 'bare_batch', text: bareBatchSql, values });
  const seconds = (performance.now() - startedAt) / 1000;
  if (rows.length < subjects.length) throw new Error(`the bare join found ${rows.length} of ${subjects.length}`);
  return seconds;
}

/** COPY in, one join, COPY out: the least that answers a file. */
async function bareFile(path: string, resultPath: string): Promise<FileTimes> {
  const client = bare!;
  await client.query('drop table if exists staging.bench_file');
  await client.query('create unlogged table staging.bench_file (type text, number text, name text)');
  const startedAt = performance.now();
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), client.query(copyFrom('copy staging.bench_file from stdin with (format csv, header)')));
  await client.query('analyze staging.bench_file');
  await pipeline(client.query(copyTo(`copy (${bareFileSql}) to stdout with (format csv)`)), createWriteStream(resultPath));
  const seconds = (performance.now() - startedAt) / 1000;
  const { rows: [row] } = await client.query<{ count: string }>('select count(*) from staging.bench_file');
  await client.query('drop table staging.bench_file');
  return { seconds, rows: Number(row?.count), resultBytes: (await stat(resultPath)).size, peakMemory: await readPeakMemory() };
}

/** From the first byte of the upload to the result on disk, as the worker does it. */
async function hubFile(path: string, resultPath: string): Promise<FileTimes> {
  const open = hub!;
  const { rows: [agreement] } = await open.pool.query<{ id: string }>(`select agreement_id as id from hub.agreement where agency_code = $1`, [agency]);
  const asker = { agencyCode: agency, clientId: 'bench', operatorId: 'clerk-1', purpose, matterCode: benchMatter, department: agency, agreementId: agreement!.id };
  const startedAt = performance.now();
  const made = await open.fileChecks.receive({ asker, rowFilter: [], fileName: 'bench.csv', encoding: null, body: path });
  const view = await open.fileChecks.process(made.fileCheckId);
  const seconds = (performance.now() - startedAt) / 1000;
  if (view?.state !== 'done' || view.answered !== view.rows) throw new Error(`the file check ended as ${JSON.stringify(view)}`);
  const { punish = 0, none = 0, incentive = 0, identity_mismatch: mismatch = 0 } = view.counts;
  if (punish === 0 || none === 0 || mismatch > 0 || punish + none + incentive !== view.rows) throw new Error(`the file check answered ${JSON.stringify(view.counts)}`);
  await pipeline(await open.fileChecks.openResult(view), createWriteStream(resultPath));
  return { seconds, rows: view.rows, resultBytes: (await stat(resultPath)).size, peakMemory: await readPeakMemory() };
}

/** On the day on which many entries end: what is answered before the announcement, and how long that takes. */
async function expire(day: string): Promise<Expired> {
  const open = hub!;
  const clock = fixedClock(`${day}T00:00:01+08:00`);
  const checks = new CreditChecks({ pool: open.pool, clock, libraries: open.libraries, rules: new LiveRules(open.pool) });
  const { rows } = await open.pool.query<KnownSubject>(wrongAfterSql(bareTable, { day, matter: benchMatter }));
  let wrong = 0;
  for (const { type, number, name, result } of rows) {
    const asker = { checkId: open.newId(), agencyCode: agency, clientId: 'bench', operatorId: 'o', purpose, matterCode: benchMatter, department: agency, agreementId: open.newId() };
    const { text } = await checks.check(asker, { id: '', filter: null }, { identifier: { type, value: number }, name });
    if (!text.includes(`"result":"${result}"`)) wrong += 1;
  }
  const startedAt = performance.now();
  const announced = await announceDue(open.pool, clock);
  return { seconds: (performance.now() - startedAt) / 1000, announced, asked: rows.length, wrong };
}

async function countChecks(): Promise<number> {
  const { rows } = await hub!.pool.query<{ count: number }>(`
select count(*) from hub.credit_check c join hub.audit_event a on a.event_id = c.check_id where c.kind = 'single' and a.outcome = 'answered'`);
  return rows[0]?.count ?? 0;
}
