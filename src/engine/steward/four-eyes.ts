// Which kinds of decisions wait for a second person, by library. It stands in the database, so that every process asks for the same.
import type { Pool } from 'pg';
import { sql } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import type { fourEyesKinds } from './decision.ts';

export type FourEyesKind = (typeof fourEyesKinds)[number];

/** Exactly these kinds from now on; what was proposed before waits as it did. */
export async function setFourEyes(pool: Pool, library: string, kinds: readonly FourEyesKind[]): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(sql`delete from hub.four_eyes where library = ${library} and kind <> all (${kinds}::text[])`);
    await client.query(sql`insert into hub.four_eyes (library, kind) select ${library}, unnest(${kinds}::text[]) on conflict do nothing`);
  });
}

export async function readFourEyes(pool: Pool, library: string): Promise<FourEyesKind[]> {
  const { rows } = await pool.query<{ kind: FourEyesKind }>(sql`select kind from hub.four_eyes where library = ${library} order by kind`);
  return rows.map(({ kind }) => kind);
}
