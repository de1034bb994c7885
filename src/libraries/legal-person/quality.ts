// What the quality report expects of files about organisations, as shares of usable values.
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  { code: 'uscc_valid', attribute: 'uscc', measure: 'valid', atLeast: 0.99, label: { zh: '统一社会信用代码有效率', en: 'Valid unified social credit codes' } },
  { code: 'name_filled', attribute: 'name', measure: 'filled', atLeast: 0.999, label: { zh: '名称填报率', en: 'Names filled in' } },
  { code: 'status_in_list', attribute: 'registration_status', measure: 'in_list', atLeast: 0.99, label: { zh: '登记状态代码合规率', en: 'Status codes in the list' } },
  { code: 'entity_type_in_list', attribute: 'entity_type', measure: 'in_list', atLeast: 0.9, label: { zh: '主体类型代码合规率', en: 'Entity types in the list' } },
  { code: 'established_on_valid', attribute: 'established_on', measure: 'valid', atLeast: 0.99, label: { zh: '成立日期有效率', en: 'Valid dates of establishment' } },
  { code: 'address_filled', attribute: 'address', measure: 'filled', atLeast: 0.95, label: { zh: '住所填报率', en: 'Addresses filled in' } },
];
