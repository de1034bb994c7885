// The department that decides owns what is said of its decision; copies that others pass on fill what it does not say. Of one
// department the latest delivery counts, and what belongs together in a decision stays together. New groups go to the end: a golden
// row names its winners by the group's place.
import type { SurvivorshipGroup } from '../../definition/types.ts';

/** Those who decide themselves. A decision has one owner, so that their order settles nothing. */
const authority = ['court', 'market_regulation', 'taxation', 'human_resources', 'finance', 'emergency', 'customs'];

export const survivorship: readonly SurvivorshipGroup[] = [
  {
    code: 'decision',
    attributes: ['record_class', 'list_code', 'document_no', 'document_name', 'decided_on', 'decided_by', 'decided_by_code'],
    authority,
  },
  { code: 'certificate', attributes: ['certificate_name', 'certificate_no'], authority },
  {
    code: 'subject',
    attributes: [
      'subject_name', 'subject_class', 'subject_uscc', 'subject_org_code', 'subject_reg_no', 'subject_tax_no', 'subject_institution_no',
      'subject_social_org_no', 'subject_id_type', 'subject_id_number', 'subject_document_no', 'subject_address', 'customs_code',
    ],
    authority,
  },
  {
    code: 'legal_rep',
    attributes: ['legal_rep_name', 'legal_rep_id_type', 'legal_rep_id_number', 'legal_rep_document_no', 'finance_head_name', 'agent_name'],
    authority,
  },
  {
    code: 'matter',
    attributes: [
      'content', 'permit_class', 'penalty_class', 'violation', 'facts', 'basis', 'fine_amount', 'confiscated_amount', 'revoked_certificate',
    ],
    authority,
  },
  { code: 'validity', attributes: ['valid_from', 'valid_to', 'publish_until'], authority },
  {
    code: 'handling',
    attributes: ['record_state', 'use_scope', 'division_code', 'source_unit', 'source_unit_code', 'remark'],
    authority,
  },
  {
    code: 'listing',
    attributes: [
      'listed_on', 'expires_on', 'reason', 'behaviour', 'obligation', 'court_case_no', 'judged_by', 'court_region', 'case_filed_on', 'tax_period',
    ],
    authority,
  },
  { code: 'fulfilment', attributes: ['fulfilment', 'fulfilled_part', 'unfulfilled_part'], authority },
  // By itself: a removal that anyone states holds, whatever a copy without one says later.
  { code: 'removal', attributes: ['removed_on', 'removal_reason'], authority },
  { code: 'standing', attributes: ['year', 'grade'], authority },
  { code: 'commitment', attributes: ['commitment_type', 'accepted_by', 'matter'], authority },
  { code: 'repair', attributes: ['ref_document_no', 'ref_list_code', 'repaired_on'], authority },
  { code: 'objection', attributes: ['raised_on', 'objection_state', 'objection_result', 'closed_on'], authority },
];
