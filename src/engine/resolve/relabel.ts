// Runs the statements of relabel.sql.ts in order. Bounded: each loop ends when a statement changes nothing.
import type { PoolClient } from 'pg';
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { analyzeWork } from '../../store/work-table.ts';
import { runAll } from '../run-statements.ts';
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
  if ((await runAll(client, [...createRelabelTables(), sql`select from moved limit 1`])) === 0) return false;
  await runAll(client, [startScope(lib), analyzeWork('scope')]);
  const byScore = lib.library.matchRules.scored ? [growByCandidates(lib)] : [];
  await untilStable(client, [growByClusters(lib), growByHeld(lib), growByPointing(lib), growByDecisions(lib), ...byScore]);
  await runAll(client, [analyzeWork('scope'), ...labelByKey(lib), startComponents()]);
  await untilStable(client, [spreadComponents(lib)]);
  await runAll(client, [...labelByPointing(lib), labelPlaced(), holdForbidden(lib), analyzeWork('scope')]);
  await joinAtoms(client, lib, options);
  await runAll(client, [...settleContested(lib), fillClaims(lib), ...assignGoldens(lib)]);
  return true;
}

/** Repeats the statements until one whole round changes no row. */
async function untilStable(client: PoolClient, statements: readonly Query[]): Promise<void> {
  while ((await runAll(client, statements)) > 0);
}
