// POST /v1/{resource}/lookup: one result for each identifier, in the order asked.
import type { FoundRecord } from '../../engine/query/find-records.ts';
import type { ReadIdentifier, StatedIdentifier } from '../../engine/query/identifier-keys.ts';
import { withoutSubjectData, type Masked } from '../../sharing/masked.ts';
import type { SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf, viewRecord, type RecordView } from '../record-view.ts';

interface LookupRequest {
  readonly identifiers: readonly StatedIdentifier[];
}

type LookupResult =
  | { readonly result: 'found'; readonly record: Masked<RecordView> }
  | { readonly result: 'notFound' | 'ambiguous' }
  | { readonly result: 'invalid'; readonly reason: string };

export const lookup: SubjectHandler = async (_deps, call, input) => {
  const { service, grant } = call;
  const { identifiers } = input.body as LookupRequest;
  const reach = reachOf(service.library, grant);
  const read = identifiers.map((identifier) => service.keys.read(identifier));
  const keys = read.flatMap((identifier) => ('keys' in identifier ? identifier.keys : []));
  const found = keys.length === 0 ? new Map<string, FoundRecord[]>() : await service.finder.findByKeys(reach, keys);
  const goldenIds: string[] = [];
  const results = read.map((identifier) => resultOf(call, recordsOf(identifier, found), goldenIds));
  const ambiguous = results.filter(({ result }) => result === 'ambiguous').length;
  return { body: withoutSubjectData({ results }), goldenIds, subjectCount: identifiers.length, attributes: reach.columns, ...ambiguityOf(ambiguous) };
};

/** What the audit event says of identifiers that several hold: that they were asked for, and that nobody was shown. */
export function ambiguityOf(ambiguous: number): { details?: { ambiguous: number } } {
  return ambiguous === 0 ? {} : { details: { ambiguous } };
}

/** Records that the identifier leads to, each once; a reason instead when it is none. */
export function recordsOf(identifier: ReadIdentifier, found: ReadonlyMap<string, readonly FoundRecord[]>): string | readonly FoundRecord[] {
  if ('reason' in identifier) return identifier.reason;
  const [first = '', ...rest] = identifier.keys;
  const records = found.get(first) ?? [];
  if (rest.length === 0) return records;
  const all = new Map<string, FoundRecord>();
  for (const key of identifier.keys) for (const record of found.get(key) ?? []) all.set(record.row['@golden_id'], record);
  return [...all.values()];
}

function resultOf({ service, grant }: SubjectCall, records: string | readonly FoundRecord[], goldenIds: string[]): LookupResult {
  if (typeof records === 'string') return { result: 'invalid', reason: records };
  const [record] = records;
  if (record === undefined) return { result: 'notFound' };
  if (records.length > 1) return { result: 'ambiguous' };
  goldenIds.push(record.row['@golden_id']);
  return { result: 'found', record: viewRecord(service.library, grant, record) };
}
