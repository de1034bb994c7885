// Every statement that a load runs, per library and stage, and the whole schema, as files: a change of the engine or of a definition is
// readable in review. After a wanted change: npx vitest run --project database test/integration/engine/statements -u
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printSchema } from '../../../src/store/library-schema.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { testHub, type Rows } from '../../support/hub.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** A pool that notes the text of every statement that its transactions run. */
function listeningPool(pool: Pool, heard: string[]): Pool {
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    return new Proxy(client, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        if (name !== 'query') return value.bind(target) as unknown;
        return (...given: unknown[]) => {
          const [statement] = given;
          const text = typeof statement === 'string' ? statement : (statement as { text?: string }).text;
          if (text !== undefined) heard.push(text);
          return (value as (...rest: unknown[]) => unknown).apply(target, given);
        };
      },
    });
  };
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : bound(target, name)) });
}

function bound(target: object, name: string | symbol): unknown {
  const value = Reflect.get(target, name) as unknown;
  return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}

/** The stage that begins with a statement, if one does. */
const beginnings: readonly (readonly [string, RegExp])[] = [
  ['resolve', /^create temporary table scope/],
  ['merge', /^insert into touched \(golden_id\)\s+select r\.golden_id from "\w+"\."pin"[^;]*from gained\)/],
  ['recompute', /^create temporary table computed/],
  ['settle', /^create temporary table settled/],
];

/** Asked while others stage, as often as there is time: not a step of the load. */
const isWaiting = /\bas is_staging\b/;

function byStage(statements: readonly string[]): Record<string, string> {
  const stages: Record<string, string> = {};
  let stage = 'record';
  for (const text of statements.map(normalise).filter((line) => !isWaiting.test(line))) {
    stage = beginnings.find(([, start]) => start.test(text))?.[0] ?? stage;
    stages[stage] = `${stages[stage] ?? ''}${text};\n\n`;
  }
  return stages;
}

/** Without the load's number and blank lines, indented as written. */
function normalise(text: string): string {
  return text.trim().replaceAll(/\b(load|known|reject|quick|gaining)_\d+\b/g, '$1_N').replaceAll(/[ \t]+$/gm, '').replaceAll(/\n{2,}/g, '\n');
}

/** A record with a number and, where the library knows it, one that only points to it: so that every stage has work. */
const deliveries: Readonly<Record<string, readonly [feed: string, rows: Rows]>> = {
  population: ['department_person', [
    { rec_id: 'R1', source: '教育', cert_type: '111', cert_no: '110101190001010014', full_name: '王小明', birth_date: '', mobile_phone: '', updated: '2026-03-01' },
    { rec_id: 'R2', source: '教育', cert_type: '516', cert_no: 'H12345678', full_name: '王小明', birth_date: '1903-05-05', mobile_phone: '', updated: '2026-03-01' },
  ]],
  legal_person: ['market_registry', [
    { rec_id: 'M1', uscc: '91110000FAKE00013H', reg_no: '110000999999015', name: '北京甲有限公司', updated: '2026-03-01' },
    { rec_id: 'M2', uscc: '', reg_no: '110000999999015', name: '北京甲有限公司', updated: '2026-03-01' },
  ]],
  credit: ['permits_2019', [{ document_no: '京许1号', subject_name: '北京甲有限公司', subject_uscc: '91110000FAKE00013H', decided_on: '2026-02-01', decided_by: '北京市某局' }]],
  vessel: ['berth_list', [
    { berth: 'B1', certificate_no: 'C000000001', name: '海星', hull_no: 'E12345678', updated: '2026-03-01' },
    { berth: 'B2', certificate_no: '', name: '海星', hull_no: 'E12345678', updated: '2026-03-01' },
  ]],
};

describe.each(Object.entries(deliveries))('%s', (library, [feed, rows]) => {
  test('statements of a load', async () => {
    const heard: string[] = [];
    const hub = await testHub({ pool: listeningPool(database.pool, heard) });
    // Not the feed's first load, which skips what looks for records that are held.
    const earlier = rows.map((row) => ({ ...row, ...Object.fromEntries(Object.entries(row).slice(0, 1).map(([name, value]) => [name, `${value}0`])) }));
    await hub.deliver(feed, earlier);
    const { loadId } = await hub.receive(feed, [...earlier, ...rows]);
    heard.length = 0;
    const view = await hub.process(loadId);
    await hub.close();
    expect(view.state).toBe('done');
    const stages = byStage(heard);
    expect(Object.keys(stages)).toEqual(['record', ...beginnings.map(([name]) => name)]);
    for (const [stage, text] of Object.entries(stages)) await expect(text).toMatchFileSnapshot(`../../snapshots/engine/${library}/${stage}.sql`);
  });
});

test('the schema of the built-in libraries', async () => {
  await expect(printSchema(libraries)).toMatchFileSnapshot('../../snapshots/engine/schema.sql');
});
