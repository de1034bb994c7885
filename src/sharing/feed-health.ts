// How each feed stands today: its newest load, what it last spoke for, and whether it is late against the cycle that its department promised.
import type { Pool } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import type { Clock } from '../kernel/clock.ts';
import { sql } from '../store/sql.ts';
import { cycleDays } from './evaluation.ts';

/** `failed`: the newest load was not taken · `held`: it waits for a person · `never`: nothing was ever taken · `late`: past the promise. */
export type FeedState = 'ok' | 'late' | 'failed' | 'held' | 'never';

export interface FeedHealth {
  readonly library: string;
  readonly feed: string;
  /** Agency that owns the feed. */
  readonly department: string;
  readonly mode: FeedDefinition['mode'];
  readonly cycle: FeedDefinition['cycle'];
  readonly state: FeedState;
  readonly isLate: boolean;
  /** Civil dates: for which the newest finished delivery speaks, and by which the next one is promised. */
  readonly lastDeclaredDate: string | null;
  readonly dueOn: string | null;
  /** Days past `dueOn`; 0 when in time. */
  readonly daysLate: number;
  readonly lastLoad: { readonly loadId: number; readonly state: string; readonly createdAt: Date; readonly problem: string | null } | null;
}

interface LoadFacts {
  library: string;
  feed: string;
  lastDeclaredDate: string | null;
  loadId: number;
  state: string;
  createdAt: Date;
  problem: string | null;
}

const dayLength = 86_400_000;

/** One line a feed, those never delivered too. `feeds`: `library feed` pairs that the caller may see; null for all. */
export async function readFeedHealth(
  deps: { readonly pool: Pool; readonly clock: Clock },
  libraries: readonly LibraryDefinition[],
  feeds: readonly string[] | null,
): Promise<FeedHealth[]> {
  const { rows } = await deps.pool.query<LoadFacts>(sql`
select distinct on (library, feed) library, feed, max(declared_date) filter (where state = 'done') over (partition by library, feed) as "lastDeclaredDate",
  load_id as "loadId", state, created_at as "createdAt", problem->>'code' as problem
from hub.load where library = any (${libraries.map(({ code }) => code)}) order by library, feed, load_id desc`);
  const facts = new Map(rows.map((row) => [`${row.library} ${row.feed}`, row]));
  const today = deps.clock.today();
  return libraries.flatMap((library) => Object.values(library.feeds).map((feed) => ({ library, feed, key: `${library.code} ${feed.code}` })))
    .filter(({ key }) => feeds === null || feeds.includes(key))
    .map(({ library, feed, key }) => healthOf(library, feed, { last: facts.get(key) ?? null, today }));
}

function healthOf({ code }: LibraryDefinition, feed: FeedDefinition, { last, today }: { readonly last: LoadFacts | null; readonly today: string }): FeedHealth {
  const lastDeclaredDate = last?.lastDeclaredDate ?? null;
  const due = lastDeclaredDate === null ? null : Date.parse(lastDeclaredDate) + cycleDays[feed.cycle] * dayLength;
  const daysLate = due === null ? 0 : Math.max(0, (Date.parse(today) - due) / dayLength);
  return {
    library: code, feed: feed.code, department: feed.source, mode: feed.mode, cycle: feed.cycle,
    state: stateOf(last, lastDeclaredDate, daysLate), isLate: daysLate > 0, lastDeclaredDate,
    dueOn: due === null ? null : new Date(due).toISOString().slice(0, 10), daysLate,
    lastLoad: last && { loadId: last.loadId, state: last.state, createdAt: last.createdAt, problem: last.problem },
  };
}

function stateOf(last: LoadFacts | null, lastDeclaredDate: string | null, daysLate: number): FeedState {
  if (last?.state === 'failed' || last?.state === 'refused') return 'failed';
  if (last?.state === 'held') return 'held';
  if (lastDeclaredDate === null) return 'never';
  return daysLate > 0 ? 'late' : 'ok';
}
