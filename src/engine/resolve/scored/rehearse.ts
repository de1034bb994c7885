// What would become of a library if another model, or another say of scores, were in force. All records are compared by the model as a run
// does, into work tables; clusters are then decided in a transaction that sees those pairs as the candidates and is rolled back. No row
// of the library is written or locked: readers and loads go on. While it runs, the match queue waits.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { HubError } from '../../../kernel/errors.ts';
import type { Label } from '../../../kernel/labels.ts';
import { sql } from '../../../store/sql.ts';
import { tryAdvisoryLock } from '../../../store/transaction.ts';
import { runAll } from '../../apply-load.ts';
import { reasonsOf, type Reason } from '../../explain/reasons.ts';
import { pairSentence } from '../../explain/sentences.ts';
import { createChangeTables } from '../../change-tables.sql.ts';
import { librarySql, type LibrarySql } from '../../library-sql.ts';
import { compileModel, type Scorer } from '../model/weights.ts';
import { readMatchSetting } from '../match-setting.ts';
import { planLinks } from '../relabel.ts';
import { fitModel } from './fit-model.ts';
import type { MatchPlan } from './match-plan.ts';
import { matchLock, type MatchDeps } from './match-queue.ts';
import { compareByThreads, comparePairs, largeQueue, partsHere, type CompareStep } from './match-run.ts';
import { countRehearsed, decidedPairs, indexScored, moveAll, noteRehearsed, sampleMoves, takeAll, withScored } from './rehearse.sql.ts';
import { PairScorer } from './score-pair.ts';
import { createWorkTables, dropWorkTables, workTables, type WorkTables } from './work-tables.sql.ts';

/** What would change; nothing has. */
export interface Rehearsal {
  /** Records compared. */
  readonly records: number;
  /** Records that would be in another golden record than now. */
  readonly moved: number;
  /** Golden records that would be made of several, and those that would fall apart. */
  readonly merges: number;
  readonly splits: number;
  readonly goldensBefore: number;
  readonly goldensAfter: number;
  /** Automatic links by score, now and then. */
  readonly linksBefore: number;
  readonly linksAfter: number;
  /** Pairs of golden records that wait for a person, now and then. */
  readonly reviewsNow: number;
  readonly reviews: number;
  /** Decisions of stewards that touch moved records, and those whose outcome would differ: none, or something is wrong. */
  readonly decisionsTouched: number;
  readonly decisionsOverturned: number;
  /** Pairs that decisions hold together or apart against the new scores. */
  readonly held: readonly HeldPair[];
  /** A few that would move. */
  readonly samples: readonly RehearsedMove[];
}

/** A record named by source and source key, without any value of its own. */
export interface NamedRecord {
  readonly source: string;
  readonly sourceKey: string;
}

/** The golden records that a record leaves and joins, and why: its best pair. */
export interface RehearsedMove extends NamedRecord {
  readonly from: string | null;
  readonly to: string | null;
  /** The golden record that it joins does not exist yet: it leaves one. */
  readonly isNew: boolean;
  readonly score: number | null;
  readonly other: NamedRecord | null;
  readonly reasons: readonly Reason[];
  readonly reason: Label | null;
}

/** What a rehearsal is at, in this order. */
export type RehearsalStep = CompareStep | 'clusters';

export interface HeldPair {
  readonly decisionId: string;
  readonly kind: 'same' | 'never';
  readonly goldenIds: readonly string[];
  /** Null: the two are not worth comparing by the new model. */
  readonly score: number | null;
}

const mostSamples = 20;
const mostHeld = 50;

export interface RehearsalOptions {
  readonly modelId: number;
  /** Absent: as set now. */
  readonly autoLink?: boolean;
  readonly onStep?: (step: RehearsalStep) => Promise<void>;
}

/** MODEL_RULES_MISSING, MODEL_UNKNOWN, MODEL_UNFIT; MODEL_BUSY while a run compares records. */
export async function rehearse(deps: MatchDeps, library: LibraryDefinition, { modelId, autoLink, onStep }: RehearsalOptions): Promise<Rehearsal> {
  const { plan, stored: { model } } = await fitModel(deps.pool, library, modelId);
  const mayLink = autoLink ?? (await readMatchSetting(deps.pool, library.code)).autoLink;
  const held = await tryAdvisoryLock(deps.pool, matchLock(library.code), async (client) => {
    const lib = librarySql(library);
    const { rowCount } = await client.query(sql`select from ${lib.table('source_record')} limit ${largeQueue}`);
    const isLarge = rowCount === largeQueue && deps.databaseUrl !== undefined;
    const tables = workTables(lib, isLarge);
    const scorer = compileModel(model, plan.shapes);
    const active = { modelId, scorer, pairs: new PairScorer(plan, scorer) };
    const scope = { lib, plan, tables, wholeOn: null, onStep };
    // Threads see only what is committed; a few records stay in the transaction that is rolled back.
    if (!isLarge) await client.query(beginTryOut);
    await runAll(client, createWorkTables(tables));
    try {
      await client.query(takeAll(lib, tables));
      if (isLarge) await compareByThreads(client, { ...scope, active, url: deps.databaseUrl! });
      else await comparePairs(client, { ...scope, run: partsHere(client, plan, { tables, active }) });
      await onStep?.('clusters');
      await runAll(client, indexScored(tables));
      if (isLarge) await client.query(beginTryOut);
      return await tryOut(client, { lib, plan, tables, mayLink, scorer });
    } finally {
      await client.query('rollback');
      await runAll(client, dropWorkTables(tables));
    }
  });
  if (!held.isHeld) throw new HubError('MODEL_BUSY', 'records are being compared', { library: library.code });
  return held.result;
}

interface TryOut {
  readonly lib: LibrarySql;
  readonly plan: MatchPlan;
  readonly tables: WorkTables;
  readonly mayLink: boolean;
  readonly scorer: Scorer;
}

/** Everything sees one instant of the library; the transaction ends in a rollback. */
const beginTryOut = 'begin isolation level repeatable read';

async function tryOut(client: PoolClient, { lib, plan, tables, mayLink, scorer }: TryOut): Promise<Rehearsal> {
  await client.query(sql`set local work_mem = '256MB'`);
  await runAll(client, createChangeTables());
  await client.query(moveAll(lib));
  await planLinks(client, withScored(lib, tables), { autoLink: mayLink });
  await client.query(noteRehearsed());
  await client.query(sql`create unique index on rehearsed (record_id)`);
  await client.query(sql`analyze rehearsed`);
  const { rows: [counts] } = await client.query<Omit<Rehearsal, 'decisionsTouched' | 'decisionsOverturned' | 'held' | 'samples'>>(countRehearsed(lib, tables));
  const { rows: decided } = await client.query<DecidedRow>(decidedPairs(lib, tables));
  const { rows: moves } = await client.query<MoveRow>(sampleMoves(lib, tables, mostSamples));
  const decisionsWhere = (which: (row: DecidedRow) => boolean): number => new Set(decided.filter(which).map(({ decisionId }) => decisionId)).size;
  return {
    ...counts!,
    decisionsTouched: decisionsWhere(({ isTouched }) => isTouched),
    decisionsOverturned: decisionsWhere(({ isOverturned }) => isOverturned),
    held: decided.filter(({ isAgainstScore }) => isAgainstScore).slice(0, mostHeld).map(({ decisionId, kind, oneThen, otherThen, score }) => (
      { decisionId, kind, goldenIds: [...new Set([oneThen, otherThen].filter((id) => id !== null))], score })),
    samples: moves.map(({ levels, pairScore, outcome, otherSource, otherKey, ...move }) => {
      const reasons = levels === null ? [] : reasonsOfLevels(plan, scorer, levels);
      const told = { score: pairScore, expectedPrecision: scorer.expected(pairScore), outcome, reasons, vetoes: [], relation: null };
      return { ...move, other: levels === null ? null : { source: otherSource, sourceKey: otherKey }, reasons, reason: levels === null ? null : pairSentence(told) };
    }),
  };
}

interface DecidedRow {
  readonly decisionId: string;
  readonly kind: 'same' | 'never';
  readonly oneThen: string | null;
  readonly otherThen: string | null;
  readonly score: number | null;
  readonly isTouched: boolean;
  readonly isOverturned: boolean;
  readonly isAgainstScore: boolean;
}

interface MoveRow extends Omit<RehearsedMove, 'reason' | 'reasons' | 'other'> {
  readonly otherSource: string;
  readonly otherKey: string;
  readonly pairScore: number;
  readonly levels: string | null;
  readonly outcome: 'match' | 'review' | 'veto';
}

/** Without the commonness of terms: no value is read for a sample. */
function reasonsOfLevels(plan: MatchPlan, scorer: Scorer, levels: string): Reason[] {
  const places = levels.slice(1, -1).split(',').map(Number);
  return reasonsOf(plan, scorer, { levels: places, terms: places.map(() => null) });
}
