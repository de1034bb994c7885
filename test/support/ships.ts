// Random deliveries about a handful of ships of the toy library.
import fc from 'fast-check';
import { rowDate, type FeedShape } from './deliveries.ts';

const certificate = fc.constantFrom('', 'C000000001', 'C000000002', 'C000000003');
const number = fc.constantFrom('C000000001', 'C000000002', 'C000000003', 'C000000004');
const name = fc.constantFrom('海星', '北斗', '长风');
/** A row without a name is rejected. */
const oftenNamed = fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.constant('') });
const hull = fc.constantFrom('', '', 'E12345678', 'E12345679');
const tonnage = fc.constantFrom('', '100', '120');
const builtOn = fc.constantFrom('', '2001-01-01', '2002-02-02');

export const shipFeeds: readonly FeedShape[] = [
  {
    feed: 'ship_register', mode: 'delta', weight: 3,
    row: fc.record({
      register_no: fc.constantFrom('R1', 'R2', 'R3'), certificate_no: certificate, name, hull_no: hull, tonnage, built_on: builtOn,
      owner_uscc: fc.constant(''), owner_name: fc.constantFrom('', '远洋公司'), updated: rowDate, operation: fc.constantFrom('', '', '', 'D'),
    }),
  },
  {
    feed: 'berth_list', mode: 'snapshot', weight: 3,
    row: fc.record({
      berth: fc.constantFrom('B1', 'B2', 'B3'), certificate_no: certificate, name: oftenNamed, hull_no: hull, tonnage, built_on: builtOn, updated: rowDate,
    }),
  },
  {
    feed: 'ship_renumbering', mode: 'delta', weight: 1,
    row: fc.record({
      notice_no: fc.constantFrom('N1', 'N2', 'N3'), former_certificate_no: number, certificate_no: number, updated: rowDate,
      operation: fc.constantFrom('', '', '', 'D'),
    }),
  },
];
