// Timepoints of the change log follow the order of commits: whoever draws one holds this lock until its transaction ends, so nobody can
// see a timepoint while an earlier one is still to come.
import type { PoolClient } from 'pg';
import { sql, type Query } from '../../store/sql.ts';
import { lockInTransaction } from '../../store/transaction.ts';

/** Taken after the locks of the libraries, never before them. */
export async function lockTimepoints(client: PoolClient): Promise<void> {
  await lockInTransaction(client, 'credit timepoints');
}

/** The next timepoint; only under the lock. */
export const nextTimepoint: Query = sql`nextval('hub.credit_timepoint')`;
