// Models in the database: stored once, one in force, and every record queued when that changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activateModel, insertModel, listModels, readActiveModel, readModel } from '../../../../src/engine/resolve/model/model-store.ts';
import { trainModel } from '../../../../src/engine/resolve/model/train.ts';
import type { MatchModel } from '../../../../src/engine/resolve/model/types.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { toyLibrary } from '../../../support/toy-library.ts';
import { made, makePairs } from '../../../unit/engine/resolve/model/population.ts';

const now = new Date('2026-11-25T04:00:00.000Z');
const later = new Date('2026-11-25T05:00:00.000Z');
const train = (library: string, counts = makePairs(made)): MatchModel => trainModel({
  library, definitionVersion: 1, rulesDigest: 'rules', shapes: made.shapes, precision: { link: 0.995, review: 0.2 }, frequencies: {}, linkClasses: [made.shapes.map(() => null)],
  records: made.records, pairs: 1, now: now.toISOString(), ...counts,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(`
    insert into vessel.source_record (record_id, source, feed, source_key, effective_date, content_hash, home_id, load_id, line, recorded_at, definition_version, is_withdrawn)
    select gen_random_uuid(), 's', 'f', n::text, '2026-01-01', gen_random_uuid(), gen_random_uuid(), 1, n, now(), 1, n = 1 from generate_series(1, 5) n`);
});
afterAll(() => database.drop());

const queued = async (): Promise<Date[]> => (await database.pool.query<{ at: Date }>('select queued_at as at from vessel.match_queue order by 1')).rows.map(({ at }) => at);
const activation = (modelId: number, more: { autoLink?: boolean; now?: Date; rulesDigest?: string } = {}): Promise<number> =>
  activateModel(database.pool, { library: toyLibrary, rulesDigest: 'rules', modelId, by: 'test', now, ...more });

describe('models', () => {
  it('come back from the database as they were trained, also where no score is enough', async () => {
    for (const model of [train('vessel'), train('vessel', { random: [], blocked: [], keyed: [] })]) {
      const modelId = await insertModel(database.pool, model, { createdBy: 'test', note: 'a note' });
      expect(await readModel(database.pool, modelId)).toMatchObject({ model, note: 'a note', createdBy: 'test', isActive: false, autoLink: false });
    }
    await expect(readModel(database.pool, 4711)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });

  it('are put in force one at a time, and every record that is not withdrawn is queued', async () => {
    expect(await readActiveModel(database.pool, 'vessel')).toBeNull();
    const model = train('vessel');
    const first = await insertModel(database.pool, model, { createdBy: 'test' });
    const second = await insertModel(database.pool, model, { createdBy: 'test' });
    expect(await activation(first)).toBe(4);
    expect(await readActiveModel(database.pool, 'vessel')).toEqual({ modelId: first, model, autoLink: false });
    await activation(first, { autoLink: true });
    expect(await activation(second, { now: later })).toBe(4);
    expect(await queued()).toEqual([later, later, later, later]);
    expect(await readActiveModel(database.pool, 'vessel')).toMatchObject({ modelId: second, autoLink: true });
    expect((await listModels(database.pool, 'vessel')).filter(({ isActive }) => isActive).map(({ modelId }) => modelId)).toEqual([second]);
  });

  it('are refused for another library and for other rules; then nothing is queued', async () => {
    await database.pool.query('delete from vessel.match_queue');
    const foreign = await insertModel(database.pool, train('population'), { createdBy: 'test' });
    const own = await insertModel(database.pool, train('vessel'), { createdBy: 'test' });
    await expect(activation(foreign)).rejects.toMatchObject({ code: 'MODEL_UNFIT' });
    await expect(activation(own, { rulesDigest: 'others' })).rejects.toMatchObject({ code: 'MODEL_UNFIT' });
    expect(await queued()).toEqual([]);
  });
});
