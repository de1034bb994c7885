// lookup_rate, lookup_p99: POST /v1/persons/lookup of the hub's own server, beside a bare Express route over the same people, asked
// in turns so that whatever else the machine does falls on both.
import { join } from 'node:path';
import type { BareJob } from './bare-child.ts';
import { withFolder } from './bench-folder.ts';
import { startChild, type Child } from './child.ts';
import { generatePeople, loadRight, type BenchNote } from './ingest.ts';
import { runRound, type Exchange, type Round } from './load-generator.ts';
import { createMeasure, type Measure } from './measure.ts';
import type { PersonKey, Served, ServeMessage } from './serve-child.ts';
import { median } from './statistics.ts';

const connections = 32;
const clients = 100;
const rounds = 5;
const warmUpSeconds = 3;

export interface LookupOptions {
  readonly people: number;
  /** Of one round of one side. */
  readonly seconds: number;
}

export function benchLookup(options: LookupOptions, note: BenchNote): Promise<Measure[]> {
  return withFolder(async (folder) => {
    const dataDir = join(folder, 'hub');
    note(`lookup: loading ${options.people.toLocaleString('en')} people`);
    const files = await generatePeople(options.people, join(folder, 'files'));
    await loadRight({ dataDir, copies: 0, sets: [files.ordered] }, options.people);
    const hub = startChild(new URL('./serve-child.ts', import.meta.url));
    const bare = startChild(new URL('./bare-child.ts', import.meta.url));
    try {
      return await compare({ hub, bare }, { ...options, dataDir }, note);
    } finally {
      await bare.stop();
      await hub.stop();
    }
  });
}

async function compare(children: { hub: Child; bare: Child }, options: LookupOptions & { dataDir: string }, note: BenchNote): Promise<Measure[]> {
  const served = await children.hub.ask<Served>({ kind: 'serve', dataDir: options.dataDir, clients } satisfies ServeMessage);
  const { databaseUrl, poolSize, bareTable: table } = served;
  const barePort = await children.bare.ask<number>({ databaseUrl, poolSize, table } satisfies BareJob);
  const hubPort = Number(new URL(served.url).port);
  const hubRounds: Round[] = [];
  const bareRounds: Round[] = [];
  let answered = 0;
  for (let at = 0; at <= rounds; at++) {
    const seconds = at === 0 ? warmUpSeconds : options.seconds;
    const hubRound = await runRound({ port: hubPort, connections, seconds, next: createHubQuestions(served, await fetchTokens(served)) });
    const bareRound = await runRound({ port: barePort, connections, seconds, next: createBareQuestions(served.people) });
    answered += hubRound.answered;
    if (at === 0) continue;
    hubRounds.push(hubRound);
    bareRounds.push(bareRound);
    note(`  round ${at}: hub ${tell(hubRound)}; bare ${tell(bareRound)}`);
  }
  const audited = await children.hub.ask<number>({ kind: 'countAnswered' } satisfies ServeMessage);
  if (audited !== answered) throw new Error(`${answered} look-ups were answered and ${audited} audited`);
  const middle = (of: readonly Round[], fact: 'rate' | 'p99'): number => median(of.map((round) => round[fact]));
  return [
    createMeasure('lookup_rate', middle(hubRounds, 'rate'), middle(bareRounds, 'rate')),
    createMeasure('lookup_p99', middle(hubRounds, 'p99'), middle(bareRounds, 'p99')),
  ];
}

const tell = ({ rate, p99 }: Round): string => `${Math.round(rate)}/s, p99 ${p99.toFixed(2)} ms`;

/** New tokens for every round: they live five minutes. */
async function fetchTokens({ url, clients: credentials }: Served): Promise<string[]> {
  const tokens: string[] = [];
  for (const { clientId, secret } of credentials) {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    const response = await fetch(`${url}/oauth/token`, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token for ${clientId}: ${response.status}`);
    tokens.push(token);
  }
  return tokens;
}

/** A random person asked for by a random client. */
function createHubQuestions({ people, purpose }: Served, tokens: readonly string[]): () => Exchange {
  const heads = tokens.map((token) => [
    'POST /v1/persons/lookup HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${token}`, `X-Purpose: ${purpose}`, 'X-Matter-Code: BENCH-0001',
    'X-Operator-Id: clerk-1', 'Content-Type: application/json', 'Content-Length: ',
  ].join('\r\n'));
  return () => {
    const { number, goldenId } = pick(people);
    const body = `{"identifiers":[{"type":"id_number","value":"${number}"}]}`;
    const proof = `"result":"found","record":{"library":"population","goldenId":"${goldenId}"`;
    return {
      request: `${pick(heads)}${body.length}\r\n\r\n${body}`,
      judge: ({ status, body: answer }) => (status === 200 && answer.includes(proof) && !answer.includes(number) ? null : `${status}, not the person asked for, masked`),
    };
  };
}

function createBareQuestions(people: readonly PersonKey[]): () => Exchange {
  return () => {
    const { number, goldenId } = pick(people);
    return {
      request: `GET /persons/${number} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
      judge: ({ status, body }) => (status === 200 && body.includes(goldenId) ? null : `${status}, not the person asked for`),
    };
  };
}

function pick<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)]!;
}
