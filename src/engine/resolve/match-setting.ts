// What an operator set for a library's scored matching: the model in force and whether scores may link by themselves.
import type { Pool, PoolClient } from 'pg';
import { sql } from '../../store/sql.ts';

export interface MatchSetting {
  /** Null: no model is active, and nothing is scored. */
  readonly modelId: number | null;
  readonly autoLink: boolean;
}

/** Off where nobody set anything. */
export async function readMatchSetting(connection: Pool | PoolClient, library: string): Promise<MatchSetting> {
  const { rows } = await connection.query<MatchSetting>(sql`
    select model_id as "modelId", auto_link as "autoLink" from hub.match_setting where library = ${library}`);
  return rows[0] ?? { modelId: null, autoLink: false };
}
