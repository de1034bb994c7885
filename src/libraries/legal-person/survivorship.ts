// Whose word counts for which part of an organisation's record: the registrar of its family owns the base items; others only propose.
import { groupEach } from '../../definition/build.ts';
import type { SurvivorshipGroup } from '../../definition/types.ts';

/** An organisation is registered by one of the three families (first character of its code: 9, 1, 5), so their order settles nothing. */
const registrar = { authority: ['market_regulation', 'institution_registry', 'civil_affairs'], decisive: true } as const;

export const survivorship: readonly SurvivorshipGroup[] = [
  ...groupEach(
    ['uscc', 'org_code', 'reg_no', 'certificate_no', 'name', 'second_name', 'entity_type', 'established_on', 'approved_on'],
    registrar,
  ),
  ...groupEach(['business_scope', 'registrar', 'supervisor', 'funding_source'], registrar),
  { code: 'status', attributes: ['registration_status', 'is_suspended', 'deregistered_on'], ...registrar },
  { code: 'term', attributes: ['term_from', 'term_to'], ...registrar },
  { code: 'capital', attributes: ['registered_capital', 'capital_currency'], ...registrar },
  { code: 'address', attributes: ['province', 'city', 'address', 'division_code'], ...registrar },
  {
    code: 'person_in_charge',
    attributes: ['legal_rep_name', 'legal_rep_role', 'legal_rep_document_type', 'legal_rep_id_number', 'legal_rep_document_no', 'legal_rep_from', 'legal_rep_to'],
    ...registrar,
  },
  { code: 'parent', attributes: ['parent_uscc', 'parent_name'], ...registrar },
  { code: 'predecessor', attributes: ['predecessor_uscc', 'predecessor_name'], ...registrar },
  { code: 'listing', attributes: ['ticker', 'listed_on'], authority: ['securities'], decisive: true },
  ...groupEach(['short_name', 'english_name', 'pinyin_abbr'], { authority: ['securities', 'market_regulation'] }),
  ...groupEach(['industry_code'], { authority: ['statistics', 'market_regulation', 'taxation'] }),
  { code: 'taxation', attributes: ['tax_no', 'tax_status', 'tax_registered_on'], authority: ['taxation'], decisive: true },
  // A contact number is whatever was said last, by anyone.
  { code: 'contact', attributes: ['phone'], authority: [] },
  {
    code: 'controller',
    attributes: [
      'controller_name', 'controller_document_type', 'controller_id_number', 'controller_document_no', 'controller_from', 'controller_to',
    ],
    ...registrar,
  },
];
