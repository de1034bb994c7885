// Types, transactions, locks and COPY on a real connection.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyArray, copyField, copyIn, copyOut } from '../../../src/store/copy.ts';
import type { Log } from '../../../src/kernel/log.ts';
import { createPool } from '../../../src/store/pool.ts';
import { sql } from '../../../src/store/sql.ts';
import { lockInTransaction, tryAdvisoryLock, withAdvisoryLock, withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query('create table staging.row (id int primary key, text text, list text[])');
});
afterAll(() => database.drop());

describe('createPool', () => {
  it('loses no digit and shifts no date', async () => {
    const { rows } = await database.pool.query(`select date '1949-10-01' as day, date 'infinity' as open, array[date '2026-02-28', 'infinity'] as days,
      12345678901234567890.10::numeric as amount, array[0.10::numeric] as amounts, 9007199254740991::int8 as big, array[1::int8, null] as bigs,
      timestamptz '2026-01-01 00:00+08' as at, array['a', null, 'b,"c'] as texts, array[uuid '00000000-0000-0000-0000-000000000001'] as ids,
      null::date as nothing`);
    expect(rows[0]).toEqual({
      day: '1949-10-01', open: 'infinity', days: ['2026-02-28', 'infinity'], amount: '12345678901234567890.10', amounts: ['0.10'],
      big: 9007199254740991, bigs: [1, null], at: new Date('2025-12-31T16:00:00Z'), texts: ['a', null, 'b,"c'],
      ids: ['00000000-0000-0000-0000-000000000001'], nothing: null,
    });
  });

  it('reads an instant as it stands in the database, down to milliseconds', async () => {
    const { rows } = await database.pool.query(`select timestamptz '2026-07-01 23:59:59.999999+08' as part, timestamptz '2026-01-01 00:00:00.05+08' as fraction,
      timestamptz '1900-06-01 12:00:00+00' as old, timestamptz '1940-07-01 00:00:00+00' as summer, timestamptz '0001-01-01 00:00:00+00' as first,
      timestamptz 'infinity' as never, timestamptz '0044-03-15 12:00:00+00 BC' as ancient, timestamptz '12026-01-01 00:00+00' as far, array[timestamptz '2026-01-01 00:00+08', null] as list`);
    expect(rows[0]).toEqual({
      part: new Date('2026-07-01T15:59:59.999Z'), fraction: new Date('2025-12-31T16:00:00.050Z'), old: new Date('1900-06-01T12:00:00Z'),
      summer: new Date('1940-07-01T00:00:00Z'), first: new Date('0001-01-01T00:00:00Z'), never: Infinity, ancient: new Date('-000043-03-15T12:00:00Z'), far: new Date('+012026-01-01T00:00:00Z'), list: [new Date('2025-12-31T16:00:00Z'), null],
    });
  });

  it('refuses an int8 that JavaScript would round', async () => {
    await expect(database.pool.query('select 9007199254740993::int8')).rejects.toThrow(RangeError);
  });

  it('has Shanghai dates, a name and a statement timeout', async () => {
    const pool = createPool(database.url, { applicationName: 'jiku check', statementTimeout: 50 });
    const { rows } = await pool.query(`select (timestamptz '2026-01-01 17:00+00')::date as day, current_setting('application_name') as name`);
    expect(rows).toEqual([{ day: '2026-01-02', name: 'jiku check' }]);
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    await pool.end();
  });
});

describe('a connection that is lost between two statements of its holder', () => {
  it('fails the next of them, not the process, and is replaced', async () => {
    const lost: string[] = [];
    const log = { warn: ({ code }: { code: string }) => void lost.push(code) } as unknown as Log;
    const pool = createPool(database.url, { max: 1, applicationName: 'jiku lost', log });
    await expect(withTransaction(pool, async (client) => {
      const ended = new Promise((resolve) => client.once('end', resolve));
      await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jiku lost'`);
      await ended;
      await client.query('select 1');
    })).rejects.toThrow(/not queryable|terminated/);
    expect(lost).toContain('57P01');
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});

describe('withTransaction', () => {
  it('commits what resolves and rolls back what throws', async () => {
    await withTransaction(database.pool, (client) => client.query(sql`insert into staging.row (id) values (${1})`));
    const failing = withTransaction(database.pool, async (client) => {
      await client.query(sql`insert into staging.row (id) values (${2})`);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect((await database.pool.query('select id from staging.row')).rows).toEqual([{ id: 1 }]);
  });

  it('lets a lock go with the transaction, even a failed one', async () => {
    const failing = withTransaction(database.pool, async (client) => {
      await lockInTransaction(client, 'a');
      await client.query('select 1 / 0');
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await tryAdvisoryLock(database.pool, 'a', async () => 'mine')).toEqual({ isHeld: true, result: 'mine' });
  });
});

describe('withAdvisoryLock', () => {
  it('keeps others out, and lets them in after success or failure', async () => {
    await withAdvisoryLock(database.pool, 'b', async () => {
      expect(await tryAdvisoryLock(database.pool, 'b', async () => 0)).toEqual({ isHeld: false });
      expect(await tryAdvisoryLock(database.pool, 'c', async () => 0)).toEqual({ isHeld: true, result: 0 });
    });
    await expect(withAdvisoryLock(database.pool, 'b', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
    expect(await tryAdvisoryLock(database.pool, 'b', async () => 1)).toEqual({ isHeld: true, result: 1 });
  });

  it('makes the second wait for the first', async () => {
    const order: string[] = [];
    const turn = (name: string) =>
      withAdvisoryLock(database.pool, 'd', async () => {
        order.push(`${name} in`);
        await new Promise((wake) => setTimeout(wake, 30));
        order.push(`${name} out`);
      });
    await Promise.all([turn('x'), turn('y')]);
    expect(order.map((step) => step.slice(2))).toEqual(['in', 'out', 'in', 'out']);
  });
});

describe('copyIn', () => {
  const awkward = ['a\tb', 'line\nend', '\\N', '', '"{}"', '欧阳修\r', '\\.'];

  it('brings every character through, in fields and arrays', async () => {
    await withTransaction(database.pool, async (client) => {
      await client.query('truncate staging.row');
      const copy = copyIn(client, 'staging.row', ['id', 'text', 'list']);
      for (const [id, text] of awkward.entries()) await copy.write(`${id}\t${copyField(text)}\t${copyArray([text, null])}\n`);
      await copy.write(Buffer.from('99\t\\N\t\\N\n'));
      expect(await copy.end()).toBe(awkward.length + 1);
    });
    const { rows } = await database.pool.query('select * from staging.row order by id');
    expect(rows).toEqual([...awkward.map((text, id) => ({ id, text, list: [text, null] })), { id: 99, text: null, list: null }]);
  });

  it('holds the writer back and takes many rows', async () => {
    await withTransaction(database.pool, async (client) => {
      await client.query('truncate staging.row');
      const copy = copyIn(client, 'staging.row', ['id', 'text']);
      const text = '同一段文字'.repeat(20);
      let waits = 0;
      for (let id = 0; id < 200_000; id++) {
        const behind = copy.write(`${id}\t${text}\n`);
        if (behind) {
          waits += 1;
          await behind;
        }
      }
      expect(await copy.end()).toBe(200_000);
      expect(waits).toBeGreaterThan(0);
    });
  });

  it("reports the server's refusal and leaves the connection usable", async () => {
    await withTransaction(database.pool, async (client) => {
      await client.query('savepoint before');
      const copy = copyIn(client, 'staging.row', ['id']);
      const fill = async (): Promise<number> => {
        await copy.write('not a number\n');
        return copy.end();
      };
      await expect(fill()).rejects.toMatchObject({ code: '22P02' });
      await client.query('rollback to before');
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  it('takes nothing when aborted', async () => {
    const client = await database.pool.connect();
    await client.query('truncate staging.row');
    const copy = copyIn(client, 'staging.row', ['id']);
    await copy.write('1\n');
    await copy.abort(new Error('the file broke off'));
    expect((await client.query('select count(*) from staging.row')).rows).toEqual([{ count: 0 }]);
    client.release();
  });
});

describe('copyOut', () => {
  it('streams rows as lines', async () => {
    const client = await database.pool.connect();
    const chunks: Buffer[] = [];
    for await (const chunk of copyOut(client, 'select n, null, $$a\tb$$ from generate_series(1, 2) n')) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('1\t\\N\ta\\tb\n2\t\\N\ta\\tb\n');
    client.release();
  });
});
