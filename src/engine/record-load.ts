// Records one staged load: what is new, changed, withdrawn or known already, and what must be decided or computed again because of it.
// Runs inside the transaction that applies the load; the work tables exist.
import type { PoolClient } from 'pg';
import { sql } from '../store/sql.ts';
import { touchFormerHolders } from './golden/former-relations.sql.ts';
import { writeGainedRelations, writeRelations } from './golden/relations.sql.ts';
import * as record from './ingest/record-sources.sql.ts';
import { findLeftNumber, noteFormerNumbers, noteRekeyed, recomputeAliases } from './resolve/aliases.sql.ts';
import { foundGoldens, noteContradicted, noteJoined, notePointed, recordNew, recordPointingKeys } from './resolve/link-new.sql.ts';
import { readMatchSetting } from './resolve/match-setting.ts';
import { countDone } from './ingest/staging.sql.ts';
import { queueStaged } from './resolve/scored/queue.sql.ts';
import { analyzeWork } from '../store/work-table.ts';
import { countsOf, runAll } from './run-statements.ts';
import { refreshStatistics } from './statistics.ts';

/** What staging found of the load, and what was decided about it. */
export interface StagedLoad {
  readonly sources: readonly string[];
  /** Rows that were staged as known, and how many loads of the feed were done then. */
  readonly known: number;
  readonly doneLoads: number;
  /** A person approved a snapshot over its guard. */
  readonly isApproved: boolean;
  /** Share of records that may be missing from a snapshot. */
  readonly guard: number;
}

export interface RowCounts {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly stale: number;
  readonly duplicate: number;
  readonly withdrawn: number;
}

/** `held`: the snapshot lacks more records than its guard allows; nothing was recorded. */
export type RecordOutcome =
  | { readonly state: 'recorded'; readonly counts: RowCounts }
  | { readonly state: 'held'; readonly missing: number; readonly of: number; readonly guard: number };

/** What was staged as known cannot be relied on any more: the file must be staged with every row read. Nothing was recorded. */
export class RowsUnread extends Error {}

/** Judges the load and records it. Throws RowsUnread. */
export async function recordLoad(client: PoolClient, scope: record.ApplyScope, load: StagedLoad): Promise<RecordOutcome> {
  const known = await takeKnown(client, scope, load);
  await client.query(sql`analyze ${scope.staging} (record_id, key)`);
  const isWhole = scope.isSnapshot && !(await isCorrection(client, scope));
  const isFirst = await isFirstOfFeed(client, scope);
  const { missing = 0, held = 0 } = isWhole && !isFirst ? await countsOf(client, record.countMissing(scope, load.sources)) : {};
  // A load that is held stays staged as it is.
  if (missing > held * load.guard && !load.isApproved) return { state: 'held', missing, of: held, guard: load.guard };
  const repeated = await countsOf(client, record.removeRepeated(scope));
  return { state: 'recorded', counts: await recordRows(client, scope, { sources: load.sources, isWhole, isFirst, missing }, [repeated, known]) };
}

/** Counts of the rows that were staged as known, as classifyRows has them. */
async function takeKnown(client: PoolClient, scope: record.ApplyScope, load: StagedLoad): Promise<Record<string, number>> {
  if (load.known === 0) return {};
  const { records = 0, repeated = 0, doubtful = 0, done } = await countsOf(client, record.judgeKnown(scope));
  if (doubtful > 0 || done !== load.doneLoads) throw new RowsUnread();
  return { unchanged: records, duplicate: repeated };
}

/** Corrected rejects of a snapshot come without the rest of it. */
async function isCorrection(client: PoolClient, scope: record.ApplyScope): Promise<boolean> {
  return (await client.query<{ is_correction: boolean }>(record.findCorrection(scope))).rows[0]!.is_correction;
}

async function isFirstOfFeed(client: PoolClient, { lib, feed }: record.ApplyScope): Promise<boolean> {
  return (await client.query<{ done: number }>(countDone(lib.library.code, feed))).rows[0]!.done === 0;
}

interface DeliveryScope {
  readonly sources: readonly string[];
  /** The delivery is the whole of what its sources hold. */
  readonly isWhole: boolean;
  /** No load of the feed was recorded before: none of its records is held. */
  readonly isFirst: boolean;
  /** Records that it lacks. */
  readonly missing: number;
}

async function recordRows(client: PoolClient, scope: record.ApplyScope, delivery: DeliveryScope, before: readonly Record<string, number>[]): Promise<RowCounts> {
  const { isFirst } = delivery;
  const rows = await countsOf(client, isFirst ? record.countRows(scope) : record.classifyRows(scope));
  const { new: added = 0, changed = 0, unchanged = 0, stale = 0, same = 0 } = rows;
  // A file that says only what is held already costs its classification and nothing more.
  if (added + changed + unchanged + stale > same) await takeRows(client, scope, { added, isFirst });
  if (scope.isSnapshot && !isFirst) await client.query(record.reviveRejected(scope));
  const deleted = await countsOf(client, record.applyDeletes(scope));
  let withdrawn = deleted.changed ?? 0;
  if (delivery.missing > 0) withdrawn += (await countsOf(client, record.withdrawMissing(scope, delivery.sources))).withdrawn ?? 0;
  if (delivery.isWhole) await client.query(record.rememberSnapshot(scope, delivery.sources));
  await runAll(client, [record.keepRejects(scope), ...record.closeRejects(scope)]);
  if (await isAnythingMoved(client)) await noteUndecided(client, scope, added);
  await runAll(client, record.forgetSeen(scope));
  const sum = (name: string): number => [rows, deleted, ...before].reduce((all, counts) => all + (counts[name] ?? 0), 0);
  return { new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged'), stale: sum('stale'), duplicate: sum('duplicate'), withdrawn };
}

/** Writes the rows that bring something, links the plain ones and notes what must be decided again. */
async function takeRows(client: PoolClient, scope: record.ApplyScope, { added, isFirst }: { added: number; isFirst: boolean }): Promise<void> {
  await client.query(analyzeWork('seen'));
  if (!isFirst) await takeSeen(client, scope);
  await client.query(foundGoldens(scope));
  await refreshStatistics(client, scope.lib, added, ['identifier']);
  await client.query(recordNew(scope));
  await client.query(sql`analyze ${scope.gained}`);
  await runAll(client, touchFormerHolders(scope));
  await client.query(recordPointingKeys(scope));
  await queueForScoring(client, scope);
  await refreshStatistics(client, scope.lib, added, ['source_record', 'pointing_key']);
}

/** Writes what rows say of records that are held already. */
async function takeSeen(client: PoolClient, scope: record.ApplyScope): Promise<void> {
  await client.query(record.keepStale(scope));
  await runAll(client, record.noteChanges(scope));
  await client.query(record.keepFormer(scope));
  await runAll(client, record.updateChanged(scope));
}

/** What is new or changed waits for its comparison by score, where a model is active. */
async function queueForScoring(client: PoolClient, scope: record.ApplyScope): Promise<void> {
  const { library } = scope.lib;
  if (!library.matchRules.scored || (await readMatchSetting(client, library.code)).modelId === null) return;
  await client.query(queueStaged(scope));
}

/** Whether the loads of this transaction gave anything to decide or to compute. */
export async function isAnythingMoved(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ is_moved: boolean }>(sql`
    select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved`);
  return rows[0]?.is_moved ?? false;
}

/** What the rows of the load put in doubt, and the relations that they state. */
async function noteUndecided(client: PoolClient, scope: record.ApplyScope, added: number): Promise<void> {
  const { lib } = scope;
  const { rekey } = lib.library.matchRules.deterministic;
  if (rekey) {
    if (rekey.feed === scope.feed || (await client.query(findLeftNumber(scope))).rowCount !== 0) {
      await client.query(recomputeAliases(lib)!);
      await refreshStatistics(client, lib, added, ['key_alias']);
      await runAll(client, noteRekeyed(lib));
    }
    await client.query(noteFormerNumbers(scope));
  }
  await client.query(notePointed(scope));
  await client.query(noteJoined(scope));
  await runAll(client, noteContradicted(scope));
  await runAll(client, [...writeRelations(lib, rewordedRecords, scope.supplied), ...writeGainedRelations(scope)]);
  await refreshStatistics(client, lib, added, ['relation']);
}

/** Records that say something else now, or for the first time. */
const rewordedRecords = sql`select record_id from seen where outcome in ('changed', 'announced')`;
