// The generator of a synthetic town: files for every feed of the given libraries, faults among them, and the truth beside them.
// Everything is a function of the seed and an index, so memory does not grow with the town and the same seed gives the same bytes.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryDefinition } from '../definition/types.ts';
import { conductSheets } from './conduct-sheets.ts';
import { creditSheets } from './credit-sheets.ts';
import type { Tally } from './damage.ts';
import {
  countDropped, earlyDelta, firstDelivery, halfSnapshot, lateFirstDelivery, laterDelta, newerSnapshot, olderSnapshot, returns, withdrawals,
  type Delivered, type Walk,
} from './deliveries.ts';
import type { ProcessFault } from './fault.ts';
import { fileFaults } from './faults.ts';
import { extensionOf, openFile, type FileForm } from './file-writer.ts';
import { firmSheets } from './firm-sheets.ts';
import { habitOf, laterStyle } from './forms.ts';
import { bindSheet, type HeaderStyle } from './layout.ts';
import { listSheets } from './list-sheets.ts';
import { maxPeople } from './numbers.ts';
import { personSheets } from './person-sheets.ts';
import { writeRefusedFiles } from './refused-files.ts';
import type { Sheet } from './sheet.ts';
import { openTruth, type ExpectedCounts, type ExpectedState, type ManifestFile, type TownManifest, type Truth } from './truth.ts';
import { daysBefore, type World } from './world.ts';

export interface TownOptions {
  readonly libraries: readonly LibraryDefinition[];
  /** At least 10. */
  readonly people: number;
  /** At least 10. */
  readonly firms: number;
  readonly seed: number;
  /** Is created; existing files of the same names are replaced. */
  readonly folder: string;
  /** Day of the first export, YYYY-MM-DD; the last delivery is dated two months later. */
  readonly today?: string;
  /** Called after every file, and now and then within one. */
  readonly onProgress?: (progress: { file: string; rows: number }) => void;
}

const TODAY = '2025-06-30';
const ADDITIONAL_COLUMN = '备用字段1';
/** A snapshot of fewer rows is not worth halving. */
const ENOUGH_TO_HALVE = 4;
const allSheets = [...personSheets, ...firmSheets, ...creditSheets, ...listSheets, ...conductSheets] as readonly Sheet<unknown>[];

/** A file about to be written. */
interface Plan {
  readonly name: string;
  readonly form: FileForm;
  readonly style: HeaderStyle;
  readonly declaredDate: string;
  readonly state: ExpectedState;
  /** Fault of the delivery as a whole. */
  readonly faults?: readonly ProcessFault[];
  /** Name of a column that no feed knows. */
  readonly additionalColumn?: string;
  readonly rows: (walk: Walk<unknown>) => Iterable<Delivered>;
  /** What the file must count; computed from the endings of its rows unless given. */
  readonly counts?: (counted: ExpectedCounts, walk: Walk<unknown>) => ExpectedCounts;
}

/**
 * Writes the town's files, truth and manifest, and returns the manifest. Files are listed in loading order.
 * @throws Error when a library has a feed without a row maker, or the town is larger than its numbers allow.
 */
export async function generateTown(options: TownOptions): Promise<TownManifest> {
  const world: World = { people: options.people, firms: options.firms, seed: options.seed, today: options.today ?? TODAY };
  checkOptions(options);
  const feeds = feedsOf(options.libraries);
  const town = new Town(options, world, await openTruth(options.folder));
  for (const { library, sheet } of feeds) await town.deliverFirst(library, sheet);
  for (const { library, sheet } of feeds) await town.deliverLater(library, sheet);
  await town.deliverRefused(feeds[0]!.library, feeds[0]!.sheet);
  return town.finish();
}

function checkOptions({ people, firms }: TownOptions): void {
  if (people < 10 || firms < 10) throw new Error('a sample town has at least 10 people and 10 firms');
  if (people > maxPeople) throw new Error(`a sample town has at most ${maxPeople} people`);
}

/** The feeds in loading order, each with its row maker. */
function feedsOf(libraries: readonly LibraryDefinition[]): { library: LibraryDefinition; sheet: Sheet<unknown> }[] {
  return libraries.flatMap((library) => {
    const missing = Object.keys(library.feeds).filter((code) => !allSheets.some((sheet) => sheet.feed === code));
    if (missing.length > 0) throw new Error(`no sample rows for the feeds of ${library.code}: ${missing.join(', ')}`);
    return allSheets.filter((sheet) => library.feeds[sheet.feed] !== undefined).map((sheet) => ({ library, sheet }));
  });
}

class Town {
  private readonly files: ManifestFile[] = [];
  private readonly tally: Tally = new Map();
  /** The tally before each feed's first delivery, from which later ones repeat it. */
  private readonly before = new Map<string, Tally>();

  constructor(private readonly options: TownOptions, private readonly world: World, private readonly truth: Truth) {}

  async deliverFirst(library: LibraryDefinition, sheet: Sheet<unknown>): Promise<void> {
    const { form, style, isOutOfOrder } = habitOf(sheet.feed);
    this.before.set(sheet.feed, new Map(this.tally));
    if (isOutOfOrder) {
      const declaredDate = daysBefore(this.world.today, -31);
      await this.write(library, sheet, { name: '2', form, style, declaredDate, state: 'done', faults: [fileFaults.out_of_order], rows: earlyDelta });
    }
    const deliver = isOutOfOrder ? lateFirstDelivery : firstDelivery;
    await this.write(library, sheet, {
      name: '1', form, style, declaredDate: this.world.today, state: 'done', rows: (walk) => deliver(walk, this.tally),
    });
  }

  async deliverLater(library: LibraryDefinition, sheet: Sheet<unknown>): Promise<void> {
    const feed = library.feeds[sheet.feed]!;
    const habit = habitOf(sheet.feed);
    const declaredDate = daysBefore(this.world.today, -31);
    const base = { form: habit.form, style: habit.style, declaredDate, state: 'done' } as const;
    if (feed.mode === 'delta') {
      if (!habit.isOutOfOrder) {
        await this.write(library, sheet, {
          ...base, name: '2', style: laterStyle[habit.style], faults: [fileFaults.renamed_header, fileFaults.additional_column],
          additionalColumn: ADDITIONAL_COLUMN, rows: laterDelta,
        });
      }
      if (feed.operation) await this.withdrawAndReturn(library, sheet);
      return;
    }
    await this.write(library, sheet, {
      ...base, name: '2', rows: newerSnapshot, counts: (counted, walk) => ({ ...counted, withdrawn: countDropped(walk) }),
    });
    if (feed.effectiveDate !== undefined) {
      await this.write(library, sheet, {
        ...base, name: '3-older', declaredDate: daysBefore(this.world.today, 60), faults: [fileFaults.older_snapshot], rows: olderSnapshot,
        counts: (counted) => ({ ...counted, withdrawn: 0 }),
      });
    }
    if (this.rowsOf(sheet.feed) < ENOUGH_TO_HALVE) return;
    await this.write(library, sheet, {
      ...base, name: '4-half', declaredDate: daysBefore(this.world.today, -60), state: 'held',
      faults: [fileFaults.half_snapshot], rows: halfSnapshot,
      counts: ({ rows }) => ({ rows }),
    });
  }

  private async withdrawAndReturn(library: LibraryDefinition, sheet: Sheet<unknown>): Promise<void> {
    const { form, style } = habitOf(sheet.feed);
    await this.write(library, sheet, {
      form, style, state: 'done', name: '3-withdrawals', declaredDate: daysBefore(this.world.today, -40), rows: withdrawals,
      counts: ({ rows, rejected, withdrawn }) => ({ rows, rejected, withdrawn }),
    });
    const day = daysBefore(this.world.today, -45);
    await this.write(library, sheet, { form, style, state: 'done', name: '4-returns', declaredDate: day, rows: (walk) => returns(walk, day) });
  }

  async deliverRefused(library: LibraryDefinition, sheet: Sheet<unknown>): Promise<void> {
    const layout = bindSheet(library, sheet, { style: habitOf(sheet.feed).style });
    for (const { file, form, fault } of await writeRefusedFiles(this.options.folder, this.world, { layout, sheet })) {
      this.truth.fault(fault, { file, line: 0, sourceKey: '', attribute: '' });
      this.files.push({
        file, form, library: library.code, feed: sheet.feed, declaredDate: this.world.today, state: 'refused',
        problem: fault.outcome.rule, counts: {},
      });
    }
  }

  private rowsOf(feed: string): number {
    return this.files.find((file) => file.feed === feed)?.counts.rows ?? 0;
  }

  finish(): Promise<TownManifest> {
    return this.truth.finish({ ...this.world, files: this.files });
  }

  private async write(library: LibraryDefinition, sheet: Sheet<unknown>, plan: Plan): Promise<void> {
    const layout = bindSheet(library, sheet, { style: plan.style });
    const walk: Walk<unknown> = { world: this.world, sheet, layout, tally: this.before.get(sheet.feed)! };
    const file = `files/${library.code}/${sheet.feed}-${plan.name}.${extensionOf(plan.form)}`;
    const counted = await this.writeRows(file, walk, plan);
    // A department with nothing to say sends no file; one without rows would be refused.
    if (counted.rows === 0) return rm(join(this.options.folder, file));
    for (const fault of plan.faults ?? []) this.truth.fault(fault, { file, line: 0, sourceKey: '', attribute: '' });
    this.files.push({
      file, form: plan.form, library: library.code, feed: sheet.feed, declaredDate: plan.declaredDate, state: plan.state,
      counts: plan.counts?.(counted, walk) ?? counted,
    });
  }

  private async writeRows(file: string, walk: Walk<unknown>, plan: Plan): Promise<ExpectedCounts> {
    const { layout } = walk;
    const header = [...layout.columns.map((column) => column.header), ...(plan.additionalColumn ? [plan.additionalColumn] : [])];
    const writer = await openFile(join(this.options.folder, file), header, plan.form);
    const counts: Record<keyof ExpectedCounts, number> = {
      rows: 0, new: 0, changed: 0, unchanged: 0, stale: 0, duplicate: 0, rejected: 0, withdrawn: 0,
    };
    for (const row of plan.rows(walk)) {
      const line = writer.add(plan.additionalColumn ? [...row.row, '备用'] : row.row);
      counts.rows += 1;
      counts[row.ending] += 1;
      this.note(file, line, walk, row);
      if (writer.isFull || this.truth.isFull) {
        await writer.flush();
        await this.truth.flush();
        this.options.onProgress?.({ file, rows: counts.rows });
      }
    }
    await writer.close();
    this.options.onProgress?.({ file, rows: counts.rows });
    return counts;
  }

  private note(file: string, line: number, { layout }: Walk<unknown>, { sourceKey, entity, decision, fault, attribute, row, clean }: Delivered): void {
    this.truth.record({ library: layout.library.code, feed: layout.feed.code, sourceKey, file, line, entity, decision });
    if (!fault) return;
    const damaged = fault.outcome.kind === 'process' || !clean ? [] : layout.columns.filter((_, place) => row[place] !== clean[place]);
    const before = damaged.map((column) => [column.header, clean![layout.columns.indexOf(column)]!]);
    this.truth.fault(fault, { file, line, sourceKey, attribute, clean: before.length > 0 ? Object.fromEntries(before) : undefined });
  }
}

