// When records are one organisation, on keys alone: rows O1, O2, O4, O5 and O7 of the merge decision table. O7 needs no line: two
// different valid codes are two keys, and keys never merge by name.
import type { IdentifierDefinition, MatchRules } from '../../definition/types.ts';

export const identifiers: readonly IdentifierDefinition[] = [
  { attribute: 'uscc', types: ['uscc'], strength: 'unique' },
  { attribute: 'org_code', types: ['org_code'], strength: 'pointing' },
  { attribute: 'reg_no', types: ['reg_no'], strength: 'pointing' },
  { attribute: 'tax_no', types: ['tax_no'], strength: 'pointing' },
];

export const matchRules: MatchRules = {
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
    identifier_conflict: { zh: '换码或错码', en: 'code changed or wrong' },
  },
};
