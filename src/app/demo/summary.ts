// What a person reads after the town has been loaded: what came in, what was refused and why, and what the hub made of it.
import { matchLabel } from '../../definition/match-labels.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { errorLabels, type ErrorCode } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import { ident, sql } from '../../store/sql.ts';
import type { Hub } from '../compose.ts';
import { alignColumns, type Terminal } from '../terminal.ts';
import type { LoadedFile } from './load-town.ts';

interface LibraryFacts {
  readonly library: LibraryDefinition;
  readonly records: number;
  readonly goldens: number;
  readonly conflicted: number;
  readonly links: Readonly<Record<string, number>>;
}

const most = 12;

/** Prints the whole summary: counts and codes, nothing about a person. */
export async function printSummary(hub: Hub, terminal: Terminal, { loaded, seconds }: { loaded: readonly LoadedFile[]; seconds: number }): Promise<void> {
  const heading = (zh: string, en: string): void => terminal.print(`\n━━ ${terminal.label({ zh, en })}`);
  const rows = sumOf(loaded, 'rows');
  heading('装载', 'Loads');
  terminal.print(terminal.label({
    zh: `${loaded.length} 个文件，${rows.toLocaleString('en')} 行，用时 ${seconds.toFixed(1)} 秒（每秒 ${Math.round(rows / seconds).toLocaleString('en')} 行）`,
    en: `${loaded.length} files, ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds).toLocaleString('en')} rows/s)`,
  }));
  for (const line of endingLines(terminal, loaded)) terminal.print(line);
  heading('拒绝的行，按规则', 'Rejected rows by rule');
  for (const line of ruleLines(hub, terminal, totals(loaded, 'rejects'))) terminal.print(line);
  heading('质量提示，按规则（前列）', 'Remarks by rule (the most frequent)');
  for (const line of ruleLines(hub, terminal, totals(loaded, 'issues'))) terminal.print(line);
  heading('整批拒收与待批准的文件', 'Files refused or waiting for a decision');
  for (const line of refusedLines(terminal, loaded)) terminal.print(line);
  const facts = await Promise.all(hub.libraries.map((library) => readFacts(hub, library)));
  heading('主档', 'Golden records');
  for (const line of factLines(terminal, facts)) terminal.print(line);
  heading('归集规则', 'Links by rule');
  for (const { library, links } of facts) {
    terminal.print(`  ${terminal.label(library.label)}`);
    for (const line of alignColumns(ranked(links).map(([rule, count]) => ['   ', count, rule, terminal.label(matchLabel(library, rule))]))) terminal.print(line);
  }
  heading('待人工处理', 'Steward tasks');
  for (const line of await taskLines(hub, terminal)) terminal.print(line);
}

function sumOf(loaded: readonly LoadedFile[], name: 'rows' | 'new' | 'changed' | 'unchanged' | 'stale' | 'duplicate' | 'rejected' | 'withdrawn'): number {
  return loaded.reduce((sum, { load }) => sum + (load.state === 'done' ? (load.counts[name] ?? 0) : 0), 0);
}

const endingLabels = {
  new: { zh: '新增', en: 'new' },
  changed: { zh: '变更', en: 'changed' },
  unchanged: { zh: '未变', en: 'unchanged' },
  stale: { zh: '过时', en: 'stale' },
  duplicate: { zh: '重复', en: 'duplicate' },
  rejected: { zh: '拒绝', en: 'rejected' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
} as const satisfies Record<string, Label>;

function endingLines(terminal: Terminal, loaded: readonly LoadedFile[]): string[] {
  const parts = Object.entries(endingLabels).map(([name, label]) => `${terminal.label(label)} ${sumOf(loaded, name as keyof typeof endingLabels).toLocaleString('en')}`);
  return [`  ${parts.join(' · ')}`];
}

function totals(loaded: readonly LoadedFile[], name: 'rejects' | 'issues'): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { load } of loaded) {
    if (load.state !== 'done') continue;
    for (const [rule, count] of Object.entries(load.counts[name] ?? {})) sums[rule] = (sums[rule] ?? 0) + count;
  }
  return sums;
}

function ranked(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function ruleLines(hub: Hub, terminal: Terminal, counts: Readonly<Record<string, number>>): string[] {
  return alignColumns(ranked(counts).slice(0, most).map(([code, count]) => {
    const rule = hub.ruleOf(code);
    return ['', count, code, rule ? terminal.label(rule.label) : ''];
  }));
}

function refusedLines(terminal: Terminal, loaded: readonly LoadedFile[]): string[] {
  return alignColumns(loaded.filter(({ load }) => load.state !== 'done').map(({ load }) => {
    const code = load.problem?.code ?? load.state;
    const label = errorLabels[code as ErrorCode] as (typeof errorLabels)[ErrorCode] | undefined;
    return ['', load.fileName, code, label ? terminal.label(label.title) : terminal.label({ zh: '等待批准', en: 'waits for a decision' })];
  }));
}

async function readFacts({ pool }: Hub, library: LibraryDefinition): Promise<LibraryFacts> {
  const table = (name: string) => ident(library.code, name);
  const { rows: [counts] } = await pool.query<{ records: number; goldens: number; conflicted: number }>(sql`
    select (select count(*) from ${table('source_record')} where not is_withdrawn) as records,
      count(*) as goldens, count(*) filter (where cardinality(conflicts) > 0) as conflicted
    from ${table('golden_record')} where state = 'active'`);
  const links = await pool.query<{ rule: string; count: number }>(sql`
    select coalesce(link_rule, '–') as rule, count(*) as count from ${table('source_record')} where golden_id is not null and not is_withdrawn group by 1`);
  return { library, ...(counts ?? { records: 0, goldens: 0, conflicted: 0 }), links: Object.fromEntries(links.rows.map((row) => [row.rule, row.count])) };
}

function factLines(terminal: Terminal, facts: readonly LibraryFacts[]): string[] {
  const header = [{ zh: '库', en: 'Library' }, { zh: '来源记录', en: 'Source records' }, { zh: '主档', en: 'Golden records' }, { zh: '存在冲突', en: 'With conflicts' }];
  return alignColumns([
    ['', ...header.map((label) => terminal.label(label))],
    ...facts.map(({ library, records, goldens, conflicted }) => ['', terminal.label(library.label), records, goldens, conflicted]),
  ]);
}

async function taskLines({ pool, libraries }: Hub, terminal: Terminal): Promise<string[]> {
  const { rows } = await pool.query<{ library: string; kind: string; rule: string; count: number }>(sql`
    select library, kind, rule, count(*) as count from hub.task where state in ('open', 'claimed') group by 1, 2, 3 order by 4 desc, 1, 2, 3`);
  return rows.length === 0 ? [`  ${terminal.text('none')}`] : alignColumns(rows.map((row) => {
    const library = libraries.find(({ code }) => code === row.library)!;
    return ['', row.count, terminal.label(library.label), row.rule, terminal.label(matchLabel(library, row.kind))];
  }));
}
