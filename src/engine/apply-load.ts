// Brings a staged load into its library: record, resolve, merge, settle tasks. One transaction under the library's lock, so a load
// is either there as a whole or not at all, and two loads of the same people found one golden record each.
import type { PoolClient } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { civilDate } from '../kernel/clock.ts';
import { lockInTransaction } from '../store/transaction.ts';
import { ident, sql, type Query } from '../store/sql.ts';
import { addGainedIdentifiers, recomputeIdentifiers } from './golden/identifiers.sql.ts';
import { applyPins, notePinned, touchPinHomes } from './golden/pins.sql.ts';
import { collectQuick, insertFounded, mergeGained, noteCrowded, noteIncomparable } from './golden/merge-gained.sql.ts';
import { computeGoldens, createComputed, fillSpeaking, writeComputed, type RecomputeScope } from './golden/recompute.sql.ts';
import { resolveTargets, writeRelations } from './golden/relations.sql.ts';
import { decideNameless, decideSubjects, noteSubjects } from './golden/subjects.sql.ts';
import * as record from './ingest/record-sources.sql.ts';
import { stagingTable } from './ingest/staging.sql.ts';
import { librarySql, type LibrarySql } from './library-sql.ts';
import { refreshStatistics } from './statistics.ts';
import { noteFormerNumbers, noteRekeyed, recomputeAliases } from './resolve/aliases.sql.ts';
import { foundGoldens, noteContradicted, noteJoined, notePointed, recordNew, recordPointingKeys } from './resolve/link-new.sql.ts';
import { collectClashing, markNameRule } from './resolve/name-rule.sql.ts';
import { readMatchSetting } from './resolve/match-setting.ts';
import { relabelMoved } from './resolve/relabel.ts';
import { queueStaged } from './resolve/scored/queue.sql.ts';
import { settleChallenges } from './steward/challenges.ts';
import { fillDueDates } from './steward/task-due.ts';
import { createTaskTables, resettleSubjectTasks, settleTasks, wantTasks } from './steward/tasks.sql.ts';

export interface ApplyRequest {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly loadId: number;
  readonly declaredDate: string;
  /** Attributes that the file's columns fill. */
  readonly supplied: ReadonlySet<string>;
  readonly sources: readonly string[];
  /** A person approved a snapshot over its guard. */
  readonly isApproved: boolean;
  readonly now: Date;
  /** Every library of the hub: relations and subjects reach across them. */
  readonly libraries: readonly LibraryDefinition[];
}

export interface ApplyCounts {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly stale: number;
  readonly duplicate: number;
  readonly withdrawn: number;
  readonly linked: number;
  readonly held: number;
  readonly unlinked: number;
}

/** `held`: the snapshot lacks more records than its guard allows; nothing was recorded. */
export type ApplyOutcome =
  | { readonly state: 'done'; readonly counts: ApplyCounts }
  | { readonly state: 'held'; readonly missing: number; readonly of: number; readonly guard: number };

const defaultGuard = 0.05;

/** Name of the lock that everyone holds who changes a library. Taken in the order of the libraries' definition. */
export const libraryLock = (code: string): string => `library:${code}`;

/** Runs inside the caller's transaction. The staging tables are complete; afterwards they may be dropped. */
export async function applyLoad(client: PoolClient, request: ApplyRequest): Promise<ApplyOutcome> {
  const { library, feed, loadId, now } = request;
  for (const code of librariesToLock(library, request.libraries)) await lockInTransaction(client, libraryLock(code));
  const lib = librarySql(library);
  const scope: record.ApplyScope = {
    lib, loadId, now,
    staging: ident('staging', stagingTable(loadId)),
    isSnapshot: feed.mode === 'snapshot',
    declaredDate: request.declaredDate,
    feed: feed.code,
    filled: lib.recordColumns.filter((name) => !lib.attributes.includes(name) || request.supplied.has(name)),
    supplied: request.supplied,
  };
  // Large work tables are joined in memory; small samples of them tell the planner enough.
  await client.query(sql`set local work_mem = '256MB'`);
  await client.query(sql`set local default_statistics_target = 10`);
  const repeated = await countsOf(client, record.removeRepeated(scope));
  await client.query(sql`analyze ${scope.staging} (record_id, key)`);
  const isWhole = scope.isSnapshot && !(await isCorrection(client, scope));
  const { missing = 0, held = 0 } = isWhole ? await countsOf(client, record.countMissing(scope, request.sources)) : {};
  const guard = feed.guard ?? defaultGuard;
  if (missing > held * guard && !request.isApproved) return { state: 'held', missing, of: held, guard };
  const counts = await recordRows(client, scope, { sources: request.sources, isWhole, missing }, repeated);
  if (!(await isAnythingMoved(client))) return { state: 'done', counts: { ...counts, linked: 0, held: 0, unlinked: 0 } };
  await resolve(client, scope);
  await mergeGoldens(client, scope, request, counts.new);
  const links = await countsOf(client, countLinks(scope));
  return { state: 'done', counts: { ...counts, linked: links.linked ?? 0, held: links.held ?? 0, unlinked: links.unlinked ?? 0 } };
}

type RowCounts = Omit<ApplyCounts, 'linked' | 'held' | 'unlinked'>;

/** Corrected rejects of a snapshot come without the rest of it. */
async function isCorrection(client: PoolClient, scope: record.ApplyScope): Promise<boolean> {
  return (await client.query<{ is_correction: boolean }>(record.findCorrection(scope))).rows[0]!.is_correction;
}

interface SnapshotScope {
  readonly sources: readonly string[];
  /** The delivery is the whole of what its sources hold. */
  readonly isWhole: boolean;
  /** Records that it lacks. */
  readonly missing: number;
}

async function recordRows(client: PoolClient, scope: record.ApplyScope, snapshot: SnapshotScope, repeated: Record<string, number>): Promise<RowCounts> {
  await runAll(client, record.createWorkTables());
  const rows = await countsOf(client, record.classifyRows(scope));
  const { new: added = 0, changed = 0, unchanged = 0, stale = 0, same = 0 } = rows;
  // A file that says only what is held already costs its classification and nothing more.
  if (added + changed + unchanged + stale > same) await takeRows(client, scope, added);
  if (scope.isSnapshot) await client.query(record.reviveRejected(scope));
  const deleted = await countsOf(client, record.applyDeletes(scope));
  let withdrawn = deleted.changed ?? 0;
  if (snapshot.missing > 0) withdrawn += (await countsOf(client, record.withdrawMissing(scope, snapshot.sources))).withdrawn ?? 0;
  if (snapshot.isWhole) await client.query(record.rememberSnapshot(scope, snapshot.sources));
  await runAll(client, [record.keepRejects(scope), ...record.closeRejects(scope)]);
  const sum = (name: string): number => (rows[name] ?? 0) + (deleted[name] ?? 0) + (repeated[name] ?? 0);
  return { new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged'), stale: sum('stale'), duplicate: sum('duplicate'), withdrawn };
}

/** Writes the rows that bring something, links the plain ones and notes what must be decided again. */
async function takeRows(client: PoolClient, scope: record.ApplyScope, added: number): Promise<void> {
  await client.query(sql`analyze seen`);
  await client.query(record.keepStale(scope));
  await runAll(client, record.noteChanges(scope));
  await client.query(record.keepFormer(scope));
  await runAll(client, record.updateChanged(scope));
  await client.query(foundGoldens(scope));
  await refreshStatistics(client, scope.lib, added, ['identifier']);
  await client.query(recordNew(scope));
  await client.query(sql`analyze gained`);
  await client.query(recordPointingKeys(scope));
  await queueForScoring(client, scope);
  await refreshStatistics(client, scope.lib, added, ['source_record', 'pointing_key']);
}

/** What is new or changed waits for its comparison by score, where a model is active. */
async function queueForScoring(client: PoolClient, scope: record.ApplyScope): Promise<void> {
  const { library } = scope.lib;
  if (!library.matchRules.scored || (await readMatchSetting(client, library.code)).modelId === null) return;
  await client.query(queueStaged(scope));
}

/** Whether the load gave anything to decide or to compute. */
async function isAnythingMoved(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ is_moved: boolean }>(sql`
    select exists (select from gained) or exists (select from moved) or exists (select from touched) or exists (select from touched_key) as is_moved`);
  return rows[0]?.is_moved ?? false;
}

async function resolve(client: PoolClient, scope: record.ApplyScope): Promise<void> {
  const aliases = scope.lib.library.matchRules.deterministic.rekey?.feed === scope.feed ? recomputeAliases(scope.lib) : null;
  if (aliases) {
    await client.query(aliases);
    await runAll(client, noteRekeyed(scope.lib));
  }
  if (scope.lib.library.matchRules.deterministic.rekey) await client.query(noteFormerNumbers(scope));
  await client.query(notePointed(scope));
  await client.query(noteJoined(scope));
  await runAll(client, noteContradicted(scope));
  await relabelMoved(client, scope.lib);
}

async function mergeGoldens(client: PoolClient, scope: record.ApplyScope, request: ApplyRequest, added: number): Promise<void> {
  const { lib, now } = scope;
  const recompute: RecomputeScope = { lib, now, cause: `load:${scope.loadId}` };
  await client.query(noteCrowded());
  const incomparable = noteIncomparable(scope);
  if (incomparable) await client.query(incomparable);
  await client.query(notePinned(lib));
  await client.query(sql`analyze touched`);
  await runAll(client, collectQuick(scope));
  await runAll(client, mergeGained(scope));
  await client.query(insertFounded(scope));
  await client.query(addGainedIdentifiers(scope));
  await recomputeTouched(client, recompute);
  await runAll(client, writeRelations(lib, changedRecords(scope), request.supplied));
  await refreshStatistics(client, lib, added, ['golden_record', 'identifier', 'relation']);
  await settle(client, recompute, request.libraries);
}

/** Records that this load brought or changed. */
function changedRecords({ staging }: record.ApplyScope): Query {
  return sql`select s.record_id from ${staging} s left join seen using (record_id)
    where not s.is_delete and (seen.record_id is null or seen.outcome in ('changed', 'announced'))`;
}

/** Computes every golden record in `touched` from all its records, with its identifiers. */
export async function recomputeTouched(client: PoolClient, scope: RecomputeScope): Promise<void> {
  const { lib } = scope;
  await runAll(client, createComputed(lib));
  await client.query(touchPinHomes(lib));
  await client.query(fillSpeaking(lib));
  await client.query(sql`analyze speaking`);
  await client.query(computeGoldens(scope));
  await client.query(sql`analyze computed`);
  await client.query(applyPins(lib, civilDate(scope.now)));
  await runAll(client, writeComputed(scope));
  await client.query(recomputeIdentifiers(lib));
  await runAll(client, writeRelations(lib, sql`select record_id from scope`, new Set(lib.attributes)));
}

/** What follows from the merge: relations' targets, subjects, the rule that links carry, tasks; `more` adds to the tasks that are wanted. */
export async function settle(client: PoolClient, scope: RecomputeScope, libraries: readonly LibraryDefinition[], more: readonly Query[] = []): Promise<void> {
  const { lib } = scope;
  await client.query(sql`create temporary table settled on commit drop as select golden_id from touched union select golden_id from gained`);
  await client.query(sql`analyze settled`);
  const all = libraries.map((library) => (library === lib.library ? lib : librarySql(library)));
  const targetCodes = new Set(lib.library.relations.map((relation) => relation.target));
  await runAll(client, resolveTargets(lib, all.filter((other) => targetCodes.has(other.library.code)), all));
  await settleSubjects(client, scope, all);
  await runAll(client, collectClashing(lib));
  await runAll(client, markNameRule(lib));
  await runAll(client, createTaskTables());
  await fillDueDates(client, libraries, scope.now);
  await runAll(client, wantTasks(lib, civilDate(scope.now)));
  await runAll(client, more);
  await runAll(client, settleTasks(lib, scope.now));
  for (const other of subjectLibraries(lib, all)) if (other !== lib) await runAll(client, resettleSubjectTasks(other, scope.now));
  await settleChallenges(client, [lib.library], scope.now);
}

/** Own subjects when the library holds subject records; and the records of other libraries that are about what changed here. */
async function settleSubjects(client: PoolClient, scope: RecomputeScope, all: readonly LibrarySql[]): Promise<void> {
  const { lib } = scope;
  if (lib.library.subject) {
    await client.query(noteSubjects(scope));
    for (const target of subjectTargets(lib, all)) {
      await client.query(decideSubjects(scope, target, sql`g.golden_id in (select golden_id from settled)`));
    }
    await client.query(decideNameless(scope));
  }
  for (const other of subjectLibraries(lib, all)) {
    const named = sql`(g.subject_golden_id in (select golden_id from settled) or exists (
      select from ${lib.table('identifier')} near join settled on settled.golden_id = near.golden_id
      where near.type = g.subject_type and near.value = g.subject_value)
      or (g.subject_type, g.subject_value) in (select type, value from lost_identifier))`;
    await client.query(decideSubjects({ ...scope, lib: other }, lib, named));
  }
}

/** Libraries whose records are about those of `lib`. */
function subjectLibraries(lib: LibrarySql, all: readonly LibrarySql[]): LibrarySql[] {
  return all.filter((other) => subjectTargets(other, [lib]).length > 0);
}

function subjectTargets(lib: LibrarySql, all: readonly LibrarySql[]): LibrarySql[] {
  const codes = new Set(lib.library.subject?.candidates.map((candidate) => candidate.library) ?? []);
  return all.filter((other) => codes.has(other.library.code));
}

/** The library itself, those its records are about, and those whose records are about it; always in one order, so no two loads deadlock. */
export function librariesToLock(library: LibraryDefinition, all: readonly LibraryDefinition[]): string[] {
  const reaches = (from: LibraryDefinition, to: LibraryDefinition): boolean =>
    from.relations.some((relation) => relation.target === to.code) || (from.subject?.candidates.some((candidate) => candidate.library === to.code) ?? false);
  return all.filter((other) => other.code === library.code || reaches(library, other) || reaches(other, library)).map((other) => other.code);
}

/** { linked, held, unlinked } of the records that the load brought or moved. */
function countLinks({ lib, loadId }: record.ApplyScope): Query {
  const own = lib.table('source_record');
  if (!lib.library.subject) {
    const decided = sql`scope s join ${own} r using (record_id) where r.load_id = ${loadId}::bigint`;
    const isUndecided = sql`not exists (select from scope s where s.record_id = n.record_id)`;
    return sql`
      select (select count(*) from gained n where ${isUndecided})
          + (select count(*) from seen n join ${own} r using (record_id) where n.outcome = 'changed' and r.golden_id is not null and ${isUndecided})
          + (select count(*) from ${decided} and s.label is not null) as linked,
        (select count(*) from ${decided} and s.label is null and s.is_active) as held, 0 as unlinked`;
  }
  return sql`
    select count(*) filter (where g.subject_state = 'linked') as linked, count(*) filter (where g.subject_state = 'doubtful') as held,
      count(*) filter (where g.subject_state = 'unlinked') as unlinked
    from (select golden_id from gained union all select r.golden_id from moved join ${lib.table('source_record')} r using (record_id)) l
    join ${lib.table('golden_record')} g using (golden_id)`;
}

export async function runAll(client: PoolClient, statements: readonly Query[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function countsOf(client: PoolClient, statement: Query): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(statement);
  return rows[0] ?? {};
}
