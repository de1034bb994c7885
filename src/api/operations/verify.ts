// POST /v1/{resource}/verify: match, mismatch or unknown for the name and each further attribute; never the data.
import { nameAttribute } from '../../definition/columns.ts';
import type { FoundRecord } from '../../engine/query/find-records.ts';
import type { StatedIdentifier } from '../../engine/query/identifier-keys.ts';
import type { Verdict } from '../../engine/query/verify.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Grant } from '../../sharing/grant.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { ambiguityOf, recordsOf } from './lookup.ts';

interface VerifyItem {
  readonly identifier: StatedIdentifier;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface VerifyResult {
  readonly name: Verdict;
  readonly attributes: Readonly<Record<string, Verdict>>;
}

export const verify: SubjectHandler = async (_deps, call, input) => {
  const { service, grant } = call;
  const { items } = input.body as { readonly items: readonly VerifyItem[] };
  const name = nameAttribute(service.library) ?? '';
  const asked = [...new Set([name, ...items.flatMap((item) => Object.keys(item.attributes ?? {}))])];
  requireGranted(grant, asked);
  const read = items.map((item) => service.keys.read(item.identifier));
  const keys = read.flatMap((identifier) => ('keys' in identifier ? identifier.keys : []));
  const found = keys.length === 0 ? new Map<string, FoundRecord[]>() : await service.finder.findByKeys(reachOf(service.library, grant), keys);
  const goldenIds: string[] = [];
  let ambiguous = 0;
  const results = items.map((item, index) => {
    const records = recordsOf(read[index] ?? { reason: '' }, found);
    if (typeof records !== 'string' && records.length > 1) ambiguous += 1;
    const record = typeof records === 'string' || records.length !== 1 ? undefined : records[0];
    if (record !== undefined) goldenIds.push(record.row['@golden_id']);
    return judge(call, item, { name, record });
  });
  return { body: withoutSubjectData({ results }), goldenIds, subjectCount: items.length, attributes: asked, ...ambiguityOf(ambiguous) };
};

/** An attribute outside the agreement must not be guessed at either. */
export function requireGranted(grant: Grant, codes: readonly string[]): void {
  const missing = codes.filter((code) => !grant.attributes.has(code));
  if (missing.length > 0) throw new HubError('ATTRIBUTE_NOT_GRANTED', 'attributes outside the agreement', { attributes: missing });
}

function judge({ service }: SubjectCall, item: VerifyItem, held: { name: string; record: FoundRecord | undefined }): VerifyResult {
  const verdict = (code: string, stated: string): Verdict =>
    held.record === undefined ? 'unknown' : service.values.compare(code, stated, held.record.row[code]);
  return {
    name: verdict(held.name, item.name),
    attributes: Object.fromEntries(Object.entries(item.attributes ?? {}).map(([code, stated]) => [code, verdict(code, stated)])),
  };
}
