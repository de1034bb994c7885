// When records are one person: on keys alone rows P1–P4, P6, P7, P9 and P11 of the merge decision table; by score P5, P8 and P10, which
// no key decides.
import type { IdentifierDefinition, MatchRules, ScoredRules } from '../../definition/types.ts';

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

const anyName = { attribute: 'full_name', also: ['used_name'] } as const;
const anyAddress = { attribute: 'hukou_address', also: ['residence_address'] } as const;
const born = { attribute: 'birth_date', form: 'value' } as const;

/** Agreeing birth dates: equal, written with day and month swapped, or 1 January for a year alone. */
const bornAlike = ['equal', 'swapped', 'year_only'];

const scored: ScoredRules = {
  rule: 'P8',
  blocks: [
    { code: 'surname_birth', label: { zh: '姓氏读音与出生日期', en: 'sound of the surname, birth date' }, parts: [{ ...anyName, form: 'surname_sound' }, born] },
    { code: 'given_birth', label: { zh: '名字读音与出生日期', en: 'sound of the given name, birth date' }, parts: [{ ...anyName, form: 'given_sound' }, born] },
    {
      code: 'name_year', label: { zh: '姓名读音与出生年', en: 'sound of the name, year of birth' },
      parts: [{ ...anyName, form: 'sound' }, { attribute: 'birth_date', form: 'year' }],
    },
    { code: 'name_road', label: { zh: '姓名读音与街路村居', en: 'sound of the name, road or village' }, parts: [{ ...anyName, form: 'sound' }, { ...anyAddress, form: 'road' }] },
    // Two numbers at one door, born on one day: twins, or one person with two numbers (P10).
    { code: 'birth_door', label: { zh: '出生日期与门牌', en: 'birth date, door' }, parts: [born, { ...anyAddress, form: 'door' }], betweenNumbers: true },
    { code: 'phone', label: { zh: '手机号码', en: 'mobile phone' }, parts: [{ attribute: 'mobile_phone', form: 'digits' }], cap: 30 },
    // Slips in the other places of a number leave the birth date, which the first two blocks hold.
    { code: 'number_ends', label: { zh: '号码地区与后4位', en: 'region and last 4 places of the number' }, parts: [{ attribute: 'id_number', form: 'head_tail' }] },
  ],
  compare: [
    { code: 'name', label: { zh: '姓名', en: 'name' }, attributes: ['full_name', 'used_name'], by: 'person_name', frequency: true, missing: 'neutral' },
    { code: 'birth_date', label: { zh: '出生日期', en: 'birth date' }, attributes: ['birth_date'], by: 'date', fromNumber: 'birth_date', missing: 'neutral' },
    { code: 'number', label: { zh: '证件号码', en: 'ID number' }, attributes: ['id_number'], by: 'identifier', missing: 'neutral' },
    { code: 'sex', label: { zh: '性别', en: 'sex' }, attributes: ['sex'], by: 'code', fromNumber: 'sex', missing: 'neutral' },
    { code: 'phone', label: { zh: '手机', en: 'mobile phone' }, attributes: ['mobile_phone'], by: 'phone', missing: 'neutral' },
    { code: 'address', label: { zh: '地址', en: 'address' }, attributes: ['hukou_address', 'residence_address'], by: 'address', missing: 'neutral' },
    { code: 'ethnic_group', label: { zh: '民族', en: 'ethnic group' }, attributes: ['ethnic_group'], by: 'code', frequency: true, missing: 'neutral' },
  ],
  never: [],
  link: {
    precision: 0.995,
    margin: 3,
    // Twins share birth date, address and surname: where the names are not near, more must speak for a link.
    agree: [{ birth_date: bornAlike, name: ['equal', 'same_sound', 'look_alike', 'unreadable_character', 'fuzzy_sound', 'one_character'] }, { birth_date: bornAlike }],
  },
  review: { precision: 0.1, task: 'possible_duplicate' },
};

export const matchRules: MatchRules = {
  scored,
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
    P8: { zh: '多项信息评分一致', en: 'several items agree, by score' },
    P9: { zh: '公安变更号码', en: 'number changed by the police' },
    P11: { zh: '死亡后仍有业务发生', en: 'active after death' },
    attribute_conflict: { zh: '姓名冲突，尚无公安数据', en: 'names in conflict, no police record' },
    same_number_different_person: { zh: '同号不同人', en: 'one number, different persons' },
    deceased_active: { zh: '死亡后活跃', en: 'deceased but active' },
  },
};
