// Random deliveries about a handful of firms and the decisions about them. Codes are fictitious (organisation codes FAKEnnnn).
import fc from 'fast-check';
import { rowDate, type FeedShape } from './deliveries.ts';

/** The first two share characters 9–17 (O4). */
const codes = ['91110000FAKE00013H', '92110000FAKE00013E', '91340100FAKE0003X3'] as const;
const code = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: fc.constant('') });
const anyCode = fc.constantFrom(...codes, 'FAKE0001-3', '110000999999015', '');
const name = fc.constantFrom('北京甲有限公司', '上海丙有限公司');
const registrationNumber = fc.constantFrom('', '110000999999015', '340100499999027');
const operation = fc.constantFrom('', '', '', '', 'D');

export const firmFeeds: readonly FeedShape[] = [
  {
    feed: 'market_registry', mode: 'delta', weight: 3,
    row: fc.record({
      rec_id: fc.constantFrom('M1', 'M2', 'M3'), uscc: code, reg_no: registrationNumber, name, predecessor_uscc: fc.constantFrom('', ...codes),
      established_on: fc.constantFrom('', '2001-01-01', '2002-02-02'), updated: rowDate, operation,
    }),
  },
  {
    feed: 'department_firm', mode: 'delta', weight: 3,
    row: fc.record({ rec_id: fc.constantFrom('F1', 'F2', 'F3'), source: fc.constantFrom('银行', '海关'), uscc: anyCode, name, updated: rowDate, operation }),
  },
  {
    feed: 'listed_companies', mode: 'snapshot', weight: 2,
    row: fc.record({ ticker: fc.constantFrom('T1', 'T2', 'T3'), name, uscc: code, short_name: fc.constantFrom('甲', '丙') }),
  },
  {
    feed: 'permits_2019', mode: 'delta', weight: 3,
    row: fc.record({
      document_no: fc.constantFrom('许1号', '许2号'), subject_name: name, subject_uscc: code, subject_reg_no: registrationNumber,
      decided_on: fc.constantFrom('2026-02-01', '2026-02-02'), decided_by: fc.constant('北京市某局'), operation,
    }),
  },
];
