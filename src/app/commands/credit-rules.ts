// credit rules: lists and measures, from files of the administrator.
import { importRules } from '../../credit/rules/import-rules.ts';
import { readRules } from '../../credit/rules/read-rules.ts';
import { readRulesFile } from '../credit-rules.ts';
import { parseDate, withHub, type AddCommands, type Session } from './command.ts';

export const addRulesCommands: AddCommands = (credit, session) => {
  const rules = credit.command('rules').description('信用名单与措施 / lists and measures');
  rules.command('import').argument('<file>', 'YAML | JSON').option('--dry-run', '只看影响，不写入 / only show what would change')
    .description('导入名单与措施 / add or replace lists and measures')
    .action((file: string, { dryRun = false }: { dryRun?: boolean }) => withHub(session, async (hub) => {
      const change = await importRules(hub, await readRulesFile(file), { isRehearsal: dryRun });
      session.terminal.say(dryRun ? 'creditRulesRehearsed' : 'creditRulesImported', { lists: change.lists, measures: change.measures, entries: change.entries });
      if (change.inForce.length > 0) session.terminal.table(['list', 'before', 'after'], change.inForce.map(({ listCode, before, after }) => [listCode, before, after]));
    }));
  rules.command('list').option('--on <YYYY-MM-DD>', '缺省为今天 / today', parseDate).option('--measures', '连同措施 / with measures')
    .action((options: { on?: string; measures?: boolean }) => withHub(session, async ({ pool, clock }) => showRules(session, await readRules(pool), { on: clock.today(), ...options })));
};

const mark = (isSo: boolean): string => (isSo ? '✓' : '✗');

function showRules({ terminal }: Session, { lists, measures }: Awaited<ReturnType<typeof readRules>>, options: { on: string; measures?: boolean }): void {
  const isInForce = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }): boolean => validFrom <= options.on && (validTo === null || options.on <= validTo);
  const shown = lists.filter(isInForce);
  terminal.table(['list', 'name', 'edition', 'polarity', 'months', 'published', 'validFrom', 'confirmed', 'basis'], shown.map((list) =>
    [list.listCode, list.labelZh, list.edition, list.polarity, list.termMonths ?? '', mark(list.isPublished), list.validFrom, mark(list.isConfirmed), list.legalBasis]));
  if (options.measures === true) {
    terminal.table(['list', 'measure', 'name', 'class', 'role', 'departments', 'matters', 'confirmed'], measures.filter(isInForce).map((row) =>
      [row.listCode, row.measureCode, row.labelZh, row.class, row.targetRole, row.departments.join(' '), row.matters.join(' '), mark(row.isConfirmed)]));
  }
  const open = shown.filter(({ isConfirmed }) => !isConfirmed).length;
  if (open > 0) terminal.note('creditRulesUnconfirmed', { count: open });
}

