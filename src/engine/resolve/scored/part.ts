// The two row loops of scoring, each over one part of a work table: records → block keys, pairs → scores. In one of the pool's threads
// they stream, with a connection for reading and one for the COPY that takes the results; a few records stay on the caller's own.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { copyIn } from '../../../store/copy.ts';
import type { Query } from '../../../store/sql.ts';
import { sql } from '../../../store/sql.ts';
import { librarySql } from '../../library-sql.ts';
import type { MatchModel } from '../model/types.ts';
import { compileModel } from '../model/weights.ts';
import { planMatch, type MatchPlan } from './match-plan.ts';
import { profileAt, Profiles, type TextRow } from './profiles.ts';
import { placedKeysOf } from './record-keys.ts';
import { PairScorer, shareBlock } from './score-pair.ts';
import { addKeys, addScored, readPairs, readTaken, workTables, type KeyRow, type ScoredRow, type WorkTables } from './work-tables.sql.ts';

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
      request.kind === 'keys' ? keyLines(reader, plan, { of: tables.taken, ...request }) : scoreLines(reader, plan, { of: tables.pair, ...request, pairs: scorerOf(plan, request.model!) }));
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

function scorerOf(plan: MatchPlan, model: MatchModel): PairScorer {
  return new PairScorer(plan, compileModel(model, plan.shapes));
}

/** Part `part` of `parts` of a work table, by hash. */
interface PartRange {
  readonly of: Query;
  readonly part: number;
  readonly parts: number;
}

/** `isWhole`: see PartRequest. */
export interface Scoring {
  readonly pairs: PairScorer;
  readonly isWhole: boolean;
}

/** The block keys of profiles as they are read. */
export function keysOf(plan: MatchPlan, rows: readonly TextRow[]): KeyRow[] {
  return rows.flatMap((row) => {
    const profile = profileAt(plan, row, 0);
    return placedKeysOf(plan, profile).map(({ key, place }): KeyRow => [key, profile.recordId, profile.key !== null, place]);
  });
}

/** Of pairs, as record ids, those that are worth keeping, ordered within the pair. Their profiles are held. */
export function scoresOf(plan: MatchPlan, rows: readonly TextRow[], { profiles, pairs, isWhole }: Scoring & { readonly profiles: Profiles }): ScoredRow[] {
  const scored: ScoredRow[] = [];
  for (const [one, other] of rows) {
    const [left, right] = [profiles.of(one!), profiles.of(other!)];
    if (left === undefined || right === undefined) continue;
    const pair = pairs.score(left, right);
    if (pair === null || !(isWhole || shareBlock(plan, left, right))) continue;
    const [first, second] = left.recordId < right.recordId ? [left.recordId, right.recordId] : [right.recordId, left.recordId];
    scored.push([first, second, pair.score.toFixed(3), `{${pair.levels.join(',')}}`, pair.outcome, pair.relation]);
  }
  return scored;
}

/** Pairs in batches, each with the profiles that it needs. `query`: their record ids. */
export async function* withProfiles(client: PoolClient, plan: MatchPlan, query: Query): AsyncGenerator<{ rows: TextRow[]; profiles: Profiles }> {
  const profiles = new Profiles(plan);
  for await (const rows of readInBatches(client, query)) {
    await profiles.need(client, rows);
    yield { rows, profiles };
  }
}

const whole = { part: 0, parts: 1 };

/** Fills `keys` from `taken` on the client's own connection, in its transaction; returns how many rows it wrote. */
export async function fillKeys(client: PoolClient, plan: MatchPlan, tables: WorkTables): Promise<number> {
  let written = 0;
  for await (const rows of readInBatches(client, readTaken(plan, librarySql(plan.library), { of: tables.taken, ...whole }))) {
    written += (await client.query(addKeys(tables, keysOf(plan, rows)))).rowCount ?? 0;
  }
  return written;
}

/** Fills `scored` from `pair` likewise. */
export async function fillScored(client: PoolClient, plan: MatchPlan, { tables, ...scoring }: Scoring & { readonly tables: WorkTables }): Promise<number> {
  let written = 0;
  for await (const { rows, profiles } of withProfiles(client, plan, readPairs({ of: tables.pair, ...whole }))) {
    written += (await client.query(addScored(tables, scoresOf(plan, rows, { ...scoring, profiles })))).rowCount ?? 0;
  }
  return written;
}

/** Keys as lines for COPY. */
async function* keyLines(client: PoolClient, plan: MatchPlan, range: PartRange): AsyncGenerator<string> {
  for await (const rows of readInBatches(client, readTaken(plan, librarySql(plan.library), range))) {
    let lines = '';
    for (const [key, recordId, isNumbered, place] of keysOf(plan, rows)) lines += `${key}\t${recordId}\t${isNumbered ? 't' : 'f'}\t${place}\n`;
    yield lines;
  }
}

/** Scored pairs as lines for COPY. */
async function* scoreLines(client: PoolClient, plan: MatchPlan, range: PartRange & Scoring): AsyncGenerator<string> {
  for await (const { rows, profiles } of withProfiles(client, plan, readPairs(range))) {
    yield scoresOf(plan, rows, { ...range, profiles }).map((row) => `${row.map((field) => field ?? '\\N').join('\t')}\n`).join('');
  }
}

const keyColumns = ['key', 'record_id', 'is_numbered', 'place'] as const;
const scoreColumns = ['record_id', 'other_id', 'score', 'levels', 'outcome', 'relation'] as const;

function columnsOf(kind: PartRequest['kind']): readonly string[] {
  return kind === 'keys' ? keyColumns : scoreColumns;
}

/** `"staging"."x"` as the plain dotted name that COPY's helper quotes itself. */
function tablesText(table: Query): string {
  return table.text.replaceAll('"', '');
}

/** Complete lines or parts of lines into a table, given as `schema.table` or a bare name; the number of rows. */
export async function copyLines(client: PoolClient, table: string, columns: readonly string[], source: AsyncIterable<string | Buffer>): Promise<number> {
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

/** Rows of texts by a cursor in the client's transaction: memory is bounded by a batch. */
export async function* readInBatches(client: PoolClient, query: Query): AsyncGenerator<TextRow[]> {
  await client.query({ text: `declare rows_of_part no scroll cursor for ${query.text}`, values: query.values });
  for (;;) {
    const { rows } = await client.query<TextRow>({ text: `fetch ${rowsAtOnce} from rows_of_part`, rowMode: 'array' });
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query(sql`close rows_of_part`);
}
