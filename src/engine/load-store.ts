// The row of a load: what it is, how far it got, who works on it. The only writer of hub.load.
import type { Pool, PoolClient } from 'pg';
import { sql, type Query } from '../store/sql.ts';

export type LoadState = 'received' | 'staging' | 'staged' | 'held' | 'applying' | 'done' | 'failed' | 'refused';
export type LoadOrigin = 'cli' | 'api' | 'folder' | 'demo';

/** Rows by outcome: new + changed + unchanged + stale + duplicate + rejected = rows. The others are counted beside them. */
export interface LoadCounts {
  readonly rows?: number;
  readonly new?: number;
  readonly changed?: number;
  readonly unchanged?: number;
  readonly stale?: number;
  readonly duplicate?: number;
  readonly rejected?: number;
  readonly linked?: number;
  readonly held?: number;
  readonly unlinked?: number;
  readonly withdrawn?: number;
  readonly issues?: Readonly<Record<string, number>>;
  readonly rejects?: Readonly<Record<string, number>>;
  readonly unknownColumns?: readonly string[];
  readonly missing?: number;
}

export interface LoadProblem {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface LoadView {
  readonly loadId: number;
  readonly library: string;
  readonly feed: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly declaredDate: string;
  readonly state: LoadState;
  readonly counts: LoadCounts;
  readonly problem: LoadProblem | null;
  readonly origin: LoadOrigin;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly stagedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When the spooled file was removed; its digest stays. */
  readonly fileRemovedAt: Date | null;
}

/** What a process that works on the load must know beside the view. */
export interface LoadWork extends LoadView {
  readonly spoolPath: string;
  readonly options: Readonly<Record<string, unknown>>;
}

const columns = sql`load_id as "loadId", library, feed, file_name as "fileName", sha256, bytes, declared_date as "declaredDate", state, counts, problem,
  origin, created_by as "createdBy", created_at as "createdAt", staged_at as "stagedAt", finished_at as "finishedAt",
  file_removed_at as "fileRemovedAt"`;

const selectStaged = sql`select ${columns}, spool_path as "spoolPath", options, staged_at::text as "stagedMark" from hub.load
  where state = 'staged' and options ? 'staged'`;

export type NewLoad = Pick<LoadWork,
  'library' | 'feed' | 'fileName' | 'sha256' | 'bytes' | 'spoolPath' | 'declaredDate' | 'options' | 'origin' | 'createdBy'>;

export function insertLoad(load: NewLoad, now: Date): Query {
  return sql`insert into hub.load (library, feed, file_name, sha256, bytes, spool_path, declared_date, options, state, origin, created_by, created_at)
    values (${load.library}, ${load.feed}, ${load.fileName}, ${load.sha256}, ${load.bytes}, ${load.spoolPath}, ${load.declaredDate}, ${load.options},
      'received', ${load.origin}, ${load.createdBy}, ${now})
    returning ${columns}`;
}

export async function readLoad(deps: { readonly pool: Pool }, loadId: number): Promise<LoadView | null> {
  const { rows } = await deps.pool.query<LoadView>(sql`select ${columns} from hub.load where load_id = ${loadId}`);
  return rows[0] ?? null;
}

/** Takes an open load for `owner`, or null when it is finished, waits for a person, or another live process works on it. */
export async function leaseLoad(pool: Pool, loadId: number, owner: string, seconds: number): Promise<LoadWork | null> {
  const { rows } = await pool.query<LoadWork>(sql`
    update hub.load set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${seconds})
    where load_id = ${loadId} and state in ('received', 'staging', 'staged', 'applying')
      and (lease_until is null or lease_until < now())
    returning ${columns}, spool_path as "spoolPath", options`);
  return rows[0] ?? null;
}

/** A load that is staged and waits for its library. */
export interface StagedWork extends LoadWork {
  /** When it was staged, as the database writes it: a load that is staged again meanwhile is another. */
  readonly stagedMark: string;
}

/** The load if it is still staged; null when it was applied with others, or is another's business by now. */
export async function findStaged(client: PoolClient, loadId: number): Promise<StagedWork | null> {
  const { rows } = await client.query<StagedWork>(sql`${selectStaged} and load_id = ${loadId}`);
  return rows[0] ?? null;
}

/** Staged loads of the library's other feeds, the oldest of each, whoever staged them. */
export async function findStagedBeside(client: PoolClient, { library, feed }: LoadView): Promise<StagedWork[]> {
  const { rows } = await client.query<StagedWork>(sql`
    select * from (select distinct on (feed) * from (${selectStaged} and library = ${library} and feed <> ${feed}) waiting order by feed, "loadId") oldest
    order by "loadId"`);
  return rows;
}

/** Whether a live process stages a load of another of the library's feeds. */
export async function isStagingBeside(client: PoolClient, { library, feed }: LoadView): Promise<boolean> {
  const { rows } = await client.query<{ is_staging: boolean }>(sql`
    select exists (select from hub.load where library = ${library} and feed <> ${feed} and state in ('received', 'staging') and lease_until > now()) as is_staging`);
  return rows[0]!.is_staging;
}

/** Loads that wait for work and that no live process has taken, oldest first. */
export async function findOpenLoads(pool: Pool, limit: number): Promise<number[]> {
  const { rows } = await pool.query<{ loadId: number }>(sql`
    select load_id as "loadId" from hub.load
    where state in ('received', 'staging', 'staged', 'applying') and (lease_until is null or lease_until < now())
    order by load_id limit ${limit}`);
  return rows.map((row) => row.loadId);
}

/** Prolongs the lease and shows how far the load is. False when another process has taken it over. */
export async function keepLease(pool: Pool, loadId: number, owner: string, seconds: number, progress: LoadCounts): Promise<boolean> {
  const { rowCount } = await pool.query(sql`
    update hub.load set lease_until = now() + make_interval(secs => ${seconds}),
      counts = case when state = 'staging' then counts || ${progress}::jsonb else counts end
    where load_id = ${loadId} and lease_owner = ${owner}`);
  return rowCount === 1;
}

export interface LoadMark {
  readonly state: LoadState;
  /** Only a load in this state is moved on. */
  readonly from?: LoadState;
  /** Only a load that was staged then (StagedWork) is moved on. */
  readonly stagedMark?: string;
  readonly counts?: LoadCounts;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly problem?: LoadProblem | null;
  readonly isStaged?: boolean;
  readonly isFinished?: boolean;
}

/** The load is another's by now: a process took it over when the lease ran out, or a person decided it. What was under way must be given up. */
export class LeaseLost extends Error {}

/**
 * Moves a load on. With a client: inside its transaction, so that the mark and the rows are one. With `owner`, only while the owner
 * holds the lease, with `from` only out of that state; LeaseLost otherwise.
 */
export async function markLoad(connection: Pool | PoolClient, loadId: number, mark: LoadMark, owner?: string): Promise<LoadView> {
  const { rows } = await connection.query<LoadView>(sql`
    update hub.load set state = ${mark.state},
      counts = counts || ${mark.counts ?? {}}::jsonb,
      options = options || ${mark.options ?? {}}::jsonb,
      problem = ${mark.problem ?? null}::jsonb,
      staged_at = case when ${mark.isStaged ?? false} then clock_timestamp() else staged_at end,
      finished_at = case when ${mark.isFinished ?? false} then clock_timestamp() else finished_at end,
      lease_owner = case when ${mark.isFinished ?? false} or ${mark.state} = 'held' then null else lease_owner end,
      lease_until = case when ${mark.isFinished ?? false} or ${mark.state} = 'held' then null else lease_until end
    where load_id = ${loadId} and (${owner ?? null}::text is null or lease_owner = ${owner ?? null})
      and (${mark.from ?? null}::text is null or state = ${mark.from ?? null})
      and (${mark.stagedMark ?? null}::text is null or staged_at::text = ${mark.stagedMark ?? null})
    returning ${columns}`);
  if (!rows[0]) throw new LeaseLost(`load ${loadId} is not ${owner ?? mark.from ?? 'there'} any more`);
  return rows[0];
}

/** Of these files (by SHA-256) those that a load still needs: it has not ended, or ended after `before`. */
export function findNeededFiles(names: readonly string[], before: Date): Query {
  return sql`select distinct sha256 from hub.load
    where sha256 = any(${names}::text[]) and (state not in ('done', 'failed', 'refused') or finished_at >= ${before})`;
}

export function markFilesRemoved(names: readonly string[]): Query {
  return sql`update hub.load set file_removed_at = clock_timestamp() where sha256 = any(${names}::text[]) and file_removed_at is null`;
}
