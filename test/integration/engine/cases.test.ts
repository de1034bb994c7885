// The merge decision table, row by row, from test/cases/<library>/*.yaml: files in, links out. A link reads `K1 auto P1 G1`: record, origin,
// rule, golden record; golden records are numbered as they appear and keep their number through the steps of a case.
import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ident, sql } from '../../../src/store/sql.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyLibraries, testHub, type Rows, type TestHub } from '../../support/hub.ts';

interface Step {
  readonly feed: string;
  readonly declared?: string;
  readonly rows: Rows;
  /** Of the case's library, after this file. */
  readonly links?: readonly string[];
  readonly tasks?: readonly string[];
  readonly conflicts?: Readonly<Record<string, readonly string[]>>;
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly identifiers?: Readonly<Record<string, readonly string[]>>;
  /** `G2 → G1`, `G3 retired`. */
  readonly ended?: readonly string[];
  /** Subject records: `G1 linked`. */
  readonly subjects?: readonly string[];
  /** `G1 legal_representative 张三 2018-01-01 … 2024-04-30 known`: whether the target is found. */
  readonly relations?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly reason: string;
  readonly steps: readonly Step[];
}

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  hub = await testHub(database);
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const folders: Readonly<Record<string, string>> = { population: 'population', 'legal-person': 'legal_person', credit: 'credit' };
for (const [folder, library] of Object.entries(folders)) {
  const path = new URL(`../../cases/${folder}/`, import.meta.url);
  for (const file of readdirSync(path)) {
    const cases = parse(readFileSync(new URL(file, path), 'utf8')) as readonly Case[];
    describe(`${folder}/${file}`, () => {
      test.each(cases)('$name: $reason', async ({ steps }) => {
        await emptyLibraries(database.ownerPool);
        const names = new Map<string, string>();
        for (const [index, step] of steps.entries()) {
          const view = await hub.deliver(step.feed, step.rows.map(asText), { declaredDate: step.declared });
          expect(view.state, JSON.stringify(view)).toBe('done');
          const picture = await draw(library, names);
          for (const aspect of ['links', 'tasks', 'conflicts', 'identifiers', 'ended', 'subjects', 'relations'] as const) {
            if (step[aspect] !== undefined) expect(picture[aspect], `${aspect} after file ${index + 1}`).toEqual(step[aspect]);
          }
          for (const [golden, values] of Object.entries(step.values ?? {})) expect(picture.values[golden], `${golden} after file ${index + 1}`).toMatchObject(values);
        }
      });
    });
  }
}

const asText = (row: Readonly<Record<string, unknown>>): Record<string, string> => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? '')]));

/** What stands in the library, with golden ids as G1, G2 … */
async function draw(code: string, names: Map<string, string>): Promise<Required<Omit<Step, 'feed' | 'rows' | 'declared'>>> {
  const read = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => (await database.pool.query<Record<string, unknown>>(query)).rows;
  const nameOf = (id: unknown): string => {
    if (!names.has(id as string)) names.set(id as string, `G${names.size + 1}`);
    return names.get(id as string)!;
  };
  const records = await read(sql`select source_key, is_withdrawn, golden_id, link_origin, link_rule from ${ident(code, 'source_record')} order by source_key`);
  const links = records.map((row) => {
    const key = (row.source_key as string).split('|')[0]!;
    if (row.is_withdrawn) return `${key} withdrawn`;
    return row.golden_id === null ? `${key} held` : `${key} ${String(row.link_origin)} ${String(row.link_rule)} ${nameOf(row.golden_id)}`;
  });
  const goldens = await read(sql`select * from ${ident(code, 'golden_record')}`);
  goldens.sort((a, b) => (nameOf(a.golden_id) < nameOf(b.golden_id) ? -1 : 1));
  const active = goldens.filter((golden) => golden.state === 'active');
  const identifiers = await read(sql`select type, value, golden_id, status from ${ident(code, 'identifier')} order by type, value`);
  const relations = await read(sql`select golden_id, type, target_name, valid_from::text as since, valid_to::text as until, target_golden_id is not null as is_known
    from ${ident(code, 'relation')} order by type, valid_from nulls first, target_name`);
  const tasks = await read(sql`select kind, rule, golden_ids from hub.task where library = ${code} and state = 'open' order by kind, rule, subject_key`);
  return {
    links,
    tasks: tasks.map((task) => [task.kind, task.rule, ...(task.golden_ids as string[]).map(nameOf).sort()].join(' ')),
    conflicts: Object.fromEntries(active.filter((golden) => golden.conflicts !== null).map((golden) => [nameOf(golden.golden_id), golden.conflicts as string[]])),
    values: Object.fromEntries(active.map((golden) => [nameOf(golden.golden_id), golden])),
    identifiers: Object.fromEntries(active.map((golden) => [nameOf(golden.golden_id),
      identifiers.filter((row) => row.golden_id === golden.golden_id).map((row) => [row.type, row.value, row.status].join(' '))])),
    ended: goldens.filter((golden) => golden.state !== 'active')
      .map((golden) => (golden.state === 'redirected' ? `${nameOf(golden.golden_id)} → ${nameOf(golden.redirect_to)}` : `${nameOf(golden.golden_id)} ${String(golden.state)}`)),
    relations: relations.map((relation) => [nameOf(relation.golden_id), relation.type, relation.target_name, relation.since ?? '', '…', relation.until ?? '', relation.is_known ? 'known' : 'unknown']
      .filter((part) => part !== '').join(' ')),
    subjects: active.filter((golden) => 'subject_state' in golden).map((golden) => `${nameOf(golden.golden_id)} ${String(golden.subject_state)}`),
  };
}
