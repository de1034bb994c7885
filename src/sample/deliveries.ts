// Which files a feed delivers, and what each row in them does: the first delivery, and later ones with changes, rows sent again,
// older states, withdrawals and corrections. A later delivery walks the first one again and so knows what was sent.
import { createInjector, type Strike, type Tally } from './damage.ts';
import type { ProcessFault } from './fault.ts';
import { catalogue, rowFaults } from './faults.ts';
import type { FileLayout } from './layout.ts';
import { sourceKeyOf } from './layout.ts';
import { hash } from './random.ts';
import type { Sheet } from './sheet.ts';
import type { World } from './world.ts';

/** How a row must end in the counts of its load. */
export type Ending = 'new' | 'changed' | 'unchanged' | 'stale' | 'duplicate' | 'rejected' | 'withdrawn';

/** A row to be written. */
export interface Delivered {
  readonly row: readonly string[];
  /** The row before a fault struck it. */
  readonly clean?: readonly string[];
  readonly ending: Ending;
  readonly entity: string;
  readonly decision: string;
  readonly sourceKey: string;
  readonly fault: ProcessFault | null;
  readonly attribute: string;
}

/** A row of the first delivery with everything a later one needs to know of it. */
interface Sent<S> {
  readonly subject: S;
  readonly position: number;
  readonly clean: string[];
  readonly row: string[];
  readonly strike: Strike | null;
  readonly natural: ProcessFault | null;
  readonly isRejected: boolean;
}

export interface Walk<S> {
  readonly world: World;
  readonly sheet: Sheet<S>;
  readonly layout: FileLayout<S>;
  /** The tally before the first delivery; each walk counts on a copy. */
  readonly tally: Tally;
}

/**
 * The rows of the first delivery: those at wanted positions, and those that a fault struck on the way (a walk that needs
 * few rows makes few). `counted` receives the tally.
 */
function* sentRows<S>(
  { world, sheet, layout, tally }: Walk<S>,
  isWanted: (position: number) => boolean,
  counted: Tally = new Map(tally),
): Generator<Sent<S>> {
  const injector = createInjector(layout, world, counted);
  let position = -1;
  for (const subject of sheet.subjects(world)) {
    position += 1;
    if (!isWanted(position) && !injector.mayStrike(position)) continue;
    const clean = layout.rowOf(subject, { world, version: 0 });
    const code = sheet.natural?.(subject, world) ?? null;
    const strike = code === null ? injector.strike(clean, position) : null;
    yield {
      subject, position, clean, strike,
      row: strike?.row ?? clean,
      natural: code === null ? null : catalogue.get(code) ?? null,
      isRejected: strike?.fault.outcome.kind === 'reject',
    };
  }
}

function delivered<S>(walk: Walk<S>, sent: Sent<S>, change: Partial<Delivered> & { ending: Ending }): Delivered {
  const row = change.row ?? sent.row;
  return {
    row,
    clean: sent.clean,
    entity: walk.sheet.entity(sent.subject),
    decision: walk.sheet.decision?.(sent.subject) ?? '',
    sourceKey: sourceKeyOf(walk.layout, row),
    fault: sent.strike?.fault ?? sent.natural,
    attribute: sent.strike?.attribute ?? '',
    ...change,
  };
}

/** A row as its subject stands in another version, undamaged; null where no attribute differs from the first. */
function versionOf<S>({ world, layout }: Walk<S>, sent: Sent<S>, version: number): string[] | null {
  const row = layout.rowOf(sent.subject, { world, version });
  const { feed, columns } = layout;
  const differs = columns.some(({ key, attribute }, place) => attribute !== null && key !== feed.effectiveDate && row[place] !== sent.clean[place]);
  const keepsKey = sourceKeyOf(layout, row) === sourceKeyOf(layout, sent.clean);
  return differs && keepsKey ? row : null;
}

/** Everything once, with one row in some hundred doubled. `counted` receives the tally. */
export function* firstDelivery<S>(walk: Walk<S>, counted: Tally): Generator<Delivered> {
  for (const sent of sentRows(walk, () => true, counted)) {
    yield delivered(walk, sent, { ending: sent.isRejected ? 'rejected' : 'new' });
    if (sent.position % 240 === 17 && !sent.isRejected) {
      yield delivered(walk, sent, { ending: 'duplicate', fault: rowFaults.doubled_row, attribute: '' });
    }
  }
}

type Later = Partial<Delivered> & Pick<Delivered, 'row' | 'ending' | 'fault' | 'attribute'>;

/** What a later delta says of a row of the first delivery, after it; null: nothing. */
function laterRow<S>(walk: Walk<S>, sent: Sent<S>): Later | null {
  const { world, sheet, layout } = walk;
  if (sent.isRejected) return hash(world.seed, 0, sent.position) % 3 > 0 ? { row: sent.clean, ending: 'new', fault: null, attribute: '' } : null;
  if (sent.natural !== null) return null;
  const turn = sent.position % 20;
  if (turn === 1) return { row: sent.row, ending: 'unchanged', fault: rowFaults.resent_row, attribute: '' };
  const isOlder = turn === 2 && layout.feed.effectiveDate !== undefined;
  if (!sheet.changes || !(turn === 0 || isOlder)) return null;
  const row = versionOf(walk, sent, isOlder ? 2 : 1);
  if (row === null) return null;
  return isOlder ? { row, ending: 'stale', fault: rowFaults.older_row, attribute: '' } : { row, ending: 'changed', fault: null, attribute: '' };
}

/** A delta: changes, rows sent again, older states, rejected rows corrected, and newcomers. */
export function* laterDelta<S>(walk: Walk<S>): Generator<Delivered> {
  const { world, sheet, layout } = walk;
  for (const sent of sentRows(walk, (position) => position % 20 < 3)) {
    const later = laterRow(walk, sent);
    if (later) yield delivered(walk, sent, later);
  }
  for (const subject of sheet.newcomers?.(world) ?? []) {
    const row = layout.rowOf(subject, { world, version: 1 });
    const code = sheet.natural?.(subject, world) ?? null;
    yield {
      row, ending: 'new', entity: sheet.entity(subject), decision: sheet.decision?.(subject) ?? '', sourceKey: sourceKeyOf(layout, row),
      fault: code === null ? null : catalogue.get(code) ?? null, attribute: '',
    };
  }
}

/** The later delta where it arrives before the first delivery: all of it is new. */
export function* earlyDelta<S>(walk: Walk<S>): Generator<Delivered> {
  for (const sent of sentRows(walk, (position) => position % 20 < 3)) {
    const later = laterRow(walk, sent);
    if (later === null) continue;
    const struck = later.ending === 'unchanged' ? sent.strike : null;
    yield delivered(walk, sent, { ...later, ending: 'new', fault: struck?.fault ?? null, attribute: struck?.attribute ?? '' });
  }
}

const endingAfter: Readonly<Partial<Record<Ending, Ending>>> = { changed: 'stale', stale: 'changed', unchanged: 'unchanged', new: 'stale' };

/** The first delivery where it arrives after the later delta. `counted` receives the tally. */
export function* lateFirstDelivery<S>(walk: Walk<S>, counted: Tally): Generator<Delivered> {
  for (const sent of sentRows(walk, () => true, counted)) {
    const later = sent.isRejected ? null : laterRow(walk, sent);
    if (later === null) yield delivered(walk, sent, { ending: sent.isRejected ? 'rejected' : 'new' });
    else if (later.ending === 'unchanged') yield delivered(walk, sent, { ending: 'unchanged', fault: rowFaults.resent_row, attribute: '' });
    else yield delivered(walk, sent, { ending: endingAfter[later.ending]! });
  }
}

/** The rows that are withdrawn. */
function* withdrawnRows<S>(walk: Walk<S>): Generator<Sent<S>> {
  for (const sent of sentRows(walk, (position) => position % 100 === 4)) {
    if (sent.natural === null && !sent.isRejected && sent.position % 100 === 4) yield sent;
  }
}

/** Deletions, a few of which name no key. Only for feeds with an operation column. */
export function* withdrawals<S>(walk: Walk<S>): Generator<Delivered> {
  const { feed, columns, keyAt } = walk.layout;
  const operationAt = columns.findIndex(({ key }) => key === feed.operation?.column);
  const word = feed.operation?.deletes.find((candidate) => candidate === '删除') ?? feed.operation?.deletes[0];
  if (operationAt < 0 || word === undefined) return;
  let count = 0;
  for (const sent of withdrawnRows(walk)) {
    const row = (versionOf(walk, sent, 1) ?? [...sent.clean]).with(operationAt, word);
    yield delivered(walk, sent, { row, ending: 'withdrawn', fault: null, attribute: '' });
    // Few enough that the file stays under its limit of rejects.
    count += 1;
    if (count % 10 !== 0) continue;
    const keyless = row.map((cell, place) => (keyAt.includes(place) ? '' : cell));
    yield delivered(walk, sent, { row: keyless, clean: row, ending: 'rejected', fault: rowFaults.delete_without_key, attribute: columns[keyAt[0]!]!.key });
  }
}

/**
 * Withdrawn rows sent again: half of them dated after the withdrawal, which brings them back, half as they were at first, which does
 * not. Where only the delivery has a date, all of them come back.
 */
export function* returns<S>(walk: Walk<S>, day: string): Generator<Delivered> {
  const { feed, columns } = walk.layout;
  const dateAt = columns.findIndex(({ key }) => key === feed.effectiveDate);
  let count = 0;
  for (const sent of withdrawnRows(walk)) {
    count += 1;
    if (dateAt >= 0 && count % 2 === 0) {
      yield delivered(walk, sent, { ending: 'unchanged', fault: rowFaults.late_row_withdrawn, attribute: '' });
    } else {
      yield delivered(walk, sent, { row: dateAt < 0 ? sent.row : sent.row.with(dateAt, day), ending: 'changed', fault: rowFaults.returned_row, attribute: '' });
    }
  }
}

/** Below the guard of 5 % however few rows there are. Rows that are faults by themselves stay, to be found. */
const isDroppable = (position: number) => position % 50 === 37;
const isDropped = ({ position, natural }: Sent<unknown>) => isDroppable(position) && natural === null;
const isChanged = (position: number) => position % 10 === 0;

/** A newer snapshot: one row in fifty is gone, one in ten has changed, the rest is as before. */
export function* newerSnapshot<S>(walk: Walk<S>): Generator<Delivered> {
  for (const sent of sentRows(walk, () => true)) {
    if (sent.isRejected) yield delivered(walk, sent, { ending: 'rejected' });
    else if (!isDropped(sent)) {
      const row = isChanged(sent.position) && sent.natural === null ? versionOf(walk, sent, 1) : null;
      yield delivered(walk, sent, { row: row ?? sent.row, ending: row ? 'changed' : 'unchanged', fault: null, attribute: '' });
    }
  }
}

/** How many records the newer snapshot withdraws. */
export function countDropped<S>(walk: Walk<S>): number {
  let count = 0;
  for (const sent of sentRows(walk, isDroppable)) if (!sent.isRejected && isDropped(sent)) count += 1;
  return count;
}

/** A snapshot dated before the first one, of two rows in three: it withdraws nothing and changes nothing. */
export function* olderSnapshot<S>(walk: Walk<S>): Generator<Delivered> {
  for (const sent of sentRows(walk, (position) => position % 3 !== 0)) {
    if (sent.isRejected || sent.natural !== null || sent.position % 3 === 0) continue;
    const row = versionOf(walk, sent, 2);
    if (row) yield delivered(walk, sent, { row, ending: 'stale', fault: rowFaults.older_row, attribute: '' });
  }
}

/** The first half of a snapshot: more is missing than the guard allows. */
export function* halfSnapshot<S>(walk: Walk<S>): Generator<Delivered> {
  for (const sent of sentRows(walk, (position) => position % 2 === 0)) {
    if (!sent.isRejected && sent.position % 2 === 0) yield delivered(walk, sent, { ending: 'unchanged', fault: null, attribute: '' });
  }
}
