// Runs the statements of relabel.sql.ts in order. Bounded: each loop ends when a statement changes nothing.
import type { PoolClient } from 'pg';
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { settleContested } from './contested.sql.ts';
import { joinAtoms } from './join-atoms.ts';
import {
  assignGoldens, createRelabelTables, fillClaims, growByCandidates, growByClusters, growByDecisions, growByHeld, growByPointing, holdForbidden, labelByKey,
  labelByPointing, labelPlaced, spreadComponents, startComponents, startScope, writeLinks,
} from './relabel.sql.ts';

/** Decides the clusters of everything in `moved` again. The tables scope, contested and redirected stay for the stages after it. */
export async function relabelMoved(client: PoolClient, lib: LibrarySql): Promise<void> {
  if (await planLinks(client, lib)) await client.query(writeLinks(lib));
}

/**
 * As relabelMoved(), but writes no link: `scope` and `assigned` hold what would be. False where nothing moved. `autoLink`: whether scores
 * may link; absent: as the library is set.
 */
export async function planLinks(client: PoolClient, lib: LibrarySql, options: { readonly autoLink?: boolean } = {}): Promise<boolean> {
  for (const statement of createRelabelTables()) await client.query(statement);
  const { rowCount } = await client.query(sql`select from moved limit 1`);
  if (rowCount === 0) return false;
  await client.query(startScope(lib));
  await client.query(sql`analyze scope`);
  const byScore = lib.library.matchRules.scored ? [growByCandidates(lib)] : [];
  await untilStable(client, [growByClusters(lib), growByHeld(lib), growByPointing(lib), growByDecisions(lib), ...byScore]);
  await client.query(sql`analyze scope`);
  for (const statement of labelByKey(lib)) await client.query(statement);
  await client.query(startComponents());
  await untilStable(client, [spreadComponents(lib)]);
  for (const statement of labelByPointing(lib)) await client.query(statement);
  await client.query(labelPlaced());
  await client.query(holdForbidden(lib));
  await client.query(sql`analyze scope`);
  await joinAtoms(client, lib, options);
  for (const statement of settleContested(lib)) await client.query(statement);
  await client.query(fillClaims(lib));
  for (const statement of assignGoldens(lib)) await client.query(statement);
  return true;
}

/** Repeats the statements until one whole round changes no row. */
async function untilStable(client: PoolClient, statements: readonly Query[]): Promise<void> {
  let changed = 1;
  while (changed > 0) {
    changed = 0;
    for (const statement of statements) changed += (await client.query(statement)).rowCount ?? 0;
  }
}
