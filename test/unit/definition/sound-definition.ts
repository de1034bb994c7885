// A small definition without a fault that uses every part of the language; tests break one thing in a copy of it.
import type { LibraryDefinition } from '../../../src/definition/types.ts';

export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

const label = { zh: '名', en: 'name' };

const sound: LibraryDefinition = {
  code: 'vessel',
  label,
  kind: 'entity',
  version: 1,
  resource: 'vessels',
  attributes: {
    hull_no: { type: 'identifier', identifier: 'uscc', label, sensitivity: 'public' },
    org_no: { type: 'identifier', identifier: 'org_code', label, sensitivity: 'public' },
    vessel_name: { type: 'organisation_name', label, sensitivity: 'public' },
    flag_state: { type: 'code', list: 'flag', label, sensitivity: 'public' },
    tonnage: { type: 'amount', label, sensitivity: 'public' },
    launched_on: { type: 'date', label, sensitivity: 'public' },
    scrapped_on: { type: 'date', label, sensitivity: 'public' },
    owner_name: { type: 'person_name', label, sensitivity: 'personal', mask: 'name' },
  },
  identifiers: [
    { attribute: 'hull_no', types: ['uscc'], strength: 'unique' },
    { attribute: 'org_no', types: ['org_code'], strength: 'pointing' },
  ],
  codeLists: {
    flag: {
      code: 'flag', label, version: '1', source: 'test',
      entries: [{ code: '1', label }, { code: '2', label, parent: '1' }],
      synonyms: { one: '1' },
    },
  },
  feeds: {
    port: {
      code: 'port',
      label,
      source: 'harbour',
      sourceColumn: { column: 'office', codes: { 东港: 'east_harbour' } },
      columns: {
        row_no: { headers: ['编号'], label },
        office: { headers: ['来源'], label },
        kind: { headers: ['类别'], attribute: 'flag_state', codes: { I: '1' } },
        number: { headers: ['号码'], route: { by: 'kind', to: { '1': 'hull_no', '2': 'org_no' } } },
        vessel_name: { headers: ['船名', 'CM'], attribute: 'vessel_name', requiredHeader: true, required: true },
        tonnage: { headers: ['吨位'], attribute: 'tonnage', unit: 'wan' },
        launched_on: { headers: ['下水日期'], attribute: 'launched_on' },
        change: { headers: ['操作'], label },
      },
      sourceKey: [['row_no']],
      effectiveDate: 'launched_on',
      operation: { column: 'change', deletes: ['D'] },
      mode: 'snapshot',
      guard: 0.05,
      rejectLimit: 0.2,
      constants: { owner_name: '无' },
      cycle: 'daily',
    },
  },
  matchRules: {
    deterministic: {
      key: { rule: 'K1', attributes: ['hull_no'], name: { attribute: 'vessel_name', also: ['owner_name'] } },
      pointing: [{ rule: 'K2', attribute: 'org_no', keyFact: 'org_code', with: ['vessel_name'] }],
      cases: [
        { kind: 'shared_key_fact', rule: 'K3', keyFact: 'org_code', task: 'check' },
        { kind: 'active_after_end', rule: 'K4', endDate: 'scrapped_on', feeds: ['port'], unless: { flag_state: ['2'] }, task: 'check' },
      ],
    },
    scored: {
      rule: 'K6',
      blocks: [{ code: 'name', label, parts: [{ attribute: 'vessel_name', also: ['owner_name'], form: 'name' }] }],
      compare: [{ code: 'name', label, attributes: ['vessel_name'], by: 'organisation_name', frequency: true, missing: 'neutral' }],
      never: [{ kind: 'differs', attribute: 'org_no' }, { kind: 'level', comparison: 'name', level: 'parent_branch', relation: 'owner' }],
      link: { precision: 0.99, margin: 3, agree: [{ name: ['equal'] }] },
      review: { precision: 0.1, task: 'possible_duplicate' },
    },
    labels: { K1: label, K2: label, K3: label, K4: label, K6: label, check: label },
  },
  survivorship: [{ code: 'build', attributes: ['tonnage', 'launched_on'], authority: ['harbour'], ignored: ['east_harbour'] }],
  relations: [{ type: 'owner', label, target: 'vessel', identifier: { attribute: 'org_no', type: 'org_code' }, name: 'owner_name', validFrom: 'launched_on' }],
  quality: [{ code: 'named', attribute: 'vessel_name', measure: 'filled', atLeast: 0.9, label }],
  search: { names: { attributes: ['vessel_name'] } },
};

/** A fresh copy to be changed. */
export function soundDefinition(): Mutable<LibraryDefinition> {
  return structuredClone(sound) as Mutable<LibraryDefinition>;
}
