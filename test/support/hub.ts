// A hub of one test database: deliveries go in by the public path, and `state` shows what stands after them without golden ids, so
// that two orders of the same deliveries can be compared.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { attributeCodes, survivorshipGroups } from '../../src/definition/columns.ts';
import type { LibraryDefinition } from '../../src/definition/types.ts';
import { followData } from '../../src/credit/cases/follow-data.ts';
import { stageFile } from '../../src/engine/ingest/stage-file.ts';
import { processLoad, receiveLoad, type LoadDeps, type LoadView } from '../../src/engine/load.ts';
import { createIdSource } from '../../src/kernel/ids.ts';
import { civilDate, type Clock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { libraries as builtIn } from '../../src/libraries/index.ts';
import { columnList } from '../../src/engine/library-sql.ts';
import { ident, sql, type Query } from '../../src/store/sql.ts';
import type { TestDatabase } from './database.ts';
import { toyLibrary } from './toy-library.ts';

export const testLibraries: readonly LibraryDefinition[] = [...builtIn, toyLibrary];

/** Rows as objects: the keys are header names or column codes of the feed. */
export type Rows = readonly Readonly<Record<string, string>>[];

export interface DeliverOptions {
  readonly declaredDate?: string;
  readonly fileName?: string;
}

/** One golden record by what it holds, never by its id. */
export interface GoldenState {
  readonly records: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  /** Survivorship group → source key of the winner, its rank and date. */
  readonly provenance: Readonly<Record<string, string>>;
  readonly conflicts: readonly string[];
  readonly identifiers: readonly string[];
  readonly subject: string | null;
}

export interface LibraryState {
  readonly goldens: readonly GoldenState[];
  /** feed/source key → content, date, link rule, or why it stands apart. */
  readonly records: Readonly<Record<string, string>>;
  readonly tasks: readonly string[];
  readonly relations: readonly string[];
}

export interface TestHub {
  readonly deps: LoadDeps;
  library(code: string): LibraryDefinition;
  /** Receives the delivery and works it off. */
  deliver(feed: string, body: Rows | string, options?: DeliverOptions): Promise<LoadView>;
  receive(feed: string, body: Rows | string, options?: DeliverOptions): Promise<LoadView>;
  process(loadId: number): Promise<LoadView>;
  state(library: string): Promise<LibraryState>;
  /** Source keys of each golden record that is active, sorted: the clusters. */
  clusters(library: string): Promise<string[][]>;
  close(): Promise<void>;
}

/** A clock that moves on by a second at each reading, so that every load has an instant of its own. */
export function tickingClock(iso: string): Clock {
  let instant = new Date(iso).getTime();
  return { now: () => new Date((instant += 1000)), today: () => civilDate(new Date(instant)) };
}

export interface TestHubOptions {
  readonly owner?: string;
  readonly clock?: Clock;
  /** As in LoadDeps; with `cutBytes` the halves are staged in this thread. */
  readonly bulkRows?: number;
  readonly cutBytes?: number;
}

export async function testHub(database: Pick<TestDatabase, 'pool'>, options: TestHubOptions = {}): Promise<TestHub> {
  const spoolDir = await mkdtemp(joinPath(tmpdir(), 'jiku-hub-'));
  const deps: LoadDeps = {
    pool: database.pool,
    clock: options.clock ?? tickingClock('2026-10-01T00:00:00Z'),
    newId: createIdSource(),
    libraries: testLibraries,
    spoolDir,
    owner: options.owner ?? 'test',
    log: createLog('silent'),
    deriveFurther: followData,
    bulkRows: options.bulkRows,
    cutBytes: options.cutBytes,
    ...(options.cutBytes === undefined ? {} : { stage: (request, onProgress) => stageFile(deps, request, onProgress) }),
  };
  const receive: TestHub['receive'] = (feed, body, { declaredDate, fileName = `${feed}.csv` } = {}) => {
    const text = typeof body === 'string' ? body : toCsv(body);
    return receiveLoad(deps, {
      library: libraryOfFeed(feed).code, feed, fileName, body: Readable.from([Buffer.from(text)]), declaredDate, origin: 'cli', createdBy: 'test',
    });
  };
  const process: TestHub['process'] = async (loadId) => {
    const view = await processLoad(deps, loadId);
    if (!view) throw new Error(`load ${loadId} could not be worked on`);
    return view;
  };
  const library = (code: string): LibraryDefinition => testLibraries.find((candidate) => candidate.code === code)!;
  return {
    deps,
    library,
    receive,
    process,
    deliver: async (feed, body, given) => process((await receive(feed, body, given)).loadId),
    state: (code) => readState(database.pool, library(code)),
    clusters: async (code) => (await readState(database.pool, library(code))).goldens.map((golden) => [...golden.records]),
    close: () => rm(spoolDir, { recursive: true, force: true }),
  };
}

function libraryOfFeed(feed: string): LibraryDefinition {
  const found = testLibraries.find((library) => library.feeds[feed]);
  if (!found) throw new Error(`no library has a feed ${feed}`);
  return found;
}

/** A CSV file whose header is every key that any row has. */
export function toCsv(rows: Rows): string {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const quote = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))].map((cells) => cells.map(quote).join(',')).join('\n') + '\n';
}

type Row = Record<string, unknown>;

async function readState(pool: Pool, library: LibraryDefinition): Promise<LibraryState> {
  const codes = attributeCodes(library);
  const read = async (query: Query): Promise<Row[]> => (await pool.query<Row>(query)).rows;
  const table = (name: string): Query => ident(library.code, name);
  const records = await read(sql`select record_id, feed, source, source_key, content_hash, effective_date, is_withdrawn, golden_id, link_rule, key
    from ${table('source_record')} where content_hash <> '00000000-0000-0000-0000-000000000000' order by feed, source, source_key`);
  const goldens = await read(sql`select golden_id, key, name_keys, win_record, win_rank, win_date, conflicts${library.subject ? sql`, subject_state, subject_type, subject_value` : sql``},
    ${columnList('g', codes)} from ${table('golden_record')} g where state = 'active'`);
  const identifiers = await read(sql`select * from ${table('identifier')}`);
  const tasks = await read(sql`select kind, rule, subject_key, golden_ids, evidence from hub.task where library = ${library.code} and state in ('open', 'claimed')`);
  const relations = await read(sql`select record_id, type, golden_id, decision_id, target_value, target_name, target_golden_id, target_library, valid_from from ${table('relation')}`);
  const nameOf = new Map(records.map((row) => [row.record_id as string, `${String(row.feed)}/${String(row.source_key)}`]));
  const label = (id: unknown): string => nameOf.get(id as string) ?? `unknown ${String(id)}`;
  const alive = records.filter((row) => row.golden_id !== null && !row.is_withdrawn);
  const membersOf = (goldenId: unknown): string[] => alive.filter((row) => row.golden_id === goldenId).map((row) => label(row.record_id)).sort();
  const targetOf = (row: Row): string => {
    if (row.target_golden_id === null) return 'unknown';
    return row.target_library === library.code ? `→ ${membersOf(row.target_golden_id).join('+')}` : 'found';
  };
  const groups = survivorshipGroups(library);
  return {
    goldens: goldens.map((golden): GoldenState => ({
      records: membersOf(golden.golden_id),
      values: Object.fromEntries([['key', golden.key], ['name_keys', sorted(golden.name_keys)], ...codes.map((code) => [code, golden[code]])].filter(([, value]) => value !== null)),
      provenance: Object.fromEntries(groups.flatMap((group, index) => {
        const winner = (golden.win_record as (string | null)[])[index];
        return winner ? [[group.code, `${label(winner)} ${String((golden.win_rank as number[])[index])} ${String((golden.win_date as string[])[index])}`]] : [];
      })),
      conflicts: (golden.conflicts as string[] | null) ?? [],
      identifiers: identifiers.filter((row) => row.golden_id === golden.golden_id)
        .map((row) => [row.type, row.value, row.status, row.valid_from, row.valid_to, row.reason].join(' ')).sort(),
      subject: library.subject ? [golden.subject_state, golden.subject_type, golden.subject_value].join(' ') : null,
    })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    records: Object.fromEntries(records.map((row) => [label(row.record_id), [
      row.content_hash, row.effective_date, row.is_withdrawn ? 'withdrawn' : row.golden_id === null ? 'held' : row.link_rule,
    ].join(' ')])),
    tasks: tasks.map((task) => [task.kind, task.rule, task.subject_key, ...((task.evidence as { records?: string[] }).records ?? []).map(label).sort(),
      '→', (task.golden_ids as string[]).map((id) => membersOf(id).join('+')).sort().join(' | ')].join(' ')).sort(),
    relations: relations.map((row) => [row.decision_id === null ? label(row.record_id) : `decided ${membersOf(row.golden_id).join('+')}`, row.type, row.target_value, row.target_name, targetOf(row), row.valid_from].join(' ')).sort(),
  };
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as string[])].sort() : value;
}

/**
 * Empties the libraries' tables and the control rows of their loads, so that one database serves many runs. A table without a page is
 * empty already: to truncate it costs as much as any.
 */
export async function emptyLibraries(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(sql`select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and pg_relation_size(c.oid) > 0 and (nspname = any (${testLibraries.map((library) => library.code)})
      or (nspname = 'hub' and (relname in ('load', 'snapshot', 'task', 'decision', 'four_eyes') or relname like 'credit\\_%' and relname not in ('credit_list', 'credit_measure', 'credit_rules'))))`);
  if (rows.length > 0) await owner.query(`truncate ${rows.map((row) => row.name).join(', ')}`);
}
