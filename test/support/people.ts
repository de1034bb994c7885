// Random deliveries about a handful of people: few numbers, names and dates, so that rows meet, contradict and point to each other.
// The numbers are fictitious by their years of birth (1900–1904).
import fc from 'fast-check';
import { day, rowDate, type FeedShape } from './deliveries.ts';

/** Men born 1900-01-01, 1904-02-29 and 1901-02-03. */
export const numbers: readonly string[] = ['110101190001010014', '340104190402299017', '610302190102039794'];
const idNumber = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...numbers) }, { weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('110101190001010015') });
const validNumber = fc.constantFrom(...numbers);
/** The first two sound alike: variants of one name. */
const name = fc.constantFrom('王小明', '王晓明', '李静');
const birthDate = fc.constantFrom('', '', '1900-01-01', '1904-02-29', '1903-05-05');
const sex = fc.constantFrom('', '', '1', '2');
const birthCertificate = fc.constantFrom('', '', 'A000000001', 'A000000002');
const operation = fc.constantFrom('', '', '', '', 'D');
const identity = { full_name: name, sex, birth_date: birthDate };

export const peopleFeeds: readonly FeedShape[] = [
  {
    feed: 'police_household', mode: 'delta', weight: 3,
    row: fc.record({
      person_key: fc.constantFrom('K1', 'K2', 'K3'), id_number: validNumber, ...identity, used_name: fc.constantFrom('', '', '李静'),
      birth_certificate_no: birthCertificate, household_no: fc.constantFrom('', 'H1'), household_type: fc.constantFrom('', '10'), updated: rowDate, operation,
    }),
  },
  {
    feed: 'department_person', mode: 'delta', weight: 4,
    row: fc.record({
      rec_id: fc.constantFrom('D1', 'D2', 'D3'), source: fc.constantFrom('教育', '住建', '公安'), cert_type: fc.constantFrom('', '111'), cert_no: idNumber, ...identity,
      mobile_phone: fc.constantFrom('', '13800000001', '13800000002'), updated: rowDate, operation,
    }),
  },
  {
    feed: 'department_person', mode: 'delta', weight: 2,
    row: fc.record({
      rec_id: fc.constantFrom('D4', 'D5', 'D6'), source: fc.constantFrom('教育'), cert_type: fc.constant('414'), cert_no: fc.constantFrom('E12345678', 'E12345679'),
      nationality: fc.constantFrom('', 'FRA'), ...identity, updated: rowDate, operation,
    }),
  },
  {
    feed: 'health_birth', mode: 'delta', weight: 2,
    row: fc.record({ birth_certificate_no: fc.constantFrom('A000000001', 'A000000002'), id_number: idNumber, ...identity, mother_name: fc.constantFrom('', '赵敏'), mother_id_number: fc.constantFrom('', ...numbers), operation }),
  },
  {
    feed: 'health_death', mode: 'delta', weight: 1,
    row: fc.record({
      death_certificate_no: fc.constantFrom('X1', 'X2'), id_number: validNumber, ...identity, death_date: fc.constantFrom('2026-03-01', '2026-03-03'), issued_on: rowDate, operation,
    }),
  },
  {
    feed: 'social_security', mode: 'snapshot', weight: 3,
    row: fc.record({
      person_key: fc.constantFrom('S1', 'S2', 'S3'), id_number: idNumber, ...identity, social_insurance_status: fc.constantFrom('1', '3'),
      insured_region: fc.constantFrom('', '340100'), updated: rowDate,
    }),
  },
  {
    feed: 'police_number_change', mode: 'delta', weight: 2,
    row: fc.record({
      notice_no: fc.constantFrom('N1', 'N2', 'N3'), previous_id_number: validNumber, id_number: validNumber, full_name: name,
      number_change_reason: fc.constantFrom('重号', '差错'), changed_on: rowDate,
    }),
  },
];

const anyNumber = fc.constantFrom(...numbers, '630102190102039885');

const anyNotice = fc.record({
  notice_no: fc.constantFrom('N1', 'N2', 'N3', 'N4', 'N5'), previous_id_number: anyNumber, id_number: anyNumber, full_name: name,
  number_change_reason: fc.constantFrom('重号', '差错'), changed_on: day,
});
/** One number is left, given to another and left again, mostly in this order. */
const handedOn = fc.constantFrom(
  ['N1', numbers[0]!, numbers[1]!, 1], ['N2', numbers[2]!, numbers[0]!, 2], ['N3', numbers[0]!, '630102190102039885', 3],
).chain(([notice, from, to, first]) => fc.record({
  notice_no: fc.constant(String(notice)), previous_id_number: fc.constant(String(from)), id_number: fc.constant(String(to)), full_name: name,
  number_change_reason: fc.constant('差错'), changed_on: fc.integer({ min: Number(first), max: Number(first) + 2 }).map((on) => `2026-03-0${on}`),
}));

/** Little but notices: numbers are left, given anew and left again, and departments hear of it or not. */
export const numberChangeFeeds: readonly FeedShape[] = [
  { feed: 'police_number_change', mode: 'delta', weight: 4, row: fc.oneof({ weight: 8, arbitrary: handedOn }, { weight: 1, arbitrary: anyNotice }) },
  {
    feed: 'department_person', mode: 'delta', weight: 2,
    row: fc.record({
      rec_id: fc.constantFrom('D1', 'D2', 'D3', 'D4', 'D5'), source: fc.constantFrom('教育', '公安'), cert_type: fc.constant('111'), cert_no: anyNumber, full_name: name,
      birth_date: birthDate, updated: day, operation,
    }),
  },
  {
    feed: 'police_household', mode: 'delta', weight: 1,
    row: fc.record({ person_key: fc.constantFrom('K1', 'K2'), id_number: anyNumber, full_name: name, household_no: fc.constantFrom('', 'H1'), updated: day, operation }),
  },
  {
    feed: 'social_security', mode: 'snapshot', weight: 1,
    row: fc.record({ person_key: fc.constantFrom('S1', 'S2', 'S3'), id_number: anyNumber, full_name: name, social_insurance_status: fc.constantFrom('1', '3'), updated: day }),
  },
];
