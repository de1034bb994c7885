// What a record's composite key is made of: plain parts as ever, the first filled of several, optional parts, parts that only records
// without a number need.
import { describe, expect, it } from 'vitest';
import { bindHeader } from '../../../../src/engine/ingest/bind-header.ts';
import { digest128 } from '../../../../src/engine/ingest/row-digest.ts';
import { planRows } from '../../../../src/engine/ingest/row-plan.ts';
import { RowReader } from '../../../../src/engine/ingest/row-reader.ts';
import { credit } from '../../../../src/libraries/credit/library.ts';
import { organisationNameMatchForm } from '../../../../src/text/organisation-name.ts';

/** Place of the key in a staged line: after line, flags, ids, source, feed, source key, date, hashes and home. */
const keyAt = 11;
const unit = '\u001f';

function keyOf(feed: string, row: Readonly<Record<string, string>>): string {
  const definition = credit.feeds[feed]!;
  const header = Object.keys(row);
  const plan = planRows(credit, definition, bindHeader(definition, header), '2026-10-01');
  const reader = new RowReader(plan, { declaredDate: '2026-10-01', newHomeId: () => '00000000-0000-0000-0000-000000000000' }, new Set());
  const line = reader.read(Object.values(row), 1);
  if (typeof line !== 'string') throw new Error(`rejected: ${line.rule.code}`);
  return line.split('\t')[keyAt]!;
}

const made = (...parts: readonly string[]): string => digest128(parts.map((part) => unit + part).join(''));
const name = '北京甲有限公司';
const court = '北京市东城区人民法院';
const [nameForm, courtForm] = [organisationNameMatchForm(name), organisationNameMatchForm(court)];
const listed = { rec_id: '1', list_code: 'x_list', subject_name: name, listed_on: '2026-02-01', decided_by: court };

describe('the key of a credit record', () => {
  it('is for permits and penalties what it was before lists came', () => {
    const row = { document_no: '京罚1号', subject_name: name, subject_uscc: '91110000FAKE00013H', decided_on: '2026-02-01', decided_by: court };
    expect(keyOf('penalties_2019', row)).toBe(made('penalty', '京罚1号', courtForm, nameForm));
    expect(keyOf('permits_2019', row)).toBe(made('permit', '京罚1号', courtForm, nameForm));
  });

  it('takes the number of the decision, and the day where there is none', () => {
    expect(keyOf('credit_lists', { ...listed, document_no: '京1号' })).toBe(made('list_entry', 'list_code=x_list', '京1号', courtForm, nameForm));
    expect(keyOf('credit_lists', { ...listed, document_no: '' })).toBe(made('list_entry', 'list_code=x_list', 'listed_on=2026-02-01', courtForm, nameForm));
  });

  it('takes the subject’s own number only where the decision has none', () => {
    const row = { ...listed, document_no: '', subject_uscc: '91110000FAKE00013H' };
    expect(keyOf('credit_lists', row)).toBe(made('list_entry', 'list_code=x_list', 'listed_on=2026-02-01', courtForm, nameForm, 'subject_uscc=91110000FAKE00013H'));
    expect(keyOf('credit_lists', { ...row, document_no: '京1号' })).toBe(keyOf('credit_lists', { ...listed, document_no: '京1号' }));
  });

  it('never takes a day for a number', () => {
    expect(keyOf('credit_lists', { ...listed, document_no: '2026-02-01' })).not.toBe(keyOf('credit_lists', { ...listed, document_no: '' }));
  });

  it('is the same however an office brackets the year', () => {
    const keys = ['〔2026〕京1号', '（2026）京1号', '(2026) 京1号', '[2026]京1号', '【2026】京1号'].map((number) => keyOf('credit_lists', { ...listed, document_no: number }));
    expect(new Set(keys).size).toBe(1);
    expect(keyOf('credit_lists', { ...listed, document_no: '(2025)京1号' })).not.toBe(keys[0]);
  });

  it('tells repairs by one decision apart by what they repair', () => {
    expect(keyOf('repairs', { rec_id: '1', subject_name: name, ref_document_no: '京1号', repaired_on: '2026-02-01', decided_by: court })).toBe(
      made('repair', 'repaired_on=2026-02-01', courtForm, nameForm, 'ref_document_no=京1号'),
    );
  });
});
