// Credit records are one decision when class, list, number, authority and subject are equal (C0), whoever reports it, and name their
// subject by C1–C3: stricter than the rules for persons and organisations, because a wrongly attached record harms someone.
import type { IdentifierDefinition, MatchRules, SubjectDefinition } from '../../definition/types.ts';

/** A decision has no number that is unique by itself. */
export const identifiers: readonly IdentifierDefinition[] = [];

export const matchRules: MatchRules = {
  deterministic: {
    key: {
      rule: 'C0',
      attributes: [
        'record_class',
        { first: ['list_code'], optional: true },
        // The number, or what tells one record of a kind without numbers from the next.
        { first: ['document_no', 'year', 'listed_on', 'decided_on', 'repaired_on', 'raised_on'] },
        { first: ['decided_by', 'accepted_by'] },
        'subject_name',
        // Without a number of the decision, two of one name and day are two: their own numbers tell them apart.
        { first: ['subject_uscc', 'subject_id_number', 'subject_org_code', 'subject_reg_no', 'subject_document_no'], unless: 'document_no' },
        { first: ['matter'], optional: true },
        { first: ['ref_document_no'], optional: true },
        { first: ['ref_list_code'], optional: true },
      ],
    },
    pointing: [],
    cases: [],
  },
  labels: {
    C0: { zh: '文书号（无文书号的，为年度或日期）、机关、相对人一致', en: 'same document (without one, year or day), authority and subject' },
    C1: { zh: '号码与名称均一致，关联主体', en: 'number and name agree' },
    C2: { zh: '号码一致、名称不符，存疑', en: 'number agrees, name does not' },
    C3: { zh: '未找到主体', en: 'subject not found' },
    credit_doubtful: { zh: '疑问数据：名称与号码不符', en: 'doubtful: name and number disagree' },
    credit_unlinked: { zh: '未关联主体', en: 'not linked to a subject' },
  },
};

export const subject: SubjectDefinition = {
  nameAttribute: 'subject_name',
  candidates: [
    { library: 'legal_person', attribute: 'subject_uscc', type: 'uscc' },
    { library: 'legal_person', attribute: 'subject_org_code', type: 'org_code' },
    { library: 'legal_person', attribute: 'subject_reg_no', type: 'reg_no' },
    { library: 'legal_person', attribute: 'subject_tax_no', type: 'tax_no' },
    { library: 'population', attribute: 'subject_id_number', type: 'id_number' },
  ],
  rules: { attach: 'C1', doubtful: 'C2', unlinked: 'C3' },
  tasks: { doubtful: 'credit_doubtful', unlinked: 'credit_unlinked' },
};
