// When records are one person, on keys alone: rows P1–P4, P6, P7, P9 and P11 of the merge decision table.
import type { IdentifierDefinition, MatchRules } from '../../definition/types.ts';

/**
 * Residence permits of Hong Kong, Macao and Taiwan residents and the permanent resident cards of 2023 are built like an ID
 * number (GB 11643) and share its column. The other documents only point to a person: their numbers are issued anew.
 */
export const identifiers: readonly IdentifierDefinition[] = [
  { attribute: 'id_number', types: ['id_number', 'residence_permit', 'pr_card'], strength: 'unique' },
  { attribute: 'passport_no', types: ['passport'], strength: 'pointing' },
  { attribute: 'hm_travel_permit_no', types: ['hm_travel_permit'], strength: 'pointing' },
  { attribute: 'tw_travel_permit_no', types: ['tw_travel_permit'], strength: 'pointing' },
  { attribute: 'pr_card_no', types: ['pr_card'], strength: 'pointing' },
  { attribute: 'birth_certificate_no', types: ['birth_certificate_no'], strength: 'pointing' },
];

const nameAndBirth = ['full_name', 'birth_date'];

export const matchRules: MatchRules = {
  deterministic: {
    key: {
      rule: 'P1',
      attributes: ['id_number'],
      name: { attribute: 'full_name', also: ['used_name'], differs: 'P2', task: 'attribute_conflict' },
      contradiction: {
        rule: 'P3',
        facts: { birth_date: 'birth_date', sex: 'sex' },
        proof: 'birth_date',
        anchorSources: ['police'],
        task: 'same_number_different_person',
      },
    },
    pointing: [
      { rule: 'P6', attribute: 'passport_no', with: ['nationality', ...nameAndBirth] },
      { rule: 'P6', attribute: 'hm_travel_permit_no', with: nameAndBirth },
      { rule: 'P6', attribute: 'tw_travel_permit_no', with: nameAndBirth },
      { rule: 'P6', attribute: 'pr_card_no', with: nameAndBirth },
      { rule: 'P7', attribute: 'birth_certificate_no', with: [] },
    ],
    rekey: { rule: 'P9', feed: 'police_number_change', from: 'previous_id_number', to: 'id_number', reason: 'number_change_reason' },
    cases: [
      {
        kind: 'active_after_end',
        rule: 'P11',
        endDate: 'death_date',
        feeds: ['civil_affairs_marriage', 'social_security', 'education', 'housing_fund'],
        unless: { social_insurance_status: ['0', '3'], housing_fund_status: ['02', '03', '04'] },
        task: 'deceased_active',
      },
    ],
  },
  labels: {
    P1: { zh: '号码有效且一致，姓名相同或为变体', en: 'same valid number, name equal or a variant' },
    P2: { zh: '号码一致，姓名不同', en: 'same number, another name' },
    P3: { zh: '与号码矛盾', en: 'contradicts the number' },
    P6: { zh: '证件号、姓名、出生日期一致', en: 'same document, name and birth date' },
    P7: { zh: '出生医学证明编号一致', en: 'same birth certificate' },
    P9: { zh: '公安变更号码', en: 'number changed by the police' },
    P11: { zh: '死亡后仍有业务发生', en: 'active after death' },
    attribute_conflict: { zh: '姓名冲突，尚无公安数据', en: 'names in conflict, no police record' },
    same_number_different_person: { zh: '同号不同人', en: 'one number, different persons' },
    deceased_active: { zh: '死亡后活跃', en: 'deceased but active' },
  },
};
