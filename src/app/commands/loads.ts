// load, rejects, rebuild, export: what has come in and what became of it.
import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import { decideHeldLoad, processLoad, readLoad, type LoadView } from '../../engine/load.ts';
import { exportLinks, type LinkFilter } from '../../engine/query/export-links.ts';
import { listLoadIds } from '../../engine/query/loads.ts';
import { rebuildLibrary } from '../../engine/rebuild.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { findLibrary } from '../libraries.ts';
import { reportLines, stateLabels } from '../load-report.ts';
import { rejectsCsv } from '../rejects-csv.ts';
import { relationsCsv, type RelationsOf } from '../relations-csv.ts';
import { parseBits, parseId, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

export const addLoadCommands: AddCommands = (program, session) => {
  const load = program.command('load').description('批次 / loads');
  load.command('list').option('--library <code>').option('--feed <code>').addOption(new Option('--state <state>').choices(Object.keys(stateLabels)))
    .option('--limit <n>', '', parseId, 20)
    .action((filter: ListFilter) => withHub(session, (hub) => listLoads(session, hub, filter)));
  load.command('show').argument('<loadId>', '', parseId).action((loadId: number) => withHub(session, (hub) => showLoad(session, hub, loadId)));
  for (const decision of ['approve', 'refuse'] as const) {
    load.command(decision).argument('<loadId>', '', parseId)
      .action((loadId: number) => withHub(session, (hub) => decide(session, hub, { loadId, decision })));
  }
  program.command('rejects').argument('<loadId>', '', parseId).option('--out <file.csv>').option('--all', '含已改正的 / those too that have been corrected')
    .description('未改正的拒绝清单 / open rejects of a load as CSV')
    .action((loadId: number, { out, all }: { out?: string; all?: true }) => withHub(session, (hub) => writeLoadRejects(session, hub, { loadId, out, isOpen: !all })));
  program.command('rebuild').argument('<library>').description('由来源记录重算主档 / recompute everything derived')
    .action((code: string) => withHub(session, (hub) => rebuild(session, hub, code)));
  const exports = program.command('export').description('导出 / exports');
  exports.command('links').requiredOption('--library <code>').option('--out <file.csv>')
    .addOption(new Option('--origin <origin>').choices(['auto', 'manual'])).option('--rule <code>').option('--from <bits>', '', parseBits).option('--below <bits>', '', parseBits)
    .option('--model <modelId>', '', parseId)
    .description('来源记录与主档的对应关系 / which record belongs to which golden record')
    .action(({ library, out, from, below, ...codes }: ExportOptions) => withHub(session, (hub) => exportTo(session, hub, { library, out, filter: { ...codes, minScore: from, maxScore: below } })));
  exports.command('relations').requiredOption('--library <code>').option('--out <file.csv>').option('--type <code>')
    .addOption(new Option('--origin <origin>').choices(['source', 'decision']))
    .description('主档之间的关系，号码与名称不打码 / who stands in which relation to whom, numbers and names unmasked')
    .action(({ library, out, ...filter }: RelationOptions) => withHub(session, (hub) =>
      writeTo(session, Readable.from(relationsCsv(hub, { library: findLibrary(hub.libraries, library), ...filter })), out)));
};

interface ListFilter {
  readonly library?: string;
  readonly feed?: string;
  readonly state?: string;
  readonly limit: number;
}

async function listLoads({ terminal }: Session, hub: Hub, filter: ListFilter): Promise<void> {
  const ids = await listLoadIds(hub.pool, { ...filter, feeds: null });
  const loads = await Promise.all(ids.slice(0, filter.limit).map((id) => readLoad(hub.loads, id)));
  terminal.table(['load', 'library', 'feed', 'file', 'declaredDate', 'state', 'rows', 'rejects'], loads.filter((view) => view !== null).map((view) => [
    `${view.loadId}`, view.library, view.feed, view.fileName, view.declaredDate, terminal.label(stateLabels[view.state]),
    view.counts.rows ?? 0, view.counts.rejected ?? 0,
  ]));
}

async function requireLoad(hub: Hub, loadId: number): Promise<LoadView> {
  const load = await readLoad(hub.loads, loadId);
  if (load === null) throw new HubError('LOAD_UNKNOWN', `no load ${loadId}`, { loadId });
  return load;
}

async function showLoad({ terminal }: Session, hub: Hub, loadId: number): Promise<void> {
  const load = await requireLoad(hub, loadId);
  for (const line of reportLines(load, { language: terminal.language, ruleOf: hub.ruleOf })) terminal.print(line);
}

/** An approved load is worked off at once, unless a running worker is quicker. */
async function decide(session: Session, hub: Hub, { loadId, decision }: { loadId: number; decision: 'approve' | 'refuse' }): Promise<void> {
  await decideHeldLoad(hub.loads, loadId, decision, machineUser());
  session.terminal.note(decision === 'approve' ? 'loadApproved' : 'loadRefused', { loadId });
  if (decision === 'approve') await processLoad(hub.loads, loadId);
  await showLoad(session, hub, loadId);
}

async function writeLoadRejects(session: Session, hub: Hub, { loadId, out, isOpen }: { loadId: number; out: string | undefined; isOpen: boolean }): Promise<void> {
  const load = await requireLoad(hub, loadId);
  const library = findLibrary(hub.libraries, load.library);
  await writeTo(session, Readable.from(rejectsCsv({ pool: hub.pool, library, loadId, isOpen, ruleOf: hub.ruleOf })), out);
}

async function rebuild({ terminal }: Session, hub: Hub, code: string): Promise<void> {
  findLibrary(hub.libraries, code);
  terminal.note('rebuilding', { library: code });
  const { goldens, changed } = await rebuildLibrary(hub.matching, code);
  terminal.say('rebuilt', { goldens, changed });
}

interface ExportOptions {
  readonly library: string;
  readonly out?: string;
  readonly origin?: 'auto' | 'manual';
  readonly rule?: string;
  readonly from?: number;
  readonly below?: number;
  readonly model?: number;
}

interface RelationOptions extends Omit<RelationsOf, 'library'> {
  readonly library: string;
  readonly out?: string;
}

async function exportTo(session: Session, hub: Hub, { library, out, filter }: { library: string; out: string | undefined; filter: LinkFilter }): Promise<void> {
  await writeTo(session, await exportLinks(hub.pool, findLibrary(hub.libraries, library), filter), out);
}

/** To the file, or to stdout, which stays open. */
async function writeTo({ terminal }: Session, content: Readable, out: string | undefined): Promise<void> {
  if (out === undefined) return pipeline(content, terminal.out as Writable, { end: false });
  await pipeline(content, createWriteStream(out));
  terminal.note('exported', { path: out });
}
