// The latest delivery about a decision counts; what belongs together in a decision stays together.
import type { SurvivorshipGroup } from '../../definition/types.ts';

export const survivorship: readonly SurvivorshipGroup[] = [
  {
    code: 'decision',
    attributes: ['record_class', 'document_no', 'document_name', 'decided_on', 'decided_by', 'decided_by_code'],
    authority: [],
  },
  { code: 'certificate', attributes: ['certificate_name', 'certificate_no'], authority: [] },
  {
    code: 'subject',
    attributes: [
      'subject_name', 'subject_class', 'subject_uscc', 'subject_org_code', 'subject_reg_no', 'subject_tax_no', 'subject_institution_no',
      'subject_social_org_no', 'subject_id_type', 'subject_id_number', 'subject_document_no',
    ],
    authority: [],
  },
  { code: 'legal_rep', attributes: ['legal_rep_name', 'legal_rep_id_type', 'legal_rep_id_number', 'legal_rep_document_no'], authority: [] },
  {
    code: 'matter',
    attributes: [
      'content', 'permit_class', 'penalty_class', 'violation', 'facts', 'basis', 'fine_amount', 'confiscated_amount', 'revoked_certificate',
    ],
    authority: [],
  },
  { code: 'validity', attributes: ['valid_from', 'valid_to', 'publish_until'], authority: [] },
  {
    code: 'handling',
    attributes: ['record_state', 'use_scope', 'division_code', 'source_unit', 'source_unit_code', 'remark'],
    authority: [],
  },
];
