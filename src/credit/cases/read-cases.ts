// Reads of cases: one with its steps, and lists by due date.
import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { listCasesSql, readCaseSql, readStepsSql, type CaseCursor, type CaseFilter } from './cases.sql.ts';
import type { CaseRow, CaseStep } from './types.ts';

interface ReadDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

export async function readCase({ pool, clock }: ReadDeps, caseId: string): Promise<CaseRow | null> {
  const { rows } = await pool.query<CaseRow>(readCaseSql(caseId, clock.today()));
  return rows[0] ?? null;
}

export async function readSteps({ pool }: Pick<ReadDeps, 'pool'>, caseId: string): Promise<CaseStep[]> {
  return (await pool.query<CaseStep>(readStepsSql(caseId))).rows;
}

/** By due date. Null: `after` is no cursor of this list. */
export async function listCases(
  { pool, clock }: ReadDeps,
  filter: CaseFilter,
  page: { readonly limit: number; readonly after?: string },
): Promise<{ cases: CaseRow[]; next: string | null } | null> {
  const after = page.after === undefined ? null : decodeCursor(page.after);
  if (page.after !== undefined && after === null) return null;
  const { rows } = await pool.query<CaseRow>(listCasesSql(filter, { today: clock.today(), limit: page.limit, after }));
  const cases = rows.slice(0, page.limit);
  const last = cases.at(-1);
  return { cases, next: rows.length > page.limit && last ? Buffer.from(`${last.dueOn ?? '-'} ${last.caseId}`).toString('base64url') : null };
}

function decodeCursor(cursor: string): CaseCursor | null {
  const match = /^(-|\d{4}-\d{2}-\d{2}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { dueOn: match[1] === '-' ? null : (match[1] ?? null), caseId: match[2] ?? '' } : null;
}
