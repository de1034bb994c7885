// GET /v1/{resource}/golden/{goldenId}
import type { SubjectHandler } from '../deps.ts';
import { recordOutcome, requireRecord } from './read-record.ts';

export const readGolden: SubjectHandler = async (deps, call, { parameters }) => {
  const asOf = parameters['asOf'] === undefined ? undefined : new Date(String(parameters['asOf']));
  const record = await requireRecord(call, String(parameters['goldenId']), asOf);
  return recordOutcome(deps, call, { record, ifNoneMatch: parameters['If-None-Match'], isPast: asOf !== undefined });
};
