// A town in a hub: its files loaded once in the order of their manifest, and what the hub holds of each line beside what the truth says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub, type Hub } from '../../src/app/compose.ts';
import { loadTown, type LoadedFile } from '../../src/app/demo/load-town.ts';
import { bindHeader } from '../../src/engine/ingest/bind-header.ts';
import { readRows } from '../../src/engine/readers/read-rows.ts';
import type { FeedDefinition, LibraryDefinition } from '../../src/definition/types.ts';
import { generateTown } from '../../src/sample/generate-town.ts';
import type { TownManifest } from '../../src/sample/truth.ts';
import { ident, sql } from '../../src/store/sql.ts';
import { testConfig } from './config.ts';
import type { TestDatabase } from './database.ts';

export interface TruthLine {
  readonly file: string;
  readonly line: number;
  readonly sourceKey: string;
}

export interface RecordLine extends TruthLine {
  readonly library: string;
  readonly feed: string;
  readonly entity: string;
  /** Empty where the library has none. */
  readonly decision: string;
}

export interface FaultLine extends TruthLine {
  readonly attribute: string;
  readonly fault: string;
  readonly kind: string;
  readonly rule: string;
  /** Header → text before the damage. */
  readonly clean: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, unknown>>;

/** A state of a source record, current or former. */
export interface Held {
  readonly isCurrent: boolean;
  readonly row: Row;
  readonly issues: Readonly<Record<string, readonly string[]>>;
  readonly raw: Readonly<Record<string, string>>;
}

/** A file's lines as they were sent. */
export interface SentFile {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly header: readonly string[];
  /** Column code → place. */
  readonly places: ReadonlyMap<string, number>;
  readonly lines: ReadonlyMap<number, readonly string[]>;
}

/** What the hub holds of a library. */
export interface Holdings {
  /** `load:line` → the state that this line brought; absent where the line changed nothing. */
  readonly byLine: ReadonlyMap<string, Held>;
  readonly goldens: ReadonlyMap<string, Row>;
  readonly rejects: ReadonlyMap<string, Row>;
  /** `type:value` of every identifier by which a golden record is found. */
  readonly identifiers: ReadonlySet<string>;
  readonly tasks: readonly { readonly kind: string; readonly rule: string; readonly goldenIds: readonly string[]; readonly records: readonly string[] }[];
}

export interface Town {
  readonly hub: Hub;
  readonly folder: string;
  readonly manifest: TownManifest;
  readonly loaded: readonly LoadedFile[];
  readonly records: readonly RecordLine[];
  readonly faults: readonly FaultLine[];
  /** Read from disk at the first call. */
  sent(file: string): Promise<SentFile>;
  loadOf(file: string): LoadedFile;
  holdings(library: string): Promise<Holdings>;
  close(): Promise<void>;
}

/** Generates a town and loads it; the database is the hub's alone. */
export async function openTown(database: TestDatabase, size: { people: number; firms: number; seed: number }): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'jiku-town-'));
  const hub = await openHub(testConfig(database, join(folder, 'data')));
  const manifest = await generateTown({ libraries: hub.libraries, ...size, folder });
  const loaded = await loadTown(hub, { manifest, folder }, () => undefined);
  const byFile = new Map(loaded.map((entry) => [entry.file.file, entry]));
  const sentFiles = new Map<string, SentFile>();
  return {
    hub, folder, manifest, loaded,
    records: await readTruth(folder, 'records', (row): RecordLine => ({
      library: row.library!, feed: row.feed!, sourceKey: row.source_key!, file: row.file!, line: Number(row.line), entity: row.entity_id!, decision: row.decision_id ?? '',
    })),
    faults: await readTruth(folder, 'faults', (row): FaultLine => ({
      file: row.file!, line: Number(row.line), sourceKey: row.source_key!, attribute: row.attribute!, fault: row.fault!, kind: row.expected_outcome!,
      rule: row.expected_rule!, clean: row.clean ? (JSON.parse(row.clean) as Record<string, string>) : {},
    })),
    loadOf: (file) => byFile.get(file)!,
    sent: async (file) => {
      const known = sentFiles.get(file);
      if (known) return known;
      const read = await readSent(hub, folder, byFile.get(file)!);
      sentFiles.set(file, read);
      return read;
    },
    holdings: (library) => readHoldings(hub, hub.libraries.find(({ code }) => code === library)!),
    close: async () => {
      await hub.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readTruth<T>(folder: string, name: string, of: (row: Readonly<Record<string, string | undefined>>) => T): Promise<T[]> {
  const found: T[] = [];
  for await (const { header, rows } of readRows(join(folder, 'truth', `${name}.csv`))) {
    for (const cells of rows) found.push(of(Object.fromEntries(header.map((column, index) => [column, cells[index]]))));
  }
  return found;
}

async function readSent(hub: Hub, folder: string, { file }: LoadedFile): Promise<SentFile> {
  const library = hub.libraries.find(({ code }) => code === file.library)!;
  const feed = library.feeds[file.feed]!;
  const lines = new Map<number, readonly string[]>();
  let header: readonly string[] = [];
  for await (const batch of readRows(join(folder, file.file))) {
    header = batch.header;
    for (const [index, cells] of batch.rows.entries()) lines.set(batch.lines[index]!, cells);
  }
  return { library, feed, header, places: bindHeader(feed, header).columns, lines };
}

async function readHoldings({ pool }: Hub, library: LibraryDefinition): Promise<Holdings> {
  const table = (name: string) => ident(library.code, name);
  const read = async (name: string): Promise<Row[]> => (await pool.query<Row>(sql`select * from ${table(name)}`)).rows;
  const byLine = new Map<string, Held>();
  for (const [name, isCurrent] of [['source_version', false], ['source_record', true]] as const) {
    for (const row of await read(name)) {
      byLine.set(`${String(row.load_id)}:${String(row.line)}`, {
        isCurrent, row, issues: (row.issues ?? {}) as Held['issues'], raw: (row.raw ?? {}) as Held['raw'],
      });
    }
  }
  const { rows: tasks } = await pool.query<Row>(sql`select kind, rule, golden_ids, evidence from hub.task where library = ${library.code} and state in ('open', 'claimed')`);
  return {
    byLine,
    goldens: new Map((await read('golden_record')).map((row) => [row.golden_id as string, row])),
    rejects: new Map((await read('reject')).map((row) => [`${String(row.load_id)}:${String(row.line)}`, row])),
    identifiers: new Set((await read('identifier')).map((row) => `${String(row.type)}:${String(row.value)}`)),
    tasks: tasks.map((task) => ({
      kind: task.kind as string, rule: task.rule as string, goldenIds: task.golden_ids as string[],
      records: (task.evidence as { records?: string[] }).records ?? [],
    })),
  };
}
