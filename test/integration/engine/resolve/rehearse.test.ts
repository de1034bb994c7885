// A rehearsal says what an activation would change, and changes nothing; the activation then does just that.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activateModel, insertModel } from '../../../../src/engine/resolve/model/model-store.ts';
import { planMatch } from '../../../../src/engine/resolve/scored/match-plan.ts';
import { matchPending } from '../../../../src/engine/resolve/scored/match-queue.ts';
import { rehearse } from '../../../../src/engine/resolve/scored/rehearse.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { testHub, type TestHub } from '../../../support/hub.ts';
import { plainModel } from '../../../support/models.ts';

let database: TestDatabase;
let hub: TestHub;
let modelId: number;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  await hub.deliver('police_household', [
    { person_key: 'K1', id_number: '340104190402299017', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-01-01' },
  ]);
  await hub.deliver('department_person', [
    { rec_id: 'D1', source: '教育', cert_type: '', cert_no: '', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-02-01' },
    { rec_id: 'D2', source: '教育', cert_type: '', cert_no: '', full_name: '王小敏', sex: '2', birth_date: '1904-02-29', mobile_phone: '', updated: '2026-02-01' },
  ]);
  modelId = await insertModel(database.pool, plainModel(planMatch(hub.library('population'))!), { createdBy: 'test' });
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

describe('a rehearsal', () => {
  it('tells who would move and why, and leaves everything as it was', async () => {
    const before = await hub.state('population');
    const told = await rehearse(hub.deps, hub.library('population'), { modelId, autoLink: true });
    expect(told).toMatchObject({
      records: 3, moved: 1, merges: 1, splits: 0, goldensBefore: 3, goldensAfter: 2, linksBefore: 0, linksAfter: 1, decisionsTouched: 0, decisionsOverturned: 0, held: [],
    });
    expect(told.samples).toHaveLength(1);
    expect(told.samples[0]!.reason!.en).toMatch(/Name: names are equal.*bits in all, expected precision 99\.8%: sure enough to link\.$/s);
    expect(await hub.state('population')).toEqual(before);
    expect((await rehearse(hub.deps, hub.library('population'), { modelId, autoLink: false })).moved).toBe(0);
  });

  it('is what the activation does', async () => {
    const library = hub.library('population');
    const told = await rehearse(hub.deps, library, { modelId, autoLink: true });
    await activateModel(database.pool, { library, rulesDigest: planMatch(library)!.rulesDigest, modelId, autoLink: true, by: 'test', now: new Date() });
    await matchPending(hub.deps, 'population');
    expect(await hub.clusters('population')).toHaveLength(told.goldensAfter);
    const { rows: [waiting] } = await database.pool.query(`select count(*)::integer as count from hub.task where library = 'population' and state = 'open' and subject_key like 'p:%'`);
    expect(waiting).toEqual({ count: told.reviews });
    const after = await rehearse(hub.deps, library, { modelId });
    expect(after).toMatchObject({ moved: 0, merges: 0, linksBefore: 1, linksAfter: 1, reviewsNow: told.reviews });
    expect((await rehearse(hub.deps, library, { modelId, autoLink: false }))).toMatchObject({ moved: 1, splits: 1, linksAfter: 0, goldensAfter: 3 });
  });

  it('is refused for a model of another library', async () => {
    await expect(rehearse(hub.deps, hub.library('credit'), { modelId })).rejects.toMatchObject({ code: 'MODEL_RULES_MISSING' });
    await expect(rehearse(hub.deps, hub.library('legal_person'), { modelId })).rejects.toMatchObject({ code: 'MODEL_UNFIT' });
  });
});
