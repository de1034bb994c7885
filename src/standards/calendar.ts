// Calendar dates inside identifiers, as plain numbers yyyymmdd: no Date objects, no time zones, no allocation.

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether yyyymmdd is a real day of the Gregorian calendar. */
export function isCalendarDate(yyyymmdd: number): boolean {
  const day = yyyymmdd % 100;
  const month = Math.floor(yyyymmdd / 100) % 100;
  if (day < 1 || month < 1 || month > 12) return false;
  return day <= DAYS[month]! || (day === 29 && month === 2 && isLeapYear(Math.floor(yyyymmdd / 10000)));
}

/** Whether a year has 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * The number yyyymmdd of a civil date `YYYY-MM-DD`.
 * @throws Error when the text has another form: the caller's clock is wrong, not a department's data.
 */
export function dayNumber(isoDate: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate)) throw new Error(`expected YYYY-MM-DD, got ${isoDate}`);
  return Number(isoDate.slice(0, 4) + isoDate.slice(5, 7) + isoDate.slice(8, 10));
}
