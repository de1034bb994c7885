// Whom an application, a profile or a report is about: number and name must both be the subject's, or there is no answer.
import { nameAttribute } from '../../definition/columns.ts';
import { splitLookupKey } from '../../engine/query/identifier-keys.ts';
import { comparingReach } from '../../engine/query/reach.ts';
import { HubError } from '../../kernel/errors.ts';
import type { SubjectCall } from '../deps.ts';

export interface StatedSubject {
  readonly type: string;
  readonly value: string;
  readonly name: string;
}

export interface CreditSubject {
  readonly library: string;
  readonly goldenId: string;
  /** As the hub holds it; equal to what was stated. */
  readonly name: string;
  readonly numberType: string;
  readonly number: string;
}

/** Throws NOT_FOUND (no such number, or several bearers) and CREDIT_IDENTITY_MISMATCH, which says nothing of the name that is held. */
export async function requireSubject({ service, services }: SubjectCall, stated: StatedSubject): Promise<CreditSubject> {
  const codes = service.library.subject?.candidates.filter(({ type }) => type === stated.type).map(({ library }) => library) ?? [];
  for (const code of new Set(codes)) {
    const subjects = services.get(code);
    const identifier = subjects?.keys.read({ type: stated.type, value: stated.value });
    if (subjects === undefined || identifier === undefined || 'reason' in identifier) continue;
    const name = nameAttribute(subjects.library) ?? '';
    const found = await subjects.finder.findByKeys(comparingReach(subjects.library, [name]), identifier.keys);
    const records = identifier.keys.flatMap((key) => found.get(key) ?? []);
    const [record] = records;
    if (record === undefined || records.length > 1) continue;
    if (subjects.values.compare(name, stated.name, record.row[name]) !== 'match') throw new HubError('CREDIT_IDENTITY_MISMATCH', 'number and name do not agree');
    const { value } = splitLookupKey(identifier.keys[0] ?? '');
    return { library: code, goldenId: record.row['@golden_id'], name: String(record.row[name]), numberType: stated.type, number: value };
  }
  throw new HubError('NOT_FOUND', 'no such subject');
}
