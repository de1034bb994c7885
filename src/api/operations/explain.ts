// GET /v1/{resource}/golden/{goldenId}/pairs and /how: why records were put together, for stewards.
import { readHow as queryHow } from '../../engine/query/how.ts';
import { readGoldenPairs, type PairedRecord } from '../../engine/query/pairs.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { requireRecord } from './read-record.ts';

/** Values of both records as the grant shows them. */
export const readPairs: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const reach = reachOf(service.library, grant);
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const found = await readGoldenPairs(deps.pool, service.library, { reach, goldenId, limit: Number(parameters['limit']) });
  const pairs = found.map(({ records, ...pair }) => ({ ...pair, records: records.map((record) => maskRecord(call, record)) }));
  const others = found.flatMap(({ records }) => records.map((record) => record.goldenId));
  return {
    body: withoutSubjectData({ goldenId, redirectedFrom, pairs }), subjectCount: 1, attributes: reach.columns,
    goldenIds: [...new Set([goldenId, ...others.filter((id) => id !== null)])],
  };
};

function maskRecord({ service, grant }: SubjectCall, { attributes, ...record }: PairedRecord): unknown {
  return { ...record, attributes: maskValues(service.library, grant, attributes ?? {}) };
}

/** No value is told: what differs from version to version is named, not shown. */
export const readHow: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const { columns } = reachOf(service.library, grant);
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const events = await queryHow(deps.pool, service.library, { goldenId, columns });
  return { body: withoutSubjectData({ goldenId, redirectedFrom, events }), goldenIds: [goldenId], subjectCount: 1, attributes: columns };
};
