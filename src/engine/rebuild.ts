// Computes everything that is derived in a library from what is not: golden records, identifiers, pointing keys, aliases, relations,
// what decisions say of records, pins and tasks from source records, their links, decisions and the history. What is as it should be is not touched; a lost table comes back whole.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../definition/types.ts';
import { civilDate } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { sql, type Query } from '../store/sql.ts';
import { withTransaction } from '../store/transaction.ts';
import { lockLibrary, recomputeTouched, settle } from './apply-load.ts';
import type { Surroundings } from './derive-further.ts';
import { forgetDecidedRelations } from './golden/decided-relations.sql.ts';
import type { RecomputeScope } from './golden/recompute.sql.ts';
import { writeRelations } from './golden/relations.sql.ts';
import { librarySql, type LibrarySql } from './library-sql.ts';
import { recomputeAliases } from './resolve/aliases.sql.ts';
import { relabelMoved } from './resolve/relabel.ts';
import { rematchLibrary, type MatchDeps } from './resolve/scored/match-queue.ts';
import { rewriteEffects } from './steward/decisions.sql.ts';
import { runAll } from './run-statements.ts';
import { createChangeTables } from './change-tables.sql.ts';

export interface RebuildResult {
  readonly goldens: number;
  /** Golden records whose stored row differed from what was computed. */
  readonly changed: number;
}

/**
 * Rebuilds one library in one transaction, after its block keys and candidate pairs were found anew. Throws an Error for a library that
 * the hub does not have; HubError LIBRARY_BUSY while another process compares its records.
 */
export async function rebuildLibrary(deps: MatchDeps, code: string): Promise<RebuildResult> {
  const library = deps.libraries.find((candidate) => candidate.code === code);
  if (!library) throw new Error(`no library ${code}`);
  if (!(await rematchLibrary(deps, code))) throw new HubError('LIBRARY_BUSY', `library ${code} is being matched`, { library: code });
  return withTransaction(deps.pool, (client) => rebuild(client, library, deps, deps.clock.now()));
}

async function rebuild(client: PoolClient, library: LibraryDefinition, around: Surroundings, now: Date): Promise<RebuildResult> {
  await lockLibrary(client, library, around.libraries);
  await client.query(sql`set local work_mem = '256MB'`);
  const lib = librarySql(library);
  const scope: RecomputeScope = { lib, now, cause: 'rebuild' };
  await runAll(client, createChangeTables());
  await runAll(client, rewriteEffects(lib, civilDate(now)));
  await runAll(client, [rewritePointingKeys(lib), restoreEnded(lib, now), ...(recomputeAliases(lib) ? [recomputeAliases(lib)!] : [])]);
  await runAll(client, [noteRealiased(lib), noteUncertain(lib)]);
  await relabelMoved(client, lib);
  await runAll(client, [touchAll(lib), forgetDecidedRelations(lib)]);
  await recomputeTouched(client, scope);
  await client.query(resumeVersions(lib, now));
  await runAll(client, writeRelations(lib, sql`select record_id from ${lib.table('source_record')}`, new Set(lib.attributes)));
  await settle(client, scope, around);
  const { rows: [counts] } = await client.query<RebuildResult>(sql`
    select count(*) filter (where state = 'active') as goldens, count(*) filter (where cause = 'rebuild' and recorded_at = ${now}::timestamptz) as changed
    from ${lib.table('golden_record')}`);
  return counts!;
}

function rewritePointingKeys(lib: LibrarySql): Query {
  const pointing = lib.table('pointing_key');
  return sql`
    with wanted as (
      select distinct pointing as key, r.record_id from ${lib.table('source_record')} r cross join unnest(r.pointing_keys) as pointing
    ),
    gone as (
      delete from ${pointing} p where not exists (select from wanted w where w.key = p.key and w.record_id = p.record_id)
    )
    insert into ${pointing} (key, record_id) select key, record_id from wanted on conflict do nothing`;
}

/**
 * Rows for golden ids that only the history names and the table lacks. Such an id redirects to where the record it was the home of is
 * now, and is retired when there is none.
 */
function restoreEnded(lib: LibrarySql, now: Date): Query {
  const record = lib.table('source_record');
  return sql`
    with lost as (
      select h.golden_id, max(h.version) as version, min(h.created_at) as created_at
      from ${lib.table('golden_history')} h
      where not exists (select from ${lib.table('golden_record')} g where g.golden_id = h.golden_id)
        and not exists (select from ${record} r where r.golden_id = h.golden_id)
      group by h.golden_id
    ),
    home as (
      select r.home_id as golden_id, r.golden_id as redirect_to from ${record} r join lost on lost.golden_id = r.home_id where r.golden_id is not null
    )
    insert into ${lib.table('golden_record')} (golden_id, version, state, redirect_to, created_at, recorded_at, cause)
    select lost.golden_id, lost.version + 1, case when home.redirect_to is null then 'retired' else 'redirected' end, home.redirect_to,
      lost.created_at, ${now}::timestamptz, 'rebuild'
    from lost left join home using (golden_id)`;
}

/** Rows that came back with the rebuild go on from the version and the first day that the history or their records know. */
function resumeVersions(lib: LibrarySql, now: Date): Query {
  return sql`
    update ${lib.table('golden_record')} g
    set version = coalesce(former.version + 1, 1), created_at = least(former.created_at, born.created_at)
    from (select golden_id, min(recorded_at) as created_at from ${lib.table('source_record')} where golden_id is not null group by golden_id) born
    left join (select golden_id, max(version) as version, min(created_at) as created_at from ${lib.table('golden_history')} group by golden_id) former using (golden_id)
    where g.golden_id = born.golden_id and g.cause = 'rebuild' and g.version = 1 and g.created_at = ${now}::timestamptz`;
}

/** Records of numbers whose alias was not as the notices make it. The table of identifiers may be lost, so all records are looked through. */
function noteRealiased(lib: LibrarySql): Query {
  return sql`
    insert into moved (record_id)
    select r.record_id from ${lib.table('source_record')} r where not r.is_withdrawn and r.key in (select key from touched_key)`;
}

/** Records whose cluster is not said by their number alone are decided again, with the same result. */
function noteUncertain(lib: LibrarySql): Query {
  return sql`
    insert into moved (record_id)
    select record_id from ${lib.table('source_record')}
    where not is_withdrawn and (is_contradicting or golden_id is null or (key is null and pointing_keys is not null) or link_score is not null
      or record_id in (select record_id from ${lib.table('decided')} union select other_id from ${lib.table('decided')}))`;
}

function touchAll(lib: LibrarySql): Query {
  return sql`
    insert into touched (golden_id)
    select golden_id from ${lib.table('golden_record')} where state = 'active'
    union select golden_id from ${lib.table('source_record')} where golden_id is not null`;
}
