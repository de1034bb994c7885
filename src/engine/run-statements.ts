// Runs statements in order on one connection.
import type { PoolClient, QueryResult } from 'pg';
import type { Query } from '../store/sql.ts';
import { StandingClient } from '../store/standing-client.ts';

/** Answers how many rows they wrote or returned in all. */
export async function runAll(client: PoolClient, statements: readonly Query[]): Promise<number> {
  return (await sendAll(client, statements)).reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** Answers their results. A standing connection takes them at once, and none waits for the one before. */
export async function sendAll(client: PoolClient, statements: readonly (Query | string)[]): Promise<QueryResult[]> {
  if (client instanceof StandingClient) return client.sendAll(statements);
  const results: QueryResult[] = [];
  for (const statement of statements) results.push(await client.query(statement));
  return results;
}

/** The first row of a statement that counts; empty when there is none. */
export async function countsOf(client: PoolClient, statement: Query): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(statement);
  return rows[0] ?? {};
}
