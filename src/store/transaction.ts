// Transactions and advisory locks. What several processes must not do at once is guarded here, by name, in the database.
import type { Pool, PoolClient } from 'pg';
import { sql, type Query } from './sql.ts';

/**
 * Runs `run` in one transaction on one connection: committed when it resolves, rolled back when it throws.
 * A connection whose rollback fails is closed, never handed out again.
 */
export async function withTransaction<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('begin');
    const result = await run(client);
    await client.query('commit');
    return result;
  });
}

/** Waits for the named lock and holds it until the client's transaction ends. Locks are the database's own: clones do not collide. */
export async function lockInTransaction(client: PoolClient, name: string): Promise<void> {
  await client.query(takeLock(name));
}

/** The statement that waits for the named lock. */
export function takeLock(name: string): Query {
  return sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** Holds the named lock on a connection of its own while `run` works, across as many transactions as it needs. */
export async function withAdvisoryLock<T>(pool: Pool, name: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(sql`select pg_advisory_lock(hashtextextended(${name}, 0))`);
    return unlockAfter(client, name, run);
  });
}

/** As withAdvisoryLock, but does not wait: `{ isHeld: false }` when another holds the lock. */
export async function tryAdvisoryLock<T>(
  pool: Pool,
  name: string,
  run: (client: PoolClient) => Promise<T>,
): Promise<{ isHeld: true; result: T } | { isHeld: false }> {
  return withClient(pool, async (client) => {
    const { rows } = await client.query<{ taken: boolean }>(sql`select pg_try_advisory_lock(hashtextextended(${name}, 0)) as taken`);
    if (!rows[0]?.taken) return { isHeld: false };
    return { isHeld: true, result: await unlockAfter(client, name, run) };
  });
}

async function unlockAfter<T>(client: PoolClient, name: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const result = await run(client);
  await client.query(sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`);
  return result;
}

/** After a failure the session is reset: rolled back and its locks let go; if even that fails the connection is closed. */
async function withClient<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await run(client);
    client.release();
    return result;
  } catch (error) {
    const broken = await resetSession(client);
    client.release(broken);
    throw error;
  }
}

async function resetSession(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    await client.query('select pg_advisory_unlock_all()');
    return false;
  } catch {
    return true;
  }
}

/** Reads of one moment: everything `run` asks sees the database as it was at its first question. */
export async function withSnapshot<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const result = await run(client);
    await client.query('commit');
    return result;
  });
}
