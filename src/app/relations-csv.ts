// Relations as an operator on the machine gets them, as with rejects: every type, nothing masked.
import type { Pool } from 'pg';
import { nameAttribute } from '../definition/columns.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { relationsCsv as readRelationsCsv, type ExportedRelation, type OtherEnd, type RelationExport } from '../engine/query/export-relations.ts';
import { comparingReach } from '../engine/query/reach.ts';
import { readOthers } from '../engine/query/relations.ts';

export interface RelationsOf extends Pick<RelationExport, 'origin'> {
  readonly library: LibraryDefinition;
  readonly type?: string;
}

interface Hub {
  readonly pool: Pool;
  readonly libraries: readonly LibraryDefinition[];
}

export function relationsCsv(hub: Hub, { library, type, origin }: RelationsOf): AsyncGenerator<string> {
  const types = library.relations.map((relation) => relation.type).filter((code) => type === undefined || code === type);
  return readRelationsCsv(hub.pool, library, { types, origin, reach: comparingReach(library, []), tell: (relations) => tellEnds(hub, relations) });
}

/** The name is that of the other golden record, else what the source calls it. */
async function tellEnds({ pool, libraries }: Hub, relations: readonly ExportedRelation[]): Promise<OtherEnd[]> {
  const names = new Map<string, unknown>();
  for (const library of libraries) {
    const name = nameAttribute(library);
    const goldenIds = relations.flatMap((relation) => (relation.library === library.code ? relation.otherId ?? [] : []));
    if (name === null) continue;
    for (const [id, row] of await readOthers(pool, library, { reach: comparingReach(library, [name]), goldenIds })) names.set(id, row[name]);
  }
  return relations.map(({ otherId, identifier, name }) => {
    const known = names.get(otherId ?? '');
    return { goldenId: otherId, identifier, name: typeof known === 'string' ? known : name };
  });
}
