// Links made by score are listed and undone as a set by one decision, and come back when it is undone.
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportLinks } from '../../../../src/engine/query/export-links.ts';
import { rebuildLibrary } from '../../../../src/engine/rebuild.ts';
import { readMatchSetting } from '../../../../src/engine/resolve/match-setting.ts';
import { matchPending } from '../../../../src/engine/resolve/scored/match-queue.ts';
import { decide } from '../../../../src/engine/steward/decide.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { testHub, type TestHub } from '../../../support/hub.ts';
import { activatePlainModel } from '../../../support/models.ts';

const by = { clientId: 'test', operatorId: 'clerk-7' };
let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
  await hub.deliver('police_household', [
    { person_key: 'K1', id_number: '340104190402299017', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-01-01' },
  ]);
  await hub.deliver('department_person', [
    { rec_id: 'D1', source: '教育', cert_type: '', cert_no: '', full_name: '王小明', sex: '1', birth_date: '1904-02-29', mobile_phone: '13800000001', updated: '2026-02-01' },
  ]);
  await activatePlainModel(database.pool, hub.library('population'), { autoLink: true });
  await matchPending(hub.deps, 'population');
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const listed = async (filter: Parameters<typeof exportLinks>[2]): Promise<string[]> =>
  (await text(await exportLinks(database.pool, hub.library('population'), filter))).trimEnd().split('\n').slice(1);

describe('links made by score', () => {
  it('are listed by rule, origin and score', async () => {
    const scored = await listed({ rule: 'P8', origin: 'auto' });
    expect(scored).toHaveLength(1);
    expect(scored[0]).toMatch(/,auto,P8,\d/);
    const score = Number(scored[0]!.split(',').at(-1));
    expect([await listed({ minScore: score }), await listed({ maxScore: score }), await listed({ origin: 'manual' })].map((list) => list.length)).toEqual([1, 0, 0]);
    const { modelId } = await readMatchSetting(database.pool, 'population');
    expect(await listed({ model: modelId! })).toEqual(scored);
    expect(await listed({ model: modelId! + 1 })).toEqual([]);
    await expect(listed({ rule: `x' or true` })).rejects.toThrow('not a code');
  });

  it('are undone by one decision, for good, until it is undone itself', async () => {
    const together = await hub.state('population');
    expect(together.goldens).toHaveLength(1);
    await expect(decide(hub.deps, { kind: 'hold', library: 'population', reason: 'r', below: 1 }, by)).rejects.toMatchObject({ code: 'DECISION_INVALID', details: { why: 'no_links' } });
    const { decisionId } = await decide(hub.deps, { kind: 'hold', library: 'population', rule: 'P8', reason: '复核不过' }, by);
    expect((await hub.state('population')).goldens).toHaveLength(2);
    expect(await listed({ rule: 'P8' })).toEqual([]);
    await activatePlainModel(database.pool, hub.library('population'), { autoLink: true });
    await matchPending(hub.deps, 'population');
    expect((await hub.state('population')).goldens).toHaveLength(2);
    expect(await rebuildLibrary(hub.deps, 'population')).toMatchObject({ changed: 0 });
    await decide(hub.deps, { kind: 'undo', decisionId, reason: '恢复' }, by);
    expect((await hub.state('population')).goldens).toEqual(together.goldens);
  });
});
