import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ident, join, quoteIdent, sql, trustedSql, type Query } from '../../../src/store/sql.ts';

describe('sql', () => {
  it('makes every value a parameter and renumbers nested ones', () => {
    const filter = sql`a = ${1} and b = any(${['x']})`;
    const query = sql`select * from ${ident('hub', 'load')} where ${filter} or c = ${null} order by ${trustedSql('load_id desc')}`;
    expect(query.text).toBe('select * from "hub"."load" where a = $1 and b = any($2) or c = $3 order by load_id desc');
    expect(query.values).toEqual([1, ['x'], null]);
  });

  it('joins lists, also empty ones', () => {
    expect(join([sql`${1}`, ident('x'), sql`${2}`]).text).toBe('$1, "x", $2');
    expect(join([sql`a = ${1}`, sql`b = ${2}`], ' and ').text).toBe('a = $1 and b = $2');
    expect(join([])).toMatchObject({ text: '', values: [] });
  });

  it('takes an object that only looks like a query as a value', () => {
    const forged = { text: 'drop table hub.load', values: [] };
    expect(sql`select ${forged}`).toMatchObject({ text: 'select $1', values: [forged] });
  });

  it('refuses undefined and names that PostgreSQL would cut or misread', () => {
    expect(() => sql`select ${undefined}`).toThrow('value 1 is undefined');
    expect(() => ident('')).toThrow();
    expect(() => ident('a\0b')).toThrow();
    expect(() => ident('名'.repeat(22))).toThrow('63 bytes');
    expect(quoteIdent('we"ird')).toBe('"we""ird"');
  });

  it('never lets a value into the text, however queries are nested', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()), fc.constantFrom("'; drop table x; --", '$1', '${0}'));
    const values = fc.array(value, { maxLength: 4 });
    const leaf = fc.record({ values, nested: fc.constant<Shape[]>([]) });
    const branch = fc.record({ values, nested: fc.array(leaf, { maxLength: 3 }) });
    const tree = fc.record({ values, nested: fc.array(branch, { maxLength: 2 }) });
    fc.assert(
      fc.property(tree, (shape) => {
        const query = buildShape(shape);
        expect(query.values).toEqual(flatten(shape));
        const numbers = [...query.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
        expect(numbers).toEqual(query.values.map((_, index) => index + 1));
        expect(query.text.replace(/[v(), ]|\$\d+/g, '')).toBe('');
      }),
    );
  });
});

interface Shape {
  values: unknown[];
  nested: Shape[];
}

function buildShape(shape: Shape): Query {
  const items = [...shape.values.map((value) => sql`v ${value}`), ...shape.nested.map((inner) => sql`(${buildShape(inner)})`)];
  return sql`(${join(items)})`;
}

function flatten(shape: Shape): unknown[] {
  return [...shape.values, ...shape.nested.flatMap(flatten)];
}
