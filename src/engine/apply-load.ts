// Brings staged loads into their library: record, resolve, merge, settle tasks. One transaction under the library's lock, so a load is
// either there as a whole or not at all, and two loads of the same people found one golden record each. Loads that wait together are
// applied together: what they say about a golden record is written once.
import type { PoolClient } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { civilDate } from '../kernel/clock.ts';
import { takeLock } from '../store/transaction.ts';
import { ident, sql, trustedSql, type Query } from '../store/sql.ts';
import { analyzeWork, makeWork } from '../store/work-table.ts';
import { addGainedIdentifiers, recomputeIdentifiers } from './golden/identifiers.sql.ts';
import { restoreIndexes, suspendIndexes } from './bulk-indexes.ts';
import { applyPins, notePinned, touchPinHomes } from './golden/pins.sql.ts';
import { relateDecided } from './golden/decided-relations.sql.ts';
import { collectGaining, dropMergeTables, foldGained, mergeTables, writeFolded, type FoldedKinds, type MergeScope } from './golden/merge-gained.sql.ts';
import { computeGoldens, createComputed, fillSpeaking, writeComputed, type RecomputeScope } from './golden/recompute.sql.ts';
import { writeFormerHolders } from './golden/former-relations.sql.ts';
import { resolveTargets, writeRelations } from './golden/relations.sql.ts';
import { decideNameless, decideSubjects, noteSubjects } from './golden/subjects.sql.ts';
import type { ApplyScope } from './ingest/record-sources.sql.ts';
import { knownTable, stagingTable } from './ingest/staging.sql.ts';
import type { Surroundings } from './derive-further.ts';
import { librarySql, type LibrarySql } from './library-sql.ts';
import { isAnythingMoved, recordLoad, type RecordOutcome, type RowCounts, type StagedLoad } from './record-load.ts';
import { collectClashing, markNameRule } from './resolve/name-rule.sql.ts';
import { relabelMoved } from './resolve/relabel.ts';
import { settleChallengesSql } from './steward/challenges.sql.ts';
import { fillDueDates } from './steward/task-due.ts';
import { runAll, sendAll } from './run-statements.ts';
import { refreshStatistics } from './statistics.ts';
import { createTaskTables, resettleSubjectTasks, settleTasks, wantTasks } from './steward/tasks.sql.ts';
import { createChangeTables, sharedGained } from './change-tables.sql.ts';

export { runAll } from './run-statements.ts';

/** Staged loads of one library that are applied together; each of another feed, so that no record is spoken of twice. */
export interface ApplyRequest extends Surroundings {
  readonly library: LibraryDefinition;
  readonly first: LoadToApply;
  /** One load more as soon as it is staged, or null. Asked whenever a load was recorded: the next one may be staged meanwhile. */
  readonly next: () => Promise<LoadToApply | null>;
  readonly now: Date;
  /** Rows of the first load from which on it is worth preparing for many; 20,000 by default. */
  readonly bulkRows?: number;
}

export interface LoadToApply extends Omit<StagedLoad, 'guard'> {
  readonly feed: FeedDefinition;
  readonly loadId: number;
  readonly declaredDate: string;
  /** Rows that were staged to be recorded. */
  readonly rows: number;
  /** Attributes that the file's columns fill. */
  readonly supplied: ReadonlySet<string>;
}

interface LinkCounts {
  readonly linked: number;
  readonly held: number;
  readonly unlinked: number;
}

export type ApplyCounts = RowCounts & LinkCounts;

const noLinks: LinkCounts = { linked: 0, held: 0, unlinked: 0 };

/** `held`: see RecordOutcome. */
export type ApplyOutcome =
  | { readonly state: 'done'; readonly counts: ApplyCounts }
  | Extract<RecordOutcome, { state: 'held' }>;

const defaultGuard = 0.05;
/** Shared among the joins of the loads that are folded together. Large work tables are joined in memory. */
const workMemory = 256;
const bulkRows = 20_000;

/** Name of the lock that everyone holds who changes a library. Taken in the order of the libraries' definition. */
export const libraryLock = (code: string): string => `library:${code}`;

/** Waits until nobody else changes the library, or one that it reaches; held until the transaction ends. */
export async function lockLibrary(client: PoolClient, library: LibraryDefinition, all: readonly LibraryDefinition[]): Promise<void> {
  await runAll(client, libraryLocks(library, all));
}

/** The statements of lockLibrary(). */
export function libraryLocks(library: LibraryDefinition, all: readonly LibraryDefinition[]): Query[] {
  return librariesToLock(library, all).map((code) => takeLock(libraryLock(code)));
}

/**
 * Runs inside the caller's transaction, which holds the library's lock. The staging tables are complete; afterwards they may be
 * dropped. Outcomes come in the order in which the loads came. Throws RowsUnread.
 */
export async function applyLoads(client: PoolClient, request: ApplyRequest): Promise<ApplyOutcome[]> {
  const lib = librarySql(request.library);
  await setWorkMemory(client, workMemory);
  // Small samples of the work tables tell the planner enough.
  await client.query(sql`set local default_statistics_target = 10`);
  // The table that drives the fold is narrow: by its size alone no worker would share it.
  await client.query(sql`set local min_parallel_table_scan_size = 0`);
  const isBulk = request.first.rows >= (request.bulkRows ?? bulkRows);
  const shared = isBulk ? sharedGained(request.first.loadId) : null;
  await runAll(client, createChangeTables(shared));
  if (isBulk) await refreshStatistics(client, lib, 0, ['key_alias', 'decided', 'pin']);
  const areSuspended = isBulk && (await suspendIndexes(client, lib));
  const recorded: { readonly scope: ApplyScope; readonly outcome: RecordOutcome }[] = [];
  for (let load: LoadToApply | null = request.first; load !== null; load = await request.next()) {
    const scope = scopeOf(lib, load, { now: request.now, gained: shared ?? sql`gained` });
    recorded.push({ scope, outcome: await recordLoad(client, scope, { ...load, guard: load.feed.guard ?? defaultGuard }) });
  }
  if (areSuspended) await restoreIndexes(client, lib);
  await setWorkMemory(client, workMemory / recorded.length);
  const isMoved = await isAnythingMoved(client);
  if (isMoved) {
    await relabelMoved(client, lib);
    await mergeGoldens(client, request, recorded.filter(({ outcome }) => outcome.state === 'recorded'));
  }
  const links = isMoved ? await linksOf(client, recorded.at(-1)!.scope) : new Map<number, LinkCounts>();
  if (shared !== null) await runAll(client, [sql`drop view gained`, sql`drop table ${shared}`]);
  return recorded.map(({ scope, outcome }): ApplyOutcome =>
    outcome.state === 'held' ? outcome : { state: 'done', counts: { ...outcome.counts, ...noLinks, ...links.get(scope.loadId) } });
}

async function setWorkMemory(client: PoolClient, megabytes: number): Promise<void> {
  await client.query(trustedSql(`set local work_mem = '${Math.floor(megabytes)}MB'`));
}

function scopeOf(lib: LibrarySql, { feed, loadId, declaredDate, supplied, sources }: LoadToApply, { now, gained }: Pick<ApplyScope, 'now' | 'gained'>): ApplyScope {
  return {
    lib, loadId, gained, now, declaredDate, supplied, sources,
    staging: ident('staging', stagingTable(loadId)),
    known: ident('staging', knownTable(loadId)),
    isSnapshot: feed.mode === 'snapshot',
    feed: feed.code,
    filled: lib.recordColumns.filter((name) => !lib.attributes.includes(name) || supplied.has(name)),
  };
}

async function mergeGoldens(
  client: PoolClient,
  request: ApplyRequest,
  recorded: readonly { readonly scope: ApplyScope; readonly outcome: RecordOutcome }[],
): Promise<void> {
  const scopes = recorded.map(({ scope }) => scope);
  const { lib, loadId } = scopes.at(-1)!;
  // What is computed from all records cannot tell the loads of a batch apart: it is said to be the last one's.
  const { now } = request;
  const recompute: RecomputeScope = { lib, now, cause: `load:${loadId}` };
  await client.query(notePinned(lib));
  await client.query(analyzeWork('touched'));
  const added = recorded.reduce((sum, { outcome }) => sum + (outcome.state === 'recorded' ? outcome.counts.new : 0), 0);
  const tables = mergeTables(loadId, added >= (request.bulkRows ?? bulkRows));
  const merge: MergeScope = { lib, now, loads: scopes, tables };
  const folded = await sendAll(client, [...collectGaining(tables, scopes), ...foldGained(merge)]);
  await runAll(client, writeFolded(merge, folded.at(-1)!.rows[0] as FoldedKinds));
  await runAll(client, scopes.map((scope) => addGainedIdentifiers(scope, tables)));
  await recomputeTouched(client, recompute);
  await refreshStatistics(client, lib, added, ['golden_record', 'identifier', 'relation']);
  await settle(client, recompute, request, { gained: tables.gaining });
  await runAll(client, dropMergeTables(tables));
}

/** Computes every golden record in `touched` from all its records, with its identifiers. */
export async function recomputeTouched(client: PoolClient, scope: RecomputeScope): Promise<void> {
  await runAll(client, [...recomputing(scope), ...relating(scope)]);
}

/** The statements of recomputeTouched(), up to golden records and their identifiers. */
export function recomputing(scope: RecomputeScope): Query[] {
  const { lib } = scope;
  return [
    analyzeWork('touched'),
    ...createComputed(lib),
    touchPinHomes(lib),
    fillSpeaking(lib),
    analyzeWork('speaking'),
    computeGoldens(scope),
    analyzeWork('computed'),
    applyPins(lib, civilDate(scope.now)),
    ...writeComputed(scope),
    recomputeIdentifiers(lib),
  ];
}

/** And those that write in which relations they stand. */
export function relating({ lib }: RecomputeScope): Query[] {
  return [
    ...writeRelations(lib, sql`select record_id from scope`, new Set(lib.attributes)),
    ...writeFormerHolders(lib),
    relateDecided(lib),
  ];
}

/** What goes along with settle(). */
interface SettleExtras {
  /** Golden records that gained records, beside those in `touched`. */
  readonly gained?: Query;
  /** Statements to send before it. */
  readonly before?: readonly Query[];
  /** Statements that add to the tasks that are wanted. */
  readonly wanted?: readonly Query[];
}

/** What follows from the merge: relations' targets, subjects, what other parts derive, the rule that links carry, tasks. */
export async function settle(
  client: PoolClient, scope: RecomputeScope, around: Surroundings, { gained = sql`gained`, before = [], wanted = [] }: SettleExtras = {},
): Promise<void> {
  const { lib } = scope;
  const { libraries } = around;
  const all = libraries.map((library) => (library === lib.library ? lib : librarySql(library)));
  const targetCodes = new Set(lib.library.relations.map((relation) => relation.target));
  const settled = await sendAll(client, [
    ...before,
    makeWork('settled', sql`golden_id uuid not null`),
    sql`insert into settled (golden_id) select golden_id from touched union select golden_id from ${gained}`,
    analyzeWork('settled'),
    ...resolveTargets(lib, all.filter((other) => targetCodes.has(other.library.code)), all),
    ...settleSubjects(scope, all),
    // Libraries with records whose subject is another one now: mostly none, and then nothing about them is looked at.
    sql`select distinct library from resubjected`,
  ]);
  const resubjected = new Set(settled.at(-1)!.rows.map((row: { library: string }) => row.library));
  await deriveFurther(client, scope, { ...around, resubjected });
  const others = subjectLibraries(lib, all).filter((other) => other !== lib && resubjected.has(other.library.code));
  const wants = [...collectClashing(lib), ...markNameRule(lib), ...createTaskTables(), ...wantTasks(lib, civilDate(scope.now)), ...wanted];
  const isAnyWanted = (await sendAll(client, [...wants, sql`select from wanted limit 1`])).at(-1)!.rowCount !== 0;
  // Only a task that is opened has a due date.
  if (isAnyWanted || others.length > 0) await fillDueDates(client, libraries, scope.now);
  await runAll(client, [
    ...settleTasks(lib, scope.now), ...others.flatMap((other) => resettleSubjectTasks(other, scope.now)), ...settleChallengesSql(lib.library, scope.now),
  ]);
}

/** Own subjects when the library holds subject records; and the records of other libraries that are about what changed here. */
function settleSubjects(scope: RecomputeScope, all: readonly LibrarySql[]): Query[] {
  const { lib } = scope;
  const own = !lib.library.subject ? [] : [
    noteSubjects(scope),
    ...subjectTargets(lib, all).map((target) => decideSubjects(scope, target, sql`g.golden_id in (select golden_id from settled)`)),
    decideNameless(scope),
  ];
  const others = subjectLibraries(lib, all).map((other) => {
    const named = sql`(g.subject_golden_id in (select golden_id from settled) or exists (
      select from ${lib.table('identifier')} near join settled on settled.golden_id = near.golden_id
      where near.type = g.subject_type and near.value = g.subject_value)
      or (g.subject_type, g.subject_value) in (select type, value from lost_identifier))`;
    return decideSubjects({ ...scope, lib: other }, lib, named);
  });
  return [...own, ...others];
}

/** For this library's own records, and for those of others that are about what changed here. */
async function deriveFurther(
  client: PoolClient,
  { lib, now, cause }: RecomputeScope,
  { deriveFurther: derive, resubjected }: Surroundings & { readonly resubjected: ReadonlySet<string> },
): Promise<void> {
  if (derive === undefined) return;
  for (const library of new Set([lib.library.code, ...resubjected])) {
    const elsewhere = sql`select golden_id from resubjected where library = ${library}`;
    const goldenIds = library === lib.library.code ? sql`select golden_id from settled union ${elsewhere}` : elsewhere;
    await derive(client, { library, goldenIds, now, cause });
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

/** By load, what became of the records that it brought or moved. */
async function linksOf(client: PoolClient, { lib, loadId }: ApplyScope): Promise<Map<number, LinkCounts>> {
  const { rows } = await client.query<LinkCounts & { load_id: number }>(lib.library.subject ? countSubjects(lib, loadId) : countLinks(lib));
  return new Map(rows.map(({ load_id, ...counts }) => [load_id, counts]));
}

function countLinks(lib: LibrarySql): Query {
  const own = lib.table('source_record');
  const isUndecided = sql`not exists (select from scope s where s.record_id = n.record_id)`;
  return sql`
    with link as (
      select n.load_id, count(*) as linked, 0 as held from gained n where ${isUndecided} group by n.load_id
      union all
      select n.load_id, count(*), 0 from reworded n join ${own} r using (record_id) where r.golden_id is not null and ${isUndecided} group by n.load_id
      union all
      select r.load_id, count(s.label), count(*) filter (where s.label is null and s.is_active) from scope s join ${own} r using (record_id) group by r.load_id
    )
    select load_id, sum(linked)::integer as linked, sum(held)::integer as held, 0 as unlinked from link group by load_id`;
}

/** Subject records are counted by what became of their subjects: of all that moved, which is why such a load is applied alone. */
function countSubjects(lib: LibrarySql, loadId: number): Query {
  return sql`
    select ${loadId}::bigint as load_id, count(*) filter (where g.subject_state = 'linked') as linked,
      count(*) filter (where g.subject_state = 'doubtful') as held, count(*) filter (where g.subject_state = 'unlinked') as unlinked
    from (select golden_id from gained union all select r.golden_id from moved join ${lib.table('source_record')} r using (record_id)) l
    join ${lib.table('golden_record')} g using (golden_id)`;
}
