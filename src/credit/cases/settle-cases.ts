// Cases follow the data: called in the transaction of a load or decision, under the lock of its library, before the entries are derived.
import type { PoolClient } from 'pg';
import type { Query } from '../../store/sql.ts';
import { followRecords, followSubjects, hasCases, settleCasesSql } from './settle-cases.sql.ts';

const mostHops = 32;

/** Libraries that subjects of credit records stand in. */
const subjectLibraries = ['population', 'legal_person'];

/** Before deriveEntries, in the same transaction: what ends here is no mark on an entry any more. Running it twice changes nothing. */
export async function settleCases(client: PoolClient, now: Date): Promise<void> {
  const { rows: [found] } = await client.query<{ hasCases: boolean }>(hasCases());
  if (found?.hasCases !== true) return;
  await untilStill(client, followRecords());
  for (const library of subjectLibraries) await untilStill(client, followSubjects(library));
  await client.query(settleCasesSql(now));
}

async function untilStill(client: PoolClient, statement: Query): Promise<void> {
  for (let hop = 0; hop < mostHops; hop++) {
    const { rows: [row] } = await client.query<{ moved: string | number }>(statement);
    if (Number(row?.moved ?? 0) === 0) return;
  }
  throw new Error('redirects of golden records form a ring');
}
