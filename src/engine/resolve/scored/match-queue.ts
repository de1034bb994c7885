// Works off a library's match queue: records that are new or changed are found under their keys, compared with whom they meet, scored,
// and linked. What a run takes from the queue is marked by its moment, so that a record changed meanwhile stays queued; a run that dies
// leaves the queue as it was.
import type { Pool } from 'pg';
import type { Surroundings } from '../../derive-further.ts';
import type { LibraryDefinition } from '../../../definition/types.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { sql } from '../../../store/sql.ts';
import { tryAdvisoryLock } from '../../../store/transaction.ts';
import { librarySql } from '../../library-sql.ts';
import { readMatchSetting } from '../match-setting.ts';
import { ActiveScorer } from './active-scorer.ts';
import { planMatch, type MatchPlan } from './match-plan.ts';
import { fewRecords, largeQueue, matchOnce } from './match-run.ts';
import { queueRecords } from './queue.sql.ts';

export interface MatchDeps extends Surroundings {
  readonly pool: Pool;
  readonly clock: Clock;
  /** The database as the runtime role, for threads; absent: everything runs in this thread. */
  readonly databaseUrl?: string;
  /** For a few records; absent: they are worked off as many are. */
  readonly standing?: Standing;
}

/** What runs of a few records keep from one to the next. */
export interface Standing {
  /** Of standing connections. */
  readonly pool: Pool;
  /** By library, where it has scored rules: the plan of its rules and the model in force. */
  readonly matchers: ReadonlyMap<string, { readonly plan: MatchPlan; readonly active: ActiveScorer }>;
}

export function createStanding(pool: Pool, libraries: readonly LibraryDefinition[]): Standing {
  const matchers = libraries.flatMap((library) => {
    const plan = planMatch(library);
    return plan ? [[library.code, { plan, active: new ActiveScorer(pool, plan) }] as const] : [];
  });
  return { pool, matchers: new Map(matchers) };
}

export interface MatchRun {
  readonly records: number;
  readonly keys: number;
  readonly pairs: number;
  /** Pairs that were kept: matches, reviews and vetoes. */
  readonly candidates: number;
}

/** Name of the lock that one run of a library holds. */
export const matchLock = (code: string): string => `match:${code}`;

/** Works off the queue until it is empty. Null: nothing waits, the library has no active model, or another process works on it. */
export async function matchPending(deps: MatchDeps, code: string): Promise<MatchRun | null> {
  const library = deps.libraries.find((candidate) => candidate.code === code);
  if (!library?.matchRules.scored) return null;
  const { plan, active } = deps.standing?.matchers.get(code) ?? matcherOf(deps.pool, planMatch(library)!);
  let total: MatchRun | null = null;
  for (;;) {
    const waiting = await countWaiting(deps.pool, plan);
    if (waiting === 0) return total;
    const isFew = waiting <= fewRecords;
    const held = await tryAdvisoryLock(isFew && deps.standing ? deps.standing.pool : deps.pool, matchLock(code), async (client) => {
      const model = await active.find();
      return model && matchOnce(deps, { client, plan, active: model, isFew, isLarge: waiting === largeQueue && deps.databaseUrl !== undefined });
    });
    if (!held.isHeld || held.result === null) return total;
    total = total === null ? held.result : add(total, held.result);
    if (held.result.records === 0) return total;
  }
}

function matcherOf(pool: Pool, plan: MatchPlan): { plan: MatchPlan; active: ActiveScorer } {
  return { plan, active: new ActiveScorer(pool, plan) };
}

function add(a: MatchRun, b: MatchRun): MatchRun {
  return { records: a.records + b.records, keys: a.keys + b.keys, pairs: a.pairs + b.pairs, candidates: a.candidates + b.candidates };
}

/** Records that wait, counted up to `largeQueue`. */
async function countWaiting(pool: Pool, plan: MatchPlan): Promise<number> {
  const { rows: [queue] } = await pool.query<{ waiting: number }>(sql`
    select count(*)::integer as waiting from (select from ${librarySql(plan.library).table('match_queue')} limit ${largeQueue}) first`);
  return queue!.waiting;
}

/** All records of a library that wait to be compared. */
export async function countQueued(pool: Pool, library: LibraryDefinition): Promise<number> {
  const { rows: [queue] } = await pool.query<{ waiting: number }>(sql`select count(*)::integer as waiting from ${librarySql(library).table('match_queue')}`);
  return queue!.waiting;
}

/**
 * Finds the keys and candidates of all records anew, as after the loss of those tables or a change of the rules. Where no model is
 * active there are none. False: another process is at it.
 */
export async function rematchLibrary(deps: MatchDeps, code: string): Promise<boolean> {
  const library = deps.libraries.find((candidate) => candidate.code === code);
  if (!library?.matchRules.scored || (await readMatchSetting(deps.pool, code)).modelId === null) return true;
  const lib = librarySql(library);
  const cleared = await tryAdvisoryLock(deps.pool, matchLock(code), async (client) => {
    await client.query(sql`truncate ${lib.table('block_key')}`);
    await client.query(queueRecords(lib, sql`select record_id from ${lib.table('source_record')} where not is_withdrawn`, deps.clock.now()));
  });
  return cleared.isHeld && (await matchPending(deps, code)) !== null;
}
