// Decisions as the API and the command line list and read them.
import type { Pool } from 'pg';
import type { DecisionView } from '../steward/decision.ts';
import { listDecisionsSql, readDecisionSql, type DecisionFilter, type DecisionRow } from '../steward/decision-rows.sql.ts';
import { viewDecision } from '../steward/decision-view.ts';

export type { DecisionFilter };

/** Newest first; `next` is the id to go on from. */
export async function listDecisions(pool: Pool, filter: DecisionFilter): Promise<{ decisions: DecisionView[]; next: string | null }> {
  const { rows } = await pool.query<DecisionRow>(listDecisionsSql(filter));
  const decisions = rows.slice(0, filter.limit).map(viewDecision);
  return { decisions, next: rows.length > filter.limit ? (decisions.at(-1)?.decisionId ?? null) : null };
}

export async function readDecision(pool: Pool, decisionId: string): Promise<DecisionView | null> {
  const { rows: [row] } = await pool.query<DecisionRow>(readDecisionSql(decisionId));
  return row === undefined ? null : viewDecision(row);
}
