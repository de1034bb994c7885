// How well each department delivers, by its loads: volume, rejects, issues, and whether deliveries keep the promised cycle.
import type { FeedDefinition, LibraryDefinition } from '../definition/types.ts';
import { type Clock, civilDate, systemClock } from '../kernel/clock.ts';
import { sql } from '../store/sql.ts';
import type { Pool } from 'pg';

export interface FeedEvaluation {
  readonly library: string;
  readonly feed: string;
  /** Agency that owns the feed. */
  readonly department: string;
  readonly loads: number;
  readonly failedLoads: number;
  readonly rows: number;
  readonly rejected: number;
  /** 0–1; null without rows. */
  readonly rejectShare: number | null;
  readonly issues: number;
  /** Date for which the newest finished delivery of all time speaks. */
  readonly lastDeclaredDate: string | null;
  readonly daysSinceLast: number | null;
  /** Null for a feed that never delivered. */
  readonly isWithinCycle: boolean | null;
}

/** Longest gap in days that keeps a cycle: its longest calendar length. A real-time feed is late after a day. */
export const cycleDays: Readonly<Record<FeedDefinition['cycle'], number>> = {
  realtime: 1, daily: 1, weekly: 7, monthly: 31, quarterly: 92, half_yearly: 184, yearly: 366,
};

interface LoadSums {
  feed: string;
  loads: number;
  failed: number;
  rows: number;
  rejected: number;
  issues: number;
  last: string | null;
}

/** One line a feed of the library, with or without loads. The period is of load creation, from inclusive to exclusive. */
export async function evaluateFeeds(
  pool: Pool,
  library: LibraryDefinition,
  period: { readonly from: Date; readonly to: Date; readonly clock?: Clock },
): Promise<FeedEvaluation[]> {
  const inPeriod = sql`created_at >= ${period.from} and created_at < ${period.to}`;
  const { rows } = await pool.query<LoadSums>(sql`
select feed, count(*) filter (where ${inPeriod}) as loads, count(*) filter (where state in ('failed', 'refused') and ${inPeriod}) as failed,
  coalesce(sum((counts->>'rows')::bigint) filter (where ${inPeriod}), 0)::bigint as rows,
  coalesce(sum((counts->>'rejected')::bigint) filter (where ${inPeriod}), 0)::bigint as rejected,
  coalesce(sum((select sum(value::bigint) from jsonb_each_text(counts->'issues'))) filter (where ${inPeriod}), 0)::bigint as issues,
  max(declared_date) filter (where state = 'done') as last
from hub.load where library = ${library.code} group by feed`);
  const sums = new Map(rows.map((row) => [row.feed, row]));
  const today = civilDate((period.clock ?? systemClock).now());
  return Object.values(library.feeds).map((feed) => evaluateFeed(library, feed, { sums: sums.get(feed.code), today }));
}

function evaluateFeed(
  library: LibraryDefinition,
  feed: FeedDefinition,
  seen: { readonly sums: LoadSums | undefined; readonly today: string },
): FeedEvaluation {
  const { sums, today } = seen;
  const { rows = 0, rejected = 0, last = null } = sums ?? {};
  const daysSinceLast = last === null ? null : (Date.parse(today) - Date.parse(last)) / 86_400_000;
  return {
    library: library.code, feed: feed.code, department: feed.source,
    loads: sums?.loads ?? 0, failedLoads: sums?.failed ?? 0, rows, rejected,
    rejectShare: rows === 0 ? null : rejected / rows,
    issues: sums?.issues ?? 0,
    lastDeclaredDate: last, daysSinceLast,
    isWithinCycle: daysSinceLast === null ? null : daysSinceLast <= cycleDays[feed.cycle],
  };
}
