// Carries a planned decision out inside the caller's transaction, under the library's locks: writes what it says of records, decides
// their clusters again, computes the golden records that this touches. The same statements that a load runs.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql, type Query } from '../../store/sql.ts';
import { makeWork } from '../../store/work-table.ts';
import { recomputeTouched, runAll } from '../apply-load.ts';
import { createChangeTables } from '../change-tables.sql.ts';
import { librarySql, type LibrarySql } from '../library-sql.ts';
import { findMovedNotice, noteRekeyed, recomputeAliases } from '../resolve/aliases.sql.ts';
import type { Surroundings } from '../derive-further.ts';
import { relabelMoved } from '../resolve/relabel.ts';
import type { Effects, GoldenMark } from './decision.ts';
import { effectsOf, marksOf, noteDecided, noteNumbers, plannedEffects, reclaimId, removeEffects, writeEffects } from './decisions.sql.ts';
import { mostAnchors } from './plan-decision.ts';

export interface Work extends Surroundings {
  readonly client: PoolClient;
  readonly library: LibraryDefinition;
  readonly lib: LibrarySql;
  readonly now: Date;
  readonly today: string;
}

export function startDecision(client: PoolClient, about: Omit<Work, 'client' | 'lib'>): Work {
  return { client, lib: librarySql(about.library), ...about };
}

/** What a decision changes: `set` writes effects, `clear` takes an earlier decision's away, `restore` brings them back. */
export type Change =
  | { readonly kind: 'set'; readonly decisionId: string; readonly effects: Effects }
  | { readonly kind: 'clear' | 'restore'; readonly decisionId: string; readonly marks: readonly GoldenMark[] };

export interface Outcome {
  readonly before: readonly GoldenMark[];
  readonly after: readonly GoldenMark[];
}

/** Golden ids of `marks` come back to the clusters that hold their records. The work tables stay for settle(). `cause` names the decision. */
export async function carryOut({ client, lib, now }: Work, change: Change, cause: string): Promise<Outcome> {
  const source: Query = change.kind === 'set' ? plannedEffects(change.decisionId, change.effects) : effectsOf(change.decisionId);
  await runAll(client, createChangeTables());
  await runAll(client, noteDecided(lib, source));
  const involved = await idsIn(client, sql`select distinct golden_id as id from touched`);
  const recordIds = await idsIn(client, sql`select distinct record_id as id from moved`);
  const before = await readMarks(client, lib, { goldenIds: involved, recordIds });
  await runAll(client, change.kind === 'clear' ? removeEffects(lib, change.decisionId) : writeEffects(lib, source));
  await rekey(client, lib);
  await runAll(client, noteNumbers(lib));
  if (change.kind !== 'set') await reclaim(client, lib, change.marks);
  await relabelMoved(client, lib);
  await recomputeTouched(client, { lib, now, cause });
  const after = await readMarks(client, lib, { goldenIds: before.map(({ goldenId }) => goldenId), recordIds });
  return { before, after };
}

/** A change notice that a person withdraws, or gives back, changes which numbers are one (P9). */
async function rekey(client: PoolClient, lib: LibrarySql): Promise<void> {
  const aliases = recomputeAliases(lib);
  if (aliases === null || (await client.query(findMovedNotice(lib))).rowCount === 0) return;
  await client.query(aliases);
  await runAll(client, noteRekeyed(lib));
}

async function reclaim(client: PoolClient, lib: LibrarySql, marks: readonly GoldenMark[]): Promise<void> {
  await client.query(makeWork('reclaimed', sql`golden_id uuid not null, record_id uuid not null`));
  for (const { goldenId, records } of marks) await client.query(reclaimId(lib, goldenId, records));
  // Whoever bears such an id now has to give it up.
  await client.query(sql`insert into moved (record_id) select record_id from ${lib.table('source_record')} where golden_id in (select golden_id from reclaimed)`);
}

async function idsIn(client: PoolClient, query: Query): Promise<string[]> {
  return (await client.query<{ id: string }>(query)).rows.map(({ id }) => id);
}

/** The golden records that are alive among those that bear one of the ids or hold one of the records. */
async function readMarks(client: PoolClient, lib: LibrarySql, about: { goldenIds: readonly string[]; recordIds: readonly string[] }): Promise<GoldenMark[]> {
  const { rows } = await client.query<GoldenMark>(marksOf(lib, about, mostAnchors));
  return rows.filter(({ records }) => records.length > 0);
}
