// Pins end with their last day: the first thing of the next, the golden records that they marked are computed without them.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { civilDate } from '../../kernel/clock.ts';
import { sql } from '../../store/sql.ts';
import { lockInTransaction, withTransaction } from '../../store/transaction.ts';
import { librariesToLock, libraryLock, recomputeTouched, runAll, settle } from '../apply-load.ts';
import type { Surroundings } from '../derive-further.ts';
import { dropExpired } from '../golden/pins.sql.ts';
import { createChangeTables } from '../change-tables.sql.ts';
import { librarySql } from '../library-sql.ts';
import { relabelMoved } from '../resolve/relabel.ts';
import type { DecideDeps } from './decision.ts';

/** Number of pins that ended, over all libraries. Libraries without one are not locked. */
export async function expirePins(deps: Pick<DecideDeps, 'pool' | 'clock' | 'libraries' | 'deriveFurther'>): Promise<number> {
  let ended = 0;
  for (const library of deps.libraries) {
    const { rows: [due] } = await deps.pool.query<{ pins: number }>(sql`
      select count(distinct decision_id) as pins from ${librarySql(library).table('pin')} where valid_to < ${civilDate(deps.clock.now())}::date`);
    if (Number(due?.pins) === 0) continue;
    await withTransaction(deps.pool, (client) => expire(client, { ...deps, library, now: deps.clock.now() }));
    ended += Number(due?.pins);
  }
  return ended;
}

async function expire(client: PoolClient, { library, now, ...around }: Surroundings & { library: LibraryDefinition; now: Date }): Promise<void> {
  for (const name of librariesToLock(library, around.libraries)) await lockInTransaction(client, libraryLock(name));
  const lib = librarySql(library);
  await runAll(client, createChangeTables());
  await client.query(dropExpired(lib, civilDate(now)));
  await relabelMoved(client, lib);
  await recomputeTouched(client, { lib, now, cause: 'pin_expired' });
  await settle(client, { lib, now, cause: 'pin_expired' }, around);
}
