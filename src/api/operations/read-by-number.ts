// GET /v1/{resource}/{number}: only for numbers that are no personal data (the contract stamps it for those alone).
import { HubError } from '../../kernel/errors.ts';
import { openNumber } from '../contract/resource-operations.ts';
import type { SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { recordsOf } from './lookup.ts';
import { found, recordOutcome } from './read-record.ts';

export const readByNumber: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const attribute = openNumber(service.library) ?? '';
  const type = service.library.identifiers.find((identifier) => identifier.attribute === attribute)?.types[0] ?? '';
  const identifier = service.keys.read({ type, value: String(parameters[attribute]) });
  if ('reason' in identifier) throw new HubError('PARAMETER_INVALID', 'not a valid number', { faults: [{ at: attribute, rule: identifier.reason }] });
  const records = recordsOf(identifier, await service.finder.findByKeys(reachOf(service.library, grant), identifier.keys));
  if (typeof records !== 'string' && records.length > 1) throw new HubError('IDENTIFIER_AMBIGUOUS', 'several golden records hold the number', { ambiguous: records.length });
  const record = found(typeof records === 'string' ? null : records[0]);
  return recordOutcome(deps, call, { record, ifNoneMatch: parameters['If-None-Match'] });
};
