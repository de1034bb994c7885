// The sample world: everything about a person or firm is a pure function of these four figures and an index.
import { Random } from './random.ts';

export interface World {
  readonly people: number;
  readonly firms: number;
  readonly seed: number;
  /** The day on which the departments export their first files, YYYY-MM-DD. Nothing in the world lies after it. */
  readonly today: string;
}

/** One stream of random numbers for each thing that is drawn, so that a new one changes no other. */
export const streams = {
  household: 1, person: 2, given: 3, phone: 4, registered: 5, residence: 6, work: 7, study: 8, police: 9, newborn: 10, death: 11, marriage: 12,
  firm: 20, firmAddress: 21, firmPeople: 22, capital: 23, decision: 30, listing: 31, selection: 40, dates: 41, fault: 50, oldNumber: 60, outsider: 70,
} as const;

export function draw(world: World, stream: keyof typeof streams, index: number): Random {
  return new Random(world.seed, streams[stream], index);
}

/** A day `back` days before a civil date; after it when negative. */
export function daysBefore(date: string, back: number): string {
  return isoOf(dayNumberOf(date) - back);
}

/** Days since 1970-01-01 of a Gregorian date, and back (the era arithmetic of H. Hinnant's civil calendar): no Date objects on the row path. */
function dayNumberOf(date: string): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8)) - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function isoOf(dayNumber: number): string {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const place = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * place + 2) / 5) + 1;
  const month = place < 10 ? place + 3 : place - 9;
  return `${yearOfEra + era * 400 + (month <= 2 ? 1 : 0)}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}
