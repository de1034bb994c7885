// Runs the searches of a library and reads their cursors.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { cleanOrganisationName } from '../../text/organisation-name.ts';
import type { GoldenRow, Reach } from './reach.ts';
import { searchNamesSql, searchSubjectSql, searchUniqueSql, type NameCursor } from './search.sql.ts';
import type { StatedValues } from './verify.ts';

export interface NamePage {
  readonly rows: readonly GoldenRow[];
  /** Null on the last page. */
  readonly next: string | null;
}

interface RankedRow extends GoldenRow {
  readonly '@rank': number;
  readonly '@score': number;
}

/** A page of records whose names answer to the text. Null: `after` is no cursor of this search. */
export async function searchNames(
  pool: Pool,
  library: LibraryDefinition,
  question: { readonly reach: Reach; readonly name: string; readonly limit: number; readonly after?: string },
): Promise<NamePage | null> {
  const { reach, limit } = question;
  const after = question.after === undefined ? null : decodeCursor(question.after);
  if (question.after !== undefined && after === null) return null;
  // A name of nothing but blanks names nobody.
  const name = cleanOrganisationName(question.name, () => undefined)?.toLowerCase();
  if (!name) return { rows: [], next: null };
  const { attributes = [], initials = null } = library.search?.names ?? {};
  const { rows } = await pool.query<RankedRow>(searchNamesSql(library, reach, { attributes, initials, name, limit, after }));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? encodeCursor(last) : null };
}

/** The one record that has all stated values; null for none, for several, and when a value cannot be read. */
export async function searchUnique(
  pool: Pool,
  library: LibraryDefinition,
  question: { readonly reach: Reach; readonly stated: Readonly<Record<string, string>>; readonly values: StatedValues },
): Promise<GoldenRow | null> {
  const values: [string, string][] = [];
  for (const [code, stated] of Object.entries(question.stated)) {
    const value = question.values.read(code, stated);
    if (value === null) return null;
    values.push([code, value]);
  }
  const { rows } = await pool.query<GoldenRow>(searchUniqueSql(library, question.reach, values));
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/** The records of a subject that are attached to it without doubt. */
export async function searchSubject(
  pool: Pool,
  library: LibraryDefinition,
  question: { readonly reach: Reach; readonly subject: { readonly library: string; readonly goldenId: string } },
): Promise<GoldenRow[]> {
  const { rows } = await pool.query<GoldenRow>(searchSubjectSql(library, question.reach, question.subject));
  return rows;
}

/** Cursors hold a rank, a score and a golden id; nothing of a subject. */
function encodeCursor(row: RankedRow): string {
  return Buffer.from(JSON.stringify([row['@rank'], row['@score'], row['@golden_id']])).toString('base64url');
}

function decodeCursor(cursor: string): NameCursor | null {
  try {
    const [rank, score, goldenId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const isCursor = typeof rank === 'number' && typeof score === 'number' && typeof goldenId === 'string' && /^[0-9a-f-]{36}$/.test(goldenId);
    return isCursor ? { rank, score, goldenId } : null;
  } catch {
    return null; // not JSON: not a cursor
  }
}
