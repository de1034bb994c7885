// What contradicts what: pure graph questions, with the decisions that are to blame.
import { expect, test } from 'vitest';
import type { Effects } from '../../../../src/engine/steward/decision.ts';
import { findContradicted, saidBy, type Said } from '../../../../src/engine/steward/contradictions.ts';

const said = (kind: 'same' | 'never', decisionId: string, ...pairs: [string, string][]): Said[] =>
  pairs.map(([recordId, otherId]) => ({ decisionId, kind, recordId, otherId }));

test.each<[string, Effects, Said[], string[]]>([
  ['nothing said before', { same: [[['a'], ['b']]] }, [], []],
  ['the opposite of what was said', { same: [[['a'], ['b']]] }, said('never', 'D1', ['b', 'a']), ['D1']],
  ['the same again', { same: [[['a'], ['b']]] }, said('same', 'D1', ['a', 'b']), []],
  ['through two earlier decisions', { same: [[['a'], ['b']]] }, [...said('same', 'D1', ['b', 'c']), ...said('never', 'D2', ['c', 'a'])], ['D1', 'D2']],
  ['never over what is one by several steps', { never: [[['a'], ['d']]] }, [...said('same', 'D1', ['a', 'b'], ['b', 'c']), ...said('same', 'D2', ['c', 'd'])], ['D1', 'D2']],
  ['a veto elsewhere', { same: [[['a'], ['b']]] }, said('never', 'D1', ['x', 'y']), []],
  ['two earlier ones that contradict each other', { same: [[['a'], ['b']]] }, [...said('same', 'D1', ['x', 'y']), ...said('never', 'D2', ['x', 'y'])], []],
  ['a record that goes to one and leaves the other', { same: [[['r'], ['t']]], never: [[['r'], ['s']]] }, said('same', 'D1', ['s', 't']), ['D1']],
  ['a shorter way round', { never: [[['a'], ['c']]] }, [...said('same', 'D1', ['a', 'b'], ['b', 'c']), ...said('same', 'D2', ['a', 'c'])], ['D2']],
])('%s', (_, effects, earlier, blamed) => {
  expect(findContradicted(effects, earlier)).toEqual(blamed);
});

test('effects as rows: every record of one side with every one of the other', () => {
  expect(saidBy({ same: [[['a', 'b'], ['c']]], never: [[['d'], ['e', 'f']]], apart: ['d'] }, 'D')).toEqual([
    ...said('same', 'D', ['a', 'c'], ['b', 'c']), ...said('never', 'D', ['d', 'e'], ['d', 'f']),
  ]);
});
