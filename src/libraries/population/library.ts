// The population library: natural persons, found by their ID number and by the documents that stand in for it.
import { defineLibrary } from '../../definition/define-library.ts';
import type { CodeListDefinition, RelationDefinition } from '../../definition/types.ts';
import { country } from '../../standards/code-lists/country.ts';
import { documentType } from '../../standards/code-lists/document-type.ts';
import { education } from '../../standards/code-lists/education.ts';
import { ethnicGroup } from '../../standards/code-lists/ethnic-group.ts';
import { householdType } from '../../standards/code-lists/household-type.ts';
import { maritalStatus } from '../../standards/code-lists/marital-status.ts';
import { sex } from '../../standards/code-lists/sex.ts';
import { departmentsOf } from '../departments.ts';
import { attributes } from './attributes.ts';
import { fundStatus, householdRelation, insuranceStatus, lifeStatus } from './code-lists.ts';
import { feeds } from './feeds.ts';
import { identifiers, matchRules } from './match-rules.ts';
import { quality } from './quality.ts';
import { survivorship } from './survivorship.ts';

const codeLists: Readonly<Record<string, CodeListDefinition>> = {
  sex,
  ethnic_group: ethnicGroup,
  country,
  document_type: documentType,
  life_status: lifeStatus,
  household_relation: householdRelation,
  household_type: householdType,
  marital_status: maritalStatus,
  education,
  insurance_status: insuranceStatus,
  fund_status: fundStatus,
};

const person = { target: 'population', identifierType: 'id_number' } as const;

function kin(type: string, label: { zh: string; en: string }, validFrom?: string): RelationDefinition {
  return {
    type,
    label,
    target: person.target,
    identifier: { attribute: `${type}_id_number`, type: person.identifierType },
    name: `${type}_name`,
    ...(validFrom === undefined ? {} : { validFrom }),
  };
}

const relations: readonly RelationDefinition[] = [
  kin('spouse', { zh: '配偶', en: 'spouse' }, 'marriage_date'),
  kin('father', { zh: '父亲', en: 'father' }),
  kin('mother', { zh: '母亲', en: 'mother' }),
  {
    type: 'employer',
    label: { zh: '参保单位', en: 'employer by social insurance' },
    target: 'legal_person',
    identifier: { attribute: 'insured_employer_uscc', type: 'uscc' },
    name: 'insured_employer_name',
  },
];

export const population = defineLibrary({
  code: 'population',
  label: { zh: '人口基础信息库', en: 'Population library' },
  kind: 'entity',
  version: 1,
  resource: 'persons',
  attributes,
  identifiers,
  codeLists,
  feeds,
  sources: departmentsOf(feeds),
  matchRules,
  survivorship,
  relations,
  quality,
  search: { unique: { require: ['full_name', 'birth_date'], optional: ['sex', 'ethnic_group', 'mobile_phone', 'hukou_address'] } },
});
