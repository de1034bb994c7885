// What the operations on one golden record share: not found and outside the grant are alike, and a known version is not sent again.
import type { FoundRecord } from '../../engine/query/find-records.ts';
import { readDisputed } from '../../engine/steward/challenges.ts';
import { HubError } from '../../kernel/errors.ts';
import type { ApiDeps, Outcome, SubjectCall } from '../deps.ts';
import { reachOf, recordTag, viewRecord } from '../record-view.ts';

/** The record under the id within the grant, or NOT_FOUND. */
export async function requireRecord({ service, grant }: SubjectCall, goldenId: string, asOf?: Date): Promise<FoundRecord> {
  return found(await service.finder.findById(reachOf(service.library, grant), goldenId, asOf));
}

/** The record itself, or NOT_FOUND for none. */
export function found(record: FoundRecord | null | undefined): FoundRecord {
  if (record === null || record === undefined) throw new HubError('NOT_FOUND', 'no such record within the grant');
  return record;
}

/**
 * 200 with the record and its tag, or 304 when the caller holds this version. What is in doubt is asked here, for one record, and not by
 * the batches and searches: they would pay for every row what few records need.
 */
export async function recordOutcome(
  deps: Pick<ApiDeps, 'pool'>,
  call: SubjectCall,
  { record, ifNoneMatch, isPast = false }: { record: FoundRecord; ifNoneMatch: unknown; isPast?: boolean },
): Promise<Outcome> {
  const { service, grant } = call;
  // A past version is not in doubt; what is challenged is the value of today.
  const disputed = isPast ? undefined : await disputedOf(deps, call, record.row['@golden_id']);
  const tag = recordTag(grant, record, disputed ?? []);
  const told = { goldenIds: [record.row['@golden_id']], subjectCount: 1, attributes: reachOf(service.library, grant).columns };
  const isKnown = typeof ifNoneMatch === 'string' && ifNoneMatch.split(',').some((held) => held.trim().replace(/^W\//, '') === tag);
  if (isKnown) return { ...told, status: 304, headers: { ETag: tag } };
  return { ...told, headers: { ETag: tag }, body: viewRecord(service.library, grant, record, disputed) };
}

/** Granted attributes that some agency challenges. */
export async function disputedOf({ pool }: Pick<ApiDeps, 'pool'>, { service, grant }: SubjectCall, goldenId: string): Promise<string[]> {
  return (await readDisputed(pool, service.library, goldenId)).filter((code) => grant.attributes.has(code));
}
