// calendar, term: which days are worked, and how long a matter may take.
import type { Command } from 'commander';
import { WorkingDays } from '../../engine/steward/calendar.ts';
import { importCalendar, readCalendar, readHubRegion, readTerms, setHubRegion, setTerm, type CalendarDay } from '../../engine/steward/terms.ts';
import { HubError } from '../../kernel/errors.ts';
import { readCalendarFile } from '../calendar-csv.ts';
import type { Hub } from '../compose.ts';
import { parseDate, parseId, withHub, type AddCommands, type Session } from './command.ts';

export const addTermCommands: AddCommands = (program, session) => {
  addCalendarCommands(program.command('calendar').description('工作日历 / working days'), session);
  addTermsOf(program.command('term').description('办理期限 / terms'), session);
};

function addCalendarCommands(calendar: Command, session: Session): void {
  const { terminal } = session;
  calendar.command('import').argument('<file.csv>').description('导入放假与调休 / import holidays and days worked in exchange')
    .action((file: string) => withHub(session, async (hub) => {
      const days = await readCalendarFile(file);
      await importCalendar(hub.pool, days);
      terminal.say('calendarImported', { days: days.length, unconfirmed: days.filter(({ isConfirmed }) => !isConfirmed).length });
    }));
  calendar.command('list').option('--year <year>', '', parseId).action(({ year }: { year?: number }) => withHub(session, async ({ pool }) => {
    const days = (await readCalendar(pool)).filter(({ day }) => year === undefined || day.startsWith(`${year}-`));
    terminal.table(['day', 'works', 'name', 'region', 'confirmed', 'source'], days.map((day) => [day.day, mark(day.isWorking), day.name, day.region, mark(day.isConfirmed), day.source]));
  }));
  calendar.command('check').option('--year <year>', '缺省为今年与明年 / this year and the next', parseId)
    .description('核对哪些年份没有节假日安排 / which years have no holidays')
    .action(({ year }: { year?: number }) => withHub(session, (hub) => checkCalendar(session, hub, year)));
}

const mark = (isSo: boolean): string => (isSo ? '✓' : '✗');

/** Exit code 3 where a person has something to do. */
async function checkCalendar(session: Session, { pool, clock }: Hub, given: number | undefined): Promise<void> {
  const days = (await readCalendar(pool)).filter(({ region }) => region === '*');
  const calendar = new WorkingDays(days);
  const thisYear = Number(clock.today().slice(0, 4));
  for (const year of given === undefined ? [thisYear, thisYear + 1] : [given]) {
    if (!calendar.knowsYear(year)) {
      session.terminal.say('calendarMissing', { year });
      session.exitCode = 3;
      continue;
    }
    const own = days.filter(({ day }) => day.startsWith(`${year}-`));
    session.terminal.say('calendarKnown', {
      year, off: own.filter(({ isWorking }) => !isWorking).length, worked: own.filter(({ isWorking }) => isWorking).length,
      workingDays: calendar.between(`${year - 1}-12-31`, `${year}-12-31`),
    });
    warnUnconfirmed(session, year, own.filter(({ isConfirmed }) => !isConfirmed));
  }
}

function warnUnconfirmed(session: Session, year: number, days: readonly CalendarDay[]): void {
  if (days.length === 0) return;
  session.terminal.say('calendarUnconfirmed', { year, days: days.length, source: [...new Set(days.map(({ source }) => source))].join('；') });
  session.exitCode = 3;
}

const matters = 'task:<kind> | task:* | challenge:answer | challenge:correct | objection:mark | objection:source | objection:answer | objection:correct | repair:handle';
const isMatter = /^(task:(\*|[a-z][a-z0-9_]{0,62})|challenge:(answer|correct)|objection:(mark|source|answer|correct)|repair:handle)$/;
const isDivision = (text: string): boolean => /^[1-9]\d{5}$/.test(text);

interface TermOptions {
  readonly days: number;
  readonly from?: string;
  readonly basis: string;
  readonly region: string;
  readonly confirmed?: boolean;
}

function addTermsOf(term: Command, session: Session): void {
  const { terminal } = session;
  term.command('list').action(() => withHub(session, async ({ pool }) => {
    const terms = await readTerms(pool);
    terminal.table(['matter', 'termDays', 'validFrom', 'validTo', 'region', 'confirmed', 'basis'], terms.map((row) =>
      [row.matter, row.days, row.validFrom, row.validTo ?? '', row.region, mark(row.isConfirmed), row.legalBasis]));
    const open = terms.filter(({ isConfirmed }) => !isConfirmed).length;
    if (open > 0) terminal.note('termUnconfirmed', { count: open });
  }));
  term.command('region').argument('[division]', '六位区划代码 / division code of six digits').description('本系统适用的地区 / the region by whose terms the hub counts')
    .action((division: string | undefined) => withHub(session, async ({ pool }) => {
      if (division !== undefined && !isDivision(division)) throw new HubError('OPTION_INVALID', 'not a division', { faults: ['[division]: 310000'] });
      if (division !== undefined) await setHubRegion(pool, division);
      terminal.print((await readHubRegion(pool)) ?? '*');
    }));
  term.command('set').argument('<matter>', matters)
    .option('--region <division>', '六位区划代码，缺省为全国 / division code, everywhere unless given', '*')
    .requiredOption('--days <n>', '工作日 / working days', parseId).requiredOption('--basis <text>', '依据 / legal basis')
    .option('--from <YYYY-MM-DD>', '缺省为今天 / today', parseDate).option('--confirmed', '已与法规核对 / compared with the law')
    .action((matter: string, options: TermOptions) => withHub(session, async ({ pool, clock }) => {
      const { days, basis, region, from = clock.today(), confirmed = false } = options;
      if (!isMatter.test(matter) || days > 366 || (region !== '*' && !isDivision(region))) {
        throw new HubError('OPTION_INVALID', 'not a term', { faults: [`<matter>: ${matters}`, '--days: 0–366', '--region: 310000'] });
      }
      await setTerm(pool, { matter, region, validFrom: from, days, legalBasis: basis, isConfirmed: confirmed });
      terminal.say('termSet', { matter, days, from });
    }));
}
