// What a run of matching leaves behind when it fails.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { librarySql } from '../../../../src/engine/library-sql.ts';
import { compileModel } from '../../../../src/engine/resolve/model/weights.ts';
import { planMatch } from '../../../../src/engine/resolve/scored/match-plan.ts';
import { compareByThreads } from '../../../../src/engine/resolve/scored/match-run.ts';
import { PairScorer } from '../../../../src/engine/resolve/scored/score-pair.ts';
import { createWorkTables, dropWorkTables, workTables } from '../../../../src/engine/resolve/scored/work-tables.sql.ts';
import { runAll } from '../../../../src/engine/run-statements.ts';
import { population } from '../../../../src/libraries/population/library.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { evenModel } from '../../../support/scored.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('a run whose threads fail leaves the settings of the connection as they were', async () => {
  const client = await database.pool.connect();
  try {
    const setting = async (): Promise<unknown> => (await client.query('show work_mem')).rows[0];
    const before = await setting();
    const [plan, lib] = [planMatch(population)!, librarySql(population)];
    const scorer = compileModel(evenModel(plan), plan.shapes);
    const tables = workTables(lib, true);
    await runAll(client, createWorkTables(tables));
    const nowhere = database.url.replace(/\/[^/]*$/, '/no_such_database');
    const active = { modelId: 1, scorer, pairs: new PairScorer(plan, scorer) };
    await expect(compareByThreads(client, { lib, plan, tables, wholeOn: null, active, url: nowhere })).rejects.toThrow('no_such_database');
    expect(await setting()).toEqual(before);
    await runAll(client, dropWorkTables(tables));
  } finally {
    client.release();
  }
});
