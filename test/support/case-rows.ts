// What the examples of the contract's credit cases and reports name, put straight into the tables: a firm with entries, cases, a report.
import type { Pool } from 'pg';
import { digestOf } from '../../src/credit/reports/check-code.ts';
import { sql } from '../../src/store/sql.ts';
import { insert, testId } from './golden-rows.ts';

const cases: Readonly<Record<string, number>> = { decideCreditCase: 541, withdrawCreditCase: 542 };
const entries: Readonly<Record<string, number>> = { missing: 999, fileCreditRepair: 2 };
const reportNo = 'CR202610012345ABCDEF';

/** The path with what is there for the operation; `missing`: with what is not. */
export function creditPath(path: string, operationId: string): string {
  const isMissing = operationId === 'missing';
  return path.replace('{caseId}', testId(isMissing ? 999 : (cases[operationId] ?? 540))).replace('{entryId}', testId(entries[operationId] ?? 50))
    .replace('{reportNo}', isMissing ? 'CR209910012345ABCDEF' : reportNo);
}

/** The firm that the examples name is golden record 1 of the legal persons. */
export async function insertCredit(pool: Pool): Promise<void> {
  const at = '2026-09-01T00:00:00Z';
  await pool.query(sql`update legal_person.golden_record set name = '北京甲有限公司' where golden_id = ${testId(1)}::uuid`);
  await insert(pool, ['credit', 'golden_record'], {
    golden_id: testId(50), version: 1, state: 'active', created_at: at, recorded_at: at, cause: 'load:1', record_class: 'penalty', document_no: '京罚〔2026〕1号',
    decided_on: '2026-05-10', penalty_class: 'fine', fine_amount: 10_000, subject_name: '北京甲有限公司', subject_state: 'linked', subject_library: 'legal_person', subject_golden_id: testId(1),
  });
  await insert(pool, ['hub', 'credit_entry'], {
    golden_id: testId(50), subject_library: 'legal_person', subject_golden_id: testId(1), list_code: 'penalty_general', edition: '36', polarity: 'neutral', section: 'penalty',
    decided_on: '2026-05-10', begins_on: '2026-05-10', published_from: '2026-05-10', published_until: 'infinity', repairable_from: '2026-08-10', record_version: 1, recorded_at: at,
  });
  for (const id of [540, ...Object.values(cases)]) {
    await insert(pool, ['hub', 'credit_case'], {
      case_id: testId(id), kind: 'repair', state: 'open', golden_id: testId(id), list_code: 'penalty_general', edition: '36', document_no: `${id}`, subject_library: 'legal_person',
      subject_golden_id: testId(id), owner_agency: 'everything', statement: 'x', promise: 'x', evidence: '[]', applicant_name: 'x', applicant_capacity: 'self',
      filer_agency: 'everything', filer_client: 'c', filer_operator: 'o', purpose: 'p', matter_code: 'm', filed_at: at, due_on: '2026-09-15',
    });
    await insert(pool, ['hub', 'credit_case_step'], { case_id: testId(id), step: 1, at, action: 'filed', state: 'open', by_side: 'filer' });
  }
  const report = {
    reportNo, checkCode: 'x', issuedAt: at, asOf: '2026-09-01', subject: { name: 'x', number: 'x', numberType: 'uscc', kind: 'organisation' }, sections: [], notes: [], verifyAt: 'x',
  };
  await insert(pool, ['hub', 'credit_report'], {
    report_no: reportNo, code_digest: digestOf('2345-6789-ABCD-EFG5'), issued_at: at, subject_library: 'legal_person', subject_golden_id: testId(1),
    subject_masked: JSON.stringify({ name: '北***', number: '911***********013H' }), counts: '[]', agency_code: 'everything', client_id: 'c', operator_id: 'o', purpose: 'p', matter_code: 'm',
    json_text: JSON.stringify(report), html_zh: '<!doctype html><style></style>', html_en: '<!doctype html><style></style>', json_sha256: 'x', html_zh_sha256: 'x', html_en_sha256: 'x',
  });
}
