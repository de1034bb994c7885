// Runs the statements of relabel.sql.ts in order. Bounded: each loop ends when a statement changes nothing.
import type { PoolClient } from 'pg';
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';
import { analyzeWork } from '../../store/work-table.ts';
import { runAll } from '../run-statements.ts';
import { settleContested } from './contested.sql.ts';
import { joinAtoms } from './join-atoms.ts';
import {
  assignGoldens, createRelabelTables, fillClaims, growByCandidates, growByClusters, growByDecisions, growByHeld, growByPointing, holdForbidden, labelByPointing,
  labelDisputed, labelPlaced, spreadComponents, startComponents, startScope, writeLinks,
} from './relabel.sql.ts';

/**
 * Decides the clusters of everything in `moved` again. The tables scope, contested and redirected stay for the stages after it. `onGrown`:
 * told, and waited for, once `scope` is complete.
 */
export async function relabelMoved(client: PoolClient, lib: LibrarySql, options: { readonly onGrown?: () => Promise<void> } = {}): Promise<void> {
  if (await planLinks(client, lib, options)) await client.query(writeLinks(lib));
}

/**
 * As relabelMoved(), but writes no link: `scope` and `assigned` hold what would be. False where nothing moved. `autoLink`: whether scores
 * may link; absent: as the library is set.
 */
export async function planLinks(
  client: PoolClient, lib: LibrarySql, { autoLink, onGrown }: { readonly autoLink?: boolean; readonly onGrown?: () => Promise<void> } = {},
): Promise<boolean> {
  const isMoved = (await runAll(client, [...createRelabelTables(), sql`select from moved limit 1`])) > 0;
  if (isMoved) await growScope(client, lib);
  await onGrown?.();
  if (!isMoved) return false;
  await runAll(client, [...labelDisputed(lib), startComponents()]);
  await untilStable(client, () => [spreadComponents(lib)]);
  await runAll(client, [...labelByPointing(lib), labelPlaced(), holdForbidden(lib), analyzeWork('scope')]);
  await joinAtoms(client, lib, { autoLink });
  await runAll(client, [...settleContested(lib), fillClaims(lib), ...assignGoldens(lib)]);
  return true;
}

/** From `moved` to everything that it hangs together with. */
async function growScope(client: PoolClient, lib: LibrarySql): Promise<void> {
  await runAll(client, [startScope(lib), analyzeWork('scope')]);
  const byScore = lib.library.matchRules.scored ? [growByCandidates] : [];
  const growing = [growByClusters, growByHeld, growByPointing, growByDecisions, ...byScore];
  await untilStable(client, (round) => [...growing.map((grow) => grow(lib, round)), analyzeWork('scope')]);
}

/** Repeats the statements, in rounds from 1 on, until a whole round changes no row. */
async function untilStable(client: PoolClient, statements: (round: number) => readonly Query[]): Promise<void> {
  for (let round = 1; (await runAll(client, statements(round))) > 0; round++);
}
