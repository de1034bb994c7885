// ingest: one file into its feed, with progress, and a report that adds up.
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Option } from 'commander';
import { hasRejects, processLoad, readLoad, receiveLoad, type LoadView } from '../../engine/load.ts';
import { openFile } from '../../engine/readers/open-file.ts';
import type { FileFormat } from '../../engine/readers/read-rows.ts';
import type { Hub } from '../compose.ts';
import { inferFeed } from '../libraries.ts';
import { matchLibraries } from '../match-libraries.ts';
import { reportLines } from '../load-report.ts';
import { encodings } from '../manifest.ts';
import { writeRejects } from '../rejects-csv.ts';
import type { Terminal } from '../terminal.ts';
import { parseDate, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

interface IngestOptions {
  readonly library?: string;
  readonly date?: string;
  readonly encoding?: FileFormat['encoding'];
  readonly kind?: FileFormat['kind'];
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly rejects?: string;
}

export const addIngestCommand: AddCommands = (program, session) => {
  program.command('ingest').argument('<feed>').argument('<file>').description('装载一个文件 / load a file')
    .option('--library <code>', '数据源重名时指明库 / where two libraries have the feed')
    .option('--date <YYYY-MM-DD>', '数据所属日期 / the date the delivery speaks for', parseDate)
    .addOption(new Option('--encoding <name>', '编码，默认自动识别 / detected by default').choices(encodings))
    .addOption(new Option('--kind <kind>', '类型，默认自动识别 / detected by default').choices(['csv', 'jsonl', 'xlsx']))
    .option('--delimiter <character>', 'CSV 分隔符 / of CSV')
    .option('--sheet <name>', '工作表名称 / worksheet of an .xlsx')
    .option('--rejects <file.csv>', '拒绝清单写入此文件 / write the rejects here')
    .action((feed: string, file: string, options: IngestOptions) => withHub(session, (hub) => ingest(session, hub, { feed, file, options })));
};

async function ingest(session: Session, hub: Hub, { feed, file, options }: { feed: string; file: string; options: IngestOptions }): Promise<void> {
  const { terminal } = session;
  const place = inferFeed(hub.libraries, feed, options.library);
  const bytes = await sizeOf(file);
  const received = await receiveLoad(hub.loads, {
    library: place.library.code, feed: place.feed.code, fileName: basename(file), body: file,
    declaredDate: options.date, format: formatOf(options), origin: 'cli', createdBy: machineUser(),
  });
  const load = await follow(hub, terminal, { received, bytes });
  for (const line of reportLines(load, { language: terminal.language, ruleOf: hub.ruleOf })) terminal.print(line);
  await tellMatches(session, hub);
  await tellWhatNext(session, hub, load, options.rejects);
}

/** What the load brought is compared at once where a model is active; nobody has to wait for the next worker. */
async function tellMatches({ terminal }: Session, hub: Hub): Promise<void> {
  for (const [library, { records, pairs, candidates }] of await matchLibraries(hub)) terminal.say('matched', { library, records, pairs, candidates });
}

/** FILE_UNREADABLE for what is not there, may not be read, or is no file. */
async function sizeOf(path: string): Promise<number> {
  const file = await openFile(path, path);
  await file.close();
  return file.size;
}

function formatOf({ encoding, kind, delimiter, sheet }: IngestOptions): FileFormat | undefined {
  const format = Object.fromEntries(Object.entries({ encoding, kind, delimiter, sheet }).filter(([, value]) => value !== undefined));
  return Object.keys(format).length > 0 ? format : undefined;
}

/** Works on the load under a progress bar, or waits for the process that took it first. */
async function follow(hub: Hub, terminal: Terminal, { received, bytes }: { received: LoadView; bytes: number }): Promise<LoadView> {
  const bar = new LoadBar(terminal, bytes);
  try {
    const load = await processLoad(hub.loads, received.loadId, { onProgress: (progress) => bar.show(progress), onStaged: () => bar.tellApplying() });
    if (load !== null) return load;
  } finally {
    bar.stop();
  }
  terminal.note('waiting', { loadId: received.loadId });
  for (;;) {
    const load = (await readLoad(hub.loads, received.loadId)) ?? received;
    if (['done', 'held', 'refused', 'failed'].includes(load.state)) return load;
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

/** Rows, rows a second, time left and rejects; on a terminal only. Progress is measured by bytes of the file, which are known. */
class LoadBar {
  readonly #bar: SingleBar;
  readonly #terminal: Terminal;
  readonly #bytes: number;
  readonly #startedAt = performance.now();
  #state: 'waiting' | 'shown' | 'over' = 'waiting';

  constructor(terminal: Terminal, bytes: number) {
    const { rows, rejects } = { rows: terminal.text('rows'), rejects: terminal.text('rejects') };
    const format = `[{bar}] {percentage}% | ${rows} {rows} | {rate}/s | ETA {eta_formatted} | ${rejects} {rejected}`;
    this.#terminal = terminal;
    this.#bytes = Math.max(bytes, 1);
    this.#bar = new SingleBar({ format, stream: terminal.err, hideCursor: true, barsize: 30, etaBuffer: 50 });
  }

  show({ rows, rejected, bytes }: { rows: number; rejected: number; bytes: number }): void {
    const seconds = Math.max((performance.now() - this.#startedAt) / 1000, 0.001);
    const facts = { rows: rows.toLocaleString('en'), rejected: rejected.toLocaleString('en'), rate: Math.round(rows / seconds).toLocaleString('en') };
    if (this.#state === 'over') return;
    if (this.#state === 'waiting') this.#bar.start(this.#bytes, 0, facts);
    this.#state = 'shown';
    this.#bar.update(Math.min(bytes, this.#bytes), facts);
    if (bytes >= this.#bytes) this.stop();
  }

  stop(): void {
    if (this.#state !== 'shown') return;
    this.#state = 'over';
    this.#bar.stop();
  }

  /** Said of a file that is taken, where a bar was shown. */
  tellApplying(): void {
    this.stop();
    if (this.#state === 'over') this.#terminal.note('applying');
  }
}

async function tellWhatNext(session: Session, hub: Hub, load: LoadView, rejectsFile: string | undefined): Promise<void> {
  const { terminal } = session;
  const { loadId } = load;
  if (load.state === 'held') {
    terminal.say('held', { loadId, missing: load.counts.missing ?? 0 });
    terminal.say('heldHint', { loadId });
    session.exitCode = 3;
  } else if (load.state !== 'done') {
    session.exitCode = load.state === 'refused' ? 2 : 1;
  }
  if (rejectsFile === undefined || !(load.state === 'done' || hasRejects(load))) return;
  const { library } = inferFeed(hub.libraries, load.feed, load.library);
  await writeRejects({ pool: hub.pool, library, loadId, ruleOf: hub.ruleOf }, rejectsFile);
  terminal.say(load.state === 'done' ? 'rejectsAt' : 'rejectsOfRefused', { path: rejectsFile });
}
