// GET /v1/{resource}/golden/{goldenId}/history
import { readHistory as queryHistory } from '../../engine/query/history.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { maskOne } from './read-provenance.ts';
import { requireRecord } from './read-record.ts';

export const readHistory: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const { columns } = reachOf(service.library, grant);
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const versions = (await queryHistory(deps.pool, service.library, { goldenId, columns })).map((version) => ({
    ...version,
    changes: version.changes.map(({ attribute, from, to }) => ({
      attribute,
      from: maskOne(call, attribute, from),
      to: maskOne(call, attribute, to),
    })),
  }));
  return { body: withoutSubjectData({ goldenId, redirectedFrom, versions }), goldenIds: [goldenId], subjectCount: 1, attributes: columns };
};
