// A small library for the tests of sharing: every visibility and one of each kind of column a grant may name.
import type { AttributeDefinition, LibraryDefinition } from '../../../src/definition/types.ts';

const label = { zh: '镇', en: 'Town' };
function attribute(type: AttributeDefinition['type'], sensitivity: AttributeDefinition['sensitivity']): AttributeDefinition {
  return { type, sensitivity, label };
}

export const townLibrary: LibraryDefinition = {
  code: 'town',
  label,
  kind: 'entity',
  version: 1,
  resource: 'towns',
  attributes: {
    number: attribute('identifier', 'restricted'),
    full_name: attribute('person_name', 'personal'),
    division_code: attribute('code', 'internal'),
    settled_on: attribute('date', 'internal'),
  },
  identifiers: [{ attribute: 'number', types: ['id_number'], strength: 'unique' }],
  codeLists: {},
  feeds: {
    register: { code: 'register', label, source: 'police', columns: {}, sourceKey: [], mode: 'delta', cycle: 'weekly' } as never,
    births: { code: 'births', label, source: 'health', columns: {}, sourceKey: [], mode: 'delta', cycle: 'daily' } as never,
  },
  matchRules: { deterministic: { key: { rule: 'T1', attributes: ['number'] }, pointing: [], cases: [] } },
  survivorship: [],
  relations: [],
  quality: [],
};
