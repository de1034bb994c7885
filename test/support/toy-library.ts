// A fourth library that lives in tests only: ships, found by the number of their certificate, owned by legal persons. It runs the whole
// flow to prove that the engine names no library.
import { attribute, column, groupEach } from '../../src/definition/build.ts';
import { defineLibrary } from '../../src/definition/define-library.ts';
import type { LibraryDefinition } from '../../src/definition/types.ts';

const operation = { column: 'operation', deletes: ['D'] } as const;
const shared = {
  certificate_no: column('船舶证书编号|certificate_no', 'certificate_no'),
  name: column('船名|name', 'name', { requiredHeader: true, required: true }),
  hull_no: column('船体号|hull_no', 'hull_no'),
  tonnage: column('总吨|tonnage', 'tonnage'),
  built_on: column('建成日期|built_on', 'built_on'),
  updated: column('更新日期|updated', null, { label: { zh: '更新日期', en: 'Updated on' } }),
};

export const toyLibrary: LibraryDefinition = defineLibrary({
  code: 'vessel',
  label: { zh: '船舶库', en: 'Vessel library' },
  kind: 'entity',
  version: 1,
  resource: 'vessels',
  attributes: {
    certificate_no: attribute('identifier', '船舶证书编号|Certificate number', 'internal', { identifier: 'birth_certificate_no' }),
    former_certificate_no: attribute('identifier', '原证书编号|Former certificate number', 'internal', { identifier: 'birth_certificate_no' }),
    name: attribute('organisation_name', '船名|Name', 'public'),
    hull_no: attribute('identifier', '船体号|Hull number', 'internal', { identifier: 'passport' }),
    tonnage: attribute('amount', '总吨|Tonnage', 'public'),
    built_on: attribute('date', '建成日期|Built on', 'public'),
    berth: attribute('text', '泊位|Berth', 'internal', { conflicts: false }),
    owner_uscc: attribute('identifier', '所有人统一社会信用代码|Code of the owner', 'public', { identifier: 'uscc' }),
    owner_name: attribute('organisation_name', '所有人名称|Owner', 'public'),
  },
  identifiers: [
    { attribute: 'certificate_no', types: ['birth_certificate_no'], strength: 'unique' },
    { attribute: 'hull_no', types: ['passport'], strength: 'pointing' },
  ],
  codeLists: {},
  feeds: {
    ship_register: {
      code: 'ship_register',
      label: { zh: '船舶登记', en: 'Register of ships' },
      source: 'harbour',
      columns: {
        ...shared,
        register_no: column('登记号|register_no', null, { requiredHeader: true, label: { zh: '登记号', en: 'Register number' } }),
        owner_uscc: column('所有人代码|owner_uscc', 'owner_uscc'),
        owner_name: column('所有人|owner_name', 'owner_name'),
        operation: column('操作|operation', null, { label: { zh: '操作', en: 'Operation' } }),
      },
      sourceKey: [['register_no']],
      effectiveDate: 'updated',
      operation,
      mode: 'delta',
      cycle: 'daily',
    },
    berth_list: {
      code: 'berth_list',
      label: { zh: '泊位清单', en: 'List of berths' },
      source: 'port',
      columns: { ...shared, berth: column('泊位|berth', 'berth', { requiredHeader: true, required: true }) },
      sourceKey: [['berth']],
      effectiveDate: 'updated',
      mode: 'snapshot',
      guard: 0.5,
      // Garbled rows are a matter of the tests.
      rejectLimit: 1,
      cycle: 'weekly',
    },
    ship_renumbering: {
      code: 'ship_renumbering',
      label: { zh: '换证通知', en: 'Notices of new certificates' },
      source: 'harbour',
      columns: {
        notice_no: column('通知编号|notice_no', null, { requiredHeader: true, label: { zh: '通知编号', en: 'Notice' } }),
        former_certificate_no: column('原证书编号|former_certificate_no', 'former_certificate_no', { requiredHeader: true, required: 'valid' }),
        certificate_no: column('船舶证书编号|certificate_no', 'certificate_no', { requiredHeader: true, required: 'valid' }),
        updated: shared.updated,
        operation: column('操作|operation', null, { label: { zh: '操作', en: 'Operation' } }),
      },
      sourceKey: [['notice_no']],
      effectiveDate: 'updated',
      operation,
      mode: 'delta',
      cycle: 'daily',
    },
  },
  matchRules: {
    deterministic: {
      key: { rule: 'V1', attributes: ['certificate_no'], name: { attribute: 'name', differs: 'V2', task: 'attribute_conflict' } },
      pointing: [{ rule: 'V6', attribute: 'hull_no', with: ['name'] }],
      rekey: { rule: 'V9', feed: 'ship_renumbering', from: 'former_certificate_no', to: 'certificate_no' },
      cases: [],
    },
    labels: {
      V1: { zh: '证书编号一致', en: 'same certificate' },
      V2: { zh: '证书编号一致，船名不同', en: 'same certificate, another name' },
      V6: { zh: '船体编号与船名一致', en: 'same hull number and name' },
      V9: { zh: '证书换号', en: 'certificate renumbered' },
      attribute_conflict: { zh: '船名冲突', en: 'names in conflict' },
    },
  },
  survivorship: [
    ...groupEach(['certificate_no', 'name'], { authority: ['harbour'], decisive: true }),
    { code: 'measure', attributes: ['tonnage', 'built_on'], authority: ['harbour', 'port'] },
    { code: 'owner', attributes: ['owner_uscc', 'owner_name'], authority: ['harbour'] },
  ],
  relations: [
    { type: 'owner', label: { zh: '所有人', en: 'owner' }, target: 'legal_person', identifier: { attribute: 'owner_uscc', type: 'uscc' }, name: 'owner_name' },
  ],
  quality: [],
});
