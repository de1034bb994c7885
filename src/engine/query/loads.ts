// Reads loads and rejects for lists and reports.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { listLoadsSql, rejectCountsSql, rejectHeaderSql, rejectsSql, type LoadFilter } from './loads.sql.ts';

export interface RejectRow {
  readonly rejectId: string;
  readonly line: number;
  readonly rule: string;
  readonly field: string | null;
  /** Rule of the cell itself, where `rule` says only that it was needed. */
  readonly cause: string | null;
  readonly header: readonly string[];
  readonly cells: readonly string[];
  readonly closedAt: Date | null;
}

export interface RejectCount {
  readonly rule: string;
  readonly field: string | null;
  readonly rows: number;
  readonly open: number;
}

/** Ids of loads, newest first, one more than the limit when there are more. */
export async function listLoadIds(pool: Pool, filter: LoadFilter): Promise<number[]> {
  const { rows } = await pool.query<{ loadId: number }>(listLoadsSql(filter));
  return rows.map((row) => row.loadId);
}

export async function readRejects(pool: Pool, library: LibraryDefinition, page: { loadId: number; after: number; limit: number; isOpen?: boolean }): Promise<RejectRow[]> {
  const { rows } = await pool.query<RejectRow>(rejectsSql(library, page.loadId, page));
  return rows;
}

export async function countRejects(pool: Pool, library: LibraryDefinition, loadId: number): Promise<RejectCount[]> {
  const { rows } = await pool.query<RejectCount>(rejectCountsSql(library, loadId));
  return rows;
}

/** The columns of the load's file, as far as its rejects tell them; none when nothing was rejected. */
export async function readRejectHeader(pool: Pool, library: LibraryDefinition, loadId: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ header: string[] }>(rejectHeaderSql(library, loadId));
  return rows[0]?.header ?? [];
}

const batch = 1_000;

/** All rejects of a load, or the open ones, in batches, so that a file of any size streams. One row a line is assumed by the paging. */
export async function* eachReject(pool: Pool, library: LibraryDefinition, { loadId, isOpen }: { loadId: number; isOpen?: boolean }): AsyncGenerator<RejectRow> {
  for (let after = 0; ; ) {
    const rows = await readRejects(pool, library, { loadId, after, limit: batch, isOpen });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    after = last.line;
  }
}
