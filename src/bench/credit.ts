// credit_check_rate, credit_check_p99, credit_batch, credit_file, credit_expiry: checks of a generated city, beside a bare Express route and
// beside plain SQL over the same tables, in turns.
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { civilDate } from '../kernel/clock.ts';
import { citySubjects, generateCity, type CityOptions, type CitySubject } from '../sample/bench-city.ts';
import type { BareJob } from './bare-child.ts';
import { withFolder } from './bench-folder.ts';
import { startChild, type Child } from './child.ts';
import { benchMatter, type CreditLoaded, type CreditMessage, type CreditServed, type Expired, type FileTimes, type KnownSubject } from './credit-child.ts';
import type { BenchNote } from './ingest.ts';
import { runRound, type Exchange, type Round } from './load-generator.ts';
import { createMeasure, type Measure } from './measure.ts';
import { median } from './statistics.ts';

const connections = 32;
const clients = 100;
const rounds = 5;
const warmUpSeconds = 3;
const batchSize = 10_000;
const batchRounds = 9;
const fileRounds = 3;
/** Subjects that the single checks ask about. */
const mostAsked = 200_000;
const seed = 11;

export interface CreditBenchOptions {
  readonly legalPersons: number;
  readonly people: number;
  readonly records: number;
  /** Subjects of the file check. */
  readonly fileRows: number;
  /** Of one round of one side. */
  readonly seconds: number;
}

type Ask = <Answer>(message: CreditMessage) => Promise<Answer>;

export function benchCredit(options: CreditBenchOptions, note: BenchNote): Promise<Measure[]> {
  return withFolder(async (folder) => {
    const day = (offset: number): string => civilDate(new Date(Date.now() + offset * 86_400_000));
    const city: CityOptions = { ...options, seed, folder: join(folder, 'files'), today: day(0), endsOn: day(2) };
    const [firms, people, records] = [options.legalPersons, options.people, options.records].map((count) => count.toLocaleString('en'));
    note(`credit: ${firms} organisations, ${people} people, ${records} records`);
    await mkdir(city.folder, { recursive: true });
    const files = await generateCity(city);
    const hub = startChild(new URL('./credit-child.ts', import.meta.url));
    const bare = startChild(new URL('./bare-child.ts', import.meta.url));
    const ask: Ask = (message) => hub.ask(message);
    try {
      const loaded = await ask<CreditLoaded>({ kind: 'load', dataDir: join(folder, 'hub'), files });
      note(`  loaded in ${loaded.seconds.toFixed(0)} s: ${loaded.records.toLocaleString('en')} records, ${loaded.inForce.toLocaleString('en')} of ${loaded.entries.toLocaleString('en')} entries in force and not neutral`);
      const asked = [...citySubjects(city, Math.min(mostAsked, options.people + options.legalPersons))];
      const served = await ask<CreditServed>({ kind: 'serve', clients, subjects: asked });
      const results = ['punish', 'incentive', 'none'].map((result) => `${result} ${served.subjects.filter((subject) => subject.result === result).length}`);
      note(`  ${served.subjects.length.toLocaleString('en')} subjects are asked about: ${results.join(', ')}`);
      return [
        ...(await compareSingle({ ask, bare, served, seconds: options.seconds }, note)),
        await compareBatch(ask, served, note),
        await compareFile(ask, { city, folder, rows: options.fileRows }, note),
        await measureExpiry(ask, city, note),
      ];
    } finally {
      await bare.stop();
      await hub.stop();
    }
  });
}

interface SingleRun {
  readonly ask: Ask;
  readonly bare: Child;
  readonly served: CreditServed;
  readonly seconds: number;
}

async function compareSingle({ ask, bare, served, seconds: each }: SingleRun, note: BenchNote): Promise<Measure[]> {
  const { databaseUrl, poolSize, bareTable: table } = served;
  const barePort = await bare.ask<number>({ databaseUrl, poolSize, table } satisfies BareJob);
  const hubPort = Number(new URL(served.url).port);
  const sides: { hub: Round[]; bare: Round[] } = { hub: [], bare: [] };
  let answered = 0;
  for (let at = 0; at <= rounds; at++) {
    const seconds = at === 0 ? warmUpSeconds : each;
    const hubRound = await runRound({ port: hubPort, connections, seconds, next: hubQuestions(served, await fetchTokens(served)) });
    const bareRound = await runRound({ port: barePort, connections, seconds, next: bareQuestions(served.subjects) });
    answered += hubRound.answered;
    if (at === 0) continue;
    sides.hub.push(hubRound);
    sides.bare.push(bareRound);
    const tell = ({ rate, p99 }: Round): string => `${Math.round(rate)}/s, p99 ${p99.toFixed(2)} ms`;
    note(`  round ${at}: hub ${tell(hubRound)}; bare ${tell(bareRound)}`);
  }
  const kept = await ask<number>({ kind: 'countChecks' });
  if (kept !== answered) throw new Error(`${answered} checks were answered and ${kept} kept with their audit event`);
  const middle = (of: readonly Round[], fact: 'rate' | 'p99'): number => median(of.map((round) => round[fact]));
  return [
    createMeasure('credit_check_rate', middle(sides.hub, 'rate'), middle(sides.bare, 'rate')),
    createMeasure('credit_check_p99', middle(sides.hub, 'p99'), middle(sides.bare, 'p99')),
  ];
}

/** New tokens for every round: they live five minutes. */
async function fetchTokens({ url, clients: credentials }: CreditServed, most = Infinity): Promise<string[]> {
  const tokens: string[] = [];
  for (const { clientId, secret } of credentials.slice(0, most)) {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    const response = await fetch(`${url}/oauth/token`, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token for ${clientId}: ${response.status}`);
    tokens.push(token);
  }
  return tokens;
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;
const stated = ({ type, number, name }: CitySubject): object => ({ identifier: { type, value: number }, name });

/** ASCII, as the load generator sends it. */
const inAscii = (json: string): string => json.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A random subject asked for by a random client. */
function hubQuestions({ subjects, purpose }: CreditServed, tokens: readonly string[]): () => Exchange {
  const heads = tokens.map((token) => [
    'POST /v1/credit/checks HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${token}`, `X-Purpose: ${purpose}`, `X-Matter-Code: ${benchMatter}`,
    'X-Operator-Id: clerk-1', 'Content-Type: application/json', 'Content-Length: ',
  ].join('\r\n'));
  return () => {
    const subject = pick(subjects);
    const body = inAscii(JSON.stringify({ subject: stated(subject) }));
    return {
      request: `${pick(heads)}${body.length}\r\n\r\n${body}`,
      judge: ({ status, body: answer }) => (status === 200 && answer.includes(`"result":"${subject.result}"`) && !answer.includes(subject.number) ? null : `${status}, not ${subject.result}`),
    };
  };
}

function bareQuestions(subjects: readonly KnownSubject[]): () => Exchange {
  return () => {
    const { number, goldenId } = pick(subjects);
    return {
      request: `GET /persons/${number} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
      judge: ({ status, body }) => (status === 200 && body.includes(goldenId) ? null : `${status}, not the subject asked for`),
    };
  };
}

async function compareBatch(ask: Ask, served: CreditServed, note: BenchNote): Promise<Measure> {
  const [token = ''] = await fetchTokens(served, 1);
  const times: { hub: number[]; bare: number[] } = { hub: [], bare: [] };
  for (let at = 0; at <= batchRounds; at++) {
    const subjects = Array.from({ length: batchSize }, () => pick(served.subjects));
    const bare = await ask<number>({ kind: 'bareBatch', subjects });
    const hub = await timeBatch(served, token, subjects);
    if (at === 0) continue;
    times.bare.push(bare);
    times.hub.push(hub);
  }
  note(`  batch: hub ${times.hub.map((time) => time.toFixed(2)).join(' ')} s; bare ${times.bare.map((time) => time.toFixed(2)).join(' ')} s`);
  return createMeasure('credit_batch', batchSize / median(times.hub), batchSize / median(times.bare));
}

/** From the request to its whole answer, which is then held against plain SQL. */
async function timeBatch({ url, purpose }: CreditServed, token: string, subjects: readonly KnownSubject[]): Promise<number> {
  const body = JSON.stringify({ subjects: subjects.map(stated) });
  const headers = { Authorization: `Bearer ${token}`, 'X-Purpose': purpose, 'X-Matter-Code': benchMatter, 'X-Operator-Id': 'clerk-1', 'Content-Type': 'application/json' };
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/credit/checks/batch`, { method: 'POST', headers, body });
  const text = await response.text();
  const seconds = (performance.now() - startedAt) / 1000;
  const { results = [] } = JSON.parse(text) as { results?: { result: string }[] };
  const wrong = subjects.filter(({ result }, place) => results[place]?.result !== result).length;
  if (response.status !== 200 || wrong > 0) throw new Error(`a batch was answered with ${response.status} and ${wrong} wrong results`);
  return seconds;
}

async function compareFile(ask: Ask, { city, folder, rows }: { city: CityOptions; folder: string; rows: number }, note: BenchNote): Promise<Measure> {
  const path = join(folder, 'subjects.csv');
  await pipeline(Readable.from(linesOf(city, rows)), createWriteStream(path));
  const [hub, bare]: [number[], number[]] = [[], []];
  for (let at = 0; at < fileRounds; at++) {
    const resultPath = join(folder, 'result.csv');
    const plain = await ask<FileTimes>({ kind: 'bareFile', path, resultPath });
    const checked = await ask<FileTimes>({ kind: 'hubFile', path, resultPath });
    if (plain.rows !== rows || checked.rows !== rows) throw new Error(`of ${rows} rows ${checked.rows} were checked`);
    bare.push(plain.seconds);
    hub.push(checked.seconds);
    note(`  file: hub ${checked.seconds.toFixed(1)} s, at most ${Math.round(checked.peakMemory)} MB; bare ${plain.seconds.toFixed(1)} s`);
    await rm(resultPath);
  }
  return createMeasure('credit_file', median(hub), median(bare));
}

function* linesOf(city: CityOptions, rows: number): Generator<string> {
  let text = 'type,number,name\n';
  for (const { type, number, name } of citySubjects(city, rows)) {
    text += `${type},${number},${name}\n`;
    if (text.length < 64 * 1024) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function measureExpiry(ask: Ask, { endsOn }: CityOptions, note: BenchNote): Promise<Measure> {
  const { seconds, announced, asked, wrong } = await ask<Expired>({ kind: 'expire', day: endsOn });
  note(`  expiry: ${announced.toLocaleString('en')} beginnings and ends announced in ${seconds.toFixed(1)} s; ${asked} subjects asked before, ${wrong} wrong`);
  if (wrong > 0) throw new Error(`${wrong} of ${asked} answers were wrong before the announcement`);
  return createMeasure('credit_expiry', seconds, 60);
}
