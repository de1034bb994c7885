// GET /v1/{resource}/golden/{goldenId}/provenance: masks apply to winning and losing values alike.
import { readProvenance as queryProvenance, type Statement } from '../../engine/query/provenance.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { disputedOf, requireRecord } from './read-record.ts';

export const readProvenance: SubjectHandler = async (deps, call, { parameters }) => {
  const { service, grant } = call;
  const { columns } = reachOf(service.library, grant);
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const explained = await queryProvenance(deps.pool, service.library, { goldenId, columns, today: deps.clock.today() });
  const disputed = await disputedOf(deps, call, goldenId);
  const attributes = Object.fromEntries(
    explained.map(({ attribute, winner, others }) => [
      attribute,
      {
        value: maskOne(call, attribute, row[attribute]),
        hasConflict: (row['@conflicts'] ?? []).includes(attribute),
        isDisputed: disputed.includes(attribute),
        winner: winner && maskStatement(call, attribute, winner),
        others: others.map((statement) => maskStatement(call, attribute, statement)),
      },
    ]),
  );
  const body = withoutSubjectData({ goldenId, version: row['@version'], redirectedFrom, attributes });
  return { body, goldenIds: [goldenId], subjectCount: 1, attributes: columns };
};

/** Handles of records are for those who decide about them. */
function maskStatement(call: SubjectCall, attribute: string, { record, ...statement }: Statement): Omit<Statement, 'record'> {
  const mayDecide = call.caller.scopes.includes('decisions:write');
  return { ...statement, ...(mayDecide && record !== null ? { record } : {}), value: maskOne(call, attribute, statement.value) };
}

/** One value as the grant shows it. */
export function maskOne({ service, grant }: SubjectCall, attribute: string, value: unknown): unknown {
  return maskValues(service.library, grant, { [attribute]: value ?? null })[attribute] ?? null;
}
