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
  firm: 20, firmAddress: 21, firmPeople: 22, capital: 23, decision: 30, selection: 40, dates: 41, fault: 50, oldNumber: 60,
} as const;

export function draw(world: World, stream: keyof typeof streams, index: number): Random {
  return new Random(world.seed, streams[stream], index);
}

/** A day `back` days before a civil date. */
export function daysBefore(date: string, back: number): string {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  return new Date(Date.UTC(year, month - 1, day - back)).toISOString().slice(0, 10);
}
