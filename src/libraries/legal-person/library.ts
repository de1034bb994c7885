// The legal-person library: legal persons and other organisations, found by the unified social credit code and the older numbers.
import { defineLibrary } from '../../definition/define-library.ts';
import type { CodeListDefinition, RelationDefinition } from '../../definition/types.ts';
import { currency } from '../../standards/code-lists/currency.ts';
import { documentType } from '../../standards/code-lists/document-type.ts';
import { personRole } from '../../standards/code-lists/person-role.ts';
import { registrationStatus } from '../../standards/code-lists/registration-status.ts';
import { departmentsOf } from '../departments.ts';
import { attributes } from './attributes.ts';
import { entityType, taxStatus } from './code-lists.ts';
import { feeds } from './feeds.ts';
import { identifiers, matchRules } from './match-rules.ts';
import { quality } from './quality.ts';
import { survivorship } from './survivorship.ts';

const codeLists: Readonly<Record<string, CodeListDefinition>> = {
  entity_type: entityType,
  registration_status: registrationStatus,
  currency,
  person_role: personRole,
  document_type: documentType,
  tax_status: taxStatus,
};

const personInCharge = {
  target: 'population',
  identifier: { attribute: 'legal_rep_id_number', type: 'id_number' },
  name: 'legal_rep_name',
  // Others repeat what they once copied; whom a register no longer names is not in charge.
  sources: ['market_regulation', 'institution_registry', 'civil_affairs'],
  validFrom: 'legal_rep_from',
  validTo: 'legal_rep_to',
  exclusive: true,
} as const;

const relations: readonly RelationDefinition[] = [
  {
    type: 'legal_representative',
    label: { zh: '法定代表人', en: 'legal representative' },
    ...personInCharge,
    when: { attribute: 'legal_rep_role', codes: ['legal_representative'], orMissing: true },
  },
  {
    type: 'responsible_person',
    label: { zh: '负责人', en: 'responsible person' },
    ...personInCharge,
    when: {
      attribute: 'legal_rep_role',
      codes: ['executive_partner', 'investor', 'person_in_charge', 'operator', 'chief_representative', 'other'],
    },
  },
  {
    type: 'controller',
    label: { zh: '实际控制人', en: 'actual controller' },
    target: 'population',
    identifier: { attribute: 'controller_id_number', type: 'id_number' },
    name: 'controller_name',
    validFrom: 'controller_from',
    validTo: 'controller_to',
    exclusive: true,
  },
  {
    type: 'branch_of',
    label: { zh: '分支机构隶属', en: 'branch of' },
    target: 'legal_person',
    identifier: { attribute: 'parent_uscc', type: 'uscc' },
    name: 'parent_name',
  },
  {
    type: 'succeeds',
    label: { zh: '承继', en: 'succeeds' },
    target: 'legal_person',
    identifier: { attribute: 'predecessor_uscc', type: 'uscc' },
    name: 'predecessor_name',
    validFrom: 'established_on',
  },
  { type: 'supervised_by', label: { zh: '举办或主管单位', en: 'supervised by' }, target: 'legal_person', name: 'supervisor' },
];

export const legalPerson = defineLibrary({
  code: 'legal_person',
  label: { zh: '法人单位基础信息库', en: 'Legal-person library' },
  kind: 'entity',
  version: 2,
  resource: 'legal-persons',
  attributes,
  identifiers,
  codeLists,
  feeds,
  sources: departmentsOf(feeds),
  matchRules,
  survivorship,
  relations,
  quality,
  search: { names: { attributes: ['name', 'short_name', 'english_name'], initials: 'pinyin_abbr' } },
});
