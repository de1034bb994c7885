// The built-in libraries as a whole: sound together, plain data, readable cell by cell.
import { describe, expect, it } from 'vitest';
import { checkLibraries, checkLibrary } from '../../../src/definition/check-library.ts';
import { survivorshipGroups } from '../../../src/definition/columns.ts';
import { attributeReader } from '../../../src/definition/value-types/attribute-reader.ts';
import { libraries } from '../../../src/libraries/index.ts';

const byCode = Object.fromEntries(libraries.map((library) => [library.code, library]));

describe('the built-in libraries', () => {
  it('are population, legal persons and credit, without a fault, alone and together', () => {
    expect(libraries.map(({ code, resource }) => `${code} ${resource}`)).toEqual([
      'population persons', 'legal_person legal-persons', 'credit credit-records',
    ]);
    expect(libraries.flatMap(checkLibrary)).toEqual([]);
    expect(checkLibraries(libraries)).toEqual([]);
  });

  it.each(libraries.map((library) => [library.code, library] as const))('%s survives a JSON round trip unchanged', (_, library) => {
    expect(JSON.parse(JSON.stringify(library))).toStrictEqual(library);
  });

  it.each(libraries.map((library) => [library.code, library] as const))('%s has a reader for every column', (_, library) => {
    for (const feed of Object.values(library.feeds)) {
      for (const column of Object.values(feed.columns)) {
        const targets = [column.attribute, column.route?.otherwise, ...Object.values(column.route?.to ?? {}), ...(column.byShape ?? [])];
        for (const code of targets.filter((target) => target !== undefined)) {
          expect(attributeReader(library, code, { today: '2026-01-01' }, column)).toBeTypeOf('function');
        }
      }
    }
  });

  it('name every source that their feeds bring', () => {
    for (const { feeds, sources = {} } of libraries) {
      const brought = Object.values(feeds).flatMap(({ source, sourceColumn }) => [source, ...Object.values(sourceColumn?.codes ?? {})]);
      expect(Object.keys(sources).sort()).toEqual([...new Set(brought)].sort());
    }
  });

  it('give every attribute one survivorship group', () => {
    for (const library of libraries) {
      const grouped = survivorshipGroups(library).flatMap(({ attributes }) => attributes);
      expect([...grouped].sort()).toEqual(Object.keys(library.attributes).sort());
    }
  });

  it('keep every number of a natural person restricted', () => {
    const open = libraries.flatMap((library) =>
      Object.values(library.attributes).filter(({ identifier, sensitivity }) => identifier === 'id_number' && sensitivity !== 'restricted'),
    );
    expect(open).toEqual([]);
  });

  it('take into credit files nothing that the law keeps out of them', () => {
    const { attributes, feeds } = byCode.credit!;
    const words = [
      ...Object.values(attributes).flatMap(({ label }) => [label.zh, label.en]),
      ...Object.values(feeds).flatMap(({ columns }) => Object.values(columns).flatMap(({ headers }) => headers)),
    ];
    const kept = /宗教|基因|指纹|血型|病史|疾病|收入|存款|不动产|房产|纳税额|religion|gene|fingerprint|blood|disease|income|deposit|estate/i;
    expect(words.filter((word) => kept.test(word))).toEqual([]);
  });

  it('never use a household register’s marital status', () => {
    const marriage = byCode.population?.survivorship.find(({ attributes }) => attributes.includes('marital_status'));
    expect(marriage).toMatchObject({ authority: ['civil_affairs'], ignored: ['police'] });
  });
});
