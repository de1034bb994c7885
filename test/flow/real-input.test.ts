// Real registers and published test sets through the operator's commands and the API, when the optional data folder is there:
// what is taken in, what is flagged, what is found, and how good the links are.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub, type Hub } from '../../src/app/compose.ts';
import { enrolAgency } from '../../src/app/enrol.ts';
import { serve, type Serving } from '../../src/app/serve.ts';
import { readRows } from '../../src/engine/readers/read-rows.ts';
import { usccCheckChar } from '../../src/standards/uscc.ts';
import { hubEnvironment, runHub } from '../support/cli.ts';
import { testConfig } from '../support/config.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { scoreClusters, scoreLinks, type PairScore } from '../../src/bench/pair-score.ts';
import { testData } from '../../src/bench/test-data.ts';

type Row = Readonly<Record<string, string>>;
type Body = Record<string, any>;

const run = promisify(execFile);
const isThere = testData('er/score_pairs.py') !== null;
const note = isThere ? '' : ' (skipped: no test data folder, see JIKU_TEST_DATA)';
const file = (path: string): string => testData(path) ?? `missing ${path}`;
const loading = 600_000;

async function rowsOf(path: string): Promise<Row[]> {
  const found: Row[] = [];
  for await (const { header, rows } of readRows(path)) {
    for (const cells of rows) found.push(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
  }
  return found;
}

/** A hub on a database of its own, fed by `hub ingest`. */
class Place {
  readonly database: TestDatabase;
  readonly folder: string;

  private constructor(database: TestDatabase, folder: string) {
    this.database = database;
    this.folder = folder;
  }

  static async open(): Promise<Place> {
    return new Place(await testDatabase(), await mkdtemp(join(tmpdir(), 'jiku-real-')));
  }

  async hub(...args: string[]): Promise<string> {
    const { code, out, err } = await runHub(args, hubEnvironment(this.database, this.folder));
    expect(code, out + err).toBe(0);
    return out;
  }

  /** Prints the report; returns what the load counted. */
  async ingest(feed: string, path: string): Promise<Record<string, number>> {
    const startedAt = performance.now();
    console.log(`${await this.hub('ingest', feed, file(path), '--lang', 'en')}  ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    const { rows } = await this.database.pool.query<{ counts: Record<string, number> }>('select counts from hub.load order by load_id desc limit 1');
    return rows[0]!.counts;
  }

  async links(library: string): Promise<Row[]> {
    const path = join(this.folder, `${library}.csv`);
    await this.hub('export', 'links', '--library', library, '--out', path);
    return rowsOf(path);
  }

  async close(): Promise<void> {
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The API over a place, asked by an agency that is granted everything in the clear. */
class Window {
  readonly #hub: Hub;
  readonly #serving: Serving;
  readonly #headers: Record<string, string>;

  private constructor(hub: Hub, serving: Serving, headers: Record<string, string>) {
    this.#hub = hub;
    this.#serving = serving;
    this.#headers = headers;
  }

  static async open({ database, folder }: Place): Promise<Window> {
    const hub = await openHub(testConfig(database, folder));
    const serving = await serve(hub, { work: false });
    const agreementOf = (code: string) => ({
      purposes: ['test-purpose'], legalBasis: 'test', validFrom: '2020-01-01', validTo: '2099-12-31', operations: ['read', 'search'] as const,
      attributes: Object.fromEntries(Object.keys(hub.libraries.find((library) => library.code === code)!.attributes).map((name) => [name, 'clear' as const])),
    });
    const [credential] = await enrolAgency(hub, {
      agency: { code: 'window', nameZh: '窗口', nameEn: 'Window', kind: 'window' },
      agreements: { population: agreementOf('population'), legal_person: agreementOf('legal_person') },
      clients: [{ name: 'test', roles: ['agency'] }],
    });
    await serving.api.refreshed();
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: credential!.clientId, client_secret: credential!.secret });
    const answer = (await (await fetch(`${serving.url}/oauth/token`, { method: 'POST', body })).json()) as { access_token: string };
    const headers = { 'X-Purpose': 'test-purpose', 'X-Matter-Code': 'T-1', 'X-Operator-Id': 'clerk-7', 'Content-Type': 'application/json' };
    return new Window(hub, serving, { ...headers, Authorization: `Bearer ${answer.access_token}` });
  }

  async get(path: string): Promise<Body> {
    return this.#answer(await fetch(`${this.#serving.url}${path}`, { headers: this.#headers }));
  }

  async post(path: string, body: unknown): Promise<Body> {
    return this.#answer(await fetch(`${this.#serving.url}${path}`, { method: 'POST', headers: this.#headers, body: JSON.stringify(body) }));
  }

  async #answer(response: Response): Promise<Body> {
    const body = (await response.json()) as Body;
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(response.headers.get('x-audit-event-id')).toMatch(/^[0-9a-f-]{36}$/);
    return body;
  }

  async close(): Promise<void> {
    await this.#serving.stop();
    await this.#hub.stop();
  }
}

const printScore = (name: string, { pairs, predicted, precision, recall, f1 }: PairScore): void =>
  console.log(`${name}: pairs ${pairs}, predicted ${predicted}, P=${precision.toFixed(4)} R=${recall.toFixed(4)} F1=${f1.toFixed(4)}`);

/** The score that the data set's own script gives, where Python is installed; it has to say the same. */
async function agreesWithScript(place: Place, { precision, recall, f1 }: PairScore, { truth, rows, isLinks }: { truth: string; rows: string[]; isLinks?: boolean }): Promise<void> {
  const path = join(place.folder, 'predicted.csv');
  await writeFile(path, ['a,b', ...rows].join('\n'));
  const said = await run('python3', [file('er/score_pairs.py'), ...(isLinks ? ['--links'] : []), file(truth), path]).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (said === null) return console.log('python3 is not installed: the score is not compared with score_pairs.py');
  console.log(`score_pairs.py: ${said.stdout.trim()}`);
  expect(said.stdout).toContain(`P=${precision.toFixed(4)} R=${recall.toFixed(4)} F1=${f1.toFixed(4)}`);
}

const isValidCode = (code: string): boolean => /^[0-9A-Z]{18}$/.test(code) && usccCheckChar(code.slice(0, 17)) === code[17];
const sampleOf = <T>(list: readonly T[], size: number): T[] => list.filter((_, index) => index % Math.max(1, Math.floor(list.length / size)) === 0).slice(0, size);

describe.skipIf(!isThere)(`a published company register${note}`, () => {
  let place: Place;
  let window: Window;
  let register: Row[];
  let legacy: Row[];
  let listed: Row[];

  beforeAll(async () => {
    place = await Place.open();
    register = await rowsOf(file('companies/cn_register_dev_100k.csv.gz'));
    legacy = await rowsOf(file('companies/legacy_registration_numbers_dev.csv'));
    listed = await rowsOf(file('companies/listed_companies_aliases_dev.csv'));
  });
  afterAll(async () => {
    await window?.close();
    await place?.close();
  });

  it('is taken in: no row with a valid code rejected, none of the codes unusable', async () => {
    const counts = await place.ingest('market_registry', 'companies/cn_register_dev_100k.csv.gz');
    expect(counts.rows).toBe(register.length);
    const { pool } = place.database;
    const { rows: rejects } = await pool.query<{ cells: string[] }>('select cells from legal_person.reject');
    expect(rejects.filter(({ cells }) => cells.some(isValidCode))).toEqual([]);
    const { rows: found } = await pool.query<{ value: string }>(`select value from legal_person.identifier where type = 'uscc'`);
    const known = new Set(found.map(({ value }) => value));
    const valid = register.map(({ uscc }) => uscc!).filter(isValidCode);
    console.log(`valid codes ${valid.length} of ${register.length}, different ${new Set(valid).size}; rejected ${counts.rejected}`);
    expect(valid.length).toBeGreaterThan(0.99 * register.length);
    expect(valid.filter((code) => !known.has(code))).toEqual([]);
  }, loading);

  it('takes the legacy numbers and the listed companies with it', async () => {
    expect(await place.ingest('legacy_registration_numbers', 'companies/legacy_registration_numbers_dev.csv')).toMatchObject({ rows: legacy.length, rejected: 0 });
    expect(await place.ingest('listed_companies', 'companies/listed_companies_aliases_dev.csv')).toMatchObject({ rows: listed.length, rejected: 0 });
  }, loading);

  it('answers by code, with the department that each value comes from', async () => {
    window = await Window.open(place);
    for (const { uscc, name } of sampleOf(register, 40)) {
      const record = await window.get(`/v1/legal-persons/${uscc}`);
      expect(record.attributes.uscc).toBe(uscc);
      const { attributes } = await window.get(`/v1/legal-persons/golden/${record.goldenId}/provenance`);
      const said = [attributes.name.winner, ...attributes.name.others];
      expect(attributes.name.winner.value).toBe(record.attributes.name);
      expect(said.map(({ source }: Body) => source), name).toContain('market_regulation');
      expect(attributes.name.winner).toMatchObject({ feed: 'market_registry', effectiveDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), rule: expect.any(String) });
    }
  }, loading);

  it('answers by registration number and in batches of a thousand', async () => {
    const numbers = [...new Set(legacy.map(({ reg_no }) => reg_no!))].slice(0, 1000);
    const { results } = await window.post('/v1/legal-persons/lookup', { identifiers: numbers.map((value) => ({ type: 'reg_no', value })) });
    const counted = new Map<string, number>();
    for (const { result } of results as Body[]) counted.set(result, (counted.get(result) ?? 0) + 1);
    console.log('by registration number', Object.fromEntries(counted));
    expect(results).toHaveLength(numbers.length);
    expect(counted.get('found')).toBe(numbers.length);
    const { goldenId } = results[0].record;
    const { attributes } = await window.get(`/v1/legal-persons/golden/${goldenId}/provenance`);
    expect(attributes.reg_no.winner).toMatchObject({ value: numbers[0], source: 'market_regulation', feed: 'legacy_registration_numbers' });
  }, loading);

  it('finds listed companies by short name, English name and pinyin initials', async () => {
    const known = sampleOf(listed.filter(({ short_name, pinyin_abbr, english_name }) => short_name && pinyin_abbr && english_name), 10);
    for (const { full_name, short_name, english_name, pinyin_abbr } of known) {
      for (const name of [short_name!, english_name!, pinyin_abbr!, full_name!]) {
        const { items } = await window.get(`/v1/legal-persons?name=${encodeURIComponent(name)}&limit=50`);
        expect((items as Body[]).map(({ attributes }) => attributes.short_name), name).toContain(short_name);
      }
    }
  }, loading);
});

describe.skipIf(!isThere)(`codes as wrongly published${note}`, () => {
  const reasons: Readonly<Record<string, readonly string[]>> = {
    org_check_bad: ['ORG_CODE_CHECK'], outer_check_bad: ['USCC_CHECK', 'EXCEL_TRUNCATED'], both_bad: ['USCC_CHECK', 'EXCEL_TRUNCATED'],
    illegal_char: ['USCC_CHARACTER', 'USCC_FORM'],
  };
  let place: Place;
  beforeAll(async () => {
    place = await Place.open();
  });
  afterAll(() => place?.close());

  it('are each repaired or flagged for their reason, and none is lost', async () => {
    const path = 'companies/uscc_invalid_in_the_wild_dev.csv';
    const sent = await rowsOf(file(path));
    expect(await place.ingest('market_registry', path)).toMatchObject({ rows: sent.length, rejected: 0, duplicate: 0 });
    const { rows } = await place.database.pool.query<{ line: number; uscc: string | null; issues: Record<string, string[]>; raw: Row | null }>(
      'select line, uscc, coalesce(issues, $1) as issues, raw from legal_person.source_record', [{}],
    );
    const byLine = new Map(rows.map((row) => [row.line, row]));
    const counted = { repaired: 0, remarked: 0, unusable: 0 };
    for (const [index, { code_as_published: code, reason, valid_after_uppercasing: repaired }] of sent.entries()) {
      const held = byLine.get(index + 2);
      const message = `line ${index + 2}: ${code} ${reason} ${JSON.stringify(held)}`;
      const flags = held?.issues.uscc ?? [];
      if (repaired) {
        expect([held?.uscc, held?.raw?.uscc, flags.includes('LOWER_CASE')], message).toEqual([repaired, code, true]);
        counted.repaired++;
        continue;
      }
      expect(flags.some((flag) => reasons[reason!]!.includes(flag)), message).toBe(true);
      const isUsable = reason === 'org_check_bad';
      expect([held?.uscc, held?.raw?.uscc], message).toEqual([isUsable ? code : null, code]);
      counted[isUsable ? 'remarked' : 'unusable']++;
    }
    console.log('codes as wrongly published', counted);
    const { rows: keys } = await place.database.pool.query<{ value: string }>(`select value from legal_person.identifier where type = 'uscc'`);
    expect(keys.filter(({ value }) => !isValidCode(value))).toEqual([]);
  }, loading);
});

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Of the numbers that no golden record bears: the rule by which each is no number, or `held` where all of its records are. */
async function whyNotFound({ database }: Place, numbers: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await database.pool.query<{ number: string; reason: string }>(`
    select number, case when bool_or(r.key is not null) then 'held' else min(r.issues->'id_number'->>0) end as reason
    from unnest($1::text[]) as number
    join population.source_record r on r.key = number or (r.key is null and r.raw->>'id_number' = number)
    group by number having bool_and(r.golden_id is null or r.key is null)`, [numbers]);
  return new Map(rows.map(({ number, reason }) => [number, reason]));
}

describe.skipIf(!isThere)(`record-linkage sets with a truth${note}`, () => {
  let place: Place;
  beforeAll(async () => {
    place = await Place.open();
  });
  afterAll(() => place?.close());

  it('persons: F1 at least .74 at a precision of at least .995', async () => {
    await place.ingest('department_person', 'er/persons_dev.csv');
    const links = await place.links('population');
    const truth = await rowsOf(file('er/persons_dev_truth.csv'));
    const score = scoreClusters(new Map(truth.map((row) => [row.rec_id!, row.entity_id!])), new Map(links.map((row) => [row.source_key!, row.golden_id!])));
    printScore('persons', score);
    await agreesWithScript(place, score, { truth: 'er/persons_dev_truth.csv', rows: links.map((row) => `${row.source_key!},${row.golden_id!}`) });
    expect(score.precision).toBeGreaterThanOrEqual(0.995);
    expect(score.f1).toBeGreaterThanOrEqual(0.74);
  }, loading);

  it('firms: F1 at least .678 at a precision of at least .999', async () => {
    await place.ingest('market_registry', 'er/firms_dev_register.csv');
    await place.ingest('department_firm', 'er/firms_dev_other_sources.csv');
    const links = await place.links('legal_person');
    const registered = new Map<string, string[]>();
    for (const { feed, golden_id, source_key } of links) {
      if (feed === 'market_registry') registered.set(golden_id!, [...(registered.get(golden_id!) ?? []), source_key!]);
    }
    const made = links.filter(({ feed }) => feed === 'department_firm')
      .flatMap(({ source_key, golden_id }) => (registered.get(golden_id!) ?? []).map((key) => [source_key!, key] as const));
    const truth = await rowsOf(file('er/firms_dev_truth_pairs.csv'));
    const score = scoreLinks(truth.map((row) => [row.rec_id!, row.register_rec_id!]), made);
    printScore('firms', score);
    await agreesWithScript(place, score, { truth: 'er/firms_dev_truth_pairs.csv', rows: made.map((pair) => pair.join(',')), isLinks: true });
    expect(score.precision).toBeGreaterThanOrEqual(0.999);
    expect(score.f1).toBeGreaterThanOrEqual(0.678);
  }, loading);

  it('persons and firms of the sets are found by number, with provenance', async () => {
    const window = await Window.open(place);
    try {
      const persons = (await rowsOf(file('er/persons_dev.csv'))).filter(({ cert_type, cert_no }) => cert_type === '111' && /^\d{17}[\dX]$/.test(cert_no!));
      const wanted = sampleOf(persons, 200).map(({ cert_no }) => ({ type: 'id_number', value: cert_no! }));
      const { results } = await window.post('/v1/persons/lookup', { identifiers: wanted });
      const found = (results as Body[]).flatMap(({ result, record }, index) => (result === 'found' ? [{ record, value: wanted[index]!.value }] : []));
      const why = await whyNotFound(place, wanted.map(({ value }) => value));
      console.log(`persons by number: ${found.length} of ${wanted.length} numbers of the right shape;`, countBy([...why.values()]));
      // What is not found is no number, or every record of it contradicts it and is held (P3).
      expect((results as Body[]).map(({ result }) => result as string)).toEqual(
        wanted.map(({ value }) => (why.has(value) ? (why.get(value) === 'held' ? 'notFound' : 'invalid') : 'found')));
      expect(why.size).toBeLessThan(0.15 * wanted.length);
      for (const { record, value } of found.slice(0, 10)) {
        expect(record.attributes.id_number).toBe(value);
        const { attributes } = await window.get(`/v1/persons/golden/${record.goldenId}/provenance`);
        expect(attributes.id_number.winner).toMatchObject({ value, feed: 'department_person', source: expect.any(String), linkRule: expect.stringMatching(/^P\d+$/) });
      }
    } finally {
      await window.close();
    }
  }, loading);
});
