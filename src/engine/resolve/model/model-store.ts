// Models in the database: each a row that is never changed; one of them in force for each library. The only writer of hub.match_model
// and hub.match_setting.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { HubError } from '../../../kernel/errors.ts';
import { ident, sql, type Query } from '../../../store/sql.ts';
import { lockInTransaction, withTransaction } from '../../../store/transaction.ts';
import type { MatchModel, TrainingFigures } from './types.ts';

export interface ActiveModel {
  readonly modelId: number;
  readonly model: MatchModel;
  /** Whether scores may link by themselves. */
  readonly autoLink: boolean;
}

/** The model in force, or null where the library has none. */
export async function readActiveModel(connection: Pool | PoolClient, library: string): Promise<ActiveModel | null> {
  const { rows } = await connection.query<ActiveModel>(sql`
    select s.model_id as "modelId", m.body as model, s.auto_link as "autoLink"
    from hub.match_setting s join hub.match_model m using (model_id) where s.library = ${library}`);
  return rows[0] ? { ...rows[0], model: restoreModel(rows[0].model) } : null;
}

/** JSON has no Infinity: a threshold that no score reaches is stored as null. */
export function restoreModel(stored: MatchModel): MatchModel {
  const { link, review } = stored.thresholds as { link: readonly (number | null)[]; review: number | null };
  return { ...stored, thresholds: { link: link.map((bits) => bits ?? Infinity), review: review ?? Infinity } };
}

export interface StoredModel {
  readonly modelId: number;
  readonly library: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly note: string | null;
  readonly rulesDigest: string;
  readonly figures: TrainingFigures;
  readonly isActive: boolean;
  /** Of the active model; false for the others. */
  readonly autoLink: boolean;
}

const columns = sql`m.model_id as "modelId", m.library, m.created_at as "createdAt", m.created_by as "createdBy", m.note,
  m.rules_digest as "rulesDigest", m.figures, s.model_id is not null as "isActive", coalesce(s.auto_link, false) as "autoLink"`;
const models = sql`hub.match_model m left join hub.match_setting s on s.library = m.library and s.model_id = m.model_id`;

/** Newest first; of all libraries unless one is named. */
export async function listModels(connection: Pool | PoolClient, library?: string): Promise<StoredModel[]> {
  const { rows } = await connection.query<StoredModel>(sql`
    select ${columns} from ${models} where ${library ?? null}::text is null or m.library = ${library ?? null} order by m.model_id desc`);
  return rows;
}

/** MODEL_UNKNOWN when there is none of this id. */
export async function readModel(connection: Pool | PoolClient, modelId: number): Promise<StoredModel & { readonly model: MatchModel }> {
  const { rows: [row] } = await connection.query<StoredModel & { model: MatchModel }>(sql`
    select ${columns}, m.body as model from ${models} where m.model_id = ${modelId}`);
  if (!row) throw new HubError('MODEL_UNKNOWN', `no model ${modelId}`, { modelId });
  return { ...row, model: restoreModel(row.model) };
}

/** Stores the model, not yet in force; its id. */
export async function insertModel(
  connection: Pool | PoolClient,
  model: MatchModel,
  by: { readonly note?: string; readonly createdBy: string },
): Promise<number> {
  const { rows } = await connection.query<{ modelId: number }>(sql`
    insert into hub.match_model (library, definition_version, rules_digest, body, figures, note, created_at, created_by)
    values (${model.library}, ${model.definitionVersion}, ${model.rulesDigest}, ${JSON.stringify(model)}::jsonb, ${JSON.stringify(model.figures)}::jsonb,
      ${by.note ?? null}, ${model.figures.trainedAt}::timestamptz, ${by.createdBy})
    returning model_id as "modelId"`);
  return rows[0]!.modelId;
}

export interface Activation {
  readonly library: LibraryDefinition;
  /** Of the library's rules as they are: a model learned for others is refused. */
  readonly rulesDigest: string;
  readonly modelId: number;
  /** Absent: as before. */
  readonly autoLink?: boolean;
  readonly by: string;
  readonly now: Date;
  /** What else must hold, asked while no other activation of the library can come between. */
  readonly requires?: (client: PoolClient) => Promise<void>;
}

/**
 * Puts a model in force. In the same transaction every record of the library goes into the match queue, because its candidates and
 * links are to be found anew; answers how many. MODEL_UNKNOWN, MODEL_UNFIT (another library's, or learned for other rules), MODEL_ACTIVE
 * (nothing would change).
 */
export async function activateModel(pool: Pool, { library, rulesDigest, modelId, autoLink, by, now, requires }: Activation): Promise<number> {
  return withTransaction(pool, async (client) => {
    await lockInTransaction(client, `match setting:${library.code}`);
    const stored = await readModel(client, modelId);
    if (stored.library !== library.code || stored.rulesDigest !== rulesDigest) {
      throw new HubError('MODEL_UNFIT', `model ${modelId} was not learned for the rules of ${library.code}`, { modelId, library: library.code, learnedFor: stored.library });
    }
    if (stored.isActive && (autoLink === undefined || autoLink === stored.autoLink)) {
      throw new HubError('MODEL_ACTIVE', `model ${modelId} is in force as asked for`, { modelId, library: library.code, autoLink: stored.autoLink });
    }
    await requires?.(client);
    await client.query(sql`
      insert into hub.match_setting (library, model_id, auto_link, updated_at, updated_by)
      values (${library.code}, ${modelId}, ${autoLink ?? false}, ${now}, ${by})
      on conflict (library) do update set model_id = excluded.model_id, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
        auto_link = coalesce(${autoLink ?? null}::boolean, hub.match_setting.auto_link)`);
    return (await client.query(queueAll(library.code, now))).rowCount ?? 0;
  });
}

/** A record that waits already gets a later moment, so that a run under way, which scores by the former model, does not take it off. */
function queueAll(library: string, now: Date): Query {
  const queue = ident(library, 'match_queue');
  return sql`
    insert into ${queue} (record_id, queued_at) select record_id, ${now}::timestamptz from ${ident(library, 'source_record')} where not is_withdrawn order by record_id
    on conflict (record_id) do update set queued_at = greatest(excluded.queued_at, ${queue}.queued_at + interval '1 microsecond')`;
}
