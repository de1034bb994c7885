// The rows of a feed that the hub holds word for word, by the digest of their text. A row without findings reads the same whenever the
// same text comes under the same header and definition, on any later day too (a clean date that is past stays past): it is not read again.
import type { Pool } from 'pg';
import { copyOutBinary } from '../../store/copy.ts';
import { readBinaryUuids } from '../../store/binary-uuids.ts';
import { digest128 } from './row-digest.ts';
import type { RowPlan } from './row-plan.ts';
import { countDone, heldRows, isScanWorthwhile } from './staging.sql.ts';

/** Raise it whenever a cell would be read otherwise than before: what was held until then is read again. */
const readingVersion = 2;
const unit = '\u001f';
/** 40 bytes each are kept for so many records at most; a larger feed is read as a whole. */
const mostRecords = 1_000_000;
const recordBytes = 32;

/** What makes the digest of a row's text: null where rows must always be read. */
export type RowHash = (cells: readonly string[]) => string;

/** Corrections are read, because they close a reject by its id. A date that the row does not state is part of what it says. */
export function rowHashOf({ library, feed, binding, effectiveDate }: RowPlan, declaredDate: string): RowHash | null {
  if (binding.rejectId >= 0) return null;
  const reading = digest128(JSON.stringify([readingVersion, library, feed.code, [...binding.columns]]));
  return (cells) => {
    const isDated = effectiveDate !== null && cells[effectiveDate.cell] !== '';
    return digest128(`${reading}${isDated ? '' : declaredDate}${unit}${cells.length}${unit}${cells.join(unit)}`);
  };
}

export interface KnownRowsOptions {
  readonly library: string;
  readonly feed: string;
  /** Size of the file whose rows are to be found. */
  readonly bytes: number;
}

/** A hash table over digests and record ids as they come from the database, 16 bytes each. */
export class KnownRows {
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** The digest that is looked for: one buffer for all. */
  private readonly wanted = Buffer.alloc(16);

  private constructor(private readonly held: Buffer, readonly doneLoads: number) {
    const count = held.length / recordBytes;
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.5)));
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    for (let at = 0; at < held.length; at += recordBytes) {
      let slot = held.readUInt32LE(at) & this.mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & this.mask;
      this.slots[slot] = at;
    }
  }

  /** Counts the feed's loads before it reads what is held: what later ones change is noticed when the load is applied. */
  static async read(pool: Pool, { library, feed, bytes }: KnownRowsOptions): Promise<KnownRows> {
    const { rows: [counts] } = await pool.query<{ done: number }>(countDone(library, feed));
    const { rows: [scan] } = await pool.query<{ is_worthwhile: boolean }>(isScanWorthwhile(library, bytes));
    const { done } = counts!;
    if (done === 0 || !scan?.is_worthwhile) return new KnownRows(Buffer.alloc(0), done);
    const client = await pool.connect();
    try {
      const held = await readBinaryUuids(copyOutBinary(client, heldRows(library, feed, mostRecords + 1)), mostRecords * recordBytes);
      return new KnownRows(held ?? Buffer.alloc(0), done);
    } finally {
      client.release();
    }
  }

  get isEmpty(): boolean {
    return this.held.length === 0;
  }

  /** The record that holds the text with this digest, or null. */
  find(rowHash: string): string | null {
    const { wanted } = this;
    wanted.write(rowHash, 'hex');
    let slot = wanted.readUInt32LE(0) & this.mask;
    for (let at = this.slots[slot]!; at !== -1; at = this.slots[slot]!) {
      if (this.held.compare(wanted, 0, 16, at, at + 16) === 0) return this.held.toString('hex', at + 16, at + recordBytes);
      slot = (slot + 1) & this.mask;
    }
    return null;
  }
}
