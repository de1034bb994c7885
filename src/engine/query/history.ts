// Who or what changed which attribute of a golden record, and when: the differences of its consecutive versions.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { versionsSql } from './history.sql.ts';

export interface VersionChanges {
  readonly version: number;
  readonly recordedAt: Date;
  /** What made the version: a load, a decision, a rebuild. */
  readonly cause: string;
  readonly changes: readonly { readonly attribute: string; readonly from: unknown; readonly to: unknown }[];
}

interface VersionRow {
  readonly '@version': number;
  readonly '@recorded_at': Date;
  readonly '@cause': string;
  readonly [attribute: string]: unknown;
}

/** Newest version first; `columns` are the granted attributes. A version that changed only what is not granted has no changes. */
export async function readHistory(
  pool: Pool,
  library: LibraryDefinition,
  about: { readonly goldenId: string; readonly columns: readonly string[] },
): Promise<VersionChanges[]> {
  const { rows } = await pool.query<VersionRow>(versionsSql(library, about.goldenId, about.columns));
  return rows.map((row, index) => ({
    version: row['@version'],
    recordedAt: row['@recorded_at'],
    cause: row['@cause'],
    changes: changesBetween(rows[index + 1], row, about.columns),
  }));
}

function changesBetween(before: VersionRow | undefined, after: VersionRow, columns: readonly string[]): VersionChanges['changes'] {
  return columns
    .map((attribute) => ({ attribute, from: before?.[attribute] ?? null, to: after[attribute] ?? null }))
    .filter(({ from, to }) => from !== to);
}
