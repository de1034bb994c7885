// The two row loops of scoring, each over one part of a work table: records → block keys, pairs → scores. They stream and run in the
// caller's thread or in one of the pool's, with a connection of their own for reading and one for the COPY that takes the results.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { copyIn } from '../../../store/copy.ts';
import type { Query } from '../../../store/sql.ts';
import { sql } from '../../../store/sql.ts';
import { librarySql } from '../../library-sql.ts';
import type { MatchModel } from '../model/types.ts';
import { compileModel } from '../model/weights.ts';
import { blockKeysOf, planMatch, profileOf, type MatchPlan, type Profile } from './match-plan.ts';
import { PairScorer, shareBlock } from './score-pair.ts';
import { readPairs, readProfiles, workTables } from './work-tables.sql.ts';

/** Part `part` of `parts`; for `score` with the model that weighs. */
export interface PartRequest {
  readonly kind: 'keys' | 'score';
  readonly library: LibraryDefinition;
  readonly part: number;
  readonly parts: number;
  readonly model: MatchModel | null;
  /** All records of the library are compared at once: no key is of former values. */
  readonly isWhole: boolean;
}

const rowsAtOnce = 2_000;

/** Works off one part of the large work tables; returns how many rows it wrote. */
export async function runPart(pool: Pool, request: PartRequest): Promise<number> {
  const plan = planMatch(request.library);
  if (!plan) return 0;
  const tables = workTables(librarySql(request.library), true);
  const [reader, writer] = [await pool.connect(), await pool.connect()];
  try {
    await reader.query('begin');
    const written = await copyLines(writer, tablesText(request.kind === 'keys' ? tables.keys : tables.scored), columnsOf(request.kind),
      request.kind === 'keys' ? keyLines(reader, plan, { of: tables.taken, ...request }) : scoreLines(reader, plan, { of: tables.pair, ...request, model: request.model! }));
    await reader.query('commit');
    return written;
  } catch (error) {
    await reader.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    reader.release();
    writer.release();
  }
}

/** Lines for COPY into `keys`: the block keys of the records in the table `of`. */
export async function* keyLines(client: PoolClient, plan: MatchPlan, range: { of: Query; part: number; parts: number }): AsyncGenerator<string> {
  const lib = librarySql(plan.library);
  for await (const rows of readInBatches(client, readProfiles(plan, lib, range))) {
    let lines = '';
    for (const row of rows) {
      const profile = profileAt(plan, row, 0);
      for (const key of blockKeysOf(plan, profile)) lines += `${key}\t${profile.recordId}\t${profile.key === null ? 'f' : 't'}\n`;
    }
    yield lines;
  }
}

/** Lines for COPY into `scored`: the pairs of the table `of` that are worth keeping, ordered within the pair. */
export async function* scoreLines(
  client: PoolClient, plan: MatchPlan, range: { of: Query; part: number; parts: number; model: MatchModel; isWhole: boolean },
): AsyncGenerator<string> {
  const lib = librarySql(plan.library);
  const scorer = new PairScorer(plan, compileModel(range.model, plan.shapes));
  let left: Profile | null = null;
  for await (const rows of readInBatches(client, readPairs(plan, lib, range))) {
    let lines = '';
    for (const row of rows) {
      if (left?.recordId !== row[0]) left = profileAt(plan, row, 0);
      const right = profileAt(plan, row, plan.attributes.length + 2);
      const pair = scorer.score(left!, right);
      if (pair === null || !(range.isWhole || shareBlock(plan, left!, right))) continue;
      const [first, second] = left!.recordId < right.recordId ? [left!.recordId, right.recordId] : [right.recordId, left!.recordId];
      lines += `${first}\t${second}\t${pair.score.toFixed(3)}\t{${pair.levels.join(',')}}\t${pair.outcome}\t${pair.relation ?? '\\N'}\n`;
    }
    yield lines;
  }
}

export const keyColumns = ['key', 'record_id', 'is_numbered'] as const;
export const scoreColumns = ['record_id', 'other_id', 'score', 'levels', 'outcome', 'relation'] as const;

function columnsOf(kind: PartRequest['kind']): readonly string[] {
  return kind === 'keys' ? keyColumns : scoreColumns;
}

/** `"staging"."x"` as the plain dotted name that COPY's helper quotes itself. */
export function tablesText(table: Query): string {
  return table.text.replaceAll('"', '');
}

export async function copyLines(client: PoolClient, table: string, columns: readonly string[], source: AsyncIterable<string>): Promise<number> {
  const copy = copyIn(client, table, columns);
  try {
    for await (const lines of source) {
      if (lines === '') continue;
      const behind = copy.write(lines);
      if (behind) await behind;
    }
    return await copy.end();
  } catch (error) {
    await copy.abort(error instanceof Error ? error : new Error('scoring given up'));
    throw error;
  }
}

/** [record id, usable number, values ...] from place `at` of a row on. */
export function profileAt(plan: MatchPlan, row: readonly (string | null)[], at: number): Profile {
  return profileOf(plan, row[at]!, row[at + 1]!, row.slice(at + 2, at + 2 + plan.attributes.length));
}

/** Rows of texts by a cursor in the client's transaction: memory is bounded by a batch. */
export async function* readInBatches(client: PoolClient, query: Query): AsyncGenerator<(string | null)[][]> {
  await client.query({ text: `declare rows_of_part no scroll cursor for ${query.text}`, values: query.values });
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({ text: `fetch ${rowsAtOnce} from rows_of_part`, rowMode: 'array' });
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query(sql`close rows_of_part`);
}
