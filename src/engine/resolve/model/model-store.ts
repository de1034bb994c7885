import type { Pool, PoolClient } from 'pg';
import { sql } from '../../../store/sql.ts';
import type { MatchModel } from './types.ts';
export interface ActiveModel { readonly modelId: number; readonly model: MatchModel; readonly autoLink: boolean }
export async function readActiveModel(connection: Pool | PoolClient, library: string): Promise<ActiveModel | null> {
  const { rows } = await connection.query(sql`select s.model_id as "modelId", m.body as model, s.auto_link as "autoLink" from hub.match_setting s join hub.match_model m using (model_id) where s.library = ${library}`);
  const row = rows[0] as ActiveModel | undefined;
  if (!row) return null;
  const { link, review } = row.model.thresholds;
  return { ...row, model: { ...row.model, thresholds: { link: link ?? Infinity, review: review ?? Infinity } } };
}
