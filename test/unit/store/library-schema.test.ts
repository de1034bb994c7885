// The plan of a library's tables as text, so that a change of the layout is read in review; and every kind of drift.
import { describe, expect, it } from 'vitest';
import { libraryTables } from '../../../src/definition/library-tables.ts';
import type { LibraryDefinition } from '../../../src/definition/types.ts';
import type { ExistingSchema, ExistingTable } from '../../../src/store/library-catalog.ts';
import { planLibrarySync, printSchema } from '../../../src/store/library-schema.ts';
import { tinyLibrary } from './tiny-library.ts';

type Loose = { -readonly [K in keyof ExistingTable]: ExistingTable[K] };

/** What the catalogue would say right after the plan had been carried out. */
function synced(library: LibraryDefinition): Map<string, Loose> {
  const index = (plan: { method?: string; on: string; where?: string }): string =>
    `using ${plan.method ?? 'btree'} (${plan.on})${plan.where ? ` where ${plan.where}` : ''}`;
  return new Map(
    libraryTables(library).map((table) => [
      table.name,
      {
        comment: table.comment,
        primaryKey: table.primaryKey,
        indexes: new Map(table.indexes.map((plan) => [plan.name, index(plan)])),
        columns: new Map(
          table.columns.map((column) => {
            const label = library.attributes[column.name]?.label;
            const type = column.type.replace('timestamptz', 'timestamp with time zone');
            return [column.name, { type, notNull: Boolean(column.notNull), comment: label ? `${label.zh} ${label.en}` : null }];
          }),
        ),
      },
    ]),
  );
}

function change(table: string, edit: (table: Loose) => Partial<Loose>): ExistingSchema {
  const schema = synced(tinyLibrary);
  const current = schema.get(table)!;
  return schema.set(table, { ...current, ...edit(current) });
}

function withColumn(name: string, column: { type: string; notNull: boolean; comment: null } | null) {
  return ({ columns }: Loose): Partial<Loose> => {
    const changed = new Map(columns);
    if (column) changed.set(name, column);
    else changed.delete(name);
    return { columns: changed };
  };
}

describe('planLibrarySync', () => {
  it('prints the whole schema', async () => {
    await expect(printSchema([tinyLibrary])).toMatchFileSnapshot('../../snapshots/store/tiny-library.sql');
  });

  it('has nothing to do when all is there', () => {
    expect(planLibrarySync(tinyLibrary, synced(tinyLibrary))).toEqual({ statements: [], drift: [] });
  });

  it('adds a missing column with its label, a missing index and a missing table', () => {
    const plan = planLibrarySync(tinyLibrary, change('golden_record', withColumn('full_name', null)));
    expect(plan).toEqual({
      drift: [],
      statements: [
        'alter table "tiny"."golden_record" add column if not exists "full_name" text',
        `comment on column "tiny"."golden_record"."full_name" is '姓名 Name'`,
      ],
    });
    const indexless = planLibrarySync(tinyLibrary, change('identifier', () => ({ indexes: new Map() })));
    expect(indexless.statements).toEqual([
      'create index if not exists "identifier_golden" on "tiny"."identifier" using btree (golden_id)',
      `comment on index "tiny"."identifier_golden" is 'using btree (golden_id)'`,
    ]);
    const schema = synced(tinyLibrary);
    schema.delete('key_alias');
    expect(planLibrarySync(tinyLibrary, schema).statements[0]).toMatch(/^create table if not exists "tiny"."key_alias"/);
  });

  it('reports an attribute called like a column of the hub', () => {
    const label = { zh: '状态', en: 'State' };
    const library: LibraryDefinition = { ...tinyLibrary, attributes: { state: { type: 'text', label, sensitivity: 'public' } } };
    expect(planLibrarySync(library, new Map()).drift).toEqual(
      ['golden_record', 'golden_history'].map((table) => expect.stringMatching(`^tiny.${table}.state: planned twice`) as unknown),
    );
  });

  it.each([
    ['a changed type', change('golden_record', withColumn('born', { type: 'text', notNull: false, comment: null })), 'tiny.golden_record.born: type is text, planned date'],
    ['a column that the definition dropped', change('golden_record', withColumn('gone', { type: 'text', notNull: false, comment: null })), 'tiny.golden_record.gone: the column is not in the definition'],
    ['a changed nullability', change('identifier', withColumn('reason', { type: 'text', notNull: true, comment: null })), 'tiny.identifier.reason: not null, planned the reverse'],
    ['another primary key', change('identifier', () => ({ primaryKey: ['type', 'value'] })), 'tiny.identifier: primary key is (type, value), planned (type, value, golden_id)'],
    ['an index made otherwise', change('identifier', () => ({ indexes: new Map([['identifier_golden', 'using btree (value)']]) })), 'tiny.identifier: index identifier_golden was made as "using btree (value)", planned "using btree (golden_id)"; loses no data: drop index "tiny"."identifier_golden"; the next start or migrate makes it anew'],
    ['an index of another hand', change('identifier', () => ({ indexes: new Map([['identifier_golden', null]]) })), 'tiny.identifier: index identifier_golden was not made by the hub, planned "using btree (golden_id)"; loses no data: drop index "tiny"."identifier_golden"; the next start or migrate makes it anew'],
  ])('reports %s as drift', (_, existing, line) => {
    expect(planLibrarySync(tinyLibrary, existing).drift).toEqual([line]);
  });
});
