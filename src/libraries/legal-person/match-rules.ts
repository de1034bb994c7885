// When records are one organisation, on keys alone: rows O1, O2, O4, O5 and O7 of the merge decision table. O7 needs no line: two
// different valid codes are two keys, and keys never merge by name. By score O3 and O6, which no key decides.
import type { IdentifierDefinition, MatchRules, ScoredRules } from '../../definition/types.ts';

export const identifiers: readonly IdentifierDefinition[] = [
  { attribute: 'uscc', types: ['uscc'], strength: 'unique' },
  { attribute: 'org_code', types: ['org_code'], strength: 'pointing' },
  { attribute: 'reg_no', types: ['reg_no'], strength: 'pointing' },
  { attribute: 'tax_no', types: ['tax_no'], strength: 'pointing' },
];

const city = { attribute: 'city', form: 'value' } as const;
const anyName = { attribute: 'name', also: ['second_name', 'short_name'] } as const;

const scored: ScoredRules = {
  rule: 'O6',
  blocks: [
    { code: 'name', label: { zh: '名称', en: 'name' }, parts: [{ ...anyName, form: 'name' }] },
    { code: 'core', label: { zh: '字号与行业', en: 'trade name and industry' }, parts: [{ ...anyName, form: 'organisation_core' }] },
    { code: 'trade_name_city', label: { zh: '字号与地市', en: 'trade name, city' }, parts: [{ ...anyName, form: 'trade_name' }, city] },
    { code: 'trade_sound_city', label: { zh: '字号读音与地市', en: 'sound of the trade name, city' }, parts: [{ ...anyName, form: 'trade_sound' }, city] },
    {
      code: 'established_city', label: { zh: '成立日期与地市', en: 'day of establishment, city' }, parts: [{ attribute: 'established_on', form: 'value' }, city], cap: 60,
    },
    { code: 'door', label: { zh: '住所门牌', en: 'door of the address' }, parts: [{ attribute: 'address', form: 'door' }], cap: 60 },
    { code: 'org_code', label: { zh: '主体标识码', en: 'organisation code' }, parts: [{ attribute: 'uscc', also: ['org_code', 'tax_no', 'reg_no'], form: 'organisation_code' }] },
    { code: 'code_head', label: { zh: '代码前12位', en: 'first 12 places of the code' }, parts: [{ attribute: 'uscc', also: ['reg_no'], form: 'head', length: 12 }] },
    { code: 'code_tail', label: { zh: '代码后9位', en: 'last 9 places of the code' }, parts: [{ attribute: 'uscc', also: ['reg_no'], form: 'tail', length: 9 }] },
    {
      code: 'parent', label: { zh: '所属主体名称', en: 'name of the parent' }, parts: [{ attribute: 'name', form: 'branch_parent' }], betweenNumbers: true, cap: 250,
    },
  ],
  compare: [
    {
      code: 'name', label: { zh: '名称', en: 'name' }, attributes: ['name', 'second_name', 'short_name'], by: 'organisation_name', frequency: true, missing: 'neutral',
    },
    { code: 'number', label: { zh: '登记号码', en: 'registered number' }, attributes: ['uscc', 'org_code', 'tax_no', 'reg_no'], by: 'identifier', missing: 'neutral' },
    { code: 'established_on', label: { zh: '成立日期', en: 'day of establishment' }, attributes: ['established_on'], by: 'date', missing: 'neutral' },
    { code: 'city', label: { zh: '地市', en: 'city' }, attributes: ['city'], by: 'code', frequency: true, missing: 'neutral' },
    { code: 'address', label: { zh: '住所', en: 'address' }, attributes: ['address'], by: 'address', missing: 'neutral' },
    { code: 'legal_rep', label: { zh: '法定代表人', en: 'person in charge' }, attributes: ['legal_rep_name'], by: 'person_name', frequency: true, missing: 'neutral' },
    { code: 'capital', label: { zh: '注册资本', en: 'capital' }, attributes: ['registered_capital'], by: 'number', missing: 'neutral' },
    { code: 'phone', label: { zh: '电话', en: 'phone' }, attributes: ['phone'], by: 'phone', missing: 'neutral' },
  ],
  never: [
    { kind: 'level', comparison: 'name', level: 'parent_branch', relation: 'branch_of' },
    { kind: 'level', comparison: 'name', level: 'sibling_branches' },
    { kind: 'differs', attribute: 'reg_no' },
  ],
  link: {
    precision: 0.995,
    margin: 3,
    // Division and trade name agree. A slip (look-alike, homophone, dropped character) needs the day and the city as well, any other
    // wrong character the number: such names are as a rule two firms, also of one day and door. With the door a slip is a class of its own.
    agree: [
      { name: ['equal', 'same_parts'] },
      { name: ['slip', 'one_character'], number: ['equal', 'contained', 'masked', 'one_place', 'swapped', 'cut'] },
      { name: ['slip'], established_on: ['equal'], address: ['same_door', 'same_number'], city: ['equal'] },
      { name: ['slip'], established_on: ['equal'], city: ['equal'] },
    ],
  },
  review: { precision: 0.1, task: 'possible_duplicate' },
};

export const matchRules: MatchRules = {
  scored,
  deterministic: {
    key: { rule: 'O1', attributes: ['uscc'], name: { attribute: 'name', also: ['second_name'], differs: 'O1' } },
    pointing: [
      { rule: 'O2', attribute: 'org_code', keyFact: 'org_code', with: ['name'] },
      { rule: 'O5', attribute: 'reg_no', with: ['name'] },
    ],
    cases: [{ kind: 'shared_key_fact', rule: 'O4', keyFact: 'org_code', task: 'identifier_conflict' }],
  },
  labels: {
    O1: { zh: '统一社会信用代码有效且一致', en: 'same valid unified code' },
    O2: { zh: '组织机构代码与名称一致', en: 'same organisation code and name' },
    O4: { zh: '两个代码含同一组织机构代码', en: 'two codes share an organisation code' },
    O5: { zh: '注册号与名称一致', en: 'same registration number and name' },
    O6: { zh: '名称等多项信息评分一致', en: 'name and other items agree, by score' },
    identifier_conflict: { zh: '换码或错码', en: 'code changed or wrong' },
  },
};
