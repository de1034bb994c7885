// The other ends of relations as the caller may see them: each library's records are read together, under the agreement for that library.
import { nameAttribute } from '../definition/columns.ts';
import { readOthers } from '../engine/query/relations.ts';
import type { Grant } from '../sharing/grant.ts';
import { maskValues } from '../sharing/mask.ts';
import type { ApiDeps, SubjectCall } from './deps.ts';
import { reachOf } from './record-view.ts';

interface OtherEnd {
  readonly library: string;
  readonly goldenId: string | null;
}

export const keyOf = ({ library, goldenId }: OtherEnd): string => `${library} ${goldenId}`;

/** Names of the golden records that an agreement of the caller reaches, masked as it says, by keyOf(); null where the name is not granted. */
export async function namesOf(deps: Pick<ApiDeps, 'pool' | 'access'>, call: SubjectCall, ends: readonly OtherEnd[]): Promise<ReadonlyMap<string, unknown>> {
  const names = new Map<string, unknown>();
  for (const code of new Set(ends.map(({ library }) => library))) {
    const library = call.services.get(code)?.library;
    const grant = library === undefined ? null : grantOf(deps, call, code);
    if (library === undefined || grant === null) continue;
    const goldenIds = [...new Set(ends.flatMap((end) => (end.library === code ? end.goldenId ?? [] : [])))];
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
