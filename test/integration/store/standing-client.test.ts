// A standing connection keeps work tables and plans, and nobody who uses it sees that: each transaction finds its tables empty.
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '../../../src/store/pool.ts';
import { sql } from '../../../src/store/sql.ts';
import { StandingClient } from '../../../src/store/standing-client.ts';
import { withTransaction } from '../../../src/store/transaction.ts';
import { analyzeWork, makeWork, makeWorkLike } from '../../../src/store/work-table.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = createPool(database.url, { max: 1, isStanding: true });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const make = makeWork('noted', sql`place integer primary key`);
const note = (place: number) => sql`insert into noted (place) values (${place})`;

/** Notes one place and answers all that are noted. */
function noteIn(place: number): Promise<number[]> {
  return withTransaction(pool, async (client) => {
    await client.query(make);
    await client.query(note(place));
    await client.query(analyzeWork('noted'));
    return (await client.query<{ place: number }>('select place from noted order by place')).rows.map((row) => row.place);
  });
}

describe('a standing connection', () => {
  it('gives each transaction its work table empty, and keeps the table', async () => {
    expect(await noteIn(1)).toEqual([1]);
    const oidOf = async (): Promise<unknown> => (await pool.query(`select 'noted'::regclass::oid as oid`)).rows[0];
    const first = await oidOf();
    expect(await noteIn(2)).toEqual([2]);
    expect(await oidOf()).toEqual(first);
  });

  it('goes on after a transaction that failed', async () => {
    await expect(withTransaction(pool, async (client) => {
      await client.query(make);
      await client.query(note(3));
      await client.query(note(3));
    })).rejects.toThrow('duplicate key');
    expect(await noteIn(4)).toEqual([4]);
  });

  it('makes a work table anew where another is wanted under its name', async () => {
    const other = makeWorkLike('noted', sql`select 'a'::text as word`);
    await withTransaction(pool, async (client) => {
      await client.query(other);
      await client.query(sql`insert into noted values (${'b'})`);
    });
    expect(await noteIn(5)).toEqual([5]);
  });

  it('plans a statement once', async () => {
    await noteIn(6);
    await noteIn(7);
    const { rows } = await pool.query<{ custom: number }>(
      `select custom_plans as custom from pg_prepared_statements where statement like 'insert into noted%' and generic_plans > 1`);
    expect(rows).toEqual([{ custom: 0 }]);
  });

  it('sends several statements at once; the first fault is told', async () => {
    const client = await pool.connect();
    try {
      expect(client).toBeInstanceOf(StandingClient);
      const sent = (client as unknown as StandingClient).sendAll(['begin', make, note(8), sql`select 1 / ${0}::integer`, note(9), 'commit']);
      await expect(sent).rejects.toThrow('division by zero');
    } finally {
      client.release();
    }
    expect(await noteIn(10)).toEqual([10]);
  });
});
