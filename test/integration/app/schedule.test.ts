import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOnce, startJobs, type Job } from '../../../src/app/schedule.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const depsOf = (owner: string) => ({ pool: database.pool, log: createLog('silent'), owner });
const stateOf = async (code: string) => (await database.pool.query('select last_outcome, lease_owner from hub.schedule where code = $1', [code])).rows[0];

describe('schedule', () => {
  it('runs each tick once, whatever the number of processes', async () => {
    let runs = 0;
    const job: Job = { code: 'count', cron: '0 0 0 1 1 *', run: async () => `run ${++runs}` };
    const stops = await Promise.all(['a', 'b'].map((owner) => startJobs(depsOf(owner), [job])));
    const tick = new Date('2026-01-01T00:00:00Z');
    const taken = await Promise.all(['a', 'b', 'c'].map((owner) => runOnce(depsOf(owner), job, tick)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await runOnce(depsOf('d'), job, tick)).toBe(false);
    expect(await runOnce(depsOf('d'), job, new Date('2026-01-01T00:00:05Z'))).toBe(true);
    expect(runs).toBe(2);
    expect(await stateOf('count')).toEqual({ last_outcome: 'run 2', lease_owner: null });
    await Promise.all(stops.map((stop) => stop()));
  });

  it('keeps a failure and goes on with the next tick; an inactive job rests', async () => {
    const job: Job = { code: 'fail', cron: '0 0 0 1 1 *', run: () => Promise.reject(new Error('no')) };
    await (await startJobs(depsOf('a'), [job]))();
    expect(await runOnce(depsOf('a'), job, new Date('2026-01-01T00:00:00Z'))).toBe(true);
    expect(await stateOf('fail')).toEqual({ last_outcome: 'failed', lease_owner: null });
    await database.pool.query(`update hub.schedule set is_active = false where code = 'fail'`);
    expect(await runOnce(depsOf('a'), job, new Date('2026-01-01T00:00:05Z'))).toBe(false);
  });
});
