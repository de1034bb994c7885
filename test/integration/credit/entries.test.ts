// Entries: what the rules make of credit records, and what the change log says of them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { announceDue, deriveEntries } from '../../../src/credit/entries/derive.ts';
import { importRules } from '../../../src/credit/rules/import-rules.ts';
import { rebuildLibrary } from '../../../src/engine/rebuild.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { sql } from '../../../src/store/sql.ts';
import { withTransaction } from '../../../src/store/transaction.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type TestHub } from '../../support/hub.ts';

let database: TestDatabase;
let hub: TestHub;
const today = '2026-10-01';

beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
beforeEach(async () => {
  await emptyLibraries(database.ownerPool);
  await hub.deliver('market_registry', [{ rec_id: 'M1', uscc: '91110000FAKE00013H', name: '北京甲有限公司', updated: '2026-01-01' }]);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const penalty = (more: Record<string, string> = {}): Record<string, string> => ({
  document_no: '罚1号', subject_name: '北京甲有限公司', subject_uscc: '91110000FAKE00013H', decided_on: '2026-05-10', decided_by: '北京市某局', penalty_class: '罚款', fine_amount: '1', ...more,
});

interface Entry {
  readonly list: string;
  readonly edition: string;
  readonly from: string;
  readonly until: string;
  readonly cause: string | null;
  readonly published: string | null;
  readonly repairable: string | null;
  readonly disputed: boolean;
}

async function entries(): Promise<Entry[]> {
  const { rows } = await database.pool.query<Entry>(sql`
    select list_code as list, edition, begins_on as from, ends_on::text as until, end_cause as cause, published_until::text as published, repairable_from as repairable, is_disputed as disputed
    from hub.credit_entry order by list_code, begins_on`);
  return rows;
}

async function changes(): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(sql`
    select concat_ws(' ', list_code, coalesce(effect, '-'), coalesce(publication, '-'), cause) as line from hub.credit_change order by timepoint`);
  return rows.map(({ line }) => line.replace(/load:\d+/, 'load'));
}

const entryId = async (): Promise<string> => (await database.pool.query<{ golden_id: string }>(sql`select golden_id from hub.credit_entry limit 1`)).rows[0]!.golden_id;

async function effect(kind: string, more: { document?: string } = {}): Promise<string> {
  return withTransaction(database.pool, async (client) => {
    const goldenId = await entryId();
    const { rows: [made] } = await client.query<{ effect_id: string }>(sql`
      insert into hub.credit_effect (effect_id, golden_id, list_code, document_no, subject_golden_id, kind, from_on, reason, made_at, made_client, made_operator)
      select gen_random_uuid(), golden_id, list_code, ${more.document ?? '罚1号'}, subject_golden_id, ${kind}, ${today}::date, 'test', now(), 'test', 'test' from hub.credit_entry where golden_id = ${goldenId}::uuid
      returning effect_id`);
    await deriveEntries(client, { now: hub.deps.clock.now(), cause: 'case:test', which: [goldenId] });
    return made!.effect_id;
  });
}

describe('an entry', () => {
  test('is judged by the rules in force on its decision date', async () => {
    await hub.deliver('penalties_2019', [
      penalty(),
      penalty({ document_no: '罚2号', decided_on: '2026-03-31' }),
      penalty({ document_no: '罚3号', fine_amount: '120' }),
      penalty({ document_no: '罚4号', penalty_class: '警告' }),
    ]);
    expect(await entries()).toEqual([
      { list: 'penalty_general', edition: '58', from: '2026-03-31', until: '2029-04-01', cause: 'term', published: '2029-04-01', repairable: '2026-06-30', disputed: false },
      { list: 'penalty_general', edition: '36', from: '2026-05-10', until: '2027-05-11', cause: 'term', published: '2027-05-11', repairable: '2026-08-10', disputed: false },
      { list: 'penalty_minor', edition: '36', from: '2026-05-10', until: '2026-08-11', cause: 'term', published: null, repairable: '2026-05-10', disputed: false },
      { list: 'penalty_serious_fine', edition: '36', from: '2026-05-10', until: '2029-05-11', cause: 'term', published: '2029-05-11', repairable: '2027-05-10', disputed: false },
    ]);
    expect(await changes()).toEqual(expect.arrayContaining(['penalty_general began add load', 'penalty_serious_fine began add load']));
    // The minor one has ended before it came: there is nothing to tell.
    expect(await changes()).toHaveLength(3);
  });

  test('is none for a doubtful or unlinked record, comes with its subject and goes with it', async () => {
    await hub.deliver('penalties_2019', [penalty({ subject_name: '上海丙有限公司' }), penalty({ document_no: '罚2号', subject_name: '上海丙有限公司', subject_uscc: '91340100FAKE0003X3' })]);
    expect(await entries()).toEqual([]);
    await hub.deliver('market_registry', [{ rec_id: 'M3', uscc: '91340100FAKE0003X3', name: '上海丙有限公司', updated: '2026-01-01' }]);
    expect((await entries()).map(({ list }) => list)).toEqual(['penalty_general']);
    await hub.deliver('market_registry', [{ rec_id: 'M3', uscc: '91340100FAKE0003X3', name: '上海丙有限公司', updated: '2026-02-01', operation: 'D' }]);
    expect(await entries()).toEqual([]);
    expect(await changes()).toEqual(['penalty_general began add load', 'penalty_general ended remove load']);
  });

  test('changes with its record, and ends when the decision is annulled', async () => {
    await hub.deliver('penalties_2015', [{ CF_WSH: '罚1号', CF_CFMC: '案', CF_CFLB1: '罚款', CF_SY: '甲', CF_YJ: '乙', CF_XDR_MC: '北京甲有限公司', CF_XDR_SHXYM: '91110000FAKE00013H', CF_JG: '丙', CF_JDRQ: '2026-05-10', CF_XZJG: '北京市某局', CF_ZT: '0', SJC: '2026-05-11' }]);
    await hub.deliver('penalties_2015', [{ CF_WSH: '罚1号', CF_CFMC: '案', CF_CFLB1: '罚款', CF_SY: '丁', CF_YJ: '乙', CF_XDR_MC: '北京甲有限公司', CF_XDR_SHXYM: '91110000FAKE00013H', CF_JG: '丙', CF_JDRQ: '2026-05-10', CF_XZJG: '北京市某局', CF_ZT: '0', SJC: '2026-05-12' }]);
    await hub.deliver('penalties_2015', [{ CF_WSH: '罚1号', CF_CFMC: '案', CF_CFLB1: '罚款', CF_SY: '丁', CF_YJ: '乙', CF_XDR_MC: '北京甲有限公司', CF_XDR_SHXYM: '91110000FAKE00013H', CF_JG: '丙', CF_JDRQ: '2026-05-10', CF_XZJG: '北京市某局', CF_ZT: '1', SJC: '2026-05-13' }]);
    expect((await entries()).map(({ until, cause }) => `${until} ${cause}`)).toEqual(['2026-05-10 annulled']);
    expect(await changes()).toEqual(['penalty_general began add load', 'penalty_general changed change load', 'penalty_general ended remove annulled']);
  });

  test('that is repaired stays so, whatever a feed sends again', async () => {
    await hub.deliver('penalties_2019', [penalty()]);
    await effect('repaired');
    expect((await entries()).map(({ until, cause }) => `${until} ${cause}`)).toEqual([`${today} repaired`]);
    await hub.deliver('penalties_2019', [penalty()]);
    await hub.deliver('penalties_2019', [penalty({ facts: '再次报送' })], { declaredDate: '2026-09-30' });
    // Under another authority's wording it is another record of the same document.
    await hub.deliver('penalties_2019', [penalty({ decided_by: '北京市某某局' })], { declaredDate: '2026-09-30' });
    expect((await entries()).map(({ until, cause }) => `${until} ${cause}`)).toEqual([`${today} repaired`, `${today} repaired`]);
    expect((await changes()).filter((line) => line.includes('began'))).toHaveLength(1);
  });

  test('comes back when a mistaken repair is ended', async () => {
    await hub.deliver('penalties_2019', [penalty()]);
    const id = await effect('repaired');
    await withTransaction(database.pool, async (client) => {
      await client.query(sql`update hub.credit_effect set ended_at = now(), ended_reason = 'test' where effect_id = ${id}::uuid`);
      await deriveEntries(client, { now: hub.deps.clock.now(), cause: 'case:undo', which: [await entryId()] });
    });
    expect(await changes()).toEqual(['penalty_general began add load', 'penalty_general ended remove repaired', 'penalty_general began add case:undo']);
    const { rows } = await database.pool.query(sql`select version from hub.credit_entry`);
    expect(rows).toEqual([{ version: 3 }]);
  });

  test('under objection stays in force, marked', async () => {
    await hub.deliver('penalties_2019', [penalty()]);
    await effect('disputed');
    expect((await entries()).map(({ disputed }) => disputed)).toEqual([true]);
    expect((await changes()).at(-1)).toBe('penalty_general changed change case:test');
  });

  test('is announced to have ended on its day, once', async () => {
    await hub.deliver('penalties_2019', [penalty()]);
    const on = (day: string): Promise<number> => announceDue(database.pool, fixedClock(`${day}T00:00:10+08:00`));
    expect(await on('2027-05-10')).toBe(0);
    expect(await on('2027-05-11')).toBe(1);
    expect(await on('2027-05-11')).toBe(0);
    expect((await changes()).at(-1)).toBe('penalty_general ended remove term');
  });
});

describe('what is derived', () => {
  test('is the same after a rebuild, which tells nothing', async () => {
    await hub.deliver('penalties_2019', [penalty(), penalty({ document_no: '罚2号', decided_on: '2026-03-31' })]);
    await effect('disputed');
    const before = { entries: await entries(), changes: await changes() };
    await rebuildLibrary(hub.deps, 'credit');
    expect({ entries: await entries(), changes: await changes() }).toEqual(before);
    await database.ownerPool.query('truncate hub.credit_entry');
    await rebuildLibrary(hub.deps, 'credit');
    expect(await entries()).toEqual(before.entries);
  });

  test('follows the rules when these change, and a rehearsal changes nothing', async () => {
    await hub.deliver('penalties_2019', [penalty()]);
    const document = {
      edition: '36', lists: [{
        code: 'penalty_general', label: '行政处罚（一般）|Penalty, general', polarity: 'neutral', section: 'penalty', authority: '机关', basis: '第36号令',
        takes: { class: 'penalty' }, published: true, termMonths: 3, minPublicationMonths: 1, maxPublicationMonths: 3, from: '2026-04-01',
      }],
    };
    const rehearsed = await importRules(hub.deps, document, { isRehearsal: true });
    expect(rehearsed.inForce).toEqual([{ listCode: 'penalty_general', before: 1, after: 0 }]);
    expect((await entries())[0]?.until).toBe('2027-05-11');
    await expect(importRules(hub.deps, document, { epoch: rehearsed.epoch + 1 })).rejects.toMatchObject({ code: 'CREDIT_RULES_CHANGED' });
    expect((await entries())[0]?.until).toBe('2027-05-11');
    await importRules(hub.deps, document, { epoch: rehearsed.epoch });
    expect((await entries())[0]?.until).toBe('2026-08-11');
    expect((await changes()).at(-1)).toBe('penalty_general ended remove term');
  });

  test('a document with faults is refused as a whole', async () => {
    const list = { code: 'x', label: 'x|x', polarity: 'punish', section: 'other', authority: 'x', basis: 'x', takes: { class: 'list_entry' }, published: true };
    await expect(importRules(hub.deps, { edition: 'x', lists: [{ ...list, from: '2026-02-30' }, { ...list, from: '2026-02-01', to: '2026-01-01' }, { ...list, from: '2026-02-01' }] }))
      .rejects.toMatchObject({ code: 'CREDIT_RULES_INVALID', details: { faults: ['x: 2026-02-30 不是日期 / is no day', 'x: 结束早于开始 / ends before it begins', 'list x from 2026-02-01: 重复 / twice'] } });
    const measure = { code: 'm', label: 'm|m', content: 'm', class: 1, repealedOn: '2026-02-30' };
    await expect(importRules(hub.deps, { edition: 'x', lists: [{ ...list, from: '2026-02-01', measures: [measure] }] }))
      .rejects.toMatchObject({ code: 'CREDIT_RULES_INVALID', details: { faults: ['x/m: 2026-02-30 不是日期 / is no day'] } });
    await expect(importRules(hub.deps, { edition: 'x', lists: [{ ...list, polarity: 'bad', from: '2026-02-01' }] })).rejects.toMatchObject({ code: 'CREDIT_RULES_INVALID' });
  });
});
