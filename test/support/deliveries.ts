// Random deliveries for properties: files of one library whose rows repeat, contradict, withdraw and return, in any order and split.
import fc from 'fast-check';
import type { Pool } from 'pg';
import { libraryLock } from '../../src/engine/apply-load.ts';
import { decideHeldLoad, type LoadView } from '../../src/engine/load.ts';
import { createPool } from '../../src/store/pool.ts';
import { sql } from '../../src/store/sql.ts';
import { lockInTransaction, withTransaction } from '../../src/store/transaction.ts';
import type { TestDatabase } from './database.ts';
import { testHub, type Rows, type TestHub } from './hub.ts';

export interface Delivery {
  readonly feed: string;
  readonly rows: Rows;
  readonly declaredDate: string;
  readonly mode: 'delta' | 'snapshot';
}

/** Few dates, so that equal ones are common. */
export const day: fc.Arbitrary<string> = fc.integer({ min: 1, max: 6 }).map((number) => `2026-03-0${number}`);
/** A row's own date: often missing, then the delivery's counts. */
export const rowDate: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: day }, { weight: 1, arbitrary: fc.constant('') });

export interface FeedShape {
  readonly feed: string;
  readonly mode: 'delta' | 'snapshot';
  readonly row: fc.Arbitrary<Readonly<Record<string, string>>>;
  readonly weight?: number;
}

/** One to six files over the given feeds. A snapshot has at most one row a source key: the newest row of a key is settled elsewhere. */
export function deliveries(feeds: readonly FeedShape[], maxFiles = 7): fc.Arbitrary<Delivery[]> {
  const one = fc.oneof(...feeds.map(({ feed, mode, row, weight = 1 }) => ({
    weight,
    arbitrary: fc.record({ feed: fc.constant(feed), mode: fc.constant(mode), rows: fc.array(row, { minLength: 1, maxLength: 4 }), declaredDate: day }),
  })));
  return fc.array(one, { minLength: 2, maxLength: maxFiles });
}

/** The same deliveries in another order; files of rows, not of states, may also be cut in two. `seed` decides. */
export function rearrange(list: readonly Delivery[], seed: number): Delivery[] {
  const random = generator(seed);
  const pieces = list.flatMap((delivery): Delivery[] => {
    if (delivery.mode === 'snapshot' || delivery.rows.length < 2 || random() < 0.5) return [delivery];
    const cut = 1 + Math.floor(random() * (delivery.rows.length - 1));
    return [{ ...delivery, rows: delivery.rows.slice(0, cut) }, { ...delivery, rows: delivery.rows.slice(cut) }];
  });
  for (let index = pieces.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [pieces[index], pieces[other]] = [pieces[other]!, pieces[index]!];
  }
  return pieces;
}

function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Loads them one after the other; a held snapshot is approved. Returns the loads as they ended. */
export async function deliverAll(hub: TestHub, list: readonly Delivery[]): Promise<LoadView[]> {
  const views: LoadView[] = [];
  for (const { feed, rows, declaredDate } of list) {
    let view = await hub.deliver(feed, rows, { declaredDate });
    if (view.state === 'held') {
      await decideHeldLoad(hub.deps, view.loadId, 'approve', 'test');
      view = await hub.process(view.loadId);
    }
    views.push(view);
  }
  return views;
}

/**
 * Delivers everything while the libraries are locked, so that what is staged is applied in batches when they are let go. Snapshots over
 * their guard are approved afterwards.
 */
export async function deliverTogether(hub: TestHub, database: TestDatabase, list: readonly Delivery[]): Promise<LoadView[]> {
  const pool = createPool(database.url, { max: 6 * list.length + 2, applicationName: 'jiku together' });
  const worker = await testHub({ pool }, { owner: 'together', bulkRows: hub.deps.bulkRows, cutBytes: hub.deps.cutBytes });
  try {
    const loads: LoadView[] = [];
    for (const { feed, rows, declaredDate } of list) loads.push(await hub.receive(feed, rows, { declaredDate }));
    const { working } = await withTransaction(pool, async (client) => {
      for (const { code } of hub.deps.libraries) await lockInTransaction(client, libraryLock(code));
      const started = loads.map(({ loadId }) => worker.process(loadId));
      await untilStaged(pool, loads.map(({ loadId }) => loadId));
      return { working: Promise.all(started) };
    });
    const views = await working;
    return await Promise.all(views.map(async (view) => {
      if (view.state !== 'held') return view;
      await decideHeldLoad(worker.deps, view.loadId, 'approve', 'test');
      return worker.process(view.loadId);
    }));
  } finally {
    await worker.close();
    await pool.end();
  }
}

async function untilStaged(pool: Pool, loadIds: readonly number[]): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(sql`
      select count(*) as open from hub.load where load_id = any (${loadIds}::bigint[]) and state in ('received', 'staging')`);
    if (rows[0]!.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
