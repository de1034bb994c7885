// GET /v1/{resource}?name=: ranked hits, for libraries whose names are no personal data.
import { searchNames as queryNames } from '../../engine/query/search.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectHandler } from '../deps.ts';
import { reachOf, viewRecord } from '../record-view.ts';
import { requireGranted } from './verify.ts';

export const searchNames: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const { library } = service;
  const { attributes = [], initials } = library.search?.names ?? {};
  requireGranted(grant, initials === undefined ? attributes : [...attributes, initials]);
  const reach = reachOf(library, grant);
  const after = parameters['after'] as string | undefined;
  const page = await queryNames(deps.pool, library, { reach, name: String(parameters['name']), limit: Number(parameters['limit']), after });
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this search', { faults: [{ at: 'after', rule: 'cursor' }] });
  const items = page.rows.map((row) => viewRecord(library, grant, { row }));
  return {
    body: withoutSubjectData({ items, ...(page.next === null ? {} : { next: page.next }) }),
    goldenIds: page.rows.map((row) => row['@golden_id']),
    subjectCount: items.length,
    attributes: reach.columns,
  };
};
