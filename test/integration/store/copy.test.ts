// COPY against a server that stops taking rows: the failure is told once, to whoever writes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyIn } from '../../../src/store/copy.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query('create table staging.numbers (n integer)');
});
afterAll(() => database.drop());

/** More than the sockets of both sides hold. */
const lines = Buffer.from('1\n'.repeat(4 * 1024 * 1024));

it.each([['while rows wait to be sent', false], ['after the last row was handed over', true]])('fails with the server’s error %s, and with nothing besides', async (_, isEnded) => {
  const client = await database.ownerPool.connect();
  try {
    const copy = copyIn(client, 'staging.numbers', ['n']);
    const writing = [copy.write(Buffer.from('x\n')), copy.write(lines), copy.write(lines)].map((write) => Promise.resolve(write));
    const outcomes = await Promise.allSettled(isEnded ? [...writing, copy.end()] : writing);
    if (!isEnded) await expect(copy.end()).rejects.toMatchObject({ code: '22P02' });
    const failed = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(failed.map(({ reason }) => (reason as { code: string }).code)).toEqual(failed.map(() => '22P02'));
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    client.release(true);
  }
});
