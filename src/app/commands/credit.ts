// credit: rules, cases and files of the credit library, how departments keep to their feedback, and a file of subjects checked from the command line.
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { readFeedbackRates } from '../../credit/checks/feedback-queries.ts';
import type { FileCheckView } from '../../credit/checks/file-checks.ts';
import { HubError, type ErrorCode } from '../../kernel/errors.ts';
import type { Hub } from '../compose.ts';
import { addCaseCommands } from './credit-cases.ts';
import { addFlagFileCommand } from './credit-files.ts';
import { addRulesCommands } from './credit-rules.ts';
import { parseDate, withHub, type AddCommands, type Session } from './command.ts';
import { machineUser } from './machine-user.ts';

export const addCreditCommands: AddCommands = (program, session) => {
  const credit = program.command('credit').description('信用库：名单与措施、修复与异议、核查与反馈 / the credit library');
  addRulesCommands(credit, session);
  addCaseCommands(credit, session);
  addFlagFileCommand(credit, session);
  addFeedbackRates(credit, session);
  credit.command('check-file').argument('<in.csv>').argument('<out.csv>').description('核查一份主体清单 / check a file of subjects')
    .requiredOption('--agency <code>', '以哪个机构的名义 / for which agency').requiredOption('--purpose <code>', '协议所列用途 / purpose of its agreement')
    .requiredOption('--matter <code>', '事项编号 / matter').option('--department <code>', '办理部门，缺省为该机构 / department that handles the matter')
    .option('--encoding <name>', 'utf-8 | utf-16le | utf-16be | gb18030')
    .action((input: string, output: string, options: CheckFileOptions) => withHub(session, (hub) => checkFile(session, hub, { ...options, input, output })));
};

function addFeedbackRates(credit: Command, session: Session): void {
  credit.command('feedback-rates').option('--from <YYYY-MM-DD>', '缺省为本月一日 / the first of this month', parseDate).option('--to <YYYY-MM-DD>', '缺省为今天 / today', parseDate)
    .description('各部门反馈率 / how departments keep to their feedback')
    .action(({ from, to }: { from?: string; to?: string }) => withHub(session, async ({ pool, clock }) => {
      const today = clock.today();
      const rates = await readFeedbackRates({ pool, clock }, { agencyCode: null, from: from ?? `${today.slice(0, 8)}01`, to: to ?? today });
      const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(1)}%`);
      session.terminal.table(['department', 'creditChecks', 'creditInTime', 'creditLate', 'creditMissing', 'creditOpen', 'creditTaken', 'creditNotTaken', 'creditFeedbackRate'], rates.map((row) =>
        [row.department, row.checks, row.inTime, row.late, row.missing, row.open, row.taken, row.notTaken, percent(row.feedbackRate)]));
    }));
}

interface CheckFileOptions {
  readonly agency: string;
  readonly purpose: string;
  readonly matter: string;
  readonly department?: string;
  readonly encoding?: string;
}

/** Under the agreement of the agency, as over the API; the operator is the user of the machine. */
async function checkFile(session: Session, hub: Hub, options: CheckFileOptions & { input: string; output: string }): Promise<void> {
  const { agency, purpose, matter, department = agency, encoding = null, input, output } = options;
  const { agreementId, rowFilter } = await findAgreement(hub, { agency, purpose });
  const asker = { agencyCode: agency, clientId: 'cli', operatorId: machineUser(), purpose, matterCode: matter, department, agreementId };
  const made = await hub.fileChecks.receive({ asker, rowFilter, fileName: basename(input), encoding, body: createReadStream(input) });
  const ended = await untilEnded(hub, made.fileCheckId);
  if (ended.state !== 'done') throw refusalOf(ended);
  await pipeline(await hub.fileChecks.openResult(ended), createWriteStream(output));
  session.terminal.say('creditFileChecked', { rows: ended.answered, file: output, id: ended.fileCheckId });
  const { counts } = ended;
  session.terminal.table(['result', 'count'], Object.entries(counts).map(([result, count]) => [result, count]));
}

/** Worked on here, or waited for where a running hub has taken it. */
async function untilEnded({ fileChecks }: Hub, fileCheckId: string): Promise<FileCheckView> {
  for (;;) {
    const view = (await fileChecks.process(fileCheckId)) ?? (await fileChecks.read(fileCheckId));
    if (view !== null && ['done', 'refused', 'failed'].includes(view.state)) return view;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function refusalOf({ state, problem }: FileCheckView): Error {
  if (state !== 'refused' || problem === null) return new Error('the file check failed');
  return new HubError(problem.code as ErrorCode, 'the file was refused', problem.details as Readonly<Record<string, unknown>> | undefined);
}

async function findAgreement({ pool, clock }: Hub, { agency, purpose }: { agency: string; purpose: string }): Promise<{ agreementId: string; rowFilter: readonly unknown[] }> {
  const { rows: [found] } = await pool.query<{ agreementId: string; rowFilter: readonly unknown[] }>({
    text: `select g.agreement_id as "agreementId", g.row_filter as "rowFilter" from hub.agreement g join hub.agency a on a.code = g.agency_code
      where g.agency_code = $1 and g.library = 'credit' and $2 = any (g.purposes) and 'credit' = any (g.operations) and g.is_active and a.is_active
        and g.valid_from <= $3::date and g.valid_to >= $3::date order by g.created_at, g.agreement_id limit 1`,
    values: [agency, purpose, clock.today()],
  });
  if (found === undefined) throw new HubError('NOT_GRANTED', 'no agreement covers this', { library: 'credit', operation: 'credit' });
  return found;
}
