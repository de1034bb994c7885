// GET /v1/{resource}/golden/{goldenId}/relations and /v1/{resource}/relations: who stands in which relation to whom, and who said so.
import { Readable } from 'node:stream';
import { nameAttribute, relationAttributes } from '../../definition/columns.ts';
import type { RelationDefinition } from '../../definition/types.ts';
import { relationsCsv, type ExportedRelation, type OtherEnd } from '../../engine/query/export-relations.ts';
import { readRelations as queryRelations } from '../../engine/query/relations.ts';
import { HubError } from '../../kernel/errors.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { keyOf, namesOf } from '../related-names.ts';
import { requireRecord } from './read-record.ts';

export const readRelations: SubjectHandler = async (deps, call, { parameters }) => {
  const { service: { library }, grant } = call;
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const told = toldRelations(call);
  const reach = reachOf(library, grant);
  const page = await queryRelations(deps.pool, library, {
    goldenId, types: told.map(({ type }) => type), reach, limit: Number(parameters['limit']), after: parameters['after'] as string | undefined,
  });
  if (page === null) throw new HubError('PARAMETER_INVALID', 'not a cursor of this list', { faults: [{ at: 'after', rule: 'cursor' }] });
  const others = await namesOf(deps, call, page.relations);
  const relations = page.relations.map(({ goldenId: other, ...relation }) => {
    const key = keyOf({ ...relation, goldenId: other });
    return {
      ...relation, label: told.find(({ type }) => type === relation.type)!.label, origin: relation.decisionId === null ? 'source' : 'decision',
      goldenId: others.has(key) ? other : null, name: others.get(key) ?? null,
    };
  });
  const shown = relations.flatMap((relation) => relation.goldenId ?? []);
  const next = page.next === null ? {} : { next: page.next };
  return {
    body: withoutSubjectData({ goldenId, ...(redirectedFrom === undefined ? {} : { redirectedFrom }), relations, ...next }),
    goldenIds: [...new Set([goldenId, ...shown])], subjectCount: 1, attributes: reach.columns,
  };
};

/** Ids, keys and days for whoever may export; numbers and names for whoever may read the records, as the agreement shows them. */
export const exportRelations: SubjectHandler = async (deps, call, { parameters }) => {
  const { service: { library }, grant } = call;
  const { type, origin } = parameters as { readonly type?: string; readonly origin?: 'source' | 'decision' };
  const told = toldRelations(call).filter((relation) => type === undefined || relation.type === type);
  const attributes = [...new Set([...told.flatMap(relationAttributes), nameAttribute(library) ?? ''])].filter((code) => grant.attributes.has(code));
  const csv = relationsCsv(deps.pool, library, {
    types: told.map((relation) => relation.type), origin, reach: reachOf(library, grant), tell: (relations) => tellEnds(deps, call, relations, told),
  });
  return { stream: { contentType: 'text/csv; charset=utf-8', body: Readable.from(csv) }, attributes, details: { type: type ?? null, origin: origin ?? null } };
};

/** A relation tells what its attributes tell: without one of them granted, its type is not told at all. */
function toldRelations({ service: { library }, grant }: SubjectCall): RelationDefinition[] {
  return library.relations.filter((relation) => relationAttributes(relation).some((code) => grant.attributes.has(code)));
}

/** The name is that of the other record where an agreement reaches it, else what the source calls it. */
async function tellEnds(deps: ApiDeps, call: SubjectCall, relations: readonly ExportedRelation[], told: readonly RelationDefinition[]): Promise<OtherEnd[]> {
  const { service: { library }, grant, caller } = call;
  const others = await namesOf(deps, call, relations.map(({ library: code, otherId }) => ({ library: code, goldenId: otherId })));
  const mayRead = caller.scopes.includes(`${library.resource}:read`);
  return relations.map(({ type, library: code, otherId, identifier, name }) => {
    const key = keyOf({ library: code, goldenId: otherId });
    const goldenId = others.has(key) ? otherId : null;
    if (!mayRead) return { goldenId, identifier: null, name: null };
    const definition = told.find((relation) => relation.type === type)!;
    const number = definition.identifier?.attribute ?? '';
    const stated = maskValues(library, grant, { [number]: identifier, [definition.name ?? '']: name });
    return { goldenId, identifier: textOf(stated[number]), name: textOf(others.get(key)) ?? textOf(stated[definition.name ?? '']) };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
