// The row of a dry run: who asked, how far it is, what it found, and whether an activation may rest on it. The only writer of hub.model_rehearsal.
import type { Pool, PoolClient } from 'pg';
import { HubError } from '../../../kernel/errors.ts';
import { sql, type Query } from '../../../store/sql.ts';
import type { MatchSetting } from '../match-setting.ts';
import type { Rehearsal, RehearsalStep } from './rehearse.ts';

export type RehearsalState = 'waiting' | RehearsalStep | 'done' | 'refused' | 'failed';

export interface RehearsalView {
  readonly rehearsalId: string;
  readonly library: string;
  readonly modelId: number;
  readonly autoLink: boolean;
  readonly state: RehearsalState;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why no activation may rest on it any more: another model or say of scores is in force, or it is of yesterday. Null: it may, once done. */
  readonly stale: 'overtaken' | 'old' | null;
  /** Loads that changed the library since it began. */
  readonly loadsSince: number;
  readonly problem: { readonly code: string; readonly details?: object } | null;
}

/** Source keys in it are masked. */
export type RehearsalResult = Rehearsal;

/** Hours that an activation may rest on a dry run. */
export const freshHours = 24;

const view = (now: Date): Query => sql`r.rehearsal_id as "rehearsalId", r.library, r.model_id as "modelId", r.auto_link as "autoLink", r.state, r.created_at as "createdAt",
  r.created_by as "createdBy", r.started_at as "startedAt", r.finished_at as "finishedAt", r.problem,
  case when r.state <> 'done' then null
    when (s.model_id, coalesce(s.auto_link, false)) is distinct from (r.was_model_id, r.was_auto_link) then 'overtaken'
    when r.finished_at < ${now}::timestamptz - make_interval(hours => ${freshHours}) then 'old' end as stale,
  (select count(*)::integer from hub.load l where l.library = r.library and l.state = 'done' and l.finished_at > r.started_at) as "loadsSince"`;
const rehearsals = sql`hub.model_rehearsal r left join hub.match_setting s on s.library = r.library`;
const isOpen = sql`finished_at is null`;

export interface NewRehearsal {
  readonly rehearsalId: string;
  readonly library: string;
  readonly modelId: number;
  readonly autoLink: boolean;
  readonly by: string;
  readonly now: Date;
}

/** REHEARSAL_OPEN: one of the library has not ended yet. */
export async function insertRehearsal(pool: Pool, { rehearsalId, library, modelId, autoLink, by, now }: NewRehearsal): Promise<void> {
  const { rowCount } = await pool.query(sql`
    insert into hub.model_rehearsal (rehearsal_id, library, model_id, auto_link, created_at, created_by)
    values (${rehearsalId}::uuid, ${library}, ${modelId}, ${autoLink}, ${now}, ${by}) on conflict (library) where ${isOpen} do nothing`);
  if (rowCount === 0) {
    const { rows: [open] } = await pool.query<{ rehearsalId: string; modelId: number }>(sql`
      select rehearsal_id as "rehearsalId", model_id as "modelId" from hub.model_rehearsal where library = ${library} and ${isOpen}`);
    throw new HubError('REHEARSAL_OPEN', `a dry run of ${library} has not ended yet`, { library, ...open });
  }
}

/** Newest first; of one model. */
export async function listRehearsals(pool: Pool, { modelId, limit, now }: { modelId: number; limit: number; now: Date }): Promise<RehearsalView[]> {
  const { rows } = await pool.query<RehearsalView>(sql`
    select ${view(now)} from ${rehearsals} where r.model_id = ${modelId} order by r.created_at desc, r.rehearsal_id desc limit ${limit}`);
  return rows;
}

/** Null: there is none of this model and id. */
export async function readRehearsal(
  connection: Pool | PoolClient, { modelId, rehearsalId, now }: { modelId: number; rehearsalId: string; now: Date },
): Promise<(RehearsalView & { readonly result: RehearsalResult | null }) | null> {
  const { rows } = await connection.query<RehearsalView & { result: RehearsalResult | null }>(sql`
    select ${view(now)}, r.result from ${rehearsals} where r.rehearsal_id = ${rehearsalId}::uuid and r.model_id = ${modelId}`);
  return rows[0] ?? null;
}

/** The open ones, one of a library at most. */
export async function findOpenRehearsals(pool: Pool): Promise<{ readonly rehearsalId: string; readonly library: string }[]> {
  const { rows } = await pool.query<{ rehearsalId: string; library: string }>(sql`
    select rehearsal_id as "rehearsalId", library from hub.model_rehearsal where ${isOpen} order by created_at`);
  return rows;
}

/** Null: it has ended. `was`: what is in force, with which it will compare. */
export async function beginRehearsal(
  pool: Pool, rehearsalId: string, { was, now }: { readonly was: MatchSetting; readonly now: Date },
): Promise<{ readonly modelId: number; readonly autoLink: boolean } | null> {
  const { rows } = await pool.query<{ modelId: number; autoLink: boolean }>(sql`
    update hub.model_rehearsal set state = 'waiting', started_at = ${now}, was_model_id = ${was.modelId}, was_auto_link = ${was.autoLink}
    where rehearsal_id = ${rehearsalId}::uuid and ${isOpen} returning model_id as "modelId", auto_link as "autoLink"`);
  return rows[0] ?? null;
}

export async function markStep(pool: Pool, rehearsalId: string, step: RehearsalStep): Promise<void> {
  await pool.query(sql`update hub.model_rehearsal set state = ${step} where rehearsal_id = ${rehearsalId}::uuid and ${isOpen}`);
}

export interface RehearsalEnd {
  readonly state: 'done' | 'refused' | 'failed';
  readonly result?: RehearsalResult;
  readonly problem?: RehearsalView['problem'];
}

export async function endRehearsal(pool: Pool, rehearsalId: string, { state, result, problem }: RehearsalEnd, now: Date): Promise<void> {
  await pool.query(sql`
    update hub.model_rehearsal set state = ${state}, finished_at = ${now}, problem = ${problem ? JSON.stringify(problem) : null}::jsonb,
      result = ${result ? JSON.stringify(result) : null}::jsonb
    where rehearsal_id = ${rehearsalId}::uuid and ${isOpen}`);
}
