// Whose word counts for which part of a person's record: one source of truth per item, by duty (domain model, authority table).
import { groupEach } from '../../definition/build.ts';
import type { SurvivorshipGroup } from '../../definition/types.ts';

const police = { authority: ['police'], decisive: true } as const;

export const survivorship: readonly SurvivorshipGroup[] = [
  ...groupEach(['id_number', 'full_name', 'used_name', 'sex', 'birth_date', 'ethnic_group', 'birthplace_code', 'native_place'], police),
  ...groupEach(['nationality', 'passport_no', 'hm_travel_permit_no', 'tw_travel_permit_no', 'pr_card_no'], { authority: ['police'] }),
  { code: 'document', attributes: ['document_type', 'other_document_no'], authority: ['police'] },
  { code: 'birth', attributes: ['birth_certificate_no'], authority: ['health', 'police'], decisive: true },
  { code: 'number_change', attributes: ['previous_id_number', 'number_change_reason'], ...police },
  // A certificate of death outranks a register that still says 正常; the two stay marked as a conflict until police cancels the entry.
  { code: 'life', attributes: ['life_status', 'death_date', 'death_certificate_no'], authority: ['health', 'civil_affairs', 'police'] },
  { code: 'household', attributes: ['household_no', 'household_relation', 'household_type'], ...police },
  { code: 'hukou', attributes: ['hukou_address', 'hukou_division', 'police_station', 'move_in_date'], ...police },
  // A contact address is whatever was said last, by anyone.
  { code: 'residence', attributes: ['residence_address'], authority: [] },
  { code: 'contact', attributes: ['mobile_phone'], authority: [] },
  // The register's marital status is declared by the person and goes stale: never used.
  {
    code: 'marriage',
    attributes: ['marital_status', 'marriage_date', 'marriage_certificate_no', 'spouse_name', 'spouse_id_number'],
    authority: ['civil_affairs'],
    decisive: true,
    ignored: ['police'],
  },
  { code: 'father', attributes: ['father_name', 'father_id_number'], authority: ['health', 'police'] },
  { code: 'mother', attributes: ['mother_name', 'mother_id_number'], authority: ['health', 'police'] },
  { code: 'education', attributes: ['education_level', 'school', 'graduation_date'], authority: ['education'], decisive: true },
  {
    code: 'social_insurance',
    attributes: ['social_insurance_status', 'insured_region', 'insured_employer_name', 'insured_employer_uscc'],
    authority: ['human_resources'],
    decisive: true,
  },
  { code: 'housing_fund', attributes: ['housing_fund_status', 'housing_fund_employer'], authority: ['housing_fund'], decisive: true },
];
