// Runs the statements of relabel.sql.ts in order. Bounded: each loop ends when a statement changes nothing.
import type { PoolClient } from 'pg';
import type { LibrarySql } from '../library-sql.ts';
import type { Query } from '../../store/sql.ts';
import { analyzeWork } from '../../store/work-table.ts';
import { runAll, sendAll } from '../run-statements.ts';
import { settleContested } from './contested.sql.ts';
import { joinAtoms } from './join-atoms.ts';
import {
  assignGoldens, createRelabelTables, fillClaims, growByCandidates, growByClusters, growByDecisions, growByHeld, growByPointing, holdForbidden, labelByKey,
  labelByPointing, labelPlaced, spreadComponents, startComponents, startScope, writeLinks,
} from './relabel.sql.ts';

interface RelabelOptions {
  /** Whether scores may link; absent: as the library is set. */
  readonly autoLink?: boolean;
  /** Statements that are sent along with the last. */
  readonly after?: readonly Query[];
}

/** Decides the clusters of everything in `moved` again. The tables scope, contested and redirected stay for the stages after it. */
export async function relabelMoved(client: PoolClient, lib: LibrarySql): Promise<void> {
  await planLinks(client, lib, { after: [writeLinks(lib)] });
}

/** As relabelMoved(), but writes no link: `scope` and `assigned` hold what would be. Nothing more is asked where nothing moved. */
export async function planLinks(client: PoolClient, lib: LibrarySql, { autoLink, after = [] }: RelabelOptions = {}): Promise<void> {
  if ((await runAll(client, [...createRelabelTables(), startScope(lib)])) === 0) return;
  await client.query(analyzeWork('scope'));
  const byScore = lib.library.matchRules.scored ? [growByCandidates(lib)] : [];
  await untilStable(client, [growByClusters(lib), growByHeld(lib), growByPointing(lib), growByDecisions(lib), ...byScore]);
  const pointing = (await sendAll(client, [analyzeWork('scope'), ...labelByKey(lib), startComponents()])).at(-1)!.rowCount ?? 0;
  if (pointing > 1) await untilStable(client, [spreadComponents(lib)]);
  await runAll(client, [...labelByPointing(lib), labelPlaced(), holdForbidden(lib), analyzeWork('scope')]);
  const joined = await joinAtoms(client, lib, { autoLink });
  await runAll(client, [...joined, ...settleContested(lib), fillClaims(lib), ...assignGoldens(lib), ...after]);
}

/** Repeats the statements until one whole round changes no row. */
async function untilStable(client: PoolClient, statements: readonly Query[]): Promise<void> {
  while ((await runAll(client, statements)) > 0);
}
