// GET /v1/{resource}/golden/{goldenId}/relations: to whom the record stands in which relation, and who said so.
import { nameAttribute, relationAttributes } from '../../definition/columns.ts';
import { readOthers, readRelations as queryRelations, type RelationRow } from '../../engine/query/relations.ts';
import type { Grant } from '../../sharing/grant.ts';
import { maskValues } from '../../sharing/mask.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf } from '../record-view.ts';
import { requireRecord } from './read-record.ts';

/** A relation tells what its attributes tell: without one of them granted, its type is not told at all. */
export const readRelations: SubjectHandler = async (deps, call, { parameters }) => {
  const { service: { library }, grant } = call;
  const { row, redirectedFrom } = await requireRecord(call, String(parameters['goldenId']));
  const goldenId = row['@golden_id'];
  const told = library.relations.filter((relation) => relationAttributes(relation).some((code) => grant.attributes.has(code)));
  const found = await queryRelations(deps.pool, library, { goldenId, types: told.map(({ type }) => type), limit: Number(parameters['limit']) });
  const others = await namesOf(deps, call, found);
  const relations = found
    .filter((relation) => relation.direction === 'to' || others.has(keyOf(relation)))
    .map(({ goldenId: other, ...relation }) => {
      const key = keyOf({ ...relation, goldenId: other });
      return {
        ...relation, label: told.find(({ type }) => type === relation.type)!.label, origin: relation.decisionId === null ? 'source' : 'decision',
        goldenId: others.has(key) ? other : null, name: others.get(key) ?? null,
      };
    });
  const shown = relations.flatMap((relation) => relation.goldenId ?? []);
  return {
    body: withoutSubjectData({ goldenId, ...(redirectedFrom === undefined ? {} : { redirectedFrom }), relations }),
    goldenIds: [...new Set([goldenId, ...shown])], subjectCount: 1, attributes: reachOf(library, grant).columns,
  };
};

const keyOf = ({ library, goldenId }: Pick<RelationRow, 'library' | 'goldenId'>): string => `${library} ${goldenId}`;

/** Names of the records at the other end that an agreement of the caller reaches, masked as it says; each library's records are read together. */
async function namesOf(deps: Pick<ApiDeps, 'pool' | 'access'>, call: SubjectCall, found: readonly RelationRow[]): Promise<ReadonlyMap<string, unknown>> {
  const names = new Map<string, unknown>();
  for (const code of new Set(found.map(({ library }) => library))) {
    const library = call.services.get(code)?.library;
    const grant = library === undefined ? null : grantOf(deps, call, code);
    if (library === undefined || grant === null) continue;
    const goldenIds = [...new Set(found.flatMap((relation) => (relation.library === code ? relation.goldenId ?? [] : [])))];
    const name = nameAttribute(library) ?? '';
    for (const [id, row] of await readOthers(deps.pool, library, { reach: reachOf(library, grant), goldenIds })) {
      names.set(keyOf({ library: code, goldenId: id }), maskValues(library, grant, row)[name] ?? null);
    }
  }
  return names;
}

function grantOf({ access }: Pick<ApiDeps, 'access'>, { service, services, grant, caller, matter }: SubjectCall, code: string): Grant | null {
  if (code === service.library.code) return grant;
  const scope = `${services.get(code)!.library.resource}:read`;
  if (!caller.scopes.includes(scope)) return null;
  return access.grant(caller, { library: code, operation: 'read', purpose: matter?.purpose ?? '' });
}
