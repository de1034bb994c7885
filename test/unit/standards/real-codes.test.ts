// Reads codes as issued and as wrongly published, when the optional data folder is there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRegistrationNumber } from '../../../src/standards/registration-number.ts';
import { readUscc } from '../../../src/standards/uscc.ts';
import { testData } from '../../../src/bench/test-data.ts';
import { readCell } from './read-cell.ts';

/** Rows of a small CSV; quoted cells hold no line breaks. */
function rowsOf(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, ''));
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const skipNote = (file: string | null) => (file === null ? ' (skipped: no test data folder, see JIKU_TEST_DATA)' : '');

const valid = testData('companies/uscc_valid_dev.txt');
describe.skipIf(valid === null)(`codes as issued${skipNote(valid)}`, () => {
  it('every one is accepted as it is', () => {
    const codes = readFileSync(valid!, 'utf8').trim().split(/\r?\n/);
    expect(codes).toHaveLength(20_000);
    const counts = { clean: 0, remarked: 0 };
    for (const code of codes) {
      const { value, rules } = readCell(readUscc, code);
      expect(value).toBe(code);
      expect(rules).not.toMatch(/unusable|fixed|missing/);
      counts[rules === '' ? 'clean' : 'remarked']++;
    }
    expect(counts.remarked).toBeLessThan(600);
  });
});

const invalid = testData('companies/uscc_invalid_in_the_wild_dev.csv');
describe.skipIf(invalid === null)(`codes as wrongly published${skipNote(invalid)}`, () => {
  const reasons: Record<string, RegExp> = {
    org_check_bad: /(^| )issue:ORG_CODE_CHECK$/,
    outer_check_bad: /^unusable:(USCC_CHECK|EXCEL_TRUNCATED)$/,
    both_bad: /^unusable:(USCC_CHECK|EXCEL_TRUNCATED)$/,
    illegal_char: /^unusable:(USCC_FORM|USCC_CHARACTER)$/,
  };
  it('each is repaired, or flagged for its reason', () => {
    const rows = rowsOf(invalid!);
    expect(rows).toHaveLength(324);
    for (const row of rows) {
      const { value, rules } = readCell(readUscc, row['code_as_published']!);
      const repaired = row['valid_after_uppercasing'];
      const message = `${row['reason']} ${rules}`;
      if (repaired) {
        expect(value, message).toBe(repaired);
        expect(rules, message).toMatch(/fixed:LOWER_CASE$/);
      } else {
        expect(value, message).toBe(row['code_as_published']);
        expect(rules, message).toMatch(reasons[row['reason']!]!);
      }
    }
  });
});

const legacy = testData('companies/legacy_registration_numbers_dev.csv');
describe.skipIf(legacy === null)(`old registration numbers${skipNote(legacy)}`, () => {
  it('none is refused', () => {
    for (const { reg_no, shape } of rowsOf(legacy!)) {
      expect(readCell(readRegistrationNumber, reg_no!).rules, shape).not.toMatch(/unusable|missing/);
    }
  });
});
