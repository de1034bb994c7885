// Runs statements in order on one connection.
import type { PoolClient } from 'pg';
import type { Query } from '../store/sql.ts';

export async function runAll(client: PoolClient, statements: readonly Query[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

/** The first row of a statement that counts; empty when there is none. */
export async function countsOf(client: PoolClient, statement: Query): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(statement);
  return rows[0] ?? {};
}
