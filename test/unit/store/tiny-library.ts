// The least definition whose tables show every kind of column and index. Its tables are planned; it never runs a load.
import type { LibraryDefinition } from '../../../src/definition/types.ts';

export const tinyLibrary: LibraryDefinition = {
  code: 'tiny',
  label: { zh: '小库', en: 'Tiny' },
  kind: 'entity',
  version: 1,
  resource: 'tinies',
  attributes: {
    number: { type: 'identifier', identifier: 'id_number', label: { zh: '号码', en: 'Number' }, sensitivity: 'restricted' },
    full_name: { type: 'person_name', label: { zh: '姓名', en: 'Name' }, sensitivity: 'personal' },
    born: { type: 'date', label: { zh: '出生日期', en: 'Born' }, sensitivity: 'personal' },
    amount: { type: 'amount', label: { zh: '金额', en: 'Amount' }, sensitivity: 'internal' },
  },
  identifiers: [{ attribute: 'number', types: ['id_number'], strength: 'unique' }],
  codeLists: {},
  feeds: {},
  survivorship: [],
  relations: [],
  quality: [],
  search: { names: { attributes: ['full_name'] }, unique: { require: ['full_name', 'born'], optional: [] } },
  matchRules: { deterministic: { key: { rule: 'T1', attributes: ['number'] }, pointing: [], cases: [] } },
};
