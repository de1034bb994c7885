// A model that is not in force, and a dry run of it that an activation may rest on.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../src/definition/types.ts';
import { insertModel } from '../../src/engine/resolve/model/model-store.ts';
import { planMatch } from '../../src/engine/resolve/scored/match-plan.ts';
import type { Rehearsal } from '../../src/engine/resolve/scored/rehearse.ts';
import { plainModel } from './models.ts';

export const unmoved: Rehearsal = {
  records: 2, moved: 0, merges: 0, splits: 0, goldensBefore: 2, goldensAfter: 2, linksBefore: 0, linksAfter: 0, reviewsNow: 0, reviews: 0, decisionsTouched: 0,
  decisionsOverturned: 0, held: [], samples: [],
};

export async function insertIdleModel(pool: Pool, library: LibraryDefinition): Promise<number> {
  return insertModel(pool, plainModel(planMatch(library)!), { createdBy: 'test' });
}

/** Done just now, against what is in force. */
export async function insertDoneRehearsal(pool: Pool, { rehearsalId, modelId, autoLink = false }: { rehearsalId: string; modelId: number; autoLink?: boolean }): Promise<void> {
  await pool.query(
    `insert into hub.model_rehearsal (rehearsal_id, library, model_id, auto_link, state, created_at, created_by, started_at, finished_at, was_model_id, was_auto_link, result)
     select $1, m.library, m.model_id, $3, 'done', now(), 'test', now(), now(), s.model_id, coalesce(s.auto_link, false), $4
     from hub.match_model m left join hub.match_setting s using (library) where m.model_id = $2`,
    [rehearsalId, modelId, autoLink, JSON.stringify(unmoved)],
  );
}
