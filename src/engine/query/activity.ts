// What happened by day, as counts: rows delivered, rows rejected by rule, tasks opened and ended, and which rules hold the links of now.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { sql } from '../../store/sql.ts';
import { table } from './reach.ts';

export interface Activity {
  readonly deliveries: readonly { readonly day: string; readonly library: string; readonly feed: string; readonly loads: number; readonly rows: number; readonly rejected: number }[];
  readonly rejects: readonly { readonly library: string; readonly feed: string; readonly rule: string; readonly rows: number }[];
  readonly tasks: readonly { readonly day: string; readonly library: string; readonly opened: number; readonly ended: number }[];
  readonly links: readonly { readonly library: string; readonly rule: string; readonly records: number }[];
}

export interface ActivityAsk {
  readonly libraries: readonly LibraryDefinition[];
  /** The first civil day that counts, in Shanghai. */
  readonly since: string;
  /** `library feed` pairs that the caller may see; null for all. Tasks and links are told only to those who see all. */
  readonly feeds: readonly string[] | null;
}

export async function readActivity(pool: Pool, { libraries, since, feeds }: ActivityAsk): Promise<Activity> {
  const codes = libraries.map(({ code }) => code);
  const from = `${since}T00:00:00+08:00`;
  const seen = sql`l.library = any (${codes}) and l.created_at >= ${from}::timestamptz and (${feeds === null} or l.library || ' ' || l.feed = any (${feeds ?? []}))`;
  const { rows: deliveries } = await pool.query<Activity['deliveries'][number]>(sql`
    select (l.created_at at time zone 'Asia/Shanghai')::date as day, l.library, l.feed, count(*) as loads,
      coalesce(sum((l.counts ->> 'rows')::bigint), 0)::bigint as rows, coalesce(sum((l.counts ->> 'rejected')::bigint), 0)::bigint as rejected
    from hub.load l where ${seen} group by 1, 2, 3 order by 1, 2, 3`);
  const { rows: rejects } = await pool.query<Activity['rejects'][number]>(sql`
    select l.library, l.feed, r.key as rule, sum(r.value::bigint)::bigint as rows
    from hub.load l cross join jsonb_each_text(l.counts -> 'rejects') as r where ${seen} group by 1, 2, 3 order by 4 desc, 1, 2, 3`);
  if (feeds !== null) return { deliveries, rejects, tasks: [], links: [] };
  return { deliveries, rejects, tasks: await readTasks(pool, codes, from), links: (await Promise.all(libraries.map((library) => readLinks(pool, library)))).flat() };
}

async function readTasks(pool: Pool, libraries: readonly string[], from: string): Promise<Activity['tasks']> {
  const { rows } = await pool.query<Activity['tasks'][number]>(sql`
    select (at at time zone 'Asia/Shanghai')::date as day, library, count(*) filter (where what = 'opened') as opened, count(*) filter (where what = 'ended') as ended
    from (
      select library, created_at as at, 'opened' as what from hub.task where created_at >= ${from}::timestamptz
      union all
      select library, closed_at, 'ended' from hub.task where closed_at >= ${from}::timestamptz
    ) happened
    where library = any (${libraries}) group by 1, 2 order by 1, 2`);
  return rows;
}

async function readLinks(pool: Pool, library: LibraryDefinition): Promise<Activity['links']> {
  const { rows } = await pool.query<{ rule: string; records: number }>(sql`
    select link_rule as rule, count(*) as records from ${table(library, 'source_record')}
    where golden_id is not null and not is_withdrawn and link_rule is not null group by 1 order by 2 desc, 1`);
  return rows.map((row) => ({ library: library.code, ...row }));
}
