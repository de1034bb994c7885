// Runs the statements of relabel.sql.ts in order. Bounded: each loop ends when a statement changes nothing.
import type { PoolClient } from 'pg';
import type { LibrarySql } from '../library-sql.ts';
import type { Query } from '../../store/sql.ts';
import { analyzeWork } from '../../store/work-table.ts';
import { runAll, sendAll } from '../run-statements.ts';
import { settleContested } from './contested.sql.ts';
import { joinAtoms } from './join-atoms.ts';
import {
  assignGoldens, createRelabelTables, fillClaims, growByCandidates, growByClusters, growByDecisions, growByHeld, growByPointing, holdForbidden, labelByPointing,
  labelDisputed, labelPlaced, spreadComponents, startComponents, startScope, writeLinks,
} from './relabel.sql.ts';

interface RelabelOptions {
  /** Whether scores may link; absent: as the library is set. */
  readonly autoLink?: boolean;
  /** Told, and waited for, once `scope` is complete. */
  readonly onGrown?: () => Promise<void>;
  /** Statements that are sent along with the last. */
  readonly after?: readonly Query[];
}

/** Decides the clusters of everything in `moved` again. The tables scope, contested and redirected stay for the stages after it. */
export async function relabelMoved(client: PoolClient, lib: LibrarySql, { onGrown }: Pick<RelabelOptions, 'onGrown'> = {}): Promise<void> {
  await planLinks(client, lib, { onGrown, after: [writeLinks(lib)] });
}

/** As relabelMoved(), but writes no link: `scope` and `assigned` hold what would be. Nothing more is asked where nothing moved. */
export async function planLinks(client: PoolClient, lib: LibrarySql, { autoLink, onGrown, after = [] }: RelabelOptions = {}): Promise<void> {
  const isMoved = (await runAll(client, [...createRelabelTables(), startScope(lib)])) > 0;
  if (isMoved) await growScope(client, lib);
  await onGrown?.();
  if (!isMoved) return;
  const pointing = (await sendAll(client, [...labelDisputed(lib), startComponents()])).at(-1)!.rowCount ?? 0;
  if (pointing > 1) await untilStable(client, () => [spreadComponents(lib)]);
  await runAll(client, [...labelByPointing(lib), labelPlaced(), holdForbidden(lib), analyzeWork('scope')]);
  const joined = await joinAtoms(client, lib, { autoLink });
  await runAll(client, [...joined, ...settleContested(lib), fillClaims(lib), ...assignGoldens(lib), ...after]);
}

/** From what started the scope to everything that it hangs together with. */
async function growScope(client: PoolClient, lib: LibrarySql): Promise<void> {
  await client.query(analyzeWork('scope'));
  const byScore = lib.library.matchRules.scored ? [growByCandidates] : [];
  const growing = [growByClusters, growByHeld, growByPointing, growByDecisions, ...byScore];
  await untilStable(client, (round) => [...growing.map((grow) => grow(lib, round)), analyzeWork('scope')]);
}

/** Repeats the statements, in rounds from 1 on, until a whole round changes no row. */
async function untilStable(client: PoolClient, statements: (round: number) => readonly Query[]): Promise<void> {
  for (let round = 1; (await runAll(client, statements(round))) > 0; round++);
}
