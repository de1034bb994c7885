// Working days: the weekend rule, holidays and the days worked in exchange, and the laws of counting in them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendarFile } from '../../../../src/app/calendar-csv.ts';
import { WorkingDays, type DayException } from '../../../../src/engine/steward/calendar.ts';
import { calendarOf, DueDates, regionsOf, termOn, type CalendarDay, type Term } from '../../../../src/engine/steward/terms.ts';

const dayOf = (offset: number): string => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
const day = fc.integer({ min: 0, max: 700 }).map(dayOf);
const exceptions: fc.Arbitrary<DayException[]> = fc.uniqueArray(fc.record({ day, isWorking: fc.boolean() }), { maxLength: 60, selector: (entry) => entry.day });
const count = fc.integer({ min: 0, max: 60 });

describe('working days', () => {
  it('a term ends on a working day, and counts back to its length', () => {
    fc.assert(fc.property(exceptions, day, count, (days, from, n) => {
      const calendar = new WorkingDays(days);
      const end = calendar.add(from, n);
      expect(calendar.between(from, end)).toBe(n);
      if (n > 0) expect(calendar.isWorkingDay(end)).toBe(true);
    }));
  });

  it('a longer term never ends sooner, and a later beginning never earlier', () => {
    fc.assert(fc.property(exceptions, day, day, count, (days, a, b, n) => {
      const calendar = new WorkingDays(days);
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(calendar.add(first, n) <= calendar.add(second, n)).toBe(true);
      expect(calendar.add(first, n) < calendar.add(first, n + 1)).toBe(true);
    }));
  });

  it('forth and back is where one began, from a working day', () => {
    fc.assert(fc.property(exceptions, day, count, (days, from, n) => {
      const calendar = new WorkingDays(days);
      if (!calendar.isWorkingDay(from)) return;
      expect(calendar.add(calendar.add(from, n), -n)).toBe(from);
      expect(calendar.between(calendar.add(from, n), from)).toBe(n === 0 ? 0 : -n);
    }));
  });

  it('terms add up', () => {
    fc.assert(fc.property(exceptions, day, count, count, (days, from, n, m) => {
      const calendar = new WorkingDays(days);
      expect(calendar.add(calendar.add(from, n), m)).toBe(calendar.add(from, n + m));
    }));
  });

  it('a year of which nothing is known has its weekends off and says so', () => {
    const calendar = new WorkingDays([]);
    expect(calendar.add('2027-01-29', 1)).toBe('2027-02-01');
    expect(calendar.knowsYear(2027)).toBe(false);
  });
});

describe('the shipped days of 2026', async () => {
  const days = await readCalendarFile('src/app/calendars/2026.csv');
  const calendar = new WorkingDays(days);

  it('are 33 days off and 6 weekend days worked, none of them confirmed', () => {
    expect([days.filter((entry) => !entry.isWorking).length, days.filter((entry) => entry.isWorking).length]).toEqual([33, 6]);
    expect(days.some(({ isConfirmed }) => isConfirmed)).toBe(false);
    expect(days.filter(({ isWorking, day: at }) => isWorking && ![0, 6].includes(new Date(at).getUTCDay()))).toEqual([]);
  });

  it('carry a term over the Spring Festival', () => {
    // Friday 13 February: Saturday 14 is worked, 15 to 23 are off, 24 is the next working day.
    expect(calendar.add('2026-02-13', 1)).toBe('2026-02-14');
    expect(calendar.add('2026-02-13', 2)).toBe('2026-02-24');
    expect(calendar.add('2026-09-30', 1)).toBe('2026-10-08');
    expect(calendar.add('2026-10-09', 1)).toBe('2026-10-10');
  });
});

describe('terms', () => {
  const term = (matter: string, days: number, validFrom: string, validTo: string | null = null): Term =>
    ({ matter, region: '*', validFrom, validTo, days, unit: 'working_day', legalBasis: '', isConfirmed: false });
  const terms = [term('task:*', 10, '2020-01-01'), term('task:a', 5, '2020-01-01', '2026-06-30'), term('task:a', 3, '2026-07-01')];

  it('hold by date, and a kind without one has its family’s', () => {
    expect(termOn(terms, 'task:a', '2026-06-30')?.days).toBe(5);
    expect(termOn(terms, 'task:a', '2026-07-01')?.days).toBe(3);
    expect(termOn(terms, 'task:b', '2026-07-01')?.days).toBe(10);
    expect(termOn(terms, 'challenge:answer', '2026-07-01')).toBeNull();
    expect(termOn(terms, 'task:a', '2019-12-31')).toBeNull();
  });

  it('give due dates', () => {
    const dates = new DueDates(terms, new WorkingDays([]), '2026-07-03');
    expect([dates.dueOn('task:a'), dates.dueOn('challenge:answer')]).toEqual(['2026-07-08', null]);
  });

  it('hold by region, the nearest first, and everywhere where a region says nothing', () => {
    const own = (region: string, days: number, matter = 'task:a', validFrom = '2020-01-01'): Term => ({ ...term(matter, days, validFrom), region });
    const all = [...terms, own('440000', 7), own('440300', 2), own('310000', 1, 'task:b'), own('440300', 4, 'task:a', '2027-01-01')];
    const daysIn = (division: string | null, matter = 'task:a'): number | undefined => termOn(all, matter, '2026-07-01', regionsOf(division))?.days;
    expect(regionsOf('440305')).toEqual(['440305', '440300', '440000', '*']);
    expect([daysIn('440305'), daysIn('440300'), daysIn('440000'), daysIn('440100'), daysIn('310115'), daysIn(null)]).toEqual([2, 2, 7, 7, 3, 3]);
    expect([daysIn('310000', 'task:b'), daysIn('440000', 'task:b'), daysIn('310000', 'task:c')]).toEqual([1, 10, 10]);
    expect(termOn(all, 'task:a', '2027-01-02', regionsOf('440300'))?.days).toBe(4);
  });

  it('count in the working days of the region', () => {
    const special = (region: string, at: string, isWorking: boolean): CalendarDay => ({ region, day: at, isWorking, name: '', source: '', edition: '', isConfirmed: false });
    const days = [special('*', '2026-07-06', false), special('440000', '2026-07-06', true), special('440300', '2026-07-07', false)];
    const due = (division: string | null): string | null => new DueDates(terms, calendarOf(days, regionsOf(division)), '2026-07-03', regionsOf(division)).dueOn('task:a');
    expect([due(null), due('440000'), due('440300')]).toEqual(['2026-07-09', '2026-07-08', '2026-07-09']);
  });
});
