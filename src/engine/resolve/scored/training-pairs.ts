// What a model is learned from: pairs of a sample of the library's records, compared but not weighed. The sample is the records with the
// least ids, which are digests: as good as drawn, and the same for every run. Pairs within it stand for all pairs of the library.
import type { Pool, PoolClient } from 'pg';
import { join, sql, type Query } from '../../../store/sql.ts';
import type { ComparisonDefinition } from '../../../definition/types.ts';
import { withTransaction } from '../../../store/transaction.ts';
import { runAll } from '../../apply-load.ts';
import { column, librarySql, type LibrarySql } from '../../library-sql.ts';
import type { LabelledPair, PairSink } from '../model/training-data.ts';
import { textsOf, type MatchPlan, type Profile } from './match-plan.ts';
import { fillKeys, readInBatches, withProfiles } from './part.ts';
import { profileAt } from './profiles.ts';
import { compareComparison } from './score-pair.ts';
import { analyze, createWorkTables, findPairs, readPairs, selectProfiles, sizeKeys, workTables, type WorkTables } from './work-tables.sql.ts';

/** How much there is in the library. */
export interface TrainingScope {
  /** Records that have a part in matching. */
  readonly records: number;
  /** Distinct pairs of the blocks; an estimate where a sample was taken. */
  readonly pairs: number;
}

const sampleRecords = 80_000;
const mostBlocked = 120_000;
const mostKeyed = 20_000;
const randomPairs = 80_000;
const randomRecords = 4_000;
/** Values counted for a comparison's terms. */
const mostValues = 60_000;

/** Feeds terms and pairs of the library to the training; memory is bounded by the constants above. */
export async function feedTraining(pool: Pool, plan: MatchPlan, data: PairSink): Promise<TrainingScope> {
  return withTransaction(pool, async (client) => {
    const lib = librarySql(plan.library);
    const tables = workTables(lib, false);
    await runAll(client, createWorkTables(tables));
    await client.query(sql`set local work_mem = '256MB'`);
    const { rows: [count] } = await client.query<{ records: number }>(sql`
      select count(*)::integer as records from ${lib.table('source_record')} where not is_withdrawn`);
    const records = count!.records;
    await client.query(sql`insert into ${tables.taken} (record_id, queued_at)
      select record_id, now() from ${lib.table('source_record')} where not is_withdrawn order by record_id limit ${sampleRecords}`);
    const share = Math.min(1, sampleRecords / Math.max(1, records));
    const feed = new PairFeed(plan, await countTerms(client, plan, { lib, data }));
    const { pairs, sampled } = await findSampledPairs(client, plan, { lib, tables, share });
    await feedRandom(client, feed, { lib, tables, data });
    const labelOf = await readLabels(client, lib, tables.pair);
    await feed.each(client, readPairs({ of: tables.pair, part: 0, parts: 1 }), (a, b) => {
      data.blocked(...feed.compare(a, b), labelOf.get(`${a.recordId} ${b.recordId}`));
    });
    await feed.each(client, keyedPairs(lib, tables), (a, b) => data.keyed(...feed.compare(a, b)));
    return { records, pairs: Math.max(sampled, Math.round(pairs / (share * share))) };
  });
}

/** Compares pairs with all their comparisons; of two terms that agree only in sound the commoner one counts. */
class PairFeed {
  constructor(private readonly plan: MatchPlan, private readonly counts: readonly ReadonlyMap<string, number>[]) {}

  compare(a: Profile, b: Profile): [levels: Int8Array, terms: (string | null)[]] {
    const levels = new Int8Array(this.plan.comparisons.length).fill(-1);
    const terms = this.plan.comparisons.map((_, index) => {
      const agreed = compareComparison(this.plan, index, { a, b, levels });
      if (agreed === null) return null;
      const held = (term: string): number => this.counts[index]!.get(term) ?? 0;
      return held(agreed[0]) >= held(agreed[1]) ? agreed[0] : agreed[1];
    });
    return [levels, terms];
  }

  /** The records of a query of record ids, in order. */
  async profiles(client: PoolClient, ids: Query, lib: LibrarySql): Promise<Profile[]> {
    const profiles: Profile[] = [];
    const query = sql`select ${selectProfiles(this.plan)} from (${ids}) t join ${lib.table('source_record')} r on r.record_id = t.record_id order by r.record_id`;
    for await (const rows of readInBatches(client, query)) for (const row of rows) profiles.push(profileAt(this.plan, row, 0));
    return profiles;
  }

  /** `query`: the record ids of pairs. */
  async each(client: PoolClient, query: Query, take: (a: Profile, b: Profile) => void): Promise<void> {
    for await (const { rows, profiles } of withProfiles(client, this.plan, query)) {
      for (const [one, other] of rows) {
        const [a, b] = [profiles.of(one!), profiles.of(other!)];
        if (a !== undefined && b !== undefined) take(a, b);
      }
    }
  }
}

interface SampleScope {
  readonly lib: LibrarySql;
  readonly tables: WorkTables;
  readonly share: number;
}

async function findSampledPairs(client: PoolClient, plan: MatchPlan, { lib, tables, share }: SampleScope): Promise<{ pairs: number; sampled: number }> {
  await fillKeys(client, plan, tables);
  await runAll(client, [analyze(tables, 'keys'), sizeKeys(plan, lib, tables, { share }), analyze(tables, 'sized')]);
  const pairs = (await client.query(findPairs(plan, lib, tables, { share }))).rowCount ?? 0;
  const every = Math.ceil(pairs / mostBlocked);
  const dropped = every <= 1 ? 0 : (await client.query(sql`
    delete from ${tables.pair} where abs((uuid_hash(record_id)::bigint * 31 + uuid_hash(other_id)) % ${every}) <> 0`)).rowCount ?? 0;
  return { pairs, sampled: pairs - dropped };
}

/** What numbers and stewards say of the pairs, by both record ids. A record that contradicts its number labels nothing. */
async function readLabels(client: PoolClient, lib: LibrarySql, pair: Query): Promise<Map<string, LabelledPair>> {
  const record = lib.table('source_record');
  const { rows } = await client.query<{ pair: string; isMatch: boolean; isDecided: boolean }>(sql`
    with decided as (
      select least(record_id, other_id) as a, greatest(record_id, other_id) as b, bool_or(kind = 'same') as is_match
      from ${lib.table('decided')} where kind in ('same', 'never') group by 1, 2
    )
    select p.record_id || ' ' || p.other_id as pair, coalesce(d.is_match, a.key = b.key) as "isMatch", d.a is not null as "isDecided"
    from ${pair} p join ${record} a on a.record_id = p.record_id join ${record} b on b.record_id = p.other_id
    left join decided d on d.a = least(p.record_id, p.other_id) and d.b = greatest(p.record_id, p.other_id)
    where d.a is not null or (a.key is not null and b.key is not null and not a.is_contradicting and not b.is_contradicting)`);
  return new Map(rows.map((row) => [row.pair, { label: row.isMatch ? 'match' : 'no_match', labelledBy: row.isDecided ? 'steward' : 'number' }]));
}

function keyedPairs(lib: LibrarySql, { taken }: WorkTables): Query {
  const record = lib.table('source_record');
  return sql`
    select a.record_id::text, b.record_id::text
    from ${taken} t join ${record} a on a.record_id = t.record_id
    join ${taken} o on o.record_id > t.record_id join ${record} b on b.record_id = o.record_id and b.key = a.key
    where not a.is_contradicting and not b.is_contradicting
    order by a.record_id, b.record_id limit ${mostKeyed}`;
}

/** Pairs of sampled records, drawn by a fixed sequence. */
async function feedRandom(client: PoolClient, feed: PairFeed, { lib, tables, data }: { lib: LibrarySql; tables: WorkTables; data: PairSink }): Promise<void> {
  const profiles = await feed.profiles(client, sql`select record_id from ${tables.taken} limit ${randomRecords}`, lib);
  const next = createDraw();
  const possible = (profiles.length * (profiles.length - 1)) / 2;
  for (let drawn = 0; drawn < Math.min(randomPairs, possible); drawn++) {
    const a = profiles[next() % profiles.length]!;
    const b = profiles[next() % profiles.length]!;
    if (a !== b && (a.key === null || a.key !== b.key)) data.random(...feed.compare(a, b), a.key === null || b.key === null ? undefined : twoNumbers);
  }
}

const twoNumbers: LabelledPair = { label: 'no_match', labelledBy: 'number' };

/** Whole numbers in a fixed sequence (xorshift, 32 bits). */
function createDraw(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Values counted in SQL, then folded to their terms. */
async function countTerms(client: PoolClient, plan: MatchPlan, { lib, data }: { lib: LibrarySql; data: PairSink }): Promise<Map<string, number>[]> {
  const counts: Map<string, number>[] = [];
  for (const [index, { definition, comparator }] of plan.comparisons.entries()) {
    const terms = new Map<string, number>();
    counts.push(terms);
    if (plan.shapes[index]!.frequencyLevels === 0) continue;
    for (const value of termTexts(definition)) {
      const { rows } = await client.query<{ value: string; held: number }>(sql`
        select ${value} as value, count(*)::integer as held from ${lib.table('source_record')} r
        where not is_withdrawn and ${value} is not null
        group by 1 order by held desc, value limit ${mostValues}`);
      for (const { value, held } of rows) {
        const prepared = comparator.prepare(value);
        if (prepared === null) continue;
        const term = comparator.term(prepared);
        terms.set(term, (terms.get(term) ?? 0) + held);
      }
    }
    for (const [term, held] of terms) data.term(index, term, held);
  }
  return counts;
}

/** The texts that a comparison reads of a record (alias r). */
function termTexts(definition: ComparisonDefinition): Query[] {
  return textsOf(definition).map((parts) => {
    const values = parts.map((attribute) => sql`${column('r', attribute)}::text`);
    return values.length === 1 ? values[0]! : sql`nullif(concat_ws(' ', ${join(values)}), '')`;
  });
}
