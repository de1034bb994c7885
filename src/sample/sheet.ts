// What a feed's row maker is: whose rows the file holds and what stands in each column. Column order, header names and the
// spelling of codes come from the feed's own definition (layout.ts).
import { daysBefore, draw, type World } from './world.ts';

/** The state of a row that is asked for. */
export interface Visit {
  readonly world: World;
  /** 0 the first delivery, 1 the update of the second, 2 an older state that arrives late. */
  readonly version: number;
}

export type Cell<S> = (subject: S, visit: Visit) => string;

/** A subject brings the entity that its row is truly about and, unless its cells say so themselves, the day from which it holds. */
export interface Sheet<S> {
  readonly feed: string;
  /** Every subject of the first delivery, in the order of the file. */
  subjects(world: World): Iterable<S>;
  /** Subjects that appear only in the second delivery. */
  newcomers?(world: World): Iterable<S>;
  /** Identity in the truth: P0000012, F0000034 or X0000005; for a subject record, whom it is about. */
  entity(subject: S): string;
  /** For a subject record that several files may bring: the decision that it is, one name wherever it stands. */
  decision?(subject: S): string;
  /** By column key or attribute code; the column key comes first. */
  readonly cells: Readonly<Record<string, Cell<S>>>;
  /** Version 1 and 2 differ from version 0 in an attribute. */
  readonly changes: boolean;
  /** Code of the fault that lies in the subject itself rather than in a damaged cell. */
  natural?(subject: S, world: World): string | null;
}

/** The day from which a state holds; the same row has the same date in every delivery of one version. */
export function effectiveDay(world: World, index: number, version: number): string {
  const first = draw(world, 'dates', index).between(30, 720);
  if (version === 1) return daysBefore(world.today, -draw(world, 'dates', index + 1).between(1, 28));
  return daysBefore(world.today, first + (version === 2 ? 400 : 0));
}

/** Whether a subject belongs to a selection: a share of all, the same at every call. */
export function isChosen(world: World, salt: number, index: number, share: number): boolean {
  return draw(world, 'selection', index * 64 + salt).chance(share);
}

/** Name of an entity in the truth: P0000012. X: a person without a resident ID. */
export function entityOf(letter: 'P' | 'F' | 'X', index: number): string {
  return letter + String(index).padStart(7, '0');
}
