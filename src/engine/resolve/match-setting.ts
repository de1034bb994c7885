// What an operator set for a library's scored matching: the model in force and whether scores may link by themselves.
import type { Pool, PoolClient } from 'pg';
import { sql, type Query } from '../../store/sql.ts';

export interface MatchSetting {
  /** Null: no model is active, and nothing is scored. */
  readonly modelId: number | null;
  readonly autoLink: boolean;
}

/** What holds where nobody set anything. */
export const noSetting: MatchSetting = { modelId: null, autoLink: false };

/** A MatchSetting, or no row. */
export function matchSettingSql(library: string): Query {
  return sql`select model_id as "modelId", auto_link as "autoLink" from hub.match_setting where library = ${library}`;
}

export async function readMatchSetting(connection: Pool | PoolClient, library: string): Promise<MatchSetting> {
  const { rows } = await connection.query<MatchSetting>(matchSettingSql(library));
  return rows[0] ?? noSetting;
}
