// credit cases: what subjects have applied for, and what became of it. Deciding itself is done over the API, on what one sees.
import { Option } from 'commander';
import type { CaseFilter } from '../../credit/cases/cases.sql.ts';
import { listCases, readCase, readSteps } from '../../credit/cases/read-cases.ts';
import type { CaseState } from '../../credit/cases/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { parseId, withHub, type AddCommands, type Session } from './command.ts';

const kinds: Readonly<Record<'repair' | 'objection', Label>> = { repair: { zh: '信用修复', en: 'repair' }, objection: { zh: '异议', en: 'objection' } };
const states: Readonly<Record<CaseState, Label>> = {
  open: { zh: '待认定单位办理', en: 'open' },
  accepted: { zh: '待更正数据', en: 'accepted' },
  approved: { zh: '准予修复', en: 'approved' },
  corrected: { zh: '已更正', en: 'corrected' },
  refused: { zh: '不予支持', en: 'refused' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  lapsed: { zh: '信息已不存在', en: 'lapsed' },
  undo_proposed: { zh: '撤销待复核', en: 'undo proposed' },
  undone: { zh: '已撤销', en: 'undone' },
};

interface ListOptions extends Omit<CaseFilter, 'filer' | 'owner' | 'isOverdue'> {
  readonly overdue?: boolean;
  readonly limit: number;
}

export const addCaseCommands: AddCommands = (credit, session) => {
  const group = credit.command('cases').description('信用修复与异议 / repairs and objections');
  group.command('list').addOption(new Option('--kind <kind>').choices(Object.keys(kinds))).addOption(new Option('--state <state>').choices(['live', ...Object.keys(states)]))
    .option('--department <code>').option('--overdue').option('--limit <n>', '', parseId, 50)
    .action((options: ListOptions) => withHub(session, (hub) => list(session, hub, options)));
  group.command('show').argument('<caseId>').action((caseId: string) => withHub(session, (hub) => show(session, hub, caseId)));
};

async function list({ terminal }: Session, hub: Hub, { overdue, limit, ...filter }: ListOptions): Promise<void> {
  const { cases } = (await listCases(hub, { ...filter, filer: null, owner: null, isOverdue: overdue }, { limit })) ?? { cases: [] };
  terminal.table(['case', 'kind', 'state', 'list', 'department', 'dueOn', 'created'], cases.map((row) => [
    row.caseId, terminal.label(kinds[row.kind]), terminal.label(states[row.state]), row.listCode, row.ownerAgency ?? '', `${row.dueOn ?? ''}${row.isOverdue ? ' !' : ''}`,
    row.filedAt.toISOString(),
  ]));
}

/** Without the name of the applicant: a terminal is not audited. */
async function show({ terminal }: Session, hub: Hub, caseId: string): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(caseId)) throw new HubError('OPTION_INVALID', 'not an id', { option: 'caseId' });
  const row = await readCase(hub, caseId);
  if (row === null) throw new HubError('NOT_FOUND', 'no such case');
  const { applicant: _applicant, statement: _statement, promise: _promise, evidence: _evidence, subjectGoldenId: _subject, ...shown } = row;
  terminal.print(JSON.stringify({ ...shown, steps: await readSteps(hub, caseId) }, null, 2));
}
