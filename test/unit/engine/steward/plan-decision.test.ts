// From a request to what it says of records, and what is refused on the way. No database: facts are given.
import { expect, test } from 'vitest';
import { checkRequest, fillFromTask } from '../../../../src/engine/steward/check-request.ts';
import type { FirstRequest } from '../../../../src/engine/steward/decision.ts';
import { mostAnchors, planDecision, type DecisionFacts, type GoldenFact } from '../../../../src/engine/steward/plan-decision.ts';
import { toyLibrary } from '../../../support/toy-library.ts';

const golden = (goldenId: string, number: string | null, ...records: string[]): GoldenFact =>
  ({ goldenId, version: 1, number, records: records.map((recordId) => ({ recordId, handle: `h-${recordId}` })) });
const big = golden('G1', 'n1', 'a1', 'a2', 'a3');
const small = golden('G2', null, 'b1');
const other = golden('G3', 'n3', 'c1');
const huge = golden('G4', null, ...Array.from({ length: mostAnchors + 5 }, (_, index) => `d${index}`));
const facts: DecisionFacts = {
  goldens: new Map([['G1', big], ['old', big], ['G2', small], ['G3', other], ['G4', huge]]),
  held: [{ recordId: 'x1', handle: 'h-x1' }], linkedByScore: [], ofTask: [big], library: toyLibrary, today: '2026-10-01',
};
const plan = (request: object): unknown => planDecision({ library: 'vessel', reason: 'x', ...request } as FirstRequest, facts);

test.each<[string, object, object]>([
  ['same joins every record with every one', { kind: 'same', goldens: ['G1', 'G2'] }, { same: [[['a1', 'a2', 'a3'], ['b1']]], numbers: ['n1'] }],
  ['same of three joins each with each', { kind: 'same', goldens: ['G1', 'G2', 'G3'], acceptsNumbers: true },
    { same: [[['a1', 'a2', 'a3'], ['b1']], [['a1', 'a2', 'a3'], ['c1']], [['b1'], ['c1']]], numbers: ['n1', 'n3'] }],
  ['of not the same the smaller would leave', { kind: 'not_same', goldens: ['G1', 'G2'] }, { never: [[['b1'], ['a1', 'a2', 'a3']]] }],
  ['whatever the order', { kind: 'not_same', goldens: ['G2', 'G1'] }, { never: [[['b1'], ['a1', 'a2', 'a3']]] }],
  ['a split keeps apart', { kind: 'split', golden: 'old', records: ['h-a2'] }, { apart: ['a2'], never: [[['a2'], ['a1', 'a3']]] }],
  ['a held record becomes one of its own', { kind: 'split', records: ['h-x1'] }, { apart: ['x1'], never: [[['x1'], ['a1', 'a2', 'a3']]] }],
  ['a move leaves and joins', { kind: 'move', golden: 'G1', records: ['h-a1'], to: 'G3' }, { apart: ['a1'], same: [[['a1'], ['c1']]], never: [[['a1'], ['a2', 'a3']]] }],
  ['a held record moves', { kind: 'move', records: ['h-x1'], to: 'G3' }, { apart: ['x1'], same: [[['x1'], ['c1']]], never: [] }],
  ['withdrawn', { kind: 'withdraw', golden: 'G2', records: ['h-b1'] }, { out: ['b1'] }],
  ['a pin in its normal form', { kind: 'pin', golden: 'G2', attribute: 'built_on', value: '2001/2/3', until: '2026-10-01' },
    { pin: { attribute: 'built_on', value: '2001-02-03', until: '2026-10-01', decidedOn: '2026-10-01', nameKeys: null, records: ['b1'] } }],
  ['a challenge with nothing to do', { kind: 'refuse_challenge', challengeId: 'C', golden: 'G2' }, {}],
  ['an accepted challenge withdraws', { kind: 'accept_challenge', challengeId: 'C', golden: 'G2', records: ['h-b1'] }, { out: ['b1'] }],
])('%s', (_, request, effects) => {
  expect(plan(request)).toEqual(effects);
});

test('a golden record of very many records is stood for by some', () => {
  const { same } = plan({ kind: 'same', goldens: ['G4', 'G2'] }) as { same: string[][][] };
  expect(same[0]![0]).toHaveLength(mostAnchors);
});

test.each<[string, object, object]>([
  ['one golden record under two ids', { kind: 'same', goldens: ['G1', 'old'] }, { code: 'DECISION_INVALID', details: { why: 'one_golden_record' } }],
  ['two numbers', { kind: 'same', goldens: ['G1', 'G3'] }, { code: 'DECISION_NUMBERS' }],
  ['a golden record that is not there', { kind: 'same', goldens: ['G1', 'G9'] }, { code: 'NOT_FOUND' }],
  ['all records', { kind: 'split', golden: 'G2', records: ['h-b1'] }, { details: { why: 'all_records' } }],
  ['a record of another', { kind: 'split', golden: 'G1', records: ['h-a1', 'h-b1'] }, { details: { why: 'record_unknown' } }],
  ['a record that no task names', { kind: 'withdraw', records: ['h-b1'] }, { details: { why: 'record_unknown' } }],
  ['where it is already', { kind: 'move', golden: 'G1', records: ['h-a1'], to: 'old' }, { details: { why: 'target_is_origin' } }],
  ['the number as a pin', { kind: 'pin', golden: 'G1', attribute: 'certificate_no', value: 'C000000001', until: '2027-01-01' }, { details: { why: 'attribute' } }],
  ['an unknown attribute', { kind: 'pin', golden: 'G1', attribute: 'no_such', value: 'x', until: '2027-01-01' }, { details: { why: 'attribute' } }],
  ['a day that is past', { kind: 'pin', golden: 'G1', attribute: 'tonnage', value: '1', until: '2026-09-30' }, { details: { why: 'until' } }],
  ['a value that is none', { kind: 'pin', golden: 'G1', attribute: 'tonnage', value: 'much', until: '2027-01-01' }, { details: { why: 'value' } }],
  ['a relation that the library does not declare', { kind: 'relate', relation: 'no_such', golden: 'G1', to: 'G2' }, { details: { why: 'relation' } }],
  ['a refusal with effects', { kind: 'refuse_challenge', challengeId: 'C', golden: 'G2', records: ['h-b1'] }, { details: { why: 'refusal_has_effects' } }],
])('refused: %s', (_, request, refusal) => {
  expect(() => plan(request)).toThrow(expect.objectContaining(refusal) as Error);
});

test.each<[string, object, string[]]>([
  ['no such kind', { kind: 'merge', library: 'vessel', reason: 'x' }, ['kind']],
  ['a kind of every object', { kind: 'toString', library: 'vessel', reason: 'x' }, ['kind']],
  ['no reason', { kind: 'same', library: 'vessel', reason: '  ' }, ['reason']],
  ['nothing asked', { kind: 'split' }, ['library', 'reason', 'records']],
  ['ids that are none', { kind: 'same', library: 'vessel', reason: 'x', goldens: ['1'] }, ['goldens']],
  ['a relation to nobody', { kind: 'not_related', library: 'vessel', reason: 'x', relation: 'spouse', golden: '01900000-0000-7000-8000-000000000001' }, ['to']],
  ['what another kind takes', { kind: 'not_same', library: 'vessel', reason: 'x', acceptsNumbers: true }, ['acceptsNumbers']],
])('not of its form: %s', (_, request, at) => {
  expect(() => checkRequest(request as FirstRequest)).toThrow(expect.objectContaining({ code: 'DECISION_INVALID', details: { why: 'form', at } }) as Error);
});

test('what names no golden record is about those of its task', () => {
  const request = { library: 'vessel', reason: 'x' };
  expect(fillFromTask({ ...request, kind: 'not_same' }, ['G1', 'G2'])).toMatchObject({ goldens: ['G1', 'G2'] });
  const pin = { ...request, kind: 'pin', attribute: 'tonnage', value: '1', until: '2027-01-01' } as const;
  expect(fillFromTask(pin, ['G1'])).toMatchObject({ golden: 'G1' });
  expect(() => fillFromTask(pin, ['G1', 'G2'])).toThrow(expect.objectContaining({ code: 'DECISION_INVALID' }) as Error);
});
