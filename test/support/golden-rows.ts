// Golden rows put straight into a library's tables, for tests of what reads them.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../src/definition/types.ts';
import { ident, join, sql } from '../../src/store/sql.ts';

export interface TestGolden {
  readonly goldenId: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /** type → value, as look-up keys. */
  readonly identifiers?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, unknown>>;
}

export async function insertGolden(pool: Pool, library: LibraryDefinition, golden: TestGolden): Promise<void> {
  const recordedAt = '2026-09-01T00:00:00Z';
  await insert(pool, [library.code, 'golden_record'], {
    golden_id: golden.goldenId, version: 1, state: 'active', created_at: recordedAt, recorded_at: recordedAt, cause: 'load:1',
    ...golden.values, ...golden.columns,
  });
  for (const [type, value] of Object.entries(golden.identifiers ?? {})) {
    await insert(pool, [library.code, 'identifier'], { type, value, golden_id: golden.goldenId, status: 'current' });
  }
}

/** One row of any table. */
export async function insert(pool: Pool, table: readonly string[], row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = join(Object.keys(row).map((column) => ident(column)));
  await pool.query(sql`insert into ${ident(...table)} (${columns}) values (${join(Object.values(row).map((value) => sql`${value}`))})`);
}

/** A golden id of the given last digits. */
export function testId(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
