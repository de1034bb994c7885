// POST /v1/{resource}/search in unique-match mode: none and several answer alike.
import { searchUnique as queryUnique } from '../../engine/query/search.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectHandler } from '../deps.ts';
import { reachOf, viewRecord } from '../record-view.ts';
import { requireGranted } from './verify.ts';

export const searchUnique: SubjectHandler = async (deps, call, input) => {
  const { service, grant } = call;
  const stated = (input.body as { readonly attributes: Readonly<Record<string, string>> }).attributes;
  requireGranted(grant, Object.keys(stated));
  const reach = reachOf(service.library, grant);
  const row = await queryUnique(deps.pool, service.library, { reach, stated, values: service.values });
  const match = row === null ? null : viewRecord(service.library, grant, { row });
  return { body: withoutSubjectData({ match }), goldenIds: row ? [row['@golden_id']] : [], subjectCount: 1, attributes: reach.columns };
};
