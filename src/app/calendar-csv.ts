// The calendar of working days as a file: one line a day that is not what its weekday says. Chinese or English headings.
import { readRows } from '../engine/readers/read-rows.ts';
import type { CalendarDay } from '../engine/steward/terms.ts';
import { isCivilDate } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';

const headings = {
  day: ['day', '日期'], isWorking: ['is_working', '是否上班'], name: ['name', '名称'], region: ['region', '地区'], source: ['source', '来源'],
  edition: ['edition', '版本'], isConfirmed: ['is_confirmed', '已核实'],
} as const;
type Heading = keyof typeof headings;
const required: readonly Heading[] = ['day', 'isWorking', 'name', 'source'];
const yes = ['1', 'true', 'yes', '是', '上班'];
const no = ['', '0', 'false', 'no', '否', '放假', '休'];

/** Every day of the file, or OPTION_INVALID with all that is wrong with it: then nothing is to be imported. */
export async function readCalendarFile(path: string): Promise<CalendarDay[]> {
  const faults: string[] = [];
  const days: CalendarDay[] = [];
  for await (const { header, rows, lines, bad } of readRows(path)) {
    const place = placesOf(header);
    for (const name of required) if (place[name] < 0 && days.length + faults.length === 0) faults.push(`${headings[name].join(' / ')}: 缺少列 / column missing`);
    for (const { line } of bad) faults.push(`${line}: 列数不符 / not as many cells as headings`);
    rows.forEach((cells, index) => days.push(readDay((name) => cells[place[name]]?.trim() ?? '', { line: lines[index] ?? 0, faults })));
  }
  const seen = new Set<string>();
  for (const { region, day } of days) {
    if (seen.has(`${region} ${day}`)) faults.push(`${day}: 重复 / twice`);
    seen.add(`${region} ${day}`);
  }
  if (faults.length > 0) throw new HubError('OPTION_INVALID', 'the calendar cannot be read', { faults: faults.slice(0, 50) });
  return days;
}

function placesOf(header: readonly string[]): Record<Heading, number> {
  const names = header.map((name) => name.trim().toLowerCase());
  return Object.fromEntries(Object.entries(headings).map(([code, known]) => [code, names.findIndex((name) => (known as readonly string[]).includes(name))])) as Record<Heading, number>;
}

function readDay(cell: (name: Heading) => string, { line, faults }: { line: number; faults: string[] }): CalendarDay {
  const flag = (name: 'isWorking' | 'isConfirmed'): boolean => {
    const text = cell(name).toLowerCase();
    if (!yes.includes(text) && !no.includes(text)) faults.push(`${line}: ${headings[name].join(' / ')}: 1 / 0`);
    return yes.includes(text);
  };
  const day = cell('day');
  if (!isCivilDate(day)) faults.push(`${line}: 日期 / day: YYYY-MM-DD`);
  if (cell('name') === '' || cell('source') === '') faults.push(`${line}: 名称、来源不能为空 / name and source are needed`);
  return { day, isWorking: flag('isWorking'), name: cell('name'), region: cell('region') || '*', source: cell('source'), edition: cell('edition'), isConfirmed: flag('isConfirmed') };
}
