// Dates as English-speaking sources write them: 12/31/1978, 31/12/78, 17-May-90, Mar 1 1970.

/** Years of two digits up to this one are of this century. */
const lastOfCentury = 30;
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/;
const dayFirst = /^(\d{1,2})[- ]?([A-Z]{3})[A-Z]*\.?[-, ]+(\d{4}|\d{2})$/i;
const monthFirst = /^([A-Z]{3})[A-Z]*\.? (\d{1,2}),? (\d{4}|\d{2})$/i;

export interface ForeignDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Day and month may stand the other way round: 3/4/78 is a day in March or in April. */
  readonly isOrderOpen: boolean;
}

/** The month first where both could be it, as most such sources write. Null for anything else. */
export function readForeignDate(text: string): ForeignDate | null {
  const plain = numbers.exec(text);
  if (plain) {
    const [first, second] = [Number(plain[1]), Number(plain[2])];
    const [month, day] = first > 12 ? [second, first] : [first, second];
    return { year: yearOf(plain[3]!), month, day, isOrderOpen: first <= 12 && second <= 12 && first !== second };
  }
  const [, day, name, year] = dayFirst.exec(text) ?? swapped(monthFirst.exec(text)) ?? [];
  const month = months.indexOf(name?.toUpperCase() ?? '') + 1;
  return month === 0 ? null : { year: yearOf(year!), month, day: Number(day), isOrderOpen: false };
}

function swapped(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found && [found[0], found[2], found[1], found[3]];
}

function yearOf(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year + (year <= lastOfCentury ? 2000 : 1900);
}
