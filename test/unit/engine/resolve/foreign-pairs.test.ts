// What a library of persons and organisations from abroad makes of two records, by its definition and even weights: nothing here is learned.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../../../src/definition/load-definition.ts';
import { compileModel } from '../../../../src/engine/resolve/model/weights.ts';
import { planMatch, profileOf, type Profile } from '../../../../src/engine/resolve/scored/match-plan.ts';
import { PairScorer, shareBlock } from '../../../../src/engine/resolve/scored/score-pair.ts';
import { evenModel } from '../../../support/scored.ts';

const text = readFileSync(new URL('../../../foreign/truth-set.yaml', import.meta.url), 'utf8');
const plan = planMatch(loadDefinition({ name: 'truth-set.yaml', format: 'yaml', text }))!;
const scorer = new PairScorer(plan, compileModel(evenModel(plan, { link: 10, review: 2 }), plan.shapes));

type Given = Readonly<Record<string, string>>;
const profile = (id: string, given: Given): Profile => profileOf(plan, id, null, plan.attributes.map((attribute) => given[attribute] ?? null));

/** Whether the pair is found at all, and what comes of it. */
function outcomeOf(a: Given, b: Given): string {
  const [one, other] = [profile('a', a), profile('b', b)];
  expect(shareBlock(plan, one, other)).toBe(true);
  return scorer.score(one, other)?.outcome ?? 'no_match';
}

const born = { record_type: 'PERSON', birth_date: '1901-04-18' };
const home = { record_type: 'PERSON', street: '12 Elm Street', city: 'Springfield' };

describe('two records are one', () => {
  it.each<[string, Given, Given]>([
    ['a name in its own script', { ...born, name_native: '李小娜' }, { ...born, name_last: 'Li', name_first: 'Xiaona' }],
    ['a whole name beside its parts', { ...born, name_full: 'Lind, Oksana' }, { ...born, name_first: 'Oxana', name_last: 'Lind' }],
    ['a name in the wrong fields', { ...home, name_first: 'Lind', name_last: 'Rosa' }, { ...home, name_first: 'Rosa', name_last: 'Lind' }],
    ['a pet name, and a telephone with its country', { record_type: 'PERSON', name_full: 'Peggy Lind', phone: '+1 818 892 2818' },
      { record_type: 'PERSON', name_full: 'Margaret Lind', phone: '(818) 892-2818' }],
    ['a changed family name', { ...born, ...home, name_full: 'Rosa Lind' }, { ...born, ...home, name_full: 'Rosa Hale' }],
    ['a date that may be read either way', { ...home, name_full: 'Rosa Lind', birth_date: '4/5/1901' }, { ...home, name_full: 'Rosa Lind', birth_date: '1902-05-04' }],
    ['an e-mail with a name around it', { record_type: 'PERSON', name_full: 'Rosa Lind', email: '"Rosa" <rosa.lind@example.com>' },
      { record_type: 'PERSON', name_full: 'R Lind', email: 'Rosa.Lind@example.com' }],
    ['an organisation by its other name', { record_type: 'ORGANIZATION', name_org: 'Northwind Holdings', name_trade: 'Blue Widget Ltd', address_full: '12 Elm St, Springfield' },
      { record_type: 'ORGANIZATION', name_org: 'The Blue Widget Company', street: '12 Elm Street', city: 'Springfield' }],
  ])('%s', (_, a, b) => {
    expect(outcomeOf(a, b)).toBe('match');
    expect(outcomeOf(b, a)).toBe('match');
  });
});

describe('two records are not one', () => {
  it.each<[string, Given, Given, string]>([
    ['a name alone', { record_type: 'PERSON', name_full: 'Rosa Lind' }, { record_type: 'PERSON', name_full: 'Rosa Lind' }, 'review'],
    ['father and son', { ...home, name_full: 'Tom Lind Sr' }, { ...home, name_full: 'Lind, Tom Jr' }, 'veto'],
    ['twins', { ...born, ...home, name_full: 'Mark Lind' }, { ...born, ...home, name_full: 'Mary Lind' }, 'review'],
    ['a person and the firm of that name', { ...home, name_full: 'Rosa Lind', phone: '818-892-2818', email: 'rosa@example.com' },
      { ...home, record_type: 'ORGANIZATION', name_org: 'Rosa Lind Ltd', phone: '818-892-2818', email: 'rosa@example.com' }, 'veto'],
    ['sister firms at other places', { record_type: 'ORGANIZATION', name_org: 'Northwind Traders India', street: '12 Elm Street' },
      { record_type: 'ORGANIZATION', name_org: 'Northwind Traders Oslo', street: '77 Oak Road' }, 'no_match'],
  ])('%s', (_, a, b, expected) => {
    expect(outcomeOf(a, b)).toBe(expected);
  });
});
