import { describe, expect, it } from 'vitest';
import { attributeReader } from '../../../src/definition/value-types/attribute-reader.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { cellFaults } from '../../../src/sample/faults.ts';
import { habitOf } from '../../../src/sample/forms.ts';
import { bindSheet } from '../../../src/sample/layout.ts';
import { creditSheets } from '../../../src/sample/credit-sheets.ts';
import { firmSheets } from '../../../src/sample/firm-sheets.ts';
import { personSheets } from '../../../src/sample/person-sheets.ts';
import { Random } from '../../../src/sample/random.ts';
import type { Sheet } from '../../../src/sample/sheet.ts';
import type { World } from '../../../src/sample/world.ts';
import type { Rule } from '../../../src/standards/rule.ts';

const world: World = { people: 3000, firms: 500, seed: 3, today: '2025-06-30' };
const sheets = [...personSheets, ...firmSheets, ...creditSheets] as readonly Sheet<unknown>[];

/** Every cell of every first delivery, with its reader. */
function* cells() {
  for (const sheet of sheets) {
    const library = libraries.find(({ feeds }) => feeds[sheet.feed] !== undefined)!;
    const layout = bindSheet(library, sheet, { style: habitOf(sheet.feed).style });
    const readers = layout.columns.map((column) => (column.attributeCode === null
      ? null
      : attributeReader(library, column.attributeCode, { today: '2025-12-31' }, column.column)));
    let count = 0;
    for (const subject of sheet.subjects(world)) {
      if (count++ === 600) break;
      const row = layout.rowOf(subject, { world, version: 0 });
      const valueOf = (attribute: string) => row[layout.columns.findIndex((column) => column.attributeCode === attribute)] ?? '';
      for (const [place, column] of layout.columns.entries()) {
        const reader = readers[place];
        if (reader) yield { feed: sheet.feed, column, value: row[place]!, reader, facts: { column, valueOf } };
      }
    }
  }
}

const notesOf = (reader: (raw: string, note: (rule: Rule) => void) => unknown, raw: string) => {
  const rules: Rule[] = [];
  reader(raw, (rule) => rules.push(rule));
  return rules;
};

describe('the fault catalogue', () => {
  it('lets clean cells pass in silence, save for oddities of the world', () => {
    const expected = new Set(['DIVISION_UNKNOWN', 'CATEGORY_UNKNOWN', 'ORG_CODE_CHECK', 'CODE_MAPPED']);
    const complaints = new Map<string, string>();
    for (const { feed, column, value, reader } of cells()) {
      if (column.column.byShape) continue;
      for (const rule of notesOf(reader, value)) if (!expected.has(rule.code)) complaints.set(`${feed}.${column.key} ${rule.code}`, value);
    }
    expect([...complaints]).toEqual([]);
  });

  it('makes each damaged cell fire exactly the rule it announces', () => {
    const seen = new Map<string, number>();
    const random = new Random(1, 2, 3);
    for (const { feed, column, value, reader, facts } of cells()) {
      for (const fault of cellFaults) {
        const times = seen.get(fault.code) ?? 0;
        if (times >= 40 || !fault.isAt(column)) continue;
        const damaged = fault.apply(value, random, facts);
        if (damaged === null) continue;
        seen.set(fault.code, times + 1);
        const { kind, rule } = fault.outcome;
        const noted = notesOf(reader, damaged);
        const where = `${fault.code} at ${feed}.${column.key}`;
        // Judged with the row's number, not by the cell's reader.
        if (kind === 'reject' || rule === 'KEY_CONTRADICTS' || (fault.code === 'date_19000101' && column.attributeCode === 'birth_date')) continue;
        const codes = rule.split('|');
        if (rule === '') expect(noted.filter((found) => found.effect === 'unusable' || found.effect === 'missing'), where).toEqual([]);
        else expect(noted.filter((found) => codes.includes(found.code)).map((found) => found.effect), where).toEqual([kind]);
      }
    }
    expect(cellFaults.map((fault) => fault.code).filter((code) => !seen.has(code))).toEqual([]);
  });
});
