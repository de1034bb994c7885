// A bureau that follows the stream holds exactly what the full file says, whatever happens to lists, subjects and authorisations, in
// whatever order writers commit, and wherever the bureau stops and goes on.
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announceDue, deriveEntries } from '../../../src/credit/entries/derive.ts';
import { lockTimepoints } from '../../../src/credit/entries/timepoints.ts';
import { importRules } from '../../../src/credit/rules/import-rules.ts';
import { beginAuthorisation, endAuthorisation, keepAuthorisations, listAuthorisations } from '../../../src/credit/flags/authorisations.ts';
import { purgeChanges, readBounds, timepointAt } from '../../../src/credit/flags/bounds.ts';
import { allChanges, readChanges } from '../../../src/credit/flags/changes.ts';
import { allFlagsSql, type BureauReach, type ChangeRow, type FlagRow } from '../../../src/credit/flags/flags.sql.ts';
import { createIdSource } from '../../../src/kernel/ids.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { ident, sql } from '../../../src/store/sql.ts';
import { withSnapshot, withTransaction } from '../../../src/store/transaction.ts';
import { readOwnRules } from '../../../src/app/credit-rules.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { insert, testId } from '../../support/golden-rows.ts';

const newId = createIdSource();
const organisations = [1, 2, 3].map((number) => testId(number));
const persons = [11, 12, 13].map((number) => testId(number));
const records = [101, 102, 103, 104, 105, 106].map((number) => testId(number));
const bureaus = ['bureau-a', 'bureau-b'];

let database: TestDatabase;
let day = 0;
const clock = {
  now: () => new Date(Date.parse('2026-06-01T04:00:00Z') + day * 86_400_000),
  today: () => new Date(Date.parse('2026-06-01T04:00:00Z') + day * 86_400_000).toISOString().slice(0, 10),
};

beforeAll(async () => {
  database = await testDatabase();
  for (const code of bureaus) await insert(database.ownerPool, ['hub', 'agency'], { code, name_zh: code, name_en: code, kind: 'bureau' });
  for (const document of await readOwnRules()) await importRules({ pool: database.pool, clock }, document);
});

afterAll(() => database.drop());

beforeEach(empty);

async function empty(): Promise<void> {
  day = 0;
  await database.ownerPool.query(`truncate hub.credit_entry, hub.credit_entry_history, hub.credit_change, hub.credit_effect, hub.credit_authorisation,
    hub.credit_authorisation_change, credit.golden_record, credit.golden_history, population.golden_record`);
  await database.ownerPool.query('update hub.credit_feed set floor = 0');
  for (const goldenId of persons) {
    await insert(database.ownerPool, ['population', 'golden_record'], { golden_id: goldenId, state: 'active', created_at: clock.now(), recorded_at: clock.now(), cause: 'load:1' });
  }
}

/** Bureau b sees only records of one division. */
function reachOf(agencyCode: string): BureauReach {
  return {
    agencyCode, organisations: ['legal_person'], today: clock.today(), columns: ['document_no', 'reason', 'subject_name'],
    filter: agencyCode === 'bureau-b' ? sql`g.division_code = '340100'` : sql`true`,
  };
}

type Held = Map<string, FlagRow>;

async function readFull(agencyCode: string): Promise<{ head: number; held: Held }> {
  return withSnapshot(database.pool, async (client) => {
    const { head } = await readBounds(client);
    const { rows } = await client.query<FlagRow>(allFlagsSql(reachOf(agencyCode)));
    return { head, held: new Map(rows.map((row) => [row.golden_id, row])) };
  });
}

function apply(held: Held, rows: readonly ChangeRow[]): void {
  for (const { timepoint: _timepoint, is_visible: isVisible, is_new: _isNew, ...flag } of rows) {
    if (isVisible) held.set(flag.golden_id, flag as FlagRow);
    else held.delete(flag.golden_id);
  }
}

/** What is held and not past its last day. */
function shown(held: Held): unknown {
  return [...held.values()].filter((flag) => flag.until_on === 'infinity' || flag.until_on > clock.today())
    .sort((a, b) => (a.golden_id < b.golden_id ? -1 : 1)).map((flag) => ({ ...flag }));
}

class Follower {
  held: Held = new Map();
  since = 0;
  constructor(readonly agencyCode: string) {}

  async readPage(limit: number): Promise<boolean> {
    const page = await readChanges(database.pool, reachOf(this.agencyCode), { since: this.since, limit });
    expect(new Set(page.rows.map((row) => row.golden_id)).size).toBe(page.rows.length);
    apply(this.held, page.rows);
    this.since = page.next;
    return page.hasMore;
  }

  async catchUp(limit: number): Promise<void> {
    while (await this.readPage(limit));
  }
}

type Change = Readonly<Record<string, unknown>>;

async function changeRecord(goldenId: string, change: Change): Promise<void> {
  await withTransaction(database.pool, async (client) => {
    const { rowCount } = await client.query(sql`select from credit.golden_record where golden_id = ${goldenId}::uuid for update`);
    if (rowCount === 0) await insertRecord(client, goldenId);
    await client.query(sql`insert into credit.golden_history (golden_id, version, state, created_at, recorded_at, cause, division_code, replaced_at, replaced_by)
      select golden_id, version, state, created_at, recorded_at, cause, division_code, ${clock.now()}::timestamptz, 'test' from credit.golden_record where golden_id = ${goldenId}::uuid on conflict do nothing`);
    for (const [column, value] of Object.entries(change)) {
      await client.query(sql`update credit.golden_record set ${ident(column)} = ${value}, version = version + 1 where golden_id = ${goldenId}::uuid`);
    }
    await deriveEntries(client, { now: clock.now(), cause: 'test', which: [goldenId] });
  });
}

async function insertRecord(client: PoolClient, goldenId: string): Promise<void> {
  await client.query(sql`insert into credit.golden_record (golden_id, state, created_at, recorded_at, cause, record_class, list_code, document_no, subject_name, decided_on,
    listed_on, division_code, subject_state, subject_library, subject_golden_id)
    values (${goldenId}::uuid, 'active', ${clock.now()}, ${clock.now()}, 'load:1', 'list_entry', 'court_defaulter', ${goldenId.slice(-3)}, '示例', '2026-05-01', '2026-05-01',
      '340100', 'linked', 'legal_person', ${organisations[0]}::uuid) on conflict do nothing`);
}

async function effect(goldenId: string, kind: string): Promise<void> {
  await withTransaction(database.pool, async (client) => {
    await client.query(sql`insert into hub.credit_effect (effect_id, golden_id, list_code, kind, from_on, reason, made_at, made_client, made_operator)
      values (${newId()}::uuid, ${goldenId}::uuid, 'court_defaulter', ${kind}, ${clock.today()}::date, 'test', ${clock.now()}, 'c', 'o')`);
    await deriveEntries(client, { now: clock.now(), cause: 'case', which: [goldenId] });
  });
}

const deps = () => ({ pool: database.pool, clock, newId });

async function authorise(agencyCode: string, subjectGoldenId: string, options: { lists?: string[]; sections?: string[]; days?: number } = {}): Promise<string> {
  const until = new Date(clock.now().getTime() + (options.days ?? 30) * 86_400_000).toISOString().slice(0, 10);
  return beginAuthorisation(deps(), {
    agencyCode, subjectLibrary: 'population', subjectGoldenId, reference: newId(), lists: options.lists ?? null, sections: options.sections ?? null, until,
    clientId: 'c', operatorId: 'o',
  });
}

async function revokeSome(agencyCode: string, pick: number): Promise<void> {
  const open = await listAuthorisations(deps(), { agencyCode, isInForce: true, limit: 100 });
  const one = open[pick % Math.max(open.length, 1)];
  if (one) await endAuthorisation(deps(), one.authorisationId, { cause: 'revoked', clientId: 'c', operatorId: 'o', agencyCode: null });
}

/** The first person becomes the second: its records and authorisations follow. */
async function mergePersons(): Promise<void> {
  const [from, to] = persons;
  await withTransaction(database.pool, async (client) => {
    await client.query(sql`update population.golden_record set state = 'redirected', redirect_to = ${to}::uuid where golden_id = ${from}::uuid`);
    await client.query(sql`update credit.golden_record set subject_golden_id = ${to}::uuid, version = version + 1 where subject_golden_id = ${from}::uuid`);
    await deriveEntries(client, { now: clock.now(), cause: 'merge', which: records });
  });
}

const record = fc.constantFrom(...records);
const agency = fc.constantFrom(...bureaus);
const person = fc.constantFrom(...persons);
const subject = fc.oneof(
  fc.constantFrom(...organisations).map((id): Change => ({ subject_library: 'legal_person', subject_golden_id: id, subject_state: 'linked' })),
  person.map((id): Change => ({ subject_library: 'population', subject_golden_id: id, subject_state: 'linked' })),
  fc.constant<Change>({ subject_state: 'doubtful' }),
  fc.constant<Change>({ subject_state: 'unlinked', subject_golden_id: null }),
);
const detail: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom('甲', '乙', '丙').map((reason) => ({ reason })),
  fc.constantFrom(null, '2026-06-02', '2026-06-04', '2026-06-09').map((removed_on) => ({ removed_on })),
  fc.constantFrom(null, '2026-06-01', '2026-06-03', '2026-06-06').map((publish_until) => ({ publish_until })),
  fc.constantFrom('2026-05-01', '2026-06-03', '2026-06-05').map((listed_on) => ({ listed_on })),
  fc.constantFrom('340100', '340200').map((division_code) => ({ division_code })),
  fc.constantFrom('court_defaulter', 'abnormal_operation').map((list_code) => ({ list_code })),
  fc.constantFrom('0', '1', '2').map((record_state) => ({ record_state })),
  fc.constantFrom('0', '1').map((use_scope) => ({ use_scope })),
  fc.constantFrom('active', 'active', 'redirected').map((state) => ({ state })),
);

interface Step {
  readonly name: string;
  readonly run: (followers: readonly Follower[]) => Promise<unknown>;
}
const step = (name: string, run: Step['run']): Step => ({ name, run });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(record, detail).map(([id, change]) => step(`${id.slice(-3)} ${JSON.stringify(change)}`, () => changeRecord(id, change))) },
  { weight: 4, arbitrary: fc.tuple(record, subject).map(([id, change]) => step(`${id.slice(-3)} ${JSON.stringify(change)}`, () => changeRecord(id, change))) },
  { weight: 1, arbitrary: fc.tuple(record, fc.constantFrom('repaired', 'corrected', 'disputed')).map(([id, kind]) => step(`${id.slice(-3)} ${kind}`, () => effect(id, kind))) },
  { weight: 3, arbitrary: fc.tuple(agency, person, fc.constantFrom<{ lists?: string[]; sections?: string[]; days: number }>({ days: 30 }, { days: 2 }, { days: 0 }, { lists: ['court_defaulter'], days: 5 }, { sections: ['abnormal'], days: 5 }))
    .map(([code, id, options]) => step(`${code} may hold ${id.slice(-2)} ${JSON.stringify(options)}`, () => authorise(code, id, options))) },
  { weight: 2, arbitrary: fc.tuple(agency, fc.nat(5)).map(([code, pick]) => step(`${code} revokes ${pick}`, () => revokeSome(code, pick))) },
  { weight: 1, arbitrary: fc.constant(step('announce', () => announceDue(database.pool, clock))) },
  { weight: 1, arbitrary: fc.constant(step('keep authorisations', () => keepAuthorisations(deps(), libraries))) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })).map(([index, limit]) => step(`follower ${index} reads ${limit}`, (followers) => followers[index]!.readPage(limit))) },
);
/** Steps of a group run at the same time; between groups a day may pass, or two persons become one. */
const story = fc.array(fc.record({ steps: fc.array(anyStep, { minLength: 1, maxLength: 5 }), days: fc.constantFrom(0, 0, 0, 1, 2), merges: fc.constantFrom(false, false, false, false, true) }), { minLength: 1, maxLength: 8 });

describe('the stream of flags', () => {
  it('leads to what the full file says, and so does a delta file upon an older full file', async () => {
    await fc.assert(fc.asyncProperty(story, fc.integer({ min: 1, max: 4 }), async (groups, limit) => {
      await empty();
      const followers = bureaus.flatMap((code) => [new Follower(code), new Follower(code)]);
      const older: { code: string; head: number; held: Held }[] = [];
      for (const { steps, days, merges } of groups) {
        // A follower reads its own pages one after the other.
        const reading = new Map<string, Promise<unknown>>();
        await Promise.all(steps.map((one) => {
          const key = /^follower \d/.exec(one.name)?.[0] ?? newId();
          const run = (reading.get(key) ?? Promise.resolve()).then(() => one.run(followers));
          reading.set(key, run);
          return run;
        }));
        if (merges) await mergePersons();
        if (merges) await keepAuthorisations(deps(), libraries);
        for (const code of bureaus) {
          const full = await readFull(code);
          older.push({ code, ...full });
        }
        day += days;
      }
      for (const follower of followers) {
        await follower.catchUp(limit);
        const full = await readFull(follower.agencyCode);
        expect(follower.since).toBe(full.head);
        expect(shown(follower.held)).toEqual(shown(full.held));
      }
      for (const { code, head, held } of older) {
        await withSnapshot(database.pool, async (client) => {
          for await (const rows of allChanges(client, reachOf(code), { since: head, head: (await readBounds(client)).head })) apply(held, rows);
        });
        expect(shown(held)).toEqual(shown((await readFull(code)).held));
      }
    }), { numRuns: Number(process.env['JIKU_TEST_RUNS'] ?? 25), endOnFailure: false });
  }, 300_000);
});

describe('timepoints', () => {
  it('drawn by the rule are never overtaken; drawn without it a reader loses the slower of two', async () => {
    const [slow, fast] = [await database.pool.connect(), await database.pool.connect()];
    const write = (client: PoolClient, goldenId: string) => client.query(sql`
      insert into hub.credit_change (timepoint, at, golden_id, list_code, edition, polarity, subject_library, subject_golden_id, publication, begins_on, ends_on, cause)
      values (nextval('hub.credit_timepoint'), now(), ${goldenId}::uuid, 'x', '1', 'punish', 'legal_person', ${organisations[0]}::uuid, 'add', '2026-01-01', 'infinity', 't')`);
    const after = async (since: number) => (await database.pool.query<{ golden_id: string; timepoint: number }>(sql`
      select golden_id, timepoint from hub.credit_change where timepoint > ${since}::bigint order by 2`)).rows;
    try {
      await slow.query('begin');
      await write(slow, records[0]!);
      await fast.query('begin');
      await write(fast, records[1]!);
      await fast.query('commit');
      const seen = await after(0);
      await slow.query('commit');
      expect(await after(seen.at(-1)!.timepoint)).toEqual([]);
      expect(seen.map((row) => row.golden_id)).toEqual([records[1]]);

      await database.pool.query('delete from hub.credit_change');
      await slow.query('begin');
      await lockTimepoints(slow);
      await write(slow, records[0]!);
      await fast.query('begin');
      let isThrough = false;
      const through = lockTimepoints(fast).then(() => write(fast, records[1]!)).then(() => (isThrough = true));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect([isThrough, await after(0)]).toEqual([false, []]);
      await slow.query('commit');
      await through;
      const first = await after(0);
      await fast.query('commit');
      expect(first.map((row) => row.golden_id)).toEqual([records[0]]);
      expect((await after(first[0]!.timepoint)).map((row) => row.golden_id)).toEqual([records[1]]);
    } finally {
      slow.release();
      fast.release();
    }
  });

  it('writers of entries and of authorisations that commit in any order lose nothing to a reader who reads all the while', async () => {
    const follower = new Follower('bureau-a');
    let isWriting = true;
    const reading = (async () => {
      while (isWriting) await follower.readPage(2);
    })();
    for (const id of persons) await authorise('bureau-a', id);
    await Promise.all(Array.from({ length: 40 }, async (_, index) => {
      const id = testId(200 + index);
      await changeRecord(id, index % 2 === 0 ? {} : { subject_library: 'population', subject_golden_id: persons[index % 3] });
      if (index % 5 === 0) await authorise('bureau-a', persons[index % 3]!);
    }));
    isWriting = false;
    await reading;
    await follower.catchUp(7);
    const full = await readFull('bureau-a');
    expect(full.held.size).toBe(40);
    expect(shown(follower.held)).toEqual(shown(full.held));
  });
});

describe('what is told', () => {
  const read = async (agencyCode = 'bureau-a', since = 0) => (await readChanges(database.pool, reachOf(agencyCode), { since, limit: 100 })).rows.map((row) =>
    [row.golden_id.slice(-3), row.is_visible ? (row.is_new ? 'add' : 'change') : 'remove'].join(' '));

  it('of persons nothing without an authorisation, not even a removal', async () => {
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0] });
    await changeRecord(records[0]!, { removed_on: '2026-06-01' });
    expect(await read()).toEqual([]);
  });

  it('the end of an authorisation is a removal for its bureau alone', async () => {
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0] });
    const authorisationId = await authorise('bureau-a', persons[0]!);
    await authorise('bureau-b', persons[0]!);
    expect([await read('bureau-a'), await read('bureau-b')]).toEqual([['101 add'], ['101 add']]);
    const { head } = await readBounds(database.pool);
    await endAuthorisation(deps(), authorisationId, { cause: 'revoked', clientId: 'c', operatorId: 'o', agencyCode: 'bureau-a' });
    expect([await read('bureau-a', head), await read('bureau-b', head)]).toEqual([['101 remove'], []]);
    expect((await readFull('bureau-a')).held.size).toBe(0);
  });

  it('what is listed after an authorisation ended is not told of, and what went before it began neither', async () => {
    await changeRecord(records[1]!, { subject_library: 'population', subject_golden_id: persons[0] });
    await changeRecord(records[1]!, { removed_on: '2026-06-01' });
    const authorisationId = await authorise('bureau-a', persons[0]!);
    await endAuthorisation(deps(), authorisationId, { cause: 'revoked', clientId: 'c', operatorId: 'o', agencyCode: 'bureau-a' });
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0] });
    await changeRecord(records[0]!, { removed_on: '2026-06-01' });
    expect(await read()).toEqual([]);
  });

  it('all entries of a person come with the authorisation, however small the page', async () => {
    for (const id of records) await changeRecord(id, { subject_library: 'population', subject_golden_id: persons[0] });
    await authorise('bureau-a', persons[0]!);
    const follower = new Follower('bureau-a');
    await follower.catchUp(1);
    expect(follower.held.size).toBe(records.length);
  });

  it('only records within the agreement’s rows; one that leaves them is a removal', async () => {
    await withTransaction(database.pool, async (client) => {
      await insertRecord(client, records[1]!);
      await client.query(`update credit.golden_record set division_code = '340200'`);
    });
    await changeRecord(records[0]!, {});
    await changeRecord(records[1]!, {});
    const { head } = await readBounds(database.pool);
    expect([await read('bureau-a'), await read('bureau-b')]).toEqual([['101 add', '102 add'], ['101 add']]);
    await changeRecord(records[0]!, { division_code: '340200' });
    expect([await read('bureau-a', head), await read('bureau-b', head)]).toEqual([['101 change'], ['101 remove']]);
    expect([...(await readFull('bureau-b')).held.keys()]).toEqual([]);
  });

  it('of another agency only its own agency ends an authorisation', async () => {
    const authorisationId = await authorise('bureau-a', persons[0]!);
    expect(await endAuthorisation(deps(), authorisationId, { cause: 'revoked', clientId: 'c', operatorId: 'o', agencyCode: 'bureau-b' })).toBe(false);
  });

  it('an entry lasts for a bureau until the first of its own and its authorisation’s last day, whether or not a job ran', async () => {
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0], publish_until: '2026-06-20' });
    await authorise('bureau-a', persons[0]!, { days: 3 });
    const [flag] = [...(await readFull('bureau-a')).held.values()];
    expect(flag?.until_on).toBe('2026-06-05');
    day = 4;
    expect((await readFull('bureau-a')).held.size).toBe(0);
    expect(await read()).toEqual(['101 remove']);
  });

  it('a subject that turns from a firm into a person is a removal for whoever has no authorisation', async () => {
    await changeRecord(records[0]!, {});
    const { head } = await readBounds(database.pool);
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0] });
    expect(await read('bureau-a', head)).toEqual(['101 remove']);
  });
});

describe('what is kept', () => {
  it('still tells a bureau that a person’s entry has become another’s, or a firm’s a person’s, when the log knows its beginning no more', async () => {
    await authorise('bureau-a', persons[0]!);
    await changeRecord(records[0]!, { subject_library: 'population', subject_golden_id: persons[0] });
    await changeRecord(records[1]!, {});
    await purgeChanges(database.pool, new Date(clock.now().getTime() + 86_400_000));
    const { floor } = await readBounds(database.pool);
    await changeRecord(records[0]!, { subject_golden_id: persons[1] });
    await changeRecord(records[1]!, { subject_library: 'population', subject_golden_id: persons[1] });
    const told = async (agencyCode: string) => (await readChanges(database.pool, reachOf(agencyCode), { since: floor, limit: 9 })).rows.map((row) => `${row.golden_id.slice(-3)} ${row.is_visible}`);
    expect(await told('bureau-a')).toEqual(['101 false', '102 false']);
    expect(await told('bureau-b')).toEqual(['102 false']);
  });

  it('refuses a timepoint older than the floor or ahead of the head, and says which there are', async () => {
    await changeRecord(records[0]!, {});
    day = 41;
    await changeRecord(records[1]!, {});
    const { head } = await readBounds(database.pool);
    expect(await purgeChanges(database.pool, new Date(clock.now().getTime() - 40 * 86_400_000))).toBe(1);
    const { floor } = await readBounds(database.pool);
    expect(floor).toBe(head - 1);
    const ask = (since: number) => readChanges(database.pool, reachOf('bureau-a'), { since, limit: 10 });
    await expect(ask(floor - 1)).rejects.toMatchObject({ code: 'TIMEPOINT_GONE', details: { floor, head } });
    await expect(ask(head + 1)).rejects.toMatchObject({ code: 'TIMEPOINT_AHEAD', details: { floor, head } });
    expect((await ask(floor)).rows).toHaveLength(1);
    // All gone: the head stays.
    await purgeChanges(database.pool, new Date(clock.now().getTime() + 86_400_000));
    expect(await readBounds(database.pool)).toEqual({ floor: head, head });
  });

  it('finds the timepoint from which everything after an instant is told', async () => {
    await changeRecord(records[0]!, {});
    const { head } = await readBounds(database.pool);
    day = 1;
    await changeRecord(records[1]!, {});
    const at = (instant: string) => withSnapshot(database.pool, (client) => timepointAt(client, new Date(instant)));
    expect(await at('2026-06-01T12:00:00Z')).toBe(head);
    expect(await at('2026-06-03T00:00:00Z')).toBe(head + 1);
    expect(await at('2026-01-01T00:00:00Z')).toBe(head - 1);
  });
});
